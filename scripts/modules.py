"""Writes the list of modules in ARCHITECTURE.md: `python scripts/modules.py`.

The floors come from `planbook.floors`, each line from the first line of a module's docstring.
A test fails while the list differs.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from planbook.floors import FLOORS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "planbook"
DOCUMENT = ROOT / "ARCHITECTURE.md"
BEGINNING, END = "<!-- modules -->", "<!-- end of modules -->"


def first_line(path: Path) -> str:
    """The first line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return text.partition("\n")[0]


def entries() -> Iterator[str]:
    """A heading for each floor that is a folder, a line for each module, from the ground up."""
    for floor, knows in FLOORS.items():
        folder = PACKAGE / floor.replace(".", "/")
        if not folder.is_dir():
            yield f"- `{floor}`: {first_line(folder.with_suffix('.py'))}"
            continue
        yield f"\n**`{floor}/`**: {knows}.\n"
        for path in sorted(folder.glob("*.py")):
            if path.stem != "__init__":
                yield f"- `{path.stem}`: {first_line(path)}"


def listed(document: str) -> str:
    """The document with the present list."""
    before, _, rest = document.partition(BEGINNING)
    behind = rest.partition(END)[2]
    lines = "\n".join(entries()).strip()
    return f"{before}{BEGINNING}\n\n{lines}\n\n{END}{behind}"


if __name__ == "__main__":
    DOCUMENT.write_text(listed(DOCUMENT.read_text("utf-8")), "utf-8")
