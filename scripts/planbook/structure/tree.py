"""Nests lines into a tree of headings, and asks about those out of order or of two possible series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planbook.characters import squeezed
from planbook.numerals import like
from planbook.problems import Problem, quote
from planbook.structure.node import Line, Node, Readings, first_under, number
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import CAPTION, NOTE, TITLED, Family, Mark, is_heading_form, is_open
from planbook.text.layout import Role

AROUND = "第章节節篇编編条條部分份（）.．、，：: "
"""What a mark may have besides its number."""


@dataclass(frozen=True, slots=True)
class Misnumbered:
    """A heading whose number is not the next one."""

    mark: Mark
    node: Node
    previous: Node
    expected: int

    @property
    def is_gap(self) -> bool:
        return self.mark.number > self.expected

    @property
    def is_twice(self) -> bool:
        """True if a number that no list of items has was printed twice, such as in a running head."""
        return self.mark.number == self.expected - 1 and not self.mark.family.may_lead

    def is_slip(self, lines: list[Line], at: int) -> bool:
        """True for a number that has been before, on a title with text below it, as the one before has.

        A list inside the text would begin at 1: （二）发展目标 and its text, （二）空间布局 and its text.
        """
        below = lines[at + 1] if at + 1 < len(lines) else None
        has_text = below and not (below.mark and below.mark.family.rank <= self.node.rank)
        return 1 < self.mark.number < self.expected and bool(has_text and self.previous.entries)

    @property
    def missing(self) -> str:
        """The mark that was expected, without blanks."""
        own = self.mark.text.strip()
        digits = own.strip(AROUND)
        return own.replace(digits, like(digits, self.expected), 1)

    def asked(self, lines: list[Line], at: int) -> Problem:
        """The question, with the lines before the one at `at`, which may hide its predecessor."""
        line, previous = self.node.line, self.previous
        after = f" after {quote(previous.line.text)}" if previous is not self.node else ""
        return Problem(
            FILE,
            f"{quote(line.text)} is out of order{after}",
            "a heading between these lines is missing, doubled, or run into a paragraph; declare in"
            ' source/repairs.toml a split or typo, or kind = "paragraph" if it is not a heading',
            line=previous.line.number,
            last_line=line.number,
            expected=f"number {self.missing.strip(AROUND)}",
            answers=(*self.hidden(lines, at), *self.others(lines, at)),
        )

    def hidden(self, lines: list[Line], end: int) -> tuple[str, ...]:
        """The split that brings the expected heading out of a line between the two."""
        if not self.is_gap:
            return ()
        for line in map(lines.__getitem__, range(end - 1, -1, -1)):
            if line.number < self.previous.line.number:
                break
            at = line.text.find(self.missing, 1)
            if at > 0:
                piece = line.text[max(0, at - 8) : at + 12]
                return (answers.split(line.number, piece, min(at, 8)),)
        return ()

    def others(self, lines: list[Line], at: int) -> tuple[str, ...]:
        line = self.node.line
        paragraph = answers.reading("paragraph", line.number, line.text)
        heading = answers.reading("heading", line.number, line.text, "number")
        if self.is_twice and squeezed(line.text) == squeezed(self.previous.line.text):
            omit = answers.repair("omit", line.number, answers.beginning(line.text), "omit")
            return omit, heading, paragraph  # a running head
        may_be = self.is_gap or self.is_twice or self.is_slip(lines, at)
        is_heading = is_heading_form(self.node.title) and may_be
        return (heading, paragraph) if is_heading else (paragraph, heading)


def in_doubt(box: Node, node: Node) -> Problem:
    line = node.line
    return Problem(
        FILE,
        f"{quote(line.text)} may go on the series of the box {quote(box.line.text)} or the one around it",
        'declare kind = "item" in source/repairs.toml if it belongs to the box, or "heading" if the'
        " box has ended",
        line=box.line.number,
        last_line=line.number,
        answers=tuple(
            answers.reading(kind, line.number, line.text) for kind in ("item", "heading")
        ),
    )


# --- the tree


# A caption opens a scope below any heading; marks below this rank usually number its items.
CAPTION_RANK = 5.5


def build(
    lines: list[Line], readings: Readings, first: Line | None = None
) -> tuple[Node, list[Problem]]:
    """Nest the lines under their headings; report numbers that are not consecutive.

    `first` is the line of the root: an annex has one, the plan itself does not.
    """
    root = Node(first or Line("", 0, 0), None, -1)
    stack = [root]
    problems: list[Problem] = []
    last: dict[str, Node] = {}
    series = Series()
    listed = below_colons(lines)
    for at, line in enumerate(lines):
        mark = None if at in listed and not readings.has("heading", line) else line.mark
        end_table(stack, line)
        if mark and (readings.has("paragraph", line) or is_text(mark, line, readings)):
            mark = None
        if mark:
            node = Node(line, mark, mark.family.rank)
            if question := close(stack, node, mark, readings):
                problems.append(question)
            node.mark = mark = counted(mark, stack[-1])
            previous = last.get(mark.family.name)
            goes_on = readings.goes_on(mark, line)
            problem = misnumbered(mark, node, stack[-1], previous, goes_on=goes_on)
            if problem and not readings.has("heading", line):
                asked = problem.asked(lines, at)
                if goes_on or not counts_on(problem, previous, lines, at):
                    problems.append(asked)
                else:
                    series.going_on.append((node, asked))
            elif mark.number == 1 and previous and box_in(stack) == len(stack):
                series.beginning_again.add(mark.family.name)
            last[mark.family.name] = stack[-1].latest[mark.family.name] = node
        elif line.role is Role.TEXT and (found := CAPTION.match(line.text)):
            node = Node(line, None, CAPTION_RANK)
            del stack[box_in(stack) :]
            if found["kind"].endswith("图"):  # It has nothing under it.
                stack[-1].entries.append(node)
                continue
        else:
            stack[-1].entries.append(line)
            continue
        stack[-1].entries.append(node)
        stack.append(node)
    return root, [*problems, *series.decided()]


def counted(mark: Mark, parent: Node) -> Mark:
    """The mark; one that is not written has the next number."""
    return mark if mark.text else replace(mark, number=parent.expects(mark))


@dataclass(slots=True)
class Series:
    """The series of the text that may go on over the headings above them."""

    going_on: list[tuple[Node, Problem]] = field(default_factory=list)
    """The first headings of later parts of them, each with the question if that is not so."""
    beginning_again: set[str] = field(default_factory=set)
    """The families that begin again at 1 somewhere."""

    def decided(self) -> Iterator[Problem]:
        """Mark the headings of families that never begin again; the questions about the others."""
        for node, problem in self.going_on:
            if node.mark and node.mark.family.name not in self.beginning_again:
                node.counts_on = True
            else:
                yield problem


def is_text(mark: Mark, line: Line, readings: Readings) -> bool:
    return readings.family(mark, line) == "paragraph"


def close(stack: list[Node], node: Node, mark: Mark, readings: Readings) -> Problem | None:
    """End the scopes that the heading does not belong to; return the question if that is open.

    Under a caption, the series of its box goes on if the number fits; the box has ended if the
    number fits the series around it. If both fit, the form of the lines before decides.
    """
    box = box_in(stack)
    outer = depth(stack[:box], node, 0)
    if box == len(stack):
        del stack[outer + 1 :]
        return None
    inner = depth(stack, node, box)
    fits = {at: mark.number == stack[at].expects(mark) for at in (inner, outer)}
    chosen: int | None = inner if fits[inner] else outer
    if fits[inner] and fits[outer]:
        chosen = nearer(stack, inner, outer, node)
        if readings.has("item", node.line) or readings.has("heading", node.line):
            chosen = inner if readings.has("item", node.line) else outer
    elif not fits[outer] and node.rank > CAPTION_RANK and mark.number:
        chosen = inner  # A heading without a number, which has 0, ends the box.
    question = None if chosen is not None else in_doubt(stack[box], node)
    del stack[(inner if chosen is None else chosen) + 1 :]
    return question


def nearer(stack: list[Node], inner: int, outer: int, node: Node) -> int | None:
    """The scope to which a heading belongs whose number fits both; None if nothing decides."""
    assert node.mark
    before = [stack[at].latest.get(node.mark.family.name) for at in (inner, outer)]
    if before[0] is None:
        # The first of its kind begins a box that would be empty; a heading with 第 never does.
        empty = all(not one.entries for one in stack[box_in(stack) :])
        return inner if node.rank > CAPTION_RANK or (empty and node.rank > TITLED) else outer
    own = is_heading_form(node.title)
    alike = [one is not None and is_heading_form(one.title) == own for one in before]
    if alike[0] == alike[1]:
        return None
    return inner if alike[0] else outer


def box_in(stack: list[Node]) -> int:
    """Index of the caption in the stack; its length if there is none."""
    return next((at for at, one in enumerate(stack) if one.rank == CAPTION_RANK), len(stack))


def end_table(stack: list[Node], line: Line) -> None:
    """End the scope of a table at the first line that is neither a row nor a note of it."""
    first = first_under(stack[-1].entries)
    in_table = isinstance(first, Line) and first.role is not Role.TEXT
    ends = line.role is Role.TEXT and not NOTE.match(line.text)
    if stack[-1].rank == CAPTION_RANK and in_table and ends:
        stack.pop()


def depth(stack: list[Node], node: Node, least: int) -> int:
    """Index of the scope to which a heading of this rank belongs, at least this one."""
    index = len(stack) - 1
    while index > least and stack[index].rank >= node.rank:
        index -= 1
    return index


def counts_on(problem: Misnumbered, last: Node | None, lines: list[Line], at: int) -> bool:
    """True if the number goes on where the heading above it has no other of its family yet."""
    is_next = last is not None and problem.mark.number == number(last) + 1
    return is_next and problem.expected == 1 and not problem.hidden(lines, at)


def misnumbered(
    mark: Mark, node: Node, parent: Node, last: Node | None, *, goes_on: bool
) -> Misnumbered | None:
    """The fault if the node's number is not the next one in its scope.

    Chapters may count on through the parts of a text, and articles through its chapters: then both 1
    and the number after the last one above are right. The numbers of other families do if so declared.
    """
    before = last if goes_on else parent.latest.get(mark.family.name)
    expected = number(before) + 1 if before else 1
    counts_on = mark.family.name in ("章", "条") and before is None and last is not None
    if mark.number == expected or (counts_on and last and mark.number == number(last) + 1):
        return None
    return Misnumbered(mark, node, before or (parent if parent.mark else node), expected)


# --- lists that a sentence announces


def below_colons(lines: list[Line]) -> set[int]:
    """The lines that list what a sentence announces, with the marks of the headings around them.

    任务是： above 一、健全体系。 and 二、提升质量。, in a text whose headings are 一、总体要求 and 二、保障.
    """
    found: set[int] = set()
    open_at: dict[Family, int] = {}
    for at, line in enumerate(lines):
        mark = line.mark
        if mark is None or at in found:
            continue
        before = open_at.get(mark.family, 0)
        may_begin = mark.number == 1 and before and not mark.family.may_lead
        if may_begin and lines[at - 1].text.endswith("："):
            found.update(announced(lines, at, mark.family, before))
        if at not in found:
            open_at = {
                one: number for one, number in open_at.items() if one.rank < mark.family.rank
            }
            open_at[mark.family] = mark.number
    return found


def announced(lines: list[Line], start: int, family: Family, before: int) -> range:
    """The lines of such a list, if they are sentences, and the heading before it is followed by the next."""
    end = start
    while end < len(lines) and is_sentence(lines[end], family, end - start + 1):
        end += 1
    marks = (one.mark for one in lines[end:] if one.mark)
    after = next((one for one in marks if one.family.rank <= family.rank), None)
    is_whole = not after or after.family != family or after.number == before + 1
    return range(start, end if is_whole else start)


def is_sentence(line: Line, family: Family, number: int) -> bool:
    """True for a sentence with the mark of this family and number."""
    mark = line.mark
    return bool(mark and (mark.family, mark.number) == (family, number)) and not is_open(line.text)
