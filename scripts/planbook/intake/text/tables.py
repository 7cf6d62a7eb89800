"""Reads the tables of plain text whose cells are below each other: each of their rows becomes one line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import accumulate, pairwise, takewhile

from planbook.intake.form import Left, digit_runs
from planbook.intake.overpages import REPEATED, joined
from planbook.intake.text.broken import HEAD, Cells, is_open, is_split, labeled, ways_of
from planbook.text import grammar
from planbook.text.aligned import Aligned, aligned, pieced
from planbook.text.blanks import INDENTED, gaps_in, usual_indent, without_pages
from planbook.text.cells import HEAD as COLUMN
from planbook.text.cells import Kind, agree, head_kind, is_value, kind_of, kinds_of
from planbook.text.gaps import PROSE
from planbook.text.grammar import mended
from planbook.text.layout import Role, layout_of
from planbook.text.parted import cell_gaps
from planbook.text.series import group_of
from planbook.text.tables import SHORT, is_piece

NAME = 12
"""The head of a column has no more characters."""
GAP = re.compile(r"\t|\s{2}")
"""Parts cells for sure."""
ROW = 40
"""Maximum lines of a row."""
Gaps = Mapping[int, Sequence[re.Match[str]]]


@dataclass(slots=True)
class Rows:
    """The lines of a text, with each row of an aligned table on one line, its cells parted by tabs."""

    lines: list[str]
    left: list[Left] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    """The runs of digits in those tables."""
    doubts: list[str] = field(default_factory=list)
    """The heads of the tables of which it is open whether a cell goes over several lines."""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of an aligned table, each with its place in the text."""

    rows: Sequence[tuple[int, Cells]]
    again: Collection[int]
    """The places of the heads that it repeats on each page."""
    moved: Collection[int] = ()
    """The places of the labels of groups that another line has now."""

    @property
    def places(self) -> list[int]:
        return [place for place, _ in self.rows]

    @property
    def cells(self) -> list[Cells]:
        return [cells for _, cells in self.rows]

    @property
    def begun(self) -> set[int]:
        """The lines that a blank line or the end of a page parts from those above."""
        return {at for at, (a, b) in enumerate(pairwise(self.places), 1) if b > a + 1}

    def row(self, row: range) -> Iterator[str]:
        """The cells of a row that is on these lines."""
        for column in range(1 + max(map(max, self.cells))):
            yield reduce(joined, (self.rows[at][1].get(column, "") for at in row))


def with_rows(lines: Sequence[str]) -> Rows:
    """The text, with the tables for which there is one way to make rows of their lines."""
    lines, doubts = with_whole_rows(lines)
    found, made, gone = Rows([], doubts=doubts), [*lines], set[int]()
    is_indented = bool(usual_indent(lines) or INDENTED.search("\n".join(lines)))
    for table in tables_in(lines):
        found.left += (Left(REPEATED, lines[at].strip()) for at in sorted(table.again))
        gone |= {*table.again, *table.moved}
        places = table.places
        ways = ways_of(table.cells, table.begun, is_indented=is_indented)
        way = ways[0] if len(ways) == 1 else ()
        is_doubtful = ways if not way else is_split([next(table.row(row)) for row in way[1:]])
        is_doubtful = is_doubtful or any(map(has_values, table.cells))
        if is_doubtful or (not ways and is_open(table.cells, table.begun)):
            found.doubts.append(" ".join(lines[places[0]].split()))
        for row in way:
            own = [places[at] for at in row]
            feed = "\f" * ("\f" in lines[own[0]])
            made[own[0]] = feed + "\t".join(table.row(row))
            gone |= {*own[1:]}
            found.numbers += digit_runs("\n".join(lines[at] for at in own))
    found.lines = [*without(made, gone)]
    return found


def has_values(line: Cells) -> bool:
    """True if a cell has two values, which may be those of two columns: 78.6 80."""
    return any(sum(map(is_value, cell.split())) > 1 for cell in line.values())


def without(lines: Sequence[str], gone: Collection[int]) -> Iterator[str]:
    """The lines that stay; the beginning of a page goes to the next of them."""
    feed = ""
    for at, line in enumerate(lines):
        if at in gone:
            feed = feed or "\f" * ("\f" in line)
        else:
            yield feed + line
            feed = ""


def heads_unparted(lines: Sequence[str]) -> Iterator[str]:
    """The heads of tables whose cells nothing parts: 类别 重点任务 below a caption, or three such names."""
    solid = [one for one in lines if one.strip()]
    parted = {at for at, *_ in cell_gaps(solid, ())}
    for at, line in enumerate(solid):
        names = line.split()
        least = 2 if grammar.is_captioned(solid, at) else 3
        if at not in parted and not GAP.search(line.strip()) and len(names) >= least:
            known = sum(len(one) <= NAME and bool(COLUMN.fullmatch(one)) for one in names)
            if known >= max(2, len(names) - 1) and not PROSE.search(line):
                yield " ".join(names)


# --- lines that are aligned


def tables_in(lines: Sequence[str]) -> Iterator[Table]:
    """The aligned tables of a text."""
    lengths = (len(one) + 1 for one in lines)
    starts = {start: at for at, start in enumerate(accumulate(lengths, initial=0))}
    solid = [starts[one.start()] for one in without_pages("\n".join(lines))]
    gaps = dict(zip(solid, gaps_in([lines[at] for at in solid]), strict=True))
    for above, run in runs_of(lines, gaps):
        pages = pages_of(lines, run)
        is_captioned = bool(grammar.CAPTION.match(mended(lines[above].strip())))
        if rows := by_kinds(lines, [above, *run], is_captioned=is_captioned):
            again = {*repeated(lines, pages, rows)}
            kept = [(at, row) for at, row in rows.items() if row and at not in again]
            yield Table(kept, again, {at for at, row in rows.items() if not row})
            continue
        for parts in ([run], pages):
            found = [table_of(lines, gaps, own, is_captioned=is_captioned) for own in parts]
            if len({one and len(one.columns.strips) for one in found}) == 1 and found[0]:
                pairs = zip(found, parts, strict=True)
                cells = [row for one, own in pairs if one for row in rows_of(one, own)]
                again = {*repeated(lines, pages, dict(cells))}
                yield Table([row for row in cells if row[0] not in again], again)
                break


def runs_of(lines: Sequence[str], gaps: Gaps) -> Iterator[tuple[int, list[int]]]:
    """The lines that may be a table, each run with the line above it.

    They have gaps, or are a short piece of a cell, or the name of a group, below such a line.
    """
    above, run = 0, list[int]()
    for at, its in gaps.items():
        if its or (run and is_lone(lines[at].strip())):
            run.append(at)
            continue
        if run:
            yield above, run
        above, run = at, []
    if run:
        yield above, run


def is_lone(line: str) -> bool:
    """True for a line with one cell that may be in a table: a piece of a cell, 一、经济发展, 续表."""
    mark = group_of(mended(line))
    is_named = mark and mark.family.rank > grammar.TITLED and len(line) <= SHORT
    is_told = grammar.CONTINUED.match(line)
    return is_piece(line) or bool(is_told or (is_named and grammar.is_open(line)))


def pages_of(lines: Sequence[str], run: Sequence[int]) -> list[list[int]]:
    """The same lines, page by page: a page begins with a form feed, or below a page mark."""
    made = [[run[0]]]
    for before, at in pairwise(run):
        if lines[at].startswith("\f") or any(lines[one].strip() for one in range(before + 1, at)):
            made.append([])
        made[-1].append(at)
    return made


def by_kinds(
    lines: Sequence[str], run: Sequence[int], *, is_captioned: bool
) -> Mapping[int, Cells]:
    """The cells of the lines from the first to the last with several, if their kinds show them all.

    A line with the label of a group alone has none: the first line of the group has it.
    """
    several = [at for at in run if len(lines[at].split()) > 2]
    own = [at for at in run if several and several[0] <= at <= several[-1]]
    upper = [
        at for at in run[1:] if own and at < own[0] and not grammar.NOTE.match(lines[at].strip())
    ]
    own = [*upper[-1:], *own] if is_captioned else own
    found = pieced([lines[at] for at in own])
    cells = labeled(*found) if found else []
    return dict(zip(own, cells, strict=True)) if cells else {}


def table_of(
    lines: Sequence[str], gaps: Gaps, own: Sequence[int], *, is_captioned: bool
) -> Aligned | None:
    return aligned([lines[at] for at in own], [gaps[at] for at in own], is_captioned=is_captioned)


def rows_of(table: Aligned, places: Sequence[int]) -> Iterator[tuple[int, Cells]]:
    return ((at, table.cells(own)) for own, at in enumerate(places) if table.is_row(own))


def repeated(
    lines: Sequence[str], pages: Sequence[Sequence[int]], rows: Mapping[int, Cells]
) -> Iterator[int]:
    """The lines at the top of pages that equal the first rows of a table, and 续表 above them."""
    head = [at for at in pages[0] if at in rows][:HEAD]
    for first, *others in pages[1:]:
        is_told = (
            bool(grammar.CONTINUED.match(lines[first].strip())) and not [*rows.get(first, {})][1:]
        )
        own = others if is_told else [first, *others]
        yield from [first] * is_told
        pairs = zip(head, own[:-1], strict=False)
        same = takewhile(lambda pair: lines[pair[0]].split() == lines[pair[1]].split(), pairs)
        yield from (again for _, again in same)


# --- rows by tabs whose cells have line ends


def with_whole_rows(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines, with rows by tabs on one line each, and those rows whose first cell may be too long.

    A browser copies a line end in a cell as one inside its row: the tabs of the row count on.
    """
    made, doubts, at = list[str](), list[str](), 0
    for start, end in broken_rows(lines):
        first = start
        while first > at and lines[first - 1].strip() and is_plain(lines[first - 1]):
            first -= 1
        row = [""]
        for line in filter(str.strip, lines[first:end]):
            head, *others = line.split("\t")
            row = [*row[:-1], with_piece(row[-1], head.strip()), *others]
        doubts += [" ".join(row)] * (first < start)
        made += [*lines[at:first], "\t".join(row)]
        at = end
    return [*made, *lines[at:]], doubts


def with_piece(cell: str, more: str) -> str:
    """A cell with its next line; a blank is between two values: 34.5, 80以上."""
    are_values = kind_of(cell) is kind_of(more) is Kind.AMOUNT
    return f"{cell} {more}" if are_values else joined(cell, more)


def is_plain(line: str) -> bool:
    return "\t" not in line and is_piece(line.strip())


def broken_rows(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines of a row that has as many tabs as the head of its table, but has them on several lines."""
    full, done = list[list[str]](), 0
    for at, line in enumerate(lines):
        width = len(full[0]) - 1 if full else 0
        tabs = line.count("\t")
        if at < done or not line.strip():
            continue
        if tabs >= max(width, 2):
            full = [*(full if tabs == width else ()), line.split("\t")]
        elif not tabs and not is_plain(line):
            full = []
        elif tabs and full and (end := row_end(lines, at, full)):
            done = end
            yield at, end


def row_end(lines: Sequence[str], start: int, full: Sequence[Sequence[str]]) -> int:
    """Where the tabs of a row are complete; 0 if they are not, or if each line may be a short row."""
    missing, own = len(full[0]) - 1, list[str]()
    body = [row for row in full if any(map(is_value, row))]
    kinds = kinds_of(body) if body else tuple(map(head_kind, full[0]))
    for at in range(start, min(start + ROW, len(lines))):
        tabs = lines[at].count("\t")
        if lines[at].strip() and not (tabs or is_plain(lines[at])):
            return 0
        missing -= tabs
        own += [lines[at]] if lines[at].strip() else []
        if missing <= 0 or tabs == len(full[0]) - 1:
            is_row = missing == 0 and not all(is_short(one.split("\t"), kinds) for one in own)
            return (at + 1) * is_row
    return 0


def is_short(row: Sequence[str], kinds: Sequence[Kind | None]) -> bool:
    """True if a line may be a row that lacks its first cells, as those above cover it, or its last."""
    lost = [""] * (len(kinds) - len(row))
    return kind_of(row[0]) is Kind.TEXT and (
        agree([*lost, *row], kinds) or agree([*row, *lost], kinds)
    )


# --- cells with a line each, and some beside each other


def with_single_cells(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with each cell on its own in tables that have most of them so: 亿元 386.2, 560 预期性."""
    plain = [one.strip() for one in lines]
    solid = [at for at, one in enumerate(plain) if one]
    roles = layout_of(tuple(plain[at] for at in solid)).roles
    cells = {at for at, role in zip(solid, roles, strict=True) if role is Role.CELL}
    for at, line in enumerate(lines):
        pieces = plain[at].split() if at in cells else []
        loose = [one for one in pieces if kind_of(one) is Kind.TEXT and not COLUMN.fullmatch(one)]
        yield from pieces if len(pieces) > 1 >= len(loose) else [line]
