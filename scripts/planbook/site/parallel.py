"""Builds the parallel view: each paragraph in a row with its number and its counterpart.

The page contains all of it; the style sheet and `data-view` on the root element decide which
language shows. Without JavaScript, a page shows its own language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from planbook.addresses import anchor_of, built, page_of
from planbook.locales import TAGS, Locale, other
from planbook.reading.model import Sentence
from planbook.reading.passages import Passage
from planbook.reading.read import JOINTS
from planbook.words import WORDS, Words

# Each stops at the next tag of its kind, or a search would run to the end of the page.
HEADING = r"""(?P<opening><h[1-6][ ]id="(?P<anchor>[sp]-[\w-]+)">)
    (?P<title>(?:[^<]|<(?!/?h[1-6]\b))*+) (?P<closing></h[1-6]>)"""
PARAGRAPH = r"<p(?P<attributes>[ ][^<>]*+)>(?P<body>(?:[^<]|<(?!/?p\b))*+)</p>"
PASSAGE = re.compile(f"{HEADING}|{PARAGRAPH}", re.VERBOSE)
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
