"""From a brief to the bytes of its PDF: two pages, or a problem that says so."""

from __future__ import annotations

from planbook.books.brief import Brief
from planbook.books.fonts import Fonts
from planbook.books.manifest import page_count
from planbook.books.typeset import compiled, name
from planbook.problems import stop

PAGES = 2
TIGHTEST = 4
"""Steps by which type and space may shrink; below, type would be too small."""


def typeset_brief(brief: Brief, fonts: Fonts) -> bytes:
    """The PDF, set as loosely as two pages allow. Same brief and fonts, same bytes.

    Raises `Problems`; a warning counts as one.
    """
    count = 0
    for tight in range(TIGHTEST + 1):
        pdf = compiled("brief", brief, fonts, tight=str(tight))
        count = page_count(pdf)
        if count <= PAGES:
            break
    if count != PAGES:
        remedy = "shorten the facts or the list `target` in source/guide.toml"
        raise stop(name(brief), f"has {count} pages, not {PAGES}", remedy)
    return pdf
