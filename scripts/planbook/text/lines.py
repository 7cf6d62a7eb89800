"""Reads the lines of a text with what shows what each of them is: page marks, indents, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import takewhile

from planbook.characters import width
from planbook.text import grammar
from planbook.text.cells import Pieces
from planbook.text.grammar import Mark
from planbook.text.layout import Layout, Role, layout_of
from planbook.text.tables import SHORT

# Before the first heading, a line of up to this length without a full stop is a title.
TITLE_LIMIT = 45
# Maximum lines above a line among which its box or colon is looked for.
BOX_LINES = 100
# Rank of the lowest family that ends a box for sure.
ABOVE_BOXES = 4
# Maximum lines of a signature, with its date.
NAMES = 4
HAN = re.compile("[\u4e00-\u9fff]")
# What neither a name has nor a title before the first heading.
CLAUSE = re.compile(r"[，。；：]")

INDENT = re.compile(r"\s*(?:\u3000\u3000|\u2003\u2003| {4}|\t)(?=\S)")
"""What begins a paragraph: two wide blanks, four narrow ones, or a tab."""
FAR = re.compile(r"^\s*(?: {5}|[\u3000\u2003]{3})\s*")
"""What places a line elsewhere, such as a title or a signature."""
TAB = 2
"""The width of a tab at the beginning of a line."""
NEVER_FIRST = re.compile(r"[，。、；：！？）》」』】〕”’％%]|[.．:,]\d")
"""No line begins with one of these."""
NEVER_LAST = ("（", "《", "“", "〔", "【")
"""Nor does one end with these."""
BRACKETS = (("（", "）"), ("《", "》"), ("“", "”"), ("〔", "〕"), ("【", "】"))
CUT_MARK = re.compile(rf"[第（]\n[{grammar.NUMERALS}\d]")
"""What no line ends with, above what looks like a mark: 推进第, 一、二产业."""
BESIDE = re.compile(r"[\d—] [\d—]")
"""Two numbers that a blank parts even once those inside numbers are gone: 2 0 2 6 年."""
CUT_NUMBER = re.compile(r"[A-Za-z\d][.．]?\n\d|\d\n年")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds more than blanks and page marks."""

    text: str
    """Its text without page marks, form feeds, and outer blanks."""
    start: int
    end: int
    """Offset just after its last character, page marks included."""
    after_page: bool
    """True if a page mark or form feed is between it and the line before."""
    shown: str
    """The line as the source has it, with its indent."""
    is_indented: bool
    """True if the source begins it with an indent, or places it further to the right."""
    is_after_blank: bool
    """True if an empty line is right above it."""
    role: Role
    mark: Mark | None
    is_note: bool
    """True if it begins a note of the original."""
    is_structural: bool
    is_open: bool
    """True if it ends inside a sentence."""
    indent: float = 0.0
    """The width of the blanks before it, in Han characters."""
    hangs: bool = False
    """True if it goes on for sure, under a hanging indent."""
    may_begin: bool = False
    """True if nothing tells whether it begins a paragraph: neither its indent nor the lack of one."""

    def closed(self) -> Line:
        """The line as one that does not end inside a sentence."""
        return replace(self, is_open=False)

    @property
    def is_bare(self) -> bool:
        """True for a mark without a title."""
        return bool(self.mark and self.text == self.mark.text.strip())

    @property
    def is_bare_title(self) -> bool:
        """True for such a mark that begins no sentence: 第一章."""
        return bool(self.is_bare and self.mark and self.mark.family.rank <= grammar.TITLED)

    @property
    def is_heading(self) -> bool:
        return bool(
            (self.mark and grammar.is_heading_form(self.text[len(self.mark.text) :]))
            or grammar.UNNUMBERED.match(self.text)
        )

    @property
    def is_caption(self) -> bool:
        return self.role is Role.TEXT and bool(grammar.CAPTION.match(self.text))

    @property
    def is_bullet(self) -> bool:
        return bool(grammar.BULLET.match(self.text))

    @property
    def is_row(self) -> bool:
        """True if it reads like a row of a table, with numbers side by side: 合计 98000 81000."""
        may_be_row = BESIDE.search(self.text) and not CLAUSE.search(self.text)
        return bool(may_be_row) and Pieces.of(self.shown).is_row

    @property
    def is_body(self) -> bool:
        """True for a line of a paragraph, bullet, or note, but not for a heading, a caption, or a row."""
        is_numbered = self.role is Role.TEXT and not self.mark and grammar.mark_of(self.text)
        return not self.is_structural or self.is_note or self.is_bullet or bool(is_numbered)


def solid_lines(
    text: str,
    marks: Collection[tuple[int, int]],
    shown: Callable[[int, int], str] | None = None,
) -> tuple[list[Line], Layout]:
    """The lines of the text, except those with nothing but page marks (given by their spans).

    `shown` gives what the source has in a span, with the blanks before it.
    """
    shown = shown or (lambda start, end: text[start:end])
    as_shown, spans, page = list[str](), iter(sorted(marks)), False
    mark = next(spans, None)
    start = 0
    raws: list[tuple[str, int, int, bool]] = []
    for raw in text.split("\n"):
        bare, at = "", start
        while mark and mark[0] <= start + len(raw):
            bare += text[at : mark[0]] + "\f"
            at = mark[1]
            mark = next(spans, None)
        bare = (bare + text[at : start + len(raw)]).strip(" ")
        page = page or bare.startswith("\f")
        if bare.strip("\f \t"):
            content, end = bare.replace("\f", "").strip(" "), start + len(raw.rstrip(" "))
            raws.append((content, start, end, page))
            as_shown.append(content if at > start else shown(end - len(raw.strip(" \f")), end))
            page = bare.endswith("\f")
        start += len(raw) + 1
    layout = layout_of(tuple(one[0] for one in raws))
    above = [0, *(end for _, _, end, _ in raws)]
    lines = [
        Line(
            content.strip(), begin, end, after, FAR.sub("", own), bool(INDENT.match(own)),
            not after and text.count("\n", last, begin) > 1, role, found, bool(note),
            is_structural=role is not Role.TEXT or bool(found or note) or grammar.is_marked(content),
            is_open=grammar.is_open(content), indent=indent_of(own),
        )
        for (content, begin, end, after), last, own, role, found, note
        in zip(raws, above[:-1], as_shown, layout.roles, layout.marks, layout.notes, strict=True)
    ]  # fmt: skip
    return lines, layout


def indent_of(shown: str) -> float:
    """The width of the blanks with which a line begins, in Han characters."""
    blanks = shown[: len(shown) - len(shown.lstrip())]
    return sum(TAB if one == "\t" else width(one) for one in blanks if one != "\f")


def may_be_title(line: Line) -> bool:
    """True for a short line that does not end a sentence."""
    return len(line.text) <= TITLE_LIMIT and not line.text.endswith(("。", "！", "？"))


BOXES = ("专栏", "專欄")


def label_of(line: Line) -> re.Match[str] | None:
    """The label of an annex or a figure; its title may be on the lines that follow."""
    annex = grammar.APPENDIX.match(line.text)
    figure = grammar.CAPTION.match(line.text)
    found = annex or (figure if figure and figure["kind"].endswith("图") else None)
    return found if line.role is Role.TEXT else None


def is_untitled(line: Line) -> bool:
    """True for such a label, or that of a box, without a title on its own line."""
    box = grammar.CAPTION.match(line.text)
    found = label_of(line) or (box if box and box["kind"] in BOXES else None)
    return bool(found and not found["title"].strip())


def begins_new(following: Line, after: Line) -> bool:
    """True if a line begins something new; the title of a mark or an annex may be 附则 or 名词解释."""
    if cuts(after, following):
        return False
    note = grammar.NOTE.match(following.text)
    is_own = grammar.IMPRINT.match(following.text) or grammar.TASK.match(following.text)
    if is_own or (note and note.end() < len(following.text)):
        return not opens_bracket(after)
    is_title = bool(grammar.UNNUMBERED.match(following.text))
    return following.is_structural and not (is_title and (after.is_bare or is_untitled(after)))


def is_phrase(line: Line) -> bool:
    """True for a short line without a clause: a name or a title."""
    return len(line.text) <= SHORT and not CLAUSE.search(line.text)


def signs(lines: list[Line], index: int) -> bool:
    """True for one of the names above the date of a document: 中共某市委, 某市人民政府."""
    near = lines[index : index + NAMES]
    names = list(takewhile(lambda one: not grammar.DATE.match(one.text), near))
    are_names = all(one.is_open and is_phrase(one) and not one.is_structural for one in names)
    return 0 < len(names) < len(near) and are_names


def is_point(lines: list[Line], index: int) -> bool:
    """True for a bullet of a list whose points have no full stop, or for a lone one that is a phrase."""
    beside = [one for one in lines[max(0, index - 1) : index + 2] if one.is_bullet]
    is_usual = any(one.is_open for one in beside if one is not lines[index])
    is_lone = len(beside) == 1 and is_phrase(lines[index]) and bool(HAN.search(lines[index].text))
    return lines[index].is_bullet and (is_usual or is_lone)


def is_apart(lines: list[Line], index: int) -> bool:
    """True if the line is in a box, among short lines after a colon, or the last of such bullets."""
    if is_point(lines, index) and lines[index - 1].is_bullet:
        return True
    above = reversed(lines[max(0, index - BOX_LINES) : index])
    other = (one for one in above if one.is_structural or not (one.is_open and is_phrase(one)))
    before = next(other, None)
    return bool(before and before.text.endswith("：")) or is_boxed(lines, index)


def is_boxed(lines: list[Line], index: int) -> bool:
    """True if a caption is nearer above the line than a heading that cannot be in its box."""
    for line in reversed(lines[max(0, index - BOX_LINES) : index]):
        if grammar.CAPTION.match(line.text):
            return not label_of(line)
        if line.mark and line.mark.family.rank <= ABOVE_BOXES:
            return False
    return False


def cuts(line: Line, rest: Line) -> bool:
    """True if the next line completes what no line ends or begins with: a bracket, or a decimal."""
    if NEVER_FIRST.match(rest.text) or line.text.endswith(NEVER_LAST) or cuts_mark(line, rest):
        return True
    return any(
        line.text.rfind(opening) > line.text.rfind(closing)
        and rest.text.partition(opening)[0].find(closing) >= 0
        for opening, closing in BRACKETS
    )


def opens_bracket(line: Line) -> bool:
    """True for a line that ends inside brackets, which may be closed further below."""
    return any(line.text.rfind(one) > line.text.rfind(other) for one, other in BRACKETS)


def cuts_mark(line: Line, rest: Line) -> bool:
    """True if the end of a line makes what follows look like a mark: 推进第 / 一、二产业."""
    return bool(CUT_MARK.search(f"{line.text[-1:]}\n{rest.text[:1]}"))


def splits(line: Line, rest: Line) -> bool:
    """True if the end of a line that reaches the margin cuts a number in two."""
    return bool(CUT_NUMBER.search(f"{line.text[-2:]}\n{rest.text[:1]}"))


def closed_by(line: Line, held: str) -> Line:
    """The line as the end of what is held: without a mark, and judged by all of it.

    A remark in brackets is whole.
    """
    if held and line.mark:
        line = replace(line, mark=None, is_structural=False)
    if not held or not line.is_open:
        return line
    text = held + line.text
    is_whole = bool(grammar.BRACKETED.fullmatch(text)) or not grammar.is_open(text)
    return line.closed() if is_whole else line
