"""The first pages of the e-book: cover, title, and what edition this is."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.books.epub.text import Book, Footnotes, note_section, pair, references
from planbook.books.epub.xhtml import TAGS, both, element, link, page, spoken
from planbook.books.release import Release
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.sources import Description
from planbook.structure.model import Paragraph
from planbook.xml import text

COVER = Bilingual(zh="封面", en="Cover")
TITLE = Bilingual(zh="书名页", en="Title page")
IMPRINT = Bilingual(zh="版本说明", en="About this edition")
KIND = Bilingual(zh="中英对照 · 非官方电子书", en="Chinese and English · unofficial e-book")
STANDING = Bilingual(
    zh="规划为官方文件；本书不是官方出版物，权威文本以发布机关公布者为准。英文为机器辅助翻译，经规则校验"
    "和第二遍审读，非官方译本；如有歧义，以中文为准。",
    en="The plan is an official document; this book is no official publication. The English is a"
    " machine-assisted translation, checked by rule and reviewed in a second pass; it is"
    " unofficial, and the Chinese text prevails.",
)
READING = Bilingual(
    zh="每段先中文、后英文，段首小字为段落编号（章、节、目、段），与网站一致。点按数字可看注释，"
    "点按加点线的词可看术语表。",
    en="Each paragraph stands in Chinese, then in English, under its number (chapter, section,"
    " subsection, paragraph), the same as on the site. Tap a small figure for a note, a word with a"
    " dotted line for the glossary.",
)
LICENCE = Bilingual(
    zh="规划文本为官方文件；译文与注释以CC BY 4.0许可发布。",
    en="The plan is an official document; translation and notes are under CC BY 4.0.",
)
HEADS = {
    "source": Bilingual(zh="来源", en="Source"),
    "standing": Bilingual(zh="效力", en="How official it is"),
    "known": Bilingual(zh="已知", en="Known"),
    "unknown": Bilingual(zh="不详", en="Unknown"),
    "reading": Bilingual(zh="阅读提示", en="How to read it"),
    "version": Bilingual(zh="版本与引用", en="Version and citation"),
    "licence": Bilingual(zh="许可", en="License"),
}


def alternative(description: Description) -> Bilingual:
    """What the cover says, for those who do not see it."""
    zh, en = description.title.zh, description.title.en
    return Bilingual(zh=f"封面：{zh}。{KIND.zh}。", en=f"Cover: {en}. {KIND.en}.")


def summary(description: Description) -> Bilingual:
    """What the book is, in a sentence."""
    zh, en = description.title.zh, description.title.en
    return Bilingual(
        zh=f"《{zh}》全文，逐段中英对照，附注释与术语表。",
        en=f"The full text of the {en}, in Chinese and English paragraph by paragraph, with notes"
        " and a glossary.",
    )


def cover_page(description: Description, picture: str) -> str:
    said = alternative(description)
    shown = element("img", src=picture, alt=f"{said.zh} {said.en}", role="doc-cover")
    return page(COVER.zh, element("section", shown, class_="cover", kind="cover"))


def title_page(book: Book, description: Description) -> str:
    """What precedes the first chapter; the plan's own title is the book's."""
    outline = book.linked.edition.outline
    notes = book.footnotes(one.reference for one in outline.front)
    pieces = [
        title(book, one, notes) if one is outline.title else pair(book, one.reference, notes)
        for one in outline.front
    ]
    if not outline.title:
        pieces.insert(0, element("h1", both("span", description.title)))
    body = "\n".join(("", *pieces, element("div", both("p", KIND), class_="edition"), ""))
    whole = element("section", body, class_="title", kind="titlepage")
    return page(description.title.zh, whole, *note_section(notes))


def title(book: Book, paragraph: Paragraph, notes: Footnotes) -> str:
    """The plan's title in both languages, without a mark."""
    spans = (
        element("span", text(one.text), references(notes, locale, one.reference), class_=locale,
                lang=TAGS[locale])
        for locale, block in book.versions(paragraph.reference)
        for one in block.sentences[:1]
        if one.lang == locale
    )  # fmt: skip
    return element("h1", *spans, id=paragraph.anchor)


def imprint_page(description: Description, release: Release, site_url: str) -> str:
    """What this is, on which source it rests, how official it is, which version, how to cite it."""
    body = "\n".join(
        (
            "",
            element("h1", both("span", IMPRINT)),
            both("p", summary(description)),
            both("p", description.ended),
            *chapter("standing", STANDING),
            *chapter("source", description.provenance, description.issuer),
            *listed("known", description.known),
            *listed("unknown", description.unknown),
            *chapter("reading", READING),
            *chapter("version", version(release), citation(description, release)),
            *address(site_url),
            *chapter("licence", LICENCE),
            "",
        )
    )
    return page(IMPRINT.zh, element("section", body, class_="imprint", kind="copyright-page"))


def chapter(head: str, *paragraphs: Bilingual) -> Iterator[str]:
    yield element("h2", both("span", HEADS[head]))
    for one in paragraphs:
        yield both("p", one)


def listed(head: str, facts: tuple[Bilingual, ...]) -> Iterator[str]:
    """A list in each language, so that each reads as one."""
    if facts:
        yield element("h2", both("span", HEADS[head]))
        yield from (facts_of(facts, locale) for locale in LOCALES)


def facts_of(facts: tuple[Bilingual, ...], locale: Locale) -> str:
    return element(
        "ul", *(element("li", spoken(one.of(locale), locale)) for one in facts), lang=TAGS[locale]
    )


def version(release: Release) -> Bilingual:
    day = release.day
    return Bilingual(
        zh=f"第{release.version}版，{day.year}年{day.month}月{day.day}日。",
        en=f"Version {release.version}, {day:%B} {day.day}, {day.year}.",
    )


def citation(description: Description, release: Release) -> Bilingual:
    """How to quote a paragraph. Who issued the plan is unknown, and not made up."""
    return Bilingual(
        zh=f"引用格式：《{description.title.zh}》，段落编号，非官方中英对照电子书，第{release.version}版。",
        en=f"Cite as: {description.title.en}, para. [number], unofficial bilingual e-book,"
        f" version {release.version}.",
    )


def address(site_url: str) -> Iterator[str]:
    if site_url:
        yield element("p", link(text(site_url), site_url))
