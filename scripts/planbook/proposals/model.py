"""Models what is proposed, and guesses the unit and the theme of a figure by the words around it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from planbook.statements.targets import Kind, Nature, OtherKind, Theme


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, as `targets.toml` names it."""

    key: str
    zh: str
    en: str
    after: str
    """A pattern of what follows the number."""
    noun: re.Pattern[str]
    """A pattern of what is counted, or of the clause; matches anything for the usual unit."""


def parsed(table: str) -> Iterator[Unit]:
    for row in (one for one in table.splitlines() if not one.startswith("#")):
        key, zh, en, after, *noun = (cell.strip() for cell in row.split(" | "))
        yield Unit(key, zh, en, after.removesuffix(" |"), re.compile("".join(noun)))


UNITS = tuple(parsed(files(__package__).joinpath("units.txt").read_text("utf-8")))
AFTER = "|".join(
    sorted({part for one in UNITS for part in re.split(r"\|(?![^(]*\))", one.after)}, key=len)[::-1]
)
"""A pattern of anything that can follow a number as its unit, longest first."""


def unit_of(after: str, before: str, behind: str) -> Unit | None:
    """The unit for the text right after a number; None if it has none.

    What is counted follows (`behind`) or precedes (`before`) the number in its clause.
    """
    fitting = [one for one in UNITS if re.fullmatch(one.after, after)]
    for text in (behind, before):
        for one in fitting:
            if one.noun.pattern and one.noun.search(text):
                return one
    return next((one for one in fitting if not one.noun.pattern), None)


# --- what is proposed


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence's place tells about its figures."""

    at: str
    looks_back: bool
    """True under a heading that reviews an earlier period."""
    first_year: int
    """The first year of the plan; 0 if unknown."""
    last_year: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """A figure as rules read it. Empty or None: left to the person who confirms it."""

    at: str
    start: int
    """Offset of its first numeral in the sentence."""
    zh: str
    value: Decimal
    upper: Decimal | None
    unit: Unit | None
    qualifier: str
    measures: str
    """The words around it that say what it counts."""
    kind: Kind
    yearly: bool = False
    year: int = 0
    nth: int = 1
    en: str = ""
    is_translated: bool = False
    """True if its sentence is in English, and so must the record be."""
    series: str = ""
    nature: Nature = ""
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that is proposed for a plan."""

    figures: tuple[Proposed, ...]
    """In text order."""
    others: Mapping[tuple[OtherKind, str], tuple[str, ...]]
    """Texts whose numerals are not figures, by kind and, if they say too little by themselves, by
    their sentence.
    """


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
PATTERNS = {theme: re.compile(words) for theme, words in WORDS.items()}


def theme_of(texts: Iterable[str]) -> Theme | None:
    """The theme with the most words in the texts, the nearest of which come first and count most."""
    scores: dict[Theme, float] = {}
    for weight, text in zip((4, 2, 2, 1, 1), texts, strict=False):
        for theme, pattern in PATTERNS.items():
            if count := len(pattern.findall(text)):
                scores[theme] = scores.get(theme, 0) + weight * min(count, 2)
    return max(scores, key=scores.__getitem__, default=None)
