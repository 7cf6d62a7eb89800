"""The plan as books, made from the linked outline: PDFs with Typst, and an EPUB."""
