"""Holds rules on form: the text is there, is English, and is whole. STYLE.md, S01, S34, S38."""

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize

from planbook.checks import messages
from planbook.checks.kit import Kit
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


def han_left(unit: Unit, _: Kit) -> Iterator[str]:
    """F01: no Chinese characters or full-width marks."""
    for found in HAN.findall(unit.target):
        yield f"{found} is left in the English"


def empty(unit: Unit, _: Kit) -> Iterator[str]:
    """F02: every unit has English."""
    if not unit.target.strip():
        yield "there is no English"


def echoed(unit: Unit, _: Kit) -> Iterator[str]:
    """F03: the English does not repeat the Chinese."""
    if unit.target and key(unit.target) == key(unit.source) and HAN.search(unit.source):
        yield "the English repeats the Chinese"


def service_message(unit: Unit, _: Kit) -> Iterator[str]:
    """F04: a translation service's message about itself is not a translation."""
    if found := messages.service_message(unit.source, unit.target):
        yield f"a service's message: {found}"


def unfinished(unit: Unit, _: Kit) -> Iterator[str]:
    """F05: nothing fuzzy, no drafts."""
    if unit.status in ("fuzzy", "draft"):
        yield f"the entry is {unit.status}"


def broken_markup(unit: Unit, _: Kit) -> Iterator[str]:
    """F06: no markup beyond that of the Chinese, and no unpaired marks."""
    allowed = Counter(MARKUP.findall(normalize("NFKC", unit.source)))
    if surplus := Counter(MARKUP.findall(unit.target)) - allowed:
        yield f"leftover markup: {next(iter(surplus))}"
    for opening, closing in PAIRS:
        if unit.target.count(opening) != unit.target.count(closing):
            yield f"{opening} and {closing} are not paired"
