"""Reads the linked edition as blocks of runs in one language, with every sentence resolved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from planbook.addresses import PLAN, page_of
from planbook.links.references import Mention
from planbook.links.resolve import LinkedEdition
from planbook.locales import Locale
from planbook.numerals import number_of
from planbook.reading.model import Block, Lacking, Note, Run, Sentence
from planbook.structure import model
from planbook.structure.model import Division, Outline, Paragraph, Part
from planbook.structure.parse import Missing
from planbook.text.grammar import NUMERAL, mark_of
from planbook.words import WORDS

Gaps = Mapping[str, tuple[Missing, ...]]
"""The gaps of the source, by the reference of the paragraph or heading with the gap."""
TEXTS = ("front", "body", "bullet", "item", "caption")
"""Paragraphs that are text, and not a heading or a table."""
WESTERN = str.maketrans("（）．、：，", "()..:,")
"""Punctuation of marks."""
HAN_NUMBER = re.compile(rf"[\u4e00-\u9fff](\d{{1,3}})|({NUMERAL})")
"""The number in a mark of Chinese characters: 任务1, 第一，, 一."""
JOINTS: Mapping[Locale, str] = {"zh": "", "en": " "}
"""Separates two sentences of a paragraph."""


@dataclass(frozen=True)
class Reading:
    """The plan as a reader of one language sees it."""

    linked: LinkedEdition
    locale: Locale
    blocks: Mapping[str, Block]
    """By reference, in text order."""
    own: Callable[[str], str] = str
    """Writes a text of the edition in the reader's characters."""

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
        draft = WORDS[self.locale].plan.draft if block.is_drafted else ""
        return block.mark + block.sentences[0].words + draft

    def label(self, reference: str) -> str:
        """Number and title of a chapter, section, or subsection; for a paragraph, its number.

        A note of the original is called that, unlike one of the editor.
        """
        block = self.blocks.get(reference)
        if block and block.kind == "note":
            return WORDS[self.locale].plan.original.format(block.mark)
        is_heading = reference.count(".") < 3 and block
        return f"{reference} {self.text(reference)}" if is_heading else reference

    def notices(self, block: Block) -> Iterator[str]:
        """What is announced above a passage: English that is missing, or not revised."""
        words = WORDS[self.locale].plan
        if block.lacking and self.is_told(block):
            yield words.untranslated if block.lacking == "all" else words.partly_translated
        if block.is_drafted:
            yield words.drafted

    def is_told(self, block: Block) -> bool:
        """True if a passage itself says what it lacks: of a page that lacks all, only the first."""
        first = self.foreign.get(page_of(block.reference), block.reference)
        return first == block.reference

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


def read(
    linked: LinkedEdition,
    missing: Iterable[Missing],
    locale: Locale,
    convert: Callable[[str], str] = str,
) -> Reading:
    """The reading in one language. `convert` writes Chinese in other characters, one for one."""
    resolve = Resolver(linked, locale, convert)
    gaps = gaps_of(linked.edition.outline, missing)
    blocks = (block_of(one, resolve, gaps) for one in linked.edition.outline.blocks())
    return Reading(linked, locale, {one.reference: one for one in blocks}, convert)


def gaps_of(outline: Outline, missing: Iterable[Missing]) -> Gaps:
    """The declared gaps by the reference of the paragraph or heading on their line."""
    lines = outline.by_line()
    found: dict[str, tuple[Missing, ...]] = {}
    for one in missing:
        reference = lines[one.line].reference
        found[reference] = (*found.get(reference, ()), one)
    return found


def block_of(one: Part | Division | Paragraph, resolve: Resolver, gaps: Gaps) -> Block:
    """A heading or paragraph with its sentences resolved."""
    kind: str
    if isinstance(one, Paragraph):
        kind, sentences, columns = one.kind, one.sentences, one.columns
        has_lead = one.has_lead or kind == "caption"
    else:
        kind = "part" if isinstance(one, Part) else one.level
        sentences, columns, has_lead = (one.title,), 0, False
    shown = tuple(map(resolve.sentence, sentences))
    return Block(
        kind=kind,
        reference=one.reference,
        anchor=one.anchor,
        mark=one.mark if kind == "note" else resolve.mark(one.mark),
        sentences=shown,
        has_lead=has_lead,
        columns=columns,
        noted=one.noted if isinstance(one, Paragraph) else "",
        gaps=tuple(
            resolve.convert(gap.notice.of(resolve.locale)) for gap in gaps.get(one.reference, ())
        ),
        lacking=lacking(shown, resolve.locale),
    )


def lacking(sentences: Iterable[Sentence], locale: Locale) -> Lacking:
    foreign = [one.lang != locale for one in sentences if one.text]
    return ("all" if all(foreign) else "some") if any(foreign) else ""


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves the sentences of one language."""

    linked: LinkedEdition
    locale: Locale
    convert: Callable[[str], str]

    def mark(self, mark: str) -> str:
        """The mark of a heading, item, or bullet as the language writes it."""
        if self.locale == "zh" or not mark:
            return self.convert(mark)
        found = mark_of(mark)
        return WORDS["en"].marks[found.family.name].format(found.number) if found else printed(mark)

    def sentence(self, one: model.Sentence) -> Sentence:
        entry = self.linked.edition.memory.entry(one.text)
        english = entry.shown if self.locale == "en" else ""
        lang: Locale = "en" if english or (self.locale == "en" and not one.text) else "zh"
        text = english or self.convert(one.text)
        return Sentence(
            reference=one.reference,
            lang=lang,
            runs=tuple(marked(self.runs(one.reference, text, lang), one.marks, lang)),
            notes=tuple(self.notes(one)),
            is_draft=self.locale == "en" and entry.status == "draft",
            terms=tuple(self.terms(one, lang)) if lang == self.locale else (),
        )

    def runs(self, reference: str, text: str, lang: Locale) -> Iterator[Run]:
        """The text cut at its links: terms to their entries, words to the passages they name."""
        at = 0
        for start, end, run in self.links(reference, text) if lang == self.locale else ():
            if start > at:
                yield Run(text[at:start], lang)
            yield run
            at = end
        if text[at:] or not at:
            yield Run(text[at:], lang)

    def links(self, reference: str, text: str) -> list[tuple[int, int, Run]]:
        """The links of a sentence, in order; none overlaps another."""
        lang = self.locale
        found = [
            (one.start, one.end, Run(text[one.start : one.end], lang, term=one.term))
            for one in self.linked.links[lang].get(reference, ())
        ]
        found += [
            (one.start, one.end, Run(text[one.start : one.end], lang, passage=one.target))
            for one in self.named(reference)
        ]
        return sorted(found, key=lambda link: link[:2])

    def named(self, reference: str) -> tuple[Mention, ...]:
        return self.linked.mentions[self.locale].get(reference, ())

    def terms(self, one: model.Sentence, lang: Locale) -> Iterator[tuple[int, str]]:
        """Every term of the Chinese, and its position in this language, marks of notes included."""
        found, reference = self.linked.found, one.reference
        marks = one.marks if lang == "zh" else ()
        here = {one.term.id: one.start for one in found[self.locale].get(reference, ())}
        chinese = (one.term.id for one in found["zh"].get(reference, ()))
        for term in dict.fromkeys((*here, *chinese)):
            at = outside(here.get(term, 0), self.named(reference))
            yield at + sum(len(mark.text) for mark in marks if mark.at <= at), term

    def notes(self, one: model.Sentence) -> Iterator[Note]:
        """The editor's notes, then the translator's, which explain only the English."""
        place = one.reference.replace(".", "-")
        for number, note in enumerate(self.linked.notes.get(one.reference, ()), 1):
            yield self.note(f"e-{place}-{number}", "editor", note.of(self.locale))
        entry = self.linked.edition.memory.entry(one.text)
        if self.locale == "en" and entry.shown and entry.note:
            yield self.note(f"t-{place}", "translator", entry.note)

    def note(self, label: str, author: str, said: str) -> Note:
        words = WORDS[self.locale]
        text = f"{words.plan[author]}{words.common.colon}{said}"
        return Note(label, self.convert(text), self.convert(f"{words.note_marks[author]}{said}"))


def marked(runs: Iterable[Run], marks: Sequence[model.NoteMark], lang: Locale) -> Iterator[Run]:
    """The runs with the marks of notes: in Chinese at their places, in English at the end."""
    at, waiting = 0, list(marks)
    for run in runs:
        rest, end = run.text, at + len(run.text)
        while waiting and lang == "zh" and waiting[0].at <= end:
            mark = waiting.pop(0)
            if before := rest[: mark.at - at]:
                yield replace(run, text=before)
            yield mark_run(mark, lang)
            rest, at = rest[mark.at - at :], mark.at
        if rest or not end:
            yield replace(run, text=rest)
        at = end
    for number, mark in enumerate(waiting):
        if number:  # ¹,² and not ¹².
            yield Run(",", lang, is_mark=True)
        yield mark_run(mark, lang)


def mark_run(mark: model.NoteMark, lang: Locale) -> Run:
    return Run(mark.text, lang, passage=mark.note, is_mark=True)


def printed(mark: str) -> str:
    """A mark that only its series shows, in English: 1.1, a), and ① as they are, 任务一： as 1."""
    own = mark.strip().translate(WESTERN)
    if number := HAN_NUMBER.search(own):
        return f"{number_of(number[1] or number[2])}. "
    return f"{own} " if any(map(str.isalnum, own)) else "— "


def outside(at: int, spans: Iterable[Mention]) -> int:
    """The position, or the beginning of the link around it: a link is not cut."""
    return next((one.start for one in spans if one.start < at < one.end), at)
