"""Runs the stage `parse`: repaired text to outline, or the places that the text leaves open."""

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter

from msgspec import Struct

from planbook.fields import Line as OneLine
from planbook.fields import LineNumber
from planbook.locales import Bilingual
from planbook.numerals import number_of
from planbook.problems import Problem, Problems, quote, raise_any, stop
from planbook.structure import tree
from planbook.structure.address import assemble
from planbook.structure.blocks import cells, has_label
from planbook.structure.model import Outline
from planbook.structure.tree import Line, Node, Readings, Role
from planbook.text import grammar
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.decode import FILE
from planbook.text.repair import Repaired, line_numbers

ANY_SHAPE = 2_000
"""Maximum cells of a table that may be filled up whatever its shape."""
MOSTLY = 4
"""Maximum size of a larger table that is filled up, as a multiple of its original cells."""


class Missing(Struct, frozen=True, forbid_unknown_fields=True):
    """A declared gap of the source: a table without its body, or one that is missing entirely."""

    label: OneLine
    """`表2`, or a name for whatever else is missing."""
    line: LineNumber
    """Line of the source under which the notice appears."""
    notice: Bilingual
    """The notice to the reader."""


def parse(repaired: Repaired, missing: Collection[Missing]) -> Outline:
    """The outline of the text. Every solid character belongs to exactly one node of it.

    Raises `Problems`: no headings, numbers out of order, a heading run into its body, a heading or
    caption without what belongs under it, or a declaration that nothing needs.
    """
    readings = Readings(repaired.readings)
    lines = solid_lines(repaired)
    listed = grammar.contents_range([line.text for line in lines])
    contents = [lines[index] for index in listed]
    lines = lines[: listed.start] + lines[listed.stop :] if listed else lines
    body, annexes = split_appendices(lines, readings)
    root, problems = tree.build(body, readings)
    tops = [root]
    for line, under in annexes:
        annex, found = tree.build(under, readings, line)
        tops.append(annex)
        problems += found
    for top in tops:
        problems += settle(top, readings)
        problems += tree.bare_headings(top, {one.line for one in missing})
        problems += bare_captions(top, {one.line for one in missing})
    if not root.nodes() and not annexes:
        raise no_headings(lines)
    problems += unlisted(contents, tops)
    problems += uneven_tables(lines)
    problems += unneeded(readings)
    raise_any(problems)
    outline = assemble(tops, tuple(line.text for line in contents), repaired)
    raise_any(misplaced(outline, missing))
    return outline


def solid_lines(repaired: Repaired) -> list[Line]:
    """The nonempty lines of the repaired text, without blanks at their ends."""
    number_at = line_numbers(repaired.source.text, repaired.journal)
    lines: list[Line] = []
    start = 0
    for raw in repaired.text.split("\n"):
        if text := raw.strip():
            at = start + raw.index(text)
            lines.append(Line(text, at, number_at(at)))
        start += len(raw) + 1
    return lines


def split_appendices(
    lines: list[Line], readings: Readings
) -> tuple[list[Line], list[tuple[Line, list[Line]]]]:
    """The lines of the plan itself, and for each annex its first line and the rest."""
    starts = [
        index
        for index, line in enumerate(lines)
        if grammar.APPENDIX.match(line.text) and not readings.has("paragraph", line)
    ]
    spans = zip(starts, [*starts[1:], len(lines)], strict=False)
    annexes = [(lines[start], lines[start + 1 : end]) for start, end in spans]
    return lines[: starts[0]] if starts else lines, annexes


def settle(parent: Node, readings: Readings) -> list[Problem]:
    """Decide what each group of numbered lines is; items stop being headings."""
    problems: list[Problem] = []
    marked = [node for node in parent.nodes() if node.mark]
    for _, family in groupby(marked, key=attrgetter("rank")):
        group = list(family)
        role = tree.role_of(group, parent, readings)
        if isinstance(role, list):
            problems += role
        for node in group if role is Role.ITEMS else ():
            node.is_item = True
    for node in parent.nodes():
        problems += settle(node, readings)
    return problems


def no_headings(lines: list[Line]) -> Problems:
    first = quote(lines[0].text) if lines else "nothing"
    return stop(
        FILE,
        f"no headings at all in {len(lines)} lines; the first line is {first}",
        "use a text with numbered headings (第一章, 一、, （一）, 1.) at the beginning of lines",
    )


def bare_captions(root: Node, missing_lines: Collection[int]) -> Iterator[Problem]:
    """Captions without the table or figure that they announce (a 专栏 has text under it)."""
    for node in root.nodes():
        yield from bare_captions(node, missing_lines)
        is_box = node.line.text.startswith(("专栏", "專欄"))
        under = node.entries[:1]
        table = [one for one in under if isinstance(one, Line) and grammar.is_row(one.text)]
        bare = not (under if is_box else table)
        if node.mark is None and bare and node.line.number not in missing_lines:
            yield Problem(
                FILE,
                f"the caption {quote(node.line.text)} has no table, figure, or text under it",
                "declare what is lost in source/repairs.toml ([[missing]])",
                line=node.line.number,
            )


def uneven_tables(lines: list[Line]) -> Iterator[Problem]:
    """Tables with a row so long that filling up the others would leave mostly empty cells."""
    for are_rows, group in groupby(lines, key=lambda line: grammar.is_row(line.text)):
        rows = [(len(cells(line.text)), line) for line in group] if are_rows else []
        widest, line = max(rows, key=itemgetter(0), default=(0, None))
        if line and widest * len(rows) > max(ANY_SHAPE, MOSTLY * sum(count for count, _ in rows)):
            yield Problem(
                FILE,
                f"a row of {widest} cells in a table of {len(rows)} rows, most with far fewer",
                'declare a kind = "typo" in source/repairs.toml to remove its extra tabs or bars',
                line=line.number,
            )


def unlisted(contents: list[Line], tops: list[Node]) -> Iterator[Problem]:
    """Entries of the table of contents that no heading of the text repeats."""

    def titles(node: Node) -> Iterator[str]:
        yield grammar.squeezed(node.line.text)
        for child in node.nodes():
            yield from titles(child)

    known = {title for top in tops for title in titles(top)} if contents else set()
    for entry in contents[1:]:
        if grammar.entry_of(entry.text) not in known:
            yield Problem(
                FILE,
                f"the table of contents lists {quote(entry.text)}, but no heading reads like this",
                "find the heading in the text: it is lost, broken, or run into its body;"
                " declare a split, join, or typo in source/repairs.toml",
                line=entry.number,
            )


def unneeded(readings: Readings) -> Iterator[Problem]:
    for one in readings.declared:
        if one not in readings.used:
            found = f"it is not needed, or {quote(one.before)} is not there"
            yield Problem(
                REPAIRS_FILE, f"{one.kind} of line {one.line}: {found}", "remove the entry"
            )


def misplaced(outline: Outline, missing: Collection[Missing]) -> Iterator[Problem]:
    """Declared gaps whose line has no paragraph or heading, and undeclared gaps in the captions."""
    lines = outline.by_line()
    for one in missing:
        if one.line not in lines:
            found = f"missing {one.label}: line {one.line} has no paragraph"
            yield Problem(REPAIRS_FILE, found, "give the line where the notice belongs")
    declared = {one.label for one in missing}
    counters: dict[str, int] = {}
    for paragraph in outline.paragraphs():
        label = has_label(paragraph)
        kind = label.rstrip("0123456789〇零一二三四五六七八九十百两")
        if not label or "-" in label:
            continue
        value = number_of(label[len(kind) :])
        absent = (f"{kind}{n}" for n in range(counters.get(kind, 0) + 1, value))
        if lost := next((one for one in absent if one not in declared), ""):
            found = f"{label} appears without {lost} before it"
            remedy = "declare what is lost in source/repairs.toml ([[missing]])"
            yield Problem(FILE, found, remedy, line=paragraph.line)
        counters[kind] = value
