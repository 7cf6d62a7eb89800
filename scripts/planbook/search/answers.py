"""Collects what the edition says about the plan, as its answers stand: sectors and guide."""

from collections.abc import Iterable, Iterator

from planbook.addresses import GUIDE, PLACES, sector_page
from planbook.locales import Bilingual, Locale
from planbook.reading.read import Reading
from planbook.search.documents import PageDocument, address
from planbook.sources import Sources
from planbook.statements.ground import Statement
from planbook.statements.guide import Guide
from planbook.statements.sectors import Sector
from planbook.words import WORDS


def answers(sources: Sources, reading: Reading) -> Iterator[PageDocument]:
    """One document for each sector, question, fact, and explanation, in the reading's language.

    Of the page of places, what it is: what it says of each place is in the plan's words.
    """
    yield from (sector_document(one, reading) for one in sources.sectors.sector)
    if sources.places.map:
        words = WORDS[reading.locale].places
        yield PageDocument(address(PLACES), "places", words.title, words.title, words.lead)
    if not sources.guide.is_empty:
        yield from guide_documents(sources.guide, reading.locale)


def sector_document(sector: Sector, reading: Reading) -> PageDocument:
    """A sector, from its summary on; what bears on it elsewhere is found there.

    Its title is the heading of its subsection.
    """
    locale = reading.locale
    text = said((sector.summary, *sector.statement), locale)
    title = reading.text(sector.at)
    return PageDocument(
        address(sector_page(sector.id)), "sector", WORDS[locale].sectors.title, title, text
    )


def guide_documents(guide: Guide, locale: Locale) -> Iterator[PageDocument]:
    words = WORDS[locale].guide

    def document(anchor: str, title: str, text: str) -> PageDocument:
        return PageDocument(address(GUIDE), anchor, words.title, title, text)

    for question in guide.question:
        left = [question.open] if question.open else []
        text = said((*question.answer, *left), locale)
        yield document(question.anchor, question.ask.of(locale), text)
    for fact in guide.fact:
        yield document("facts", fact.label.of(locale), fact.of(locale))
    for section in guide.section:
        text = said((*section.remark, *section.plan), locale)
        yield document(section.id, section.title.of(locale), text)
    for verb in guide.verb:
        title = verb.en if locale == "en" else "、".join(verb.zh)
        yield document("verbs", title, verb.strength.of(locale))
    for silence in guide.silence:
        yield document("silence", silence.missing.of(locale), silence.source.of(locale))


def said(texts: Iterable[Bilingual | Statement], locale: Locale) -> str:
    return ("" if locale == "zh" else " ").join(one.of(locale) for one in texts)
