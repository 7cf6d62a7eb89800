"""Makes the EPUBs."""
