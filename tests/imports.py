"""The imports of the package, as its files have them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "scripts" / "planbook"
NAME = "planbook"
Arrows = Mapping[str, set[str]]
"""By module, those that it imports; without the package's name: `books.pdf.book`."""


def module_of(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def modules(root: Path = PACKAGE) -> dict[str, Path]:
    """The files of the package by module; the package itself is empty."""
    return {module_of(path, root): path for path in sorted(root.rglob("*.py"))}


def arrows(root: Path = PACKAGE) -> dict[str, set[str]]:
    """What each module imports from the package, also for types only, or inside a function."""
    files = modules(root)
    return {
        module: {one for one in imported(path.read_text("utf-8"), files) if one != module}
        for module, path in files.items()
    }


def imported(source: str, known: Mapping[str, Path]) -> Iterator[str]:
    for one in ast.walk(ast.parse(source)):
        if isinstance(one, ast.Import):
            names = [name.name for name in one.names]
        elif isinstance(one, ast.ImportFrom) and one.module:
            names = [f"{one.module}.{name.name}" for name in one.names]
        else:
            continue
        yield from (found for name in names if (found := resolved(name, known)) is not None)


def resolved(name: str, known: Mapping[str, Path]) -> str | None:
    """The module that has the name, or None if it is not ours: `planbook.text.decode.Text`."""
    first, _, rest = name.partition(".")
    while first == NAME:
        if rest in known:
            return rest
        rest = rest.rpartition(".")[0]
    return None
