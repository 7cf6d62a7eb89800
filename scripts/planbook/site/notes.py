"""Footnotes with names in the page's language, for those who hear the page."""

from __future__ import annotations

import re

from planbook.words import Subject

# What Python-Markdown writes; its titles are English in every language.
REFERENCE = re.compile(r'<a class="footnote-ref" (?P<href>href="[^"]+")>(?P<number>\d+)</a>')
BACKLINK = re.compile(
    r'<a class="footnote-backref" (?P<href>href="[^"]+") title="[^"\d]*(?P<number>\d++)[^"]*">'
)
NOTES = '<div class="footnote">'


def named_notes(html: str, words: Subject[str]) -> str:
    """The page's HTML, its notes and their links with roles and names."""

    def reference(found: re.Match[str]) -> str:
        number = found["number"]
        name = words.note.format(number)
        attributes = f'class="footnote-ref" {found["href"]} role="doc-noteref" aria-label="{name}"'
        return f"<a {attributes}>{number}</a>"

    def backlink(found: re.Match[str]) -> str:
        name = words.back.format(found["number"])
        attributes = f'class="footnote-backref" {found["href"]} role="doc-backlink"'
        return f'<a {attributes} title="{name}" aria-label="{name}">'

    html = BACKLINK.sub(backlink, REFERENCE.sub(reference, html))
    opening = f'<div class="footnote" role="doc-endnotes" aria-label="{words.notes}">'
    return html.replace(NOTES, opening)
