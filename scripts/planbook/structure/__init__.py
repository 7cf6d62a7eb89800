"""Turns repaired text into an outline: `tree` nests its lines, `address` numbers the result."""
