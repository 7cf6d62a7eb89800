"""Holds the rules on form, and recognizes messages of services by their shape. STYLE.md, S01, S34, S38."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from importlib.resources import files
from unicodedata import normalize

from planbook.checks.kit import Kit, Unit, rule
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
def message(unit: Unit, _: Kit) -> Iterator[str]:
    if found := service_message(unit.source, unit.target):
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


# --- messages of services


# Services talk about users, statuses, addresses, and fields; about requests, errors, and limits. The
# English of a plan does so only if its Chinese does. Each shape and each word is therefore listed
# with the Chinese that would justify it, and no message need be known in advance.
PHRASES = "|".join(
    re.escape(one.phrase)
    for one in HTTPStatus
    if one >= HTTPStatus.BAD_REQUEST or " " in one.phrase
)
"""HTTP's names for its statuses: `Bad Gateway`."""
SHAPES = {
    # A service that names itself.
    r"\b(?:mymemory|libretranslate|deepl|openai|anthropic|cloudflare|nginx)\b(?: \w+)?": "[a-z]{4}",
    # 400. That's an error; HTTP/1.1 429 Too Many Requests; Error 500 (Server Error)!!1; 503
    rf"^(?:\W|(?:https?|api|error|status|code|response|1\.[01])\b)*[45]\d\d\b"
    rf"(?:\W*$|[.:!)](?!\d)|\W*(?:{PHRASES}|\w* ?error)\b)": r"[45]\d\d|[百千万亿]",
    rf"^\W*(?:{PHRASES})\W*$": "[禁锁冲付授]",
    # An address to the user.
    r"\b(?:you|yours?)\b(?! county)|\bplease\b": "[你您请]",
    # A program that speaks of itself.
    r"(?-i:\bI(?:['’](?:m|ve|ll|d)| (?:am|can|cannot|could|do|don['’]t|have|need|will|would))\b)": "我",
    r"\bas an ai (?:language )?(?:model|assistant)\b|\bhere(?:['’]s| is) the (?:\w+ )?translation\b": "[译型]",
    # Addresses of pages, people, and machines.
    r"\w://|\bwww\.|\w@\w|\w\.(?:com|org|net|io|ai|dev|html?|php)\b": r"网|邮箱|\w[.@]\w",
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b": r"\d\.\d+\.\d",
    # Fields, JSON, elements; names of errors and classes; times; request numbers.
    r"\w_\w|\w=\w": "[_=]",
    r"""[\[{]\s*["'{\[]|["']\s*:\s*["'\d\[{]|\[object """: r"[\[{【]",
    r"<\s*[!?/a-z]": "[<＜]",
    r"(?-i:[a-z](?:Error|Exception|Failure|Denied|Exceeded|Expired|Found)\b)": "(?-i:[a-z][A-Z])",
    r"(?-i:[a-z]\.[A-Z]\w*[a-z][A-Z]|\b[a-z]+\.[a-z]+\.[a-z])": r"[a-z]\.[a-z]",
    r"\b\d\d:\d\d:\d\d|\b[\da-f]{8}-[\da-f]{4}-": r"\d:\d|[\da-f]-",
    r"\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{12}": r"[\da-f]{12}",
    # A word in place of a text.
    r"^\W*(?:null|none|nil|undefined|nan|true|false|ok|success|done|test|unknown|empty|n/a"
    r"|loading|redirecting|warning|log in)\W*$": "[无成未空真是否好完试警登]",
}
"""Shapes of messages, each with the Chinese that would justify it."""
DENSITY = 6
"""A message has at least one such word, of weight 1, in this many words."""


def ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


COMPILED = tuple((ignoring_case(one), ignoring_case(other)) for one, other in SHAPES.items())
LISTED = tomllib.loads(files(__package__).joinpath("messages.toml").read_text("utf-8"))
WEIGHED = tuple(
    (weight, frozenset(ground), ignoring_case(rf"\b(?:{words})\b"))
    for weight, kind in ((2, "certain"), (1, "likely"))
    for ground, words in LISTED[kind].items()
)


def service_message(source: str, answer: str) -> str:
    """Words that show `answer` to be a service's own, not English of `source`; empty if none."""
    for shape, ground in COMPILED:
        if (found := shape.search(answer)) and not ground.search(source):
            return found[0]
    shouted = [word for word in re.findall(r"[A-Z]{2,}", answer) if word not in source]
    if len(shouted) > 2 and not re.search(r"[a-z]", answer):
        return " ".join(shouted)
    spoken = dict(service_words(source, answer))
    weight = sum(spoken.values())
    heavy = weight > 1 and len(answer.split()) <= DENSITY * weight
    return ", ".join(spoken) if heavy else ""


def service_words(source: str, answer: str) -> Iterator[tuple[str, int]]:
    """The service words in `answer` that `source` does not justify, with their weights."""
    for weight, ground, words in WEIGHED:
        if ground.isdisjoint(source):
            for word in words.findall(answer):
                yield word.lower(), weight
