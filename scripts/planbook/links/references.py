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
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from planbook.locales import LOCALES, Locale
from planbook.structure.grammar import number_of
from planbook.structure.model import Division, Outline, Paragraph
from planbook.translation.sync import Edition


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a sentence, at [start, end), that names a passage of the plan."""

    start: int
    end: int
    target: str
    """Reference of a division or of a paragraph (a table's caption)."""


QUOTED = re.compile(r"“([^”]+)”")
# 第三章; 表2, 表 2; but not 列表2, 代表2: a table's word stands after no other character of one.
NUMBERED: dict[Locale, re.Pattern[str]] = {
    "zh": re.compile(
        r"第(?P<chapter>[一二三四五六七八九十百]+)章|(?<![列代报])表\s?(?P<table>\d+)"
    ),
    "en": re.compile(r"\bChapter (?P<chapter>\d+)|\bTable (?P<table>\d+)"),
}
GERUND = re.compile(r"[A-Z][a-z]+ing (?=(?:\S+ ){2})")
CAPTION = re.compile(r"表\s?(\d+)")
SHORTEST_CHAPTER_TITLE = 6
"""A chapter's title of fewer characters (总则, 附则) may be a word of its language."""


def mentions(edition: Edition) -> dict[Locale, dict[str, tuple[Mention, ...]]]:
    """By locale and sentence, what it names; English only names what its Chinese does."""
    outline = edition.outline
    texts = {s.text: edition.memory.target(s.text) for s in outline.sentences()}
    targets = numbered_targets(outline)
    found: dict[Locale, dict[str, tuple[Mention, ...]]] = {"zh": {}, "en": {}}
    for paragraph in outline.paragraphs():
        names = names_for(paragraph, outline, texts)
        own = {paragraph.reference, paragraph.reference.split(".")[0]}
        for sentence in paragraph.sentences:
            spoken = resolved(sentence.text, "zh", names["zh"], targets, own)
            if spoken:
                others = set(targets.values()) | set(names["en"].values())
                unsaid = own | (others - {one.target for one in spoken})
                english = resolved(texts[sentence.text], "en", names["en"], targets, unsaid)
                found["zh"][sentence.reference] = spoken
                found["en"][sentence.reference] = english
    return found


Names = Mapping[Locale, Mapping[str, str]]
"""By locale: reference of a division by a name of it."""


def names_for(paragraph: Paragraph, outline: Outline, texts: Mapping[str, str]) -> Names:
    """The names that mean a division when this paragraph uses them."""
    chapter, section, *_ = paragraph.reference.split(".")
    named: list[tuple[Division, bool]] = []
    for one in outline.chapters:
        if one.reference != chapter:
            named.append((one, False))
        elif section == "0":
            named += [(below, True) for below in one.walk() if below is not one]
    return {locale: names_of(named, locale, texts) for locale in LOCALES}


def names_of(
    divisions: Iterable[tuple[Division, bool]], locale: Locale, texts: Mapping[str, str]
) -> dict[str, str]:
    """Titles, and names in quotation marks where that is allowed; none that two divisions share."""
    owners: list[tuple[str, str]] = []
    for division, is_announced in divisions:
        title = division.title.text if locale == "zh" else texts[division.title.text]
        if is_announced or len(division.title.text) >= SHORTEST_CHAPTER_TITLE:
            owners += [(folded(name), division.reference) for name in forms_of(title)]
        if is_announced:
            owners += [(folded(name), division.reference) for name in QUOTED.findall(title)]
    counts = Counter(name for name, _ in owners)
    return {name: reference for name, reference in owners if name and counts[name] == 1}


def forms_of(title: str) -> Iterator[str]:
    """The title, and without its gerund: “Deepening …” is announced as “will deepen …”."""
    yield title
    if gerund := GERUND.match(title):
        yield title[gerund.end() :]


def folded(name: str) -> str:
    """A name as it is compared: small letters, and one word for “and” (和, 与, 及)."""
    return name.casefold().replace("与", "和").replace("及", "和")


def numbered_targets(outline: Outline) -> dict[tuple[str, int], str]:
    """Chapters and tables by their numbers."""
    targets = {("chapter", one.number): one.reference for one in outline.chapters}
    for paragraph in outline.paragraphs():
        caption = paragraph.kind == "caption" and CAPTION.match(paragraph.sentences[0].text)
        if caption:
            targets["table", int(caption[1])] = paragraph.reference
    return targets


def resolved(
    text: str,
    locale: Locale,
    names: Mapping[str, str],
    targets: Mapping[tuple[str, int], str],
    beside: Container[str],
) -> tuple[Mention, ...]:
    """What a text names, in its order, of overlapping names the longest; nothing in `beside`."""
    found = [*by_number(text, locale, targets), *by_name(text, names)]
    chosen: list[Mention] = []
    for one in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if one.target not in beside and all(
            one.end <= m.start or m.end <= one.start for m in chosen
        ):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda m: m.start))


def by_number(
    text: str, locale: Locale, targets: Mapping[tuple[str, int], str]
) -> Iterator[Mention]:
    for found in NUMBERED[locale].finditer(text):
        kind = "chapter" if found["chapter"] else "table"
        if target := targets.get((kind, number_of(found[kind]))):
            yield Mention(*found.span(), target)


def by_name(text: str, names: Mapping[str, str]) -> Iterator[Mention]:
    compared = folded(text)
    for name, target in names.items():
        if (at := compared.find(name)) >= 0:
            yield Mention(at, at + len(name), target)
