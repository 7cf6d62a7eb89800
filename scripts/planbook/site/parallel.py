"""Builds the parallel view: each paragraph in a row with its number and its counterpart.

The page contains all of it; the style sheet and `data-view` on the root element decide which
language shows. Without JavaScript, a page shows its own language.
"""

import re
from collections.abc import Mapping
from html import escape

from planbook.locales import TAGS, Locale, other
from planbook.reading.passages import Passage
from planbook.reading.read import JOINTS
from planbook.words import Words

# Each stops at the next tag of its kind, or a search would run to the end of the page.
HEADING = re.compile(
    r"""(?P<opening><h[1-6][ ]id="(?P<anchor>[sp]-[\w-]+)">)
    (?P<body>(?:[^<]|<(?!/?h[1-6]\b))*+) (?P<closing></h[1-6]>)""",
    re.VERBOSE,
)
HEADER_LINK = '<a class="headerlink"'
PARAGRAPH = re.compile(r"<p(?P<attributes>[ ][^<>]*+)>(?P<body>(?:[^<]|<(?!/?p\b))*+)</p>")
ANCHOR = re.compile(r' id="([sp]-[\w-]+)"')


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
        if passage.is_part:
            there = counterpart("span", passage, other(own), words)
            return f'<p{found["attributes"]}><span class="pb-own">{lines[0]}</span>{there}</p>'
        shown: Locale = "zh" if 'lang="zh"' in found["attributes"] else own
        mine = joined(lines, "id", passage, JOINTS[shown])
        there = counterpart("p", passage, other(own), words)
        number = permalink(passage, words)
        return f'<div class="pb-row">{number}<p{found["attributes"]}>{mine}</p>{there}</div>'

    html = HEADING.sub(heading, html)
    return PARAGRAPH.sub(paragraph, html)


def permalink(passage: Passage, words: Words[str]) -> str:
    """The paragraph's number in the margin, a link to the paragraph."""
    label = escape(words.view.paragraph.format(passage.reference))
    return (
        f'<a class="pb-ref" href="#{passage.anchor}" aria-label="{label}">{passage.reference}</a>'
    )


def counterpart(tag: str, passage: Passage, locale: Locale, words: Words[str]) -> str:
    """The passage in the other language, hidden until the reader asks for it.

    A browser that translates the page leaves it as it is, to be compared with.
    """
    texts = passage.lines[locale]
    lines = [escape(text, quote=False) for text in texts]
    if passage.has_lead and lines[0]:
        lines[0] = f"<strong>{lines[0]}</strong>"
    if tag == "span":
        body = lines[0]
    elif any(lines):
        body = joined(lines, "data-s", passage, JOINTS[locale])
    else:
        body = escape(words.view.untranslated)
    return f'<{tag} class="pb-other" lang="{TAGS[locale]}" translate="no">{body}</{tag}>'


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
