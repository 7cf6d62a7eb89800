"""References behind what we say: links to the passages that support it."""

from __future__ import annotations

from collections.abc import Iterable

from planbook.investor.statements import Statement
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pages.paths import anchor_of, page_of, relative


def passages(references: Iterable[str]) -> list[str]:
    """The paragraphs and headings of these references, each once: 2.1.1.1.2 lies in 2.1.1.1."""
    return list(dict.fromkeys(".".join(one.split(".")[:4]) for one in references))


def citation(references: Iterable[str], page: str, locale: Locale) -> str:
    """Links to the passages in brackets, as they stand behind a sentence."""
    links = (
        md.link(one, relative(page, page_of(one), anchor_of(one))) for one in passages(references)
    )
    if locale == "zh":
        return f"（{'、'.join(links)}）"
    return f" ({', '.join(links)})"


def stated(statement: Statement, page: str, locale: Locale) -> str:
    """A statement with its passages behind it, as inline Markdown."""
    return md.escape(statement.of(locale)) + citation(statement.at, page, locale)
