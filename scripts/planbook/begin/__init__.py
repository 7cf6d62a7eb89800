"""Begins a project for another plan: what its text says of it, and the files it starts with."""
