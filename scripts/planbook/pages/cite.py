"""Links the edition's own statements to the passages that support them."""

from collections.abc import Iterable

from planbook.addresses import anchor_of, page_of, passages, relative
from planbook.description import Rate
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.statements.ground import Statement
from planbook.statements.money import with_dollars


def to_passage(reference: str, page: str) -> str:
    """The link to a paragraph or heading, by its number in the margin."""
    return md.link(reference, relative(page, page_of(reference), anchor_of(reference)))


def citation(references: Iterable[str], page: str, locale: Locale) -> str:
    """Links to the passages in brackets, for the end of a sentence."""
    links = (to_passage(one, page) for one in passages(references))
    if locale == "zh":
        return f"（{'、'.join(links)}）"
    return f" ({', '.join(links)})"


def stated(statement: Statement, page: str, locale: Locale, rate: Rate | None = None) -> str:
    """A statement followed by its passages, as inline Markdown; with a rate, money in dollars too."""
    said = with_dollars(statement.of(locale), rate, locale)
    return md.escape(said) + citation(statement.at, page, locale)
