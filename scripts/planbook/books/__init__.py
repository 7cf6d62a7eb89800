"""Turns the linked outline into books: PDFs with Typst, and EPUBs."""
