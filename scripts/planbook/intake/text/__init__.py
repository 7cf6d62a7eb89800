"""Takes in plain text and Markdown."""
