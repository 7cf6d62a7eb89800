"""Models what is proposed, and guesses the unit and the theme of a figure by the words around it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

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


TABLE = """
yuan | 元 | RMB | 元 |
percent-change | %（增减幅度） | percent (change) | % | (?:增长|增加(?!值)|提高|降低|下降|减少|提升|压减|增幅|增速|降幅|缩小)[^至到达]{0,4}$
percent | % | percent | % |
per-mille | ‰ | per mille | ‰ |
percentage-point | 个百分点 | percentage points | 个百分点 |
microgram-per-cubic-meter | 微克/立方米 | micrograms per cubic meter | 微克/立方米 |
square-kilometer | 平方公里 | square kilometers | 平方公里 |
square-meter | 平方米 | square meters | 平方米 |
cubic-meter | 立方米 | cubic meters | 立方米 |
kilometer | 公里 | kilometers | 公里 |
thousand-meter | 千米 | kilometers | 千米 |
nautical-mile | 海里 | nautical miles | 海里 |
meter | 米 | meters | 米 |
hectare | 公顷 | hectares | 公顷 |
mu | 亩 | mu | 亩 |
ton-day | 吨/日 | tonnes a day | 吨(?:/[日天])? | 每[日天]|日均|/[日天]
ton-coal | 吨标准煤 | tonnes of standard coal | 吨标准煤 |
ton | 吨 | tonnes | 吨 |
kilowatt-hour | 千瓦时 | kilowatt-hours | 千瓦时 |
kilowatt | 千瓦 | kilowatts | 千瓦 |
watt-hour | 瓦时 | watt-hours | 瓦时 |
watt | 瓦 | watts | 瓦 |
container | 标箱 | TEU | 标箱|标准箱 |
jin | 斤 | jin | 斤 |
month | 个月 | months | 个月 |
year | 年 | years | 年 |
day | 天 | days | 天 |
hour | 小时 | hours | 小时 |
minute | 分钟 | minutes | 分钟 |
age | 岁 | years of age | 岁 |
visit | 人次 | visits | 人次 |
per-thousand | /千人 | per 1,000 people | (?:人|张|名)/千人 |
per-ten-thousand | /万人 | per 10,000 people | (?:人|件|个|辆|名)/万人 |
per-ten-thousand | /万人 | per 10,000 people | 件|个|项|家 | 万人\\w{0,16}$
bed-per-thousand | 张/千人 | beds per 1,000 people | 张 | 每千\\w{0,18}$
bed | 张床位 | beds | 张 |
place | 个学位 | school places | 个 | 学位
person | 人 | people | 人|名|位(?!一体) |
household | 户 | households | 户 |
kindergarten | 所幼儿园 | kindergartens | 所 | 幼儿园
institution | 家机构 | institutions | 所 | 医院|卫生|机构|养老|门诊|福利院|敬老院
school | 所学校 | schools | 所 |
brand | 个品牌 | brands | 家|个 | 品牌
award | 项奖 | awards | 家|项|个 | 奖
platform | 个平台 | platforms | 家|个 | 平台|载体
institution | 家机构 | institutions | 家 | 机构|医院|博物馆|图书馆|养老院|研究院|研究所
site | 处 | sites | 家 | 景区|场馆
company | 家企业 | companies | 家 |
group | 个集团或共同体 | groups | 个 | 集团|共同体|联合体|医联体|联盟
project | 个 | projects | 个|项 | 项目|工程
base | 个基地 | bases | 个 | 基地
system | 个体系 | systems | 大|个 | 体系
cluster | 个 | clusters | 大|个 | 集聚区|集群|组团
site | 处 | sites | 大|个 | 地标|服务站|驿站|网点|站点|门诊|健身|球场|停车场|窗口
block | 个 | blocks | 个 | 街区
subdistrict | 个街道 | subdistricts | 个 | ^街道
town | 个乡镇 | towns and townships | 个 | ^(?:乡|镇)
village | 个村 | villages | 个 | ^(?:\\w{0,4}村)
community | 个社区 | communities | 个 | ^(?:\\w{0,4}社区)
county | 个县 | counties | 个 | ^(?:县|区县|市县)
field | 个方面 | fields | 个 | 方面
scenario | 个 | scenarios | 个 | 场景
chain | 条 | industrial chains | 条 | 产业链|供应链
road | 条 | roads | 条 | 道路|公路|街路|^路
track | 条 | development tracks | 条 | 赛道
corridor | 条 | corridors | 条|大 | 走廊|廊道
line | 条 | lines | 条 |
patent | 件专利 | patents | 件|项 | 专利
trademark | 件商标 | trademarks | 件 | 商标
technology | 项技术 | techniques or technologies | 项 | 技术(?!、)
item | 项 | items | 项|件|个|大 |
event-year | 场活动/年 | events a year | 场 | 每年
event | 场 | events | 场 |
battle | 场攻坚战 | battles | 场|大 | 攻坚战
category | 类 | categories | 大?类|分类|种 |
level | 级 | levels | 级|层 |
class | 班 | classes | 班 |
course | 门课程 | courses | 门 |
team | 支团队 | teams | 支 |
park | 处 | parks | 处 | 公园|绿地
site | 处 | sites | 处 |
building | 座 | buildings | 座|栋|幢 |
device | 台 | devices | 台|套|部 |
vehicle | 辆 | vehicles | 辆 |
ship | 艘 | ships | 艘 |
aircraft | 架 | aircraft | 架 |
time | 次 | times | 次 |
batch | 批 | batches | 批 |
"""
"""Key, names, what follows the number, what is counted. Of those that fit, the longest, then the
first one is meant.
"""


def parsed(table: str) -> tuple[Unit, ...]:
    rows = ([cell.strip() for cell in row.split(" | ")] for row in table.strip().splitlines())
    return tuple(
        Unit(key, zh, en, after.removesuffix(" |"), re.compile("".join(noun)))
        for key, zh, en, after, *noun in rows
    )


UNITS = parsed(TABLE)
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
