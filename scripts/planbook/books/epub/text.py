"""The plan as pages of an e-book: every passage in Chinese, then in English, with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planbook.addresses import anchor_of, page_of
from planbook.books.epub.xhtml import TAGS, element, link, page, spoken
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.pages.glossary import initial, letter_anchor, sorting_name
from planbook.pages.plan import Writer
from planbook.pages.wording import WORDING
from planbook.structure.model import Division, Paragraph, Part, Sentence
from planbook.structure.parse import Missing
from planbook.xml import text

TITLE = "title.xhtml"
JOINTS: dict[Locale, str] = {"zh": "", "en": " "}
UNTRANSLATED = "Not yet in English."
MISSING = Bilingual(zh=WORDING["zh"].missing, en=WORDING["en"].missing)
NOTES = "注释 Notes"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of a page."""

    label: str
    """Unique in the book."""
    number: int
    """Counted through the page."""
    locale: Locale
    text: str


Notes = Mapping[tuple[Locale, str], tuple[Note, ...]]
"""The footnotes of a page by language and sentence."""

Block = Sentence | Paragraph
"""What footnotes belong to: a title or a paragraph."""


@dataclass(frozen=True, slots=True)
class Book:
    """What all pages of the book are made of."""

    linked: LinkedEdition
    writers: Mapping[Locale, Writer]
    gaps: Mapping[str, tuple[Missing, ...]]
    site_url: str
    """Where the paragraphs stand on the web; empty if that is unknown."""

    @classmethod
    def of(
        cls, linked: LinkedEdition, gaps: Mapping[str, tuple[Missing, ...]], site_url: str
    ) -> Book:
        return cls(linked, {one: Writer(linked, gaps, one) for one in LOCALES}, gaps, site_url)

    def spoken(self, sentence: Sentence, locale: Locale) -> str:
        """The bare text of a sentence; empty where there is no English."""
        return sentence.text if locale == "zh" else self.writers["en"].english(sentence)

    def title(self, block: Division | Part, locale: Locale) -> str:
        """Mark and title of a heading; empty where there is no English."""
        return self.writers[locale].title(block) if self.spoken(block.title, locale) else ""

    def footnotes(self, sentences: Iterator[tuple[Locale, Sentence]]) -> Notes:
        """The footnotes of the sentences, numbered in their order."""
        found: dict[tuple[Locale, str], tuple[Note, ...]] = {}
        number = 0
        for locale, sentence in sentences:
            own = []
            for label, note in self.writers[locale].notes(sentence):
                if locale == "zh" or self.spoken(sentence, "en"):
                    number += 1
                    own.append(Note(f"{locale}-{label}", number, locale, note))
            found[locale, sentence.reference] = tuple(own)
        return found


def file_of(reference: str) -> str:
    """The file of the passage with this reference: `2.1.3.2` → ch2.xhtml."""
    chapter = reference.split(".", maxsplit=1)[0]
    if chapter == "0":
        return TITLE
    return f"{chapter if chapter.startswith('a') else f'ch{chapter}'}.xhtml"


def glossary_file(book: Book, term: Term) -> str:
    """The file with a term's entry; there is one for each initial of the pinyin."""
    return f"glossary-{letter_of(book, term)}.xhtml"


def letter_of(book: Book, term: Term) -> str:
    """The initial as it can stand in the name of a file, and in that of an anchor."""
    letter = letter_anchor(initial(sorting_name(book.linked, term, "zh"))).removeprefix("letter-")
    return letter if letter.isascii() else "-".join(f"{ord(one):x}" for one in letter)


def chapter_page(book: Book, chapter: Division, part: Part | None) -> str:
    """A chapter in one file: `part` is the heading that stands above it, if any."""
    above: tuple[Block, ...] = (part.title, *part.paragraphs) if part else ()
    blocks = (*above, *(one for division in chapter.walk() for one in own_blocks(division)))
    notes = book.footnotes(in_reading_order(blocks))
    body = [*part_blocks(book, part, notes), division_section(book, chapter, 1, notes)]
    return page(chapter.mark + chapter.title.text, *body, *note_section(notes))


def own_blocks(division: Division) -> Iterator[Block]:
    yield division.title
    yield from division.paragraphs


def in_reading_order(
    blocks: tuple[Block, ...],
) -> Iterator[tuple[Locale, Sentence]]:
    """Each block's sentences in Chinese, then in English: so they stand in the book."""
    for block in blocks:
        sentences = (block,) if isinstance(block, Sentence) else block.sentences
        for locale in LOCALES:
            for one in sentences:
                yield locale, one


def part_blocks(book: Book, part: Part | None, notes: Notes) -> Iterator[str]:
    if part:
        yield element("div", *titles(book, part, notes, "p"), class_="part")
        yield from (pair(book, one, notes) for one in part.paragraphs)


def division_section(book: Book, division: Division, level: int, notes: Notes) -> str:
    """A chapter, section or subsection with all that is below it."""
    kinds = {"kind": "chapter", "role": "doc-chapter"} if level == 1 else {}
    pieces = [
        element(f"h{level}", *titles(book, division, notes, "span")),
        *notices(book, division.reference),
        *(pair(book, one, notes) for one in division.paragraphs),
        *(division_section(book, below, level + 1, notes) for below in division.children),
    ]
    inside = "\n".join(("", *pieces, ""))
    return element("section", inside, id=division.anchor, **kinds)


def titles(book: Book, block: Division | Part, notes: Notes, name: str) -> Iterator[str]:
    """The heading's mark and title in both languages."""
    for locale in LOCALES:
        if title := book.title(block, locale):
            marks = references(notes, locale, block.title)
            yield element(name, text(title), marks, class_=locale, lang=TAGS[locale])


def titles_of(book: Book, sentence: Sentence, notes: Notes) -> Iterator[str]:
    """A title without a mark in both languages."""
    for locale in LOCALES:
        if title := book.spoken(sentence, locale):
            marks = references(notes, locale, sentence)
            yield element("span", text(title), marks, class_=locale, lang=TAGS[locale])


def pair(book: Book, paragraph: Paragraph, notes: Notes) -> str:
    """A paragraph: its number, its Chinese, its English, and what is missing under it."""
    reference = element("p", number(book, paragraph), class_="ref")
    versions = (version(book, paragraph, locale, notes) for locale in LOCALES)
    pieces = ("", reference, *versions, "")
    shown = element("div", "\n".join(pieces), class_=f"pair {paragraph.kind}", id=paragraph.anchor)
    return "\n".join((shown, *notices(book, paragraph.reference)))


def number(book: Book, paragraph: Paragraph) -> str:
    """The reference, linked to the paragraph on the web if that has an address."""
    shown = text(paragraph.reference)
    if not book.site_url:
        return shown
    path = page_of(paragraph.reference).removesuffix(".md")
    return link(shown, f"{book.site_url.rstrip('/')}/{path}.html#{paragraph.anchor}")


def version(book: Book, paragraph: Paragraph, locale: Locale, notes: Notes) -> str:
    """A paragraph in one language, or the notice that it is not there yet."""
    sentences, tag = paragraph.sentences, TAGS[locale]
    if not any(book.spoken(one, locale) for one in sentences):
        return element("p", text(UNTRANSLATED), class_="en pending", lang=tag)
    units = [unit(book, one, locale, notes) for one in sentences]
    if paragraph.kind == "table":
        return table(units, paragraph.columns, tag)
    if paragraph.has_lead or paragraph.kind in ("caption", "heading"):
        units[0] = element("strong", units[0])
    mark = text(book.writers[locale].mark(paragraph.mark))
    return element("p", mark, JOINTS[locale].join(units), class_=locale, lang=tag)


def table(cells: list[str], columns: int, lang: str) -> str:
    """A table whose first row is its head."""
    rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    written = (
        element("tr", *(element("td" if index else "th", cell) for cell in row))
        for index, row in enumerate(rows)
    )
    return element("table", *written, lang=lang)


def unit(book: Book, sentence: Sentence, locale: Locale, notes: Notes) -> str:
    """A sentence with its links and footnote marks; Chinese where its English is missing."""
    bare = book.spoken(sentence, locale)
    if not bare:
        return element("span", text(sentence.text), lang=TAGS["zh"])
    markup = "".join(linked_pieces(book, sentence, bare, locale))
    if book.writers[locale].is_draft(sentence):
        markup = element("span", markup, class_="draft")
    return markup + references(notes, locale, sentence)


def linked_pieces(book: Book, sentence: Sentence, bare: str, locale: Locale) -> Iterator[str]:
    """The text cut at its links: terms to the glossary, names of passages to these."""
    at = 0
    for start, end, href, name in sorted(links(book, sentence, locale)):
        kinds = {"kind": "glossref", "role": "doc-glossref"} if name == "term" else {}
        yield text(bare[at:start])
        yield link(text(bare[start:end]), href, class_=name, **kinds)
        at = end
    yield text(bare[at:])


def links(book: Book, sentence: Sentence, locale: Locale) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, target and class of each link; none overlaps another."""
    for one in book.linked.links[locale].get(sentence.reference, ()):
        href = f"{glossary_file(book, one.term)}#{one.term.anchor}"
        yield one.start, one.end, href, "term"
    for named in book.linked.mentions[locale].get(sentence.reference, ()):
        href = f"{file_of(named.target)}#{anchor_of(named.target)}"
        yield named.start, named.end, href, "passage"


def references(notes: Notes, locale: Locale, sentence: Sentence) -> str:
    """The footnote marks behind a sentence or title: 2,3 and not 23. Readers open the notes."""
    marks = (
        link(
            str(one.number),
            f"#n-{one.label}",
            id=f"r-{one.label}",
            class_="noteref",
            kind="noteref",
            role="doc-noteref",
        )
        for one in notes.get((locale, sentence.reference), ())
    )
    return element("sup", ",").join(element("sup", mark) for mark in marks)


def notices(book: Book, reference: str) -> Iterator[str]:
    """What the source lacks at this place, said in both languages."""
    for one in book.gaps.get(reference, ()):
        lines = (
            element(
                "p",
                element("strong", text(MISSING.of(locale) + WORDING[locale].colon)),
                spoken(one.notice.of(locale), locale),
                class_=locale,
                lang=TAGS[locale],
            )
            for locale in LOCALES
        )
        yield element("aside", *lines, class_="missing", kind="notice", role="note")


def note_section(notes: Notes) -> Iterator[str]:
    """All footnotes at the end of their page, for readers that show no boxes."""
    found = [one for several in notes.values() for one in several]
    if not found:
        return
    # No heading: Apple Books hides the notes here and shows them in boxes only.
    inside = "\n".join(("", *map(footnote, found), ""))
    yield element("section", inside, class_="notes", kind="footnotes", aria_label=NOTES)


def footnote(note: Note) -> str:
    back = link(str(note.number), f"#r-{note.label}", class_="back", role="doc-backlink")
    body = element("p", back, " ", spoken(note.text, note.locale))
    return element(
        "aside",
        body,
        id=f"n-{note.label}",
        class_="note",
        kind="footnote",
        role="doc-footnote",
        lang=TAGS[note.locale],
    )
