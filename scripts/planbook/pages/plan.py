"""Writes the pages of the plan: its contents, and a page per chapter and section, block by block."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planbook.addresses import PLAN, anchor_of, entry_page, level_of, page_of, relative
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.pages.markdown import to_passage
from planbook.reading.concordance import Related
from planbook.reading.model import Block, Reading, Run, Sentence
from planbook.structure.model import Division, Paragraph, Part


@dataclass(frozen=True, slots=True)
class Painter:
    """Writes blocks for one page."""

    reading: Reading
    page: str
    """Path of the page, to which links are relative."""

    @property
    def locale(self) -> Locale:
        return self.reading.locale

    @property
    def top(self) -> int:
        """The level of the page's own heading: the title of the plan, a chapter, or a section."""
        return 0 if self.page == PLAN else 1 if self.page.endswith("/index.md") else 2

    def heading(self, reference: str) -> str:
        """A heading with its notes, as far below that of the page as it is in the plan."""
        block = self.reading.blocks[reference]
        level = level_of(reference) - self.top + 1
        title, notes = self.reading.title(reference), references(block.sentences[0])
        marks, more = self.noted(block), self.foreign(block)
        return md.heading(level, title, block.anchor, *more, notes=notes, shown=marks)

    def noted(self, block: Block) -> str:
        """A heading with links at its marks of notes; empty if it has none."""
        runs = block.sentences[0].runs
        if not any(run.is_mark for run in runs):
            return ""
        shown = (self.run(run) if run.is_mark else md.escape(run.text) for run in runs)
        draft = self.reading.words.plan.draft if block.is_drafted else ""
        return md.escape(block.mark) + "".join(shown) + draft

    def paragraph(self, reference: str) -> Iterator[str]:
        """A notice if English is missing or a draft, the paragraph itself, and its gaps."""
        block = self.reading.blocks[reference]
        for notice in self.reading.notices(block):
            yield md.block([notice], ".pending")
        yield self.body(block)
        yield from self.gaps(reference)

    def gaps(self, reference: str) -> Iterator[str]:
        """The notices of gaps in the source here."""
        for notice in self.reading.blocks[reference].gaps:
            yield md.admonition("warning", self.reading.words.plan.missing, notice)

    def body(self, block: Block) -> str:
        if block.kind == "heading":
            return self.heading(block.reference)
        if block.kind == "table":
            return self.table(block)
        shown = self.cell if block.lacking == "some" else self.line
        lines = [shown(one) for one in block.sentences]
        if block.has_lead:
            lines[0] = md.bold(lines[0])
        lines[0] = self.mark(block) + lines[0]
        if block.kind == "note":
            lines = [f"<small>{one}</small>" for one in lines]
        kind = (f".{block.kind}",) if block.kind in ("bullet", "item", "caption") else ()
        return md.block(lines, *kind, *self.foreign(block), anchor=block.anchor)

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
        rows = [[self.cell(one) for one in row] for row in block.rows()]
        rows[0][0] += f" {{: #{block.anchor} }}"
        return md.table(rows)

    def cell(self, sentence: Sentence) -> str:
        """A sentence that names its language if that is not the page's."""
        return md.tagged(self.line(sentence), sentence.lang, self.locale)

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


# --- the pages


RelatedSections = Mapping[str, tuple[Related, ...]]


def plan_pages(reading: Reading, related: RelatedSections) -> Iterator[tuple[str, str]]:
    """Path and content of every page of the plan. `related` is by section."""
    yield PLAN, contents_page(reading)
    parts = {part.first_chapter: part for part in reading.outline.parts}
    for chapter in reading.outline.chapters:
        part = parts.get(chapter.reference)
        yield page_of(chapter.reference), chapter_page(reading, chapter, part)
        for section in chapter.children:
            close = related.get(section.reference, ())
            yield page_of(section.reference), section_page(reading, section, close)


def chapter_page(reading: Reading, chapter: Division, part: Part | None) -> str:
    page = page_of(chapter.reference)
    paint = Painter(reading, page)
    own = [*(part.paragraphs if part else ()), *chapter.paragraphs]
    blocks = []
    if part:
        above = reading.blocks[part.reference]
        title = paint.noted(above) or md.escape(reading.title(part.reference))
        blocks.append(md.block([md.bold(title)], ".part", anchor=above.anchor))
        blocks += paint.gaps(part.reference)
        blocks += [block for one in part.paragraphs for block in paint.paragraph(one.reference)]
    blocks += [paint.heading(chapter.reference), *paint.gaps(chapter.reference)]
    blocks += [block for one in chapter.paragraphs for block in paint.paragraph(one.reference)]
    entries = (entry(reading, section, page) for section in chapter.children)
    blocks += md.listed(reading.words.plan.sections, entries)
    blocks += md.listed(reading.words.plan.named, mentioned(reading, chapter, page))
    shown = sentences(reading, [chapter.reference, *(one.reference for one in own)])
    return md.page(metadata(reading, chapter, own), [*blocks, *footnotes(shown, reading.locale)])


def section_page(reading: Reading, section: Division, related: Iterable[Related]) -> str:
    page = page_of(section.reference)
    paint = Painter(reading, page)
    blocks: list[str] = []
    shown: list[str] = []
    for division in section.walk():
        shown += [division.reference, *(one.reference for one in division.paragraphs)]
        blocks.append(paint.heading(division.reference))
        blocks += paint.gaps(division.reference)
        blocks += [b for one in division.paragraphs for b in paint.paragraph(one.reference)]
    blocks += md.listed(reading.words.plan.related, related_sections(reading, related, page))
    blocks += md.listed(reading.words.plan.named, mentioned(reading, section, page))
    meta = metadata(reading, section, list(section.all_paragraphs()))
    return md.page(meta, [*blocks, *footnotes(sentences(reading, shown), reading.locale)])


def contents_page(reading: Reading) -> str:
    """The contents of the plan under its title, with everything before chapter 1."""
    paint, front = Painter(reading, PLAN), reading.outline.front
    title = reading.outline.title
    blocks: list[str] = []
    if title:
        first = reading.sentences[title.sentences[0].reference]
        noted = paint.noted(reading.blocks[title.reference])
        blocks.append(
            md.heading(1, first.words, title.anchor, notes=references(first), shown=noted)
        )
    others = [one for one in front if one is not title]
    blocks += [block for one in others for block in paint.paragraph(one.reference)]
    for part, chapters in reading.outline.groups():
        if part:
            blocks.append(contents_heading(reading, part.reference, chapters[0], 2))
        articles = [one for one in chapters if reading.outline.is_article(one)]
        if articles:
            blocks.append("\n".join(entry(reading, one, PLAN) for one in articles))
        for chapter in chapters[len(articles) :]:
            blocks.append(contents_heading(reading, chapter.reference, chapter, 3 if part else 2))
            if chapter.children:
                entries = (entry(reading, one, PLAN, depth) for one, depth in listed(chapter))
                blocks.append("\n".join(entries))
    ordered = [*((title,) if title else ()), *others]
    shown = sentences(reading, (one.reference for one in ordered))
    return md.titled(
        reading.words.plan.title, reading, [*blocks, *footnotes(shown, reading.locale)]
    )


def contents_heading(reading: Reading, reference: str, chapter: Division, level: int) -> str:
    """The heading of a part or chapter in the contents, with a link to the chapter's page."""
    href = relative(PLAN, page_of(chapter.reference))
    return f"{'#' * level} {md.link(reading.title(reference), href)}"


def listed(chapter: Division) -> Iterator[tuple[Division, int]]:
    for section in chapter.children:
        yield section, 0
        for subsection in section.children:
            yield subsection, 1


def entry(reading: Reading, division: Division, page: str, depth: int = 0) -> str:
    """A list entry that links to a chapter, section, or subsection."""
    anchor = anchor_of(division.reference) if division.level == "subsection" else ""
    href = relative(page, page_of(division.reference), anchor)
    link = md.link(reading.title(division.reference), href)
    return f"{'    ' * depth}- {link}{beginning(reading, division)}"


def beginning(reading: Reading, division: Division) -> str:
    """The first sentence of an article, after its bare number."""
    if not (first := reading.beginning(division)):
        return ""
    draft = reading.words.plan.draft if first.is_draft else ""
    return " " + md.tagged(md.escape(first.words) + draft, first.lang, reading.locale)


def sentences(reading: Reading, blocks: Iterable[str]) -> Iterator[Sentence]:
    return (sentence for one in blocks for sentence in reading.blocks[one].sentences)


def metadata(reading: Reading, division: Division, own: list[Paragraph]) -> dict[str, object]:
    """The front matter of a page: title, reference, source lines, printed pages."""
    references = {paragraph.reference for paragraph in own}
    marks = [m.number for m in reading.outline.page_marks if m.reference in references]
    title = reading.title(division.reference)
    last = max([division.line, *(paragraph.line for paragraph in own)])
    meta: dict[str, object] = {
        "title": title,
        "description": reading.described(title),
        "reference": division.reference,
        "source_lines": f"{division.line}-{last}",
    }
    return meta | ({"page_marks": marks} if marks else {})


def related_sections(reading: Reading, related: Iterable[Related], page: str) -> Iterator[str]:
    """Related sections, each with the terms that it shares with this one."""
    words = reading.words
    terms = {one.id: one for one in reading.linked.terms}
    for one in related:
        shared = (terms[term] for term in one.terms)
        names = words.common.comma.join(
            md.link(term.forms(reading.locale)[0], relative(page, entry_page(term), term.anchor))
            for term in shared
        )
        link = md.link(reading.label(one.reference), relative(page, page_of(one.reference)))
        yield f"- {link}{words.plan.shared.format(names)}"


def mentioned(reading: Reading, division: Division, page: str) -> Iterator[str]:
    """The passages that name this division, or one on its page, with the words that they use."""
    below = () if division.level == "chapter" else division.walk()
    own = {division.reference, *(one.reference for one in below)}
    common = reading.words.common
    for sentence in reading.naming:
        if named := [run.text for run in sentence.runs if run.passage in own]:
            link = to_passage(sentence.reference.rsplit(".", 1)[0], page)
            yield f"- {link}{common.colon}{md.escape(common.comma.join(named))}"
