"""Writes the pages of the sectors and the page of places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

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
from planbook.statements.ground import Statement
from planbook.statements.places import PARTS, Element, Part, Places
from planbook.statements.sectors import Sector
from planbook.statements.targets import Target
from planbook.statements.tie import Tied
from planbook.words import WORDS, Subject, Words


def places_page(places: Places, reading: Reading) -> Iterator[tuple[str, str]]:
    """Path and content of the page; none if there is no map."""
    if not places.map:
        return
    locale, words = reading.locale, reading.words.places
    rest = [part for part in PARTS if part != "map" and places.of(part)]
    blocks = [
        md.heading(1, words.title, "places"),
        md.block([md.escape(words.lead)]),
        framed(schematic(places, reading, PLACES), words, words.caption),
        *listed(places, "map", locale),
    ]
    if rest:
        blocks.append(md.heading(2, words.unplaced, "unplaced"))
        blocks.append(framed(structure(places, reading, PLACES), words, words.areas_caption))
    blocks += [block for part in rest for block in listed(places, part, locale)]
    yield PLACES, md.titled(words.title, reading, blocks)


def framed(picture: Picture, words: Subject[str], caption: str) -> str:
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


def sector_pages(tied: Tied, reading: Reading) -> Iterator[tuple[str, str]]:
    """Path and content of the overview and of each page; none if no sector is declared."""
    if tied.sectors.sector:
        yield SECTORS, overview(tied, reading)
    for sector in tied.sectors.sector:
        yield sector_page(sector.id), SectorPage(tied, reading, sector).whole()


def overview(tied: Tied, reading: Reading) -> str:
    """All sectors under the headings of their sections, each with its summary."""
    words, sectors = reading.words.sectors, tied.sectors
    blocks = [
        md.heading(1, words.title, "sectors"),
        md.block([md.escape(words.lead.format(len(sectors.sector)))]),
    ]
    for section, group in sectors.by_section.items():
        anchor = f"sectors-{sectors.number(section)}"
        blocks.append(md.heading(2, reading.text(section), anchor))
        blocks += [card(sector, reading) for sector in group]
    return md.titled(words.title, reading, blocks)


def card(sector: Sector, reading: Reading) -> str:
    link = md.link(reading.text(sector.at), relative(SECTORS, sector_page(sector.id)))
    summary = stated(sector.summary, SECTORS, reading.locale)
    return md.block([md.bold(link), summary], ".sector-card")


@dataclass(frozen=True, slots=True)
class SectorPage:
    """Writes the page of a sector in one language."""

    tied: Tied
    reading: Reading
    sector: Sector

    @property
    def page(self) -> str:
        return sector_page(self.sector.id)

    @property
    def locale(self) -> Locale:
        return self.reading.locale

    @property
    def words(self) -> Words[str]:
        return self.reading.words

    def whole(self) -> str:
        """What the plan wants of a sector, its names and figures, what affects it, what is open."""
        sector, locale, words = self.sector, self.locale, self.words.sectors
        title, unsaid = self.reading.text(sector.at), list(self.left_open())
        passage = relative(self.page, page_of(sector.at), anchor_of(sector.at))
        leading = [
            md.link(f"{words.passage} {sector.at}", passage),
            *([md.link(words.open, "#open")] if unsaid else []),
            self.back(),
        ]
        blocks = [
            md.heading(1, title, "sector"),
            md.block([stated(sector.summary, self.page, locale)], ".sector-summary"),
            md.block([" · ".join(leading)], ".sector-passage"),
            md.heading(2, words.wants, "wants"),
            "\n".join(f"- {md.line(self.stated(one))}" for one in sector.statement),
            md.heading(2, words.names, "names"),
            md.block([md.escape(words.names_lead)]),
            *self.named(),
            md.heading(2, words.figures, "figures"),
            "\n".join(self.figures()) or md.block([md.escape(words.nothing)]),
            md.heading(2, words.bears, "policies"),
            md.block([md.escape(words.bears_lead)]),
            "\n".join(self.policies()),
            *unsaid,
            *self.noted(),
            *md.listed(
                md.bold(words.others), (f"- {one}" for one in (*self.beside(), self.back()))
            ),
        ]
        described = self.reading.described(sector.summary.of(locale))
        return md.page({"title": title, "description": described}, blocks)

    def stated(self, statement: Statement) -> str:
        return stated(statement, self.page, self.locale, self.reading.rate)

    def back(self) -> str:
        return md.link(self.words.sectors.back, relative(self.page, SECTORS))

    def named(self) -> Iterator[str]:
        """The names by type, each with the other language, any doubt about it, and its passages.

        The passages are given only if the subsection has several.
        """
        found = names_in(self.tied, self.sector)
        is_single = len(passages(one for places in found.values() for one in places)) == 1
        for kind in TYPES:
            lines = (
                f"- {self.name(term)}{'' if is_single else citation(places, self.page, self.locale)}"
                for term, places in found.items()
                if term.type == kind
            )
            yield from md.listed(md.bold(md.escape(self.words.types[kind])), lines)

    def name(self, term: Term) -> str:
        """A name with its entry, its other language, and a mark if its English is unconfirmed."""
        href = relative(self.page, entry_page(term), term.anchor)
        is_doubtful = term.confidence == "unconfirmed"
        doubt = f" *{self.words.confidence['unconfirmed']}*" if is_doubtful else ""
        link = md.link(shown(term, self.locale), href)
        return f"{link} {counterpart(term, self.locale)}{doubt}"

    def targets(self) -> list[Target]:
        """The figures in the subsection."""
        return [one for one in self.tied.targets.figure if under(one.at, self.sector.at)]

    def figures(self) -> Iterator[str]:
        for one in self.targets():
            figure = md.bold(
                md.escape(with_dollars(one.of(self.locale), self.reading.rate, self.locale))
            )
            measures = md.escape(one.measures.of(self.locale))
            cited = citation([one.at], self.page, self.locale)
            yield f"- {figure}{self.words.common.colon}{measures}{cited}"

    def policies(self) -> Iterator[str]:
        """The policies that affect the sector, each with its theme."""
        for one in self.sector.policy:
            theme = md.bold(md.escape(self.words.policies[one.theme]))
            yield f"- {theme}{self.words.common.colon}{self.stated(one)}"

    def left_open(self) -> Iterator[str]:
        """What the text at hand leaves open, of this sector and of all; nothing if none is declared."""
        if found := (*self.sector.open, *self.tied.sectors.open):
            yield md.heading(2, self.words.sectors.open, "open")
            yield "\n".join(f"- {md.line(md.escape(one.of(self.locale)))}" for one in found)

    def noted(self) -> Iterator[str]:
        """What a reader must know of the amounts of money on the page, if there are any."""
        said = [one.of(self.locale) for one in self.sector.statements()]
        said += [one.of(self.locale) for one in self.targets()]
        amounts = with_dollars(" ".join(said), self.reading.rate, self.locale)
        if note := conversion_note(amounts, self.reading.rate, self.locale):
            yield md.block([md.escape(note)], ".sector-note")

    def beside(self) -> Iterator[str]:
        """Links to the other sectors of the same section."""
        for one in self.tied.sectors.by_section[self.sector.section]:
            if one is not self.sector:
                yield md.link(self.reading.text(one.at), relative(self.page, sector_page(one.id)))


def under(reference: str, division: str) -> bool:
    """True if the reference is the division's or below it."""
    return f"{reference}.".startswith(f"{division}.")


def names_in(tied: Tied, sector: Sector) -> dict[Term, list[str]]:
    """The names that occur in the subsection, with the sentences that contain them."""
    found: dict[Term, list[str]] = {}
    for sentence, occurrences in tied.linked.found["zh"].items():
        if under(sentence, sector.at):
            for one in occurrences:
                if is_name(one.term):
                    found.setdefault(one.term, []).append(sentence)
    return found
