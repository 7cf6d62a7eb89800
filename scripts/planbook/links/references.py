"""References of the plan to itself: find where a sentence names another passage, resolve which.

Three ways to name one:

- by number: 第三章, 表2, Chapter 3, Table 2;
- a chapter by its title, anywhere outside that chapter;
- a section or subsection by its title, or by a name that its title sets in quotation marks
  (“新航运”), in the opening paragraphs of its own chapter, which announce what follows.
  Elsewhere such words (人工智能, 船舶管理) are just words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planbook.links.find import apart
from planbook.links.headings import Headings
from planbook.locales import LOCALES, Locale
from planbook.numerals import number_of
from planbook.structure.model import Outline
from planbook.translation.sync import Edition


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a sentence, at [start, end), that names a passage of the plan."""

    start: int
    end: int
    target: str
    """Reference of a division or of a paragraph (a table's caption)."""


# 第三章; 表2, 表 2; but not 列表2, 代表2: a table's word stands after no other character of one.
NUMBERED: dict[Locale, re.Pattern[str]] = {
    "zh": re.compile(
        r"第(?P<chapter>[一二三四五六七八九十百零]+)章|(?<![列代报])表\s?(?P<table>\d{1,3})(?!\d)"
    ),
    "en": re.compile(r"\bChapter (?P<chapter>\d{1,3})(?!\d)|\bTable (?P<table>\d{1,3})(?!\d)"),
}
CAPTION = re.compile(r"表\s?(\d{1,3})(?!\d)")


@dataclass(frozen=True, slots=True)
class Known:
    """What can be named in one language."""

    locale: Locale
    numbered: Mapping[tuple[str, int], str]
    """Chapters and tables by their numbers."""
    headings: Headings

    def named(self, text: str, chapter: str, *, opens: bool) -> Iterator[Mention]:
        """Everything that a text of a chapter names, by number or by name."""
        yield from by_number(text, self.locale, self.numbered)
        yield from (Mention(*one) for one in self.headings.named(text, chapter, opens=opens))


def by_number(
    text: str, locale: Locale, targets: Mapping[tuple[str, int], str]
) -> Iterator[Mention]:
    """The chapters and tables that a text names by their numbers."""
    for found in NUMBERED[locale].finditer(text):
        kind = "chapter" if found["chapter"] else "table"
        if target := targets.get((kind, number_of(found[kind]))):
            yield Mention(*found.span(), target)


def mentions(edition: Edition) -> dict[Locale, dict[str, tuple[Mention, ...]]]:
    """By locale and sentence, what it names; English only names what its Chinese does."""
    outline = edition.outline
    texts = {s.text: edition.memory.target(s.text) for s in outline.sentences()}
    targets = numbered_targets(outline)
    chinese, english = (Known(one, targets, Headings(outline, one, texts)) for one in LOCALES)
    found: dict[Locale, dict[str, tuple[Mention, ...]]] = {"zh": {}, "en": {}}
    for paragraph in outline.paragraphs():
        chapter, section, *_ = paragraph.reference.split(".")
        own, opens = {paragraph.reference, chapter}, section == "0"
        for sentence in paragraph.sentences:
            named = chinese.named(sentence.text, chapter, opens=opens)
            spoken = resolved(one for one in named if one.target not in own)
            if spoken:
                said = {one.target for one in spoken}
                named = english.named(texts[sentence.text], chapter, opens=opens)
                found["zh"][sentence.reference] = spoken
                found["en"][sentence.reference] = resolved(o for o in named if o.target in said)
    return found


def numbered_targets(outline: Outline) -> dict[tuple[str, int], str]:
    """Chapters and tables by their numbers."""
    targets = {("chapter", one.number): one.reference for one in outline.chapters}
    for paragraph in outline.paragraphs():
        caption = paragraph.kind == "caption" and CAPTION.match(paragraph.sentences[0].text)
        if caption:
            targets["table", int(caption[1])] = paragraph.reference
    return targets


def resolved(named: Iterable[Mention]) -> tuple[Mention, ...]:
    """What a text names, in its order, of overlapping names the longest."""
    return tuple(apart(sorted(named, key=lambda one: (one.start - one.end, one.start))))
