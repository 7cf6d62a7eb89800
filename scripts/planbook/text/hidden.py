"""Finds headings that have run into other text, by the contents or by their marks.

The mechanical repair `heading` parts what the contents list as a heading of its own. A mark alone
proves less: where it may begin a heading, that is asked.
"""

from collections.abc import Callable, Collection, Iterator

from planbook.problems import Problem, quote
from planbook.text import answers, grammar
from planbook.text.declared import Repair, by_line, reading_of
from planbook.text.decode import FILE
from planbook.text.journal import Edit
from planbook.text.layout import INNER, Role, layout_of

QUOTED = 8
"""Characters that an answer quotes on either side of a cut."""


def hidden_headings(
    text: str, number_of: Callable[[int], int], readings: Collection[Repair]
) -> tuple[list[Edit], list[Problem], set[Repair]]:
    """The breaks before and after such headings, the questions about them, the readings needed.

    The breaks that are asked for are among the edits, as if they had been declared.
    """
    lines: list[tuple[str, int]] = []
    start = 0
    for raw in text.split("\n"):
        if plain := raw.strip(" \f"):
            lines.append((plain, start + raw.index(plain)))
        start += len(raw) + 1
    layout = layout_of(tuple(plain for plain, _ in lines))
    entries = frozenset(layout.entries)
    declared = by_line(readings)
    edits: list[Edit] = []
    problems: list[Problem] = []
    used: set[Repair] = set()
    for (line, at), role in zip(lines, layout.roles, strict=True):
        if role is not Role.TEXT or grammar.squeezed(line) in entries:
            continue
        proven = set(proven_cuts(line, entries))
        edits += (Edit("heading", at + cut, "", "\n") for cut in proven)
        for cut in possible_cuts(line):
            if cut in proven:
                continue
            if reading := reading_of(line, number_of(at), declared):
                used.add(reading)
                continue
            edits.append(Edit("split", at + cut, "", "\n"))
            problems.append(question(line, cut, number_of(at)))
    return edits, problems, used


def proven_cuts(line: str, entries: Collection[str]) -> Iterator[int]:
    """Offsets in the line where an entry of the contents begins or ends."""
    starts = [0, *(found.start() for found in INNER.finditer(line) if found.start())]
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        piece = line[start:end]
        length = whole(piece, entries) if grammar.mark_of(piece) else 0
        if length and start:
            yield start
        if length and (end < len(line) or goes_on_as_text(piece, length)):
            yield start + length


def goes_on_as_text(piece: str, length: int) -> bool:
    """True if what follows an entry is no more of the heading, which the contents may shorten."""
    mark = grammar.mark_of(piece)
    title = piece[len(mark.text) :].rstrip() if mark else ""
    return length < len(piece.rstrip()) and not grammar.is_heading_form(title)


def whole(piece: str, entries: Collection[str]) -> int:
    """The length of the longest entry with which the piece begins; 0 if there is none."""
    longest = seen = 0
    solid = ""
    for at, char in enumerate(piece[: 2 * grammar.HEADING_LIMIT], 1):
        solid += char.strip()
        if char.strip() and len(solid) > seen and solid in entries:
            longest = at
        seen = len(solid)
    return longest


def possible_cuts(line: str) -> Iterator[int]:
    """Offsets of marks that may begin a heading at the end of a paragraph, or of another heading."""
    is_heading = bool((mark := grammar.mark_of(line)) and mark.family.rank <= grammar.TITLED)
    for found in INNER.finditer(line):
        at = found.start()
        rest = line[at:]
        mark = grammar.mark_of(rest)
        if at and mark and grammar.is_heading_form(rest[len(mark.text) :]):
            before = line[:at].rstrip()
            if before.endswith(("。", "！", "？")) or (
                is_heading and grammar.is_heading_form(before)
            ):
                yield at


def question(line: str, cut: int, number: int) -> Problem:
    before = line[max(0, cut - QUOTED) : cut + QUOTED]
    after = f"{line[max(0, cut - QUOTED) : cut]}\n{line[cut : cut + QUOTED]}"
    return Problem(
        FILE,
        f"{quote(line[cut:])} reads like a heading, but is inside a line",
        'declare in source/repairs.toml a kind = "split", or kind = "paragraph" if it is none',
        line=number,
        answers=(
            answers.repair("split", number, before, "split", after=after),
            answers.repair("paragraph", number, answers.beginning(line), "paragraph"),
        ),
    )
