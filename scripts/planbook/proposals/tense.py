"""Tells when a figure holds, and whether it was reached or is to be."""

import re
from dataclasses import dataclass

from planbook.numerals import year_of_republic
from planbook.proposals.others import COMPARED_YEAR, REPUBLIC
from planbook.proposals.subjects import START, clause
from planbook.statements.records import END_OF_PERIOD
from planbook.statements.targets import Kind

YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年")
COMPARED = ("较", "比", "由", "从")
"""Before the year that a figure is compared with, or from which it rises."""
RISING = re.compile(r"(?:达到?|增长|减少|降低|下降|提升|提高|增加)[到至]?$")
"""A change, even of what is held: 拥有床位达到."""
LASTING = re.compile(r"寿命|年限|平均年龄|天数")
"""Quantities in years that are neither terms nor thresholds."""
HELD = re.compile(
    r"(?<!实)现有|拥有(?![量率])|目前|当前|现状|辖区|共有|发挥|依托|将$|作用|原有|已有|覆盖[^率]*的$|持续提升|重点发展"
    r"|具体设置|聚焦|抓好"
)
"""Words for a number of things that exist, or of the parts of something."""
PLANNED = re.compile(
    r"力争|确保|预期目标|预期增长|计划(?:完成|投资|总投资|到|于)|拟(?:新?建|投)|目标(?:为|是|达)|[到至](?:\d{4}年|“)[^已]*$"
)
"""Words for what is still to come, even in a report on the past: 到2030年，力争达到."""
DONE = re.compile(r"已经?(?:建成|达|完成|实现|形成|超)|截至")
"""Words for what was reached, even in a plan."""
SPAN = re.compile(r"五年|三年|“.{2,4}”|以来|累计|连续|年均")
"""Words for a time of several years, for which no single year holds."""
PARTS = frozenset("二两三四五六七八九十")
"""Numerals in characters, which mostly count the parts of something: 三大体系."""
DURATION = frozenset(("year", "month", "day", "hour", "minute"))
THRESHOLDS = frozenset(("age", "class"))
EXTENTS = frozenset(("square-kilometer", "kilometer"))


@dataclass(frozen=True, slots=True)
class Setting:
    """The place of a sentence, and what it tells about the figures there."""

    at: str
    looks_back: bool
    """True under a heading that reviews an earlier period, and in a report on a past year."""
    first_year: int
    """The first year of the plan; 0 if unknown."""
    last_year: int
    year: int = 0
    """The year on which the text reports here; 0 for several or none."""
    republic: bool = False
    """True in a text of Taiwan, which may count the years of the Republic: 95年 is 2006."""


def year_of(before: str, setting: Setting) -> int:
    """The last year that a sentence names before a figure; the end of the period is one."""
    years = [(one.start(), int(one["year"])) for one in YEAR.finditer(before)]
    if setting.republic:
        years += [
            (one.start(), year_of_republic(int(one["republic"])))
            for pattern in (REPUBLIC, COMPARED_YEAR)
            for one in pattern.finditer(before)
        ]
    years = [one for one in years if before[: one[0]][-1:] not in COMPARED]
    years += [(one.start(), setting.last_year) for one in END_OF_PERIOD.finditer(before)]
    return max(years, default=(0, 0))[1]


def dated(kind: Kind, told: int, before: str, zh: str, setting: Setting) -> int:
    """The year of a figure, as its sentence or else its report gives it."""
    if start := START.search(before):
        year = YEAR.search(start[0])
        return int(year["year"]) if year else 0
    if kind == "target" or (told and kind == "result" and not SPAN.search(before)):
        return told
    return setting.year if kind == "result" and not SPAN.search(zh) else 0


def kind_of(setting: Setting, said: str, number: str, behind: str, unit: str) -> Kind:
    """The kind of a figure; a target or a result, by its heading, if nothing says otherwise."""
    sentence = re.split("[。；]", said)[-1]
    before, _ = clause(said, len(said), len(said))
    changes = change_of(setting, year_of(said, setting), sentence)
    if START.search(before):
        return "result"
    if unit in THRESHOLDS | DURATION and not LASTING.search(before):
        return "limit" if unit in THRESHOLDS else "duration"
    parts = number in PARTS and unit != "tenth"
    if (RISING.search(before) and not parts) or LASTING.search(before):
        return changes
    listed = not setting.looks_back and before.endswith("等")
    place = not setting.looks_back and unit in EXTENTS and behind
    return "standing" if parts or listed or place or HELD.search(before) else changes


def change_of(setting: Setting, told: int, sentence: str) -> Kind:
    """Whether what changes was reached, or is to be."""
    if DONE.search(sentence):
        return "result"
    is_past = 0 < told <= max(setting.year, setting.first_year - 1)
    looks_back = setting.looks_back and not PLANNED.search(sentence)
    return "result" if is_past or looks_back else "target"
