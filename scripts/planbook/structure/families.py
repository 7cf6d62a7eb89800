"""Asks how numbered lines are read that their form leaves open: for a family at once where it can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, groupby
from operator import itemgetter
from statistics import median

from planbook.problems import Problem, quote
from planbook.structure.blocks import split_sentences
from planbook.structure.node import Node, Readings, by_family, number
from planbook.text import answers
from planbook.text.decode import FILE
from planbook.text.grammar import (
    AFTER_END,
    CLOSING,
    HEADING_LIMIT,
    LEAD_LIMIT,
    TERMINAL,
    is_heading_form,
    is_open,
)
from planbook.text.words import words_of

MOST = 0.6
"""From this share of a series on, run-in headings are its way, and not an accident."""
FEWEST = 2
"""Lines that make a question about a family worthwhile."""
HEADINGS = 5
"""Rank of the lowest family that more often marks headings than items: （一）."""
SEVERAL = 5
"""A family needs so many headings before their length says anything."""
LONG, TIMES = 24, 3
"""A heading of more characters than this, and so many times the usual, is too long."""
DEFINITION = re.compile(
    r"""[^。：]{1,50} [：。]? [^。]{0,40}?
        (?: 是指 | 指 (?! [导标数引挥定示南派] ) | (?<! [立随旋] ) 即 (?! [将使便可时] ) | (?<! [体关联谱派] ) 系 (?! [统列数] ) )""",
    re.VERBOSE,
)
"""五个中心：指…, 一人公司。是指…: the explanation of a term; not 指导思想 or 服务体系."""
CLAUSE = re.compile(r"[，；：]")
USUAL = 8
"""Characters of a title where no other shows how long titles are."""
QUOTED = 6
"""Characters that an answer quotes after a cut."""
NO_BEGINNING = (*TERMINAL, *CLOSING, "，", "、")
"""Text under a heading begins with none of these."""


def lead_of(title: str) -> str:
    """The heading at the beginning of a line: its first sentence, or its questions (为何？如何？)."""
    lead, *rest = split_sentences(title) or [title]
    for sentence in rest:
        if not (lead.endswith("？") and sentence.endswith("？")):
            break
        lead += sentence
    return lead


def end_of_lead(node: Node) -> int:
    """Where that heading ends on its line."""
    return len(node.line.text) - len(node.title) + len(lead_of(node.title))


def too_long(nodes: list[Node], readings: Readings) -> Iterator[Problem]:
    """Headings so much longer than others of their family that they may have swallowed their text."""
    families = by_family(node for node in nodes if is_heading_form(node.title))
    for family in families.values():
        usual = median(len(node.title) for node in family)
        for node in family if len(family) >= SEVERAL else ():
            limit = max(LONG, TIMES * usual)
            if len(node.title) > limit and not readings.has("heading", node.line):
                yield glued(node, round(usual))


def ask(
    found: list[Node], own: list[Node], readings: Readings, *, are_only: bool
) -> Iterator[Problem]:
    """The questions about the undecided lines of a family, of which `own` are all.

    Nothing is asked about those whose first sentence the original emphasizes, unless they read as a
    list. Those that are the only headings of a text are no list, by the first answer.
    """
    yield from (untitled(node) for node in found if not node.title)
    together = list(asked_together([node for node in found if node.title], own))
    asked = [unshown(group, readings) for group in together]
    for group in filter(None, asked):
        yield family_question(group, is_list=reads_as_list(group) and not are_only)
    known = {id(node) for group in together for node in group}
    known.update(id(node) for node in found if is_shown(node, readings))
    usual = [len(node.title) for node in own if is_heading_form(node.title)]
    length = round(median(usual)) if usual else USUAL
    yield from (glued(node, length) for node in found if node.title and id(node) not in known)


def unshown(group: list[Node], readings: Readings) -> list[Node]:
    """The lines of a group that the original does not show as headings; all if they read as a list."""
    if reads_as_list(group):
        return group
    return [node for node in group if not is_shown(node, readings)]


def is_shown(node: Node, readings: Readings) -> bool:
    """True if the original emphasizes the heading at the beginning of the line."""
    return readings.emphasizes(node.line, node.line.text[: end_of_lead(node)])


def asked_together(found: list[Node], own: list[Node]) -> Iterator[list[Node]]:
    """The lines of a family that one question decides: most of all, or most of series side by side.

    Most of all are asked about in parts where they read otherwise in some chapters than in others.
    """
    clear = [node for node in found if has_lead(node) or len(lead_of(node.title)) > HEADING_LIMIT]
    known = {id(node) for node in clear}
    lists = [[node for node in one if id(node) in known] for one in series_in(own)]
    if len(clear) >= max(FEWEST, MOST * len(own)):
        ways = groupby(filter(None, lists), key=reads_as_list)
        parts = [[node for one in group for node in one] for _, group in ways]
        yield from parts if min(map(len, parts)) >= FEWEST else [clear]
        return
    share = [len(a) >= MOST * len(b) for a, b in zip(lists, series_in(own), strict=True)]
    for are_most, group in groupby(zip(share, lists, strict=True), key=itemgetter(0)):
        together = [node for _, one in group for node in one]
        if are_most and len(together) >= FEWEST:
            yield together


def series_in(nodes: list[Node]) -> list[list[Node]]:
    """The nodes of a family, in the order of the text, cut where their numbers begin again."""
    made: list[list[Node]] = []
    for node in nodes:
        if not made or number(node) <= number(made[-1][-1]):
            made.append([])
        made[-1].append(node)
    return made


def has_lead(node: Node) -> bool:
    """True if the line opens with a sentence that is short enough for a heading."""
    lead = lead_of(node.title)
    return len(lead) <= HEADING_LIMIT and not (lead == node.title and is_open(lead))


def reads_as_list(found: list[Node]) -> bool:
    """True if most lines are definitions, long, unfinished, or sentences with nothing after them."""
    alone = sum(is_alone(node) or is_unfinished(node) for node in found)
    defined = sum(bool(DEFINITION.match(node.title)) for node in found)
    sentences = [node for node in found if not is_heading_form(node.title)]
    long = sum(not has_lead(node) or is_prose(node) for node in sentences)
    is_long = bool(sentences) and long >= MOST * len(sentences)
    return is_long or max(alone, defined) >= MOST * len(found)


def is_prose(node: Node) -> bool:
    """True for a line that opens with a long sentence, and has nothing under it: 我们会推动各项工作，…."""
    lead = lead_of(node.title)
    return not node.entries and len(lead) > LONG and CLAUSE.search(lead) is not None


def is_unfinished(node: Node) -> bool:
    """True for a line that ends with a semicolon, or is a sentence with a colon above a list.

    It is no heading; but a heading has such a sentence as its text: （一）人才。实施下列项目：.
    """
    is_one = lead_of(node.title) == node.title
    return node.title.endswith("；") or (node.title.endswith("：") and is_one and not node.lines())


def is_alone(node: Node) -> bool:
    """True for one sentence, perhaps with a remark in brackets, and nothing under it."""
    rest = node.title[len(lead_of(node.title)) :]
    return not node.entries and (not rest or bool(AFTER_END.fullmatch(rest)))


def family_question(found: list[Node], *, is_list: bool) -> Problem:
    first = found[0]
    cuts = lead_of(first.title)
    return asked_of_family(
        found,
        f"{len(found)} lines such as {quote(first.line.text)} are sentences with a mark: headings"
        f" that end with their first sentence, here {quote(cuts)}, or numbered paragraphs",
        {"heading": "family_heading", "item": "family_item", "paragraph": "family_paragraph"},
        is_list=is_list,
    )


def continued(own: list[Node]) -> Problem:
    """The question about a family whose numbers do not begin again in each chapter."""
    first = next(node for node in own if node.counts_on)
    return asked_of_family(
        own,
        f"the numbers of {len(own)} lines such as {quote(own[0].line.text)} seem to go on over the"
        f" headings above them: {quote(first.line.text)} does not begin again at 1",
        {"heading": "family_on", "item": "family_item_on", "paragraph": "family_paragraph"},
        is_list=all(node.is_item for node in own) or reads_as_list(own),
        numbers="continue",
    )


def may_be_list(bare: list[Node], parent: Node) -> bool:
    """True for several numbered lines with nothing under them, nor under others of their family here."""
    own = [one for one in parent.nodes() if one.mark and one.rank == bare[0].rank]
    may_lead = all(one.mark and one.mark.family.may_lead for one in own)
    return len(own) >= FEWEST and own == bare and may_lead


def bare_list(found: list[Node], missing: list[str]) -> Problem:
    """The question about them. `missing` are the entries which say that the text of each is lost."""
    asked = asked_of_family(
        found,
        f"the {len(found)} lines {quote(found[0].line.text)} to {quote(found[-1].line.text)} have"
        " nothing under them: items of a list, or headings whose text is lost",
        {"item": "family_item"},
        is_list=True,
    )
    remedy = (
        'declare in source/repairs.toml a [[family]] with reads = "item", or what is lost'
        " ([[missing]], for each line)"
    )
    options = (*asked.answers, "\n\n".join(missing))
    is_heading = found[0].rank <= HEADINGS
    return replace(asked, remedy=remedy, answers=options[::-1] if is_heading else options)


def asked_of_family(
    found: list[Node], said: str, reasons: dict[str, str], *, is_list: bool, **more: str
) -> Problem:
    """A question about all these lines, with an answer for each way to read them."""
    first, last = found[0], found[-1]
    assert first.mark
    mark, span = first.mark.text.strip(), {"line": first.line.number, "last": last.line.number}
    return Problem(
        FILE,
        said,
        "declare in source/repairs.toml how the family is read: [[family]] with reads = "
        '"heading", "item", or "paragraph"',
        line=first.line.number,
        last_line=last.line.number,
        answers=tuple(
            answers.entry(
                "[[family]]",
                reasons[reads],
                mark=mark,
                reads=reads,
                **span,
                **(more if reads != "paragraph" else {}),
            )
            for reads in sorted(reasons, key=lambda one: one != ("item" if is_list else "heading"))
        ),
    )


def untitled(node: Node) -> Problem:
    return Problem(
        FILE,
        f"the heading {quote(node.line.text)} has no title",
        'declare in source/repairs.toml a kind = "join" with the line that holds its title; or, if it'
        ' has none, "paragraph" to keep the number as text, or "omit"',
        line=node.line.number,
        answers=tuple(
            answers.reading(kind, node.line.number, node.line.text)
            for kind in ("paragraph", "omit")
        ),
    )


def word_end(title: str, length: int) -> int:
    """The end of the word in the title that is nearest to this length; 0 if there is none.

    It is inside the first sentence, where no cut has to be declared, and not after a comma.
    """
    lead = lead_of(title)
    ends = accumulate(map(len, words_of(lead[: 2 * length + USUAL])))
    inside = (
        one
        for one in ends
        if lead[one:]
        and not lead[one:].startswith(NO_BEGINNING)
        and not lead[:one].endswith(("，", "、"))
    )
    return min(inside, key=lambda one: abs(one - length), default=0)


def glued(node: Node, length: int) -> Problem:
    """The question about a line that is longer than its heading; titles have this length here."""
    line = node.line
    options = {
        kind: answers.reading(kind, line.number, line.text) for kind in ("heading", "paragraph")
    }
    if end := word_end(node.title, length):
        cut = len(line.text) - len(node.title) + end
        options["split"] = answers.split(line.number, line.text[: cut + QUOTED], cut)
    likely = [one for one in likeliest(node, length) if one in options]
    return Problem(
        FILE,
        f"a heading runs into its body, or is too long for one: {quote(line.text)}",
        'declare in source/repairs.toml a kind = "split" where the body begins (move the \\n of the'
        ' answer there), or kind = "heading" if it ends with its first sentence, or with the line',
        line=line.number,
        answers=tuple(options[one] for one in likely),
    )


def likeliest(node: Node, length: int) -> tuple[str, ...]:
    """The kinds of answers to such a question, the likeliest first."""
    lead = lead_of(node.title)
    rest = node.title[len(lead) :]
    is_short = len(lead) <= max(LEAD_LIMIT, 2 * length) and not CLAUSE.search(lead)
    if is_short and not AFTER_END.fullmatch(rest):
        return "heading", "split", "paragraph"
    if is_alone(node) or not node.title.endswith(("。", "；")):
        return "heading", "split", "paragraph"
    return "split", "heading", "paragraph"
