"""Holds rules on form: the text is there, is English, and is whole. STYLE.md, S01, S34, S38."""

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize

from planbook.checks import messages
from planbook.checks.kit import Kit, rule
from planbook.checks.units import Unit
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
