"""Makes the brief: the plan for investors on two pages, from the same sources as the guide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from msgspec import Struct, structs

from planbook.addresses import HOME, anchor_of, built, page_of, passages
from planbook.books.fonts import Fonts, Print, font_problems
from planbook.books.kinds import SITE_PATHS
from planbook.books.pdf.front import NAME_WIDTH, YEARS, balanced
from planbook.books.press import pressed
from planbook.books.release import Release
from planbook.books.sheet import name, page_count, sheet_of
from planbook.locales import Locale
from planbook.pictures.charts import pairs
from planbook.problems import raise_any, stop
from planbook.reading.read import Reading
from planbook.sources import Description
from planbook.statements.sectors import section_of
from planbook.statements.targets import Target
from planbook.statements.tie import Tied
from planbook.words import WORDS

PAGES = 2
TIGHTEST = 4
"""Maximum steps by which type and space may shrink; beyond them, type would be too small."""


BRIEFS: Mapping[str, Locale] = {"brief.en": "en", "brief.zh": "zh"}
"""The briefs by their name in files, with their languages."""
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


class Group(Struct, frozen=True):
    """Items under a title."""

    title: str
    items: tuple[Item, ...]


class Change(Struct, frozen=True):
    """A figure that the plan gives twice: as reported, and as wanted."""

    what: str
    reported: str
    wanted: str
    at: tuple[Reference, ...]


class Brief(Print, frozen=True):
    """The whole content, in one language."""

    lang: Locale
    years: str
    names: tuple[str, ...]
    """The plan's short name, split into lines."""
    words: Mapping[str, str]
    what: tuple[str, ...]
    facts: tuple[Item, ...]
    tracks: tuple[Group, ...]
    changes: tuple[Change, ...]
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
        return tuple(Reference(one, self.url(one)) for one in passages(at))

    def url(self, reference: str) -> str:
        page = built(HOME, page_of(reference), anchor_of(reference))
        return f"{self.site}{page}" if self.site else ""

    def facts(self) -> Iterator[Item]:
        for one in self.tied.guide.fact:
            key = one.key.of(self.locale)
            yield Item(
                head=key[:1].upper() + key[1:],
                text=one.of(self.locale),
                label=one.label.of(self.locale),
                at=self.references(one.at),
            )

    def tracks(self) -> Iterator[Group]:
        """The sectors under their sections."""
        for section, sectors in groupby(self.tied.sectors.sector, section_of):
            items = (Item(self.title(one.at), at=self.references([one.at])) for one in sectors)
            yield Group(self.title(section), tuple(items))

    def title(self, reference: str) -> str:
        return self.reading.text(reference)

    def changes(self) -> Iterator[Change]:
        """The targets that can be compared with an earlier figure, in text order."""
        before = self.before()
        for target in self.tied.targets.figure:
            if there := before.get(target):
                what = target.measures.of(self.locale)
                reported, wanted = (terse(one.of(self.locale), what) for one in (there, target))
                yield Change(what, reported, wanted, self.references([there.at, target.at]))

    def before(self) -> Mapping[Target, Target]:
        """The figure that each target is compared with."""
        return {pair.aim: pair.there for pair in pairs(self.tied.targets.figure)}

    def targets(self) -> Iterator[Item]:
        """The targets in the sentences that the guide names."""
        wanted, compared = self.tied.guide.target, self.before()
        for one in self.tied.targets.figure:
            if one.at in wanted and one.kind == "target" and one not in compared:
                what = one.measures.of(self.locale)
                yield Item(terse(one.of(self.locale), what), what, at=self.references([one.at]))

    def silence(self) -> Iterator[Item]:
        for one in self.tied.guide.silence:
            yield Item(one.missing.of(self.locale), one.source.of(self.locale))


def brief_of(
    kind: str, tied: Tied, readings: Mapping[Locale, Reading], about: Description, release: Release
) -> Brief:
    """The content of one of `BRIEFS`."""
    locale, site = BRIEFS[kind], about.site_url.rstrip("/")
    base = f"{site}/{SITE_PATHS[locale]}" if site else ""
    briefing = Briefing(tied, readings[locale], base)
    words, name = WORDS[locale].brief, about.name.of(locale)
    years = YEARS.search(about.period.en)
    return Brief(
        kind=kind,
        lang=locale,
        serif="Noto Serif CJK SC",
        sans="Noto Sans CJK SC",
        title=f"{name}{words.joint}{words.title}",
        description=about.summary.of(locale),
        date=(release.day.year, release.day.month, release.day.day),
        years=years[0] if years else "",
        names=balanced(name, NAME_WIDTH * 2) if locale == "zh" else (name,),
        words=dict(words),
        what=(about.title.of(locale), about.issuer.of(locale), about.ended.of(locale)),
        facts=tuple(briefing.facts()),
        tracks=tuple(briefing.tracks()),
        changes=tuple(briefing.changes()),
        targets=tuple(briefing.targets()),
        silence=tuple(briefing.silence()),
        official=(words.standing, words.how_to_check),
        site=base,
        foot=f"{name}{words.joint}{release.name.of(locale)}",
    )


def terse(figure: str, what: str) -> str:
    """A figure without the words after it that `what` repeats: 20 people, 7个教育集团."""
    for found in BEHIND.finditer(figure):
        if figure[found.start() :].strip().casefold() in what.casefold():
            return figure[: found.start()]
    return figure
