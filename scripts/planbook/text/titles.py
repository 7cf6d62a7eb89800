"""Tells whether lines read like the title of a document, wherever that is asked."""

from collections.abc import Sequence
from unicodedata import normalize

LINES = 3
"""Lines over which a title runs."""
WIDE = str.maketrans("(),;:?!", "（），；：？！")


def squeezed(line: str) -> str:
    """A line without blanks and Markdown marks, its digits and letters in ASCII."""
    plain = "".join(normalize("NFKC", line).split()).lstrip("#*\ufeff").rstrip("*")
    return plain.translate(WIDE)


def is_among(lines: Sequence[str], title: str) -> bool:
    """True if the title is one of the lines, a run of them, or what opens a sentence."""
    solid, wanted = list(filter(None, map(squeezed, lines))), squeezed(title)
    return any(line.startswith(f"{wanted}，") for line in solid) or any(
        wanted == "".join(solid[number : number + count])
        for number in range(len(solid))
        for count in range(1, LINES + 1)
    )
