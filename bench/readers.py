"""The headings that pandoc and markitdown find in a file, to compare with ours."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

BENCH = Path(__file__).parent.parent / ".venv/bench-env"
READERS = ("pandoc", "markitdown")
FORMATS = {".html": "html", ".docx": "docx", ".md": "markdown", ".txt": "markdown"}
"""What pandoc takes a file for; it does not read PDF."""
HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: *\{[^{}]*\})?$", re.MULTILINE)
LONGEST = 300
"""Seconds that a program may take."""


def command(reader: str, file: Path) -> list[str]:
    """What writes the file as Markdown; empty if it cannot be read, or nothing is set up."""
    kind = FORMATS.get(file.suffix)
    if reader == "markitdown":
        python = BENCH / "bin/python"
        return [str(python), "-m", "markitdown", str(file)] if python.exists() else []
    pandoc = next(BENCH.glob("lib/python*/site-packages/pypandoc/files/pandoc"), None)
    if not kind or not pandoc:
        return []
    return [str(pandoc), "--from", kind, "--to", "markdown", "--wrap=none", str(file)]


def headings(reader: str, file: Path) -> list[tuple[int, str]] | None:
    """Level and text of each heading; None if the reader cannot read the file."""
    words = command(reader, file)
    if not words:
        return None
    made = subprocess.run(words, capture_output=True, text=True, timeout=LONGEST, check=False)
    found = HEADING.finditer(made.stdout)
    return [(len(one[1]), one[2]) for one in found] if not made.returncode else None
