"""Writes SVG as text; shapes carry their print colors, which the site overrides by class.

Sizes are in the units of the picture's view box. Same arguments, same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from planbook.xml import element, quoted

INKS: Mapping[str, Mapping[str, str]] = {
    "ink": {"fill": "#1a1a1a"},
    "quiet": {"fill": "#5c5c5c"},
    "accent": {"fill": "#8c1d18"},
    "soft": {"fill": "#d9a9a4"},
    "ground": {"fill": "#f4efe6"},
    "water": {"fill": "#dbe7ee"},
    "line": {"fill": "none", "stroke": "#5c5c5c"},
    "route": {"fill": "none", "stroke": "#8c1d18"},
    "river": {"fill": "none", "stroke": "#7fa6bd"},
    "green": {"fill": "none", "stroke": "#bcd0b2"},
}
"""The print style of each class (`pic-ink` …)."""
FONTS = "Noto Sans CJK SC, sans-serif"
"""Used in books; pages set their own."""
LEADING = 1.4
"""Distance between lines, in type sizes."""
LATIN = 0.56
"""Approximate width of a Latin letter, in type sizes."""
WIDE = 0x2E7F
"""Characters beyond this one are as wide as high."""
PIECE = re.compile(r"[\u2e80-\uffff][，。、；：！？）》”]*|[^\s\u2e80-\uffff]+\s*|\s+")
"""Text that is kept together on a line."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture, with its title and description."""

    svg: str
    title: str
    """Bare text, like its description."""
    description: str
    """Its text alternative."""


def shape(name: str, ink: str, *inside: str, **attributes: object) -> str:
    """A shape in one of `INKS`; underscores in attribute names become hyphens."""
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    return element(name, {"class": f"pic-{ink}", **INKS[ink], **named}, *inside)


def text(x: float, y: float, content: str, ink: str = "ink", **attributes: object) -> str:
    """A line of text with its base at (x, y). `content` is bare text."""
    return shape("text", ink, quoted(content), x=x, y=y, **attributes)


def lines(
    x: float, y: float, rows: Iterable[str], size: float, ink: str = "ink", **attributes: object
) -> str:
    """Lines of text one below another, the base of the first at (x, y). `rows` are bare text."""
    spans = [
        element("tspan", {"x": f"{x:g}", "y": f"{y + number * size * LEADING:g}"}, quoted(row))
        for number, row in enumerate(joined(rows))
    ]
    return shape("text", ink, *spans, font_size=size, **attributes)


def joined(rows: Iterable[str]) -> Iterator[str]:
    """The rows, each with the blank at which it was cut: read out, they are one text."""
    for row, after in pairwise((*rows, "")):
        is_cut = row and after and max(ord(row[-1]), ord(after[0])) <= WIDE
        yield f"{row} " if is_cut else row


def wrapped(content: str, width: float, size: float) -> list[str]:
    """Bare text cut into lines that are certainly no wider than `width`.

    English is cut at blanks, Chinese between characters, but not before a closing mark.
    """
    rows = [""]
    for piece in PIECE.findall(content):
        if rows[-1] and width_of((rows[-1] + piece).rstrip(), size) > width:
            rows.append("")
        rows[-1] += piece
    return [row.strip() for row in rows]


def width_of(content: str, size: float) -> float:
    """Approximate width of a text, rather too large than too small: fonts differ."""
    return size * sum(1 if ord(char) > WIDE else LATIN for char in content)


def link(href: str, label: str, *children: str) -> str:
    """A link around shapes; `label` is its text for screen readers."""
    return element("a", {"href": href, "aria-label": label}, *children)


def picture(
    name: str, size: tuple[float, float], title: str, description: str, body: Iterable[str]
) -> Picture:
    """A whole picture from its shapes; `name` is an id unique on its page.

    A picture with links is a group, since the links in an image cannot be reached; others are images.
    """
    inside = list(body)
    width, height = size
    role = "group" if any(part.startswith("<a ") for part in inside) else "img"
    svg = element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width:g} {height:g}",
            "class": "pb-picture",
            "id": name,
            "role": role,
            "aria-labelledby": f"{name}-title {name}-desc",
            "font-family": FONTS,
        },
        element("title", {"id": f"{name}-title"}, quoted(title)),
        element("desc", {"id": f"{name}-desc"}, quoted(description)),
        *inside,
    )
    return Picture(svg, title, description)
