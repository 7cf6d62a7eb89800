"""Writes the directory of names: an index of all, and the plan's mentions of each, by type."""

from collections.abc import Iterable, Iterator

from planbook.addresses import (
    NAMED,
    NAMES,
    entry_page,
    name_anchor,
    name_page,
    passages,
    relative,
)
from planbook.links.terms import Type
from planbook.locales import Locale
from planbook.pages import glossary
from planbook.pages import markdown as md
from planbook.pages.glossary import in_english
from planbook.pages.markdown import to_passage
from planbook.reading.concordance import by_letter, letter_anchor, shown
from planbook.reading.names import MOST, Companion, Name
from planbook.reading.read import Reading
from planbook.words import WORDS

NAME = "translate=no"
"""A browser that translates the page leaves a name as it is."""


def name_pages(names: tuple[Name, ...], reading: Reading, site: str) -> Iterator[tuple[str, str]]:
    """Path and content of the index and of each type's page; none if there are no names."""
    if names:
        yield NAMES, index_page(names, reading, site)
    for kind, page in NAMED.used(one.term for one in names):
        own = [one for one in names if name_page(one.term) == page]
        yield page, type_page(own, kind, page, reading, site)


def ordered(names: Iterable[Name], reading: Reading) -> dict[str, list[Name]]:
    """Names by initial, in the language's dictionary order."""
    by_id = {one.term.id: one for one in names}
    groups = by_letter(reading.linked, (one.term for one in by_id.values()), reading.locale)
    return {letter: [by_id[term.id] for term in terms] for letter, terms in groups.items()}


# --- the index


def index_page(names: tuple[Name, ...], reading: Reading, site: str) -> str:
    """All names on one line each, with links by type and by letter."""
    locale, groups = reading.locale, ordered(names, reading)
    words = WORDS[locale].names
    terms = (one.term for one in names)
    rows = {letter: [row(one, reading) for one in group] for letter, group in groups.items()}
    blocks = [
        md.heading(1, words.title, "names"),
        md.block([md.escape(words.lead.format(len(names)))]),
        *glossary.index(rows, glossary.type_links(terms, NAMED, NAMES, locale), locale),
    ]
    return md.page(glossary.metadata(words.title, f"{words.title} · {site}"), blocks)


def row(name: Name, reading: Reading) -> str:
    """A name on one line: both languages, pinyin, and facts about it. Its class is its type."""
    locale, term = reading.locale, name.term
    words, anchor = WORDS[locale].names, name_anchor(name.term)
    count = words.mentions.format(len(name.mentions)) if name.mentions else words.rare
    kind, trust = WORDS[locale].types[term.type], WORDS[locale].confidence[term.confidence]
    pieces = [
        md.link(shown(term, locale), relative(NAMES, name_page(term), anchor)),
        glossary.counterpart(term, locale),
        glossary.pinyin(reading.linked, term),
        f'<small translate="yes">{md.escape(f"{kind} · {trust} · {count}")}</small>',
    ]
    return f"- {' '.join(filter(None, pieces))}\n    {{: #{anchor} .{term.type} {NAME} }}"


# --- the entries


def type_page(names: Iterable[Name], kind: Type, page: str, reading: Reading, site: str) -> str:
    """The names of a page, each with its passages and companions."""
    locale = reading.locale
    words, terms = WORDS[locale].names, reading.linked.terms
    title = glossary.page_title(NAMED, kind, page, terms, locale)
    blocks = [
        md.heading(1, title, f"names-{kind}"),
        md.block([md.link(words.back, relative(page, NAMES))], "", ".names-back"),
    ]
    for letter, group in ordered(names, reading).items():
        blocks.append(md.heading(2, letter, letter_anchor(letter)))
        blocks += [block for one in group for block in entry(one, page, reading)]
    return md.page(glossary.metadata(title, f"{words.title} · {title} · {site}"), blocks)


def entry(name: Name, page: str, reading: Reading) -> Iterator[str]:
    """Its definition, its other name, its mentions in the plan, and its companions there."""
    locale, term = reading.locale, name.term
    words = WORDS[locale].names
    yield md.heading(3, shown(term, locale), name_anchor(term), NAME)
    yield md.block(
        [f"{glossary.counterpart(term, locale)} {glossary.pinyin(reading.linked, term)}"],
        "",
        ".term-names",
        NAME,
    )
    yield md.block([md.escape(term.definition(locale))])
    yield md.block([trust(name, page, reading)], "", ".name-trust")
    if name.mentions:
        label = words.where.format(len(name.mentions))
        yield md.block([md.bold(md.escape(label))], "", ".name-list")
        yield "\n".join(mentioned(name, page, reading))
    else:
        links = (md.link(shown(one, locale), relative(page, entry_page(one), one.anchor))
                 for one in name.within)  # fmt: skip
        yield md.block([md.escape(words.within) + WORDS[locale].common.comma.join(links)])
    if name.companions:
        yield md.block([md.bold(md.escape(words.together))], "", ".name-list")
        yield "\n".join(beside(name.companions, page, locale))


def trust(name: Name, page: str, reading: Reading) -> str:
    """The confidence in the English, its authority, and a link to the glossary."""
    locale, term = reading.locale, name.term
    words = WORDS[locale]
    said = words.confidence[term.confidence]
    said = md.escape(said[:1].upper() + said[1:])
    if term.confidence == "unconfirmed":
        said = f"<mark>{said}</mark>"
    if term.authority:
        said += words.common.colon + in_english(term.authority, locale)
    return f"{said} · {md.link(WORDS[locale].names.entry, relative(page, entry_page(term), term.anchor))}"


def mentioned(name: Name, page: str, reading: Reading) -> Iterator[str]:
    """The passages by heading, each with its number."""
    under: dict[str, list[str]] = {}
    for place in name.mentions:
        under.setdefault(heading_of(place), []).append(place)
    colon = WORDS[reading.locale].common.colon
    for heading, places in under.items():
        links = " ".join(to_passage(one, page) for one in places)
        title = (
            reading.text(heading) if heading in reading.blocks else WORDS[reading.locale].plan.front
        )
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
