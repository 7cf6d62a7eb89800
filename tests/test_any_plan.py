"""The engine knows no plan: nothing of this edition is in the package, its theme, or its assets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planbook import store
from planbook.pipeline import Conversion
from projects import DESCRIPTION, ROOT

PACKAGE = ROOT / "scripts" / "planbook"
TEXT = {".py", ".toml", ".txt", ".md", ".typ", ".css", ".js", ".html", ".svg", ".yml", ""}
PLACES = re.compile(
    "市北|青岛|山东|胶州|Shibei|Qingdao|Shandong|Jiaozhou|Tsingtao|14fyp", re.IGNORECASE
)


def engine() -> list[Path]:
    """Every text file of the package, of its theme, and of its assets."""
    shipped = [store.FRAME, *store.OVERRIDES.rglob("*"), *store.ASSETS.rglob("*")]
    found = [path for path in (*PACKAGE.rglob("*"), *shipped) if path.is_file()]
    return [path for path in found if path.suffix in TEXT and "__pycache__" not in path.parts]


def said_in(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in engine()
        for found in pattern.finditer(path.read_text("utf-8"))
    ]


def test_no_place_of_this_edition_is_in_the_engine() -> None:
    assert len(engine()) > 250
    assert said_in(PLACES) == []


def test_no_place_name_of_this_edition_is_in_the_engine(conversion: Conversion) -> None:
    """Nor any body, project, or place that its termbase names."""
    own = ("organisation", "project", "zone", "brand", "place")
    names = [one for one in conversion.linked.terms if one.type in own and not one.context]
    local = [one.zh for one in names if one.confidence == "unconfirmed" and len(one.zh) > 2]
    assert len(local) > 50
    assert said_in(re.compile("|".join(map(re.escape, local)))) == []


def test_no_count_or_date_of_this_edition_is_in_the_engine(conversion: Conversion) -> None:
    """Only what is computed or declared may be said of an edition."""
    outline, memory = conversion.outline, conversion.edition.memory
    counts = (
        len(list(outline.divisions())),
        len(memory.entries),
        len(conversion.linked.terms),
        len(conversion.tied.account.entries),
    )
    # With what is counted behind them: the numbers alone are widths and limits, too.
    units = r"\s*(?:sections|sentences|titles|terms|figures|条|节|句|个术语)"
    said = "|".join(str(one) for one in counts)
    chapters = r"\b(?:nine|9) chapters|(?:九|9)章"
    day = re.escape(DESCRIPTION.released.isoformat())
    assert said_in(re.compile(rf"\b(?:{said}){units}|{chapters}|{day}", re.IGNORECASE)) == []


@pytest.mark.parametrize("name", ["terms.toml", "traditional.txt", "pinyin.txt", "words.txt"])
def test_what_every_plan_shares_is_not_repeated_here(name: str) -> None:
    """A line of both would be corrected in one of them only."""
    line = re.compile(r"^(?:zh = .*|[^#\n=\[]*\t.*|\w+)$", re.MULTILINE)
    base, own = (
        set(line.findall(path.read_text("utf-8")))
        for path in (PACKAGE / "base" / name, ROOT / "source" / name)
    )
    assert base
    assert base & own == set()
