"""From a brief to the bytes of its PDF: two pages, or a problem that says so."""

from __future__ import annotations

from msgspec import structs

from planbook.books.brief.brief import Brief
from planbook.books.fonts import Fonts, font_problems
from planbook.books.manifest import page_count
from planbook.books.press import pressed
from planbook.books.typeset import name, sheet_of
from planbook.problems import raise_any, stop

PAGES = 2
TIGHTEST = 4
"""Steps by which type and space may shrink; below, type would be too small."""


def typeset_brief(brief: Brief, fonts: Fonts) -> bytes:
    """The PDF, set as loosely as two pages allow. Same brief and fonts, same bytes.

    Raises `Problems`; a warning counts as one.
    """
    raise_any(font_problems(brief, fonts))
    tries = tuple({"tight": str(step)} for step in range(TIGHTEST + 1))
    sheet = structs.replace(sheet_of("brief", brief), tries=tries, pages=PAGES)
    pdf = pressed(sheet, fonts)
    count = page_count(pdf)
    if count != PAGES:
        remedy = "shorten the facts or the list `target` in source/guide.toml"
        raise stop(name(brief), f"has {count} pages, not {PAGES}", remedy)
    return pdf
