"""Judges whether English of unknown origin may be stored: by its form, and by rules of `checks`.

An engine's answer may be a service's complaint (see `messages`), talk about the task, or the
English of half the sentence; what another memory has may be no better. The rules judge whether it
means the same as the Chinese.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planbook.characters import FORBIDDEN
from planbook.checks.kit import Kit
from planbook.checks.rules import BY_CODE, critical
from planbook.checks.units import Unit
from planbook.drafts.protect import MARK

PER_CHARACTER, BESIDES = 20, 200
"""Maximum characters of English for each one of Chinese, and for any text in addition."""
WORD = re.compile(r"\w{60}")
"""Longer than any word; programs that cut words into syllables take long over it."""
FOREIGN = re.compile(
    r"[\u0250-\u036f\u0400-\u1dff\u2c00-\u2dff\ua000-\ud7ff\ufb00-\ufdff\ufe20-\ufe2f"
    r"\ufe70-\ufefe\U00010000-\U0010ffff]"
)
"""Characters foreign to English: alphabets besides Latin and Greek, combining marks, pictures."""
EXPLANATIONS = re.compile(
    r"^(?:sure|certainly|of course|okay)\b[,!.: ]"
    r"|^here(?:'s| is| are)\b"
    r"|^(?:the )?(?:english |translated )?(?:translation|text|sentence|english)(?: is)?\s*:"
    r"|^(?:i'm |i am )?sorry\b|^unfortunately\b|\bas an ai (?:language )?(?:model|assistant)\b"
    r"|(?:^|[.,;:!?] )I(?:'m|'ve| am| can(?:not|'t)?| will| won't| have| apologi[sz]e)\b"
    r"|\b(?:translator's )?notes?\s*:",
    re.IGNORECASE,
)
"""Ways in which a chat engine talks about its task; no sentence of a plan is like them."""

ALSO = tuple(BY_CODE[code] for code in ("T01", "T02", "M04"))
"""Rules that a draft must pass besides the critical ones: terms, and a likely length."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that cannot be accepted."""

    answer: str
    reasons: tuple[str, ...]


def talks(answer: str) -> bool:
    """True if a model talks about its task; if told so, it may do better."""
    return bool(EXPLANATIONS.search(answer))


def outsized(source: str, answer: str) -> str:
    """The reason why `answer` is far too long for the English of `source`; empty if it is not.

    Ask this before anything else looks at the answer: all rules are quick on what it lets pass.
    """
    if len(answer) > PER_CHARACTER * len(source) + BESIDES:
        return f"an answer of {len(answer):,} characters to a text of {len(source):,}"
    return "an answer with a word of 60 letters or more" if WORD.search(answer) else ""


def objections(source: str, answer: str) -> Iterator[str]:
    """The faults in the form of `answer` as the English of `source`."""
    if "\n" in answer:
        yield "it has several lines"
    if FORBIDDEN.search(answer) or not answer.replace("\n", "").isprintable():
        yield "it has control characters"
    if any(char not in source for char in FOREIGN.findall(answer)):
        yield "it has letters that English does not have"
    if MARK.search(answer) and not MARK.search(source):
        yield "a placeholder is left over"
    if talks(answer):
        yield "it talks about the task"
    if answer.startswith(('"', "“")) and answer.endswith(('"', "”")) and source[0] not in "“《":
        yield "it is in quotation marks"


def faults(source: str, answer: str, kit: Kit) -> Iterator[str]:
    """The reasons why `answer` may not be stored as a draft of `source`, plainest first."""
    unit = Unit(source, answer)
    others = (f"{rule.code} {found}" for rule in ALSO for found in rule.judge(unit, kit))
    yield from objections(source, answer)
    yield from sorted((*critical(source, answer, kit), *others))
