"""The glossary page of a language: every term with its forms, definition and passages."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term, Type
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.pages.paths import GLOSSARY, anchor_of, page_of, relative
from planbook.pages.wording import WORDING

SHOWN_PASSAGES = 12
"""Passages listed under an entry; a term of every page would fill the glossary alone."""


def glossary_page(linked: LinkedEdition, locale: Locale, description: str) -> str:
    """All terms, by type, in the order of the language's dictionaries."""
    words = WORDING[locale]
    blocks = [md.heading(1, words.glossary, "glossary")]
    for kind in words.types:
        terms = sorted((t for t in linked.terms if t.type == kind), key=lambda t: order(t, locale))
        if terms:
            blocks.append(md.heading(2, words.types[kind], type_anchor(kind)))
            blocks += [block for term in terms for block in entry(linked, term, locale)]
    return md.page({"title": words.glossary, "description": description}, blocks)


def type_anchor(kind: Type) -> str:
    return f"type-{kind}"


def order(term: Term, locale: Locale) -> bytes:
    """English by letter; Chinese by pinyin, which GB18030 follows for the common characters."""
    return term.en.casefold().encode() if locale == "en" else term.zh.encode("gb18030")


def entry(linked: LinkedEdition, term: Term, locale: Locale) -> Iterator[str]:
    words = WORDING[locale]
    here, there = term.forms(locale), term.forms(other(locale))
    yield md.heading(3, capitalised(here[0]) if locale == "en" else here[0], term.anchor)
    facts = words.confidence[term.confidence]
    facts += f"{words.colon}{term.authority}" if term.authority else ""
    yield md.block([f"{md.bold(md.escape(there[0]))} · {md.escape(facts)}"], "", ".term-forms")
    yield md.block([md.escape(term.definition(locale))])
    if also := [form for form in (*here[1:], *there[1:]) if form]:
        yield md.block([md.escape(words.also + words.colon + "; ".join(also))], "", ".term-also")
    if passages := linked.passages.get(term.id, ()):
        yield md.block([passage_list(passages, locale)], "", ".term-passages")


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def passage_list(passages: tuple[str, ...], locale: Locale) -> str:
    """Links to the paragraphs that use a term, by their references."""
    shown = [p for p in passages if not p.startswith("0.")][:SHOWN_PASSAGES]
    links = [md.link(p, relative(GLOSSARY, page_of(p), anchor_of(p))) for p in shown]
    rest = len(passages) - len(shown)
    more = "" if not rest else f" (+{rest})" if locale == "en" else f"（另 {rest} 处）"
    return WORDING[locale].occurs + WORDING[locale].colon + ", ".join(links) + more
