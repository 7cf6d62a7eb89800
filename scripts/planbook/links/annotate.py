"""Annotate: a sentence with its links as Markdown. The offsets are of the bare text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planbook.pages.markdown import escape, link


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link to be made of the text at [start, end)."""

    start: int
    end: int
    href: str
    title: str
    """Shown by the browser where nothing better is: the other language's form, a heading."""


def annotate(text: str, anchors: Iterable[Anchor]) -> str:
    """The text escaped, with its links; `anchors` must not overlap.

    Law: with the links taken out and unescaped it is `text` again.
    """
    pieces: list[str] = []
    at = 0
    for one in sorted(anchors, key=lambda anchor: anchor.start):
        pieces += escape(text[at : one.start]), link(text[one.start : one.end], one.href, one.title)
        at = one.end
    return "".join((*pieces, escape(text[at:])))
