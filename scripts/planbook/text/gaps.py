"""Finds the blanks that part words: halves of a title, names on a line, a label and its number."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from planbook.text import grammar
from planbook.text.grammar import mended

LONG = 30
"""A line with more characters is no name, and a piece of one no half of a title."""
PROSE = re.compile("[，。；！？,;!?]")
BLANK = r"[ \u00a0\u3000\u2003]"
GAP = re.compile(rf"(?<=\S){BLANK}+(?=\S)")
ENDS = re.compile(
    rf"(?:[\u4e00-\u9fff”）]{{2}}|(?P<wide>(?:^|[\s：、])[\u4e00-\u9fff]{BLANK}+[\u4e00-\u9fff]))$"
)
BEGINS = re.compile(
    rf"[\u4e00-\u9fff“]{{2}}|(?P<wide>[\u4e00-\u9fff]{BLANK}+[\u4e00-\u9fff](?=$|[\s：、]))"
)
QUOTED = re.compile(r"“[^“”\n]{2,40}”")
STRAY = re.compile(
    rf"(?<=[\u4e00-\u9fff]{{2}}){BLANK}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]){BLANK}(?=[\u4e00-\u9fff]{{2}})"
)
"""A blank that does not just widen a word (总　则)."""
LABEL = re.compile(
    rf"^[\f \u3000\u2003]*{grammar.LABEL}(?P<blank>[ \u3000\u2003]+)(?=\d)",
    re.VERBOSE | re.MULTILINE,
)
"""Between the number of a caption and a digit: 专栏2 2035年."""
FIELD = re.compile(rf"(?:[^\s，。；：]{{2,10}}|[^\s，。；：]{BLANK}+[^\s，。；：])：\s*\S")
"""A label with what it names: 牵头单位：县文体局."""
OFFICE = re.compile(r"\S{2,}[厅局委院办部会府室]$")
"""The name of an office; several of them on a line, or one below the other, sign together."""
DAY = re.compile(rf"{BLANK}+{grammar.DAY}\s*印发", re.VERBOSE)
"""The day on which a document was printed, after who printed it."""
PARTICLES = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])  # fmt: skip
OFTEN = 4
"""Of so many blanks in titles and lists, one inside a sentence may be an accident."""


def between_words(text: str) -> Iterator[int]:
    """Offsets of the first of the blanks between two words, or a label and a number."""
    found = sure_gaps if has_stray_blanks(text) else all_gaps
    for line in re.finditer(r"[^\n]+", text):
        if GAP.search(line[0]):
            yield from (line.start() + at for at in found(line[0]))
    yield from (one.start("blank") for one in LABEL.finditer(text))


@lru_cache(1)  # two rules ask for it, one after the other
def has_stray_blanks(text: str) -> bool:
    """True if blanks are inside sentences as well, so that they mean nothing."""
    inside, outside = 0, 0
    for piece in re.finditer(r"[^\n\t]+", text):  # a line, or a cell
        count = len(STRAY.findall(QUOTED.sub("", piece[0])))
        inside += count if PROSE.search(piece[0]) else 0
        outside += count
    return OFTEN * inside > outside


def sure_gaps(line: str) -> Iterator[int]:
    """The gaps between offices, labels, an office and a name (区长　王某某), before a task's label, or a day."""
    names = line.split() if len(line) <= 2 * LONG else []
    are_offices = len(names) > 1 and all(map(OFFICE.match, names))
    are_labeled = FIELD.match(line.strip())
    is_name = len(names) == 2 and min(map(len, names)) > 1 and is_short(line)
    for gap in GAP.finditer(line):
        is_wide = gap[0] in ("\u3000", "\u2003") or DAY.match(line, gap.start())
        is_task = line[: gap.start()].strip("> ") and grammar.TASK.match(line, gap.end())
        is_label = is_task or (are_labeled and FIELD.match(line, gap.end()))
        if are_offices or is_label or (is_name and is_wide):
            yield gap.start()


def is_short(line: str) -> bool:
    plain = mended(line.strip())
    return len(plain) <= LONG and not (PROSE.search(plain) or grammar.is_marked(plain))


def all_gaps(line: str) -> Iterator[int]:
    """These, and those in titles, in lists of names, and inside quotation marks."""
    yield from sure_gaps(line)
    if "\t" in line:
        return
    plain = line.strip()
    mark = grammar.mark_of(plain)
    end = found.start() if (found := PROSE.search(line)) else len(line)
    begin = line.index(plain) + len(mark.text.rstrip()) + 1 if mark else 0
    places = [(begin, end)] if mark or end == len(line) else []
    for start, stop in (*places, *(one.span() for one in QUOTED.finditer(line))):
        own = (gap for gap in GAP.finditer(line, start, stop) if parts_words(line, gap))
        yield from (gap.start() for gap in own)


def parts_words(line: str, gap: re.Match[str]) -> bool:
    """True between two words of several characters, one of which blanks may widen: 张　华　局长."""
    before = ENDS.search(line[max(0, gap.start() - LONG) : gap.start()])
    after = BEGINS.match(line, gap.end())
    return bool(before and after and not (before["wide"] and after["wide"]))


def parts_latin(text: str, start: int, end: int) -> bool:
    """True if the end of a line is between two Latin words: a capital or a particle shows it.

    Elsewhere it may be inside a word, as lines with a fixed number of characters end.
    """
    before = re.search("[A-Za-z]+$", text[max(0, start - LONG) : start])
    after = re.match("[A-Za-z]+", text[end : end + LONG])
    if not (before and after):
        return False
    is_capital = before[0][-1].islower() and after[0][0].isupper()
    return is_capital or not PARTICLES.isdisjoint((before[0], after[0]))


def seamed(pieces: Sequence[str]) -> str:
    """The pieces of broken lines as one, with a blank where the end of one is between two words."""
    made = pieces[0]
    for piece in pieces[1:]:
        made += " " * parts_latin(made + piece, len(made), len(made)) + piece
    return made
