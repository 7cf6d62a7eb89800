"""Writes the pages of the sectors, and the page of places."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from planbook.addresses import (
    PLACES,
    SECTORS,
    anchor_of,
    entry_page,
    page_of,
    passages,
    relative,
    sector_page,
)
from planbook.description import Description, Rate
from planbook.figures.money import conversion_note, with_dollars
from planbook.links.resolve import is_name
from planbook.links.terms import TYPES, Term
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pages.glossary import counterpart
from planbook.pages.markdown import citation, stated
from planbook.pictures.maps import schematic, structure
from planbook.pictures.svg import Picture
from planbook.reading.concordance import shown
from planbook.reading.model import Reading
from planbook.statements.places import PARTS, Element, Part, Places
from planbook.statements.sectors import Sector, section_of
from planbook.statements.targets import Target
from planbook.statements.tie import Tied
from planbook.words import WORDS, Subject


def places_page(places: Places, reading: Reading, site: str) -> Iterator[tuple[str, str]]:
    """Path and content of the page; none if there is no map."""
    if not places.map:
        return
    locale, words = reading.locale, reading.words.places
    rest = [part for part in PARTS if part != "map" and places.of(part)]
    blocks = [
        md.heading(1, words.title, "places"),
        md.block([md.escape(words.lead)]),
        figure(schematic(places, reading, PLACES), words, words.caption),
        *listed(places, "map", locale),
    ]
    if rest:
        blocks.append(md.heading(2, words.unplaced, "unplaced"))
        blocks.append(figure(structure(places, reading, PLACES), words, words.areas_caption))
    blocks += [block for part in rest for block in listed(places, part, locale)]
    meta = {"title": words.title, "description": f"{words.title} · {site}"}
    yield PLACES, md.page(meta, blocks)


def figure(picture: Picture, words: Subject[str], caption: str) -> str:
    """A picture that scrolls sideways on a narrow screen, by finger or by keyboard."""
    caption = escape(caption, quote=False)
    name = escape(words.scroll.format(picture.title))
    opening = f'<div class="pb-scroll" role="region" tabindex="0" aria-label="{name}">'
    region = f"{opening}{picture.svg}</div>"
    hint = f'<p class="pb-sideways" aria-hidden="true">{words.sideways}</p>'
    return f'<figure class="pb-figure">{hint}{region}<figcaption>{caption}</figcaption></figure>'


def listed(places: Places, part: Part, locale: Locale) -> Iterator[str]:
    """The elements of a part under its title."""
    yield md.heading(2, places.title_of(part, locale), f"part-{part}")
    yield "\n".join(items(places.of(part), locale))


def items(elements: Iterable[Element], locale: Locale) -> Iterator[str]:
    """Each element: its name, the plan's statement, the basis of its place, and open questions."""
    for one in elements:
        said = stated(one.statement, PLACES, locale)
        remarks = [WORDS[locale].positions[one.position], one.open.of(locale) if one.open else ""]
        between = "。" if locale == "zh" and all(remarks) else " "
        remark = between.join(filter(None, remarks))
        small = f"<br><small>{md.escape(remark)}</small>" if remark else ""
        yield f"- {md.bold(md.escape(one.title(locale)))}<br>{said}{small}\n    {{: #{one.anchor} }}"


# --- the sectors


def sector_pages(
    tied: Tied, reading: Reading, description: Description
) -> Iterator[tuple[str, str]]:
    """Path and content of the overview and of each page; none if no sector is declared."""
    if tied.sectors.sector:
        yield SECTORS, overview(tied, reading, description)
    for sector in tied.sectors.sector:
        yield sector_page(sector.id), sector_page_of(tied, sector, reading, description)


def title_of(sector: Sector, reading: Reading) -> str:
    """The heading of the subsection without its mark."""
    return reading.text(sector.at)


def overview(tied: Tied, reading: Reading, description: Description) -> str:
    """All sectors under the headings of their sections, each with its summary."""
    locale, sectors = reading.locale, tied.sectors.sector
    words = reading.words.sectors
    blocks = [
        md.heading(1, words.title, "sectors"),
        md.block([md.escape(words.lead.format(len(sectors)))]),
    ]
    for section, group in groupby(sectors, key=section_of):
        number = section.rpartition(".")[2]
        blocks.append(md.heading(2, reading.text(section), f"sectors-{number}"))
        blocks += [card(sector, reading) for sector in group]
    described = f"{words.title} · {description.name.of(locale)}"
    return md.page({"title": words.title, "description": described}, blocks)


def card(sector: Sector, reading: Reading) -> str:
    link = md.link(title_of(sector, reading), relative(SECTORS, sector_page(sector.id)))
    summary = stated(sector.summary, SECTORS, reading.locale)
    return md.block([md.bold(link), summary], "", ".sector-card")


def sector_page_of(tied: Tied, sector: Sector, reading: Reading, description: Description) -> str:
    """What the plan wants of a sector, its names and figures, what affects it, and what is open."""
    locale, page, rate = reading.locale, sector_page(sector.id), description.rate
    words, title = reading.words.sectors, title_of(sector, reading)
    passage = relative(page, page_of(sector.at), anchor_of(sector.at))
    original = md.link(f"{words.passage} {sector.at}", passage)
    leading = [original, md.link(words.back, relative(page, SECTORS))]
    unsaid = list(left_open(tied, sector, locale))
    if unsaid:
        leading.insert(1, md.link(words.open, "#open"))
    blocks = [
        md.heading(1, title, "sector"),
        md.block([stated(sector.summary, page, locale)], "", ".sector-summary"),
        md.block([" · ".join(leading)], "", ".sector-passage"),
        md.heading(2, words.wants, "wants"),
        "\n".join(f"- {md.line(stated(one, page, locale, rate))}" for one in sector.statement),
        md.heading(2, words.names, "names"),
        md.block([md.escape(words.names_lead)]),
        *named(tied, sector, page, locale),
        md.heading(2, words.figures, "figures"),
        figures(tied, sector, page, locale, rate),
        md.heading(2, words.bears, "policies"),
        md.block([md.escape(words.bears_lead)]),
        policies(sector, page, locale, rate),
        *unsaid,
        *noted(tied, sector, locale, rate),
        md.block([md.bold(words.others)], "", ".list-title"),
        neighbours(tied, sector, reading),
    ]
    described = f"{sector.summary.of(locale)} · {description.name.of(locale)}"
    meta = {"title": title, "description": described}
    return md.page(meta, blocks)


def under(reference: str, division: str) -> bool:
    """True if the reference is the division's or below it."""
    return f"{reference}.".startswith(f"{division}.")


def names_of(tied: Tied, sector: Sector) -> dict[Term, list[str]]:
    """The names that occur in the subsection, with the sentences that contain them."""
    found: dict[Term, list[str]] = {}
    for sentence, occurrences in tied.linked.found["zh"].items():
        if under(sentence, sector.at):
            for one in occurrences:
                if is_name(one.term):
                    found.setdefault(one.term, []).append(sentence)
    return found


def named(tied: Tied, sector: Sector, page: str, locale: Locale) -> Iterator[str]:
    """The names by type, each with the other language, any doubt about it, and its passages."""
    words, found = WORDS[locale], names_of(tied, sector)
    if len(passages(one for places in found.values() for one in places)) == 1:
        found = {term: [] for term in found}
    for kind in TYPES:
        terms = [term for term in found if term.type == kind]
        if terms:
            yield md.block([md.bold(md.escape(words.types[kind]))], "", ".list-title")
            yield "\n".join(f"- {name(term, found[term], page, locale)}" for term in terms)


def name(term: Term, sentences: list[str], page: str, locale: Locale) -> str:
    """A name with its entry, its other language, and a mark if its English is unconfirmed.

    Its passages are given only if the subsection has several; otherwise `sentences` is empty.
    """
    words = WORDS[locale]
    link = md.link(shown(term, locale), relative(page, entry_page(term), term.anchor))
    doubt = f" *{words.confidence['unconfirmed']}*" if term.confidence == "unconfirmed" else ""
    places = citation(sentences, page, locale) if sentences else ""
    return f"{link} {counterpart(term, locale)}{doubt}{places}"


def figures_of(tied: Tied, sector: Sector) -> list[Target]:
    """The figures in the subsection."""
    return [one for one in tied.targets.figure if under(one.at, sector.at)]


def figures(tied: Tied, sector: Sector, page: str, locale: Locale, rate: Rate | None) -> str:
    words, colon = WORDS[locale].sectors, WORDS[locale].common.colon
    lines = []
    for one in figures_of(tied, sector):
        figure = with_dollars(one.of(locale), rate, locale)
        text = md.bold(md.escape(figure)) + colon + md.escape(one.measures.of(locale))
        lines.append(f"- {text}{citation([one.at], page, locale)}")
    return "\n".join(lines) or md.block([md.escape(words.nothing)])


def policies(sector: Sector, page: str, locale: Locale, rate: Rate | None) -> str:
    """The policies that affect the sector, each with its theme."""
    colon = WORDS[locale].common.colon
    return "\n".join(
        f"- {md.bold(md.escape(WORDS[locale].policies[one.theme]))}{colon}"
        f"{stated(one, page, locale, rate)}"
        for one in sector.policy
    )


def left_open(tied: Tied, sector: Sector, locale: Locale) -> Iterator[str]:
    """What the text at hand leaves open, of this sector and of all; nothing if nothing is declared."""
    if found := (*sector.open, *tied.sectors.open):
        yield md.heading(2, WORDS[locale].sectors.open, "open")
        yield "\n".join(f"- {md.line(md.escape(one.of(locale)))}" for one in found)


def noted(tied: Tied, sector: Sector, locale: Locale, rate: Rate | None) -> Iterator[str]:
    """What a reader must know of the amounts of money on the page, if there are any."""
    said = [one.of(locale) for one in sector.statements()]
    said += [one.of(locale) for one in figures_of(tied, sector)]
    amounts = with_dollars(" ".join(said), rate, locale)
    if note := conversion_note(amounts, rate, locale):
        yield md.block([md.escape(note)], "", ".sector-note")


def neighbours(tied: Tied, sector: Sector, reading: Reading) -> str:
    """The other sectors of the same section, and the overview."""
    page, words = sector_page(sector.id), reading.words.sectors
    near = [
        md.link(title_of(one, reading), relative(page, sector_page(one.id)))
        for one in tied.sectors.sector
        if one is not sector and section_of(one) == section_of(sector)
    ]
    return "\n".join(f"- {one}" for one in (*near, md.link(words.back, relative(page, SECTORS))))
