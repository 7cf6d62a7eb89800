"""Makes the PDFs, typeset by Typst."""
