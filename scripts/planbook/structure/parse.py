"""Runs the stage `parse`: repaired text to outline, or the places that the text leaves open."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from msgspec import Struct, field

from planbook.fields import Count, LineNumber
from planbook.fields import Line as OneLine
from planbook.locales import Bilingual
from planbook.numerals import number_of
from planbook.problems import Problem, Problems, quote, raise_any
from planbook.structure import (
    annexes,
    compared,
    cross,
    letters,
    notes,
    roles,
    styles,
    tree,
    unnumbered,
)
from planbook.structure.blocks import TABLES, assemble, has_label
from planbook.structure.columns import columned, parted
from planbook.structure.lacking import (
    LOST,
    bare_captions,
    bare_headings,
    no_headings,
    uneven_tables,
)
from planbook.structure.model import Outline
from planbook.structure.node import Line, Node, Readings
from planbook.structure.styles import Original
from planbook.text import answers, grammar
from planbook.text.declared import AT, Family, Repair, described, named
from planbook.text.declared import misplaced as unfit
from planbook.text.decode import FILE
from planbook.text.layout import Role, layout_of
from planbook.text.repair import Repaired, line_numbers
from planbook.text.unnumbered import may_head

UNKNOWN = Original()
MOST_BACK = 2
"""Maximum entries that a question offers to take back."""


class Missing(Struct, frozen=True, forbid_unknown_fields=True):
    """A declared gap of the source: a table without its body, or one that is missing entirely."""

    label: OneLine
    """`表2`, or a name for whatever else is missing."""
    line: LineNumber
    """Line of the source under which the notice appears."""
    notice: Bilingual
    """The notice to the reader."""
    at: Count = field(default=0, name=AT)


def parse(
    repaired: Repaired,
    missing: Collection[Missing],
    title: str = "",
    original: Original = UNKNOWN,
) -> Outline:
    """The outline of the text. Every solid character belongs to exactly one node of it.

    `title` is what `plan.toml` calls the document; one of its opening lines must read like this.
    `original` is how the file that it was taken from shows its lines.

    Raises `Problems`: whatever the repair left open, no headings, numbers out of order, a heading run
    into its body, a heading or caption without what belongs under it, a title that is not there, or
    a declaration that nothing needs.
    """
    lines, entries = solid_lines(repaired)
    readings = Readings(
        repaired.readings, repaired.families, repaired.used, entries, repaired.used_families
    )
    readings.leads = {one.line: one.text for one in original.shown}
    readings.leads |= {one.line: one.text for one in original.leads}
    contents = [line for line in lines if line.role is Role.CONTENTS]
    rest = [line for line in lines if line.role is not Role.CONTENTS]
    source = repaired.source.text.split("\n")
    rest = list(parted(rest, source))
    lines, asked = columned(rest, readings, source)
    marked = {one.line: (one.rows, one.columns) for one in original.tables}
    lines = [replace(one, marked=marked.get(one.number)) for one in lines]
    front, plan = letters.parted(lines, lambda some: styles.styled(some, original, title), title)
    plan, more = letters.without_further(plan, title, readings)
    plan, unsure, doubtful = unnumbered.marked(plan, readings, original, title)
    asked += annexes.broken_titles(plan, readings, source)
    others = [*letters.others(front, title, readings), *more]
    asked = [*others, *unsure, *asked]
    tops, problems = trees(front, plan, readings, asked)
    lines = [*front, *plan]
    gaps = {one.line for one in missing}
    for top in tops:
        problems += bare_headings(top, gaps)
    problems += bare_captions(tops, gaps)
    asked_lines = frozenset(doubtful)
    doubtful |= {one.number for one in plan if one.mark and not one.mark.text}
    doubtful.update(titles_of_tables(plan))
    before = [one for one in repaired.questions if not is_settled(one, doubtful)]
    if len(tops) == 1 and not any(one.is_heading for one in tops[0].walk()):
        found = [*before, no_headings(plan, readings)]
        raise Problems(reconsidered(found, repaired.declared))
    problems += cross.contents(contents, entries, tops, readings, gaps)
    problems += compared.differences(tops, original.without(asked_lines))
    problems += uneven_tables(lines)
    problems += unneeded(readings, {line.number for line in rest if not line.mark})
    problems = [*letters.outside([*before, *problems], others)]
    raise_any(reconsidered(problems, repaired.declared))
    outline = notes.tied(assemble(tops, tuple(line.text for line in contents), repaired, title))
    lost = notes.untied(outline, gaps)
    doubled = cross.doubled(outline)
    problems = [*misplaced(outline, missing), *cross.title(outline, title), *doubled, *lost]
    raise_any(reconsidered(problems, repaired.declared))
    return outline


def trees(
    front: list[Line], plan: list[Line], readings: Readings, asked: Iterable[Problem]
) -> tuple[list[Node], list[Problem]]:
    """The plan and its annexes as trees, and what they leave open, after what was `asked` before.

    The numbers in front of the plan, in the letter with which it was issued, make no headings.
    """
    body, others = annexes.split(plan, readings)
    body = [*(replace(one, mark=None) for one in front), *body]
    root, problems = tree.build(body, readings)
    problems += [*asked, *annexes.misplaced(body, readings)]
    tops = [root]
    for line, under in others:
        annex, found = tree.build(under, readings, line)
        tops.append(annex)
        problems += found
    return tops, [*problems, *roles.settle(tops, readings)]


def solid_lines(repaired: Repaired) -> tuple[list[Line], tuple[str, ...]]:
    """The nonempty lines of the repaired text, without blanks at their ends; what the contents list."""
    number_at = line_numbers(repaired.source.text, repaired.journal)
    found: list[tuple[str, int]] = []
    start = 0
    for raw in repaired.text.split("\n"):
        if raw.strip():
            text = raw.strip(" ")
            found.append((text, start + raw.index(text)))
        start += len(raw) + 1
    layout = layout_of(tuple(text for text, _ in found))
    roles = with_title([text for text, _ in found], layout.roles)
    lines = [
        Line(text, at, number_at(at), role, mark, note)
        for (text, at), role, mark, note
        in zip(found, roles, layout.marks, layout.notes, strict=True)
    ]  # fmt: skip
    return lines, layout.entries


def with_title(texts: Sequence[str], roles: Sequence[Role]) -> list[Role]:
    """The roles; a line 目录 right above contents without numbers is their title."""
    return [
        below if below is Role.CONTENTS and grammar.CONTENTS.fullmatch(text) else role
        for text, role, below in zip_longest(texts, roles, roles[1:])
    ]


def titles_of_tables(lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of short lines between the end of a paragraph, or a heading, and a table."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        is_below = above.mark or not grammar.is_open(above.text)
        if is_below and may_head(line) and below.role in TABLES:
            yield line.number


def is_settled(question: Problem, lines: Collection[int]) -> bool:
    """True for a question whether a line is a heading, if that is known of it, or asked with others."""
    kinds = [f'kind = "{one}"' for one in ("heading", "paragraph")]
    return question.line in lines and all(
        any(one in answer for answer in question.answers) for one in kinds
    )


def unneeded(readings: Readings, unnumbered: Collection[int]) -> Iterator[Problem]:
    """Entries without effect; the source lines without a mark, which no entry makes a heading, are given."""
    for one in sorted(readings.declared, key=lambda one: one.at):
        if one not in readings.used:
            since = f", or {quote(one.before)} is not there"
            if one.kind == "heading" and one.line in unnumbered:
                since = ": the line reads like no heading"
            found = f"{one.kind} of line {one.line}: it is not needed{since}"
            yield unfit(found, "remove the entry", one)
        elif one.level and one.line not in unnumbered:
            found = f"level of line {one.line}: its number tells the level"
            yield unfit(found, "remove the level", one)
    for family, _ in readings.families:
        if family not in readings.used_families:
            yield unneeded_family(family, readings.paragraphs_of(family))


def unneeded_family(family: Family, paragraphs: list[Repair]) -> Problem:
    """The question about a family without lines, perhaps since all are declared to be paragraphs.

    What was declared later is more likely right.
    """
    since = (
        f"since {named(paragraphs[0])} is declared" if paragraphs else "or no line has such a mark"
    )
    found = f"family {quote(family.mark)}: it is not needed, {since}"
    asked = unfit(found, "remove the entry", family)
    instead = "\n".join(answers.take_back(one.at, described(one)) for one in paragraphs)
    ways = [one for one in (instead, *asked.answers) if one]
    is_older = any(one.at > family.at for one in paragraphs)
    return replace(asked, answers=tuple(ways[::-1] if is_older else ways))


def reconsidered(problems: Iterable[Problem], declared: Collection[Repair]) -> Iterator[Problem]:
    """The questions, each with the repairs of its lines that may be taken back instead."""
    for one in problems:
        ends = {one.line, one.last_line} - {0}
        near = [entry for entry in declared if one.file == FILE and entry.at and entry.line in ends]
        ways = [answers.take_back(entry.at, described(entry)) for entry in near[:MOST_BACK]]
        yield replace(one, answers=(*one.answers, *ways))


def misplaced(outline: Outline, missing: Collection[Missing]) -> Iterator[Problem]:
    """Declared gaps whose line has no paragraph or heading, and undeclared gaps in the captions."""
    lines = outline.by_line()
    for one in missing:
        if one.line not in lines:
            found = f"missing {one.label}: line {one.line} has no paragraph"
            yield unfit(found, "give the line where the notice belongs", one)
    declared = {one.label for one in missing}
    counters: dict[str, int] = {}
    for paragraph in outline.paragraphs():
        label = has_label(paragraph)
        kind = label.rstrip(f"0123456789{grammar.NUMERALS}")
        if label == kind or "-" in label or grammar.CONTINUED.match(label):
            continue
        value = number_of(label[len(kind) :])
        absent = (f"{kind}{n}" for n in range(counters.get(kind, 0) + 1, value))
        if lost := next((one for one in absent if one not in declared), ""):
            found = f"{label} appears without {lost} before it"
            answer = answers.missing(paragraph.line, lost, "absent")
            yield Problem(FILE, found, LOST, line=paragraph.line, answers=(answer,))
        counters[kind] = value
