"""The page of the figures: every figure of the plan with what it measures and its passage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from planbook.addresses import CHARTS, FIGURES, data_folder, passage_of, relative
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.pages.cite import to_passage
from planbook.reading.read import Reading
from planbook.sources import Description
from planbook.statements.account import Entry
from planbook.statements.targets import KINDS, THEMES, Kind
from planbook.statements.tie import Tied
from planbook.words import WORDING


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages of the figures say of their own."""

    title: str
    lead: str
    kinds_lead: str
    kinds: dict[Kind, str]
    others: str
    """How many numerals are no figures."""
    data: str
    """Where the table and the charts are."""
    charts: str
    """The title of the page of charts."""
    charts_lead: str
    table: str
    """What unfolds the table of a chart."""
    measure: str
    theme: str
    number: str


WORDS: dict[Locale, Words] = {
    "zh": Words(
        title="规划数字",
        lead="规划中的全部{}个数字，每个都注明衡量什么，并附所在段落的编号。",
        kinds_lead="数字分五类：",
        kinds={
            "result": "规划成文时已达到的数，以规划所述为准。",
            "target": "规划期内要达到的数，不是实施结果；原文写明年份的，注明年份。",
            "rate": "每年或年均的数，或是已有的，或是计划的。",
            "standing": "现有的数量、面积，或某项内容由几个部分组成。",
            "limit": "规定中的界限，如年龄、班数。",
        },
        others="此外，规划中还有{}处不作数量的数词：固定说法、名称、日期、编号和等级。",
        data="表格下载：{}。图示：{}。",
        charts="数字图示",
        charts_lead="图中的数都出自规划，逐项列在图下的表中，可由此查到原文。",
        table="表格",
        measure="衡量什么",
        theme="领域",
        number="目标数",
    ),
    "en": Words(
        title="Figures of the plan",
        lead="All {} figures of the plan, each with what it measures and the number of its passage.",
        kinds_lead="The figures are of five kinds:",
        kinds={
            "result": "reached by the time the plan was written, as it reports.",
            "target": "what the plan set out to reach in its period, not what was reached; the year stands beside it where the text names one.",
            "rate": "so much a year, achieved or planned.",
            "standing": "how many there were, how large something was, or how many parts something has.",
            "limit": "a limit in a rule, such as an age or a number of classes.",
        },
        others="Besides, {} numerals in the plan count nothing: they stand in set phrases, names, dates, labels, and ranks.",
        data="The table to download: {}. In charts: {}.",
        charts="Figures in charts",
        charts_lead="Every number in the charts is the plan’s. The table under a chart has them all, with a link to the passage of each.",
        table="Table",
        measure="What it measures",
        theme="Theme",
        number="Targets",
    ),
}


def figures_page(tied: Tied, reading: Reading, description: Description) -> str:
    """All figures by chapter, in the order of the text."""
    locale, words = reading.locale, WORDS[reading.locale]
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
    explained, colon = WORDS[locale].kinds, WORDING[locale].colon
    return "\n".join(
        f"- {md.bold(name.of(locale))}{colon}{md.escape(explained[kind])}"
        for kind, name in KINDS.items()
    )


def downloads(locale: Locale) -> str:
    """Links to the table as files, which are made after the pages, and to the charts."""
    folder, words = data_folder(locale), WORDS[locale]
    files = (
        f'<a href="{folder}targets.{ending}">{ending.upper()}</a>' for ending in ("csv", "json")
    )
    charts = md.link(words.charts, relative(FIGURES, CHARTS))
    return words.data.format(WORDING[locale].comma.join(files), charts)


def row(entry: Entry, tied: Tied, locale: Locale) -> str:
    """A figure in one line: as written, what it measures, facts, passage, the other language."""
    target, there = entry.target, other(locale)
    unit = tied.targets.units[target.unit].of(locale)
    counterpart = f"{target.of(there)}{WORDING[there].colon}{target.measures.of(there)}"
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
    yield KINDS[target.kind].of(locale)
    yield THEMES[target.theme].of(locale)
    if target.year:
        yield f"{target.year}年" if locale == "zh" else f"{target.year}"
    if target.body:
        yield target.body.of(locale)
