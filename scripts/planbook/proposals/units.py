"""Names the unit of a number: by what follows it, and for things counted, by what is counted."""

import re
from dataclasses import dataclass


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
