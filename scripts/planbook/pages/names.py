"""Finds the names in the plan, and writes their directory: an index, and the mentions of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from planbook import base
from planbook.addresses import NAMED, NAMES, entry_page, name_anchor, name_page, passages, relative
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term, Type
from planbook.locales import Locale, capitalized
from planbook.pages import glossary
from planbook.pages import markdown as md
from planbook.pages.glossary import in_english
from planbook.pages.markdown import to_passage
from planbook.reading.concordance import by_letter, letter_anchor, shown
from planbook.reading.model import Reading
from planbook.words import WORDS

MOST = 8
"""Maximum companions shown for a name."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A name that occurs in a sentence together with another."""

    term: Term
    sentences: tuple[str, ...]
    """References of the sentences and headings that have both, in text order."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the termbase, as used in the plan."""

    term: Term
    mentions: tuple[str, ...]
    """The paragraphs and headings that use it, each once, in text order."""
    companions: tuple[Companion, ...]
    """All companions: most shared sentences first, then those that the plan names less."""
    within: tuple[Term, ...]
    """Longer terms of the plan that contain it; only for a name that never occurs alone."""


def named(linked: LinkedEdition) -> list[Term]:
    """The names of the termbase, by type, then in its order.

    None if all of them are general: a few names that many plans use make no directory of this one.
    """
    terms = [term for kind in NAMED.types for term in linked.terms if term.type == kind]
    return terms if any(term.id not in base.terms() for term in terms) else []


def names_of(linked: LinkedEdition) -> tuple[Name, ...]:
    """Every name with its mentions and companions."""
    terms = named(linked)
    mentions: dict[str, dict[str, None]] = {term.id: {} for term in terms}
    shared: dict[str, dict[str, list[str]]] = {term.id: {} for term in terms}
    for place in linked.edition.outline.places():
        anchor, sentence = place.reference, place.sentence.reference
        here = dict.fromkeys(one.term.id for one in linked.found["zh"][sentence])
        here = {term: None for term in here if term in mentions}
        for term in here:
            mentions[term][anchor] = None
        for term, other in permutations(here, 2):
            shared[term].setdefault(other, []).append(sentence)
    used = {one.term for found in linked.found["zh"].values() for one in found}
    by_id = {term.id: term for term in terms}
    rarity = {term: len(found) for term, found in mentions.items()}
    return tuple(
        Name(
            term,
            tuple(mentions[term.id]),
            tuple(
                Companion(by_id[other], tuple(shared[term.id][other]))
                for other in ranked(shared[term.id], rarity)
            ),
            () if mentions[term.id] else longer(term, linked.terms, used),
        )
        for term in terms
    )


def ranked(shared: Mapping[str, list[str]], rarity: Mapping[str, int]) -> list[str]:
    """Ids of companions by the number of shared sentences; of equals, the rarer name first."""
    return sorted(shared, key=lambda other: (-len(shared[other]), rarity[other], other))


def longer(term: Term, terms: Iterable[Term], used: set[Term]) -> tuple[Term, ...]:
    """The terms used in the plan that contain a form of this one."""
    forms = term.forms("zh")
    return tuple(
        one
        for one in terms
        if one in used and any(form in whole for whole in one.forms("zh") for form in forms)
    )


# --- the pages


NAME = "translate=no"
"""A browser that translates the page leaves a name as it is."""


def name_pages(names: tuple[Name, ...], reading: Reading) -> Iterator[tuple[str, str]]:
    """Path and content of the index and of each type's page; none if there are no names."""
    if names:
        yield NAMES, index_page(names, reading)
    for kind, page in NAMED.used(one.term for one in names):
        own = [one for one in names if name_page(one.term) == page]
        yield page, type_page(own, kind, page, reading)


def ordered(names: Iterable[Name], reading: Reading) -> dict[str, list[Name]]:
    """Names by initial, in the language's dictionary order."""
    by_id = {one.term.id: one for one in names}
    groups = by_letter(reading.linked, (one.term for one in by_id.values()), reading.locale)
    return {letter: [by_id[term.id] for term in terms] for letter, terms in groups.items()}


# --- the index


def index_page(names: tuple[Name, ...], reading: Reading) -> str:
    """All names on one line each, with links by type and by letter."""
    locale, groups = reading.locale, ordered(names, reading)
    words = reading.words.names
    terms = (one.term for one in names)
    rows = {letter: [row(one, reading) for one in group] for letter, group in groups.items()}
    blocks = [
        md.heading(1, words.title, "names"),
        md.block([md.escape(words.lead.format(len(names)))]),
        *glossary.index(rows, glossary.type_links(terms, NAMED, NAMES, locale), locale),
    ]
    return md.titled(words.title, reading, blocks, search=md.UNSEARCHED)


def row(name: Name, reading: Reading) -> str:
    """A name on one line: both languages, pinyin, and facts about it. Its class is its type."""
    locale, term = reading.locale, name.term
    words, anchor = reading.words.names, name_anchor(name.term)
    count = words.mentions.format(len(name.mentions)) if name.mentions else words.rare
    kind, trust = reading.words.types[term.type], reading.words.confidence[term.confidence]
    pieces = [
        md.link(shown(term, locale), relative(NAMES, name_page(term), anchor)),
        glossary.counterpart(term, locale),
        glossary.pinyin(reading.linked, term),
        f'<small translate="yes">{md.escape(f"{kind} · {trust} · {count}")}</small>',
    ]
    return f"- {' '.join(filter(None, pieces))}\n    {{: #{anchor} .{term.type} {NAME} }}"


# --- the entries


def type_page(names: Iterable[Name], kind: Type, page: str, reading: Reading) -> str:
    """The names of a page, each with its passages and companions."""
    locale = reading.locale
    words, terms = reading.words.names, reading.linked.terms
    title = glossary.page_title(NAMED, kind, page, terms, locale)
    blocks = [
        md.heading(1, title, f"names-{kind}"),
        md.block([md.link(words.back, relative(page, NAMES))], ".names-back"),
    ]
    for letter, group in ordered(names, reading).items():
        blocks.append(md.heading(2, letter, letter_anchor(letter)))
        blocks += [block for one in group for block in entry(one, page, reading)]
    described = reading.described(f"{words.title} · {title}")
    meta = {"title": title, "description": described, "search": md.UNSEARCHED}
    return md.page(meta, blocks)


def entry(name: Name, page: str, reading: Reading) -> Iterator[str]:
    """Its definition, its other name, its mentions in the plan, and its companions there."""
    locale, term = reading.locale, name.term
    words = reading.words.names
    yield md.heading(3, shown(term, locale), name_anchor(term), NAME)
    yield md.block(
        [f"{glossary.counterpart(term, locale)} {glossary.pinyin(reading.linked, term)}"],
        ".term-names",
        NAME,
    )
    yield md.block([md.escape(term.definition(locale))])
    yield md.block([trust(name, page, reading)], ".name-trust")
    if name.mentions:
        label = words.where.format(len(name.mentions))
        yield md.block([md.bold(md.escape(label))], ".name-list")
        yield "\n".join(mentioned(name, page, reading))
    else:
        links = (md.link(shown(one, locale), relative(page, entry_page(one), one.anchor))
                 for one in name.within)  # fmt: skip
        yield md.block([md.escape(words.within) + reading.words.common.comma.join(links)])
    if name.companions:
        yield md.block([md.bold(md.escape(words.together))], ".name-list")
        yield "\n".join(beside(name.companions, page, locale))


def trust(name: Name, page: str, reading: Reading) -> str:
    """The confidence in the English, its authority, and a link to the glossary."""
    locale, term = reading.locale, name.term
    words = reading.words
    said = words.confidence[term.confidence]
    said = md.escape(capitalized(said))
    if term.confidence == "unconfirmed":
        said = f"<mark>{said}</mark>"
    if term.authority:
        said += words.common.colon + in_english(term.authority, locale)
    return f"{said} · {md.link(words.names.entry, relative(page, entry_page(term), term.anchor))}"


def mentioned(name: Name, page: str, reading: Reading) -> Iterator[str]:
    """The passages by heading, each with its number."""
    under: dict[str, list[str]] = {}
    for place in name.mentions:
        under.setdefault(heading_of(place), []).append(place)
    colon = reading.words.common.colon
    for heading, places in under.items():
        links = " ".join(to_passage(one, page) for one in places)
        title = reading.text(heading) if heading in reading.blocks else reading.words.plan.front
        yield f"- {md.line(md.escape(title))}{colon}{links}"


def heading_of(reference: str) -> str:
    """The heading above a paragraph: 4.1 for 4.1.0.2; for a heading, itself."""
    numbers = reference.split(".")[:3]
    while numbers and numbers[-1] == "0":
        numbers.pop()
    return ".".join(numbers)


def beside(companions: tuple[Companion, ...], page: str, locale: Locale) -> Iterator[str]:
    """The closest companions by their shared passages; then the number of further ones."""
    common = WORDS[locale].common
    groups: dict[tuple[str, ...], list[str]] = {}
    for one in companions[:MOST]:
        to_name = relative(page, name_page(one.term), name_anchor(one.term))
        link = md.link(shown(one.term, locale), to_name)
        groups.setdefault(tuple(passages(one.sentences)), []).append(link)
    for places, names in groups.items():
        links = " ".join(to_passage(place, page) for place in places)
        yield f"- {common.comma.join(names)}{common.colon}{links}"
    if len(companions) > MOST:
        yield f"- {md.escape(WORDS[locale].names.more.format(len(companions) - MOST))}"
