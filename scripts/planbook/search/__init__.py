"""Prepares the search in the browser: what can be found, the folding of scripts, and pinyin."""
