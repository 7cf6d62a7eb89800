"""Writes the guide for investors: facts, questions answered with passages, and explanations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from planbook.addresses import (
    ABOUT,
    DOWNLOADS,
    FIGURES,
    GLOSSARY,
    GUIDE,
    NAMES,
    PLACES,
    SECTORS,
    TRANSLATION,
    anchor_of,
    page_of,
    passages,
    relative,
    sector_page,
)
from planbook.figures import in_words
from planbook.locales import Locale, other
from planbook.numerals import chinese_numeral
from planbook.pages import markdown as md
from planbook.pages.cite import citation, stated, to_passage
from planbook.pages.front import door
from planbook.pages.places import figure
from planbook.pictures.glance import glance
from planbook.reading.read import Reading
from planbook.sources import Description
from planbook.statements.guide import Guide, OwnPage, Question, Remark, Section, Silence, Verb
from planbook.statements.tie import Tied
from planbook.words import WORDS, Subject

PAGES = {
    SECTORS: "sectors",
    FIGURES: "figures",
    NAMES: "names",
    PLACES: "places",
    DOWNLOADS: "downloads",
}
"""Pages that the guide links to, by their names in `words`."""
OWN_PAGES: dict[OwnPage, str] = {
    "translation": TRANSLATION,
    "glossary": GLOSSARY,
    "about": ABOUT,
}


@dataclass(frozen=True, slots=True)
class Guiding:
    """Writes the parts of the page in one language."""

    tied: Tied
    reading: Reading
    made: Collection[str]
    """The paths of the language's other pages, to show which can be linked."""

    @property
    def locale(self) -> Locale:
        return self.reading.locale

    @property
    def words(self) -> Subject[str]:
        return WORDS[self.locale].guide

    @property
    def guide(self) -> Guide:
        return self.tied.guide

    def blocks(self, ended: str) -> Iterator[str]:
        """The whole page, in reading order."""
        words, guide = self.words, self.guide
        first = [one for one in guide.question if one.first]
        yield md.heading(1, words.title, "guide")
        yield md.block([md.escape(words.lead)], "", ".guide-lead")
        yield md.block([md.escape(ended)], "", ".period")
        if links := [md.link(title, relative(GUIDE, path)) for path, title in self.ways().items()]:
            yield md.block(
                [f"{words.ways}{WORDS[self.locale].common.comma.join(links)}"], "", ".guide-more"
            )
        yield md.heading(2, words.first.format(counted(len(first), self.locale)), "questions")
        for question in first:
            yield from self.question(question)
        yield md.heading(2, words.facts.format(counted(len(guide.fact), self.locale)), "facts")
        yield self.facts()
        yield from self.doors()
        yield md.heading(2, words.others, "more-questions")
        for question in guide.question:
            if not question.first:
                yield from self.question(question)
        yield md.heading(2, words.silence, "silence")
        yield md.block([md.escape(words.silence_lead)])
        yield "\n".join(self.silence(one) for one in guide.silence)
        for section in guide.section:
            yield from self.section(section)
        yield md.heading(2, words.verbs, "verbs")
        yield from self.labelled(words.ours, [md.escape(words.verbs_lead)], ".guide-ours")
        yield "\n".join(self.verb(one) for one in guide.verb)
        yield from self.glance()

    def facts(self) -> str:
        return "\n".join(
            f"- *{md.escape(one.label.of(self.locale))}*<br>"
            f"{emphasized(one.of(self.locale), [one.key.of(self.locale)])}"
            f"{citation(one.at, GUIDE, self.locale)}"
            for one in self.guide.fact
        )

    def question(self, question: Question) -> Iterator[str]:
        """The question, its answers with their passages, what is left open, and further reading."""
        locale, words = self.locale, self.words
        yield md.heading(3, question.ask.of(locale), question.anchor)
        yield md.block(self.answers(question))
        if question.open:
            text = md.escape(question.open.of(locale))
            yield md.block([md.bold(words.open.strip()) + blank(locale) + text], "", ".guide-open")
        links = WORDS[locale].common.comma.join(map(self.leading_on, question.more))
        yield md.block([f"{words.more}{links}"], "", ".guide-more")

    def answers(self, question: Question) -> Iterator[str]:
        """The answers; passages that several in a row share follow the last of them."""
        for at, group in groupby(question.answer, key=lambda one: passages(one.at)):
            texts = [emphasized(one.of(self.locale), question.key.of(self.locale)) for one in group]
            yield from texts[:-1]
            yield texts[-1] + citation(at, GUIDE, self.locale)

    def leading_on(self, reference: str) -> str:
        """The link to a heading of the plan, or to the sector's page if there is one."""
        sectors = {one.at: sector_page(one.id) for one in self.tied.sectors.sector}
        if reference in sectors:
            return md.link(self.reading.label(reference), relative(GUIDE, sectors[reference]))
        href = relative(GUIDE, page_of(reference), anchor_of(reference))
        return md.link(self.reading.label(reference), href)

    def glance(self) -> Iterator[str]:
        """The picture of the whole plan."""
        locale, tied = self.locale, self.tied
        yield md.heading(2, WORDS[locale].glance.title, "glance")
        drawn = glance(self.reading, GUIDE, tied.places.glance)
        yield figure(drawn, WORDS[locale].places, self.words.glance)

    def ways(self) -> dict[str, str]:
        """The linked pages that exist, with their titles."""
        words = WORDS[self.locale].subjects
        return {path: words[name].title for path, name in PAGES.items() if path in self.made}

    def doors(self) -> Iterator[str]:
        """A link and description for each of these pages."""
        yield md.heading(2, self.words.doors, "doors")
        for path, title in self.ways().items():
            lines = (
                door(title, relative(GUIDE, path)),
                md.escape(WORDS[self.locale].guide_pages[PAGES[path]]),
            )
            yield md.block(lines, "", ".door")

    def silence(self, silence: Silence) -> str:
        missing, source = silence.missing.of(self.locale), silence.source.of(self.locale)
        colon = WORDS[self.locale].common.colon
        return f"- {md.bold(md.escape(missing))}{colon}{md.escape(source)}"

    def verb(self, verb: Verb) -> str:
        """The verb in both languages, its strength, and where the plan uses it."""
        locale = self.locale
        names = {"zh": "、".join(verb.zh), "en": verb.en}
        there = f'<span lang="{other(locale)}">{md.escape(names[other(locale)])}</span>'
        promise = md.escape(verb.strength.of(locale)) + citation([verb.at], GUIDE, locale)
        return f"- {md.bold(md.escape(names[locale]))} {there}<br>{promise}"

    def section(self, section: Section) -> Iterator[str]:
        """Our general explanations, the plan's statements, and our remarks on its text."""
        locale = self.locale
        yield md.heading(2, section.title.of(locale), section.id)
        general = [one for one in section.remark if not one.at]
        yield from self.labelled(self.words.ours, map(self.remark, general), ".guide-ours")
        said = (stated(one, GUIDE, locale) for one in section.plan)
        yield from self.labelled(self.words.says, said)
        special = (self.remark(one) for one in section.remark if one.at)
        yield from self.labelled(self.words.ours, special, ".guide-ours")
        if links := self.own_links(section):
            yield md.block([f"{self.words.more}{links}"], "", ".guide-more")

    def labelled(self, label: str, lines: Iterable[str], *marks: str) -> Iterator[str]:
        """A paragraph with a label for the speaker; none without lines."""
        head = md.bold(label.strip()) + blank(self.locale)
        if every := list(lines):
            yield md.block([head + every[0], *every[1:]], "", *marks)

    def remark(self, remark: Remark) -> str:
        cited = citation(remark.at, GUIDE, self.locale) if remark.at else ""
        return md.escape(remark.of(self.locale)) + cited

    def own_links(self, section: Section) -> str:
        words = WORDS[self.locale]
        names = {
            "translation": words.translation.title,
            "glossary": words.glossary.title,
            "about": words.common.about,
        }
        links = [md.link(names[one], relative(GUIDE, OWN_PAGES[one])) for one in section.pages]
        if section.example:
            links.append(self.words.example.format(to_passage(section.example, GUIDE)))
        return words.common.comma.join(links)


def guide_page(
    tied: Tied, reading: Reading, description: Description, made: Collection[str]
) -> str:
    """The page; `made` are the paths of the language's other pages."""
    words, locale = WORDS[reading.locale].guide, reading.locale
    meta = {"title": words.title, "description": f"{words.lead} {description.name.of(locale)}"}
    return md.page(meta, Guiding(tied, reading, made).blocks(description.ended.of(locale)))


def emphasized(text: str, keys: Iterable[str]) -> str:
    """The text with each key in bold, wherever it occurs."""
    for key in keys:
        before, found, behind = text.partition(key)
        if found:
            return emphasized(before, keys) + md.bold(md.escape(key)) + emphasized(behind, keys)
    return md.escape(text)


def counted(number: int, locale: Locale) -> str:
    """A small number in words, capitalized for the beginning of a heading."""
    return chinese_numeral(number) if locale == "zh" else in_words(number).capitalize()


def blank(locale: Locale) -> str:
    return "" if locale == "zh" else " "
