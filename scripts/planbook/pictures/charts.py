"""Draws charts of the figures as simple bars, since a library's layout would depend on fonts.

Each function takes the figures and a language and returns an SVG. Labels are above their bars, to
be legible on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from planbook.locales import Locale
from planbook.pictures.svg import LEADING, Picture, lines, picture, shape, text, wrapped
from planbook.statements.targets import THEMES, Target
from planbook.words import WORDS

WIDTH = 360
SIZE = 13
LINE = round(SIZE * LEADING)
BAR = 10
TRACK = 240
"""Length of a bar at full scale; its value is beside it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A reported figure of the plan, and the target for the same thing, which has a year."""

    there: Target
    aim: Target


def shares(targets: Iterable[Target]) -> list[Target]:
    """The targets in percent of a whole, by theme."""
    order = list(THEMES)
    found = [one for one in targets if one.kind == "target" and one.unit == "percent"]
    return sorted(found, key=lambda one: order.index(one.theme))


def pairs(targets: Iterable[Target]) -> list[Pair]:
    """The target of each series that has one, with the figure before it."""
    series: dict[str, list[Target]] = {}
    for one in targets:
        if one.series:
            series.setdefault(one.series, []).append(one)
    return [
        Pair(earlier[-1], aims[-1])
        for group in series.values()
        if (aims := [one for one in group if one.kind == "target"])
        and (earlier := [one for one in group if one.kind != "target"])
    ]


def pairs_chart(targets: Iterable[Target], locale: Locale) -> Picture:
    """Two bars for each pair."""
    words = WORDS[locale]
    found = pairs(targets)
    body: list[str] = []
    y = 0.0
    for pair in found:
        y, written = label(pair.aim, locale, y + LINE)
        body.append(written)
        most = Decimal(100) if pair.aim.unit == "percent" else max(pair.there.value, pair.aim.value)
        for target, name, ink in (
            (pair.there, words.charts.there, "soft"),
            (pair.aim, words.charts.aim_for.format(pair.aim.year), "accent"),
        ):
            said = f"{name}{words.common.colon}{target.of(locale)}"
            body.append(text(0, y + SIZE, said, "quiet", font_size=SIZE))
            body += bar(0, y + LINE, WIDTH, float(target.value / most), ink)
            y += LINE + BAR + 4
        y += 6
    listed = (
        f"{one.aim.measures.of(locale)}: {one.there.of(locale)} → {one.aim.of(locale)}"
        for one in found
    )
    return framed("pairs", y, locale, listed, body)


def shares_chart(targets: Iterable[Target], locale: Locale) -> Picture:
    """A bar on a track from 0 to 100 for each share, under its theme."""
    found, body, y = shares(targets), list(scale()), float(LINE)
    for theme, group in groupby(found, key=lambda one: one.theme):
        y += LINE + 4
        body.append(text(0, y, WORDS[locale].themes[theme], font_size=SIZE + 1, font_weight=700))
        for target in group:
            y, written = label(target, locale, y + LINE + 1)
            part, figure = float(target.value / 100), value(TRACK, y, target.of(locale))
            body += [written, *bar(0, y, TRACK, part, "accent"), figure]
            y += BAR + 4
    said = (f"{one.measures.of(locale)}: {one.of(locale)}" for one in found)
    return framed("shares", y, locale, said, body)


def label(measured: Target, locale: Locale, y: float) -> tuple[float, str]:
    """The text of a target's measure, from `y` down, and the position below it."""
    rows = wrapped(measured.measures.of(locale), WIDTH, SIZE)
    return y + LINE * (len(rows) - 1) + 5, lines(0, y, rows, SIZE)


def bar(x: float, y: float, length: float, part: float, ink: str) -> Iterator[str]:
    """A track and its filled part."""
    yield shape("rect", "ground", x=x, y=y, width=length, height=BAR)
    yield shape("rect", ink, x=x, y=y, width=round(length * part, 1), height=BAR)


def value(x: float, y: float, content: str) -> str:
    return text(x + 5, y + BAR, content, font_size=SIZE)


def scale() -> Iterator[str]:
    """0, 50, and 100 above the tracks."""
    for percent, anchor in ((0, "start"), (50, "middle"), (100, "end")):
        x = TRACK * percent / 100
        yield text(x, SIZE, f"{percent}%", "quiet", font_size=SIZE, text_anchor=anchor)


def framed(
    name: str, height: float, locale: Locale, said: Iterable[str], body: Iterable[str]
) -> Picture:
    """The chart as a picture; its text alternative has everything that it shows."""
    words = WORDS[locale].charts
    description = f"{WORDS[locale].charts[f'{name}_meaning']} {'; '.join(said)}"
    size = (WIDTH, round(height + 6))
    return picture(f"chart-{name}", size, words[name], description, body)
