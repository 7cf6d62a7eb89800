"""Writes the pages of figures and charts: what each figure measures, and its passage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from planbook.addresses import CHARTS, FIGURES, built, data_folder, passage_of, relative
from planbook.figures.money import amounts, conversion_note, dollars, with_dollars
from planbook.locales import Locale, Translatable, capitalized, other
from planbook.pages import markdown as md
from planbook.pages.markdown import to_passage
from planbook.pictures import charts
from planbook.pictures.svg import Picture
from planbook.reading.model import Reading
from planbook.statements.targets import Target
from planbook.statements.tie import PlacedFigure, Tied
from planbook.words import WORDS

Entries = Mapping[Target, PlacedFigure]
Rows = Iterable[list[str]]
"""Cells of ready markup; the first row is the header."""


def charts_page(tied: Tied, reading: Reading) -> str:
    """The charts, with every number of each as text under it."""
    locale, words = reading.locale, reading.words.figures
    entries = {one.target: one for one in tied.account.entries}
    lead = (words.charts_lead, reading.description.ended.of(locale))
    blocks = [
        md.heading(1, words.charts, "charts"),
        md.block([*map(md.escape, lead), md.link(words.title, relative(CHARTS, FIGURES))]),
    ]
    drawn: dict[str, tuple[Picture, Rows]] = {}
    if charts.pairs(entries):
        drawn["pairs"] = charts.pairs_chart(entries, reading), pair_rows(entries, reading)
    if charts.spans(entries):
        lasting = measured(charts.spans(entries), reading.words.kinds.duration, entries, locale)
        drawn["spans"] = charts.spans_chart(entries, reading), lasting
    for name, (chart, rows) in drawn.items():
        blocks += [
            md.heading(2, reading.words.charts[name], name),
            md.block([md.escape(reading.words.charts[f"{name}_meaning"])]),
            f"<figure>{chart.svg}</figure>",
            f"<details>\n<summary>{escape(words.table)}</summary>\n{table(rows)}\n</details>",
        ]
    if charts.shares(entries):
        blocks += [
            md.heading(2, reading.words.charts.shares, "shares"),
            md.block([md.escape(reading.words.charts.shares_meaning)]),
            table(measured(charts.shares(entries), reading.words.charts.aim, entries, locale)),
        ]
    return md.titled(words.charts, reading, blocks)


def table(rows: Rows) -> str:
    """A table; the first row is its header."""
    head, *others = rows
    lines = [
        "<tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in head) + "</tr>",
        *("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in others),
    ]
    body = "\n".join(lines)
    return f"<table>\n{body}\n</table>"


def figure(entry: PlacedFigure, locale: Locale) -> str:
    """A figure, linked to its row in the table of all figures."""
    href = built(CHARTS, FIGURES, entry.anchor)
    return f'<a href="{href}">{cell(entry.target.text, locale)}</a>'


def cell(text: Translatable, locale: Locale) -> str:
    """A text as markup, which says so if it is Chinese for want of English."""
    return md.tagged(escape(text.of(locale)), text.lang(locale), locale)


def pair_rows(entries: Entries, reading: Reading) -> Iterator[list[str]]:
    locale, words = reading.locale, reading.words
    yield [words.figures.measure, words.charts.there, words.charts.aim, words.charts.year]
    for pair in charts.pairs(entries):
        both = (figure(entries[one], locale) for one in (pair.there, pair.aim))
        yield [cell(pair.aim.measures, locale), *both, str(pair.aim.year)]


def measured(
    found: Iterable[Target], head: str, entries: Entries, locale: Locale
) -> Iterator[list[str]]:
    """The figures under this head, each beside what it measures."""
    yield [WORDS[locale].figures.measure, head]
    for one in found:
        yield [cell(one.measures, locale), figure(entries[one], locale)]


def figures_page(tied: Tied, reading: Reading) -> str:
    """All figures by chapter, in text order."""
    locale, words = reading.locale, reading.words.figures
    found = tied.account.entries
    blocks = [
        md.heading(1, words.title, "figures"),
        md.block([
            md.escape(words.lead.format(len(found))),
            md.escape(reading.description.ended.of(locale)),
        ]),
        md.block([md.escape(words.kinds_lead)]),
        kinds(reading),
        md.block([md.escape(words.others.format(sum(tied.account.others.values())))]),
        *noted(found, reading),
        *untranslated(found, reading),
        md.block([downloads(locale)], ".figures-data"),
        *indicators(found, reading),
    ]  # fmt: skip
    for chapter, group in groupby(found, key=lambda one: one.chapter):
        title = reading.words.plan.front if chapter == "0" else reading.title(chapter)
        blocks.append(md.heading(2, title, f"chapter-{chapter}"))
        blocks.append("\n".join(row(one, tied, reading) for one in group))
    return md.titled(words.title, reading, blocks, search=md.UNSEARCHED)


def indicators(found: Sequence[PlacedFigure], reading: Reading) -> Iterator[str]:
    """The plan's table of indicators, if it has one: each target beside its figure at the time."""
    locale, words = reading.locale, reading.words
    aims = [one for one in found if one.target.nature]
    if aims:
        there = {one.target.series: one for one in found if one.target.kind == "result"}
        head = (words.charts.there, words.charts.aim, words.figures.nature)
        rows = [[words.figures.measure, *head]]
        for aim in aims:
            base = there.get(aim.target.series) if aim.target.series else None
            cells = (dated(base, locale) if base else "–", dated(aim, locale))
            nature = words.natures[aim.target.nature]
            rows.append([cell(aim.target.measures, locale), *cells, nature])
        yield md.heading(2, words.figures.indicators, "indicators")
        yield table(rows)


def dated(entry: PlacedFigure, locale: Locale) -> str:
    """A figure with its year, linked to its row below."""
    year = entry.target.year and WORDS[locale].figures.year.format(entry.target.year)
    shown = f'<a href="#{entry.anchor}">{cell(entry.target.text, locale)}</a>'
    return f"{shown} · {year}" if year else shown


def kinds(reading: Reading) -> str:
    """The meaning of each kind."""
    explained, colon = reading.words.kinds_explained, reading.words.common.colon
    return "\n".join(
        f"- {md.bold(name)}{colon}{md.escape(explained[kind])}"
        for kind, name in reading.words.kinds.items()
    )


def downloads(locale: Locale) -> str:
    """Links to the table as files, which are made after the pages, and to the charts."""
    folder, words = data_folder(locale), WORDS[locale].figures
    files = (
        f'<a href="{folder}targets.{ending}">{ending.upper()}</a>' for ending in ("csv", "json")
    )
    charts = md.link(words.charts, relative(FIGURES, CHARTS))
    return words.data.format(WORDS[locale].common.comma.join(files), charts)


def noted(found: Iterable[PlacedFigure], reading: Reading) -> Iterator[str]:
    """What a reader must know of the amounts in US dollars, if there are any."""
    rate, locale = reading.rate, reading.locale
    said = " ".join(with_dollars(one.target.of(locale), rate, locale) for one in found)
    if note := conversion_note(said, rate, locale):
        yield md.block([md.escape(note)])


def untranslated(found: Iterable[PlacedFigure], reading: Reading) -> Iterator[str]:
    """The notice that figures without English are in Chinese."""
    if reading.locale == "en" and not all(one.target.is_translated for one in found):
        yield md.block([reading.words.figures.untranslated], ".pending")


def row(entry: PlacedFigure, tied: Tied, reading: Reading) -> str:
    """A figure on one line: as written, what it measures, facts, passage, the other language."""
    locale, target = reading.locale, entry.target
    there = other(locale)
    unit = tied.targets.units[target.unit].of(locale)
    said = (f"*{md.escape(fact)}*" for fact in facts(target, reading))
    pieces = [
        md.bold(marked(target.text, locale)),
        marked(target.measures, locale),
        f"<small>{' '.join(said)} {to_passage(passage_of(target.at), FIGURES)}</small>",
    ]
    if target.is_translated:
        counterpart = f"{target.of(there)}{WORDS[there].common.colon}{target.measures.of(there)}"
        pieces.append(md.spoken(md.escape(counterpart), there))
    marks = (
        f"data-unit={md.quoted(capitalized(unit))}",
        f"data-value={target.value.normalize():f}",
    )
    return f"- {' '.join(pieces)}\n    {{: {md.attributes(entry.anchor, marks)} }}"


def marked(text: Translatable, locale: Locale) -> str:
    """The same as `cell`, in Markdown."""
    return md.tagged(md.escape(text.of(locale)), text.lang(locale), locale)


def facts(target: Target, reading: Reading) -> Iterator[str]:
    """Kind, theme, nature, year, and body, as far as the text gives them; and money in US dollars."""
    locale, words = reading.locale, reading.words
    yield words.kinds[target.kind]
    yield words.themes[target.theme]
    if target.nature:
        yield words.natures[target.nature]
    if target.year:
        yield words.figures.year.format(target.year)
    if target.body:
        yield target.body.of(locale)
    if rate := reading.rate:
        for _, yuan in amounts(target.of(locale), locale):
            yield dollars(yuan, rate, locale)
