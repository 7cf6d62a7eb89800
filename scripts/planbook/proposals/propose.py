"""Proposes records for the numerals that nothing accounts for yet, and writes them as TOML."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from planbook.checks.kit import REVIEW
from planbook.fields import quoted
from planbook.figures import Span, numerals
from planbook.numerals import TAIWAN
from planbook.proposals.others import others_of
from planbook.proposals.sentences import Proposed, english_of, figures_of, values_of
from planbook.proposals.tables import table_figures
from planbook.proposals.tense import Setting
from planbook.proposals.units import Unit
from planbook.statements.ground import Ground
from planbook.statements.records import Lines, heads_above, nth_span, reported_year
from planbook.statements.targets import OtherKind, Targets, Theme
from planbook.statements.tie import claims, lines_of
from planbook.structure.model import Outline, Paragraph


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that is proposed for a plan."""

    figures: tuple[Proposed, ...]
    """In text order."""
    others: Mapping[tuple[OtherKind, str], tuple[str, ...]]
    """Texts whose numerals are not figures, by kind and, if they say too little by themselves, by
    their sentence.
    """


def numerals_of(one: Proposed, lines: Lines) -> Iterator[Span]:
    """The spans of a figure's numerals in its sentence."""
    zh = lines[one.at][0]
    start, end = nth_span(zh, one.zh, one.nth) or (0, 0)
    return (span for span in numerals(zh) if start <= span[0] < end)


# --- the file to confirm


FILE = "source/targets.proposed.toml"
HEADER = """\
# Figures as rules read them: proposed, and confirmed by nobody. Nothing reads this file.
#
# Compare each record with its sentence, correct it, and move it to targets.toml, whose header
# explains the fields; its unit goes to [units] there. A line that begins with `# to add` names
# what no rule can tell. `planbook convert` refuses a record without it. A record whose sentence is
# not in English needs none. Then run `planbook figures --propose` again: it proposes only what
# targets.toml does not account for.
"""


def as_toml(proposal: Proposal) -> str:
    """The file. The same proposal gives the same bytes."""
    units = {one.unit.key: one.unit for one in proposal.figures if one.unit}
    parts = [HEADER, "[units]", *(unit_line(one) for one in units.values())]
    for one in proposal.figures:
        parts += ["", "[[figure]]", *fields(one)]
    for (kind, at), texts in proposal.others.items():
        parts += ["", "[[other]]", f"kind = {quoted(kind)}"]
        parts += [f"at = {quoted(at)}"] if at else []
        parts += ["texts = [", *(f"    {quoted(text)}," for text in texts), "]"]
    return "\n".join(parts) + "\n"


def unit_line(unit: Unit) -> str:
    return f"{unit.key} = {{ zh = {quoted(unit.zh)}, en = {quoted(unit.en)} }}"


def fields(one: Proposed) -> Iterator[str]:
    yield f"at = {quoted(one.at)}"
    yield f"zh = {quoted(one.zh)}"
    if one.is_translated:
        yield f"en = {quoted(one.en)}" if one.en else '# to add: en = "…", as in its English'
    if one.nth > 1:
        yield f"nth = {one.nth}"
    yield f"value = {one.value.normalize():f}"
    if one.upper is not None:
        yield f"upper = {one.upper.normalize():f}"
    yield f"unit = {quoted(one.unit.key)}" if one.unit else '# to add: unit = "…"'
    if one.qualifier:
        yield f"qualifier = {quoted(one.qualifier)}"
    yield from measures(one)
    yield f"kind = {quoted(one.kind)}"
    if one.nature:
        yield f"nature = {quoted(one.nature)}"
    if one.yearly:
        yield "yearly = true"
    if one.year:
        yield f"year = {one.year}"
    yield f"theme = {quoted(one.theme)}" if one.theme else '# to add: theme = "…"'
    if one.series:
        yield f"series = {quoted(one.series)}"


def measures(one: Proposed) -> Iterator[str]:
    """What it measures. Where no words tell, a person must say it."""
    zh = quoted(one.measures or "…")
    yield f"{'' if one.measures else '# to add: '}measures = {{ zh = {zh} }}"
    if one.is_translated:
        yield '# to add: en = "…", in measures'


# --- themes


WORDS: dict[Theme, str] = {
    "economy": "生产总值|GDP|收入|财政|税|投资|消费|增加值|营业收入|总部|经济总量",
    "innovation": "科技|创新|研发|专利|人才|高新技术|孵化|博士|院士",
    "industry": "产业|工业|制造|企业|集群|数字经济|机构|赛道",
    "space": "城区|片区|街区|港区|新区|更新|空间|布局|老城|城镇化",
    "opening": "开放|外贸|进出口|外资|自贸|口岸|跨境|RCEP",
    "transport": "道路|交通|公路|铁路|路网|停车|港口|机场|地铁|吞吐量",
    "environment": "环境|绿化|污染|能耗|垃圾|空气|PM|生态|排放|浓度|森林|节能|水质|海岸",
    "housing": "住房|棚户|老旧小区|保障房|公租房|安置房|居住",
    "education": "学校|教育|幼儿园|学位|课程|教师|学生|教学|办学|校长|园所|初中|培训机构",
    "health": "医疗|卫生|健康|疾病|医院|中医|传染病|慢性病|婴幼儿|预期寿命|保健",
    "culture": "文化|旅游|景区|文旅|博物馆|图书馆|文艺|演出",
    "sport": "体育|健身|运动|足球|近视|体质",
    "employment": "就业|创业|失业|职业技能|劳动",
    "care": "养老|老年|老人|救助|福利|残疾|社会保障|殡葬|儿童|床位|低保|护理|救护|安葬",
    "governance": "社区|治理|法治|平安|安全|网格|社会组织|指标|攻坚战",
    "business": "营商|政务|审批|品牌|商标|办好|质量奖|窗口|质量强",
}
THEMES = {theme: re.compile(words) for theme, words in WORDS.items()}


def theme_of(texts: Iterable[str]) -> Theme | None:
    """The theme with the most words in the texts, the nearest of which come first and count most."""
    scores: dict[Theme, float] = {}
    for weight, text in zip((4, 2, 2, 1, 1), texts, strict=False):
        for theme, pattern in THEMES.items():
            if count := len(pattern.findall(text)):
                scores[theme] = scores.get(theme, 0) + weight * min(count, 2)
    return max(scores, key=scores.__getitem__, default=None)


# --- what a place in the text tells


PAST = re.compile(
    rf"{REVIEW.pattern}|(?:执行|完成|工作|进展|实施)情况|过去[一五]年|[一五]年来|历程|评估|总结"
)
"""In a heading, it marks what was reached: 2025年工作回顾."""
AHEAD = re.compile(
    r"安排|打算|展望|目标|部署|思路|草案|预期|任务|下一步|今年工作|重点工作|举措|措施|建议"
)
"""In a heading, it marks what is planned: 2026年工作安排."""
PERIOD = re.compile(r"[五两三]年|时期|期间|“|\d{4}[-—–~～至到、和与]+\d{4}年")
"""In a heading, it names more than one year: 2025年和“十四五”时期工作回顾, 2024—2025年工作回顾."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
UNIT_SAID = re.compile(r"^[（(]?(?:计量)?单位\s*[：:]")
"""The line above a table with the unit of its numbers: 单位：亿元."""


def setting_at(at: str, lines: Lines, setting: Setting, reviews: Iterable[str]) -> Setting:
    """The setting with what the headings above a passage say: the nearest that says anything."""
    here = replace(setting, at=at)
    for head in heads_above(at, lines):
        years = [int(one) for one in YEAR.findall(head)]
        year = 0 if len(years) > 1 or PERIOD.search(head) else next(iter(years), here.year)
        is_past = any(one <= max(setting.year, setting.first_year - 1) for one in years)
        if PAST.search(head) or (is_past and not AHEAD.search(head)):
            return replace(here, looks_back=True, year=year)
        if AHEAD.search(head) or years:
            return replace(here, looks_back=False, year=0)
    return replace(here, looks_back=here.looks_back or at in reviews)


def captions(outline: Outline) -> Iterator[tuple[Paragraph, str]]:
    """Each table with the lines above it: its caption, and the unit of its numbers."""
    above: list[str] = []
    for one in outline.paragraphs():
        text = "".join(sentence.text for sentence in one.sentences)
        if one.kind == "table":
            yield one, "\n".join(above)
        is_above = one.kind == "caption" or UNIT_SAID.match(text)
        above = [*above, text] if is_above else []


# --- all numerals


Open = Mapping[str, Sequence[Span]]
"""The numerals by sentence that nothing accounts for."""


def propose(outline: Outline, ground: Ground, targets: Targets, years: Sequence[int]) -> Proposal:
    """Records for all open numerals of a plan, whose period the years begin and end."""
    lines = lines_of(ground)
    year = reported_year(lines)
    setting = Setting(
        "",
        looks_back=bool(year),
        first_year=min(years, default=0),
        last_year=max(years, default=0),
        year=year,
        republic=any(TAIWAN.search(zh) for zh, _ in lines.values()),
    )
    free = open_numerals(targets, ground, lines)
    found = [
        one
        for one in candidates(outline, ground, lines, setting)
        if any(start == one.start for start, _ in free.get(one.at, ()))
    ]
    figures = tuple(completed(found, lines))
    claimed = frozenset((one.at, span) for one in figures for span in numerals_of(one, lines))
    return Proposal(figures, others_of(free, claimed, lines))


def open_numerals(targets: Targets, ground: Ground, lines: Lines) -> Open:
    found: dict[str, Sequence[Span]] = {}
    for at, claimed in groupby(claims(targets, ground), key=lambda one: one.at):
        pairs = zip(numerals(lines[at][0]), claimed, strict=True)
        found[at] = [span for span, one in pairs if not (one.term or one.figures or one.others)]
    return found


def candidates(
    outline: Outline, ground: Ground, lines: Lines, setting: Setting
) -> Sequence[Proposed]:
    """Every figure that the rules find, in text order, whether it is accounted for or not."""
    found: list[Proposed] = []
    cells: set[str] = set()
    for table, caption in captions(outline):
        cells.update(cell.reference for cell in table.sentences)
        here = setting_at(table.reference, lines, setting, ground.reviews)
        found += table_figures(table, here, caption)
    for at, (zh, _) in lines.items():
        if at not in cells:
            here = setting_at(at, lines, setting, ground.reviews)
            found += figures_of(zh, here, [(hit.start, hit.end) for hit in ground.kit.hits(zh)])
    order = {at: number for number, at in enumerate(lines)}
    return sorted(found, key=lambda one: (order[one.at], one.start))


def completed(found: Sequence[Proposed], lines: Lines) -> Iterator[Proposed]:
    """The figures with their English and their themes, which other texts tell."""
    before: Counter[tuple[str, object]] = Counter()
    for one in found:
        zh, en = lines[one.at]
        english = english_of(one, en, before[one.at, values_of(one)])
        before[one.at, values_of(one)] += 1
        theme = theme_of((one.measures, zh, *heads_above(one.at, lines)))
        yield replace(one, en=english, is_translated=bool(en), theme=theme)
