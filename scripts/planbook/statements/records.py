"""Checks each record of `targets.toml` against both texts of its sentence."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import chain, takewhile

from planbook import figures
from planbook.locales import Bilingual
from planbook.numerals import TAIWAN, year_of_republic
from planbook.problems import Problem, quote
from planbook.statements.targets import FILE, Target, Targets

Lines = Mapping[str, tuple[str, str]]
"""The Chinese and English of each sentence or heading by reference, in text order."""
END_OF_PERIOD = re.compile(r"期末|”末")
"""As in 规划期末, “十四五”末: the last year of the plan's period."""
MEASURES = re.compile(r"[余多]?(%|个百分点|平方公里|平方米|公里|微克/立方米|吨|元|岁|小时|分钟)")
"""The units that follow a number in Chinese. Things counted with a measure word (个, 项, 家) have
none: only the sentence says what is counted.
"""
REPORT = re.compile(
    r"(?:(?!\d{4}).){0,30}(?P<year>(?:19|20)\d\d)年(?:(?!\d{4})[^。，]){0,40}"
    r"(?:公报|年报|年度报告|总结|(?:完成|执行|进展|实施|建设)情况的?报告)"
)
"""The title of a report on one year: 临江市2019年国民经济和社会发展统计公报."""
NOT_WRITTEN = "原文未写"
"""The mark in `measures` of a unit that the plan leaves out. A table writes a unit once, beside
the name of its row or column: 城镇化率（%）; so may `measures`.
"""
PLACES = 3
"""Maximum sentences that a message names."""
WHICH = "see which of the three is right: plan.zh.txt with repairs.toml, plan.en.po, or the record"


def problem(target: Target, found: str, remedy: str) -> Problem:
    return Problem(FILE, f"{target.at} {quote(target.zh)}: {found}", remedy)


@lru_cache(maxsize=256)
def nth_span(text: str, part: str, nth: int) -> figures.Span | None:
    """The span of the nth `part` in `text`, counted from 1."""
    start = -1
    for _ in range(nth):
        start = text.find(part, start + 1)
        if start < 0:
            return None
    return start, start + len(part)


def span_of(target: Target, lines: Lines) -> figures.Span | None:
    """The span of the figure in the Chinese of its sentence; None if it is not there."""
    zh, _ = lines.get(target.at, ("", ""))
    return nth_span(zh, target.zh, target.nth)


def record_faults(
    target: Target, lines: Lines, units: Mapping[str, Bilingual]
) -> Iterator[Problem]:
    """Differences between the record and the text to which it refers."""
    if misplaced := untold(target, lines) or miscounted(target, lines) or missing(target, lines):
        yield misplaced
        return
    checks = (
        wrong_numbers(target, lines),
        wrong_qualifier(target, lines),
        wrong_unit(target, lines, units),
    )
    for found in chain(*checks):
        yield problem(target, found, WHICH)
    zh, _ = lines[target.at]
    if target.body and target.body.zh not in zh:
        found = f"the sentence does not name {target.body.zh}"
        yield problem(target, found, "name the body as the sentence does, or leave `body` out")
    # The number of a cell is named by other cells.
    near = paragraph_of(target, lines) if zh == target.zh else zh
    own = {one.value for one in figures.chinese(target.measures.zh)}
    if target.measures.zh not in near and not own <= set(numbers(near)):
        found = f"{quote(target.measures.zh)} has a number that the sentence does not have"
        yield problem(target, found, "say in `measures` what is counted, without a figure")
    if target.year and not dated(target, lines):
        found = f"neither its paragraph nor {quote('末')} of a period gives the year {target.year}"
        yield problem(target, found, "give the `year` in the text, or leave it out")


def dated(target: Target, lines: Lines) -> bool:
    """True if the paragraph, the heading, or the title names the figure's year, or a period's end."""
    text = paragraph_of(target, lines)
    named = str(target.year) in text or bool(END_OF_PERIOD.search(text))
    counted = f"{target.year - year_of_republic(0)}年"
    named = named or (counted in text and any(TAIWAN.search(zh) for zh, _ in lines.values()))
    heads = "\n".join(heads_above(target.at, lines))
    return named or str(target.year) in heads or target.year == reported_year(lines)


def heads_above(at: str, lines: Lines) -> list[str]:
    """The headings of a passage, of the subsection first; empty where it has none."""
    above = at.split(".")
    return [lines.get(".".join(above[:depth]), ("", ""))[0] for depth in (3, 2, 1)]


def reported_year(lines: Lines) -> int:
    """The year on which the document reports, if its title says one; otherwise 0."""
    front = takewhile(lambda one: one.startswith("0.0.0."), lines)
    titles = (found for one in front if (found := REPORT.fullmatch(lines[one][0])))
    return next((int(one["year"]) for one in titles), 0)


def paragraph_of(target: Target, lines: Lines) -> str:
    paragraph = f"{target.at.rpartition('.')[0]}."
    return "\n".join(zh for at, (zh, _) in lines.items() if at.startswith(paragraph))


def untold(target: Target, lines: Lines) -> Problem | None:
    """A figure without English whose sentence is in English."""
    _, en = lines.get(target.at, ("", ""))
    if not en or target.is_translated:
        return None
    found = "its sentence is in English, but the record is not"
    remedy = f"add `en`, as the figure reads in {quote(en)}, and `en` in `measures`"
    return problem(target, found, remedy)


def miscounted(target: Target, lines: Lines) -> Problem | None:
    """A figure whose sentence has it, but not so many times."""
    zh, _ = lines.get(target.at, ("", ""))
    if target.zh not in zh or span_of(target, lines):
        return None
    found = f"`nth` is {target.nth}, but the sentence has it only {zh.count(target.zh)} times"
    return problem(target, found, "count `nth` from 1 among equal texts, or leave it out")


def missing(target: Target, lines: Lines) -> Problem | None:
    """A figure that its sentence does not have: moved, changed in one language, or gone."""
    zh, en = lines.get(target.at, ("", ""))
    in_chinese = span_of(target, lines) is not None
    # A sentence without English is not a fault.
    in_english = times(target.en, en) > 0 or bool(zh and not en)
    if in_chinese and in_english:
        return None
    if in_chinese:
        found = f"its English “{target.en}” is not in the sentence, which has {listed(en)}"
        remedy = (
            "a figure changed in one language: correct source/plan.en.po;"
            " or, if only the words around it changed, quote them in `en`"
        )
        return problem(target, found, remedy)
    if places := elsewhere(target, lines):
        found = f"it is not there, but in {' and '.join(places)}"
        return problem(target, found, f'a reference moved: write at = "{places[0]}"')
    if target.at not in lines:
        remedy = "give the number in the margin of the passage, with its sentence"
        return problem(target, f"the plan has no {target.at}", remedy)
    if times(target.en, en) or not en:
        found = f"it is not in the Chinese, which has {'、'.join(numeral_texts(zh)) or 'no number'}"
        remedy = (
            "a figure changed in one language: if the Chinese is right, correct the record"
            " and source/plan.en.po; if not, the repair that changed it"
        )
        return problem(target, found, remedy)
    both = f"neither it nor “{target.en}” is" if target.en else "it is not"
    remedy = "quote the plan exactly, or remove the record"
    return problem(target, f"{both} in any sentence of the plan", remedy)


def elsewhere(target: Target, lines: Lines) -> list[str]:
    """Sentences that have the figure in both languages, nearest to its reference first."""
    order = {at: number for number, at in enumerate(lines)}
    paragraph = target.at.rpartition(".")[0]
    places = [
        at
        for at, (zh, en) in lines.items()
        if target.zh in zh and (times(target.en, en) > 0 or not target.en)
    ]
    here = order.get(target.at, -1)
    before = here if here >= 0 else sum(at < target.at for at in order)
    ranked = sorted(
        places,
        key=lambda at: (at.rpartition(".")[0] != paragraph, abs(order[at] - before)),
    )
    return ranked[:PLACES]


def times(figure: str, text: str) -> int:
    """The number of times a figure occurs in an English text; 18 is not in 180, 1,018, or 18.5."""
    if not figure:
        return 0
    return len(re.findall(rf"(?<![\d.,]){re.escape(figure)}(?!\d|[.,]\d)", text))


def listed(text: str) -> str:
    """The numbers of an English text, for a message."""
    return (
        ", ".join(figures.plain(one.value) for one in figures.english(text))
        or "no number in digits"
    )


def numeral_texts(text: str) -> list[str]:
    return [text[start:end] for start, end in figures.numerals(text)]


def numbers(text: str) -> list[Decimal | None]:
    return [figures.amount(one) for one in numeral_texts(text)]


def wrong_numbers(target: Target, lines: Lines) -> Iterator[str]:
    """Differences between the numbers of the record, its Chinese, and its English."""
    claimed = [target.value] if target.upper is None else [target.value, target.upper]
    if counted(target.zh) != claimed:
        there = "–".join(
            figures.plain(one) if one is not None else "?" for one in counted(target.zh)
        )
        mine = "–".join(map(figures.plain, claimed))
        yield f"the Chinese has {there or 'no number'}, the record has {mine}"
    if not lines[target.at][1]:
        return
    digits = Counter(one.value for one in figures.english(target.en))
    for text in numeral_texts(target.zh):
        value = figures.amount(text)
        if value is None:
            continue
        if digits[value]:
            digits[value] -= 1
        elif text[0].isdigit() or not figures.said_in_words(value, target.en):
            yield f"“{target.en}” has no {figures.plain(value)}"
    for value in digits.elements():
        yield f"“{target.en}” has {figures.plain(value)}, but the Chinese does not"


def counted(zh: str) -> list[Decimal | None]:
    """The numbers of a figure's Chinese, without the power of ten that it is a rate of: 每千人."""
    texts = numeral_texts(zh)
    own = [one for one in texts if one not in figures.SCALES] or texts
    return [figures.amount(one) for one in own]


def own_spans(target: Target, lines: Lines) -> list[figures.Span]:
    """The numerals of a figure in its sentence, without the power of ten that it is a rate of."""
    zh, _ = lines[target.at]
    start, end = span_of(target, lines) or (0, 0)
    spans = [span for span in figures.numerals(zh) if start <= span[0] < end]
    return [one for one in spans if zh[slice(*one)] not in figures.SCALES] or spans


def wrong_qualifier(target: Target, lines: Lines) -> Iterator[str]:
    """A qualifier of the Chinese that the record lacks, or a different one."""
    zh, _ = lines[target.at]
    found = {figures.qualified(zh, one) for one in own_spans(target, lines)} - {""} or {""}
    if found != {target.qualifier}:
        there = " and ".join(sorted(found)) or "no qualifier"
        yield f"the Chinese has {there}, the record has {target.qualifier or 'none'}"


def wrong_unit(target: Target, lines: Lines, units: Mapping[str, Bilingual]) -> Iterator[str]:
    """A unit after the number that the record lacks, or a different one."""
    zh, _ = lines[target.at]
    found = MEASURES.match(zh, own_spans(target, lines)[-1][1])
    there = found[1] if found else ""
    name = units[target.unit].zh if target.unit in units else there
    declared = MEASURES.match(name)
    mine = declared[1] if declared else ""
    in_head = any(one in target.measures.zh for one in (NOT_WRITTEN, f"（{mine}）", f"（{name}）"))
    if there != mine and (there or not in_head):
        yield f"the Chinese has {there or 'no unit'}, the record has {mine or name}"


def twin_faults(targets: Targets, lines: Lines) -> Iterator[Problem]:
    """Figures of a sentence with equal English, which occurs there less often than they do."""
    for (at, figure), wanted in Counter((one.at, one.en) for one in targets.figure).items():
        _, en = lines.get(at, ("", ""))
        if 0 < (there := times(figure, en)) < wanted:
            found = f"{at}: “{figure}” is in {wanted} records, but {there} times in the English"
            remedy = (
                "a figure changed in one language: correct source/plan.en.po, or a record's `en`"
            )
            yield Problem(FILE, found, remedy)
