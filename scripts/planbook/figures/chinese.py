"""Finds the numbers in Chinese texts: in digits, and in characters, as counts, shares, multiples, times.

Labels (M5, PM2.5, 1+N, “1412”) are not figures; see `LABEL`. Where English has no number, a figure
gives the English words.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from unicodedata import numeric

from planbook.figures.english import MONTHS, ORDINALS, PART, SAID, in_words, part_in_digits
from planbook.figures.model import (
    DIGITS,
    KEPT,
    MINUS,
    SCALES,
    Figure,
    Span,
    fraction,
    qualifier,
    scaled,
)
from planbook.numerals import number_of, value_of

LABEL = re.compile(
    r"""
    “\d+”                             # “1412”发展格局, “9610”直购出口
    | [A-Za-z]+[-+]?\d+(?:\.\d+)?[A-Za-z]*  # M5, PM2.5, IPV6, B2B
    | (?<!\d)\d+[A-Za-z]+\+?          # 5G, 5G+, 10KV; sought from the first digit only
    | \d\+[A-Z]                       # 1+N
    | [A-Za-z]{2,}                    # RCEP
    | [A-Z](?=[级类]) | (?<=级)[A-Z]    # A级, 一级A
    """,
    re.VERBOSE,
)

SIGN = re.compile(rf"(?<![\dA-Za-z])[{MINUS}]$")
NO_SIGN = re.compile(rf"\d[^\s，。；、：]{{0,6}}[{MINUS}]$|[A-Za-z）)][{MINUS}]$")
"""A dash that joins: 1-3, 10万-15万, M-3."""
NAMED = re.compile(r"(?:19|20)\d\d(?!\d)|\d+[号#线年月]")
"""A number after a dash that is not a minus sign: a year, a number of a series."""
LOOKED_BACK = 10
TENS = SCALES | {"十": 10}
CHINESE_FIGURE = re.compile(
    rf"""
    (?P<digits>{DIGITS})                # 962.18
    (?P<odd>[余多])?                    # 20余万吨
    (?P<scale>万亿|[亿万千百])?           # 48.5万人
    """,
    re.VERBOSE,
)
NUMERAL = re.compile(
    rf"""
    {DIGITS}[余多]?(?:万亿|[百千万亿])?   # 962.18亿, 20余万, 13423
    | (?:[〇零一二两三四五六七八九十千万亿]|百(?!分点))+   # 三, 十五, 百; 百分点 is a unit
    """,
    re.VERBOSE,
)
NUMBER = re.compile(r"[二三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九]")
"""A numeral in characters that is a number by itself; 一一 and 千万 are not."""


def labels(text: str) -> list[str]:
    """The labels of a Chinese text, without quotation marks, in order."""
    return [found[0].strip("“”") for found in LABEL.finditer(text)]


@lru_cache(KEPT)
def chinese(text: str) -> tuple[Figure, ...]:
    """The figures of a Chinese text, in order, labels left out. Every rule asks for them."""
    found, rest = spoken(LABEL.sub(covered, text))
    return tuple(sorted((*found, *written(rest)), key=lambda one: one.start))


def written(text: str) -> Iterator[Figure]:
    """The figures in digits."""
    for one in CHINESE_FIGURE.finditer(text):
        start, end = signed(text, one.start()), one.end()
        value = scaled(one["digits"], one["scale"], text[start : one.start()])
        other = text.endswith("第", 0, start) or text.startswith("月", end)
        said = one["odd"] or qualifier(text, start, end)
        yield Figure(value, start, end, qualifier=said, in_words=other)


def signed(text: str, start: int) -> int:
    """The start of a number in digits with its minus sign, if it has one."""
    before = text[max(0, start - LOOKED_BACK) : start]
    sign = SIGN.search(before) and not NO_SIGN.search(before)
    return start - 1 if sign and not NAMED.match(text, start) else start


def numerals(text: str) -> Iterator[Span]:
    """The spans of the numerals in a Chinese text, each with its sign."""
    for found in NUMERAL.finditer(text):
        digit = found[0][0].isdigit()
        yield signed(text, found.start()) if digit else found.start(), found.end()


def amount(numeral: str) -> Decimal | None:
    """The value of a numeral; None if it is not a number (一一, 千万)."""
    sign = numeral[:1] if numeral[:1] in MINUS else ""
    if found := CHINESE_FIGURE.fullmatch(numeral, len(sign)):
        return scaled(found["digits"], found["scale"], sign)
    if NUMBER.fullmatch(numeral):
        return Decimal(number_of(numeral))
    return Decimal(SCALES[numeral]) if numeral in SCALES else None


def qualified(text: str, span: Span) -> str:
    """The word that qualifies the numeral at a span: 余, 以上, 不低于 …; empty if none does."""
    start, end = span
    found = CHINESE_FIGURE.search(text, start, end)
    return (found["odd"] if found else "") or qualifier(text, start, end)


# --- numbers without digits


ONE = "一二两三四五六七八九"
HAN = rf"[零〇○{ONE}十百千万亿]"
COUNTED = (
    r"个|大[^楼厦]|项|类|家|座|级|层|方面|名|所|亩|公里|吨|元(?![桥结化素件旦])|小时|天|岁|户|张|倍"
    r"|年(?![级制代轮])|位(?!一体)"
)
"""Words that may follow a number that counts something."""

YEAR = re.compile(r"(?P<han>[〇零○OＯ一二三四五六七八九]{4})(?=年)")
"""A year in characters, which English writes in digits: 二〇三五年."""
DECADE = re.compile(
    r"(?:(?P<century>\d{2}|十九|二十|二十一|[上本])世纪)?(?<![\d年点.])(?P<decade>\d0|[一二三四五六七八九]十)年代"
)
"""20世纪90年代, 上世纪九十年代: the 1990s."""
BORN = re.compile(r"(?<![\d.])(?P<decade>[5-9]0|[01]0)后(?=[^\d%])")
"""80后: people born in the 1980s."""
SHARE = re.compile(
    r"(?P<base>[百千万])分之(?P<han>[零〇一二两三四五六七八九十百]{1,9}(?:点[零〇一二三四五六七八九]{1,9})?)"
)
"""百分之二十, 千分之零点五: 20 percent, or twenty percent; 0.5 per mille."""
TENTHS = re.compile(
    rf"(?P<han>[{ONE}]|(?<![\d.])[1-9])"
    rf"(?:成(?P<half>[半{ONE}])?(?=以上|以下|以内|左右|[，。；、）]|[的多]|$)|(?=[至到][{ONE}1-9]成))"
)
"""三成, 七成五: 30 percent, 75 percent; both ends of 三到四成."""
FRACTION = re.compile(rf"(?P<whole>[{ONE}十])分之(?P<part>[{ONE}])")
"""三分之一: a third."""
HALF = re.compile(r"一半|半数|过半(?!数)")
DOUBLED = re.compile(rf"翻(?P<times>[{ONE}]|\d)?(?:番|倍)")
"""翻一番, 翻两番: twice and four times as much."""
TIMES = re.compile(r"(?<![\d.])(?P<number>[一二两三四]|1)倍(?=以上|左右|[，。；、）]|的|多|$)")
"""增长一倍: it doubles."""
QUARTER = re.compile(rf"(?P<all>前)?第?(?P<number>[{ONE}]|[1-4])季度")
"""三季度, 前三季度."""
HALF_YEAR = re.compile(r"(?P<which>[上下])半年")
MID_CENTURY = re.compile(r"(?:本|21|二十一)世纪(?:中叶|中期)")
CENTURY = re.compile(r"(?P<han>十九|二十一?)世纪")
DATE = re.compile(rf"(?<![{ONE}十])(?P<month>十[一二]?|[{ONE}])月(?:(?P<day>[{ONE}十]{{1,3}})日)?")
"""十二月底, 三月五日."""
ROMAN = re.compile(r"[Ⅰ-Ⅻⅰ-ⅻ]")
ORDINAL = re.compile(
    r"第(?P<han>[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九])"
    r"(?=[个次届位批轮名]|大[^楼厦]|[，。；、])"
)
"""第二次; not 第一, which often is `foremost`, nor 第三产业."""
LARGE = re.compile(
    rf"(?<![第{ONE}十百千万亿几数])[{ONE}十]{HAN}*(?:点[零{ONE}]+)?(?P<odd>[余多])?[百千万亿]{HAN}*"
)
"""一千五百, 三百万, 十余万, 一点五亿; 千万 and the like are not numbers and have no value."""
POWERS = re.compile(
    rf"(?<![{ONE}十百千万亿几数余多\d第])(?P<first>[十百千万])(?P<then>[万亿])(?=级|元|斤|吨|亩|人|立方|千瓦|产[业值]|集群|规模)"
)
"""Two powers of ten without a digit: 千亿级产业, 百万亩."""
POINT = re.compile(rf"(?<![{ONE}十百千万亿])[零{ONE}十]+点[零{ONE}]+(?=个百分点|倍|万|亿|元)")
"""三点五个百分点."""
COUNT = re.compile(
    rf"(?<![第{ONE}十百千万亿点几数这那此该])(?<!一个)(?P<han>[二两三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?"
    rf"|[一二三四五六七八九]百(?:零[一二三四五六七八九]|[一二三四五六七八九]十[一二三四五六七八九]?)?)"
    rf"(?P<odd>[余多])?(?=(?:[至到][{ONE}十]{{1,3}})?(?:{COUNTED}))"
)
"""A count in characters: 三大体系, 一百二十个; not 一, which rarely counts (一批, 一个)."""
BARE_SCALE = re.compile(r"(?<=[每破/])(?P<scale>[百千万亿])|(?P<hundred>百)(?=[个家项])")
"""A power of ten that counts without a digit: 每千人, 突破亿元, 3人/千人, 百个场景."""

FOLD = {
    1: r"doubl\w*|twofold|two-fold|twice|two times|100(?:%| percent)",
    2: r"quadrupl\w*|fourfold|four-fold|four times",
    3: r"eightfold|eight-fold|eight times",
}
"""The English for a quantity that doubles so many times."""
MULTIPLES = {
    1: FOLD[1],
    2: r"twice|two times|2 times|two-?fold|doubl\w*|tripl\w*|three-?fold",
    3: r"thrice|three times|3 times|three-?fold|tripl\w*|quadrupl\w*|four-?fold",
    4: r"four times|4 times|four-?fold|quadrupl\w*|five-?fold",
}
"""The English for a quantity that becomes so many times as much, or grows by so many times."""
HALVES = {
    "上": (1, r"first half|H1|first six months|first two quarters"),
    "下": (2, r"(?:second|latter|last) half|H2|(?:second|last) six months|last two quarters"),
}
IN_HALF = r"half|halves|halv\w+|50(?:%| percent)|majority|½|1/2"
IN_MID_CENTURY = (
    r"mid-?\s?(?:21st |21st-|twenty-first-)?century"
    r"|middle of (?:the |this )?(?:21st |twenty-first )?century|2050"
)
Match = re.Match[str]
Read = Callable[[Match], Decimal | int | tuple[Decimal | int, str] | None]
"""Gives the value of a match, with the pattern of its English if that is not a number."""


def decade(found: Match) -> int:
    tens, said = number_of(found["decade"]), found["century"]
    recent = said == "本" or (said is None and tens < 50)
    century = number_of(said) if said and said not in "上本" else 21 if recent else 20
    return 100 * (century - 1) + tens


def born(found: Match) -> tuple[int, str]:
    tens = number_of(found["decade"])
    year = (1900 if tens >= 50 else 2000) + tens
    return tens, rf"{year}s|post-?{found['decade']}s?|after (?:19|20)\d\d"


def tenths(found: Match) -> int:
    rest = found["half"] or "零"
    return 10 * number_of(found["han"]) + (5 if rest == "半" else number_of(rest))


def doubled(found: Match) -> tuple[int, str]:
    times = number_of(found["times"] or "一")
    return 2**times, FOLD.get(times, rf"{2**times}(?: times|-?fold)")


def quarter(found: Match) -> tuple[int, str]:
    number = number_of(found["number"])
    one, nth, *_ = SAID[number].split()
    if found["all"]:
        return number, rf"first {one} quarters|first {in_words(3 * number)} months|Q1\W+Q{number}"
    return (
        number,
        rf"Q{number}|{number}Q|(?:{nth}|{number}(?:st|nd|rd|th))(?: (?:and|to) \w+)? quarters?",
    )


def month(found: Match) -> tuple[int, str]:
    number = number_of(found["month"])
    return number, rf"{MONTHS[number - 1]}|{MONTHS[number - 1][:3]}t?\."


WRITTEN: tuple[tuple[re.Pattern[str], Read], ...] = (
    (YEAR, lambda found: number_of(found["han"])),
    (DECADE, decade),
    (BORN, born),
    (MID_CENTURY, lambda _: (2050, IN_MID_CENTURY)),
    (CENTURY, lambda found: (n := number_of(found["han"]), rf"{ORDINALS[n]}|{n}(?:st|th)")),
    (SHARE, lambda found: value_of(found["han"])),
    (FRACTION, lambda found: fraction(number_of(found["part"]), number_of(found["whole"]))),
    (PART, lambda found: part_in_digits(found[0])),
    (HALF, lambda _: (fraction(1, 2), IN_HALF)),
    (TENTHS, tenths),
    (DOUBLED, doubled),
    (TIMES, lambda found: (n := number_of(found["number"]), MULTIPLES[n])),
    (QUARTER, quarter),
    (HALF_YEAR, lambda found: HALVES[found["which"]]),
    (DATE, month),
    (ROMAN, lambda found: int(numeric(found[0]))),
    (ORDINAL, lambda found: number_of(found["han"])),
    (LARGE, lambda found: value_of(re.sub("[余多]", "", found[0]))),
    (POINT, lambda found: value_of(found[0])),
    (POWERS, lambda found: TENS[found["first"]] * SCALES[found["then"]]),
    (COUNT, lambda found: number_of(found["han"])),
    (BARE_SCALE, lambda found: SCALES[found["scale"] or found["hundred"]]),
)
"""The patterns with their readers, in order: a later one does not see what an earlier one has found."""


def spoken(text: str) -> tuple[list[Figure], str]:
    """The figures that have no digits of their own, and the text, which has no labels, without them."""
    found: list[Figure] = []
    for pattern, read in WRITTEN:
        places = list(pattern.finditer(text))
        for one in places:
            made = read(one)
            value, english = made if isinstance(made, tuple) else (made, "")
            if value is not None:
                found.append(figure(text, one, Decimal(value), english))
        text = pattern.sub(covered, text) if places else text
    return found, text


def figure(text: str, found: re.Match[str], value: Decimal, english: str) -> Figure:
    """A figure; decades and years are digits in English, all others may be words."""
    start, end = found.span()
    said = found.groupdict().get("odd") or qualifier(text, start, end)
    return Figure(value, start, end, said, found.re not in (YEAR, DECADE), english)


def covered(found: Match) -> str:
    return "□" * len(found[0])
