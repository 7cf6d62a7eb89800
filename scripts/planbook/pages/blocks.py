"""Writes blocks of a reading as Markdown: one sentence per line, with its links and footnotes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planbook.addresses import PLAN, anchor_of, entry_page, page_of, relative
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.reading.model import Block, Run, Sentence
from planbook.reading.read import Reading
from planbook.words import WORDS


@dataclass(frozen=True, slots=True)
class Painter:
    """Writes blocks for one page."""

    reading: Reading
    page: str
    """Path of the page, to which links are relative."""

    @property
    def locale(self) -> Locale:
        return self.reading.locale

    def heading(self, reference: str, level: int) -> str:
        """A chapter, section, or subsection with its notes."""
        block = self.reading.blocks[reference]
        title, notes = self.reading.title(reference), references(block.sentences[0])
        marks, more = self.noted(block), self.foreign(block)
        return md.heading(level, title, block.anchor, *more, notes=notes, shown=marks)

    def noted(self, block: Block) -> str:
        """A heading with links at its marks of notes; empty if it has none."""
        runs = block.sentences[0].runs
        if not any(run.is_mark for run in runs):
            return ""
        shown = (self.run(run) if run.is_mark else md.escape(run.text) for run in runs)
        draft = WORDS[self.locale].plan.draft if block.is_drafted else ""
        return md.escape(block.mark) + "".join(shown) + draft

    def paragraph(self, reference: str) -> Iterator[str]:
        """A notice if English is missing or a draft, the paragraph itself, and its gaps."""
        block = self.reading.blocks[reference]
        for notice in self.reading.notices(block):
            yield md.block([notice], "", ".pending")
        yield self.body(block)
        yield from self.gaps(reference)

    def gaps(self, reference: str) -> Iterator[str]:
        """The notices of gaps in the source here."""
        for notice in self.reading.blocks[reference].gaps:
            yield md.admonition("warning", WORDS[self.locale].plan.missing, notice)

    def body(self, block: Block) -> str:
        if block.kind == "heading":
            # One before the plan's first chapter (前言) is on a level with the chapters.
            level = 2 if page_of(block.reference) == PLAN else 3
            return self.heading(block.reference, level)
        if block.kind == "table":
            return self.table(block)
        lines = [self.line(one) for one in block.sentences]
        if block.lacking == "some":
            lines = [
                text if one.lang == self.locale else md.spoken(text, "zh")
                for text, one in zip(lines, block.sentences, strict=True)
            ]
        if block.has_lead:
            lines[0] = md.bold(lines[0])
        lines[0] = self.mark(block) + lines[0]
        if block.kind == "note":
            lines = [f"<small>{one}</small>" for one in lines]
        shown = (f".{block.kind}",) if block.kind in ("bullet", "item", "caption") else ()
        return md.block(lines, block.anchor, *shown, *self.foreign(block))

    def mark(self, block: Block) -> str:
        """The mark of a block; that of a note leads back to where the text refers to it."""
        if not block.noted:
            return md.escape(block.mark)
        href = relative(self.page, page_of(block.noted), anchor_of(block.noted))
        return md.link(block.mark, href, self.reading.label(block.noted))

    def foreign(self, block: Block) -> tuple[str, ...]:
        """The language attribute of a block that is Chinese on an English page."""
        return ("lang=zh",) if block.lacking == "all" else ()

    def table(self, block: Block) -> str:
        rows = [[self.line(cell) for cell in row] for row in block.rows()]
        rows[0][0] += f" {{: #{block.anchor} }}"
        return md.table(rows)

    def line(self, sentence: Sentence) -> str:
        """A sentence as a line of Markdown, with its links and footnote references."""
        text = "".join(map(self.run, sentence.runs))
        if sentence.is_draft:
            text = f'<span class="draft">{text}</span>'
        return text + references(sentence)

    def run(self, run: Run) -> str:
        """A run with its link. Law: without its link and unescaped, it is the text of the run."""
        if run.term:
            href = relative(self.page, entry_page(run.term), run.term.anchor)
            return md.link(run.text, href, run.term.forms(other(self.locale))[0])
        if run.passage:
            href = relative(self.page, page_of(run.passage), anchor_of(run.passage))
            link = md.link(run.text, href, self.reading.label(run.passage))
            return f"<sup>{link}</sup>" if run.is_number else link
        return md.escape(run.text)


def references(sentence: Sentence) -> str:
    """The footnote references after a sentence or title."""
    return "".join(f"[^{note.label}]" for note in sentence.notes)


def footnotes(sentences: Iterable[Sentence], locale: Locale) -> list[str]:
    """The definitions of a page's footnotes, in the order of their sentences."""
    return [md.footnote(note.label, note.text, locale) for one in sentences for note in one.notes]
