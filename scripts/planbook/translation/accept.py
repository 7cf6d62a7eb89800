"""Whether an engine's answer may be stored: what is wrong with it as an answer.

An engine's answer is text of unknown origin: it may be a service's complaint, a talk about
the task, or the English of half the sentence. Whether it says the same as the Chinese is
for the rules of `checks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planbook.translation.protect import MARK

SERVICE_MESSAGES = (
    # MyMemory answers 200 with its complaint as the translation.
    r"MYMEMORY (?:UNEXPECTED )?(?:WARNING|ERROR)",
    r"YOU USED ALL AVAILABLE FREE TRANSLATIONS",
    r"QUERY LENGTH LIMIT EXCE\w*D",
    r"INVALID (?:SOURCE|TARGET) LANGUAGE|INVALID LANGUAGE PAIR",
    r"PLEASE SELECT TWO DISTINCT LANGUAGES",
    r"NO QUERY SPECIFIED",
    # LibreTranslate, where something between hides the status.
    r"^\s*Slowdown:",
    r"\b(?:invalid|get an) API key\b",
    # Google's pages for machines, and the error pages of whatever stands between.
    r"unusual traffic from your computer network",
    r"\bcaptcha\b",
    (
        r"^\W*(?:Error )?(?:[45]\d\d\W+)?(?:Too Many Requests|Bad Gateway|Gateway Time-?out"
        r"|Service (?:Temporarily )?Unavailable|(?:Internal )?Server Error|Forbidden|Not Found"
        r"|Unauthorized|Quota exceeded|Rate limit(?: exceeded)?)\b"
    ),
    r"<!doctype|<(?:html|head|body|title)\b",
)
"""Patterns of what services return as if it were a translation; case makes no difference."""
EXPLANATIONS = (
    r"^(?:sure|certainly|of course|okay)\b[,!.: ]",
    r"^here(?:'s| is| are)\b",
    r"^(?:the )?(?:english |translated )?(?:translation|text|sentence|english)(?: is)?\s*:",
    r"^(?:i'm |i am )?sorry\b|^unfortunately\b",
    r"(?:^|[.,;:!?] )I(?:'m|'ve| am| can(?:not|'t)?| will| won't| have| apologi[sz]e)\b",
    r"\b(?:translator's )?notes?\s*:",
)
"""How a chat engine talks about its task; no sentence of a plan has the like."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that cannot be accepted."""

    answer: str
    reasons: tuple[str, ...]


def service_message(answer: str) -> bool:
    """True if a service speaks of itself."""
    return matches_any(SERVICE_MESSAGES, answer)


def matches_any(patterns: Iterable[str], answer: str) -> bool:
    return any(re.search(pattern, answer, re.IGNORECASE) for pattern in patterns)


def objections(source: str, answer: str) -> Iterator[str]:
    """What is wrong with the form of `answer` as the English of `source`."""
    if "\n" in answer:
        yield "it has several lines"
    if not answer.replace("\n", "").isprintable():
        yield "it has control characters"
    if MARK.search(answer) and not MARK.search(source):
        yield "a placeholder is left over"
    if matches_any(EXPLANATIONS, answer):
        yield "it talks about the task"
    if answer.startswith(('"', "“")) and answer.endswith(('"', "”")) and source[0] not in "“《":
        yield "it stands in quotation marks"
