"""Turns repaired text into an outline: `tree` nests its lines, `blocks` numbers the result."""
