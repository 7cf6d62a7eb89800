"""Builds the parallel view of a page, each passage with its counterpart, and the bar above it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import count

from planbook.addresses import PLAN, TRANSLATION, anchor_of, built, page_of
from planbook.characters import CHINESE
from planbook.description import Description
from planbook.locales import TAGS, Locale, other
from planbook.reading.heads import Head
from planbook.reading.model import JOINTS, Reading, Sentence
from planbook.reading.read import Passage
from planbook.site.html import TABLE, with_sides
from planbook.structure.model import Outline
from planbook.words import WORDS, Words
from planbook.xml import element

# Each stops at the next tag of its kind, or a search would run to the end of the page.
HEADING = r"(?P<heading><h[1-6] id=[^<>]+>)(?P<title>(?:[^<]|<(?!/?h[1-6]\b))*+)"
BLOCK = r"<p(?P<attributes> [^<>]*+)>(?P<body>(?:[^<]|<(?!/?p\b))*+)</p>"
PASSAGE = re.compile(f"{HEADING}|{BLOCK}|(?P<table>{TABLE.pattern})")
CELL = re.compile(r"(?P<opening><t[hd]\b[^<>]*>)(?P<body>(?:[^<]|<(?!/?t[hd]\b))*+)")
ROW = re.compile(r"<tr>(?:[^<]|<(?!/?tr\b))*+</tr>")
HEADER_LINK = '<a class="headerlink"'
SHORT = 4
"""Characters of a cell that are kept on one line: 约束性, 万元/人; Chinese breaks anywhere."""
ANCHOR = re.compile(r' id="([sp]-[\w-]+)"')


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
        """The paragraph, or a notice."""
        if passage.blocks[self.locale].lacking == "all":
            return self.notice(passage) or self.element("p", "")
        self.is_told = False
        shown = joined(self.lines(passage), "data-s", passage, JOINTS[self.locale])
        is_caption = passage.blocks[self.locale].kind == "caption"
        return self.element("p", shown, " caption" if is_caption else "")

    def notice(self, passage: Passage) -> str:
        """That there is no English; of several passages in a row, the first says so for all."""
        was_told = self.is_told
        self.is_told = passage.blocks[self.locale].lacking == "all"
        if was_told or not self.is_told:
            return ""
        return f'<p class="pb-other pending">{text(self.words.view.untranslated)}</p>'

    def cell(self, passage: Passage, number: int, body: str) -> str:
        """A cell of a table, and its counterpart if that is another text or not in English yet."""
        block, own = passage.blocks[self.locale], passage.blocks[other(self.locale)]
        mine, there = own.sentences[number - 1], block.sentences[number - 1]
        if not mine.text:
            return place(passage, number) + body
        name, is_same = f"{passage.anchor}-{number}", mine.text == there.text
        is_missing = is_same and self.locale == "en" and bool(CHINESE.search(mine.text))
        kind = "s pb-short" if len(mine.text) <= SHORT else "s"
        if block.lacking == "all" or (is_same and not is_missing):
            return f'<span class="{kind}" id="{name}">{body}</span>'
        shown = f'<span class="{kind}{"" if is_missing else " pb-own"}" id="{name}">{body}</span>'
        attributes = f'class="s pb-other" data-s="{name}" lang="{TAGS[self.locale]}"'
        return f'{shown}<span {attributes} translate="no">{self.line(passage, there)}</span>'

    def element(self, tag: str, body: str, more: str = "") -> str:
        lang = TAGS[self.locale]
        return f'<{tag} class="pb-other{more}" lang="{lang}" translate="no">{body}</{tag}>'

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


# --- the rows


def with_parallel(
    html: str, passages: Mapping[str, Passage], own: Locale, words: Words[str]
) -> str:
    """The page's HTML with rows. `own` is the language of its paragraphs.

    Law: without the additions (elements of class `pb-…`, spans of class `s`) it is `html`.
    """
    beside = Counterpart(other(own), words)

    def with_counterpart(found: re.Match[str]) -> str:
        anchor = ANCHOR.search(found[0])
        passage = passages.get(anchor[1]) if anchor else None
        if not passage:
            return found[0]
        if found["heading"]:
            return heading(found, passage, beside)
        return (table if found["table"] else paragraph)(found, passage, beside)

    return PASSAGE.sub(with_counterpart, html)


def heading(found: re.Match[str], passage: Passage, beside: Counterpart) -> str:
    title, link, rest = found["title"].partition(HEADER_LINK)
    own = f'<span class="pb-own">{title}</span>'
    return f"{found['heading']}{own}{beside.heading(passage)}{link}{rest}"


def paragraph(found: re.Match[str], passage: Passage, beside: Counterpart) -> str:
    own, attributes, lines = other(beside.locale), found["attributes"], found["body"].split("\n")
    if len(lines) != len(passage.lines[own]):
        return found[0]
    if passage.is_part:
        there = beside.heading(passage)
        return f'<p{attributes}><span class="pb-own">{lines[0]}</span>{there}</p>'
    shown: Locale = "zh" if 'lang="zh"' in attributes else own
    mine = joined(lines, "id", passage, JOINTS[shown])
    return row(passage, f"<p{attributes}>{mine}</p>{beside.paragraph(passage)}", beside.words)


def table(found: re.Match[str], passage: Passage, beside: Counterpart) -> str:
    if len(CELL.findall(found["table"])) != len(passage.lines[other(beside.locale)]):
        return found[0]
    notice, numbers = beside.notice(passage), count(1)

    def cell(one: re.Match[str]) -> str:
        return one["opening"] + beside.cell(passage, next(numbers), one["body"])

    written = CELL.sub(cell, found["table"])
    if len(passage.blocks["zh"].heads) != 1 or passage.blocks["zh"].sides:
        written = with_heads(written, passage)
    return notice + row(passage, written, beside.words)


def with_heads(written: str, passage: Passage) -> str:
    """The table with all rows of its heads in its header, and their cells merged.

    A cell that is merged into another one leaves its anchor there.
    """
    block, rows = passage.blocks["zh"], ROW.findall(written)
    cells = list(CELL.finditer(written))

    def head(one: Head) -> str:
        own, others = block.said_in(one)
        first = ANCHOR.search(cells[min((own, *others))]["opening"])
        spans = one.spans | {"scope": one.scope} | ({"id": first[1]} if first else {})
        places = "".join(place(passage, number + 1) for number in others)
        return element("th", spans, cells[own]["body"], places)

    heads = ("".join(f"{head(one)}\n" for one in line) for line in block.heads)
    header = "".join(f"<tr>\n{line}</tr>\n" for line in heads)
    header = f"<thead>\n{header}</thead>\n" if header else ""
    body = "\n".join(with_sides(row, block.sides) for row in rows[len(block.heads) :])
    return f"<table>\n{header}<tbody>\n{body}\n</tbody>\n</table>"


def place(passage: Passage, number: int) -> str:
    """The anchor of a cell that shows no text of its own."""
    return f'<span class="pb-cell" id="{passage.anchor}-{number}"></span>'


def row(passage: Passage, inside: str, words: Words[str]) -> str:
    """A passage after its number in the margin, a link to the passage."""
    label = escape(words.view.paragraph.format(passage.reference))
    href = f'href="#{passage.anchor}" aria-label="{label}"'
    return f'<div class="pb-row"><a class="pb-ref" {href}>{passage.reference}</a>{inside}</div>'


# --- the reading bar


SIGN = '<span lang="zh">中</span>'
VIEWS = {"zh": SIGN, "both": f"{SIGN}/EN", "en": "EN"}
"""The views of a page, each with the sign on its button."""


def status(plan: Description, locale: Locale, words: Words[str]) -> str:
    """When the text was a plan, and how official it is here."""
    years = plan.years.of(locale)
    planned = [words.bar.planned.format(years)] if years else []
    return " · ".join((*planned, words.bar.unofficial))


def bar(reading: Reading, words: Words[str], reference: str) -> str:
    """The bar of the page with this chapter or section; `0` is the contents.

    Without scripts, the style sheet hides what only scripts can do.
    """
    page, said = page_of(reference), words.bar
    known = escape(status(reading.description, reading.locale, words))
    number, goto = escape(said.number), escape(said.goto)
    return (
        f'<div class="pb-bar" id="pb-bar"><p class="pb-where">{" ".join(trail(reading, reference))}</p>'
        f'<p class="pb-status"><a href="{built(page, TRANSLATION)}">{known}</a></p>'
        f"{views(words) if reading.standing.shown else ''}"
        f'<form class="pb-goto"><input aria-label="{number}" placeholder="{goto}" autocomplete="off"'
        ' enterkeyhint="go"><output></output></form></div>\n'
    )


def views(words: Words[str]) -> str:
    """A button for each view, where there is English to choose."""
    buttons = "".join(
        f'<button type="button" data-view="{name}">{sign}'
        f'<span class="pb-hidden"> {escape(words.view[name])}</span></button>'
        for name, sign in VIEWS.items()
    )
    label = escape(words.view.label)
    return f'<div class="pb-views" role="group" aria-label="{label}">{buttons}</div>'


def trail(reading: Reading, reference: str) -> Iterator[str]:
    """The plan, the part, the chapter, and the section, each as a link to its beginning.

    Titles stand in a `span`: a narrow bar leaves out all but the last.
    """
    page, name = page_of(reference), reading.description.name.of(reading.locale)
    yield f'<a href="{built(page, PLAN)}">{escape(name)}</a>'
    if reference != "0":
        chapter = reference.partition(".")[0]
        for one in dict.fromkeys((*part_above(reading.outline, chapter), chapter, reference)):
            label = reading.blocks[one].mark.rstrip(". ")
            title = escape(reading.title(one).removeprefix(label))
            anchor = reading.blocks[one].anchor if one.startswith("0") else ""
            href = built(page, page_of(one), anchor)
            yield f'<a href="{href}">{escape(label)}<span>{title}</span></a>'


def part_above(outline: Outline, chapter: str) -> Iterator[str]:
    """The reference of the part (篇) with this chapter, if it is in one."""
    for part, chapters in outline.groups():
        if part and any(one.reference == chapter for one in chapters):
            yield part.reference
