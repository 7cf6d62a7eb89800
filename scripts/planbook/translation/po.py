"""Reads PO files strictly, line by line, as a check on polib.

polib ignores what it does not know or cannot carry, and the next write would lose such text. Here
every line is of a kind that the memory can hold, or is reported.
"""

import re
from collections.abc import Iterator

import polib

from planbook.problems import Problem, quote

STRING = r'"(?P<text>(?:[^"\\]|\\["\\nrt])*)"'
LINE = re.compile(
    rf"""
    (?: (?:\#~[ ])? (?P<keyword> msgid[ ] | msgstr[ ] )? {STRING}   # obsolete with #~
      | \#~?\|[ ] (?P<previous> msgid[ ] )? {STRING.replace("text", "former")}
      | \# (?:[ ] (?P<comment> .* ))?
      | \#\.[ ] (?P<place> .* )
      | \#,[ ] .*
    )? [ ]*
    """,
    re.VERBOSE,
)
"""Everything that the memory can hold: no plurals, contexts, or references of other programs."""
REMEDY = "correct the line; contexts, plurals, and other programs' references are not allowed"


def strange_lines(text: str, file: str) -> Iterator[Problem]:
    """Lines of a kind that the memory cannot hold, and quoted text without its end."""
    for number, line in enumerate(text.split("\n"), 1):
        if not LINE.fullmatch(line):
            found = f"not a valid PO file, or one with unsupported features: {quote(line)}"
            yield Problem(file, found, REMEDY, line=number)


def written(text: str) -> Iterator[tuple[int, str]]:
    """Every text that a person wrote in a PO file, with its line: quoted texts, and comments.

    The comments at its head, and places, are left out. Text quoted on several lines is one text.
    """
    at, pieces, in_head = 0, list[str](), True
    for number, line in enumerate(text.split("\n"), 1):
        found = LINE.fullmatch(line)
        quoted = found and (found["text"] if found["text"] is not None else found["former"])
        if found and quoted is not None and not (found["keyword"] or found["previous"]):
            pieces.append(quoted)
            continue
        yield at, polib.unescape("".join(pieces))
        at, pieces = number, [quoted or ""]
        in_head = in_head and quoted is None
        if found and found["comment"] and not in_head:
            yield number, found["comment"].strip()
    yield at, polib.unescape("".join(pieces))
