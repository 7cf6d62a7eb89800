"""Writes the guide for investors: sections of explanations, and of questions with their answers."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
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
from planbook.figures.money import conversion_note, with_dollars
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.pages.markdown import citation, stated
from planbook.pages.sectors import framed
from planbook.pictures.charts import glance
from planbook.pictures.maps import locator
from planbook.reading.model import Reading
from planbook.statements.guide import (
    Guide,
    OwnPage,
    Question,
    Remark,
    Section,
    Shown,
    Silence,
    Verb,
)
from planbook.statements.sectors import Sector
from planbook.statements.tie import Tied
from planbook.words import WORDS, Subject

PAGES = {
    SECTORS: "sectors",
    NAMES: "names",
    PLACES: "places",
    FIGURES: "figures",
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
        return self.reading.words.guide

    @property
    def guide(self) -> Guide:
        return self.tied.guide

    def blocks(self) -> Iterator[str]:
        """The whole page, in reading order."""
        words, ended = self.words, self.reading.description.ended.of(self.locale)
        yield md.heading(1, words.title, "guide")
        yield md.block([md.escape(words.lead)], ".guide-lead")
        yield md.block([md.escape(ended)], ".period")
        yield md.block([md.bold(md.escape(words.contents))], ".list-title")
        yield "\n".join(self.contents())
        for section in self.guide.section:
            yield from self.section(section)

    def contents(self) -> Iterator[str]:
        """Every section and question, linked."""
        for section in self.guide.section:
            yield f"- {md.link(section.title.of(self.locale), f'#{section.id}')}"
            for one in self.questions(section):
                yield f"    - {md.link(one.ask.of(self.locale), f'#{one.anchor}')}"

    def questions(self, section: Section) -> list[Question]:
        return [one for one in self.guide.question if one.section == section.id]

    def section(self, section: Section) -> Iterator[str]:
        """Our explanations, the plan's statements, our remarks on its text; then the questions."""
        locale, words = self.locale, self.words
        yield md.heading(2, section.title.of(locale), section.id)
        answers = [block for one in self.questions(section) for block in self.question(one)]
        general = [self.remark(one) for one in section.remark if not one.at]
        if note := conversion_note("\n".join(answers), self.reading.rate, locale):
            general.append(md.escape(note))
        yield from self.labeled(words.ours, general, ".guide-ours")
        said = (stated(one, GUIDE, locale) for one in section.plan)
        yield from self.labeled(words.says, said)
        special = (self.remark(one) for one in section.remark if one.at)
        yield from self.labeled(words.ours, special, ".guide-ours")
        for name in section.shows:
            yield from SHOWN[name](self)
        if links := self.own_links(section):
            yield md.block([f"{words.more}{links}"], ".guide-more")
        yield from answers

    def question(self, question: Question) -> Iterator[str]:
        """The question, its answers with their passages, what is left open, and further reading."""
        locale, words = self.locale, self.words
        yield md.heading(3, question.ask.of(locale), question.anchor)
        yield md.block(self.answers(question))
        if question.open:
            text = md.escape(question.open.of(locale))
            yield md.block([md.bold(words.open.strip()) + blank(locale) + text], ".guide-open")
        if links := WORDS[locale].common.comma.join(map(self.leading_on, question.more)):
            yield md.block([f"{words.more}{links}"], ".guide-more")

    def answers(self, question: Question) -> Iterator[str]:
        """The answers; passages that several in a row share follow the last of them."""
        locale = self.locale
        keys = question.key.of(locale)
        for at, group in groupby(question.answer, key=lambda one: passages(one.at)):
            said = (with_dollars(one.of(locale), self.reading.rate, locale) for one in group)
            texts = [emphasized(one, keys) for one in said]
            yield from texts[:-1]
            yield texts[-1] + citation(at, GUIDE, locale)

    def leading_on(self, reference: str) -> str:
        """The link to a heading of the plan, or to the sector's page if there is one."""
        sectors = {one.at: sector_page(one.id) for one in self.tied.sectors.sector}
        if reference in sectors:
            return md.link(self.reading.label(reference), relative(GUIDE, sectors[reference]))
        href = relative(GUIDE, page_of(reference), anchor_of(reference))
        return md.link(self.reading.label(reference), href)

    def place(self) -> Iterator[str]:
        if drawn := self.tied.places.locator:
            caption = md.escape(self.reading.words.locator.caption)
            svg = locator(drawn, self.locale).svg
            yield f'<figure class="pb-locator">{svg}<figcaption>{caption}</figcaption></figure>'

    def tracks(self) -> Iterator[str]:
        """Every sector on a line, under the titles of their sections."""
        for section, group in self.tied.sectors.by_section.items():
            title = md.bold(md.escape(self.reading.text(section)))
            yield from md.listed(title, map(self.track, group))

    def track(self, sector: Sector) -> str:
        link = md.link(self.reading.text(sector.at), relative(GUIDE, sector_page(sector.id)))
        aim = stated(sector.aim, GUIDE, self.locale)
        return f"- {md.bold(link)}{self.reading.words.common.colon}{aim}"

    def pages(self) -> Iterator[str]:
        """A link and description for each of the pages that exist."""
        words = self.reading.words
        for path, name in PAGES.items():
            if path in self.made:
                link = md.door(words.subjects[name].title, relative(GUIDE, path))
                yield md.block([link, md.escape(words.guide_pages[name])], ".door")

    def silence(self) -> Iterator[str]:
        """What the text does not say, with the kind of source that does."""
        yield md.block([md.escape(self.words.silence)])
        yield "\n".join(map(self.missing, self.guide.silence))

    def missing(self, silence: Silence) -> str:
        missing, source = silence.missing.of(self.locale), silence.source.of(self.locale)
        colon = self.reading.words.common.colon
        return f"- {md.bold(md.escape(missing))}{colon}{md.escape(source)}"

    def verbs(self) -> Iterator[str]:
        """Every verb of intent with its strength."""
        yield from self.labeled(self.words.ours, [md.escape(self.words.verbs)], ".guide-ours")
        yield "\n".join(map(self.verb, self.guide.verb))

    def verb(self, verb: Verb) -> str:
        """The verb in both languages, its strength, and where the plan uses it."""
        locale = self.locale
        names = {"zh": "、".join(verb.zh), "en": verb.en}
        there = md.spoken(md.escape(names[other(locale)]), other(locale))
        promise = md.escape(verb.strength.of(locale)) + citation([verb.at], GUIDE, locale)
        return f"- {md.bold(md.escape(names[locale]))} {there}<br>{promise}"

    def glance(self) -> Iterator[str]:
        drawn = glance(self.reading, GUIDE, self.tied.places.glance)
        yield framed(drawn, self.reading.words.places, self.words.glance)

    def labeled(self, label: str, lines: Iterable[str], *marks: str) -> Iterator[str]:
        """A paragraph with a label for the speaker; none without lines."""
        head = md.bold(label.strip()) + blank(self.locale)
        if every := list(lines):
            yield md.block([head + every[0], *every[1:]], *marks)

    def remark(self, remark: Remark) -> str:
        cited = citation(remark.at, GUIDE, self.locale) if remark.at else ""
        return md.escape(remark.of(self.locale)) + cited

    def own_links(self, section: Section) -> str:
        words = self.reading.words
        names = {
            "translation": words.translation.title,
            "glossary": words.glossary.title,
            "about": words.common.about,
        }
        links = [md.link(names[one], relative(GUIDE, OWN_PAGES[one])) for one in section.pages]
        if one := section.example:
            both = f"{relative(GUIDE, page_of(one))}?view=both#{anchor_of(one)}"
            links.append(md.link(self.words.example.format(one), both))
        return words.common.comma.join(links)


SHOWN: Mapping[Shown, Callable[[Guiding], Iterator[str]]] = {
    "place": Guiding.place,
    "tracks": Guiding.tracks,
    "pages": Guiding.pages,
    "silence": Guiding.silence,
    "verbs": Guiding.verbs,
    "glance": Guiding.glance,
}


def guide_page(tied: Tied, reading: Reading, made: Collection[str]) -> str:
    """The page; `made` are the paths of the language's other pages."""
    words, name = reading.words.guide, reading.description.name.of(reading.locale)
    meta = {"title": words.title, "description": f"{words.lead} {name}"}
    return md.page(meta, Guiding(tied, reading, made).blocks())


def emphasized(text: str, keys: Iterable[str]) -> str:
    """The text with each key in bold, wherever it occurs."""
    for key in keys:
        before, found, behind = text.partition(key)
        if found:
            return emphasized(before, keys) + md.bold(md.escape(key)) + emphasized(behind, keys)
    return md.escape(text)


def blank(locale: Locale) -> str:
    return "" if locale == "zh" else " "
