"""The pages of the sectors: an overview, and one page a sector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from planbook.addresses import SECTORS, anchor_of, entry_page, page_of, relative, sector_page
from planbook.links.resolve import is_name
from planbook.links.terms import Term
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pages.cite import citation, passages, stated
from planbook.pages.glossary import counterpart
from planbook.reading.glossary import shown
from planbook.reading.read import Reading
from planbook.statements.ground import Statement
from planbook.statements.sectors import PolicyTheme, Sector
from planbook.statements.targets import Target
from planbook.statements.tie import Tied
from planbook.words import WORDING


@dataclass(frozen=True, slots=True)
class Words:
    """What these pages say of their own."""

    title: str
    lead: str
    passage: str
    """The link to the subsection."""
    wants: str
    names: str
    names_lead: str
    figures: str
    bears: str
    bears_lead: str
    nothing: str
    """Where the subsection has no figure."""
    others: str
    back: str
    """The link to the overview."""
    themes: dict[PolicyTheme, str]


WORDS: dict[Locale, Words] = {
    "zh": Words(
        title="产业赛道",
        lead="规划的{}条产业赛道，每条一页：规划要做什么，点名了哪些机构、项目和地点，有哪些数字，其他章节有哪些相关政策。各页句子由本站依据规划概括，后附段落编号，可逐一核对。",
        passage="规划原文",
        wants="规划要做什么",
        names="点名的机构、平台、项目和地点",
        names_lead="规划在这一节中提到的名称。提到不等于已经落户或签约，请看原文。",
        figures="数字",
        bears="其他章节的相关政策",
        bears_lead="规划其他部分与这条赛道有关的内容。",
        nothing="这一节没有数字指标。",
        others="其他赛道",
        back="全部赛道",
        themes={
            "space": "空间与载体", "talent": "人才", "innovation": "创新平台", "finance": "资金",
            "opening": "对外开放", "business": "营商环境", "infrastructure": "基础设施",
            "services": "公共服务",
        },
    ),
    "en": Words(
        title="Sectors",
        lead="The {} industry tracks of the plan, each on a page of its own: what the plan wants, which bodies, projects, and places it names, its figures, and what other parts say that bears on it. The sentences are our own summaries. Behind each stand the numbers of the passages it rests on, where it can be checked.",
        passage="The passage in the plan",
        wants="What the plan wants",
        names="Named organizations, platforms, projects, and places",
        names_lead="Names that the plan mentions in this subsection. To be named does not mean to have settled or signed; see the passage.",
        figures="Figures",
        bears="What bears on it elsewhere in the plan",
        bears_lead="What other parts of the plan say that concerns this sector.",
        nothing="The subsection gives no figures.",
        others="Other sectors",
        back="All sectors",
        themes={
            "space": "Space and sites", "talent": "Talent", "innovation": "Innovation platforms",
            "finance": "Finance", "opening": "Opening up", "business": "Business environment",
            "infrastructure": "Infrastructure", "services": "Public services",
        },
    ),
}  # fmt: skip


def sector_pages(tied: Tied, reading: Reading, name: str) -> Iterator[tuple[str, str]]:
    """Path and content of the overview and of each page; none if no sector is declared."""
    if tied.sectors.sector:
        yield SECTORS, overview(tied, reading, name)
    for sector in tied.sectors.sector:
        yield sector_page(sector.id), sector_page_of(tied, sector, reading, name)


def title_of(sector: Sector, reading: Reading) -> str:
    """The heading of the subsection without its mark."""
    return reading.text(sector.at)


def section_of(sector: Sector) -> str:
    """The section that the subsection belongs to: 2.1 of 2.1.3."""
    return sector.at.rpartition(".")[0]


def overview(tied: Tied, reading: Reading, name: str) -> str:
    """All sectors under the headings of their sections, each with its summary."""
    locale, sectors = reading.locale, tied.sectors.sector
    words = WORDS[locale]
    blocks = [
        md.heading(1, words.title, "sectors"),
        md.block([md.escape(words.lead.format(len(sectors)))]),
    ]
    for section, group in groupby(sectors, key=section_of):
        number = section.rpartition(".")[2]
        blocks.append(md.heading(2, reading.text(section), f"sectors-{number}"))
        blocks += [card(sector, reading) for sector in group]
    return md.page({"title": words.title, "description": f"{words.title} · {name}"}, blocks)


def card(sector: Sector, reading: Reading) -> str:
    link = md.link(title_of(sector, reading), relative(SECTORS, sector_page(sector.id)))
    summary = stated(sector.summary, SECTORS, reading.locale)
    return md.block([md.bold(link), summary], "", ".sector-card")


def sector_page_of(tied: Tied, sector: Sector, reading: Reading, name: str) -> str:
    """What the plan wants of a sector, whom and what it names, and what bears on it."""
    locale, page = reading.locale, sector_page(sector.id)
    words, title = WORDS[locale], title_of(sector, reading)
    passage = relative(page, page_of(sector.at), anchor_of(sector.at))
    original = md.link(f"{words.passage} {sector.at}", passage)
    overall = md.link(words.back, relative(page, SECTORS))
    blocks = [
        md.heading(1, title, "sector"),
        md.block([stated(sector.summary, page, locale)], "", ".sector-summary"),
        md.block([f"{original} · {overall}"], "", ".sector-passage"),
        md.heading(2, words.wants, "wants"),
        statements(sector.statement, page, locale),
        md.heading(2, words.names, "names"),
        md.block([md.escape(words.names_lead)]),
        *named(tied, sector, page, locale),
        md.heading(2, words.figures, "figures"),
        figures(tied, sector, page, locale),
        md.heading(2, words.bears, "policies"),
        md.block([md.escape(words.bears_lead)]),
        policies(sector, page, locale),
        md.block([md.bold(words.others)], "", ".list-title"),
        neighbours(tied, sector, reading),
    ]
    meta = {"title": title, "description": f"{sector.summary.of(locale)} · {name}"}
    return md.page(meta, blocks)


def statements(found: Iterable[Statement], page: str, locale: Locale) -> str:
    return "\n".join(f"- {md.line(stated(one, page, locale))}" for one in found)


def under(reference: str, division: str) -> bool:
    """True if the reference is the division's or lies below it."""
    return f"{reference}.".startswith(f"{division}.")


def names_of(tied: Tied, sector: Sector) -> dict[Term, list[str]]:
    """The names that occur in the subsection, with the sentences in which they stand."""
    found: dict[Term, list[str]] = {}
    for sentence, occurrences in tied.linked.found["zh"].items():
        if under(sentence, sector.at):
            for one in occurrences:
                if is_name(one.term):
                    found.setdefault(one.term, []).append(sentence)
    return found


def named(tied: Tied, sector: Sector, page: str, locale: Locale) -> Iterator[str]:
    """The names by type, each with the other language, doubts about it, and its passages."""
    words, found = WORDING[locale], names_of(tied, sector)
    if len(passages(one for places in found.values() for one in places)) == 1:
        found = {term: [] for term in found}
    for kind, label in words.types.items():
        terms = [term for term in found if term.type == kind]
        if terms:
            yield md.block([md.bold(md.escape(label))], "", ".list-title")
            yield "\n".join(f"- {name(term, found[term], page, locale)}" for term in terms)


def name(term: Term, sentences: list[str], page: str, locale: Locale) -> str:
    """A name with its entry, its other language, and a mark where nobody confirmed its English.

    Its passages are named only where the subsection has several: `sentences` is else empty.
    """
    words = WORDING[locale]
    link = md.link(shown(term, locale), relative(page, entry_page(term), term.anchor))
    doubt = f" *{words.confidence['unconfirmed']}*" if term.confidence == "unconfirmed" else ""
    places = citation(sentences, page, locale) if sentences else ""
    return f"{link} {counterpart(term, locale)}{doubt}{places}"


def figures_of(tied: Tied, sector: Sector) -> list[Target]:
    """The figures that stand in the subsection."""
    return [one for one in tied.targets.figure if under(one.at, sector.at)]


def figures(tied: Tied, sector: Sector, page: str, locale: Locale) -> str:
    words, colon = WORDS[locale], WORDING[locale].colon
    lines = []
    for one in figures_of(tied, sector):
        figure = one.zh if locale == "zh" else one.en
        text = md.bold(md.escape(figure)) + colon + md.escape(one.measures.of(locale))
        lines.append(f"- {text}{citation([one.at], page, locale)}")
    return "\n".join(lines) or md.block([md.escape(words.nothing)])


def policies(sector: Sector, page: str, locale: Locale) -> str:
    """What bears on the sector, each with its theme."""
    words, colon = WORDS[locale], WORDING[locale].colon
    return "\n".join(
        f"- {md.bold(md.escape(words.themes[one.theme]))}{colon}{stated(one, page, locale)}"
        for one in sector.policy
    )


def neighbours(tied: Tied, sector: Sector, reading: Reading) -> str:
    """The other sectors of the same section, and the overview."""
    page, words = sector_page(sector.id), WORDS[reading.locale]
    near = [
        md.link(title_of(one, reading), relative(page, sector_page(one.id)))
        for one in tied.sectors.sector
        if one is not sector and section_of(one) == section_of(sector)
    ]
    return "\n".join(f"- {one}" for one in (*near, md.link(words.back, relative(page, SECTORS))))
