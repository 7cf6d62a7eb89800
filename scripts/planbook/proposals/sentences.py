"""Finds the figures of a sentence, with everything that its words tell about them, in both languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from planbook.figures import BEFORE, DIGITS, SAID, Span, amount, chinese, english, qualified, signed
from planbook.proposals.others import no_figures
from planbook.proposals.subjects import (
    CHANGES,
    LEADING,
    LED_ON,
    LISTED,
    OPEN,
    PHRASE,
    RATIO,
    TERM,
    VERBS,
    WORDS,
    Said,
    clause,
    each_name,
    fall_before,
    own_subject,
    sound,
    with_owner,
)
from planbook.proposals.tense import (
    COMPARED,
    DURATION,
    LASTING,
    PARTS,
    THRESHOLDS,
    YEAR,
    Setting,
    dated,
    kind_of,
    year_of,
)
from planbook.proposals.units import AFTER, RATED, Unit, unit_of
from planbook.statements.records import MEASURES, numbers, numeral_texts
from planbook.statements.targets import Kind, Nature, Theme


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


NUMBER = rf"{DIGITS}[余多]?(?:万亿|[百千万亿])?+"
FIGURE = re.compile(
    rf"""
    (?<![A-Za-z\d.+/第])(?P<low>{NUMBER})
    (?: (?:{AFTER})? \s*[-－—–~～至到]\s* (?P<high>{NUMBER}) )?      # 1-3年, 6班～8班
    (?: (?P<unit>(?:{AFTER}){RATED}) | (?![A-Za-z\d.+]|/\d|[号月日版]|世纪) )
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
SENTENCE = 400
"""Characters of a sentence that are looked at before a figure."""
BARE_YEAR = re.compile(r"(?:19|20)\d\d")
YEARLY = re.compile(r"年均|每年|逐年")
SAID_EACH = "分别"
SHARED = re.compile(rf"{SAID_EACH}(?P<rest>[^，。；：]*)$")
"""Before one of several numbers that several things have: 分别达到5%和6%."""


def figures_of(zh: str, setting: Setting, taken: list[Span]) -> Iterator[Proposed]:
    """The figures of a sentence whose numerals nothing else claims, in text order."""
    found = [one for pattern in (FIGURE, COUNT, AMOUNT) for one in pattern.finditer(zh)]
    spans = [range(*one) for one in (*taken, *no_figures(zh))]
    covered = {at for one in spans for at in one}
    end, last = 0, None
    for one in sorted(found, key=lambda one: (one.start("low"), -one.end())):
        start, stop = one.start("low"), one.end("high" if one["high"] else "low")
        if start >= end and covered.isdisjoint(range(start, stop)) and is_figure(zh, one):
            made, told = figure(zh, setting, one, last)
            yield made
            end = one.end()
            is_subject = made.kind not in ("duration", "limit") and one["low"] not in PARTS
            last = told if is_subject and told.measures else last


def is_figure(zh: str, found: re.Match[str]) -> bool:
    """False for years, labels, and numerals without a value."""
    years = (YEAR.match(zh, found.start(name)) for name in ("low", "high") if found[name])
    if amount(found["low"]) is None or any(years):
        return False
    return bool(found["unit"]) or not BARE_YEAR.fullmatch(found["low"])


def figure(
    zh: str, setting: Setting, found: re.Match[str], last: Said | None
) -> tuple[Proposed, Said]:
    """A figure, and what it tells of the next one."""
    start, end = quoted(zh, found)
    before, behind = clause(zh, start, end)
    above = zh[max(0, start - SENTENCE) : start]
    shared = shared_by(above)
    unit = unit_of(found["unit"] or "", before if shared is None else shared, behind)
    key = unit.key if unit else ""
    first = signed(zh, found.start("low"))
    spans = [found.span(name) for name in ("low", "high") if found[name]]
    words = [word for one in spans if (word := qualified(zh, one))]
    kind = kind_of(setting, above, found["low"], behind, key)
    low, high = amount(zh[first : found.end("low")]), amount(found["high"] or "")
    assert low is not None  # is_figure
    told = measured(zh, (start, end), key, last, counts=found["low"] in PARTS)
    start = fall_before(zh, start)
    made = Proposed(
        at=setting.at,
        start=first,
        zh=zh[start:end],
        value=low,
        upper=high,
        unit=unit,
        qualifier=words[-1] if words else "",
        measures=told.measures,
        kind=kind,
        yearly=is_yearly(above, before, shared) and kind in ("result", "target"),
        year=dated(kind, year_of(above, setting), before, zh, setting),
        nth=zh.count(zh[start:end], 0, end),
    )
    return made, told


def is_yearly(above: str, before: str, shared: str | None) -> bool:
    """True if the clause of a figure, or of all that share its verb, says so: 年均分别增长5%、6%."""
    return bool(YEARLY.search(before if shared is None else re.split("[，。；：！？]", above)[-1]))


def quoted(zh: str, found: re.Match[str]) -> Span:
    """The span of a figure with the qualifiers beside it: 不低于60%, 2万个以上."""
    start = signed(zh, found.start())
    before = BEFORE.search(zh[max(0, start - 3) : start])
    after = TAIL.match(zh, found.end())
    return start - len(before[1] if before else ""), (after or found).end()


def measured(zh: str, span: Span, unit: str, last: Said | None, *, counts: bool) -> Said:
    """What a figure measures, up to the figures beside it; empty if no words tell.

    If it `counts` parts, as in 三大体系, they follow.
    """
    before, behind = clause(zh, *span)
    if last and RATIO.fullmatch(zh, last.end, span[0]):
        return replace(last, end=span[1])
    is_threshold = unit in THRESHOLDS and not LASTING.search(before)
    if is_threshold or shared_by(zh[max(0, span[0] - SENTENCE) : span[0]]) is not None:
        name = "" if is_threshold else listed_name(zh, span[0])
        return Said(span[1], name, name, changes=False)
    named = named_by(zh[max(0, span[0] - PHRASE) : span[0]])
    counted = counted_by(behind, unit, counts=counts)
    is_open = OPEN.search(named) or (counted and "、" in named)
    if is_open or not WORDS.search(named) or (counts and counted):
        named = ""
    if counted:
        is_whole = len(named) > 4 and MEASURES.search(zh, *span)
        whole = named if is_whole else named.removesuffix(counted) + counted
        told = Said(span[1], whole, whole, changes=False)
    else:
        told = with_owner(named, zh, span, unit, last)
    named = told.measures if unit not in DURATION or TERM.search(told.measures) else ""
    own = {one.value for one in chinese(named)}
    # Words from both sides of the number may read like another one: 千万千瓦级.
    is_clear = named in zh or own <= set(numbers(zh))
    return replace(told, measures=sound(named) if is_clear else "", subject=sound(told.subject))


def named_by(before: str) -> str:
    """What the words before a figure name, after the last figure there: 养老、工伤保险12万人."""
    before = re.split("[，。；：！？]", before)[-1]
    earlier = [(TAIL.match(before, one.end()) or one).end() for one in earlier_figures(before)]
    return own_subject(before[max(earlier, default=0) :].removeprefix("、"))


def counted_by(behind: str, unit: str, *, counts: bool) -> str:
    """What the words after a figure say that it counts, before the next figure there."""
    later = [one.start() for one in FIGURE.finditer(behind)]
    counted = LED_ON.sub("", LEADING.sub("", behind[: min(later, default=len(behind))]))
    if unit == "percent" and behind.startswith("的"):
        return ""
    is_parts = counts and unit not in DURATION
    is_counted = is_parts or unit not in CHANGES | DURATION | THRESHOLDS
    return counted if is_counted and WORDS.search(counted) and not VERBS.match(counted) else ""


def earlier_figures(before: str) -> Iterator[re.Match[str]]:
    """The numbers before a figure in its clause, but for the year that it is compared with."""
    for one in FIGURE.finditer(before):
        if one["unit"] != "年" or before[: one.start()][-1:] not in COMPARED:
            yield one


def shared_by(above: str) -> str | None:
    """The verb of one of several numbers that several things have: 增长 in 分别增长5%、6%.

    No rule tells which number is of which thing.
    """
    found = SHARED.search(above)
    verb = re.sub("[和及与、]", "", FIGURE.sub("", found["rest"])) if found else ""
    return verb if found and not WORDS.search(own_subject(verb)) else None


def listed_name(zh: str, start: int) -> str:
    """What one of such numbers is of, if as many things are named: 地区生产总值、财政收入分别达到1、2."""
    found = SHARED.search(zh, max(0, start - SENTENCE), start)
    if not found:
        return ""
    names = listed_before(zh, found.start())
    after = re.split("[，。；：！？]", zh[found.start("rest") : found.start("rest") + SENTENCE])[0]
    earlier = sum(1 for _ in FIGURE.finditer(found["rest"]))
    fits = len(names) == sum(1 for _ in FIGURE.finditer(after))
    return sound(names[earlier]) if fits and len(names) > 1 else ""


def listed_before(zh: str, end: int) -> list[str]:
    """What is named before 分别, or before the one above: 收入分别达到1、2，分别增长3、4."""
    *above, clause = re.split(
        "[，：]", re.split("[。；！？]", zh[max(0, end - SENTENCE) : end])[-1]
    )
    names = each_name([one for one in LISTED.split(own_subject(clause)) if one])
    if names or own_subject(clause) or not above or SAID_EACH not in above[-1]:
        return names
    return listed_before(zh, zh.rindex(SAID_EACH, 0, end))


# --- the English


CURRENCY = "RMB "
PERCENT = re.compile(r"%|[ -]percent(?:age points?)?\b")


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
    start = written[places[earlier]].start
    start -= len(CURRENCY) * text[:start].endswith(CURRENCY)
    end = written[places[earlier] + len(wanted) - 1].end
    percent = PERCENT.match(text, end)
    return text[start : percent.end() if percent else end]


def in_words(value: Decimal, text: str) -> str:
    """The word for a small number: three, both; empty if the text has none."""
    words = "|".join(SAID.get(value, "").split())
    found = re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) if words else None
    return found[0] if found else ""
