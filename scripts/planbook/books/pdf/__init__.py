"""The PDFs, typeset by Typst."""
