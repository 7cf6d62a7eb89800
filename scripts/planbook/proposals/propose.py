"""Proposes records for the numerals that nothing accounts for yet, and writes them as TOML."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from planbook.characters import HAN
from planbook.fields import quoted
from planbook.figures import LABEL, Span, numerals
from planbook.proposals.sentences import Proposed, Setting, Unit, english_of, figures_of, values_of
from planbook.proposals.tables import table_figures
from planbook.statements.ground import Ground
from planbook.statements.records import Lines, nth_span
from planbook.statements.targets import OtherKind, Targets, Theme
from planbook.statements.tie import claims, covers, lines_of
from planbook.structure.model import Outline
from planbook.text.words import words_of


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that is proposed for a plan."""

    figures: tuple[Proposed, ...]
    """In text order."""
    others: Mapping[tuple[OtherKind, str], tuple[str, ...]]
    """Texts whose numerals are not figures, by kind and, if they say too little by themselves, by
    their sentence.
    """


OTHERS: tuple[tuple[OtherKind, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(
            r"[\d〇零一二三四五六七八九]{4}(?:[-－—–~～至][\d]{4})?年|\d{1,2}月(?:\d{1,2}日)?"
        ),
    ),
    ("label", re.compile(r"(?:[图表]|专栏)[\d一二三四五六七八九十]+(?:[-－]\d+)?")),
    ("label", LABEL),
    (
        "rank",
        re.compile(r"第[\d一二三四五六七八九十百]+.|[一二三四五六七八九十]+[期流]|[一二三四五]级"),
    ),
)
AFTER = re.compile(f"[{HAN}]")
SHORT = 3
"""A numeral of fewer characters may be anything; 十五五 is what it is."""


def others_of(
    free: Mapping[str, Sequence[Span]], figures: Sequence[Proposed], lines: Lines
) -> Mapping[tuple[OtherKind, str], tuple[str, ...]]:
    """Texts that cover every open numeral which is in no figure, and none which is in one.

    A text that says too little, or would cover a figure elsewhere, holds for its sentence alone.
    """
    claimed = frozenset((one.at, span) for one in figures for span in numerals_of(one, lines))
    found: dict[tuple[OtherKind, str], dict[str, None]] = {}
    for at, span in ((at, span) for at, spans in free.items() for span in spans):
        zh = lines[at][0]
        texts = [text for (_, place), some in found.items() if place in ("", at) for text in some]
        if (at, span) not in claimed and not any(covers(text, zh, span) for text in texts):
            kind, (start, end) = around(zh, span)
            text = zh[start:end]
            bare = (start, end) == span and len(text) < SHORT
            clear = not bare and not any(
                covers(text, lines[there][0], figure) for there, figure in claimed
            )
            found.setdefault((kind, "" if clear else at), {})[text] = None
    return {key: tuple(some) for key, some in found.items()}


def numerals_of(one: Proposed, lines: Lines) -> Iterator[Span]:
    """The spans of a figure's numerals in its sentence."""
    zh = lines[one.at][0]
    start, end = nth_span(zh, one.zh, one.nth) or (0, 0)
    return (span for span in numerals(zh) if start <= span[0] < end)


def around(zh: str, span: Span) -> tuple[OtherKind, Span]:
    """The kind of a numeral that is no figure, and the span that says what it is."""
    for kind, pattern in OTHERS:
        for found in pattern.finditer(zh):
            if found.start() <= span[0] and span[1] <= found.end():
                return kind, found.span()
    return ("label", span) if span == (0, len(zh)) else ("set phrase", phrase(zh, span))


def phrase(zh: str, span: Span) -> Span:
    """The word that the numeral is part of, or the numeral with the character after it."""
    start, end = span
    spans = pairwise(accumulate(map(len, words_of(zh)), initial=0))
    over = [one for one in spans if one[0] < end and start < one[1]]
    first, last = min(start, over[0][0]), max(end, over[-1][1])
    if (first, last) != span:
        return first, last
    return (start, end + 1) if AFTER.match(zh, end) else span


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
    yield f"measures = {{ zh = {quoted(one.measures)} }}"
    if one.is_translated:
        yield '# to add: en = "…", in measures'
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


# --- all numerals


Open = Mapping[str, Sequence[Span]]
"""The numerals by sentence that nothing accounts for."""


def propose(outline: Outline, ground: Ground, targets: Targets, years: Sequence[int]) -> Proposal:
    """Records for all open numerals of a plan, whose period the years begin and end."""
    setting = Setting(
        "", looks_back=False, first_year=min(years, default=0), last_year=max(years, default=0)
    )
    lines = lines_of(ground)
    free = open_numerals(targets, ground, lines)
    found = [
        one
        for one in candidates(outline, ground, lines, setting)
        if any(start == one.start for start, _ in free.get(one.at, ()))
    ]
    heads = {one.reference: one.title.text for one in outline.divisions()}
    figures = tuple(completed(found, lines, heads))
    return Proposal(figures, others_of(free, figures, lines))


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
    tables = [one for one in outline.paragraphs() if one.kind == "table"]
    cells = {cell.reference for table in tables for cell in table.sentences}
    found = [one for table in tables for one in table_figures(table, setting)]
    for at, (zh, _) in lines.items():
        if at not in cells:
            here = replace(setting, at=at, looks_back=at in ground.reviews)
            found += figures_of(zh, here, [(hit.start, hit.end) for hit in ground.kit.hits(zh)])
    order = {at: number for number, at in enumerate(lines)}
    return sorted(found, key=lambda one: (order[one.at], one.start))


def completed(
    found: Sequence[Proposed], lines: Lines, heads: Mapping[str, str]
) -> Iterator[Proposed]:
    """The figures with their English and their themes, which other texts tell."""
    before: Counter[tuple[str, object]] = Counter()
    for one in found:
        zh, en = lines[one.at]
        above = one.at.split(".")
        titles = (heads.get(".".join(above[:depth]), "") for depth in (3, 2, 1))
        english = english_of(one, en, before[one.at, values_of(one)])
        before[one.at, values_of(one)] += 1
        theme = theme_of((one.measures, zh, *titles))
        yield replace(one, en=english, is_translated=bool(en), theme=theme)
