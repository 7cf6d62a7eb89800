"""From a brief to the bytes of its PDF: two pages, or a problem that says so."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import as_file, files

import msgspec
import typst

from planbook.books.brief import Brief
from planbook.books.fonts import Fonts, lacking
from planbook.books.manifest import page_count
from planbook.books.typeset import STANDARDS
from planbook.problems import Problem, Problems, raise_any, stop

PAGES = 2
TIGHTEST = 4
"""Steps by which type and space may shrink; below, type would be too small."""


def typeset_brief(brief: Brief, fonts: Fonts) -> bytes:
    """The PDF, set as loosely as two pages allow. Same brief and fonts, same bytes.

    Raises `Problems`; a warning counts as one.
    """
    raise_any(lacking_fonts(brief, fonts))
    count = 0
    for tight in range(TIGHTEST + 1):
        pdf = typeset(brief, fonts, tight)
        count = page_count(pdf)
        if count <= PAGES:
            break
    if count != PAGES:
        remedy = "shorten the facts or the list `target` in source/guide.toml"
        raise stop(name(brief), f"has {count} pages, not {PAGES}", remedy)
    return pdf


def typeset(brief: Brief, fonts: Fonts, tight: int) -> bytes:
    """The PDF with so many steps less space than the template likes."""
    content = msgspec.json.encode(brief).decode()
    with as_file(files("planbook.books").joinpath("templates")) as folder:
        try:
            pdf, warnings = typst.compile_with_warnings(
                str(folder / "brief.typ"),
                root=str(folder),
                font_paths=list(fonts.folders),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=STANDARDS,
                timestamp=datetime(*brief.date, tzinfo=UTC),
                sys_inputs={"brief": content, "tight": str(tight)},
            )
        except typst.TypstError as error:
            remedy = "mend scripts/planbook/books/templates/brief.typ, or the character it names"
            raise stop(name(brief), error.diagnostic or error.message, remedy) from error
    if warnings:
        remedy = "mend scripts/planbook/books/templates/brief.typ, or the font it names"
        raise Problems(p for w in warnings for p in stop(name(brief), w.message, remedy).problems)
    return pdf


def lacking_fonts(brief: Brief, fonts: Fonts) -> list[Problem]:
    where = ", ".join(fonts.folders) or "none of the usual folders exists"
    remedy = "sudo apt-get install fonts-noto-cjk; or name their folder with --fonts"
    return [
        Problem(name(brief), f"needs the font {family} in weight {weight} ({where})", remedy)
        for family, weight in lacking(fonts, brief.serif, brief.sans)
    ]


def name(brief: Brief) -> str:
    return f"the book {brief.kind}"
