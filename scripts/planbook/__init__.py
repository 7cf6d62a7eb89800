"""From the damaged text of a Chinese plan to a trilingual site; the flow is in `pipeline.STAGES`."""

__version__ = "0.1.0"
