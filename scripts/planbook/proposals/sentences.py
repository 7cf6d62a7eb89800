"""Finds the figures of a sentence, with everything that its words tell about them, in both languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from planbook.characters import HAN
from planbook.figures import BEFORE, DIGITS, SAID, Span, amount, english, qualified, signed
from planbook.statements.records import END_OF_PERIOD, numeral_texts
from planbook.statements.targets import Kind, Nature, Theme


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


@dataclass(frozen=True, slots=True)
class Setting:
    """The place of a sentence, and what it tells about the figures there."""

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


# --- the Chinese


NUMBER = rf"{DIGITS}[余多]?(?:万亿|[百千万亿])?"
FIGURE = re.compile(
    rf"""
    (?<![A-Za-z\d.+/第图表栏])(?P<low>{NUMBER})
    (?: (?:{AFTER})? \s*[-－—–~～至到]\s* (?P<high>{NUMBER}) )?      # 1-3年, 6班～8班
    (?: (?P<unit>{AFTER}) | (?![A-Za-z\d.+]|[号月日版]|世纪) )
    """,
    re.VERBOSE,
)
COUNT = re.compile(
    rf"""
    (?<![第一二两三四五六七八九十百千万每同某几数之个]) (?!十[一二三四五六七八九]大|二十大) (?<!“(?=.[个大]))
    (?P<low> [二两三四五六七八九]?十[一二三四五六七八九]? | [二两三四五六七八九] | 一(?=[处年座]|小时) | 百(?=[个家项所]) )
    (?P<high>(?!))? (?P<unit>年(?![级制代轮])|小时|{AFTER}|[廊核区轴带心](?![^”，、。；]))
    """,
    re.VERBOSE,
)
"""三大体系, 一处, 两廊; not 一批, 第三批, 三年级."""
AMOUNT = re.compile(r"(?<=突破|超过|达到)(?P<low>[百千万亿])(?P<high>(?!))?(?P<unit>元)")
"""突破亿元."""
TAIL = re.compile(r"及?(?:以上|以下|以内|左右)")
PHRASE, SENTENCE = 80, 400
"""Characters of a clause and of a sentence that are looked at on either side of a figure."""
CLAUSE = re.compile(r"[，。；：！？、]")
YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年")
BARE_YEAR = re.compile(r"(?:19|20)\d\d")
COMPARED = ("较", "比")
"""Before the year that a figure is compared with."""
YEARLY = re.compile(r"年均|每年|逐年")
REACHING = re.compile(
    r"(?:分别|累计|力争|均|将|已)*(?:年均|每年|达到?|增加到|增加至|增长到|增长至|提高到|提高至|提升到"
    r"|提升至|降低到|降至|控制在|保持在|稳定在|突破|超过|不低于|不少于|不超过|小于|低于|至少|接近|约|近|仅"
    r"|为|到|至|增长|提升|降低|下降|减少|提高|有)+$"
)
"""The words between what is counted and its number."""
OPENING = re.compile(r"^(?:力争)?(?:到)?(?:\d{4}年|“.{2,4}”末|规划期末)?(?:底|末)?[，,]?(?:年均)?")
"""A time at the beginning of a clause."""
OPEN = re.compile(r"[等和及与以对向将]$")
"""A word after which what is counted is still to come."""
WORDS = re.compile(rf"[{HAN}]")
JOINTS = re.compile(r"^[和及与的“”（）]+|[和及与的“”（）]+$")
LEADING = re.compile(r"^(?:个|的|及)+")
RISING = re.compile(r"(?:达到?|增长|减少|降低|下降|提升|提高|增加)[到至]?$")
"""A change, even of what is held: 拥有床位达到."""
LASTING = re.compile(r"寿命|年限|平均年龄")
"""Quantities in years that are neither terms nor thresholds."""
HELD = re.compile(
    r"(?<!实)现有|拥有|目前|当前|现状|辖区|共有|发挥|依托|将$|作用|原有|已有|覆盖.*的$|持续提升|重点发展"
    r"|具体设置|聚焦|抓好"
)
"""Words for a number of things that exist, or of the parts of something."""
PARTS = frozenset("二两三四五六七八九十")
"""Numerals in characters, which mostly count the parts of something: 三大体系."""
DURATION = frozenset(("year", "month", "day", "hour", "minute"))
THRESHOLDS = frozenset(("age", "class"))
EXTENTS = frozenset(("square-kilometer", "kilometer"))


def figures_of(zh: str, setting: Setting, taken: list[Span]) -> Iterator[Proposed]:
    """The figures of a sentence whose numerals nothing else claims, in text order."""
    found = [one for pattern in (FIGURE, COUNT, AMOUNT) for one in pattern.finditer(zh)]
    end = 0
    for one in sorted(found, key=lambda one: (one.start("low"), -one.end())):
        start, stop = one.start("low"), one.end("high" if one["high"] else "low")
        free = not any(start < b and a < stop for a, b in taken)
        if start >= end and free and is_figure(zh, one):
            yield figure(zh, setting, one)
            end = one.end()


def is_figure(zh: str, found: re.Match[str]) -> bool:
    """False for years, labels, and numerals without a value."""
    if amount(found["low"]) is None or YEAR.match(zh, found.start("low")):
        return False
    if found["high"] and YEAR.match(zh, found.start("high")):
        return False
    return bool(found["unit"]) or not BARE_YEAR.fullmatch(found["low"])


def figure(zh: str, setting: Setting, found: re.Match[str]) -> Proposed:
    start, end = quoted(zh, found)
    before, behind = clause(zh, found)
    unit = unit_of(found["unit"] or "", before, behind)
    first = signed(zh, found.start("low"))
    spans = [found.span(name) for name in ("low", "high") if found[name]]
    said = [word for one in spans if (word := qualified(zh, one))]
    kind = kind_of(setting, found["low"], before, behind, unit.key if unit else "")
    low, high = amount(zh[first : found.end("low")]), amount(found["high"] or "")
    assert low is not None  # is_figure
    return Proposed(
        at=setting.at,
        start=first,
        zh=zh[start:end],
        value=low,
        upper=high,
        unit=unit,
        qualifier=said[-1] if said else "",
        measures=measured(before, behind, counts=found["low"] in PARTS) or zh[start:end],
        kind=kind,
        yearly=bool(YEARLY.search(before)) and kind in ("result", "target"),
        year=year_of(zh[max(0, start - SENTENCE) : start], setting) if kind == "target" else 0,
        nth=zh.count(zh[start:end], 0, end),
    )


def quoted(zh: str, found: re.Match[str]) -> Span:
    """The span of a figure with the qualifiers beside it: 不低于60%, 2万个以上."""
    start = signed(zh, found.start())
    before = BEFORE.search(zh[max(0, start - 3) : start])
    after = TAIL.match(zh, found.end())
    return start - len(before[1] if before else ""), (after or found).end()


def clause(zh: str, found: re.Match[str]) -> tuple[str, str]:
    """The text before and after a figure in its clause."""
    start, end = quoted(zh, found)
    before, behind = zh[max(0, start - PHRASE) : start], zh[end : end + PHRASE]
    return CLAUSE.split(before)[-1], CLAUSE.split(behind)[0]


def measured(before: str, behind: str, *, counts: bool) -> str:
    """The words of a clause that say what its figure counts, up to the figures beside it.

    If it `counts` parts, as in 三大体系, they follow.
    """
    earlier = [(TAIL.match(before, one.end()) or one).end() for one in FIGURE.finditer(before)]
    later = [one.start() for one in FIGURE.finditer(behind)]
    named = REACHING.sub("", OPENING.sub("", before[max(earlier, default=0) :]))
    counted = LEADING.sub("", behind[: min(later, default=len(behind))])
    if OPEN.search(named) or not WORDS.search(named) or (counts and counted):
        named = ""
    whole = named if len(named) > 4 or not counted else named + counted
    return JOINTS.sub("", whole)


def year_of(before: str, setting: Setting) -> int:
    """The last year that a sentence names before a figure; the end of the period is one."""
    years = [
        (one.start(), int(one["year"]))
        for one in YEAR.finditer(before)
        if before[: one.start()][-1:] not in COMPARED
    ]
    years += [(one.start(), setting.last_year) for one in END_OF_PERIOD.finditer(before)]
    return max(years, default=(0, 0))[1]


def kind_of(setting: Setting, number: str, before: str, behind: str, unit: str) -> Kind:
    """The kind of a figure; a target or a result, by its heading, if nothing says otherwise."""
    changes: Kind = "result" if setting.looks_back else "target"
    if unit in THRESHOLDS | DURATION and not LASTING.search(before):
        return "limit" if unit in THRESHOLDS else "duration"
    if RISING.search(before) or LASTING.search(before):
        return changes
    parts = number in PARTS
    listed = not setting.looks_back and before.endswith("等")
    place = not setting.looks_back and unit in EXTENTS and behind
    return "standing" if parts or listed or place or HELD.search(before) else changes


# --- the English


CURRENCY = re.compile(r"(?:RMB )?$")
PERCENT = re.compile(r"%|[ -]percent(?:age points?)?\b|")


def values_of(one: Proposed) -> tuple[Decimal, ...]:
    """The numbers of its Chinese: one, or several for a range or a rate."""
    values = map(amount, numeral_texts(one.zh))
    return tuple(value for value in values if value is not None)


def english_of(one: Proposed, text: str, earlier: int) -> str:
    """The figure as the English writes it, in digits or as a word; empty if it is not there.

    `earlier` figures of the sentence have the same numbers.
    """
    wanted, written = values_of(one), english(text)
    there = tuple(found.value for found in written)
    places = [at for at in range(len(there)) if there[at : at + len(wanted)] == wanted]
    if earlier >= len(places):
        return in_words(one.value, text) if len(wanted) == 1 else ""
    first = written[places[earlier]].start
    last = written[places[earlier] + len(wanted) - 1].end
    start, end = CURRENCY.search(text[:first]), PERCENT.match(text, last)
    return text[start.start() if start else first : end.end() if end else last]


def in_words(value: Decimal, text: str) -> str:
    """The word for a small number: three, both; empty if the text has none."""
    words = "|".join(SAID.get(value, "").split())
    found = re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) if words else None
    return found[0] if found else ""
