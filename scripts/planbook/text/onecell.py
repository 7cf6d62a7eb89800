"""Finds tables with one cell a line: below their captions, or by a head that is known.

The copy of a page often has each cell of a table as a line. Serial numbers, or what each row has
once, show where such a table ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from planbook.text import grammar, series
from planbook.text.cells import HEAD, OUTER, TYPED, Kind, agree, kind_of, kinds_of
from planbook.text.grammar import mended
from planbook.text.tables import COUNTERS, SHORT

FEW = 6
"""Maximum characters of a last cell that ends with a full stop."""
CELLS = 4
"""Minimum lines under the caption of a table that are taken for its cells."""
AMOUNTS = 3
"""Minimum numbers among the lines below the caption of a box that are taken for cells."""
DIGITS, NEAR = 3, 15
"""Maximum digits of a serial number, and cells of a row."""
NAME, PAIRS = 20, 3
"""Maximum characters of a name with a sentence below it; the fewest pairs, their heads included."""
FEWEST = 3
"""Minimum rows of a table that has no caption."""
WIDEST = 12
"""Maximum columns."""
SPARE = 3
"""Maximum cells that a row has too many: broken ones, and the name of a group."""
HEADED = 2
"""Minimum heads that are known, one below the other, of a table without a caption."""
HEAD_LENGTH = 12
"""Maximum characters of such a head."""
HEAD_CELLS = 24
"""Maximum cells of a head on several rows."""
NEAREST, MANY, SHARE = 6, 6, 3
"""Maximum cells between two amounts below a head that is known; how many are, and every which cell."""
LONGEST = 2_000
"""Maximum cells of a table that has no serial numbers and no caption."""


@dataclass(frozen=True, slots=True)
class Serials:
    """The serial numbers of the rows of a table, among its cells."""

    places: tuple[int, ...]
    before: int
    """How many cells of a row may be before its number: the label of a group of rows."""
    columns: int


def cells_of(lines: Sequence[str], rows: Collection[int]) -> set[int]:
    """Indices of the cells of tables that have one cell a line."""
    found: set[int] = set()
    at = 0
    while at < len(lines):
        start, end = at, 0
        if grammar.opens_table(lines[at]):
            start = next((one for one in range(at + 1, len(lines)) if not is_note(lines[one])), at)
            end = max(counted_end(lines, start, rows), captioned_end(lines, at, start, rows))
        elif may_head(lines[at]):
            end = counted_end(lines, at, rows) or paced_end(lines, at, rows)
            end = end or mixed_end(lines, at, rows)
        found.update(range(start, end))
        at = max(end, at + 1)
    return found


def is_note(line: str) -> bool:
    return bool(grammar.NOTE.match(mended(line)))


def may_head(line: str) -> bool:
    plain = mended(line)
    is_short = len(plain) <= HEAD_LENGTH and grammar.is_open(plain)
    return is_short and bool(plain in COUNTERS or HEAD.fullmatch(plain))


def captioned_end(lines: Sequence[str], above: int, start: int, rows: Collection[int]) -> int:
    """Where the short lines below a caption end, if they may be cells; else 0."""
    end = start + sum(1 for _ in cells_from(lines, start, rows))
    end = max(end, end_of_pairs(lines, start, rows))
    amounts = sum(one[:1].isdigit() for one in lines[start:end])
    caption = grammar.CAPTION.match(mended(lines[above]).strip())
    heads = sum(1 for _ in takewhile(may_head, lines[start:end]))
    is_table = caption and caption["kind"].endswith("表")
    is_table = is_table or amounts >= AMOUNTS or heads >= HEADED
    return end if end - start >= CELLS and is_table else 0


def cells_from(lines: Sequence[str], start: int, rows: Collection[int]) -> Iterator[int]:
    """The lines from one on that may be cells, or the names of groups among them."""
    kinds = is_counted_group, is_marked_group, is_numbered_name
    return takewhile(
        lambda at: (
            at not in rows and (is_cell(lines[at]) or any(one(lines, start, at) for one in kinds))
        ),
        range(start, len(lines)),
    )


def end_of_pairs(lines: Sequence[str], start: int, rows: Collection[int]) -> int:
    """Where a table of names and sentences ends, by turns below their heads; its start if it is none.

    Names with numbers are titles of items: 01 产业跃升工程.
    """
    end = start
    while end + 1 < len(lines) and not (end in rows or end + 1 in rows):
        name, said = lines[end : end + 2]
        is_head = end == start and len(said) <= NAME and is_cell(said)
        is_name = len(name) <= NAME and is_cell(name) and not name[:1].isdigit()
        if not (is_name and (is_head or is_sentence(said))):
            break
        end += 2
    return end if end - start >= 2 * PAIRS else start


def is_sentence(line: str) -> bool:
    plain = mended(line)
    is_other = grammar.is_marked(plain) or grammar.CAPTION.match(plain) or grammar.NOTE.match(plain)
    return (line.endswith("。") or len(line) > SHORT) and not is_other


def is_counted_group(lines: Sequence[str], start: int, index: int) -> bool:
    """True for the name of a group after which the serial numbers of a table go on: （一）, then 5."""
    following = lines[index + 1] if index + 1 < len(lines) else ""
    if not following.isdecimal() or len(following) > DIGITS:
        return False
    before = {"1", *lines[max(start, index - NEAR) : index]}
    is_next = following == "1" or str(int(following) - 1) in before
    return is_next and len(lines[index]) <= SHORT and bool(series.group_of(mended(lines[index])))


def is_marked_group(lines: Sequence[str], start: int, index: int) -> bool:
    """True for the name of a group in a table without serial numbers, which has cells below it: 一、经济."""
    name = mended(lines[index])
    mark = series.group_of(name)
    is_name = mark is not None and grammar.TITLED < mark.family.rank <= OUTER
    is_name = is_name and index - start >= HEADED
    cells = [*takewhile(is_cell, lines[index + 1 : index + 1 + WIDEST])]
    is_name = is_name and len(name) <= SHORT and grammar.is_heading_form(name)
    return is_name and len(cells) > HEADED and any(kind_of(one) in TYPED for one in cells[1:])


def is_numbered_name(lines: Sequence[str], start: int, index: int) -> bool:
    """True for the name of an indicator with a number, above its amounts: 1.入园企业, >79."""
    mark = series.group_of(mended(lines[index]))
    is_name = mark is not None and mark.family.rank > OUTER and index - start >= HEADED
    is_name = is_name and len(lines[index]) <= SHORT and grammar.is_open(lines[index])
    return is_name and any(kind_of(one) in TYPED for one in lines[index + 1 : index + 3])


def is_cell(line: str) -> bool:
    return (
        len(line) <= SHORT
        and (grammar.is_open(line) or len(line) <= FEW)
        and not grammar.is_marked(mended(line))
        and not grammar.NOTE.match(line)
    )


# --- by serial numbers


def counted_end(lines: Sequence[str], start: int, rows: Collection[int]) -> int:
    """Where a table ends whose head has 序号 and whose rows begin with 1, 2, 3 …; 0 if none does."""
    found = serials_of(lines, start)
    if not found or any(one in rows for one in range(start, found.places[-1] + 1)):
        return 0
    last = found.places[-1]
    least = min(b - a for a, b in pairwise(found.places))
    end = min(len(lines), last + found.columns - found.before)
    values = takewhile(lambda at: at not in rows and may_be_value(lines[at]), range(last + 1, end))
    end = last + 1 + len([*values])
    is_short = not found.before and last + least < end and is_last(lines, found, last + least - 1)
    return last + least if is_short else end


def is_last(lines: Sequence[str], found: Serials, at: int) -> bool:
    """True if a cell ends a row: with a full stop, or as the last cells of the other rows do."""
    kinds = {kind_of(lines[one - 1]) for one in found.places[1:]}
    is_typed = len(kinds) == 1 and kinds <= {*TYPED} and kind_of(lines[at]) in kinds
    return is_typed or not grammar.is_open(lines[at])


def may_be_value(line: str) -> bool:
    """True for a line that may be in the last row of such a table."""
    plain = mended(line)
    return not (grammar.is_marked(plain) or is_note(line))


def serials_of(lines: Sequence[str], start: int = 0, *, is_counted: bool = True) -> Serials | None:
    """The serial numbers of a table whose head begins at a line; if `is_counted`, it must have 序号."""
    head = [*takewhile(lambda one: one != "1", lines[start : start + HEAD_CELLS])]
    counters = [at for at, one in enumerate(head[:HEADED]) if mended(one) in COUNTERS]
    first = start + len(head)
    is_head = len(head) >= HEADED and "".join(lines[first : first + 1]) == "1"
    if not is_head or (is_counted and not counters) or not all(map(may_be_head, head)):
        return None
    ways = (chain(lines, first, columns) for columns in range(2, WIDEST + 1))
    places = max(ways, key=lambda one: (len(one), -spread(one)))
    before = counters[0] if counters else 0
    are_even = {b - a for a, b in pairwise(places)} == {len(head) - before}
    are_ends = is_counted or all(kind_of(lines[one - 1]) in TYPED for one in places[1:])
    if len(places) < FEWEST or (before and are_even and are_ends):  # That is a title before 序号.
        return None
    columns = columns_of(lines, places, len(head), before)
    return Serials(places, before, columns) if counters or len(head) == columns else None


def may_be_head(line: str) -> bool:
    return is_cell(line) or bool(series.group_of(mended(line)))


def chain(lines: Sequence[str], first: int, columns: int) -> tuple[int, ...]:
    """The places of 1, 2, 3 … at about this distance, as evenly as may be."""
    reached = [{first: (0, first)}]
    while True:
        number, following = str(len(reached) + 1), dict[int, tuple[int, int]]()
        for place, (cost, _) in reached[-1].items():
            for step in range(max(2, columns - 1), columns + SPARE + 1):
                if place + step + 1 < len(lines) and lines[place + step] == number:
                    way = (cost + abs(step - columns), place)
                    following[place + step] = min(way, following.get(place + step, way))
        if not following:
            break
        reached.append(following)
    place = min(reached[-1], key=lambda one: reached[-1][one])
    found = [place]
    for one in reversed(reached[1:]):
        found.append(one[found[-1]][1])
    return tuple(found[::-1])


def spread(places: Sequence[int]) -> int:
    """How much the distances of serial numbers differ."""
    gaps = [b - a for a, b in pairwise(places)]
    return max(gaps, default=0) - min(gaps, default=0)


def columns_of(lines: Sequence[str], places: Sequence[int], head: int, before: int) -> int:
    """The columns that the distances of serial numbers show, and the cells of the head.

    A row may lack the label of its group, which is above; or the name of a group follows it.
    """
    gaps = [b - a for a, b in pairwise(places)]
    least = min(gaps)
    if before:
        return least + (least + 1 in gaps or (max(gaps) == least and head - before == least + 1))
    counts = Counter(gaps)
    is_longer = head != least and gaps[0] == least + 1 and not are_grouped(lines, places, least)
    is_lost = head == least + 1 and counts[least + 1] > counts[least]
    return least + (is_longer and (is_lost or are_spanned(lines, places, least)))


def are_grouped(lines: Sequence[str], places: Sequence[int], columns: int) -> bool:
    """True if rows that have a cell more end with the name of a group, after a cell of the last column."""
    ends = {kind_of(lines[b - 1]) for a, b in pairwise(places) if b - a == columns}
    longer = [(lines[b - 2], lines[b - 1]) for a, b in pairwise(places) if b - a == columns + 1]
    return (
        len(ends) == 1
        and ends <= {*TYPED}
        and all(kind_of(own) in ends and kind_of(name) is Kind.TEXT for own, name in longer)
    )


def are_spanned(lines: Sequence[str], places: Sequence[int], short: int) -> bool:
    """True if the rows that have a cell more are like the others without their second one."""
    rows = {False: list[list[str]](), True: list[list[str]]()}
    for a, b in pairwise(places):
        if b - a <= short + 1:
            rows[b - a > short].append([lines[a], *lines[a + 1 + (b - a > short) : b]])
    kinds = kinds_of(rows[False])
    return all(agree(row[1:], kinds[1:]) for row in rows[True])


# --- by what each row has in the same columns


def paced_end(lines: Sequence[str], start: int, rows: Collection[int]) -> int:
    """Where a table ends whose head is known and whose rows are alike; 0 if there is none."""
    heads = takewhile(may_head, lines[start : start + HEADED])
    if sum(1 for _ in heads) < HEADED:
        return 0
    end = max(paced(lines, start, columns, rows) for columns in range(2, WIDEST + 1))
    return start + end if end else 0


def mixed_end(lines: Sequence[str], start: int, rows: Collection[int]) -> int:
    """Where a table ends whose head is known, with many amounts below it, as its last one; else 0."""
    heads = sum(1 for _ in takewhile(may_head, lines[start : start + HEAD_CELLS]))
    last, count, first = start + heads - 1, 0, start + heads
    for at in islice(cells_from(lines, start, rows), heads, LONGEST) if heads >= HEADED else ():
        if at - last > NEAREST:
            break
        if kind_of(lines[at]) in TYPED:
            last, count = at, count + 1
    return last + 1 if count >= MANY and SHARE * count >= last + 1 - first else 0


def paced(lines: Sequence[str], start: int, columns: int, rows: Collection[int]) -> int:
    """How many cells are in rows with numbers or statuses in the same columns; 0 if few rows are."""
    firsts = range(start + columns, start + LONGEST, columns)
    first = typed_in(lines, start + columns, columns, rows)
    if not first or len(first) == columns or typed_in(lines, start, columns, rows) is None:
        return 0
    alike = takewhile(lambda at: typed_in(lines, at, columns, rows) == first, firsts)
    count = sum(1 for _ in alike)
    return columns * (1 + count) if count >= FEWEST else 0


def typed_in(lines: Sequence[str], at: int, columns: int, rows: Collection[int]) -> set[int] | None:
    """The columns with a number or a status in the row of cells at a line; None if it is no row."""
    row = lines[at : at + columns]
    are_cells = len(row) == columns and not any(one in rows for one in range(at, at + columns))
    if not are_cells or not all(map(is_cell, row)):
        return None
    return {column for column, one in enumerate(row) if kind_of(one) in TYPED}
