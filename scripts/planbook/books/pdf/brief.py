"""Makes the brief: the plan for investors on two pages, from the same sources as the guide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgspec import Struct, structs

from planbook.addresses import HOME, anchor_of, built, page_of, passages, sector_page
from planbook.books.downloads import date_of, site_of
from planbook.books.pdf.content import NAME_WIDTH, balanced
from planbook.books.sheet import Fonts, Print, font_problems, name, page_count, pressed, sheet_of
from planbook.figures.money import conversion_note, with_dollars
from planbook.links.resolve import is_of_states
from planbook.links.terms import Term, Type
from planbook.locales import Locale, capitalized
from planbook.pages.sectors import names_in
from planbook.pictures.charts import pairs
from planbook.pictures.maps import locator
from planbook.pictures.svg import FONTS
from planbook.problems import raise_any, stop
from planbook.reading.concordance import shown
from planbook.reading.model import Reading
from planbook.statements.sectors import Sector
from planbook.statements.targets import Target
from planbook.statements.tie import Tied

PAGES = 2
TIGHTEST = 4
"""Maximum steps by which type and space may shrink; beyond them, type would be too small."""


BRIEFS: Mapping[str, Locale] = {"brief.en": "en", "brief.zh": "zh"}
"""The briefs by their name in files, with their languages."""
SANS = "Noto Sans CJK SC"
NAMED: tuple[Type, ...] = ("organisation", "brand", "institution", "project", "zone")
"""The types of names that stand beside a sector, in this order."""
MOST_NAMES = 3
SHORT_FORM = re.compile(r" \([^)]*\)$")
BEHIND = re.compile(r" (?=\D)|(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff]{2})")
"""Positions where words after a figure may begin."""


def typeset_brief(brief: Brief, fonts: Fonts) -> bytes:
    """The PDF, set as loosely as two pages allow. Same brief and fonts, same bytes.

    Raises `Problems`; a warning counts as one.
    """
    raise_any(font_problems(brief, fonts))
    tries = tuple({"tight": str(step)} for step in range(TIGHTEST + 1))
    sheet = structs.replace(sheet_of("brief", brief), tries=tries, pages=PAGES)
    pdf = pressed(sheet, fonts)
    count = page_count(pdf)
    if count != PAGES:
        remedy = "shorten the facts or the list `target` in source/guide.toml"
        raise stop(name(brief), f"has {count} pages, not {PAGES}", remedy)
    return pdf


class Reference(Struct, frozen=True):
    """A passage of the plan, and its address on the web; empty if unknown."""

    text: str
    url: str


class Item(Struct, frozen=True):
    """One statement: in large type, in small type, and its places in the plan."""

    head: str
    text: str = ""
    label: str = ""
    at: tuple[Reference, ...] = ()


class Track(Struct, frozen=True):
    """A sector: its page, its aim, and whom and what the plan names in it."""

    title: Reference
    aim: str
    names: str
    at: tuple[Reference, ...]


class Locator(Struct, frozen=True):
    """The picture of the place."""

    svg: str
    alternative: str
    caption: str


class Brief(Print, frozen=True):
    """The whole content, in one language."""

    lang: Locale
    years: str
    names: tuple[str, ...]
    """The plan's short name, split into lines."""
    words: Mapping[str, str]
    where: tuple[Item, ...]
    locator: Locator | None
    what: tuple[str, ...]
    facts: tuple[Item, ...]
    money: str
    """What a reader must know of the amounts in US dollars; empty if there are none."""
    tracks: tuple[Track, ...]
    targets: tuple[Item, ...]
    silence: tuple[Item, ...]
    official: tuple[str, ...]
    site: str
    """The site's address; empty if unknown."""
    foot: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """Takes the content of one brief from the tied plan."""

    tied: Tied
    reading: Reading
    site: str
    """Base address of this language's pages; empty if unknown."""

    @property
    def locale(self) -> Locale:
        return self.reading.locale

    def references(self, at: Iterable[str]) -> tuple[Reference, ...]:
        return tuple(Reference(one, self.url(page_of(one), anchor_of(one))) for one in passages(at))

    def url(self, page: str, anchor: str = "") -> str:
        return f"{self.site}{built(HOME, page, anchor)}" if self.site else ""

    def where(self) -> Iterator[Item]:
        """What the guide says of the place."""
        for section in self.tied.guide.section:
            if "place" in section.shows:
                yield from (Item("", one.of(self.locale)) for one in section.remark)
                for said in section.plan:
                    yield Item("", said.of(self.locale), at=self.references(said.at))

    def locator(self) -> Locator | None:
        if not (drawn := self.tied.places.locator):
            return None
        picture = locator(drawn, self.locale)
        svg = picture.svg.replace(FONTS, SANS)
        return Locator(svg, picture.description, self.reading.words.locator.caption)

    def facts(self) -> Iterator[Item]:
        for one in self.tied.guide.fact:
            yield Item(
                head=capitalized(one.key.of(self.locale)),
                text=with_dollars(one.of(self.locale), self.reading.rate, self.locale),
                label=one.label.of(self.locale),
                at=self.references(one.at),
            )

    def track(self, sector: Sector) -> Track:
        return Track(
            title=Reference(self.reading.text(sector.at), self.url(sector_page(sector.id))),
            aim=sector.aim.of(self.locale),
            names=self.named(sector),
            at=self.references([sector.at]),
        )

    def named(self, sector: Sector) -> str:
        """The first names of the sector, companies before others, and how many more there are.

        Organizations of states are left out: they neither invest nor host.
        """
        words = self.reading.words
        found = [
            term
            for term in names_in(self.tied, sector)
            if term.type in NAMED and not is_of_states(term)
        ]
        found.sort(key=lambda term: NAMED.index(term.type))
        first = words.brief.between.join(
            without_short_form(one, self.locale) for one in found[:MOST_NAMES]
        )
        more = len(found) - MOST_NAMES
        return first + (words.brief.more.format(more) if more > 0 else "")

    def targets(self) -> Iterator[Item]:
        """The targets that can be compared with an earlier figure, and those that the guide names."""
        before = {pair.aim: pair.there for pair in pairs(self.tied.targets.figure)}
        for one in self.tied.targets.figure:
            if one.kind == "target" and (one in before or one.at in self.tied.guide.target):
                what = one.measures.of(self.locale)
                there = before.get(one)
                said = f"{what}{self.dated(one, there)}"
                at = [there.at, one.at] if there else [one.at]
                yield Item(terse(one.of(self.locale), what), said, at=self.references(at))

    def dated(self, aim: Target, there: Target | None) -> str:
        """The target's year, and the figure that the plan reports for the same thing."""
        words = self.reading.words
        year = words.figures.year.format(aim.year)
        if there:
            before = terse(there.of(self.locale), aim.measures.of(self.locale))
            return words.brief.earlier.format(year, before)
        return words.brief.year.format(year) if aim.year else ""

    def silence(self) -> Iterator[Item]:
        for one in self.tied.guide.silence:
            yield Item(one.missing.of(self.locale), one.source.of(self.locale))


def brief_of(kind: str, tied: Tied, readings: Mapping[Locale, Reading]) -> Brief:
    """The content of one of `BRIEFS`."""
    locale = BRIEFS[kind]
    reading = readings[locale]
    about, standing = reading.description, reading.standing
    base = site_of(locale, about.site_url)
    briefing = Briefing(tied, reading, base)
    words, name = reading.words.brief, about.name.of(locale)
    facts = tuple(briefing.facts())
    return Brief(
        kind=kind,
        lang=locale,
        serif="Noto Serif CJK SC",
        sans=SANS,
        title=f"{name}{words.joint}{words.title}",
        description=words.subject.format(name),
        date=date_of(about),
        years=about.years.en,
        names=balanced(name, NAME_WIDTH * 2) if locale == "zh" else (name,),
        words=dict(words),
        where=tuple(briefing.where()),
        locator=briefing.locator(),
        what=(about.title.of(locale), about.issuer.of(locale), about.ended.of(locale)),
        facts=facts,
        money=conversion_note(" ".join(one.text for one in facts), about.rate, locale),
        tracks=tuple(map(briefing.track, tied.sectors.sector)),
        targets=tuple(briefing.targets()),
        silence=tuple(briefing.silence()),
        official=(standing.work("brief").of(locale), words.how_to_check),
        site=base,
        foot=f"{name}{words.joint}{about.release.of(locale)}",
    )


def without_short_form(name: Term, locale: Locale) -> str:
    """A name without the short form in brackets behind it."""
    return SHORT_FORM.sub("", shown(name, locale))


def terse(figure: str, what: str) -> str:
    """A figure without the words after it that `what` repeats: 20 people, 7个教育集团."""
    for found in BEHIND.finditer(figure):
        if figure[found.start() :].strip().casefold() in what.casefold():
            return figure[: found.start()]
    return figure
