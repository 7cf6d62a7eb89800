"""Reads a PDF as a reader sees it: which characters stand where, in which lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Glyph:
    """A character with its place, in points from the left and from the bottom of its page."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True)
class Line:
    """The glyphs beside one another in a column, in order."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.glyphs)

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return max(one.right for one in self.glyphs if one.text.strip())

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        """That of most of it."""
        sizes = [round(one.size, 1) for one in self.glyphs]
        return max(sizes, key=sizes.count)


@dataclass(frozen=True)
class Face:
    """What a font of a PDF says of its glyphs."""

    texts: dict[bytes, str]
    widths: dict[int, float]

    @classmethod
    def of(cls, font: Any) -> Face:
        return cls(characters(font), dict(widths(font.DescendantFonts[0].get("/W", []))))


def characters(font: Any) -> dict[bytes, str]:
    """The text of each glyph, from the font's table of characters."""
    return texts_of(font.ToUnicode.read_bytes())


@cache  # all pages have the same few fonts
def texts_of(table: bytes) -> dict[bytes, str]:
    found = {}
    for line in table.decode("latin-1").splitlines():
        code, _, text = line.partition("> <")
        if line.startswith("<") and text.endswith(">") and len(code) == 5:
            found[bytes.fromhex(code[1:])] = bytes.fromhex(text[:-1]).decode("utf-16-be")
    return found


def widths(table: Any) -> Iterator[tuple[int, float]]:
    """The width of each glyph in thousandths: `first last width` or `first [width …]`."""
    entries = iter(table)
    for first in entries:
        second = next(entries)
        if isinstance(second, pikepdf.Array):
            yield from enumerate(map(float, second), int(first))
        else:
            width = float(next(entries))
            yield from ((code, width) for code in range(int(first), int(second) + 1))


def glyphs_of(page: Any) -> Iterator[Glyph]:
    faces = {name: Face.of(font) for name, font in page.Resources.get("/Font", {}).items()}
    now, kept, face, size = UNIT, list[Matrix](), None, 0.0
    for instruction in pikepdf.parse_content_stream(page):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "q":
                kept.append(now)
            case "Q":
                now = kept.pop()
            case "cm":
                now = times([float(one) for one in operands], now)
            case "Tf":
                face, size = faces[str(operands[0])], float(operands[1])
            case "Tj" | "TJ" if face:
                parts = operands if str(instruction.operator) == "Tj" else operands[0]
                yield from shown(parts, face, size, now)


def times(own: list[float], outer: Matrix) -> Matrix:
    a, b, c, d, e, f = own
    A, B, C, D, E, F = outer  # noqa: N806 - as in the standard
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D,
            e * A + f * C + E, e * B + f * D + F)  # fmt: skip


def shown(parts: Any, face: Face, size: float, now: Matrix) -> Iterator[Glyph]:
    at, scale = 0.0, abs(now[0])
    for part in parts:
        if not isinstance(part, pikepdf.String):
            at -= float(part) * size / 1000
            continue
        raw = bytes(part)
        for code in (raw[n : n + 2] for n in range(0, len(raw), 2)):
            width = face.widths.get(int.from_bytes(code), 0.0) * size / 1000
            left = now[4] + at * scale
            yield Glyph(face.texts.get(code, ""), left, left + width * scale, now[5], size * scale)
            at += width


def lines_of(page: Any) -> list[Line]:
    """From top to bottom, and from left to right. A wide gap ends a line, as between columns."""
    solid = (one for one in glyphs_of(page) if one.text.strip())
    ordered = sorted(solid, key=lambda one: (-round(one.base / 3), one.left))
    return [line for _, row in groupby(ordered, lambda one: round(one.base / 3))
            for line in cut(tuple(row))]  # fmt: skip


def cut(row: tuple[Glyph, ...]) -> Iterator[Line]:
    start = 0
    for at in range(1, len(row)):
        if row[at].left - row[at - 1].right > 12:
            yield Line(row[start:at])
            start = at
    yield Line(row[start:])
