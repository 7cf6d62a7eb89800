"""Finds what explains a mark besides notes: an annex with numbered terms, a remark such as 注：①….

Raised in print, the number of a term is glued to it in a text: “五个中心”12.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planbook.structure.model import Division, Outline, Paragraph, Part
from planbook.text.footnotes import BRACKETED, CIRCLED, number_of
from planbook.text.grammar import EXPLAINED, RAISED, REMARK_WORDS, TERMS, UNIT

TITLE = re.compile(
    rf"(?P<terms> {TERMS} )? (?: {EXPLAINED} | 注解 | 脚注 | 尾注 ) (?: （[^（）]*） )? $",
    re.VERBOSE,
)
"""Ends the title of such an annex; without 名词 or the like, it has any notes. Wider than `ENDING`."""
TERM = re.compile(r"(?P<term> [^：:，。]{2,40}? ) (?: 是指 | 即 | 指 | [：:，。] | $ )", re.VERBOSE)
MEASURES = "年月日个项条座家所户件万亿千百十余多名人次位批类级期章节度天周小分秒层间套台辆艘架米里公平立亩吨克元美倍成至到—–~～-"
"""What follows an amount."""
GLUED = re.compile(
    rf"""(?<= [^\W\d_] | [”》）] ) \d{{1,3}}   # “五个中心”12建设, but not “四好农村路”3万公里
        (?! {UNIT} | [{MEASURES}] )""",
    re.VERBOSE,
)
FEWEST = 2
"""So many terms with their numbers prove each other; one may have an amount after it."""
REMARK = re.compile(rf"（? (?: {REMARK_WORDS} ) \s* [：:]", re.VERBOSE)
REMARKED = re.compile(
    rf"[{CIRCLED}] | [{RAISED}]+ | {BRACKETED} | (?<! \d ) \d{{1,2}} (?= [.．、] )", re.VERBOSE
)
"""The marks that a remark explains: 注：①按2025年口径；②不含港区, 注：1.按2025年口径。"""
QUOTES = str.maketrans("", "", "“”《》‘’ ")
BEFORE = 60
"""Characters before a number among which its term is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with its explanation, or a note in a list of notes."""

    reference: str
    """Of the paragraph or heading that explains it."""
    line: int
    mark: str
    term: str
    """Without quotation marks; empty in a list of notes."""


def entries_of(outline: Outline) -> Mapping[int, Entry]:
    """The entries of such annexes by their numbers; of two with the same number, neither."""
    found: dict[int, Entry] = {}
    twice: set[int] = set()
    for annex in outline.chapters:
        title = TITLE.search(annex.title.text) if annex.reference.startswith("a") else None
        for entry in numbered(annex, has_terms=bool(title["terms"])) if title else ():
            number = number_of(entry.mark)
            twice |= {number} & found.keys()
            found[number] = entry
    return {number: entry for number, entry in found.items() if number and number not in twice}


def numbered(annex: Division, *, has_terms: bool) -> Iterator[Entry]:
    """The numbered headings and items of an annex."""
    blocks: list[Division | Paragraph] = [*annex.children, *annex.paragraphs]
    for one in blocks:
        if one.mark and (isinstance(one, Division) or one.kind in ("item", "heading")):
            text = one.title.text if isinstance(one, Division) else one.sentences[0].text
            term = TERM.match(text)
            name = term["term"].translate(QUOTES) if term and has_terms else ""
            if name or not has_terms:
                yield Entry(one.reference, one.line, one.mark, name)


def glued_in(text: str, entries: Mapping[int, Entry]) -> Iterator[tuple[int, Entry]]:
    """Where the number of an entry is glued to its term."""
    for found in GLUED.finditer(text) if entries else ():
        entry = entries.get(int(found[0]))
        if entry and entry.term and before(text, found.start()).endswith(entry.term):
            yield found.start(), entry


def explained(text: str, at: int, mark: str, entries: Mapping[int, Entry]) -> Entry | None:
    """The entry to which a mark refers whose note is nowhere else."""
    entry = entries.get(number_of(mark))
    return entry if entry and entry.term in before(text, at) else None


def before(text: str, at: int) -> str:
    return text[max(0, at - BEFORE) : at].translate(QUOTES)


def remarks_of(blocks: Sequence[Part | Division | Paragraph]) -> dict[int, set[int]]:
    """The numbers of the marks that remarks explain, by the index of the remark's paragraph.

    The second number may begin a line of its own.
    """
    found: dict[int, set[int]] = {}
    for at, block in enumerate(blocks):
        text = block.sentences[0].text if isinstance(block, Paragraph) else ""
        goes_on = at - 1 in found and REMARKED.match(text)
        if (
            isinstance(block, Paragraph)
            and block.kind == "body"
            and (REMARK.match(text) or goes_on)
        ):
            whole = "".join(one.text for one in block.sentences)
            found[at] = {number_of(one[0]) for one in REMARKED.finditer(whole)}
    return found
