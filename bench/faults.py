"""Faults of every kind, seeded into the real pairs, and how many of them the checks see.

A fault counts as seen if its unit has a critical or major finding that it had not before.
Every place where a fault is possible gets one; nothing is drawn by chance but what stands
in its stead, by a generator with a fixed seed.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from planbook.checks.kit import Kit, Unit, units_of
from planbook.checks.rules import judge
from planbook.figures import QUALIFIERS, chinese, english, labels
from planbook.pipeline import Conversion
from planbook.sources import Sources

Seeder = Callable[[Unit, Kit, random.Random], Iterator[str]]
DENIALS = re.compile(r"\b(?:not|never|cannot|without|no) |(?<=\b)non-?(?=\w)|\bun(?=suitable|qual)")


def figures(unit: Unit, kit: Kit) -> list[tuple[int, int]]:
    """Where the English has the figures of the Chinese, names left out."""
    source, target = kit.without_numeric_terms(unit.source, unit.target)
    wanted = {one.value for one in chinese(source) if not one.in_words}
    return [(one.start, one.end) for one in english(target) if one.value in wanted]


def digit_changed(unit: Unit, kit: Kit, chance: random.Random) -> Iterator[str]:
    for start, end in figures(unit, kit):
        places = [at for at in range(start, end) if unit.target[at].isdigit()]
        at = chance.choice(places)
        other = chance.choice([digit for digit in "123456789" if digit != unit.target[at]])
        yield unit.target[:at] + other + unit.target[at + 1 :]


def number_dropped(unit: Unit, kit: Kit, _: random.Random) -> Iterator[str]:
    for start, end in figures(unit, kit):
        yield unit.target[:start] + unit.target[end:].lstrip(" %")


def numbers_swapped(unit: Unit, kit: Kit, _: random.Random) -> Iterator[str]:
    text, places = unit.target, figures(unit, kit)
    for (start, end), (begin, stop) in pairwise(places):
        one, other = text[start:end], text[begin:stop]
        if one != other and not (is_year(one) or is_year(other)):
            yield text[:start] + other + text[end:begin] + one + text[stop:]


def is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


def scale_slipped(unit: Unit, kit: Kit, _: random.Random) -> Iterator[str]:
    """万 taken for a thousand, 亿 for a thousand million, or a power of ten lost."""
    for start, end in figures(unit, kit):
        figure = unit.target[start:end]
        if "million" in figure or "billion" in figure:
            slip = figure.translate(str.maketrans("mb", "bm", ""))
        elif "," in figure:
            slip = figure.removesuffix("0") if figure.endswith("0") else figure + "0"
        else:
            continue
        yield unit.target[:start] + slip + unit.target[end:]


def qualifier_lost(unit: Unit, kit: Kit, _: random.Random) -> Iterator[str]:
    source, target = kit.without_numeric_terms(unit.source, unit.target)
    for one in chinese(source):
        for figure in english(target) if one.qualifier else ():
            if figure.value == one.value:
                start, stop = max(0, figure.start - 40), figure.end + 40
                near = unit.target[start:stop]
                plain = re.sub(rf"\b(?:{QUALIFIERS[one.qualifier]})\s?", "", near, count=1)
                if plain != near:
                    yield unit.target[:start] + plain + unit.target[stop:]


def spaced(label: str) -> re.Pattern[str]:
    """A label as English may write it: 10KV as 10 kV, IPV6 as IPv6, LIVEHOUSE as live-house."""
    letters = r"[\s-]?".join(map(re.escape, label))
    return re.compile(rf"(?<![A-Za-z\d]){letters}(?!\d)", re.IGNORECASE)


def label_lost(unit: Unit, _: Kit, __: random.Random) -> Iterator[str]:
    for label in dict.fromkeys(labels(unit.source)):
        if (lost := spaced(label).sub("", unit.target)) != unit.target:
            yield lost


def term_swapped(unit: Unit, kit: Kit, chance: random.Random) -> Iterator[str]:
    for term in {one.term.id: one.term for one in kit.hits(unit.source)}.values():
        others = [one for one in kit.terms if one.type == term.type and one.id != term.id]
        forms = sorted(term.forms("en"), key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, forms)), re.IGNORECASE)
        if others and pattern.search(unit.target):
            yield pattern.sub(chance.choice(others).en, unit.target)


def negation_dropped(unit: Unit, _: Kit, __: random.Random) -> Iterator[str]:
    if DENIALS.search(unit.target):
        yield DENIALS.sub("", unit.target)


def plan_told_as_done(unit: Unit, _: Kit, __: random.Random) -> Iterator[str]:
    if " will be " in unit.target:
        yield unit.target.replace(" will be ", " has been ")


def promise_made(unit: Unit, _: Kit, __: random.Random) -> Iterator[str]:
    """What is to be promoted or supported is ensured."""
    weak = re.compile(r"\bwill (?:promote|advance|support|encourage|work to)\b")
    if not re.search("确保|保障|保证|保护|维护|保持", unit.source) and weak.search(unit.target):
        yield weak.sub("will ensure", unit.target, count=1)


def hectares_dropped(unit: Unit, _: Kit, __: random.Random) -> Iterator[str]:
    if " (about 67 hectares)" in unit.target:
        yield unit.target.replace(" (about 67 hectares)", "", 1)


KINDS: dict[str, Seeder] = {
    "digit changed": digit_changed,
    "number dropped": number_dropped,
    "numbers swapped": numbers_swapped,
    "万/亿 slip": scale_slipped,
    "qualifier lost": qualifier_lost,
    "label lost": label_lost,
    "term swapped": term_swapped,
    "negation dropped": negation_dropped,
    "plan told as done": plan_told_as_done,
    "promise made": promise_made,
    "hectares dropped": hectares_dropped,
}


def grave(unit: Unit, kit: Kit) -> set[tuple[str, str]]:
    found = judge([unit], kit)
    return {(one.rule.code, one.found) for one in found if one.rule.severity != "minor"}


def measure(sources: Sources) -> Iterator[str]:
    """The lines of the report: a line a kind, the false alarms, the time of one check."""
    edition = Conversion(sources).edition
    units = units_of(edition.outline, edition.memory)
    kit = Kit(sources.terms, units, sources.words, sources.description)
    chance = random.Random(14)
    total = 0
    for kind, seeder in KINDS.items():
        seeded = seen = 0
        for unit in units:
            for target in seeder(unit, kit, chance):
                seeded += 1
                seen += bool(grave(replace(unit, target=target), kit) - grave(unit, kit))
        total += seeded
        yield f"  {kind:<18} {seeded:>5} seeded  {seen:>5} seen  {seen / max(1, seeded):>7.1%}"
    alarmed = sum(bool(grave(unit, kit)) for unit in units)
    yield f"  {total} faults; alarms on the text as it is: {alarmed} of {len(units)} units"
    started = time.perf_counter()
    judge(units, Kit(sources.terms, units, sources.words, sources.description))
    yield f"  one check of the whole text: {time.perf_counter() - started:.2f} s"
