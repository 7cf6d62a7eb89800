"""Finds the numbers that Chinese writes without digits: counts, shares, multiples, times.

The text must have no labels. Where English has no number, a figure gives the English words.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from unicodedata import numeric

from planbook.figures.english import MONTHS, ORDINALS, PART, SAID, in_words, part_in_digits
from planbook.figures.model import SCALES, Figure, fraction, qualifier
from planbook.numerals import number_of, value_of

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
    "上": r"first half|H1|first six months|first two quarters",
    "下": r"(?:second|latter|last) half|H2|(?:second|last) six months|last two quarters",
}
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


def half(_: Match) -> tuple[Decimal, str]:
    return fraction(1, 2), r"half|halves|halv\w+|50(?:%| percent)|majority|½|1/2"


def doubled(found: Match) -> tuple[int, str]:
    times = number_of(found["times"] or "一")
    return 2**times, FOLD.get(times, rf"{2**times}(?: times|-?fold)")


def times(found: Match) -> tuple[int, str]:
    number = number_of(found["number"])
    return number, MULTIPLES[number]


def quarter(found: Match) -> tuple[int, str]:
    number = number_of(found["number"])
    one, nth, *_ = SAID[number].split()
    if found["all"]:
        return number, rf"first {one} quarters|first {in_words(3 * number)} months|Q1\W+Q{number}"
    return (
        number,
        rf"Q{number}|{number}Q|(?:{nth}|{number}(?:st|nd|rd|th))(?: (?:and|to) \w+)? quarters?",
    )


def half_year(found: Match) -> tuple[int, str]:
    return "上下".index(found["which"]) + 1, HALVES[found["which"]]


def mid_century(_: Match) -> tuple[int, str]:
    century = r"(?:the |this )?(?:21st |twenty-first )?century"
    return 2050, rf"mid-?\s?(?:21st |21st-|twenty-first-)?century|middle of {century}|2050"


def century(found: Match) -> tuple[int, str]:
    number = number_of(found["han"])
    return number, rf"{ORDINALS[number]}|{number}(?:st|th)"


def month(found: Match) -> tuple[int, str]:
    number = number_of(found["month"])
    return number, rf"{MONTHS[number - 1]}|{MONTHS[number - 1][:3]}t?\."


def powers(found: Match) -> int:
    first = 10 if found["first"] == "十" else SCALES[found["first"]]
    return first * SCALES[found["then"]]


WRITTEN: tuple[tuple[re.Pattern[str], Read], ...] = (
    (YEAR, lambda found: number_of(found["han"])),
    (DECADE, decade),
    (BORN, born),
    (MID_CENTURY, mid_century),
    (CENTURY, century),
    (SHARE, lambda found: value_of(found["han"])),
    (FRACTION, lambda found: fraction(number_of(found["part"]), number_of(found["whole"]))),
    (PART, lambda found: part_in_digits(found[0])),
    (HALF, half),
    (TENTHS, tenths),
    (DOUBLED, doubled),
    (TIMES, times),
    (QUARTER, quarter),
    (HALF_YEAR, half_year),
    (DATE, month),
    (ROMAN, lambda found: int(numeric(found[0]))),
    (ORDINAL, lambda found: number_of(found["han"])),
    (LARGE, lambda found: value_of(re.sub("[余多]", "", found[0]))),
    (POINT, lambda found: value_of(found[0])),
    (POWERS, powers),
    (COUNT, lambda found: number_of(found["han"])),
    (BARE_SCALE, lambda found: SCALES[found["scale"] or found["hundred"]]),
)
"""The patterns with their readers, in order: a later one does not see what an earlier one has found."""


def spoken(text: str) -> tuple[list[Figure], str]:
    """The figures that have no digits of their own, and the text without them."""
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
