"""The pages of the plan itself: one a chapter, one a section, and the contents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planbook.addresses import PLAN, anchor_of, entry_page, page_of, relative
from planbook.links.annotate import Anchor, annotate
from planbook.links.resolve import LinkedEdition
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.pages.foot import mentioned, related_sections
from planbook.pages.wording import ENGLISH_MARKS, WORDING
from planbook.reading.related import Related
from planbook.structure.model import Division, Outline, Paragraph, Part, Sentence, is_unit
from planbook.structure.parse import Missing
from planbook.text.grammar import mark_of


@dataclass(frozen=True)
class Writer:
    """Writes the parts of the plan in one language."""

    linked: LinkedEdition
    gaps: Mapping[str, tuple[Missing, ...]]
    """What is missing from the source, by the reference under which the notice stands."""
    locale: Locale
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    """By section, the sections that have to do with it."""

    @property
    def outline(self) -> Outline:
        return self.linked.edition.outline

    @cached_property
    def divisions(self) -> Mapping[str, Division]:
        """The chapters, sections and subsections by reference."""
        return {one.reference: one for one in self.outline.divisions()}

    @cached_property
    def naming(self) -> tuple[Sentence, ...]:
        """The sentences that name a passage of the plan, in the order of the text."""
        named = self.linked.mentions[self.locale]
        return tuple(one for one in self.outline.sentences() if named.get(one.reference))

    def text(self, sentence: Sentence) -> str:
        """The sentence in the page's language, or in Chinese where there is no English."""
        return self.english(sentence) or sentence.text

    def english(self, sentence: Sentence) -> str:
        """The English that may be shown; on Chinese pages always empty."""
        return self.linked.edition.memory.shown(sentence.text) if self.locale == "en" else ""

    def is_draft(self, sentence: Sentence) -> bool:
        """True if the page shows English that nobody has read yet, which must be marked."""
        return self.locale == "en" and self.linked.edition.memory.is_draft(sentence.text)

    def mark(self, mark: str) -> str:
        """The mark of a heading, item or bullet as the language writes it."""
        if self.locale == "zh" or not mark:
            return mark
        found = mark_of(mark)
        return ENGLISH_MARKS[found.family.name].format(found.number) if found else "— "

    def title(self, block: Division | Part) -> str:
        """Mark and title of a heading as bare text."""
        draft = WORDING[self.locale].draft if self.is_draft(block.title) else ""
        return self.mark(block.mark) + self.text(block.title) + draft

    def heading(self, division: Division, level: int) -> str:
        marks = self.foreign(division.title)
        notes = self.references(division.title)
        return md.heading(level, self.title(division), division.anchor, *marks, notes=notes)

    def foreign(self, *sentences: Sentence) -> tuple[str, ...]:
        """The language attribute of a block that stands in Chinese on an English page."""
        in_chinese = self.locale == "en" and not any(self.english(one) for one in sentences)
        return ("lang=zh",) if in_chinese else ()

    def line(self, sentence: Sentence, page: str) -> str:
        """One unit as a line of Markdown, with its links and footnote references."""
        in_chinese = self.locale == "en" and not self.english(sentence)
        anchors = () if in_chinese else self.anchors(sentence.reference, page)
        text = annotate(self.text(sentence), anchors)
        return self.marked(text, sentence) + self.references(sentence)

    def anchors(self, sentence: str, page: str) -> Iterator[Anchor]:
        """The links of a sentence: to entries of the glossary, and to passages that it names."""
        for one in self.linked.links[self.locale].get(sentence, ()):
            href = relative(page, entry_page(one.term), one.term.anchor)
            yield Anchor(one.start, one.end, href, one.term.forms(other(self.locale))[0])
        for named in self.linked.mentions[self.locale].get(sentence, ()):
            href = relative(page, page_of(named.target), anchor_of(named.target))
            yield Anchor(named.start, named.end, href, self.label(named.target))

    def label(self, reference: str) -> str:
        """Number and title of a division; of a paragraph its number."""
        division = self.divisions.get(reference)
        return f"{reference} {self.text(division.title)}" if division else reference

    def marked(self, markdown: str, sentence: Sentence) -> str:
        """A machine draft with its mark; everything else as it is."""
        return f'<span class="draft">{markdown}</span>' if self.is_draft(sentence) else markdown

    def references(self, sentence: Sentence) -> str:
        """The footnote references behind a sentence or title."""
        return "".join(f"[^{label}]" for label, _ in self.notes(sentence))

    def notes(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        """Label and text of each footnote of the sentence."""
        place = sentence.reference.replace(".", "-")
        words = WORDING[self.locale]
        for number, note in enumerate(self.linked.notes.get(sentence.reference, ()), 1):
            yield f"e-{place}-{number}", f"{words.editor}{words.colon}{note.of(self.locale)}"
        translators = self.linked.edition.memory.note(sentence.text)
        if translators and self.locale == "en":
            yield f"t-{place}", f"{words.translator}{words.colon}{translators}"

    def paragraph(self, paragraph: Paragraph, page: str) -> Iterator[str]:
        """The blocks of a paragraph: a notice where English is missing or a draft, itself, its gaps."""
        lacking = [
            one
            for one in filter(is_unit, paragraph.sentences)
            if self.locale == "en" and not self.english(one)
        ]
        words = WORDING[self.locale]
        if lacking:
            whole = len(lacking) == len(paragraph.sentences)
            yield md.block(
                [words.untranslated if whole else words.partly_translated], "", ".pending"
            )
        if any(map(self.is_draft, paragraph.sentences)):
            yield md.block([words.drafted], "", ".pending")
        yield self.body(paragraph, page)
        yield from self.notices(paragraph.reference)

    def notices(self, reference: str) -> Iterator[str]:
        """The notices of what the source lacks at this place."""
        for one in self.gaps.get(reference, ()):
            notice = one.notice.of(self.locale)
            yield md.admonition("warning", WORDING[self.locale].missing, notice)

    def body(self, paragraph: Paragraph, page: str) -> str:
        if paragraph.kind == "heading":
            title = self.mark(paragraph.mark) + self.text(paragraph.sentences[0])
            return md.heading(4, title, paragraph.anchor)
        if paragraph.kind == "table":
            return self.table(paragraph, page)
        lines = [self.line(one, page) for one in paragraph.sentences]
        lacking = self.foreign(*paragraph.sentences)
        if self.locale == "en" and not lacking:
            lines = [
                text if self.english(one) else f'<span lang="zh">{text}</span>'
                for text, one in zip(lines, paragraph.sentences, strict=True)
            ]
        if paragraph.has_lead or paragraph.kind == "caption":
            lines[0] = md.bold(lines[0])
        lines[0] = md.escape(self.mark(paragraph.mark)) + lines[0]
        shown = (f".{paragraph.kind}",) if paragraph.kind in ("bullet", "item", "caption") else ()
        return md.block(lines, paragraph.anchor, *shown, *lacking)

    def table(self, paragraph: Paragraph, page: str) -> str:
        cells = [self.line(one, page) for one in paragraph.sentences]
        cells[0] += f" {{: #{paragraph.anchor} }}"
        width = paragraph.columns
        return md.table(cells[at : at + width] for at in range(0, len(cells), width))

    def footnotes(self, sentences: Iterable[Sentence]) -> list[str]:
        """The definitions of all footnotes of a page, in the order of their sentences."""
        found = (note for one in sentences for note in self.notes(one))
        return [md.footnote(label, text) for label, text in found]


def plan_pages(writer: Writer, describe: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Path and content of every page of the plan. `describe` makes a page's description."""
    yield PLAN, contents_page(writer, describe)
    parts = {part.first_chapter: part for part in writer.outline.parts}
    for chapter in writer.outline.chapters:
        page = page_of(chapter.reference)
        part = parts.get(chapter.reference)
        yield page, chapter_page(writer, chapter, part, describe)
        for section in chapter.children:
            yield page_of(section.reference), section_page(writer, section, describe)


def chapter_page(
    writer: Writer, chapter: Division, part: Part | None, describe: Callable[[str], str]
) -> str:
    page = page_of(chapter.reference)
    own = [*(part.paragraphs if part else ()), *chapter.paragraphs]
    blocks = []
    if part:
        blocks.append(md.block([md.bold(md.escape(writer.title(part)))], "", ".part"))
        blocks += [b for p in part.paragraphs for b in writer.paragraph(p, page)]
    blocks += [writer.heading(chapter, 1), *writer.notices(chapter.reference)]
    blocks += [block for one in chapter.paragraphs for block in writer.paragraph(one, page)]
    if chapter.children:
        entries = (entry(writer, section, page) for section in chapter.children)
        blocks += [
            md.block([WORDING[writer.locale].sections], "", ".list-title"),
            "\n".join(entries),
        ]
    blocks += mentioned(writer, chapter, page)
    meta = metadata(writer, chapter, own, describe)
    sentences = [chapter.title, *(one for p in own for one in p.sentences)]
    return md.page(meta, [*blocks, *writer.footnotes(sentences)])


def section_page(writer: Writer, section: Division, describe: Callable[[str], str]) -> str:
    page = page_of(section.reference)
    blocks: list[str] = []
    sentences: list[Sentence] = []
    for division in section.walk():
        sentences += [division.title, *(one for p in division.paragraphs for one in p.sentences)]
        blocks.append(writer.heading(division, 1 if division is section else 2))
        blocks += writer.notices(division.reference)
        blocks += [block for one in division.paragraphs for block in writer.paragraph(one, page)]
    blocks += [*related_sections(writer, section, page), *mentioned(writer, section, page)]
    own = list(section.all_paragraphs())
    meta = metadata(writer, section, own, describe)
    return md.page(meta, [*blocks, *writer.footnotes(sentences)])


def contents_page(writer: Writer, describe: Callable[[str], str]) -> str:
    """The contents of the whole plan, under its title; what stands before chapter 1 stands here."""
    front = list(writer.outline.front)
    titles = [one for one in front if one.kind == "front"]
    title = titles[-1] if titles else None
    blocks: list[str] = []
    for one in front:
        if one is title:
            text, notes = writer.text(one.sentences[0]), writer.references(one.sentences[0])
            blocks.insert(0, md.heading(1, text, one.anchor, notes=notes))
        else:
            blocks += writer.paragraph(one, PLAN)
    for chapter in writer.outline.chapters:
        entries = "\n".join(entry(writer, one, PLAN, depth) for one, depth in listed(chapter))
        link = md.link(writer.title(chapter), relative(PLAN, page_of(chapter.reference)))
        blocks.append(f"## {link}")
        blocks += [entries] if entries else []
    words = WORDING[writer.locale]
    meta = {"title": words.full_text, "description": describe(words.full_text)}
    ordered = sorted(front, key=lambda one: one is not title)
    sentences = [one for paragraph in ordered for one in paragraph.sentences]
    return md.page(meta, [*blocks, *writer.footnotes(sentences)])


def listed(chapter: Division) -> Iterator[tuple[Division, int]]:
    for section in chapter.children:
        yield section, 0
        for subsection in section.children:
            yield subsection, 1


def entry(writer: Writer, division: Division, page: str, depth: int = 0) -> str:
    """A list entry that links to a chapter, section or subsection."""
    anchor = anchor_of(division.reference) if division.level == "subsection" else ""
    href = relative(page, page_of(division.reference), anchor)
    return f"{'    ' * depth}- {md.link(writer.title(division), href)}"


def metadata(
    writer: Writer, division: Division, own: list[Paragraph], describe: Callable[[str], str]
) -> dict[str, object]:
    """The front matter of a page: title, reference, its lines of the source, printed pages."""
    references = {paragraph.reference for paragraph in own}
    marks = [m.number for m in writer.outline.page_marks if m.reference in references]
    title = writer.title(division)
    last = max([division.line, *(paragraph.line for paragraph in own)])
    meta: dict[str, object] = {
        "title": title,
        "description": describe(title),
        "reference": division.reference,
        "source_lines": f"{division.line}-{last}",
    }
    return meta | ({"page_marks": marks} if marks else {})
