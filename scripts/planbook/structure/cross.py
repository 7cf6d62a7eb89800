"""Checks what the grammar alone cannot: the contents against the headings, the title against the text.

Where two sources of the same fact disagree, one of them is damaged; the run stops and asks.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from planbook.characters import squeezed
from planbook.description import FILE as DESCRIPTION_FILE
from planbook.problems import Problem, quote
from planbook.structure.model import Division, Outline
from planbook.structure.node import Line, Node, Readings, by_family
from planbook.text import answers, grammar, same
from planbook.text.decode import FILE
from planbook.text.footnotes import unmarked
from planbook.text.lines import CLAUSE

QUOTED = 6
"""Characters that an answer quotes after a cut."""
SHOWN = 5
"""Maximum opening lines that a message names."""


def contents(
    lines: list[Line],
    entries: tuple[str, ...],
    tops: list[Node],
    readings: Readings,
    missing_lines: Collection[int],
) -> Iterator[Problem]:
    """Entries of the contents without a heading, and headings that the contents should list.

    The contents list all headings of a family or none, as far as its own first level goes.
    """
    if not lines:
        return
    entries = tuple(map(unmarked, entries))
    pairs = [pair for top in tops for pair in titles(top)]
    found = dict(pairs)
    lost = [
        one for one in surplus(entries, (title for title, _ in pairs)) if not is_opening(one, tops)
    ]
    families = {mark.family.name for one in entries if (mark := grammar.mark_of(one))}
    listed = [node for _, node in pairs if node.mark and node.mark.family.name in families]
    cut = [one for one in entries if grammar.mark_of(one)][len(listed) :]
    if len(cut) > 1 and set(cut) <= set(lost):
        ending = last_line(tops)
        lost = [one for one in lost if one not in cut]
        if ending.number not in missing_lines:
            yield cut_short(cut, ending)
    for entry in lost:
        yield from unlisted(entry, lines, found, readings)
    known = {*entries, *(one for one in found for entry in lost if alike(entry, one))}
    more = [
        node
        for node in listed
        if node.rank <= grammar.TITLED
        and plain(node) not in known
        and not readings.has("contents", node.line)
    ]
    yield from map(extra, by_family(more).values())


def surplus(entries: Iterable[str], titles: Iterable[str]) -> Iterator[str]:
    """The entries that are not among the titles as often as among the entries."""
    left = Counter(titles)
    for entry in entries:
        left[entry] -= 1
        if left[entry] < 0:
            yield entry


def last_line(tops: list[Node]) -> Line:
    return max((one for top in tops for one in lines_of(top)), key=lambda one: one.start)


def cut_short(lost: list[str], line: Line) -> Problem:
    """The question about a text that ends before its contents do."""
    return Problem(
        FILE,
        f"the contents list {len(lost)} more headings after the end of the text, from"
        f" {quote(lost[0])} to {quote(lost[-1])}",
        "get a whole copy, or declare in source/repairs.toml what is lost ([[missing]])",
        line=line.number,
        answers=(answers.missing(line.number, lost[0], "cut", first=lost[0], last=lost[-1]),),
    )


def titles(node: Node) -> Iterator[tuple[str, Node]]:
    return ((plain(one), one) for one in node.walk())


def plain(node: Node) -> str:
    """The line of a heading as the contents have it: without blanks and marks of notes."""
    return unmarked(squeezed(node.line.text))


def is_opening(entry: str, tops: list[Node]) -> bool:
    """True if the entry is a title without a number, which is an opening or closing line."""
    plain = (one for top in tops for one in lines_of(top))
    return any(squeezed(one.text) == entry for one in plain)


def lines_of(node: Node) -> Iterator[Line]:
    return (line for one in node.walk() for line in one.lines())


def alike(entry: str, title: str) -> bool:
    """True if the contents and the heading are the same up to the end of one of them."""
    return bool(title) and (entry.startswith(title) or title.startswith(entry))


def unlisted(
    entry: str, lines: list[Line], found: dict[str, Node], readings: Readings
) -> Iterator[Problem]:
    line = next((one for one in lines if squeezed(one.text).startswith(entry[:8])), lines[0])
    line = next((one for one in lines if entry in squeezed(one.text)), line)
    if readings.has("contents", line):
        return
    shown = line.text if squeezed(line.text) == entry else entry
    longer = next((found[one] for one in found if one.startswith(entry)), None)
    other = f", only {quote(longer.line.text)}" if longer else ""
    yield Problem(
        FILE,
        f"the table of contents lists {quote(shown)}, but no heading reads like this{other}",
        "find the heading in the text: it is lost, broken, or run into its body;"
        ' declare a split, join, or typo in source/repairs.toml, or kind = "contents" if both are as'
        " published",
        line=line.number,
        answers=(
            *splits(entry, found, line),
            answers.reading("contents", line.number, line.text),
            *(parted(longer.line, entry) if longer else ()),
        ),
    )


def parted(line: Line, entry: str) -> Iterator[str]:
    """The split of a heading after what the contents list of it, where its own line goes on."""
    cuts = (at for at in range(len(line.text)) if squeezed(line.text[:at]) == entry)
    for cut in islice(cuts, 1):
        yield answers.split(line.number, line.text[: cut + QUOTED], cut)


def splits(entry: str, found: dict[str, Node], line: Line) -> Iterator[str]:
    """The split of an entry into which the next title has run: 第二章 保障序言."""
    shorter = max(
        (title for title in found if title and entry.startswith(title)), key=len, default=""
    )
    rest = entry[len(shorter) :]
    if shorter and grammar.UNNUMBERED.match(rest) and line.text.endswith(rest):
        before = line.text[-(len(rest) + 8) :]
        yield answers.split(line.number, before, -len(rest), "contents_split")


def extra(nodes: list[Node]) -> Problem:
    """The question about the headings of a family that the contents do not list."""
    first = quote(nodes[0].line.text)
    said = f"the heading {first}" if len(nodes) == 1 else f"{len(nodes)} headings such as {first}"
    return Problem(
        FILE,
        f"the contents do not list {said}",
        "compare the two: the heading has run into its body, or the contents differ; declare in"
        ' source/repairs.toml a split or typo, or kind = "contents" if both are as published',
        line=nodes[0].line.number,
        last_line=nodes[-1].line.number,
        answers=(
            "\n\n".join(
                answers.reading("contents", one.line.number, one.line.text) for one in nodes
            ),
        ),
    )


def doubled(outline: Outline) -> Iterator[Problem]:
    """Headings that have the address of an earlier one, so that one page would replace the other."""
    earlier: dict[str, Division] = {}
    for one in outline.divisions():
        other = earlier.setdefault(one.reference, one)
        if other is not one:
            first, second = (quote(each.mark + each.title.text) for each in (other, one))
            yield Problem(
                FILE,
                f"{first} and {second} would both have the address {one.reference}",
                "declare in source/repairs.toml a typo that corrects a number, or"
                ' kind = "paragraph" for the line that is no heading',
                line=other.line,
                last_line=one.line,
            )


def has_title(outline: Outline, wanted: str) -> bool:
    """True if the opening lines of the text read like the title."""
    return same.is_among(["".join(s.text for s in one.sentences) for one in outline.front], wanted)


def title(outline: Outline, wanted: str) -> Iterator[Problem]:
    """The title of `plan.toml`, if no opening line of the text reads like it."""
    front = [one for one in outline.front if one.sentences]
    if not wanted or not front or has_title(outline, wanted):
        return
    texts = {one.line: "".join(part.text for part in one.sentences) for one in front}
    for line, text in texts.items():
        rest = same.bare(text).removeprefix(same.bare(wanted))
        if rest != same.bare(text) and CLAUSE.search(rest):
            yield run_on(line, text, rest)
            return
    opening = "; ".join(quote(one.sentences[0].text) for one in front[:SHOWN])
    yield Problem(
        DESCRIPTION_FILE,
        f"title: no opening line of the text reads {quote(wanted)}; they read {opening}",
        "write the title as the text has it",
    )


def run_on(line: int, text: str, rest: str) -> Problem:
    """The question about a title to which the next line was joined."""
    return Problem(
        FILE,
        f"{quote(text)} is the title, to which {quote(rest)} was joined",
        'declare in source/repairs.toml kind = "paragraph" if the title ends with its line, or correct'
        f" title in {DESCRIPTION_FILE}",
        line=line,
        answers=(answers.reading("paragraph", line, text),),
    )
