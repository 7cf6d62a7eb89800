"""The linked edition as Markdown pages."""
