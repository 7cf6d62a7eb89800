"""Makes the EPUB."""
