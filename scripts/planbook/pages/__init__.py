"""Writes the pages of the site as Markdown."""
