"""Models what a reader sees: the plan in one language, its blocks, sentences, and runs of text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from planbook.addresses import PLAN, page_of
from planbook.description import Description, Rate
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term
from planbook.locales import Bilingual, Locale
from planbook.reading.heads import Head, Heads
from planbook.reading.standing import Standing, standing_of
from planbook.structure.model import ARTICLE, Division, Outline
from planbook.words import Words, variant, words_for

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
Lacking = Literal["", "some", "all"]


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
    heads: Heads = ()
    """The heads of a table."""
    sides: int = 0
    """Its first columns that are heads of their rows."""
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
        starts = range(0, len(self.sentences), self.columns)
        return tuple(self.sentences[at : at + self.columns] for at in starts)

    def said_in(self, head: Head) -> tuple[int, list[int]]:
        """The number of the cell that has the text of a head, and those of the others."""
        cells = head.cells(self.columns)
        own = next((one for one in cells if self.sentences[one].text), cells[0])
        return own, [one for one in cells if one != own]


# --- the plan


TEXTS = ("front", "body", "bullet", "item", "caption")
"""Paragraphs that are text, and not a heading or a table."""
JOINTS: Mapping[Locale, str] = {"zh": "", "en": " "}
"""Separates two sentences of a paragraph."""


@dataclass(frozen=True)
class Reading:
    """The plan as a reader of one language sees it."""

    linked: LinkedEdition
    locale: Locale
    blocks: Mapping[str, Block]
    """By reference, in text order."""
    description: Description
    own: Callable[[str], str] = str
    """Writes a text of the edition in the reader's characters."""

    @property
    def words(self) -> Words[str]:
        """What the edition itself says in the reader's language."""
        return variant(words_for(self.description.document)[self.locale], self.standing.kinds)

    @property
    def both(self) -> Words[Bilingual]:
        return self.standing.said

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.linked.edition, self.description)

    @property
    def rate(self) -> Rate | None:
        """At what rate money is converted, if it is."""
        return self.description.rate

    def described(self, title: str) -> str:
        """The description of a page with this title."""
        return f"{title} · {self.description.name.of(self.locale)}"

    @property
    def outline(self) -> Outline:
        return self.linked.edition.outline

    @cached_property
    def sentences(self) -> Mapping[str, Sentence]:
        """By reference, in text order."""
        return {one.reference: one for block in self.blocks.values() for one in block.sentences}

    def text(self, reference: str) -> str:
        """A sentence, or a heading without its mark; marks of notes are left out."""
        return self.sentences[reference].words

    def title(self, reference: str) -> str:
        """A heading with its mark; a draft is labeled as one."""
        block = self.blocks[reference]
        draft = self.words.plan.draft if block.is_drafted else ""
        return block.mark + block.sentences[0].words + draft

    def beginning(self, division: Division) -> Sentence | None:
        """The first sentence of an article whose heading is its bare number, and says nothing."""
        is_bare = self.outline.is_article(division) and ARTICLE.fullmatch(division.title.text)
        own = division.paragraphs[:1] if is_bare else ()
        return next((self.blocks[one.reference].sentences[0] for one in own), None)

    def label(self, reference: str) -> str:
        """Number and title of a chapter, section, or subsection; for a paragraph, its number.

        A note of the original is called that, unlike one of the editor.
        """
        block = self.blocks.get(reference)
        if block and block.kind == "note":
            return self.words.plan.original.format(block.mark)
        is_heading = reference.count(".") < 3 and block
        return f"{reference} {self.text(reference)}" if is_heading else reference

    def notices(self, block: Block) -> Iterator[str]:
        """What is announced above a passage: English that is missing, or not revised."""
        words = self.words.plan
        if block.lacking and self.is_told(block):
            yield words.untranslated if block.lacking == "all" else words.partly_translated
        if block.is_drafted:
            yield words.drafted

    def is_told(self, block: Block) -> bool:
        """True if a passage itself says what it lacks: of a page that lacks all, only the first."""
        return self.foreign.get(page_of(block.reference), block.reference) == block.reference

    @cached_property
    def foreign(self) -> Mapping[str, str]:
        """The pages of the plan without any text in the reader's language; the first passage of each."""
        pages: dict[str, list[Block]] = {}
        for paragraph in self.outline.paragraphs():
            if paragraph is not self.outline.title:
                block = self.blocks[paragraph.reference]
                pages.setdefault(page_of(block.reference), []).append(block)
        return {
            page: own[0].reference
            for page, own in pages.items()
            if all(one.lacking == "all" for one in own)
        }

    @cached_property
    def own_pages(self) -> frozenset[str]:
        """The pages of the plan with any text in the reader's language, be it a heading."""
        blocks = (one for one in self.blocks.values() if one.lacking != "all")
        return frozenset(page_of(one.reference) for one in blocks)

    def opening(self, page: str) -> str:
        """The first paragraph on a page of the plan, by the page's path."""
        front = {one.reference for one in self.outline.front if one is not self.outline.title}
        for one in self.blocks.values():
            on_it = one.reference in front if page == PLAN else page_of(one.reference) == page
            if on_it and one.kind in TEXTS:
                return one.mark + JOINTS[one.lang].join(same.text for same in one.sentences)
        return ""

    @cached_property
    def naming(self) -> tuple[Sentence, ...]:
        """The sentences that name a passage of the plan."""
        return tuple(one for one in self.sentences.values() if any(r.passage for r in one.runs))
