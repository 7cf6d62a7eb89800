"""The page of the charts, each with its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from planbook.addresses import CHARTS, FIGURES, built, relative
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pictures import charts
from planbook.pictures.svg import Picture
from planbook.sources import Description
from planbook.statements.account import Entry
from planbook.statements.targets import Target
from planbook.statements.tie import Tied
from planbook.words import WORDS

Entries = Mapping[Target, Entry]
Rows = Iterable[list[str]]
"""Cells of ready markup; the first row is the head."""


def charts_page(tied: Tied, locale: Locale, description: Description) -> str:
    """The charts, and under each every number of it as text."""
    words = WORDS[locale].figures
    entries = {one.target: one for one in tied.account.entries}
    lead = (words.charts_lead, description.ended.of(locale))
    blocks = [
        md.heading(1, words.charts, "charts"),
        md.block([*map(md.escape, lead), md.link(words.title, relative(CHARTS, FIGURES))]),
    ]
    drawn: dict[str, tuple[Picture, Rows]] = {
        "shares": (charts.shares_chart(entries, locale), share_rows(entries, locale)),
        "pairs": (charts.pairs_chart(entries, locale), pair_rows(entries, locale)),
        "themes": (charts.themes_chart(entries, locale), theme_rows(entries, locale)),
    }
    for name, (chart, rows) in drawn.items():
        blocks += [
            md.heading(2, WORDS[locale].charts[name], name),
            md.block([md.escape(WORDS[locale].charts[f"{name}_meaning"])]),
            f"<figure>{chart.svg}</figure>",
            table(words.table, rows),
        ]
    described = f"{words.charts} · {description.name.of(locale)}"
    return md.page({"title": words.charts, "description": described}, blocks)


def table(summary: str, rows: Rows) -> str:
    """A table that unfolds."""
    head, *others = rows
    lines = [
        "<tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in head) + "</tr>",
        *("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in others),
    ]
    body = "\n".join(lines)
    return f"<details>\n<summary>{escape(summary)}</summary>\n<table>\n{body}\n</table>\n</details>"


def figure(entry: Entry, locale: Locale) -> str:
    """A figure that leads to its row in the table of all."""
    href = built(CHARTS, FIGURES, entry.anchor)
    return f'<a href="{href}">{escape(entry.target.of(locale))}</a>'


def pair_rows(entries: Entries, locale: Locale) -> Iterator[list[str]]:
    words = WORDS[locale]
    yield [words.figures.measure, words.charts.there, words.charts.aim]
    for pair in charts.pairs(entries):
        both = (figure(entries[one], locale) for one in (pair.there, pair.aim))
        yield [escape(pair.aim.measures.of(locale)), *both]


def share_rows(entries: Entries, locale: Locale) -> Iterator[list[str]]:
    words = WORDS[locale]
    yield [words.figures.measure, words.figures.theme, words.charts.aim]
    for one in charts.shares(entries):
        theme = words.themes[one.theme]
        yield [escape(one.measures.of(locale)), theme, figure(entries[one], locale)]


def theme_rows(entries: Entries, locale: Locale) -> Iterator[list[str]]:
    words = WORDS[locale]
    yield [words.figures.theme, words.figures.number]
    for theme, count in charts.by_theme(entries):
        yield [words.themes[theme], str(count)]
