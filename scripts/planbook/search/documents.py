"""Collects what can be found: passages of the plan, sections of other pages, and answers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from planbook.addresses import FIGURES, GLOSSARY, GUIDE, HOME, PLACES, sector_page
from planbook.links.terms import Term
from planbook.locales import LOCALES, Bilingual, Locale, shortened
from planbook.reading.model import JOINTS, Reading, Sentence
from planbook.sources import Sources
from planbook.statements.guide import Guide
from planbook.statements.sectors import Sector
from planbook.words import WORDS

SHORT: dict[Locale, int] = {"zh": 36, "en": 70}
"""Approximate characters of a definition that a result shows."""
ELSEWHERE = (FIGURES, GLOSSARY, GUIDE, HOME, PLACES)
"""Pages whose content is found as passages, terms, or answers, or that only lead on."""
FRONT_MATTER = re.compile(r"\A---\n(?P<meta>.*?)\n---\n", re.DOTALL)
HEADING = re.compile(r"^#{1,3} (?P<title>.+?)(?: \{(?::)? ?#(?P<anchor>[\w-]+)[^{}]*\})?$")
MARKUP = re.compile(
    r"^<figure.*</figure>$|^\|(?: --- \|)+$|\{:?[^{}\n]*\}|<[^<>]+>|\]\([^)]{0,500}\)|\[\^[^\[\]]*\](?::.*)?|[*_`|\\\[\]]|^#+ |^!!!.*"
)


HEADINGS = ("part", "chapter", "section", "subsection")


@dataclass(frozen=True, slots=True)
class PassageDocument:
    """A paragraph of the plan in both languages."""

    reference: str
    zh: str
    en: str
    notes: str
    """Its notes in English: they hold names that its text does not, and explain it."""
    lead: tuple[int, int]
    """The length of the run-in sentence that heads it, in Chinese and English; 0 if it has none."""


@dataclass(frozen=True, slots=True)
class PageDocument:
    """A section of a page that is not part of the plan, in one language."""

    page: str
    anchor: str
    """Empty for text before the first heading with an anchor."""
    page_title: str
    title: str
    text: str


Readings = Mapping[Locale, Reading]


def passages(readings: Readings) -> Iterator[PassageDocument]:
    """Every paragraph of the plan, in text order."""
    for one in readings["zh"].outline.paragraphs():
        blocks = [readings[locale].blocks[one.reference] for locale in LOCALES]
        zh, en = (
            JOINTS[locale].join(map(said, block.sentences))
            for locale, block in zip(LOCALES, blocks, strict=True)
        )
        notes = " ".join(note.text for each in blocks[1].sentences for note in each.notes)
        first = [len(block.sentences[0].words) if one.has_lead else 0 for block in blocks]
        yield PassageDocument(one.reference, zh, en, notes, (first[0], first[1]))


def said(sentence: Sentence) -> str:
    """A sentence as an answer shows it, which says so if it is a draft."""
    return sentence.words + (WORDS["en"].plan.draft if sentence.is_draft else "")


def headings(readings: Readings) -> dict[str, tuple[str, str]]:
    """The headings by reference, with their marks, in Chinese and English."""
    zh, en = (readings[locale] for locale in LOCALES)
    places = (one.reference for one in zh.blocks.values() if one.kind in HEADINGS)
    return {one: (zh.title(one), en.title(one)) for one in places}


def beginning(term: Term, locale: Locale) -> str:
    """The first sentence of a definition, cut if it is long."""
    end = "。" if locale == "zh" else ". "
    first = term.definition(locale).split(end)[0].rstrip("。.")
    return shortened(first, SHORT[locale], locale)


def remarks(pages: Mapping[str, str], locale: Locale) -> Iterator[PageDocument]:
    """The sections of the pages about this edition, from their Markdown by path below `docs/`."""
    for path, markdown in sorted(pages.items()):
        folder, _, name = path.partition("/")
        if folder == locale and "/" not in name and name not in ELSEWHERE:
            yield from sections(address(name), markdown)


def sections(page: str, markdown: str) -> Iterator[PageDocument]:
    """One page of Markdown, cut at its headings, without its markup."""
    lines = FRONT_MATTER.sub("", markdown).splitlines()
    page_title = title = anchor = ""
    text: list[str] = []
    for line in lines:
        if found := HEADING.match(line):
            if text:
                yield PageDocument(page, anchor, page_title, title, " ".join(text))
            title, anchor, text = unmarked(found["title"]), found["anchor"] or "", []
            page_title = page_title or title
        elif words := unmarked(line):
            text.append(words)
    if text:
        yield PageDocument(page, anchor, page_title, title, " ".join(text))


def unmarked(line: str) -> str:
    """A line of Markdown as its reader sees it."""
    return " ".join(unescape(MARKUP.sub(" ", line)).split()).removeprefix("- ")


def address(path: str) -> str:
    """The address of a page below its locale's folder."""
    return path.removesuffix(".md") + ".html"


# --- answers


def answers(sources: Sources, reading: Reading) -> Iterator[PageDocument]:
    """One document for each sector, question, fact, and explanation, in the reading's language.

    The page of places has one document, without its places: those are described in the plan's words.
    """
    yield from (sector_document(one, reading) for one in sources.sectors.sector)
    if sources.places.map:
        words = reading.words.places
        yield PageDocument(address(PLACES), "places", words.title, words.title, words.lead)
    if not sources.guide.is_empty:
        yield from guide_documents(sources.guide, reading.locale)


def sector_document(sector: Sector, reading: Reading) -> PageDocument:
    """A sector, from its summary on; what bears on it elsewhere is found there.

    Its title is the heading of its subsection.
    """
    locale = reading.locale
    text = spoken((sector.summary, *sector.statement), locale)
    title = reading.text(sector.at)
    return PageDocument(
        address(sector_page(sector.id)), "sector", reading.words.sectors.title, title, text
    )


def guide_documents(guide: Guide, locale: Locale) -> Iterator[PageDocument]:
    words = WORDS[locale].guide

    def document(anchor: str, title: str, text: str) -> PageDocument:
        return PageDocument(address(GUIDE), anchor, words.title, title, text)

    for question in guide.question:
        left = [question.open] if question.open else []
        text = spoken((*question.answer, *left), locale)
        yield document(question.anchor, question.ask.of(locale), text)
    for fact in guide.fact:
        yield document("facts", fact.label.of(locale), fact.of(locale))
    for section in guide.section:
        text = spoken((*section.remark, *section.plan), locale)
        yield document(section.id, section.title.of(locale), text)
    for verb in guide.verb:
        title = verb.en if locale == "en" else "、".join(verb.zh)
        yield document("verbs", title, verb.strength.of(locale))
    for silence in guide.silence:
        yield document("silence", silence.missing.of(locale), silence.source.of(locale))


def spoken(texts: Iterable[Bilingual], locale: Locale) -> str:
    return JOINTS[locale].join(one.of(locale) for one in texts)
