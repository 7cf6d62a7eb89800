"""Proposes a record for every numeral that nothing accounts for yet."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from planbook.figures import Span, numerals
from planbook.proposals.english import english_of, values_of
from planbook.proposals.model import Proposal, Proposed, Setting
from planbook.proposals.others import others_of
from planbook.proposals.sentences import figures_of
from planbook.proposals.tables import table_figures
from planbook.proposals.themes import theme_of
from planbook.statements.account import claims, lines_of
from planbook.statements.ground import Ground
from planbook.statements.records import Lines
from planbook.statements.targets import Targets
from planbook.structure.model import Outline

Open = Mapping[str, Sequence[Span]]
"""The numerals by sentence that nothing accounts for."""


def propose(outline: Outline, ground: Ground, targets: Targets, years: Sequence[int]) -> Proposal:
    """Records for all open numerals of a plan, whose period the years begin and end."""
    setting = Setting(
        "", looks_back=False, first_year=min(years, default=0), last_year=max(years, default=0)
    )
    lines = lines_of(ground)
    free = open_numerals(targets, ground, lines)
    found = [
        one
        for one in candidates(outline, ground, lines, setting)
        if any(start == one.start for start, _ in free.get(one.at, ()))
    ]
    heads = {one.reference: one.title.text for one in outline.divisions()}
    figures = tuple(completed(found, lines, heads))
    return Proposal(figures, others_of(free, figures, lines))


def open_numerals(targets: Targets, ground: Ground, lines: Lines) -> Open:
    found: dict[str, Sequence[Span]] = {}
    for at, claimed in groupby(claims(targets, ground), key=lambda one: one.at):
        pairs = zip(numerals(lines[at][0]), claimed, strict=True)
        found[at] = [span for span, one in pairs if not (one.term or one.figures or one.others)]
    return found


def candidates(
    outline: Outline, ground: Ground, lines: Lines, setting: Setting
) -> Sequence[Proposed]:
    """Every figure that the rules find, in text order, whether it is accounted for or not."""
    tables = [one for one in outline.paragraphs() if one.kind == "table"]
    cells = {cell.reference for table in tables for cell in table.sentences}
    found = [one for table in tables for one in table_figures(table, setting)]
    for at, (zh, _) in lines.items():
        if at not in cells:
            here = replace(setting, at=at, looks_back=at in ground.reviews)
            found += figures_of(zh, here, [(hit.start, hit.end) for hit in ground.kit.hits(zh)])
    order = {at: number for number, at in enumerate(lines)}
    return sorted(found, key=lambda one: (order[one.at], one.start))


def completed(
    found: Sequence[Proposed], lines: Lines, heads: Mapping[str, str]
) -> Iterator[Proposed]:
    """The figures with what other texts tell: their English, and the theme."""
    before: Counter[tuple[str, object]] = Counter()
    for one in found:
        zh, en = lines[one.at]
        above = one.at.split(".")
        titles = (heads.get(".".join(above[:depth]), "") for depth in (3, 2, 1))
        english = english_of(one, en, before[one.at, values_of(one)])
        before[one.at, values_of(one)] += 1
        theme = theme_of((one.measures, zh, *titles))
        yield replace(one, en=english, is_translated=bool(en), theme=theme)
