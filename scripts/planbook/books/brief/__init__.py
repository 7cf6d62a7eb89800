"""Makes the two-page brief."""
