"""The PDFs: what each of them is, and its content from the linked edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planbook.books.pdf.back import glossary, index
from planbook.books.pdf.body import Body, numbered_notes
from planbook.books.pdf.front import cover, imprint, what
from planbook.books.pdf.model import Book
from planbook.books.pdf.plates import plates
from planbook.books.pdf.scribe import Scribe
from planbook.books.pdf.words import EDITIONS, WORDS
from planbook.books.release import Release
from planbook.locales import Locale
from planbook.pages.plan import Writer
from planbook.pages.render import gaps_of
from planbook.sources import Sources
from planbook.statements.tie import Tied
from planbook.text.script import to_traditional

KINDS: Mapping[str, tuple[Locale, ...]] = {
    "zh": ("zh",),
    "en": ("en",),
    "zh-en": ("zh", "en"),
    "zh-Hant": ("zh",),
}
"""The books with their languages. In a parallel book the first one has the narrow column."""
SITE_PATHS = {"zh": "", "en": "en/", "zh-en": "", "zh-Hant": "zh-Hant/"}
SIMPLIFIED, TRADITIONAL = ("cn", "SC"), ("tw", "TC")


def book_of(
    kind: str,
    tied: Tied,
    sources: Sources,
    release: Release,
    phrases: Mapping[str, str],
) -> Book:
    """The whole content of one of `KINDS`. `phrases` stand before OpenCC's dictionaries."""
    about, locales, linked = sources.description, KINDS[kind], tied.linked
    convert: Callable[[str], str] = to_traditional(phrases).convert if kind == "zh-Hant" else str
    gaps = gaps_of(linked.edition.outline, sources.missing)
    writers = tuple(Writer(linked, gaps, one) for one in locales)
    numbers = numbered_notes(writers)
    scribes = tuple(Scribe(one, convert, numbers, marks_terms=one is writers[0]) for one in writers)
    region, script = TRADITIONAL if kind == "zh-Hant" else SIMPLIFIED
    site = about.site_url.rstrip("/")
    body = Body(scribes, gaps, f"{site}/{SITE_PATHS[kind]}" if site else "")
    front = cover(kind, scribes, about)
    return Book(
        kind=kind,
        langs=locales,
        region=region,
        serif=f"Noto Serif CJK {script}",
        sans=f"Noto Sans CJK {script}",
        title=" / ".join(map("".join, front.titles)),
        description=" / ".join(s.chinese(what(kind, about).of(s.locale)) for s in scribes),
        keywords=tuple(
            s.chinese(text.of(s.locale)) for s in scribes for text in (about.name, EDITIONS[kind])
        ),
        date=(release.day.year, release.day.month, release.day.day),
        words={
            name: tuple(s.chinese(text.of(s.locale)) for s in scribes)
            for name, text in WORDS.items()
        },
        cover=front,
        imprint=imprint(kind, scribes, sources, release),
        blocks=tuple(body.blocks()),
        plates=tuple(plates(tied, scribes, f"Noto Sans CJK {script}")),
        glossary=tuple(glossary(linked, scribes)),
        index=tuple(index(linked, scribes)),
    )
