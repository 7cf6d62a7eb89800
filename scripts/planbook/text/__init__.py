"""Turns bytes into journaled, repaired text: `decode`, then `repair` by rule and declaration."""
