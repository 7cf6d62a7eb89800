"""The names of divisions: which division a sentence means by one, and where it says it.

A chapter may be named anywhere outside of it, what is below a chapter only in its opening
paragraphs. A name that two divisions share there means neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planbook.locales import Locale
from planbook.structure.model import Division, Outline

QUOTED = re.compile(r"“([^“”]+)”")
GERUND = re.compile(r"[A-Z][a-z]+ing (?=(?:\S+ ){2})")
SHORTEST_CHAPTER_TITLE = 6
"""A chapter's title of fewer characters (总则, 附则) may be a word of its language."""
HEAD = 2
"""Characters by which names are looked up. Shorter names are looked up as they are."""
ENOUGH = 3
"""Owners of a name that are kept: two others than the chapter in which it is used."""


class Names:
    """Names with the references of their divisions."""

    def __init__(self) -> None:
        self.owners: dict[str, list[str]] = {}
        self.lengths: dict[str, set[int]] = {}
        """By the beginning of names, how long they are."""

    def add(self, name: str, reference: str) -> None:
        name = folded(name)
        owners = self.owners.setdefault(name, [])
        if name and len(owners) < ENOUGH:
            owners.append(reference)
            self.lengths.setdefault(name[:HEAD], set()).add(len(name))

    def places(self, text: str) -> dict[str, int]:
        """By name, where it first stands in a folded text."""
        found: dict[str, int] = {}
        for at, char in enumerate(text):
            for head in {char, text[at : at + HEAD]} & self.lengths.keys():
                for length in self.lengths[head]:
                    name = text[at : at + length]
                    if name in self.owners:
                        found.setdefault(name, at)
        return found


class Headings:
    """The names of all divisions in one language."""

    def __init__(self, outline: Outline, locale: Locale, texts: Mapping[str, str]) -> None:
        self.chapters = Names()
        self.below: dict[str, Names] = {}
        """By chapter, the names of what is below it."""
        for chapter in outline.chapters:
            title = title_of(chapter, locale, texts)
            if len(chapter.title.text) >= SHORTEST_CHAPTER_TITLE:
                for name in forms_of(title):
                    self.chapters.add(name, chapter.reference)
            self.below[chapter.reference] = names_below(chapter, locale, texts)

    def named(self, text: str, chapter: str, *, opens: bool) -> Iterator[tuple[int, int, str]]:
        """What a text of a chapter names: start, end and reference. `opens`: in its opening."""
        below = self.below.get(chapter, Names()) if opens else Names()
        compared = folded(text)
        for name, at in (self.chapters.places(compared) | below.places(compared)).items():
            others = [one for one in self.chapters.owners.get(name, ()) if one != chapter]
            if len(owners := others + below.owners.get(name, [])) == 1:
                yield at, at + len(name), owners[0]


def names_below(chapter: Division, locale: Locale, texts: Mapping[str, str]) -> Names:
    """Titles below a chapter, and names that they set in quotation marks."""
    names = Names()
    for division in chapter.walk():
        if division is not chapter:
            title = title_of(division, locale, texts)
            for name in (*forms_of(title), *QUOTED.findall(title)):
                names.add(name, division.reference)
    return names


def title_of(division: Division, locale: Locale, texts: Mapping[str, str]) -> str:
    return division.title.text if locale == "zh" else texts[division.title.text]


def forms_of(title: str) -> Iterator[str]:
    """The title, and without its gerund: “Deepening …” is announced as “will deepen …”."""
    yield title
    if gerund := GERUND.match(title):
        yield title[gerund.end() :]


def folded(name: str) -> str:
    """A name as it is compared: small letters, and one word for “and” (和, 与, 及)."""
    return name.casefold().replace("与", "和").replace("及", "和")
