"""Writes a language's glossary index: every term on one line, by letter, linked to its entry."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from planbook.addresses import ENTRIES, GLOSSARY, Directory, entry_page, relative
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term, Type
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.reading.glossary import PINYIN, by_letter, letter_anchor, shown
from planbook.words import WORDS


def glossary_page(linked: LinkedEdition, locale: Locale, description: str) -> str:
    """All terms in the language's dictionary order, with links by type and by letter."""
    words = WORDS[locale]
    groups = by_letter(linked, linked.terms, locale).items()
    rows = {letter: [row(linked, term, locale) for term in terms] for letter, terms in groups}
    blocks = [
        md.heading(1, words.glossary.title, "glossary"),
        md.block([words.glossary.lead.format(len(linked.terms))]),
        *index(rows, type_links(linked.terms, ENTRIES, GLOSSARY, locale), locale),
    ]
    return md.page(metadata(words.glossary.title, description), blocks)


def index(rows: Mapping[str, Iterable[str]], types: Iterable[str], locale: Locale) -> Iterator[str]:
    """The rows of each letter, under links by type and by letter."""
    words = WORDS[locale].glossary
    letters = (md.link(letter, f"#{letter_anchor(letter)}") for letter in rows)
    for label, links, mark in (
        (words.by_type, types, "types"),
        (words.by_letter, letters, "letters"),
    ):
        line = f"{md.bold(md.escape(label))} {' '.join(links)}"
        yield md.block([line], "", f".glossary-{mark}")
    for letter, lines in rows.items():
        yield md.heading(2, letter, letter_anchor(letter))
        yield "\n".join(lines)


def metadata(title: str, description: str) -> dict[str, object]:
    """The front matter. Terms are searched on their own, not as the text of a page."""
    return {"title": title, "description": description, "search": {"exclude": True}}


def type_links(
    terms: Iterable[Term], directory: Directory, page: str, locale: Locale
) -> Iterator[str]:
    """Links from `page` to the first page of each type, with its number of terms.

    Types without terms are left out, and so are pages without terms.
    """
    pages: dict[Type, list[str]] = defaultdict(list)
    for one in terms:
        pages[one.type].append(directory.page_of(one))
    for kind in directory.types:
        if own := pages[kind]:
            number = f"（{len(own)}）" if locale == "zh" else f" ({len(own)})"
            yield md.link(WORDS[locale].types[kind] + number, relative(page, min(own)))


def page_title(
    directory: Directory, kind: Type, page: str, terms: Iterable[Term], locale: Locale
) -> str:
    """The name of a type, and the number of this page among its pages with any of the terms."""
    words = WORDS[locale]
    pages = [one for own, one in directory.used(terms) if own == kind]
    part = words.glossary.part.format(pages.index(page) + 1, len(pages)) if len(pages) > 1 else ""
    return words.types[kind] + part


def row(linked: LinkedEdition, term: Term, locale: Locale) -> str:
    """A term on one line: name, the other language, pinyin. Its class is its type."""
    link = md.link(shown(term, locale), relative(GLOSSARY, entry_page(term), term.anchor))
    pieces = [link, counterpart(term, locale), pinyin(linked, term)]
    return f"- {' '.join(filter(None, pieces))}\n    {{: #{term.anchor} .{term.type} }}"


def counterpart(term: Term, locale: Locale) -> str:
    """The term in the other language than the page's."""
    there = other(locale)
    return md.spoken(md.escape(term.forms(there)[0]), there)


def pinyin(linked: LinkedEdition, term: Term) -> str:
    """The term's pinyin; empty if it has no Chinese character."""
    reading = linked.pinyin[term.id]
    return f'<i lang="{PINYIN}">{md.escape(reading)}</i>' if reading else ""
