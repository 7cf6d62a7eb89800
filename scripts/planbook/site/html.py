"""Finishes the HTML of a page: joins lines, names notes, frames tables, and marks markup."""

import re
from collections.abc import Iterable

from markdown import Extension, Markdown
from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from planbook.words import Subject, Words

# Paragraphs do not nest: stop at the next tag of one, or a search would run to the end.
PARAGRAPH = re.compile(r"<p\b(?P<attributes>[^<>]*)>(?:[^<]|<(?!/?p\b))*+</p>")
BETWEEN_CHINESE_SPANS = re.compile(r"(</span>)\n(<span lang=\"zh\">)")
# Python-Markdown's output; its titles are English in every language.
REFERENCE = re.compile(r'<a class="footnote-ref" (?P<href>href="[^"]+")>(?P<number>\d+)</a>')
BACKLINK = re.compile(
    r'<a class="footnote-backref" (?P<href>href="[^"]+") title="[^"\d]*(?P<number>\d++)[^"]*">'
)
NOTES = '<div class="footnote">'
WHOLE = re.compile(r"<t[hd]\b((?:[^<]|<(?!/t[hd]>))*+)</t[hd]>")
TAG = re.compile(r"<[^<>]*>")
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


def with_sides(row: str, count: int) -> str:
    """A row of the body, with so many heads before its cells; an empty cell heads nothing."""

    def cell(one: re.Match[str]) -> str:
        is_head = next(numbers) < count and TAG.sub("", one[0]).strip()
        name, scope = ("th", ' scope="row"') if is_head else ("td", "")
        return f"<{name}{scope}{one[1]}</{name}>"

    numbers = iter(range(len(row)))
    return WHOLE.sub(cell, row)


# --- the Markdown before it


BLOCKS = ("code", "setextheader", "hr", "quote", "reference")
PATTERNS = (
    "reference", "short_reference", "image_link", "image_reference", "short_image_ref",
    "autolink", "automail", "linebreak",
)  # fmt: skip
"""More than half of the patterns that would be tried on every line. The names are Markdown's own."""


class Plain(Extension):
    """Python-Markdown without what no page has, such as images, so that it is not looked for.

    A page has the same content with and without this extension.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        for block in BLOCKS:
            md.parser.blockprocessors.deregister(block)
        for pattern in PATTERNS:
            md.inlinePatterns.deregister(pattern)
