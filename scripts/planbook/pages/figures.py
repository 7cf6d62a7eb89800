"""The page of the figures: every figure of the plan with what it measures and its passage."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from planbook.addresses import CHARTS, FIGURES, data_folder, passage_of, relative
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.pages.cite import to_passage
from planbook.reading.read import Reading
from planbook.sources import Description
from planbook.statements.account import Entry
from planbook.statements.tie import Tied
from planbook.words import WORDS


def figures_page(tied: Tied, reading: Reading, description: Description) -> str:
    """All figures by chapter, in the order of the text."""
    locale, words = reading.locale, WORDS[reading.locale].figures
    found = tied.account.entries
    blocks = [
        md.heading(1, words.title, "figures"),
        md.block([
            md.escape(words.lead.format(len(found))),
            md.escape(description.ended.of(locale)),
        ]),
        md.block([md.escape(words.kinds_lead)]),
        kinds(locale),
        md.block([md.escape(words.others.format(sum(tied.account.others.values())))]),
        md.block([downloads(locale)], "", ".figures-data"),
    ]  # fmt: skip
    for chapter, group in groupby(found, key=lambda one: one.chapter):
        blocks.append(md.heading(2, reading.title(chapter), f"chapter-{chapter}"))
        blocks.append("\n".join(row(one, tied, locale) for one in group))
    described = f"{words.title} · {description.name.of(locale)}"
    meta = {"title": words.title, "description": described, "search": {"exclude": True}}
    return md.page(meta, blocks)


def kinds(locale: Locale) -> str:
    """What each kind means."""
    explained, colon = WORDS[locale].kinds_explained, WORDS[locale].common.colon
    return "\n".join(
        f"- {md.bold(name)}{colon}{md.escape(explained[kind])}"
        for kind, name in WORDS[locale].kinds.items()
    )


def downloads(locale: Locale) -> str:
    """Links to the table as files, which are made after the pages, and to the charts."""
    folder, words = data_folder(locale), WORDS[locale].figures
    files = (
        f'<a href="{folder}targets.{ending}">{ending.upper()}</a>' for ending in ("csv", "json")
    )
    charts = md.link(words.charts, relative(FIGURES, CHARTS))
    return words.data.format(WORDS[locale].common.comma.join(files), charts)


def row(entry: Entry, tied: Tied, locale: Locale) -> str:
    """A figure in one line: as written, what it measures, facts, passage, the other language."""
    target, there = entry.target, other(locale)
    unit = tied.targets.units[target.unit].of(locale)
    counterpart = f"{target.of(there)}{WORDS[there].common.colon}{target.measures.of(there)}"
    said = (f"*{md.escape(fact)}*" for fact in facts(entry, locale))
    pieces = [
        md.bold(md.escape(target.of(locale))),
        md.escape(target.measures.of(locale)),
        f"<small>{' '.join(said)} {to_passage(passage_of(target.at), FIGURES)}</small>",
        f'<span lang="{there}">{md.escape(counterpart)}</span>',
    ]
    marks = (
        f"data-unit={md.quoted(unit[:1].upper() + unit[1:])}",
        f"data-value={target.value.normalize():f}",
    )
    return f"- {' '.join(pieces)}\n    {{: {md.attributes(entry.anchor, marks)} }}"


def facts(entry: Entry, locale: Locale) -> Iterator[str]:
    """Kind, theme, year, and whose it is; the last two only where the text says so."""
    target = entry.target
    yield WORDS[locale].kinds[target.kind]
    yield WORDS[locale].themes[target.theme]
    if target.year:
        yield WORDS[locale].figures.year.format(target.year)
    if target.body:
        yield target.body.of(locale)
