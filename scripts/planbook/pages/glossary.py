"""Writes a language's glossary: the index by letter, the entries of each type, and the term cards."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from planbook.addresses import ENTRIES, GLOSSARY, Directory, entry_page, relative
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term, Type
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.pages.markdown import to_passage
from planbook.reading.concordance import PINYIN, Context, Excerpt, by_letter, letter_anchor, shown
from planbook.reading.model import Reading
from planbook.words import WORDS


def glossary_page(reading: Reading) -> str:
    """All terms in the language's dictionary order, with links by type and by letter."""
    linked, locale, words = reading.linked, reading.locale, reading.words
    groups = by_letter(linked, linked.terms, locale).items()
    rows = {letter: [row(linked, term, locale) for term in terms] for letter, terms in groups}
    blocks = [
        md.heading(1, words.glossary.title, "glossary"),
        md.block([words.glossary.lead.format(len(linked.terms))]),
        *index(rows, type_links(linked.terms, ENTRIES, GLOSSARY, locale), locale),
    ]
    return md.titled(words.glossary.title, reading, blocks, search=md.UNSEARCHED)


def index(rows: Mapping[str, Iterable[str]], types: Iterable[str], locale: Locale) -> Iterator[str]:
    """The rows of each letter, under links by type and by letter."""
    words = WORDS[locale].glossary
    letters = (md.link(letter, f"#{letter_anchor(letter)}") for letter in rows)
    for label, links, mark in (
        (words.by_type, types, "types"),
        (words.by_letter, letters, "letters"),
    ):
        line = f"{md.bold(md.escape(label))} {' '.join(links)}"
        yield md.block([line], f".glossary-{mark}")
    for letter, lines in rows.items():
        yield md.heading(2, letter, letter_anchor(letter))
        yield "\n".join(lines)


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
            number = md.bracketed(str(len(own)), locale)
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


# --- the entries


CALL = "planbookTerms"
"""The function of the page's script that receives the terms."""
# A sentence ends at 。！？, or at . ! ? before a blank and a capital, unless it abbreviates.
SENTENCE: dict[Locale, re.Pattern[str]] = {
    "zh": re.compile(r".+?(?:[。！？]”?|$)"),
    "en": re.compile(r".+?(?:(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])[.!?][”\"]?(?=\s+[“A-Z0-9])|$)"),
}
Contexts = Mapping[str, tuple[Context, ...]]
"""The concordance, by term."""


def cards_file(linked: LinkedEdition, locale: Locale) -> str:
    """The words of a card, and the terms by id, one per line.

    For each term: name, the other language's name, pinyin, first sentence of the definition, and
    index of the confidence.
    """
    words = WORDS[locale]
    kinds = list(words.confidence)
    terms = {
        term.id: (
            shown(term, locale),
            term.forms(other(locale))[0],
            linked.pinyin[term.id],
            first_sentence(term.definition(locale), locale),
            kinds.index(term.confidence),
        )
        for term in linked.terms
    }
    texts = compact(
        {
            "confidence": list(words.confidence.values()),
            "entry": words.glossary.entry,
            "other": "en" if locale == "zh" else "zh-Hans",
        }
    )
    joined = ",\n".join(f"{compact(term)}:{compact(card)}" for term, card in terms.items())
    return f'{CALL}({{"words":{texts},"terms":{{\n{joined}\n}}}})\n'


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def first_sentence(text: str, locale: Locale) -> str:
    found = SENTENCE[locale].match(text)
    return found[0] if found else text


def entries_page(reading: Reading, contexts: Contexts, kind: Type, page: str) -> str:
    """A page of entries in the language's dictionary order."""
    linked, locale, words = reading.linked, reading.locale, reading.words
    title = page_title(ENTRIES, kind, page, linked.terms, locale)
    terms = (term for term in linked.terms if entry_page(term) == page)
    blocks = [md.heading(1, title, f"type-{kind}")]
    for letter, group in by_letter(linked, terms, locale).items():
        blocks.append(md.heading(2, letter, letter_anchor(letter)))
        for term in group:
            blocks += entry(reading, term, contexts.get(term.id, ()))
    described = f"{words.glossary.title} · {title}"
    return md.page({"title": title, "description": described, "search": md.UNSEARCHED}, blocks)


def entry(reading: Reading, term: Term, contexts: tuple[Context, ...]) -> Iterator[str]:
    """Names, definition in both languages, renderings, and every passage that uses the term."""
    locale, words = reading.locale, reading.words
    there = other(locale)
    yield md.heading(3, shown(term, locale), term.anchor)
    names = filter(None, (counterpart(term, locale), pinyin(reading.linked, term)))
    yield md.block([" ".join(names)], ".term-names")
    yield md.block([md.escape_in(term.definition(locale), locale)])
    yield md.block([md.escape_in(term.definition(there), there)], ".term-other", f"lang={there}")
    yield "\n".join(f"- {fact}" for fact in facts(term, locale))
    uses = words.glossary.occurs.format(len(contexts)) if contexts else words.glossary.unused
    yield md.block([md.escape(uses)], ".term-uses")
    if contexts:
        page = entry_page(term)
        yield "\n".join(use(context, page, locale) for context in contexts)


def facts(term: Term, locale: Locale) -> Iterator[str]:
    """The renderings: preferred, with its confidence and authority; admitted; rejected."""
    words = WORDS[locale]
    colon = words.common.colon
    trust = md.escape(words.confidence[term.confidence])
    trust += colon + in_english(term.authority, locale) if term.authority else ""
    told = md.bracketed(trust, locale)
    yield md.bold(words.glossary.preferred) + colon + in_english(term.en, locale) + told
    for label, forms in (
        (words.glossary.admitted, term.admitted),
        (words.glossary.forbidden, term.forbidden),
    ):
        if forms:
            yield md.bold(label) + colon + in_english("; ".join(forms), locale)
    if term.also_zh:
        variants = md.spoken(md.escape("、".join(term.also_zh)), "zh")
        yield md.bold(words.glossary.variants) + colon + variants


def in_english(text: str, locale: Locale) -> str:
    """English text, tagged with its language on a Chinese page."""
    return md.tagged(md.escape(text), "en", locale)


def use(context: Context, page: str, locale: Locale) -> str:
    """A passage in context, in the page's language with the other one under it."""
    link = to_passage(context.reference, page)
    there = other(locale)
    lines = [marked(line) for language in (locale, there) if (line := context.of(language))]
    own = lines[0] if locale == "zh" or context.en else md.spoken(lines[0], "zh")
    under = [f"<br>{md.spoken(line, there)}" for line in lines[1:]]
    return f"- {link} {own}{''.join(under)}"


def marked(line: Excerpt) -> str:
    term = f"<mark>{md.escape(line.term)}</mark>" if line.term else ""
    return md.escape(line.before) + term + md.escape(line.after)
