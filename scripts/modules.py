"""Lists the floors of the package, and writes its modules into ARCHITECTURE.md in their order.

Run it as `python scripts/modules.py`. Each line is the first line of a docstring; a test fails
while the list differs.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "planbook"
DOCUMENT = ROOT / "ARCHITECTURE.md"
BEGINNING, END = "<!-- modules -->", "<!-- end of modules -->"
FLOORS = {
    "The ground, which knows nothing of plans": (
        "characters", "problems", "fields", "locales", "words", "xml", "numerals", "description",
        "figures", "base", "store",
    ),
    "The plan, from bytes to sentences in two languages": (
        "text", "intake", "intake.html", "intake.text", "intake.word", "intake.pdf", "structure",
        "translation", "links", "checks", "drafts", "statements", "sources", "begin", "addresses",
    ),
    "What a reader sees, and its forms": (
        "reading", "proposals", "pictures", "pages", "pipeline", "laws", "export", "search", "books",
        "books.pdf", "books.epub", "site",
    ),
    "The command line": ("commands", "cli", "__main__"),
}  # fmt: skip
"""The floors of the package from the ground up. A module may use only its own floor and those
below; `tests/test_floors.py` reads every import.
"""


def first_line(path: Path) -> str:
    """The first line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return text.partition("\n")[0]


def entries(floor: str) -> Iterator[str]:
    """A line for a floor; below a folder, one for each of its modules."""
    name = floor.replace(".", "/")
    folder = PACKAGE / name
    if not folder.is_dir():
        yield f"- `{name}`: {first_line(folder.with_suffix('.py'))}"
        return
    yield f"- **`{name}/`**: {first_line(folder / '__init__.py')}"
    for path in sorted(folder.glob("*.py")):
        if path.stem != "__init__":
            yield f"  - `{path.stem}`: {first_line(path)}"


def listed(document: str) -> str:
    """The document with the present list."""
    before, _, rest = document.partition(BEGINNING)
    behind = rest.partition(END)[2]
    lines: list[str] = []
    for head, floors in FLOORS.items():
        lines += [f"### {head}", "", *(line for one in floors for line in entries(one)), ""]
    return "\n".join([before + BEGINNING, "", *lines, END + behind])


if __name__ == "__main__":
    DOCUMENT.write_text(listed(DOCUMENT.read_text("utf-8")), "utf-8")
