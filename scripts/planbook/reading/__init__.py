"""Holds the plan as a reader sees it, resolved once for each language: blocks, sentences, runs."""
