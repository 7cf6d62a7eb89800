"""Holds the translation memory: `memory` reads and writes it, `join` brings it in line with the outline."""
