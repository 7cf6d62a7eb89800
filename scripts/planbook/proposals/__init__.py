"""Proposes figures: `sentences` and `tables` find them, `propose` makes the file to confirm."""
