"""Takes in PDF: characters, lines, tables, and pages."""
