"""Begins a project for another plan: takes in its files, and tells what the plan is."""
