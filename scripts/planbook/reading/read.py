"""Reads the linked edition as blocks of runs in one language, and as passages in both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from planbook.description import Description
from planbook.links.references import Mention
from planbook.links.resolve import LinkedEdition
from planbook.locales import Locale
from planbook.numerals import STEMS, number_of
from planbook.reading.heads import heads_of
from planbook.reading.model import Block, Lacking, Note, Reading, Run, Sentence
from planbook.structure import model
from planbook.structure.model import Division, Outline, Paragraph, Part
from planbook.structure.parse import Missing
from planbook.text.grammar import NUMERAL, mark_of
from planbook.words import WORDS

Gaps = Mapping[str, tuple[Missing, ...]]
"""The gaps of the source, by the reference of the paragraph or heading with the gap."""
WESTERN = str.maketrans("（）．、：，,", "()..:..")
"""Punctuation of marks."""
HAN_NUMBER = re.compile(rf"[\u4e00-\u9fff](\d{{1,3}})|({NUMERAL}|[{STEMS}])")
"""The number in a mark of Chinese characters: 任务1, 第一，, 一, 甲、."""


def read(
    linked: LinkedEdition,
    missing: Iterable[Missing],
    locale: Locale,
    description: Description,
    convert: Callable[[str], str] = str,
) -> Reading:
    """The reading in one language. `convert` writes Chinese in other characters, one for one."""
    resolve = Resolver(linked, locale, convert)
    gaps = gaps_of(linked.edition.outline, missing)
    blocks = (block_of(one, resolve, gaps) for one in linked.edition.outline.blocks())
    return Reading(linked, locale, {one.reference: one for one in blocks}, description, convert)


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
        kind, columns, has_lead = one.kind, one.columns, one.has_lead or one.kind == "caption"
        rows, sides = one.marked or (1, 0)
    else:
        kind, columns, has_lead = "part" if isinstance(one, Part) else one.level, 0, False
        rows, sides = 1, 0
    shown = tuple(map(resolve.sentence, one.sentences))
    return Block(
        kind=kind,
        reference=one.reference,
        anchor=one.anchor,
        mark=one.mark if kind == "note" else resolve.mark(one.mark),
        sentences=shown,
        has_lead=has_lead,
        columns=columns,
        heads=heads_of(cells_of(one, columns), rows) if columns else (),
        sides=sides,
        noted=one.noted if isinstance(one, Paragraph) else "",
        gaps=tuple(
            resolve.convert(gap.notice.of(resolve.locale)) for gap in gaps.get(one.reference, ())
        ),
        lacking=lacking(shown, resolve.locale),
    )


def cells_of(one: Part | Division | Paragraph, columns: int) -> list[list[str]]:
    """The Chinese texts of a table, row by row."""
    texts = [each.text for each in one.sentences]
    return [texts[at : at + columns] for at in range(0, len(texts), columns)]


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
        """The mark of a heading, item, or bullet as the language writes it.

        A blank parts it from the title where no sign does, whatever the file has: 第一章 总体要求.
        """
        if self.locale == "zh" or not mark:
            is_bare = mark[-1:].isalpha() or mark[-1:].isdecimal()
            return self.convert(mark) + (" " if is_bare else "")
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


# --- passages in both languages


@dataclass(frozen=True)
class Passage:
    """A heading or paragraph of the plan as bare text."""

    blocks: Mapping[Locale, Block]
    """The passage by locale, as the pages of each language show it."""

    @property
    def reference(self) -> str:
        return self.blocks["zh"].reference

    @property
    def anchor(self) -> str:
        return self.blocks["zh"].anchor

    @cached_property
    def lines(self) -> Mapping[Locale, tuple[str, ...]]:
        """The sentences by locale, the first after its mark; empty without a text."""
        made: dict[Locale, tuple[str, ...]] = {}
        for locale, block in self.blocks.items():
            first, *others = (one.text if one.lang == locale else "" for one in block.sentences)
            made[locale] = (block.mark + first if first else "", *others)
        return made

    @property
    def is_heading(self) -> bool:
        return self.anchor.startswith("s-")

    @property
    def columns(self) -> int:
        """Number of cells in each row of a table, whose sentences they are; 0 for other text."""
        return self.blocks["zh"].columns

    @property
    def kind(self) -> Literal["heading", "table", "paragraph"]:
        """What it is. A heading in front of the first chapter (前言) has the address of a paragraph."""
        if self.is_heading or self.blocks["zh"].kind == "heading":
            return "heading"
        return "table" if self.columns else "paragraph"

    @property
    def is_part(self) -> bool:
        """True for the heading of a part (篇), which has no page or number of its own."""
        return self.blocks["zh"].kind == "part"

    @property
    def noted(self) -> str:
        """For a note of the original, the reference of the sentence that it explains."""
        return self.blocks["zh"].noted

    @property
    def drafts(self) -> tuple[str, ...]:
        """References of the sentences whose English is a draft."""
        return tuple(one.reference for one in self.blocks["en"].sentences if one.is_draft)


def passages_of(readings: Mapping[Locale, Reading]) -> tuple[Passage, ...]:
    """Every heading and paragraph, in text order."""
    return tuple(
        Passage({locale: reading.blocks[reference] for locale, reading in readings.items()})
        for reference in readings["zh"].blocks
    )
