"""Models a text under construction: lines, nodes with what is under them, and declared readings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from planbook.characters import squeezed
from planbook.text.declared import Family, Repair, by_line, readings_of
from planbook.text.grammar import NOTE, NOTES, Mark, is_heading_form
from planbook.text.layout import Role
from planbook.text.same import bare
from planbook.text.script import to_simplified
from planbook.text.series import family_of

EXCLUSIVE = ("heading", "paragraph", "item")
"""A line is one of these; of several readings that say so, the first counts."""


@dataclass(frozen=True, slots=True)
class Line:
    """A solid line of the repaired text."""

    text: str
    start: int
    number: int
    """Line of the source, counted from 1."""
    role: Role = Role.TEXT
    mark: Mark | None = None
    note: str = ""
    """The mark with which it begins, if it is a note of the original."""
    columns: int = 0
    """For the first cell of a table with one cell a line: the declared number of its columns."""
    begins_table: bool = False
    """True for the first row of a table that is right below another one."""
    marked: tuple[int, int] | None = None
    """For the first row of a table, how many rows and columns the original marks as its heads."""


@dataclass(slots=True)
class Node:
    """A numbered line (or a caption, or the root) with everything under it."""

    line: Line
    mark: Mark | None
    rank: float
    entries: list[Node | Line] = field(default_factory=list)
    latest: dict[str, Node] = field(default_factory=dict)
    """The last numbered child of each family."""
    is_item: bool = False
    """True for a list item or a numbered paragraph, which is not a heading."""
    counts_on: bool = False
    """True if its number goes on after the heading above it, which is to be declared."""

    @property
    def title(self) -> str:
        return self.line.text[len(self.mark.text) if self.mark else 0 :]

    @property
    def is_heading(self) -> bool:
        return self.mark is not None and not self.is_item

    @property
    def is_item_title(self) -> bool:
        """True for an item that is the title of the text under it."""
        return self.is_item and bool(self.lines()) and is_heading_form(self.title)

    def nodes(self) -> list[Node]:
        return [one for one in self.entries if isinstance(one, Node)]

    def lines(self) -> list[Line]:
        """The lines directly below it, which have no node of their own."""
        return [one for one in self.entries if isinstance(one, Line)]

    def walk(self) -> Iterator[Node]:
        """The node and all nodes below it, in the order of the text."""
        yield self
        for one in self.nodes():
            yield from one.walk()

    def expects(self, mark: Mark) -> int:
        """The number of the next child of the mark's family."""
        before = self.latest.get(mark.family.name)
        return number(before) + 1 if before else 1


def runs_of(lines: Iterable[Line]) -> Iterator[tuple[Role, list[Line]]]:
    """The lines, parted where their role changes, or another table begins."""
    run: list[Line] = []
    for line in lines:
        if run and (line.role is not run[0].role or line.begins_table):
            yield run[0].role, run
            run = []
        run.append(line)
    if run:
        yield run[0].role, run


def by_family(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """The numbered nodes by the names of their families, in the given order."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        if node.mark:
            found.setdefault(node.mark.family.name, []).append(node)
    return found


def first_under(entries: Sequence[Node | Line]) -> Node | Line | None:
    """The first thing under a caption, below the notes on a table: 单位：亿元."""
    for one in entries[:NOTES]:
        if not (isinstance(one, Line) and NOTE.match(one.text)):
            return one
    return None


def is_above_table(entries: Sequence[Node | Line], at: int) -> bool:
    """True if a table is below this one, perhaps below notes on it: 单位：亿元."""
    under = first_under(entries[at + 1 : at + 1 + NOTES])
    return isinstance(under, Line) and under.role is not Role.TEXT


def is_table_title(lines: Sequence[Line], at: int) -> bool:
    """True for such a line that reads like a title; not for 主要指标如下：."""
    text = lines[at].text
    is_title = is_heading_form(text) and not text.endswith("：") and not NOTE.match(text)
    return is_title and is_above_table(lines, at)


def next_marks(lines: Sequence[Line]) -> list[Mark | None]:
    """For each line, the first mark below it."""
    made: list[Mark | None] = []
    mark = None
    for line in reversed(lines):
        made.append(mark)
        mark = line.mark or mark
    return made[::-1]


def number(node: Node) -> int:
    return node.mark.number if node.mark else 0


class Readings:
    """The declared readings of lines and families, and a record of those that were needed."""

    def __init__(
        self,
        declared: Collection[Repair],
        families: Collection[Family] = (),
        used: Collection[Repair] = (),
        contents: Collection[str] = (),
        used_families: Collection[Family] = (),
    ) -> None:
        self.declared = declared
        self.families = [(one, family_of(one.mark)) for one in families]
        self.by_line = by_line(declared)
        self.used = set(used)
        self.used_families = set(used_families)
        self.contents = frozenset(contents)
        """The headings that the contents list, without blanks."""
        self.leads: dict[int, str] = {}
        """By their lines, what the original emphasizes: a whole one, or its beginning."""

    def has(self, kind: str, line: Line) -> bool:
        return self.of(kind, line) is not None

    def of(self, kind: str, line: Line) -> Repair | None:
        """The reading of this kind for the line, which is then needed."""
        if found := self.declared_for(kind, line):
            self.used.add(found)
        return found

    def declared_for(self, kind: str, line: Line) -> Repair | None:
        """The same, whether or not it is needed."""
        kinds = EXCLUSIVE if kind in EXCLUSIVE else (kind,)
        fitting = readings_of(line.text, line.number, self.by_line)
        found = next((one for one in fitting if one.kind in kinds), None)
        return found if found and found.kind == kind else None

    def lists(self, line: Line) -> bool:
        """True if the contents list the line, so that it is a heading though it ends with 。."""
        return bool(self.contents) and squeezed(line.text) in self.contents

    def emphasizes(self, line: Line, lead: str) -> bool:
        """True if the original emphasizes so much of the line, perhaps without the full stop."""
        said = to_simplified(self.leads.get(line.number, ""))
        return bool(said) and bare(said).removesuffix("。") == bare(lead).removesuffix("。")

    def family(self, mark: Mark, line: Line) -> str:
        """How lines with such marks are declared to be read; empty if nothing is declared."""
        found = self.family_of(mark, line)
        return found.reads if found else ""

    def goes_on(self, mark: Mark, line: Line) -> bool:
        """True if the numbers of such marks are declared to go on over the headings above them."""
        return any(
            one.numbers
            for one, name in self.families
            if name == mark.family.name and one.covers(line.number)
        )

    def paragraphs_of(self, family: Family) -> list[Repair]:
        """The lines with such marks that are declared to be paragraphs, one by one."""
        found = (
            one
            for one in self.declared
            if one.kind == "paragraph"
            and family.covers(one.line)
            and family_of(one.before) == family_of(family.mark)
        )
        return sorted(found, key=lambda one: one.line)

    def family_of(self, mark: Mark, line: Line) -> Family | None:
        """The declaration for such marks in this line: if there are several, the narrowest."""
        fitting = (
            one
            for one, name in self.families
            if name == mark.family.name and one.covers(line.number)
        )
        found = min(fitting, key=lambda one: one.size, default=None)
        if found:
            self.used_families.add(found)
        return found
