"""The site's own styles and scripts: several files to write, one of each to load."""

from __future__ import annotations

from pathlib import Path

BUNDLES = {"css": "planbook.css", "js": "planbook.js"}
"""By folder below `assets/`, the file that its files are joined into, in the order of names."""


def bundle(assets: Path, target: Path) -> None:
    """Join the files of each folder of `assets` into one file in `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for folder, name in BUNDLES.items():
        parts = sorted((assets / folder).glob(f"*.{folder}"))
        text = "\n".join(part.read_text("utf-8") for part in parts)
        (target / name).write_text(text, "utf-8")
