"""Builds the parallel view: each paragraph in a row with its number and its counterpart.

The page contains all of it; the style sheet and `data-view` on the root element decide which
language shows. Without JavaScript, a page shows its own language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

from planbook.locales import Locale, other
from planbook.reading.passages import Passage
from planbook.sources import Description
from planbook.words import Words

# Each stops at the next tag of its kind, or a search would run to the end of the page.
HEADING = re.compile(
    r"""(?P<opening><h[1-6][ ]id="(?P<anchor>[sp]-[\w-]+)">)
    (?P<body>(?:[^<]|<(?!/?h[1-6]\b))*+) (?P<closing></h[1-6]>)""",
    re.VERBOSE,
)
HEADER_LINK = '<a class="headerlink"'
PARAGRAPH = re.compile(r"<p(?P<attributes>[ ][^<>]*+)>(?P<body>(?:[^<]|<(?!/?p\b))*+)</p>")
ANCHOR = re.compile(r' id="(p-[\w-]+)"')
LANGUAGES: dict[Locale, str] = {"zh": "zh-Hans", "en": "en"}
VIEWS = {"zh": "中", "en": "EN", "both": "中/EN"}
"""The views of a page, each with the label of its button."""
JOINTS: dict[Locale, str] = {"zh": "", "en": " "}


def facts(description: Description) -> str:
    """Titles, short name, and addresses as JSON. The plan's issuer is unknown, so none is named."""
    known = {
        "id": description.id,
        "zh": description.title.zh,
        "en": description.title.en,
        "site": description.name.en,
        "siteUrl": description.site_url.rstrip("/"),
        "repoUrl": description.repo_url.rstrip("/"),
    }
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"))


def with_parallel(
    html: str, passages: Mapping[str, Passage], own: Locale, words: Words[str]
) -> str:
    """The page's HTML with rows. `own` is the language of its paragraphs.

    Law: without the additions (elements of class `pb-…`, spans of class `s`) it is `html`.
    """

    def heading(found: re.Match[str]) -> str:
        opening, anchor, body, closing = found.groups()
        body, link, rest = body.partition(HEADER_LINK)
        if anchor not in passages:
            return found[0]
        there = counterpart("span", passages[anchor], other(own), words)
        return f'{opening}<span class="pb-own">{body}</span>{there}{link}{rest}{closing}'

    def paragraph(found: re.Match[str]) -> str:
        anchor = ANCHOR.search(found["attributes"])
        passage = passages.get(anchor[1]) if anchor else None
        lines = found["body"].split("\n")
        if not passage or len(lines) != len(passage.lines[own]):
            return found[0]
        mine = joined(lines, passage.reference, JOINTS[own])
        there = counterpart("p", passage, other(own), words)
        number = permalink(passage, words)
        return f'<div class="pb-row">{number}<p{found["attributes"]}>{mine}</p>{there}</div>'

    html = HEADING.sub(heading, html)
    return PARAGRAPH.sub(paragraph, html)


def reading_bar(words: Words[str], facts: str) -> str:
    """The buttons that choose the view; `facts` is what citations need, as JSON.

    Without scripts, no view is chosen, and the style sheet hides the buttons.
    """
    buttons = "".join(
        f'<button type="button" data-view="{view}" title="{escape(words.view[view])}">'
        f'<span aria-hidden="true">{sign}</span>'
        f'<span class="pb-hidden">{escape(words.view[view])}</span></button>'
        for view, sign in VIEWS.items()
    )
    data = f'data-words="{escape(for_script(words))}" data-facts="{escape(facts)}"'
    return (
        f'<div class="pb-views" role="group" aria-label="{escape(words.view.label)}" {data}'
        f">{buttons}</div>\n"
    )


def for_script(words: Words[str]) -> str:
    """The words of the page's script, as JSON."""
    view = words.view
    said = {
        "view": view.label,
        "views": {name: view[name] for name in VIEWS},
        "paragraph": view.paragraph,
        "untranslated": view.untranslated,
        "menu": dict(words.menu),
        "copied": view.copied,
        "failed": view.failed,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def permalink(passage: Passage, words: Words[str]) -> str:
    """The paragraph's number in the margin, a link to the paragraph."""
    label = escape(words.view.paragraph.format(passage.reference))
    return (
        f'<a class="pb-ref" href="#{passage.anchor}" aria-label="{label}">{passage.reference}</a>'
    )


def counterpart(tag: str, passage: Passage, locale: Locale, words: Words[str]) -> str:
    """The passage in the other language, hidden until the reader asks for it."""
    texts = passage.lines[locale]
    lines = [escape(text, quote=False) for text in texts]
    if passage.has_lead and lines[0]:
        lines[0] = f"<strong>{lines[0]}</strong>"
    if tag == "span":
        body = lines[0]
    elif any(lines):
        body = joined(lines, passage.reference, JOINTS[locale])
    else:
        body = escape(words.view.untranslated)
    return f'<{tag} class="pb-other" lang="{LANGUAGES[locale]}" data-search-exclude>{body}</{tag}>'


def joined(lines: list[str], reference: str, joint: str) -> str:
    """The sentences, each in a span that names it, so that its counterpart can be marked."""
    return joint.join(
        f'<span class="s" data-s="{reference}.{number}">{line}</span>'
        for number, line in enumerate(lines, 1)
        if line
    )
