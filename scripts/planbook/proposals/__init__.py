"""Proposes figures: `sentences` and `tables` find them, `write` makes the file to confirm."""
