"""Finishes the HTML of a page: joins lines, names notes, marks markup, and builds the parallel view."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from planbook.addresses import anchor_of, built, page_of
from planbook.locales import TAGS, Locale, other
from planbook.reading.model import Sentence
from planbook.reading.passages import Passage
from planbook.reading.read import JOINTS
from planbook.words import WORDS, Subject, Words

# Paragraphs do not nest: stop at the next tag of one, or a search would run to the end.
PARAGRAPH = re.compile(r"<p\b(?P<attributes>[^<>]*)>(?:[^<]|<(?!/?p\b))*+</p>")
BETWEEN_CHINESE_SPANS = re.compile(r"(</span>)\n(<span lang=\"zh\">)")
# Python-Markdown's output; its titles are English in every language.
REFERENCE = re.compile(r'<a class="footnote-ref" (?P<href>href="[^"]+")>(?P<number>\d+)</a>')
BACKLINK = re.compile(
    r'<a class="footnote-backref" (?P<href>href="[^"]+") title="[^"\d]*(?P<number>\d++)[^"]*">'
)
NOTES = '<div class="footnote">'
TABLE = re.compile(r"<table>(?:[^<]|<(?!/?table\b))*+</table>")


def mark_markup(page: Page) -> None:
    """Mark the page's content and the titles in its table of contents.

    Python-Markdown made both from text that `planbook.pages.markdown` had escaped.
    """
    page.content = Markup(page.content or "")  # noqa: S704
    mark_titles(page.toc)


def mark_titles(toc: Iterable[AnchorLink]) -> None:
    for one in toc:
        one.title = Markup(one.title)  # noqa: S704
        mark_titles(one.children)


def completed(html: str, words: Words[str], *, chinese: bool) -> str:
    """The HTML of a page's Markdown, with what Markdown cannot say."""
    noted = named_notes(join_chinese_lines(html, chinese=chinese), words.notes)
    return with_scrolling_tables(noted, words.places.scroll.format(words.figures.table))


def join_chinese_lines(html: str, *, chinese: bool) -> str:
    """The page's HTML with the units of Chinese paragraphs joined without a space."""

    def joined(found: re.Match[str]) -> str:
        if chinese or 'lang="zh"' in found["attributes"]:
            return found[0].replace("\n", "")
        return BETWEEN_CHINESE_SPANS.sub(r"\1\2", found[0])

    return PARAGRAPH.sub(joined, html)


def named_notes(html: str, words: Subject[str]) -> str:
    """The page's HTML, with roles and names for its notes and their links."""

    def reference(found: re.Match[str]) -> str:
        number = found["number"]
        name = words.note.format(number)
        attributes = f'class="footnote-ref" {found["href"]} role="doc-noteref" aria-label="{name}"'
        return f"<a {attributes}>{number}</a>"

    def backlink(found: re.Match[str]) -> str:
        name = words.back.format(found["number"])
        attributes = f'class="footnote-backref" {found["href"]} role="doc-backlink"'
        return f'<a {attributes} aria-label="{name}">'

    html = BACKLINK.sub(backlink, REFERENCE.sub(reference, html))
    opening = f'<div class="footnote" role="doc-endnotes" aria-label="{words.notes}">'
    return html.replace(NOTES, opening)


def with_scrolling_tables(html: str, name: str) -> str:
    """The page's HTML, with a frame around each table in which a wide one can be moved.

    By finger or by keyboard. The theme has a script for that; made here, the frame needs none.
    """
    opening = f'<div class="md-typeset__scrollwrap" role="group" tabindex="0" aria-label="{name}">'

    def framed(table: re.Match[str]) -> str:
        return f'{opening}<div class="md-typeset__table">{table[0]}</div></div>'

    return TABLE.sub(framed, html)


# --- the parallel view


# Each stops at the next tag of its kind, or a search would run to the end of the page.
HEADING = r"""(?P<opening><h[1-6][ ]id="(?P<anchor>[sp]-[\w-]+)">)
    (?P<title>(?:[^<]|<(?!/?h[1-6]\b))*+) (?P<closing></h[1-6]>)"""
BLOCK = r"<p(?P<attributes>[ ][^<>]*+)>(?P<body>(?:[^<]|<(?!/?p\b))*+)</p>"
PASSAGE = re.compile(f"{HEADING}|{BLOCK}", re.VERBOSE)
HEADER_LINK = '<a class="headerlink"'
ANCHOR = re.compile(r' id="([sp]-[\w-]+)"')


def with_parallel(
    html: str, passages: Mapping[str, Passage], own: Locale, words: Words[str]
) -> str:
    """The page's HTML with rows. `own` is the language of its paragraphs.

    Law: without the additions (elements of class `pb-…`, spans of class `s`) it is `html`.
    """
    beside = Counterpart(other(own), words)

    def heading(found: re.Match[str]) -> str:
        title, link, rest = found["title"].partition(HEADER_LINK)
        if found["anchor"] not in passages:
            return found[0]
        there = beside.heading(passages[found["anchor"]])
        title = f'<span class="pb-own">{title}</span>{there}'
        return f"{found['opening']}{title}{link}{rest}{found['closing']}"

    def paragraph(found: re.Match[str]) -> str:
        anchor = ANCHOR.search(found["attributes"])
        passage = passages.get(anchor[1]) if anchor else None
        lines = found["body"].split("\n")
        if not passage or len(lines) != len(passage.lines[own]):
            return found[0]
        if passage.is_part:
            there = beside.heading(passage)
            return f'<p{found["attributes"]}><span class="pb-own">{lines[0]}</span>{there}</p>'
        shown: Locale = "zh" if 'lang="zh"' in found["attributes"] else own
        mine = joined(lines, "id", passage, JOINTS[shown])
        there = beside.paragraph(passage)
        number = permalink(passage, words)
        return f'<div class="pb-row">{number}<p{found["attributes"]}>{mine}</p>{there}</div>'

    return PASSAGE.sub(lambda one: heading(one) if one["anchor"] else paragraph(one), html)


def permalink(passage: Passage, words: Words[str]) -> str:
    """The paragraph's number in the margin, a link to the paragraph."""
    label = escape(words.view.paragraph.format(passage.reference))
    return (
        f'<a class="pb-ref" href="#{passage.anchor}" aria-label="{label}">{passage.reference}</a>'
    )


@dataclass
class Counterpart:
    """The passages of a page in the other language, hidden until the reader asks for them.

    A browser that translates the page leaves them as they are, to be compared with.
    """

    locale: Locale
    words: Words[str]
    """For readers of the page's own language."""
    is_told: bool = False
    """True if the passage before has said that English is missing from here on."""

    def heading(self, passage: Passage) -> str:
        """The heading; if it is not in English yet, its number alone."""
        block = passage.blocks[self.locale]
        if block.lacking:
            return self.element("span", text(block.mark.strip() or self.words.view.gap))
        self.is_told = False
        return self.element("span", self.lines(passage)[0])

    def paragraph(self, passage: Passage) -> str:
        """The paragraph. Of several in a row without English, the first says so for all."""
        if passage.blocks[self.locale].lacking != "all":
            self.is_told = False
            lines = self.lines(passage)
            return self.element("p", joined(lines, "data-s", passage, JOINTS[self.locale]))
        if self.is_told:
            return self.element("p", "")
        self.is_told = True
        return f'<p class="pb-other pending">{text(self.words.view.untranslated)}</p>'

    def element(self, tag: str, body: str) -> str:
        lang = TAGS[self.locale]
        return f'<{tag} class="pb-other" lang="{lang}" translate="no">{body}</{tag}>'

    def lines(self, passage: Passage) -> list[str]:
        """Its sentences as markup, the first with its mark."""
        block = passage.blocks[self.locale]
        first, *rest = (self.line(passage, one) for one in block.sentences)
        if first:
            mark = link(passage, block.mark, block.noted) if block.noted else text(block.mark)
            first = f"<strong>{mark}{first}</strong>" if block.has_lead else mark + first
        return [f"<small>{one}</small>" if block.kind == "note" else one for one in (first, *rest)]

    def line(self, passage: Passage, sentence: Sentence) -> str:
        """A sentence, which says so if it is a draft or not in English; marks lead to their notes."""
        if sentence.text and sentence.lang != self.locale:
            return f"<small>{text(self.words.view.gap)}</small>"
        runs = (
            link(passage, one.text, one.passage) if one.is_mark else text(one.text)
            for one in sentence.runs
        )
        shown = "".join(runs)
        if sentence.is_draft:
            shown = f'<span class="draft">{shown}</span>{text(WORDS[self.locale].plan.draft)}'
        return shown


def link(passage: Passage, shown: str, reference: str) -> str:
    """A link from one passage to another, perhaps on another page; without one, the bare text."""
    if not reference:
        return text(shown)
    href = built(page_of(passage.reference), page_of(reference), anchor_of(reference))
    return f'<a href="{href}">{text(shown)}</a>'


def text(plain: str) -> str:
    return escape(plain, quote=False)


def joined(lines: list[str], attribute: str, passage: Passage, joint: str) -> str:
    """The sentences, each in a span with its anchor.

    In the page's own language, the anchor is the `id` to which links lead; in the other, where it
    would be there twice, `data-s`.
    """
    return joint.join(
        f'<span class="s" {attribute}="{passage.anchor}-{number}">{line}</span>'
        for number, line in enumerate(lines, 1)
        if line
    )
