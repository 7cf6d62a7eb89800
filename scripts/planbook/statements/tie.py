"""Runs the stage `tie`: ties statements to passages, and accounts for every numeral of the plan."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from planbook.checks.kit import Unit
from planbook.figures import Span, numerals
from planbook.links.resolve import LinkedEdition
from planbook.links.terms import Term, Type, general
from planbook.problems import Problem, quote, raise_any
from planbook.statements.ground import Ground, ground_of
from planbook.statements.guide import Guide, guide_faults, guide_units
from planbook.statements.places import Places, place_faults, place_units
from planbook.statements.records import Lines, record_faults, span_of, twin_faults
from planbook.statements.sectors import Sectors, sector_faults, sector_units
from planbook.statements.targets import (
    FILE,
    Kind,
    Other,
    OtherKind,
    Target,
    Targets,
    set_faults,
    target_units,
)
from planbook.structure.model import chapter_of

PHRASES: frozenset[Type] = frozenset(("policy", "term", "measure"))
"""Types of terms whose numerals belong to a set phrase; those of other types belong to a name."""
AROUND = 4
"""Characters that a message shows on either side of a numeral."""


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure in its place."""

    target: Target
    anchor: str
    """`f-7-1-1-1-3-1`: its reference, then its position among the sentence's figures."""

    @property
    def chapter(self) -> str:
        return chapter_of(self.target.at)


@dataclass(frozen=True, slots=True)
class Account:
    """All numerals of the plan by kind. Empty if its figures were not gathered."""

    entries: tuple[PlacedFigure, ...] = ()
    """The figures, in text order."""
    others: Mapping[OtherKind, int] = field(default_factory=dict)
    """The number of numerals that are not figures, by what they are instead."""

    @property
    def kinds(self) -> Mapping[Kind, int]:
        return Counter(one.target.kind for one in self.entries)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of a sentence, with everything that claims it."""

    at: str
    text: str
    around: str
    """The numeral with the text beside it."""
    term: Type | None
    figures: tuple[Target, ...]
    others: tuple[tuple[Other, str], ...]
    """Each with the one of its texts that covers the numeral."""


def account_of(targets: Targets, ground: Ground) -> tuple[Account, tuple[Problem, ...]]:
    """The account, and every fault of the records. Empty if none were gathered."""
    if not targets.figure and not targets.other:
        return Account(), ()
    lines, claimed = lines_of(ground), tuple(claims(targets, ground))
    others = Counter(kind for one in claimed if (kind := kind_of(one)))
    account = Account(tuple(entries(targets, lines)), others)
    return account, tuple(faults(targets, lines, claimed))


def lines_of(ground: Ground) -> Lines:
    """Every sentence and heading; `ground` also has paragraphs, with four numbers."""
    return {place: pair for place, pair in ground.texts.items() if place.count(".") != 3}


def entries(targets: Targets, lines: Lines) -> Iterator[PlacedFigure]:
    """The figures in text order."""
    order = {place: number for number, place in enumerate(lines)}

    def place(target: Target) -> tuple[int, int]:
        start, _ = span_of(target, lines) or (0, 0)
        return order[target.at], start

    known = sorted((one for one in targets.figure if one.at in lines), key=place)
    for at, figures in groupby(known, key=lambda one: one.at):
        for number, target in enumerate(figures, 1):
            yield PlacedFigure(target, f"f-{at.replace('.', '-')}-{number}")


def owner(numeral: Numeral) -> tuple[Other, str]:
    """The longest of the declared texts over a numeral."""
    return max(numeral.others, key=lambda one: len(one[1]))


def kind_of(numeral: Numeral) -> OtherKind | None:
    """The kind of a numeral that is not a figure; None for a figure."""
    if numeral.term:
        return "set phrase" if numeral.term in PHRASES else "name"
    return owner(numeral)[0].kind if numeral.others else None


def faults(targets: Targets, lines: Lines, claimed: Collection[Numeral]) -> Iterator[Problem]:
    for target in targets.figure:
        yield from record_faults(target, lines, targets.units)
    yield from twin_faults(targets, lines)
    yield from set_faults(targets)
    for numeral in claimed:
        yield from numeral_faults(numeral)
    yield from idle_figures(targets, lines, claimed)
    yield from idle_others(targets, claimed)


def claims(targets: Targets, ground: Ground) -> Iterator[Numeral]:
    """Every numeral of every sentence, with the records that cover all of it."""
    lines = lines_of(ground)
    figures: dict[str, list[Target]] = {}
    for target in targets.figure:
        figures.setdefault(target.at, []).append(target)
    for at, (zh, _) in lines.items():
        hits = ground.kit.hits(zh)
        for start, end in numerals(zh):
            within = tuple(
                one
                for one in figures.get(at, ())
                if (span := span_of(one, lines)) and span[0] <= start and end <= span[1]
            )
            others = tuple(covering(targets, at, zh, (start, end)))
            over = (one.term for one in hits if one.start <= start and end <= one.end)
            yield Numeral(
                at=at,
                text=zh[start:end],
                around=zh[max(0, start - AROUND) : end + AROUND],
                term=term_of(over, is_declared=bool(within or others)),
                figures=within,
                others=others,
            )


def term_of(over: Iterable[Term], *, is_declared: bool) -> Type | None:
    """The type of the term to which a numeral belongs.

    A declaration of the edition takes precedence over a term that comes with planbook: a later
    version may have more terms, which must not make any record wrong.
    """
    found = next(iter(over), None)
    if not found or (is_declared and found in general()):
        return None
    return found.type


def covering(targets: Targets, at: str, zh: str, span: Span) -> Iterator[tuple[Other, str]]:
    """The declared texts in this sentence that cover this span."""
    for other in targets.other:
        for text in other.texts if other.at in ("", at) else ():
            if covers(text, zh, span):
                yield other, text


def covers(text: str, zh: str, span: Span) -> bool:
    """True if the text occurs around the whole span: from `start` or before to `end` at least."""
    start, end = span
    return zh.find(text, max(0, end - len(text)), start + len(text)) >= 0


def numeral_faults(numeral: Numeral) -> Iterator[Problem]:
    """A numeral claimed by no record, or by more than one."""
    if numeral.term:
        return
    where = f"{numeral.at} {quote(numeral.around)}: the numeral {numeral.text}"
    if not numeral.figures and not numeral.others:
        remedy = "add a [[figure]] for it, or, if it counts nothing, a text to an [[other]]"
        yield Problem(FILE, f"{where} is not in any record", remedy)
    elif len(numeral.figures) > 1:
        claimers = " and ".join(quote(one.zh) for one in numeral.figures)
        remedy = "quote only its own numeral in each `zh`; tell equal texts apart with `nth`"
        yield Problem(FILE, f"{where} is in two figures, {claimers}", remedy)
    elif numeral.figures and numeral.others:
        (_, text), (target, *_) = owner(numeral), numeral.figures
        found = f"{where} is in both the figure {quote(target.zh)} and the [[other]] {quote(text)}"
        yield Problem(FILE, found, "make the text of the [[other]] longer, or give it an `at`")


def idle_figures(targets: Targets, lines: Lines, claimed: Iterable[Numeral]) -> Iterator[Problem]:
    """Records whose numeral is a term's, or is cut off by `zh`."""
    busy = {one for numeral in claimed if not numeral.term for one in numeral.figures}
    for target in targets.figure:
        if target not in busy and span_of(target, lines):
            found = f"{target.at} {quote(target.zh)}: it has no numeral outside a term"
            remedy = "quote the whole numeral; a figure in a termbase name needs no record"
            yield Problem(FILE, found, remedy)


def idle_others(targets: Targets, claimed: Iterable[Numeral]) -> Iterator[Problem]:
    """Texts without which every numeral would still be accounted for."""
    open_ones = (one for one in claimed if one.others and not one.term and not one.figures)
    busy = {owner(one) for one in open_ones}
    for other in targets.other:
        for text in other.texts:
            if (other, text) not in busy:
                place = f" in {other.at}" if other.at else ""
                found = f"[[other]] {quote(text)}{place} is not needed"
                remedy = "remove the text: all its numerals are accounted for elsewhere"
                yield Problem(FILE, found, remedy)


# --- the stage


@dataclass(frozen=True, slots=True)
class Tied:
    """The linked edition with its content for investors. Anything not gathered is empty."""

    linked: LinkedEdition
    targets: Targets
    sectors: Sectors
    places: Places
    guide: Guide
    account: Account
    """The figures in their places, and counts of all other numerals."""


def tie(
    linked: LinkedEdition, targets: Targets, sectors: Sectors, places: Places, guide: Guide
) -> Tied:
    """Tie the statements to the plan. Raises `Problems` for whatever it does not support."""
    ground = ground_of(linked)
    account, faults = account_of(targets, ground)
    raise_any(
        [
            *faults,
            *sector_faults(sectors, ground),
            *place_faults(places, ground),
            *guide_faults(guide, ground),
        ]
    )
    return Tied(linked, targets, sectors, places, guide, account)


def own_units(
    linked: LinkedEdition, targets: Targets, sectors: Sectors, places: Places, guide: Guide
) -> Iterator[Unit]:
    """All texts of the edition, for the rules of `planbook check`; whether they tie or not."""
    ground = ground_of(linked)
    yield from sector_units(sectors, ground)
    yield from place_units(places, ground)
    yield from guide_units(guide, ground)
    yield from target_units(targets)
