"""Makes books of the plan: PDFs with Typst, and EPUBs."""
