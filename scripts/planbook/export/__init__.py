"""Writes the plan's translation and terms as files for other programs."""
