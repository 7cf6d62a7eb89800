"""Asks about headings that are out of order, or that may belong to two series."""

from __future__ import annotations

from dataclasses import dataclass

from planbook.numerals import chinese_numeral
from planbook.problems import Problem, quote
from planbook.structure.node import Line, Node
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import Mark, is_heading_form

AROUND = "第章节篇部分（）.．、，：: "
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
        """True if a number that no list of items has was printed twice."""
        return self.mark.number == self.expected - 1 and not self.mark.family.may_lead

    @property
    def missing(self) -> str:
        """The mark that was expected, without blanks."""
        own = self.mark.text.strip()
        digits = own.strip(AROUND)
        numeral = f"{self.expected}" if digits.isdigit() else chinese_numeral(self.expected)
        return own.replace(digits, numeral, 1)

    def asked(self, before: list[Line]) -> Problem:
        """The question, with the lines before the heading, in which its predecessor may be hidden."""
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
            answers=(*self.hidden(before), *self.others()),
        )

    def hidden(self, lines: list[Line]) -> tuple[str, ...]:
        """The split that brings the expected heading out of a line between the two."""
        if not self.is_gap:
            return ()
        for line in reversed(lines):
            if line.number < self.previous.line.number:
                break
            at = line.text.find(self.missing, 1)
            if at > 0:
                piece = line.text[max(0, at - 8) : at + 12]
                cut = min(at, 8)
                after = f"{piece[:cut]}\n{piece[cut:]}"
                return (answers.repair("split", line.number, piece, "split", after=after),)
        return ()

    def others(self) -> tuple[str, ...]:
        line = self.node.line
        quoted = answers.beginning(line.text)
        paragraph = answers.repair("paragraph", line.number, quoted, "paragraph")
        heading = answers.repair("heading", line.number, quoted, "number")
        is_heading = is_heading_form(self.node.title) and (self.is_gap or self.is_twice)
        return (heading, paragraph) if is_heading else (paragraph, heading)


def in_doubt(box: Node, node: Node) -> Problem:
    line = node.line
    quoted = answers.beginning(line.text)
    return Problem(
        FILE,
        f"{quote(line.text)} may go on the series of the box {quote(box.line.text)} or the one around it",
        'declare kind = "item" in source/repairs.toml if it belongs to the box, or "heading" if the'
        " box has ended",
        line=box.line.number,
        last_line=line.number,
        answers=tuple(
            answers.repair(kind, line.number, quoted, kind) for kind in ("item", "heading")
        ),
    )
