"""Writes the plan, its figures, its memory, and its terms as files for other programs."""
