"""Holds the translation memory: `memory` reads and writes it, `sync` ties it to the outline."""
