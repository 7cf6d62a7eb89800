"""Tells which single blanks part the cells of rows.

The rows of a table agree: in the number of their cells, and in the kind of each column. Where they
do, a blank that fits parts two cells, and any other is inside one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from planbook.text import grammar
from planbook.text.cells import BLANK, OUTER, TYPED, Gaps, Kind, Pieces, Span, agree, kinds_of
from planbook.text.grammar import mended

BLANKS = " \u00a0\u2003\u3000"
WIDE = 2
"""Minimum blanks at the end of a row that stand for a cell."""
HEADS = 2
"""Minimum columns of a head that are known, and of rows below it."""
ROWS = 3
"""Minimum rows of a table without a caption and a head that are known."""
NEAR = 3
"""Maximum lines between two rows of such a table: names of groups, pieces of cells."""
COVERED = 2
"""Maximum cells that a row lacks at its beginning."""
LONGEST = 120
"""A line of more characters is no row."""


def cell_gaps(lines: Sequence[str], tabbed: Collection[int]) -> Iterator[tuple[int, Span, int]]:
    """The blanks that part the cells of rows: line, span, and how many tabs.

    Inside the lines that are parted by tabs alone, which are given, there are none.
    """
    for block in blocks(lines):
        are_rows = (at for at in block if not grammar.PAGE_MARK.fullmatch(lines[at]))
        rows = {index: Pieces.of(lines[index]) for index in are_rows if index not in tabbed}
        has_tabs = any("\t" in lines[index].strip() for index in block)
        parted = by_tabs(lines, block) if has_tabs else None
        is_sure = not has_tabs or grammar.is_captioned(lines, min(rows, default=0))
        chosen = beside_rows(rows, parted) if parted else by_blanks(rows) if is_sure else {}
        for index, gaps in chosen.items():
            row = rows[index]
            yield from ((index, row.gaps[one], 1) for one in gaps if not row.is_sure[one])
        yield from trailing(lines, block)


def trailing(lines: Sequence[str], block: range) -> Iterator[tuple[int, Span, int]]:
    """The blanks at the end of a short row that stand for its last cells, if no whole row has such."""
    rows = {index: lines[index].rstrip(BLANKS) for index in block if "\t" in lines[index]}
    counts = {index: row.count("\t") for index, row in rows.items()}
    most = max(counts.values(), default=0)
    gaps = {index: len(lines[index]) - len(row) for index, row in rows.items()}
    if all(gaps[index] < WIDE for index, count in counts.items() if count == most):
        for index, count in counts.items():
            if gaps[index] >= WIDE and count < most:
                yield index, (len(rows[index]), len(lines[index])), most - count


def blocks(lines: Sequence[str]) -> Iterator[range]:
    """The lines that may be a table: below a caption, around a line with a tab, or among numbers."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (may_be_row(lines[end]) or is_group(lines, start, end)):
            end += 1
        captioned = grammar.is_captioned(lines, start)
        if captioned or any("\t" in one.strip() for one in lines[start:end]):
            yield range(start, end)
        else:
            yield from among_numbers(lines, range(start, end))
        start = max(end, start + 1)


def among_numbers(lines: Sequence[str], block: range) -> Iterator[range]:
    """The tables without captions among the lines: from their heads to the last of rows with numbers."""
    rows = {at: Pieces.of(lines[at]) for at in block if BLANK.search(lines[at].strip())}
    found = [at for at in rows if is_counted(rows, at) or rows[at].is_row]
    for own in runs(found):
        last = own[-1]
        while last + 1 in rows and len(rows[last + 1].texts) > HEADS:
            last += 1
        first = head_above(rows, own[0])
        has_head = first < own[0] and rows[first].is_head
        if len(own) >= (HEADS if has_head else ROWS):
            yield range(first, last + 1)


def runs(found: Sequence[int]) -> Iterator[list[int]]:
    """The rows that are near each other."""
    run: list[int] = []
    for at in found:
        if run and at - run[-1] > NEAR:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def is_counted(rows: Mapping[int, Pieces], at: int) -> bool:
    """True for a row with the serial number after or before that of the row beside it."""
    own = rows[at].texts
    beside = [rows[one].texts for one in range(at - NEAR, at + NEAR + 1) if one in rows]
    near = {one[0] for one in beside if len(one) > HEADS}
    is_number = own[0].isdecimal() and len(own) > HEADS
    return is_number and not near.isdisjoint((str(int(own[0]) - 1), str(int(own[0]) + 1)))


def head_above(rows: Mapping[int, Pieces], first: int) -> int:
    """The first of the lines above a row that are parted by blanks, too; one may name a group."""
    while near := [at for at in (first - 1, first - 2) if at in rows]:
        first = near[0]
    return first


def is_group(lines: Sequence[str], start: int, index: int) -> bool:
    """True for a line inside a table that may name a group: 一、经济发展, with a row of numbers after it.

    It may have sums: 一、交通项目（2项） 98000 81000.
    """
    mark = grammar.mark_of(mended(lines[index]))
    following = lines[index + 1] if index + 1 < len(lines) else ""
    sums = Pieces.of(lines[index]).kinds[1:]
    if index == start or not mark or mark.family.rank <= grammar.TITLED:
        return False
    if any(kind not in TYPED for kind in sums):
        return False
    row = Pieces.of(following) if may_be_row(following) else Pieces.of("")
    return len(row.texts) > HEADS and any(kind in TYPED for kind in row.kinds)


def may_be_row(line: str) -> bool:
    plain = mended(line)
    mark = grammar.mark_of(plain)
    return not (
        len(line) > LONGEST
        or plain.endswith(tuple("。；：！？"))
        or (mark and mark.family.rank <= OUTER)
        or grammar.CAPTION.match(plain)
        or grammar.NOTE.match(plain)
        or grammar.CONTENTS.match(plain)
    )


def by_tabs(lines: Sequence[str], block: range) -> list[list[str]]:
    """The cells of the rows of the usual length, among rows that are parted by tabs."""
    rows = [lines[index].split("\t") for index in block if "\t" in lines[index]]
    width, count = Counter(map(len, rows)).most_common(1)[0]
    return [[cell.strip() for cell in row] for row in rows if len(row) == width and count >= HEADS]


def beside_rows(rows: Mapping[int, Pieces], known: Sequence[Sequence[str]]) -> Mapping[int, Gaps]:
    """Where single blanks part the cells of a row, beside rows with tabs."""
    kinds = kinds_of(known[1:] or known)
    width = len(kinds)
    made: dict[int, Gaps] = {}
    for index, row in rows.items():
        if 1 + row.tabs >= width or len(row.texts) < width:
            continue
        gaps = row.parted(kinds)
        is_typed = set(gaps) <= set(row.beside_amounts())
        made[index] = gaps if is_typed or (len(row.texts) == width and any(kinds)) else ()
    return made


def by_blanks(rows: Mapping[int, Pieces]) -> Mapping[int, Gaps]:
    """Where single blanks part the cells of a whole table; empty if it may be none.

    Its head is known, and numbers are below it; or all lines are alike, or most have several numbers.
    """
    (first, head), *others = rows.items() or [(0, Pieces.of(""))]
    several = [row for _, row in others if row.gaps]
    if len(several) < HEADS:
        return {}
    width = usual_width(head, several)
    kinds = kinds_of([row.texts for row in several if len(row.texts) == width])
    typed = sum(kind not in (Kind.TEXT, None) for kind in kinds[1:])
    is_even = all(len(row.texts) == width for row in (head, *several))
    known = head.known_heads() >= HEADS
    are_rows = 2 * sum(row.is_row for row in several) > len(several) >= ROWS
    if not (are_rows or ((typed or is_even) and (known or (is_even and typed >= HEADS)))):
        return {}
    made = {index: gaps_of(row, kinds) for index, row in others}
    whole = head.every()
    return made | {first: whole if len(head.texts) <= width else head.outside_brackets()}


def usual_width(head: Pieces, rows: Sequence[Pieces]) -> int:
    """The number of columns: that of the head if rows have it, or else that of most rows."""
    counts = Counter(len(row.texts) for row in rows)
    own = len(head.texts)
    return own if counts[own] >= HEADS else counts.most_common(1)[0][0]


def gaps_of(row: Pieces, kinds: Sequence[Kind | None]) -> Gaps:
    """The gaps of a row by the number of its pieces, then by their kinds, then as far as sure.

    The first cells may be missing, since those above cover them.
    """
    lost = len(kinds) - len(row.texts)
    is_covered = 0 < lost <= COVERED and agree(row.texts, kinds[lost:])
    if not lost or is_covered or row.is_head:
        return row.every()
    return row.parted(kinds) or row.beside_amounts()
