"""Writes the linked edition as Markdown pages."""
