"""Makes mechanical repairs: damage that follows a rule is repaired by rule, counted, and held.

Each rule is a function from a text to its edits. Whatever a rule cannot decide it reports as a
`Problem`, for a declared repair to decide.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from unicodedata import normalize

from planbook.characters import squeezed
from planbook.text.gaps import between_words
from planbook.text.grammar import ANY_NUMERAL, BULLETS, PAGE_MARK, is_bare, sure_page_marks
from planbook.text.journal import Edit
from planbook.text.layout import Role, layout_of
from planbook.text.series import LABELED
from planbook.text.signs import blanks_in_english
from planbook.text.tables import is_piece, rows_of

# Simplified forms of the Supplement, which Unicode does not decompose.
SUPPLEMENT = "⺠民⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙"
# Radicals that decompose to a Traditional character, each with the character it means in a
# Simplified text.
SIMPLIFIED = (
    "⼾户⾒见⾙贝⾞车⾧长⾨门⾱韦⾴页⾵风⾶飞⾺马⾾斗⿂鱼⿃鸟⿄卤⿆麦⿈黄⿌黾⿑齐⿒齿⿓龙⿔龟"
)
# Katakana that recognition takes for a character.
KANA = "ニ二ハ八カ力ロ口エ工タ夕ト卜"
OWN = {pair[0]: pair[1] for pair in re.findall("..", SUPPLEMENT + SIMPLIFIED + KANA)}
LOOKALIKE = re.compile(
    r"""[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]   # radicals, compatibility ideographs
      | [\uff61-\uff64\ufe50-\ufe6b]                          # half-width ｡｢｣､, small ﹐﹑﹒﹙﹚
      | (?<![\u30a0-\u30ff\uff66-\uff9f]) [ニハカロエタト] (?![\u30a0-\u30ff\uff66-\uff9f])
    """,
    re.VERBOSE,
)
INVISIBLE = re.compile(
    "[\xad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"  # zero width, selectors
)
STEP = 3
"""Maximum difference of two page numbers that follow each other: some are lost."""
DRESSED = 3
"""Page marks such as — 1 — that show the form of all."""
TEXT = 5
"""Characters of the longest line between two page numbers, at least."""
LINE = re.compile(r"[^\n]+")
SOLID = re.compile(r"[^\n]*\S[^\n]*")
OUTER = " \u00a0\u2003\u3000\f"
"""Blanks at the ends of a line; a tab there may stand for an empty cell."""
STANDARD = re.compile(
    r"""(?<! [A-Za-z\d/] ) (?: [A-Z]{1,5} \d{0,4} / [A-Z]{1,5} | GB[ZJ]? | DB\d{2} | ISO | IEC   # GB/T 2260
            | [A-Z]{2,5} (?= [ ] \d+ (?: \.\d+ )* [-–—] (?: 19 | 20 ) \d\d (?! \d ) ) )      # HJ 2.2-2018
        (?P<blank> [ ] ) (?= \d )""",
    re.VERBOSE,
)
"""The code of a standard, which a blank parts from its number."""
FIGURE_BESIDE = re.compile(
    r"(?<=[A-Za-z][a-z])[ \u00a0](?=\d) | (?<=\d)[ \u00a0](?=[a-z]{2,}[ ])", re.VERBOSE
)
"""Between a word and a number: Made in China 2025, Top 100, Wi-Fi 6."""
BLANKS = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\r\v]+")
# Blanks that belong to the text: after the mark of a heading or an annex, after a bullet's dash.
KEPT_BLANK = re.compile(
    rf"""^ [\f \u2003\u3000]* (?: 第 (?: {ANY_NUMERAL} | (?: [ \u3000]* [〇零一二三四五六七八九十百] ){{1,5}} [ \u3000]* ) (?: 部[分份] | [篇编編章节節条條] )   # 第一章 开启
             | (?: 附件 | 附录 | 附錄 | 附表 | 附图 ) (?: \d{{1,2}} | [〇零一二三四五六七八九十]{{1,3}} )?                # 附件3 名词解释
             | [一二三四五六七八九十]{{1,3}} (?= [ \u2003\u3000] (?! 、 ) (?= [^\s]*? [\u4e00-\u9fff] ) [^，。；：！？\s]{{2,30}} $ )   # 一 自然条件
             | —— | [{BULLETS}○–*-] )                                         # —— 城市
        (?P<blank> [ \u2003\u3000] )""",
    re.VERBOSE | re.MULTILINE,
)
MARK_BESIDE = re.compile(
    rf"""^ [\f \u00a0\u2003\u3000]* (?: \d{{1,3}} [.．、]? | (?: {LABELED} ) \d{{1,2}} )
        (?P<blank> [ \u00a0\u2003\u3000] ) [ \u00a0\u2003\u3000]*
        (?= \d+ (?! [\d.．%％‰万亿倍 \u00a0\u2003\u3000] | 个?百分点 | $ ) )""",
    re.VERBOSE | re.MULTILINE,
)
"""Between the mark of a heading and its title: 1 5G专网, 2. 10条铁路, 任务3 5G."""


def radicals(text: str) -> Iterator[Edit]:
    """`radical`: a radical, or what else stands for a character or a mark, becomes that."""
    for found in LOOKALIKE.finditer(text):
        character = OWN.get(found[0]) or normalize("NFKC", found[0])
        if character != found[0]:
            yield Edit("radical", found.start(), found[0], character)


def invisible(text: str) -> Iterator[Edit]:
    """`invisible`: zero-width marks between characters are removed."""
    for found in INVISIBLE.finditer(text):
        yield Edit("invisible", found.start(), found[0], "")


def tabs(text: str) -> Iterator[Edit]:
    """`tab`: a tab that does not separate table cells becomes a blank, for other rules to judge."""
    for at in stray_tabs(text):
        yield Edit("tab", at, "\t", " ")


def stray_tabs(text: str) -> Iterator[int]:
    """Offsets of the tabs that are stray blanks: all except those that separate table cells."""
    if "\t" not in text:
        return
    lines = [one for one in LINE.finditer(text) if PAGE_MARK.sub("", one[0]).strip()]
    rows = rows_of([one[0].strip(OUTER) for one in lines])
    kept = {at for index in rows for at in range(lines[index].start(), lines[index].end())}
    yield from (one.start() for one in re.finditer("\t", text) if one.start() not in kept)


def is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def stray_space(text: str, inside: Collection[int] = ()) -> Iterator[Edit]:
    """`space`: blanks that extraction put between characters are removed.

    Exceptions are one blank after the mark of a chapter or annex, or a bullet's dash, at the start
    of a line, or after any number there whose title begins with another; one between two Latin
    letters (Big Data) or two numbers (2021 2025), beside a word (Top 100), in the name of a standard
    (GB/T 2260), or in English; those of page marks, which are removed as a whole; and those `inside`
    cells, which part their paragraphs.
    """
    kept = {
        one.start("blank")
        for rule in (KEPT_BLANK, STANDARD, MARK_BESIDE)
        for one in rule.finditer(text)
    }
    kept.update(between_words(text), inside)
    kept.update(found.start() for found in FIGURE_BESIDE.finditer(text))
    kept.update(blanks_in_english(text))
    for found in PAGE_MARK.finditer(text):
        kept.update(range(found.start(), found.end()))
    for run in BLANKS.finditer(text):
        latin = is_letter(text[run.start() - 1 : run.start()]) and is_letter(
            text[run.end() : run.end() + 1]
        )
        if parts_numbers(text, run.start(), run.end()):
            kept.add(run.start())
        for at in range(run.start() + latin, run.end()):
            if at not in kept:
                yield Edit("space", at, text[at], "")
            elif text[at] not in " \f":
                yield Edit("gap", at, text[at], " ")


def parts_numbers(text: str, start: int, end: int) -> bool:
    """True if the blanks are between two numbers. Single digits are those of one number: 2 0 0 1."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if not (before[-1:].isdecimal() and after[:1].isdecimal()):
        return False
    return any(one.isdecimal() or one in ".,．" for one in (before[:-1], after[1:]) if one)


def page_mark(text: str) -> Iterator[Edit]:
    """`page-mark`: page numbers of the printed edition are removed."""
    for found in page_marks(text):
        yield Edit("page-mark", found.start(), found[0], "")


def page_marks(text: str) -> Iterator[re.Match[str]]:
    """The page marks: all that are dressed as one, and bare numbers that continue a series.

    A text has its page marks in one form: if several are dressed, no bare number is one. A bare
    number in a table is a cell, unless it is beside a form feed or a running head, or between whole
    rows. Elsewhere it is a page mark if it is beside a form feed, or some text apart from a page
    number that is a little smaller or greater.
    """
    found = list(PAGE_MARK.finditer(text))
    dressed = [one for one in found if not is_bare(one)]
    if len(dressed) >= DRESSED:
        yield from dressed
        return
    certain = sure_page_marks(text)
    if len(certain) < len(found):
        cells = cells_among(text, found)
        found = [one for one in found if one.start() in certain or one.start() not in cells]
    numbers = list(map(number_of, found))
    follows = [
        0 < number - before <= STEP and has_text(text[above.end() : one.start()])
        for (above, one), (before, number) in zip(pairwise(found), pairwise(numbers), strict=True)
    ]
    for one, is_next, is_followed in zip(found, [False, *follows], [*follows, False], strict=False):
        if one.start() in certain or is_next or is_followed:
            yield one


def has_text(between: str) -> bool:
    """True if a page of text may be between two page numbers, and not just cells of a table."""
    return max(map(len, between.split("\n"))) >= TEXT


def number_of(mark: re.Match[str]) -> int:
    """The number of the page; of 第3页 共12页, the first one."""
    return int(re.search(r"\d+", mark[0])[0])  # type: ignore[index]


def numbers_of_rows(text: str, marks: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The bare numbers 1, 2, … that are serial numbers of a table whose cells are lines.

    A short line that ends open, mostly another one, follows each of them: 海绵城市. What follows a
    page number is mostly the rest of a sentence, a heading, or a running head.
    """
    runs: list[list[re.Match[str]]] = []
    for one in filter(is_bare, marks):
        if runs and number_of(one) == number_of(runs[-1][-1]) + 1:
            runs[-1].append(one)
        elif number_of(one) == 1:
            runs.append([one])
    for run in runs:
        following = [SOLID.search(text, one.end() + 1) for one in run]
        own = [one[0].strip() for one in following if one]
        if len(own) == len(run) < 2 * len({*own}) and len(run) > 1 and all(map(is_piece, own)):
            yield from run


def cells_among(text: str, marks: Sequence[re.Match[str]]) -> set[int]:
    """Where those of the bare numbers begin that are cells.

    What is beside a page number outside tables, on the same side of it, is a running head inside
    them. Nor is a number a cell that parts two whole rows.
    """
    lines = [one for one in LINE.finditer(text) if one[0].strip()]
    texts = [one[0].strip(OUTER) for one in lines]
    roles = layout_of(tuple(texts)).roles
    at_of = {one.start(): at for at, one in enumerate(lines)}
    marks = [one for one in marks if one.start() in at_of]
    places = {one.start(): at_of[one.start()] for one in marks}
    marks = [one for one in marks if not parts_rows(texts, places[one.start()])]
    inside = {one.start() for one in marks if roles[places[one.start()]] in (Role.CELL, Role.ROW)}
    inside |= {one.start() for one in numbers_of_rows(text, marks)}
    heads = {one for start in places.keys() - inside for one in beside(texts, places[start])}
    return {start for start in inside if heads.isdisjoint(beside(texts, places[start]))}


def beside(lines: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """The lines on either side of a page number that may be running heads, each with its side."""
    for side in (-1, 1):
        near = squeezed(lines[at + side]) if 0 <= at + side < len(lines) else ""
        if len(near) >= TEXT:
            yield side, near


def parts_rows(lines: Sequence[str], at: int) -> bool:
    """True if a number is between two rows with equally many cells, several each."""
    near = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
    counts = {one.count("\t") for one in near}
    return len(near) > 1 and len(counts) == 1 and min(counts) > 1


def form_feed(text: str) -> Iterator[Edit]:
    """`form-feed`: the extraction's page breaks are removed; those in page marks go with these."""
    if "\f" not in text:
        return
    marks = {at for one in page_marks(text) for at in range(one.start(), one.end())}
    for found in re.finditer("\f", text):
        if found.start() not in marks:
            yield Edit("form-feed", found.start(), "\f", "")
