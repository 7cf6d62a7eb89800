"""Turns the damaged text of a Chinese plan into a trilingual site; see `pipeline.STAGES`."""

__version__ = "0.1.0"
