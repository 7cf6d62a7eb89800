"""Models what a reader sees: blocks of sentences, and sentences of runs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from planbook.characters import HAN
from planbook.links.terms import Term
from planbook.locales import Locale, other

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FOREIGN: Mapping[Locale, re.Pattern[str]] = {
    "en": re.compile(rf"[{HAN}]+(?:[“”·、，（）]*[{HAN}]+)*"),
    # A phrase or sentence. Names and abbreviations are at home in Chinese.
    "zh": re.compile(r"[A-Za-z]+(?:[ ,’-]+[A-Za-z]+){3,}"),
}
Lacking = Literal["", "some", "all"]


def parted(text: str, lang: Locale) -> Iterator[tuple[str, Locale | None]]:
    """The text, cut before and after words of the other language, each with that language."""
    at = 0
    for found in FOREIGN[lang].finditer(text):
        if found.start() > at:
            yield text[at : found.start()], None
        yield found[0], other(lang)
        at = found.end()
    if text[at:]:
        yield text[at:], None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language with at most one link."""

    text: str
    lang: Locale
    term: Term | None = None
    """The term whose entry it links to."""
    passage: str = ""
    """Reference of the passage that it names."""
    is_mark: bool = False
    """True for the mark of a note of the original, which links to the note."""

    @property
    def is_number(self) -> bool:
        """True for such a mark that is a bare number, which is to be shown raised."""
        return self.is_mark and self.text.isdecimal() and self.text.isascii()

    @property
    def raised(self) -> str:
        """The text, with such a number in raised digits."""
        return self.text.translate(RAISED) if self.is_number else self.text


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's or translator's note, labeled with its author."""

    label: str
    """Unique in the plan, the same in every language: `e-2-1-3-2-1-1`, `t-2-1-3-2-1`."""
    text: str
    """Opens with its author in full: `Editor’s note: `."""
    short: str
    """Opens with the mark of its author, for books, which explain it once."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, title, or cell as shown."""

    reference: str
    lang: Locale
    """The language it is shown in: Chinese if its English is missing."""
    runs: tuple[Run, ...]
    notes: tuple[Note, ...] = ()
    is_draft: bool = False
    """True for English that has not been read yet, which must be marked."""
    terms: tuple[tuple[int, str], ...] = ()
    """Offset and id of every term in it. The offset is 0 if the English words it differently."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        """The text without marks of notes."""
        return "".join(run.text for run in self.runs if not run.is_mark)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, or table as shown."""

    kind: str
    """`part`, the level of a heading, or the kind of a paragraph."""
    reference: str
    anchor: str
    mark: str
    """Its mark as the language writes it: `（三）`, `(3) `, `— `."""
    sentences: tuple[Sentence, ...]
    has_lead: bool = False
    """True if the first sentence heads the paragraph."""
    columns: int = 0
    """Number of cells in each row of a table."""
    noted: str = ""
    """For a note of the original, the reference of the sentence that its mark leads back to."""
    gaps: tuple[str, ...] = ()
    """The notices of gaps in the source here."""
    lacking: Lacking = ""
    """Whether some or all of its sentences lack text in the reader's language."""

    @property
    def is_drafted(self) -> bool:
        return any(one.is_draft for one in self.sentences)

    @property
    def lang(self) -> Locale:
        """The language of the block as a whole: Chinese if all its English is missing."""
        langs = {one.lang for one in self.sentences}
        return "en" if "en" in langs else "zh"

    def rows(self) -> tuple[tuple[Sentence, ...], ...]:
        """The rows of a table."""
        starts = range(0, len(self.sentences), self.columns)
        return tuple(self.sentences[at : at + self.columns] for at in starts)
