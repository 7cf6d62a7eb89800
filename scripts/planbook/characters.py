"""Tells which characters are Chinese, and which no text may carry: controls, invisible, unknown ones.

The latter are controls (C0, C1, DEL) except the tab and the line feed; invisible formatting characters and
fillers; characters that change the direction of text (Unicode Technical Report 36); separators that
some programs take for line ends; private-use characters, noncharacters, and surrogates; and U+FFFD,
which marks a lost character.
"""

import re
import unicodedata
from collections.abc import Iterator

CLASS = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    r"\ud800-\udfff\ue000-\uf8ff\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u2800"
    r"\U000110bd\U000110cd\U00013430-\U0001345f\U00016fe4\U0001bca0-\U0001bca3"
    r"\U0001d159\U0001d173-\U0001d17a\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0010ffff"
)
"""All of them, for use between the brackets of a regular expression."""
HAN = r"〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""The Chinese characters, as the inside of a class in a pattern."""
CHINESE = re.compile(f"[{HAN}]")
FORBIDDEN = re.compile(f"[{CLASS}]")
QUOTES = dict(zip("\x91\x92\x93\x94\x95\x96\x97", "‘’“”•–—", strict=True))
"""The characters that these codes have in Windows; everywhere else, they are controls."""
NAMES = {"\x00": "null", "\x1b": "escape", "\x7f": "delete", "\t": "tab"}
"""Controls with a common name; Unicode gives them none."""


def squeezed(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def printable(text: str) -> str:
    """The text made safe for a terminal, with each of these characters as an escape."""
    return FORBIDDEN.sub(lambda found: ascii(found[0])[1:-1], text)


def forbidden(text: str) -> Iterator[tuple[int, str]]:
    """The offset and name of each of these characters."""
    for found in FORBIDDEN.finditer(text):
        yield found.start(), named(found[0])


def named(char: str) -> str:
    """A character's code and name: `U+202E (right-to-left override)`."""
    code = ord(char)
    name = NAMES.get(char) or unicodedata.name(char, "").lower()
    if not name:
        kinds = {"Cc": "a control", "Co": "private use", "Cs": "a surrogate"}
        name = kinds.get(unicodedata.category(char), "no character")
    return f"U+{code:04X} ({name})"


def columns(char: str, wide: str = "WFA") -> int:
    """Width of the character in half-width ones; programs give signs such as “ (A) one or two."""
    return 2 if unicodedata.east_asian_width(char) in wide else 1


def width(text: str) -> float:
    """Width of the text in Han characters; a narrow character counts as half."""
    return sum(map(columns, text)) / 2
