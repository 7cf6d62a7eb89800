"""Holds what the edition says about the plan, with each statement tied to its passages."""
