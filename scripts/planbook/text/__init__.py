"""Bytes to repaired text: `decode`, then `repair` by rule and by declaration, all in a journal."""
