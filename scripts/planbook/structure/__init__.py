"""Repaired text to outline: `grammar` says what a line can be, `tree` nests, `address` numbers."""
