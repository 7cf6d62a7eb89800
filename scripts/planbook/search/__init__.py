"""Prepares the browser search: documents, the folding of scripts, and pinyin."""
