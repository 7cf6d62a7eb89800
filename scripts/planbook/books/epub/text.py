"""Sets the pages of an e-book: title, imprint, and chapters, with every passage in the book's languages."""

from collections.abc import Iterator

from planbook.addresses import anchor_of, page_of
from planbook.books.downloads import within
from planbook.books.epub.model import (
    Book,
    Footnotes,
    element,
    lined,
    link,
    note_section,
    references,
)
from planbook.links.terms import Term
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.reading.concordance import initial, letter_anchor, sorting_name
from planbook.reading.heads import Head
from planbook.reading.model import JOINTS, Block, Run, Sentence
from planbook.structure.model import Division, Paragraph, Part, chapter_of
from planbook.words import BOTH, WORDS
from planbook.xml import text

TITLE = "title.xhtml"
MISSING = Bilingual(*(WORDS[one].plan.missing + WORDS[one].common.colon for one in LOCALES))


def file_of(book: Book, reference: str) -> str:
    """The file of the passage with this reference: `2.1.3.2` → ch2.xhtml. Articles share one.

    A part and its text, `0.4` and `0.4.0.1`, are in that of its first chapter.
    """
    chapter = chapter_of(reference)
    if chapter == "0":
        return TITLE
    if chapter.startswith("a"):
        return f"{chapter}.xhtml"
    return f"ch{1 if book.standing.has_articles else chapter}.xhtml"


def glossary_file(book: Book, term: Term) -> str:
    """The file with a term's entry; there is one for each initial."""
    return f"glossary-{letter_of(book, term)}.xhtml"


def letter_of(book: Book, term: Term) -> str:
    """The initial in a form that can be part of a file name and an anchor."""
    letter = letter_anchor(initial(sorting_name(book.linked, term, book.main))).removeprefix(
        "letter-"
    )
    return letter if letter.isascii() else "-".join(f"{ord(one):x}" for one in letter)


def chapter_page(book: Book, chapter: Division, part: Part | None, *more: Division) -> str:
    """A chapter in one file, or an article with those after it; `part` is the heading above, if any."""
    above = [part.title.reference, *(one.reference for one in part.paragraphs)] if part else []
    own = (chapter, *more)
    below = (place for one in own for division in one.walk() for place in places(division))
    notes = book.footnotes([*above, *below])
    sections = (division_section(book, one, 1, notes) for one in own)
    body = [*part_blocks(book, part, notes), *sections]
    title = book.said(book.words.epub.text, book.main) if more else book.title(chapter.reference)
    return book.page(title, *body, *note_section(book, notes))


def places(division: Division) -> Iterator[str]:
    """The references of its heading and of its own paragraphs."""
    yield division.reference
    yield from (one.reference for one in division.paragraphs)


def part_blocks(book: Book, part: Part | None, notes: Footnotes) -> Iterator[str]:
    if part:
        title = titles(book, part.title.reference, notes, "p")
        yield element("div", *title, class_="part", id=part.anchor)
        yield from (pair(book, one.reference, notes) for one in part.paragraphs)


def division_section(book: Book, division: Division, level: int, notes: Footnotes) -> str:
    """A chapter, section, or subsection with everything below it."""
    kinds = {"kind": "chapter", "role": "doc-chapter"} if level == 1 else {}
    if book.linked.edition.outline.is_article(division):
        kinds = {"class_": "article"}
    pieces = [
        element(f"h{level}", *titles(book, division.reference, notes, "span")),
        *gaps(book, division.reference),
        *(pair(book, one.reference, notes) for one in division.paragraphs),
        *(division_section(book, below, level + 1, notes) for below in division.children),
    ]
    return element("section", lined(*pieces), id=division.anchor, **kinds)


def titles(book: Book, reference: str, notes: Footnotes, name: str) -> Iterator[str]:
    """The heading's mark and title in each language."""
    for locale, title in book.titles(reference).items():
        block = book.readings[locale].blocks[reference]
        runs = block.sentences[0].runs
        marks = "".join(linked(book, one) for one in runs if one.is_mark)
        more = references(notes, locale, reference)
        yield element(name, text(title), marks, more, class_=locale, lang=book.tag(block.lang))


def pair(book: Book, reference: str, notes: Footnotes) -> str:
    """A paragraph: its number, its text in each language, and notices of gaps under it."""
    block = book.readings[book.main].blocks[reference]
    shown = element("p", number(book, block), class_="ref")
    versions = (version(book, one, locale, notes) for locale, one in book.versions(reference))
    inside = lined(shown, *filter(None, versions))
    whole = element("div", inside, class_=f"pair {block.kind}", id=block.anchor)
    return "\n".join((whole, *gaps(book, reference)))


def number(book: Book, block: Block) -> str:
    """The reference, linked to the paragraph on the web if the site's address is known."""
    shown = text(block.reference)
    if not book.site:
        return shown
    path = page_of(block.reference).removesuffix(".md")
    return link(shown, f"{book.site}{path}.html#{block.anchor}")


def version(book: Book, block: Block, locale: Locale, notes: Footnotes) -> str:
    """A paragraph in one language, or the notice that it is not translated yet.

    Beside the other language, what a page lacks as a whole is announced once.
    """
    tag = book.tag(locale)
    if block.lacking == "all" and book.is_bilingual:
        if not book.readings[locale].is_told(block):
            return ""
        return element("p", text(WORDS[locale].epub.untranslated), class_="en pending", lang=tag)
    units = [unit(book, one, locale, notes) for one in block.sentences]
    if block.kind == "table":
        return table(units, block, tag)
    if block.has_lead or block.kind == "heading":
        units[0] = element("strong", units[0])
    notices = book.readings[locale].notices(block)
    above = (element("p", text(one), class_="pending", lang=tag) for one in notices)
    inside = mark(book, block) + JOINTS[locale].join(units)
    if block.kind == "note":
        inside = element("small", inside)
    return "\n".join((*above, book.own("p", locale, inside)))


def mark(book: Book, block: Block) -> str:
    """The mark of a block; that of a note leads back to where the text refers to it."""
    if not block.noted:
        return text(block.mark)
    href = f"{file_of(book, block.noted)}#{anchor_of(block.noted)}"
    return link(text(block.mark), href, class_="passage")


def table(cells: list[str], block: Block, lang: str) -> str:
    """A table with its heads."""
    rows = [cells[at : at + block.columns] for at in range(0, len(cells), block.columns)]
    heads = (
        element("tr", *(head(cells[block.said_in(one)[0]], one) for one in line))
        for line in block.heads
    )
    others = (
        element("tr", *(side(cell) if cell else "<td/>" for cell in row[: block.sides]),
                *(element("td", cell) for cell in row[block.sides :]))
        for row in rows[len(block.heads) :]
    )  # fmt: skip
    return element("table", *heads, *others, lang=lang)


def side(cell: str) -> str:
    return element("th", cell, scope="row")


def head(cell: str, one: Head) -> str:
    spans = {name: value for name, value in one.spans.items() if value}
    return element("th", cell, scope=one.scope, **spans)


def unit(book: Book, sentence: Sentence, locale: Locale, notes: Footnotes) -> str:
    """A sentence with its links and footnote marks; Chinese where its English is missing."""
    if sentence.lang != locale:
        foreign = element("span", text(sentence.text), lang=book.tag(sentence.lang))
        return foreign + references(notes, locale, sentence.reference)
    markup = "".join(linked(book, run) for run in sentence.runs)
    if sentence.is_draft:
        markup = element("span", markup, class_="draft")
    return markup + references(notes, locale, sentence.reference)


def linked(book: Book, run: Run) -> str:
    """A run with its link: a term to the glossary, the name of a passage to that passage."""
    if run.term:
        href = f"{glossary_file(book, run.term)}#{run.term.anchor}"
        return link(text(run.text), href, class_="term", kind="glossref", role="doc-glossref")
    if run.passage:
        href = f"{file_of(book, run.passage)}#{anchor_of(run.passage)}"
        return link(text(run.raised), href, class_="passage")
    return text(run.text)


def gaps(book: Book, reference: str) -> Iterator[str]:
    """The notices of gaps in the source here, in each language."""
    versions = [one.gaps for _, one in book.versions(reference)]
    for notices in zip(*versions, strict=True):
        lines = (
            book.own(
                "p", one, element("strong", text(book.said(MISSING, one))), book.spoken(said, one)
            )
            for one, said in zip(book.readings, notices, strict=True)
        )
        yield element("aside", *lines, class_="missing", kind="notice", role="note")


# --- title and imprint


def title_page(book: Book) -> str:
    """The text before the first chapter; the plan's own title is the book's."""
    outline, own = book.linked.edition.outline, book.description.title
    notes = book.footnotes(one.reference for one in outline.front)
    pieces = [
        plan_title(book, one, notes) if one is outline.title else pair(book, one.reference, notes)
        for one in outline.front
    ]
    if not outline.title:
        pieces.insert(0, element("h1", book.every("span", own)))
    edition = element("div", book.every("p", book.edition), class_="edition")
    whole = element("section", lined(*pieces, edition), class_="title", kind="titlepage")
    return book.page(book.said(own, book.main), whole, *note_section(book, notes))


def plan_title(book: Book, paragraph: Paragraph, notes: Footnotes) -> str:
    """The plan's title in each language, without a mark."""
    spans = (
        element("span", text(one.text), references(notes, locale, one.reference), class_=locale,
                lang=book.tag(one.lang))
        for locale, block in book.versions(paragraph.reference)
        for one in block.sentences[:1]
        if locale in (one.lang, book.main)
    )  # fmt: skip
    return element("h1", *spans, id=paragraph.anchor)


def imprint_page(book: Book) -> str:
    """The nature of the book, its source, its official status, its version, and how to cite it."""
    description, standing = book.description, book.standing
    paired = (BOTH.epub.paired,) if book.is_bilingual else ()
    dashes = (BOTH.book.dashes,) if "zh" in book.readings else ()
    body = lined(
        element("h1", book.every("span", BOTH.epub.imprint)),
        book.every("p", book.summary),
        book.every("p", description.ended),
        *headed(book, "standing", standing.work("epub")),
        *headed(book, "source", description.provenance, description.issuer),
        *listed(book, "known", description.known),
        *listed(book, "unknown", description.unknown),
        *headed(book, "reading", *paired, book.words.epub.reading, BOTH.book.signs, *dashes),
        *headed(book, "version", description.release, citation(book)),
        *address(description.site_url),
        *headed(book, "license", standing.said.epub.license),
    )
    section = element("section", body, class_="imprint", kind="copyright-page")
    return book.page(book.said(BOTH.epub.imprint, book.main), section)


def headed(book: Book, head: str, *paragraphs: Bilingual) -> Iterator[str]:
    yield element("h2", book.every("span", BOTH.imprint[head]))
    for one in paragraphs:
        yield book.every("p", one)


def listed(book: Book, head: str, facts: tuple[Bilingual, ...]) -> Iterator[str]:
    """A list in each language, complete in itself."""
    if facts:
        yield element("h2", book.every("span", BOTH.imprint[head]))
        yield from (facts_of(book, facts, locale) for locale in book.readings)


def facts_of(book: Book, facts: tuple[Bilingual, ...], locale: Locale) -> str:
    items = (element("li", book.spoken(book.said(one, locale), locale)) for one in facts)
    return book.own("ul", locale, *items)


def citation(book: Book) -> Bilingual:
    """The form for quoting a paragraph. The issuer is unknown, so none is named."""
    edition, about = within(book.edition), book.description
    return BOTH.epub.citation.filled(title=about.title, edition=edition, version=about.version)


def address(site_url: str) -> Iterator[str]:
    if site_url:
        yield element("p", link(text(site_url), site_url))
