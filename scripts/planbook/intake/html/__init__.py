"""Takes in HTML: saved pages."""
