"""Asks about what a text lacks: headings, captions, and cells with nothing under or in them."""

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter

from planbook.characters import squeezed
from planbook.problems import Problem, quote
from planbook.structure import families
from planbook.structure.blocks import cells
from planbook.structure.node import Line, Node, Readings, first_under, runs_of
from planbook.text import answers, grammar
from planbook.text.declared import Family, Repair, described
from planbook.text.decode import FILE
from planbook.text.layout import Role

LOST = "declare what is lost in source/repairs.toml ([[missing]])"
ANY_SHAPE = 2_000
"""Maximum cells of a table that may be filled up whatever its shape."""
MOSTLY = 4
"""Maximum size of a larger table that is filled up, as a multiple of its original cells."""


def no_headings(lines: list[Line], readings: Readings) -> Problem:
    """The problem. Declarations may have made text of the headings."""
    texts = [one for one in readings.declared if one.kind == "paragraph"]
    ignored = [one for one, _ in readings.families if one.reads != "heading"]
    entries: list[Repair | Family] = [*texts, *ignored]
    back = "\n".join(answers.take_back(one.at, described(one)) for one in entries if one.at)
    first = quote(lines[0].text) if lines else "nothing"
    return Problem(
        FILE,
        f"no headings at all in {len(lines)} lines; the first line is {first}",
        "use a text with numbered headings (第一章, 一、, （一）, 1.) at the beginning of lines, or take the"
        " original with `planbook take` if it shows its headings by their style (DOCX, HTML, Markdown"
        " with #, PDF)",
        answers=(back,) if back else (),
    )


def bare_headings(root: Node, missing_lines: Collection[int]) -> Iterator[Problem]:
    """Headings with nothing under them: their text is lost, or hidden in the line above."""
    for node in root.nodes():
        yield from bare_headings(node, missing_lines)
    bare = [node for node in root.nodes() if is_bare(node, missing_lines)]
    for _, family in groupby(bare, key=attrgetter("rank")):
        group = list(family)
        if families.may_be_list(group, root):
            yield families.bare_list(group, [bare_answer(node, node.line.text) for node in group])
            continue
        for node in group:
            said = f"the heading {quote(node.line.text)} has no text under it"
            yield bare_of(node, said, node.line.text)


def is_bare(node: Node, missing_lines: Collection[int]) -> bool:
    return (
        node.is_heading
        and all(isinstance(one, Line) and one.note for one in node.entries)
        and grammar.is_heading_form(node.title)
        and node.line.number not in missing_lines
    )


def bare_of(node: Node, found: str, label: str) -> Problem:
    """The question about a line with nothing under it."""
    answer = bare_answer(node, label)
    return Problem(FILE, found, LOST, line=node.line.number, answers=(answer,))


def bare_answer(node: Node, label: str) -> str:
    return answers.missing(node.line.number, squeezed(label), "bare")


def bare_captions(tops: Collection[Node], missing_lines: Collection[int]) -> Iterator[Problem]:
    """Captions without the table that they announce (a 专栏 has text under it); figures are one question.

    No text holds a figure, so its caption has nothing under it.
    """
    figures: list[tuple[Node, str]] = []
    for node in (one for top in tops for one in top.walk() if one.line.number not in missing_lines):
        found = None if node.mark else grammar.CAPTION.match(node.line.text)
        under = first_under(node.entries)
        is_table = isinstance(under, Line) and under.role is not Role.TEXT
        if found and found["kind"].endswith("图"):
            figures.append((node, found["label"]))
        elif found and not (is_table if found["kind"].endswith("表") else under):
            said = f"the caption {quote(node.line.text)} has no table, figure, or text under it"
            yield bare_of(node, said, found["label"])
    yield from of_figures(figures) if figures else ()


def of_figures(figures: list[tuple[Node, str]]) -> Iterator[Problem]:
    """The question about all captions of figures."""
    (first, label), (last, _) = figures[0], figures[-1]
    if len(figures) == 1:
        said = f"the caption {quote(first.line.text)} has no table, figure, or text under it"
        yield bare_of(first, said, label)
        return
    yield Problem(
        FILE,
        f"the captions of {len(figures)} figures, {quote(first.line.text)} to"
        f" {quote(last.line.text)}, have nothing under them, as no text holds a picture",
        LOST,
        line=first.line.number,
        last_line=last.line.number,
        answers=("\n\n".join(bare_answer(*one) for one in figures),),
    )


def uneven_tables(lines: list[Line]) -> Iterator[Problem]:
    """Tables with a row so long that filling up the others would leave mostly empty cells."""
    for role, group in runs_of(lines):
        rows = [(len(cells(line.text)), line) for line in group] if role is Role.ROW else []
        widest, line = max(rows, key=itemgetter(0), default=(0, None))
        if line and widest * len(rows) > max(ANY_SHAPE, MOSTLY * sum(count for count, _ in rows)):
            yield Problem(
                FILE,
                f"a row of {widest} cells in a table of {len(rows)} rows, most with far fewer",
                'declare a kind = "typo" in source/repairs.toml to remove its extra tabs or bars',
                line=line.number,
            )
