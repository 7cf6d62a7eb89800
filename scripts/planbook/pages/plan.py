"""Writes the pages of the plan itself: its contents, and one page per chapter and section."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from planbook.addresses import PLAN, anchor_of, entry_page, page_of, relative
from planbook.pages import markdown as md
from planbook.pages.blocks import Painter, footnotes, references
from planbook.pages.cite import to_passage
from planbook.reading.model import Sentence
from planbook.reading.read import Reading
from planbook.reading.related import Related
from planbook.structure.model import Division, Paragraph, Part
from planbook.words import WORDS

RelatedSections = Mapping[str, tuple[Related, ...]]
Describe = Callable[[str], str]
"""Makes the description of a page from its title."""


def plan_pages(
    reading: Reading, related: RelatedSections, describe: Describe
) -> Iterator[tuple[str, str]]:
    """Path and content of every page of the plan. `related` is by section."""
    yield PLAN, contents_page(reading, describe)
    parts = {part.first_chapter: part for part in reading.outline.parts}
    for chapter in reading.outline.chapters:
        part = parts.get(chapter.reference)
        yield page_of(chapter.reference), chapter_page(reading, chapter, part, describe)
        for section in chapter.children:
            page = section_page(reading, section, related.get(section.reference, ()), describe)
            yield page_of(section.reference), page


def chapter_page(reading: Reading, chapter: Division, part: Part | None, describe: Describe) -> str:
    page = page_of(chapter.reference)
    paint = Painter(reading, page)
    own = [*(part.paragraphs if part else ()), *chapter.paragraphs]
    blocks = []
    if part:
        above = reading.blocks[part.reference]
        title = paint.noted(above) or md.escape(reading.title(part.reference))
        blocks.append(md.block([md.bold(title)], above.anchor, ".part"))
        blocks += paint.gaps(part.reference)
        blocks += [block for one in part.paragraphs for block in paint.paragraph(one.reference)]
    blocks += [paint.heading(chapter.reference, 1), *paint.gaps(chapter.reference)]
    blocks += [block for one in chapter.paragraphs for block in paint.paragraph(one.reference)]
    if chapter.children:
        blocks.append(md.block([WORDS[reading.locale].plan.sections], "", ".list-title"))
        blocks.append("\n".join(entry(reading, section, page) for section in chapter.children))
    blocks += mentioned(reading, chapter, page)
    shown = sentences(reading, [chapter.reference, *(one.reference for one in own)])
    return md.page(
        metadata(reading, chapter, own, describe), [*blocks, *footnotes(shown, reading.locale)]
    )


def section_page(
    reading: Reading, section: Division, related: Iterable[Related], describe: Describe
) -> str:
    page = page_of(section.reference)
    paint = Painter(reading, page)
    blocks: list[str] = []
    shown: list[str] = []
    for division in section.walk():
        shown += [division.reference, *(one.reference for one in division.paragraphs)]
        blocks.append(paint.heading(division.reference, 1 if division is section else 2))
        blocks += paint.gaps(division.reference)
        blocks += [b for one in division.paragraphs for b in paint.paragraph(one.reference)]
    blocks += [*related_sections(reading, related, page), *mentioned(reading, section, page)]
    meta = metadata(reading, section, list(section.all_paragraphs()), describe)
    return md.page(meta, [*blocks, *footnotes(sentences(reading, shown), reading.locale)])


def contents_page(reading: Reading, describe: Describe) -> str:
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
        for chapter in chapters:
            blocks.append(contents_heading(reading, chapter.reference, chapter, 3 if part else 2))
            if chapter.children:
                entries = (entry(reading, one, PLAN, depth) for one, depth in listed(chapter))
                blocks.append("\n".join(entries))
    words = WORDS[reading.locale]
    meta = {"title": words.plan.title, "description": describe(words.plan.title)}
    ordered = [*((title,) if title else ()), *others]
    shown = sentences(reading, (one.reference for one in ordered))
    return md.page(meta, [*blocks, *footnotes(shown, reading.locale)])


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
    return f"{'    ' * depth}- {md.link(reading.title(division.reference), href)}"


def sentences(reading: Reading, blocks: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of the blocks with these references."""
    return (sentence for one in blocks for sentence in reading.blocks[one].sentences)


def metadata(
    reading: Reading, division: Division, own: list[Paragraph], describe: Describe
) -> dict[str, object]:
    """The front matter of a page: title, reference, source lines, printed pages."""
    references = {paragraph.reference for paragraph in own}
    marks = [m.number for m in reading.outline.page_marks if m.reference in references]
    title = reading.title(division.reference)
    last = max([division.line, *(paragraph.line for paragraph in own)])
    meta: dict[str, object] = {
        "title": title,
        "description": describe(title),
        "reference": division.reference,
        "source_lines": f"{division.line}-{last}",
    }
    return meta | ({"page_marks": marks} if marks else {})


def related_sections(reading: Reading, related: Iterable[Related], page: str) -> Iterator[str]:
    """Related sections, each with the terms that it shares with this one."""
    words = WORDS[reading.locale]
    terms = {one.id: one for one in reading.linked.terms}
    entries = []
    for one in related:
        shared = (terms[term] for term in one.terms)
        names = words.common.comma.join(
            md.link(term.forms(reading.locale)[0], relative(page, entry_page(term), term.anchor))
            for term in shared
        )
        link = md.link(reading.label(one.reference), relative(page, page_of(one.reference)))
        entries.append(f"- {link}{words.plan.shared.format(names)}")
    if entries:
        yield md.block([words.plan.related], "", ".list-title")
        yield "\n".join(entries)


def mentioned(reading: Reading, division: Division, page: str) -> Iterator[str]:
    """The passages that name this division, or one on its page, with the words that they use."""
    below = () if division.level == "chapter" else division.walk()
    own = {division.reference, *(one.reference for one in below)}
    words, entries = WORDS[reading.locale], []
    for sentence in reading.naming:
        if named := [run.text for run in sentence.runs if run.passage in own]:
            link = to_passage(sentence.reference.rsplit(".", 1)[0], page)
            entries.append(
                f"- {link}{words.common.colon}{md.escape(words.common.comma.join(named))}"
            )
    if entries:
        yield md.block([words.plan.named], "", ".list-title")
        yield "\n".join(entries)
