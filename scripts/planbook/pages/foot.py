"""The foot of a page of the plan: what it has to do with other pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planbook.addresses import entry_page, page_of, relative
from planbook.pages import markdown as md
from planbook.pages.cite import to_passage
from planbook.pages.wording import WORDING
from planbook.structure.model import Division

if TYPE_CHECKING:
    from planbook.pages.plan import Writer


def related_sections(writer: Writer, section: Division, page: str) -> Iterator[str]:
    """The sections that have to do with this one, each with the terms that say why."""
    words = WORDING[writer.locale]
    terms = {one.id: one for one in writer.linked.terms}
    entries = []
    for one in writer.related.get(section.reference, ()):
        shared = (terms[term] for term in one.terms)
        names = words.comma.join(
            md.link(term.forms(writer.locale)[0], relative(page, entry_page(term), term.anchor))
            for term in shared
        )
        link = md.link(writer.label(one.reference), relative(page, page_of(one.reference)))
        entries.append(f"- {link}{words.shared.format(names)}")
    if entries:
        yield md.block([words.related], "", ".list-title")
        yield "\n".join(entries)


def mentioned(writer: Writer, division: Division, page: str) -> Iterator[str]:
    """The passages that name this division, or one on its page; each with the words it uses."""
    below = () if division.level == "chapter" else division.walk()
    own = {division.reference, *(one.reference for one in below)}
    entries = []
    for sentence in writer.naming:
        named = writer.linked.mentions[writer.locale][sentence.reference]
        text = writer.text(sentence)
        if words := [text[one.start : one.end] for one in named if one.target in own]:
            link = to_passage(sentence.reference.rsplit(".", 1)[0], page)
            quoted = md.escape(WORDING[writer.locale].comma.join(words))
            entries.append(f"- {link}{WORDING[writer.locale].colon}{quoted}")
    if entries:
        yield md.block([WORDING[writer.locale].named], "", ".list-title")
        yield "\n".join(entries)
