"""Annotate: a sentence with its links as Markdown. The offsets are of the bare text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planbook.links.find import Occurrence
from planbook.locales import Locale, other
from planbook.pages.markdown import escape, link


def annotate(
    text: str,
    occurrences: Iterable[Occurrence],
    locale: Locale,
    href: Callable[[str], str],
) -> str:
    """The text escaped, each occurrence linked to its glossary entry.

    The other language's form is the link's title. `href` makes the address of an anchor
    of the glossary. Law: with the links taken out and unescaped it is `text` again.
    """
    pieces: list[str] = []
    at = 0
    for one in occurrences:
        form = one.term.forms(other(locale))[0]
        pieces += (
            escape(text[at : one.start]),
            link(text[one.start : one.end], href(one.term.anchor), form),
        )
        at = one.end
    return "".join((*pieces, escape(text[at:])))
