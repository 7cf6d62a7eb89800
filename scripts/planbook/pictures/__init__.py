"""Pictures of the plan as SVG: the same in pages and books, drawn without a browser."""
