"""Writes the home page: what this is, how far it has come, and where everything is."""

from collections.abc import Iterator

from planbook.addresses import GUIDE, HOME, NAMED
from planbook.locales import Locale
from planbook.numerals import chinese_numeral
from planbook.pages import markdown as md
from planbook.pages.front import filled
from planbook.pages.plan import entry
from planbook.reading.model import Reading
from planbook.statements.guide import Guide
from planbook.words import WORDS

NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def home_page(reading: Reading, guide: Guide) -> str:
    """The home page: what this is, its official status, and links; then the chapters."""
    locale, description = reading.locale, reading.description
    years = description.years.of(locale)
    cover = md.block([md.escape(years)], "", ".cover-years") + "\n\n" if years else ""
    body = filled(
        "home",
        reading,
        cover=cover,
        chapters="\n".join(contents(reading)),
        guide=guide_door(guide, locale),
        extent=extent(reading),
        terms=bool(reading.linked.terms),
        named={one.type for one in reading.linked.terms}.issuperset(NAMED.types),
        standing=reading.standing.english.of(locale),
    )
    meta = {"title": description.name.of(locale), "description": description.summary.of(locale)}
    return md.page(meta | {"hide": ["toc"]}, [body])


def contents(reading: Reading) -> Iterator[str]:
    """A list of the chapters, each under its part if the plan has any."""
    for part, chapters in reading.outline.groups():
        if part:
            yield f"- {md.escape(reading.title(part.reference))}"
        yield from (entry(reading, one, HOME, 1 if part else 0) for one in chapters)


def extent(reading: Reading) -> str:
    """How many chapters the plan has, and parts: 十二章, Twelve chapters."""
    outline, words = reading.outline, reading.words.plan
    chapters = sum(not one.reference.startswith("a") for one in outline.chapters)  # no annexes
    parts = len(outline.parts)
    said = words.parts.format(parts=spoken(parts, reading.locale)) if parts else ""
    chapter = words.chapter if chapters == 1 else words.chapters
    whole = said + chapter.format(chapters=spoken(chapters, reading.locale))
    return whole[:1].upper() + whole[1:]


def spoken(number: int, locale: Locale) -> str:
    """A number up to ten as a word, a larger one in digits."""
    if number > len(NUMBERS):
        return str(number)
    return chinese_numeral(number) if locale == "zh" else NUMBERS[number - 1]


def guide_door(guide: Guide, locale: Locale) -> str:
    """The home page's link to the guide, followed by an empty line; empty without a guide."""
    if guide.is_empty:
        return ""
    words = WORDS[locale].guide
    lines = (door(words.title, GUIDE), md.escape(words.door))
    return md.block(lines, "", ".door", ".guide-door") + "\n\n"


def door(name: str, href: str) -> str:
    return f"[{md.bold(md.escape(name))}]({href})"
