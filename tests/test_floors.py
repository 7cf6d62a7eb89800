"""The floors of the package: no import goes up, and none is circular."""

from __future__ import annotations

import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from imports import Arrows, arrows, modules

ROOT = Path(__file__).parent.parent
FLOORS: Mapping[str, tuple[str, ...]] = runpy.run_path(str(ROOT / "scripts/modules.py"))["FLOORS"]
ORDER = [floor for floors in FLOORS.values() for floor in floors]


def floor_of(module: str) -> str:
    """The floor that a module is on: the longest name that it is, or lies below."""
    homes = [one for one in ORDER if module == one or module.startswith(f"{one}.")]
    return max(homes, key=len, default="")


def climbing(found: Arrows) -> Iterator[str]:
    """Imports from a higher floor."""
    for module, targets in found.items():
        for target in sorted(targets):
            here, there = floor_of(module), floor_of(target)
            if target and module and ORDER.index(there) > ORDER.index(here):
                yield f"{module} imports {target}, and {there} is above {here}"


def circles(found: Arrows) -> Iterator[str]:
    """Modules that import one another, over any number of others."""
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> Iterator[str]:
        if module in way:
            yield " → ".join((*way[way.index(module) :], module))
        elif module not in done:
            for target in sorted(found.get(module, ())):
                yield from visit(target, (*way, module))
            done.add(module)

    for module in found:
        yield from visit(module, ())


def by_folder(found: Arrows) -> dict[str, set[str]]:
    """The same arrows between folders; a module of the package itself is its own."""

    def folder(module: str) -> str:
        return module.rpartition(".")[0] or module

    together: dict[str, set[str]] = {}
    for module, targets in found.items():
        there = {folder(one) for one in targets} - {folder(module)}
        together.setdefault(folder(module), set()).update(there)
    return together


def test_every_module_has_a_floor() -> None:
    assert [one for one in modules() if one and not floor_of(one)] == []


def test_every_floor_is_there() -> None:
    assert set(ORDER) - set(modules()) == set()


@pytest.fixture(scope="module")
def own() -> Arrows:
    """The imports of the package itself."""
    return arrows()


def test_no_import_climbs(own: Arrows) -> None:
    assert list(climbing(own)) == []


@pytest.mark.parametrize("level", ["modules", "folders"])
def test_no_import_goes_round(own: Arrows, level: str) -> None:
    assert list(circles(own if level == "modules" else by_folder(own))) == []


def package(root: Path, files: dict[str, str]) -> Path:
    for name, source in files.items():
        path = root / f"{name.replace('.', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")
    return root


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"text.a": "from planbook.pages import b", "pages.b": ""},
         ["text.a imports pages.b, and pages is above text"]),
        ({"text.a": "def f():\n    from planbook.links.b import c", "links.b": ""},
         ["text.a imports links.b, and links is above text"]),
        ({"pages.b": "import planbook.text.a", "text.a": ""}, []),
    ],
)  # fmt: skip
def test_a_climbing_import_is_named(
    files: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    assert list(climbing(arrows(package(tmp_path, files)))) == expected


def test_a_circle_is_named(tmp_path: Path) -> None:
    files = {
        "text.a": "from planbook.text.b import x",
        "text.b": "if TYPE_CHECKING:\n    from planbook.text.c import x",
        "text.c": "from planbook.text import a",
    }
    assert list(circles(arrows(package(tmp_path, files)))) == ["text.a → text.b → text.c → text.a"]
