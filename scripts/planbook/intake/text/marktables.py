"""Reads tables that are drawn with signs, or tagged: with bars, as a grid, by columns, and in HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from lxml import html as lxml_html

from planbook.characters import columns
from planbook.intake.form import Block, Grid, Line, bare
from planbook.intake.furniture import is_furniture
from planbook.intake.html.layout import blocks_of

DELIMITER = re.compile(
    r"[ \t]*+(?:\|[ \t]*+)?:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)+(?:\|[ \t]*+)?$"
)
SINGLE = re.compile(r"[ \t]*\|[ \t]*:?-+:?[ \t]*\|[ \t]*$")
GRID_RULE = re.compile(r"[ \t]*\+(?:[-=:]{3,}\+)+[ \t]*$")
COLUMNS = re.compile(r"[ \t]*-{3,}(?:[ \t]+-{3,})+[ \t]*$")
FULL_RULE = re.compile(r"[ \t]*-{10,}[ \t]*$")
OPENING = re.compile(r"\s*<table\b", re.IGNORECASE)
CLOSING = re.compile(r"</table\s*>", re.IGNORECASE)
GAP = re.compile(r"[ \t]{2,}")
"""Parts two cells of a row by columns."""
FILLER = "\0"
"""Follows a wide character, so that a place in a line is a place on the screen."""
HEAD_AND_BODY = 2
"""The parts of a grid that has a rule below its head alone."""
MOST_HEAD = 6
"""Lines that the head of a table by columns can have."""
BAR = re.compile(r"(?<!\\)[|｜]")
EMPTY = re.compile(r"\s*(?:[|｜]\s*)+")
"""A line of bars alone: where each cell has its own line, an empty one."""
ONE_CELL = re.compile(rf"[^|]*\||{EMPTY.pattern}")
"""A cell on its own line, with a bar at its end: 2025年 |."""
ENDS = "|｜ \u00a0\u3000"
LEAST, LEAST_PAIRS = 2, 3
"""Minimum rows with the same number of bars; if that is one, more lines prove a table."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that begins at a line, and the number of the line after it."""

    blocks: tuple[Block, ...]
    end: int


def table_at(lines: Sequence[str], at: int) -> Table | None:
    """The table that begins at a line, in whatever form."""
    following = lines[at + 1] if at + 1 < len(lines) else ""
    if "|" in lines[at] and (DELIMITER.match(following) or SINGLE.match(following)):
        return barred(lines, at)
    if GRID_RULE.match(lines[at]):
        return gridded(lines, at)
    if OPENING.match(lines[at]):
        return tagged(lines, at)
    if FULL_RULE.match(lines[at]) or (lines[at].strip() and COLUMNS.match(following)):
        return in_columns(lines, at)
    return unruled(lines, at) if BAR.search(lines[at]) and not is_furniture(lines[at]) else None


def unruled(lines: Sequence[str], at: int) -> Table | None:
    """Lines with as many bars as others below or above them, without a rule below their head."""
    own = rows_from(lines, at)
    bars, count = Counter(bars_of(lines[one]) for one in own).most_common(1)[0]
    is_listed = bars == 1 and lines[at].strip()[:1].isdigit()
    if count < (LEAST_PAIRS if bars == 1 else LEAST) or is_listed:
        return None
    texts = {one: BAR.sub("|", lines[one]).strip() for one in own}
    if bars == 1 and all(map(ONE_CELL.fullmatch, texts.values())):
        cells = (Line(lines[one].rstrip(ENDS)) for one in range(at, own[-1] + 1))
        return Table((*cells,), own[-1] + 1)
    frame = "" if all(one.startswith("|") for one in texts.values()) else "|"
    end = "" if all(one.endswith("|") for one in texts.values()) else "|"
    rows = {at: tuple(cells_of(f"{frame}{one}{end}")) for at, one in texts.items()}
    blocks: list[Block] = []
    solid = (one for one in range(at, own[-1] + 1) if lines[one].strip())
    for is_row, run in groupby(solid, key=rows.__contains__):
        group = list(run)
        blocks += [Grid(tuple(rows[one] for one in group))] if is_row else [Line(lines[group[0]])]
    return Table(tuple(blocks), own[-1] + 1)


def rows_from(lines: Sequence[str], at: int) -> list[int]:
    """The lines with bars from a line on; blank lines may part all of them."""
    step = 1 if "".join(lines[at + 1 : at + 2]).strip() else 2
    found = [at]
    while following := next_row(lines, found, step):
        found.append(following)
    return found


def next_row(lines: Sequence[str], found: Sequence[int], step: int) -> int:
    """The next row, if it is no longer than those below the head; 0 if there is none.

    One line without bars may be between two rows: the name of a group, or the end of a cell.
    """
    last, usual = found[-1], bars_of(lines[found[min(1, len(found) - 1)]])
    between = lines[last + 1 : last + 2 * step]
    first, second = ("".join(lines[one : one + 1]) for one in (last + step, last + 2 * step))
    if step > 1 and any(one.strip() for one in between[::2]):
        return 0
    if bars := bars_of(first):
        return last + step if bars <= usual or len(found) == 1 else 0
    return last + 2 * step if first.strip() and bars_of(second) == usual else 0


def bars_of(line: str) -> int:
    return 1 if EMPTY.fullmatch(line) else len(BAR.findall(line))


def barred(lines: Sequence[str], at: int) -> Table:
    """Rows of cells between bars; an escaped bar is text."""
    end = next((i for i in range(at, len(lines)) if "|" not in lines[i]), len(lines))
    rows = [cells_of(line) for i, line in enumerate(lines[at:end]) if i != 1]
    return Table((Grid(evened(rows)),), end)


def rows_between(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a grid by its bars: those between two rules are one row, if all rows have rules."""
    groups: list[list[list[str]]] = []
    for line in lines:
        if GRID_RULE.match(line):
            groups.append([])
        elif groups:
            groups[-1].append(cells_of(line))
    groups = list(filter(None, groups))
    if len(groups) <= HEAD_AND_BODY:
        return [row for group in groups for row in group]
    pieces = (zip_longest(*group, fillvalue="") for group in groups)
    return [[" ".join(filter(None, cell)) for cell in row] for row in pieces]


def cells_of(line: str) -> list[str]:
    inside = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)
    return [bare(one.replace("\\|", "|")) for one in re.split(r"(?<!\\)\|", inside)]


def evened(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The rows, each with as many cells as the widest."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def gridded(lines: Sequence[str], at: int) -> Table | None:
    """A grid of + - |; cells may have several lines, and cover columns and rows."""
    end = next(
        (i for i in range(at, len(lines)) if lines[i].strip()[:1] not in ("+", "|")), len(lines)
    )
    if end - at < 3 or not GRID_RULE.match(lines[end - 1]):
        return None
    wide = [spread(line.rstrip()) for line in lines[at:end]]
    stops = sorted(
        {i for line in wide if "+-" in line or "+=" in line for i, c in enumerate(line) if c == "+"}
    )
    if any(len(line) != len(wide[0]) for line in wide):  # set for narrow Han characters
        return Table((Grid(evened(rows_between(lines[at:end]))),), end)
    return Table((Grid(tuple(grid_rows(wide, stops))),), end)


def grid_rows(lines: Sequence[str], stops: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """The rows of a grid, each cell where it begins."""
    spans = list(pairwise(stops))
    rows: list[list[list[str]]] = []
    owners: list[list[str]] = []
    for line in lines:
        ruled = [not line[a + 1 : b].strip("-=:") for a, b in spans]
        if any(ruled):
            rows.append([[] for _ in spans])
            owners = [
                rows[-1][i] if ruled[i] or not owners else owners[i] for i in range(len(spans))
            ]
        start = 0
        for i, (_, b) in enumerate(spans):
            is_end = line[b] in "|+"
            if is_end:
                text = line[spans[start][0] + 1 : b].replace(FILLER, "").strip()
                if text.strip("-=:+|"):
                    owners[start].append(text)
                start = i + 1
    made = (tuple(bare(" ".join(cell)) for cell in row) for row in rows)
    yield from (row for row in made if any(row))


def spread(line: str) -> str:
    """The line with a filler after each wide character."""
    return "".join(c + FILLER * (columns(c, "WF") - 1) for c in line)


def tagged(lines: Sequence[str], at: int) -> Table | None:
    """A table in HTML."""
    end = next((i + 1 for i in range(at, len(lines)) if CLOSING.search(lines[i])), 0)
    if not end:
        return None
    markup, _, rest = "\n".join(lines[at:end]).rpartition("</")
    tree = lxml_html.fromstring(f"<div>{markup}</table></div>")
    after = rest.partition(">")[2].strip()
    return Table((*blocks_of(tree), *([Line(after)] if after else [])), end)


def in_columns(lines: Sequence[str], at: int) -> Table | None:
    """Columns under dashes: a line a row, or several if rules enclose the whole."""
    is_ruled = bool(FULL_RULE.match(lines[at]))
    near = range(at, min(at + MOST_HEAD, len(lines)))
    head = next((i for i in near if COLUMNS.match(lines[i])), -1)
    if head < 0:
        return None
    end, after = end_of_columns(lines, head + 1, is_ruled=is_ruled)
    inside = lines[head + 1 : end]
    groups = [
        lines[at + is_ruled : head],
        *(grouped(inside) if is_ruled else [[one] for one in inside]),
    ]
    spans = [one.span() for one in re.finditer("-+", lines[head])]
    rows = [[cut(line, spans) for line in group] for group in groups]
    if not all(line for group in rows for line in group):
        return None
    return Table((Grid(tuple(map(joined, rows))),), after)


def end_of_columns(lines: Sequence[str], start: int, *, is_ruled: bool) -> tuple[int, int]:
    """The line after the last row, and the line after the table: a rule may close it."""
    closing = FULL_RULE if is_ruled else COLUMNS
    for at in range(start, len(lines)):
        if closing.match(lines[at]):
            return at, at + 1
        if not is_ruled and not lines[at].strip():
            break
    else:
        at = len(lines)
    rows = (one + 1 for one in range(start, at) if is_ruled or GAP.search(lines[one].strip()))
    end = max(rows, default=start)
    return end, end


def joined(group: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The lines of a row as one."""
    return tuple(bare(" ".join(filter(None, cells))) for cells in zip(*group, strict=True))


def grouped(lines: Sequence[str]) -> list[list[str]]:
    """The lines between blank lines."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [one for one in groups if one]


def cut(line: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The cells of a line by their places; by its gaps if a place is inside a word; or none."""
    wide = spread(line)
    starts = [0, *(start for start, _ in spans[1:]), max(len(wide), spans[-1][1])]
    places = [wide[a:b] for a, b in pairwise(starts)]
    if all(
        not one or one[-1:] in (" ", "") or len(wide) <= end
        for one, end in zip(places, starts[1:], strict=True)
    ):
        return [one.replace(FILLER, "").strip() for one in places]
    parts = GAP.split(line.strip())
    return parts if len(parts) == len(spans) else []
