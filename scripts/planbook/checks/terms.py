"""Holds rules on form and on terms. STYLE.md, S01, S23, S24, S31 to S34, S38."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from unicodedata import normalize

from planbook.checks import messages
from planbook.checks.kit import Kit, Unit, bare, rule, stems
from planbook.links.terms import Term
from planbook.locales import Locale
from planbook.translation.memory import key

HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
MARKUP = re.compile(
    r"""
    [<>{}`\\|~^*_⟦⟧]                        # <b, <!--, {: .c}, `x`, **x**, ~~x~~, ⟦1⟧
    | &(?:\#|\w{2,31};|(?:lt|gt|amp|quot)) # &#60; &lt; &lt
    | \[\[ | \]\] | \]\( | \]\[ | !\[ | \[\^ # [[x]], [x](y), [x][1], ![x], [^1]
    | == | ^(?:\#|[-+]\ |---|!!!|\?\?\?)    # ==x==; at the beginning, a heading or a list
    | \b(?:javascript|vbscript):|\bdata:\w+/
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The parts of tags, placeholders, entities, and Markdown, each with an example."""
PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))


@rule(
    "F01",
    "critical",
    "Chinese is left in the English",
    "translate it; Chinese characters may appear in a note",
)
def han_left(unit: Unit, _: Kit) -> Iterator[str]:
    """No Chinese characters or full-width marks."""
    for found in HAN.findall(unit.target):
        yield f"{found} is left in the English"


@rule("F02", "pending", "no English", "translate the unit")
def empty(unit: Unit, _: Kit) -> Iterator[str]:
    if not unit.target.strip():
        yield "there is no English"


@rule("F03", "critical", "Chinese repeated as English", "translate the unit")
def echoed(unit: Unit, _: Kit) -> Iterator[str]:
    if unit.target and key(unit.target) == key(unit.source) and HAN.search(unit.source):
        yield "the English repeats the Chinese"


@rule("F04", "critical", "a service's message instead of a translation", "translate the unit")
def service_message(unit: Unit, _: Kit) -> Iterator[str]:
    if found := messages.service_message(unit.source, unit.target):
        yield f"a service's message: {found}"


@rule(
    "F05",
    "pending",
    "unfinished English",
    "update it, have it reviewed, then set its state and remove `fuzzy`",
)
def unfinished(unit: Unit, _: Kit) -> Iterator[str]:
    """Nothing fuzzy, no drafts."""
    if unit.status in ("fuzzy", "draft"):
        yield f"the entry is {unit.status}"


@rule("F06", "critical", "broken markup", "remove it, or pair the marks")
def broken_markup(unit: Unit, _: Kit) -> Iterator[str]:
    """No markup beyond that of the Chinese, and no unpaired marks."""
    allowed = Counter(MARKUP.findall(normalize("NFKC", unit.source)))
    if surplus := Counter(MARKUP.findall(unit.target)) - allowed:
        yield f"leftover markup: {next(iter(surplus))}"
    for opening, closing in PAIRS:
        if unit.target.count(opening) != unit.target.count(closing):
            yield f"{opening} and {closing} are not paired"


# --- terms


NAMED = 3
"""Maximum units that a finding names: all units of a plan may be alike."""


@rule(
    "T01",
    "major",
    "a term without its English",
    "use one of its forms, or add the form to `admitted` in source/terms.toml",
)
def missing_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """A term of the Chinese has one of its admitted forms in the English."""
    english = stems(unit.target)
    for term in in_source(unit, kit):
        if not any(stems(form) in english for form in term.forms("en")):
            forms = " | ".join(term.forms("en"))
            yield f"{term.zh} has none of its forms: {forms}"


@rule("T02", "major", "a forbidden form of a term", "use the preferred form")
def forbidden_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """No forbidden forms, except as part of an admitted one."""
    for term in in_source(unit, kit):
        if not term.forbidden:
            continue
        english = stems(unit.target)
        for form in sorted(term.forms("en"), key=len, reverse=True):
            english = english.replace(stems(form), " □ ")
        for form in term.forbidden:
            if stems(form) in english:
                yield f"{form} is a forbidden form of {term.zh}; use {term.en}"


def in_source(unit: Unit, kit: Kit) -> list[Term]:
    """The terms of the Chinese, each once."""
    return list({one.term.id: one.term for one in kit.hits(unit.source)}.values())


@rule(
    "T03",
    "major",
    "one Chinese text with two English translations",
    "use the same English for both",
)
def two_targets(unit: Unit, kit: Kit) -> Iterator[str]:
    """Chinese that differs only in punctuation has one English."""
    for other in others(kit, "zh", unit.source, unit.target):
        yield f"{other.reference} has the same Chinese and the English “{other.target}”"


@rule(
    "T04",
    "major",
    "two Chinese texts with the same English",
    "make the English show the difference",
)
def two_sources(unit: Unit, kit: Kit) -> Iterator[str]:
    """English that two different Chinese texts share hides a difference."""
    for other in others(kit, "en", unit.target, unit.source):
        yield f"{other.reference} has the same English for {other.source}"


def others(kit: Kit, locale: Locale, same: str, own: str) -> Iterator[Unit]:
    """The first few of the units that have the `same` text, but not the unit's `own` other one."""
    units = kit.same.get((locale, bare(same)), {}).items()
    return islice((unit for text, unit in units if text != bare(own)), NAMED)
