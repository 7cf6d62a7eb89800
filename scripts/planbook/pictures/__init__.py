"""Draws pictures of the plan as SVG, the same in pages and books, without a browser."""
