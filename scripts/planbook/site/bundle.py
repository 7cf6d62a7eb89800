"""The site's own styles and scripts: several files to write, one of each to load.

Pages of the plan load `planbook` only. Pages of lists (glossary, figures, names, downloads,
the guide) load `lists` too: its weight is no burden on what is read first.
"""

from __future__ import annotations

from pathlib import Path

BUNDLES = {
    "planbook.css": "css",
    "planbook.js": "js",
    "lists.css": "css/lists",
    "lists.js": "js/lists",
}
"""By file, the folder below `assets/` whose files are joined into it, in the order of names."""


def bundle(assets: Path, target: Path) -> None:
    """Join the files of each folder of `assets` into one file in `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for name, folder in BUNDLES.items():
        parts = sorted((assets / folder).glob(f"*{Path(name).suffix}"))
        text = "\n".join(part.read_text("utf-8") for part in parts)
        (target / name).write_text(text, "utf-8")
