"""Finds in a plan's text what it is: its title, place, number, period, and who issued it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from planbook.description import Kind, years_of
from planbook.numerals import number_of
from planbook.text.titles import LINES, is_among, squeezed

FRONT = 200
"""The lines before which a plan's title and issuer are looked for."""
LONGEST = 60
"""Maximum characters of a title."""
NUMERAL = "[一二三四五六七八九十]+"
ORDINAL = re.compile(rf"(?:第({NUMERAL})个五年|[“\"]({NUMERAL})五[”\"])")
"""第十五个五年规划, “十五五”规划."""
PLAN = re.compile(rf"{ORDINAL.pattern}.*(?:规划|计划|纲要)(?:（[^（）]*）)?$")
"""The end of a plan's title: 第十五个五年规划纲要, “十五五”规划（草案）."""
DOCUMENT = re.compile(r"(?:规划|计划|纲要|意见|方案|决定|报告)(?:（[^（）]*）)?$")
"""The end of any document's title: 关于实施乡村振兴战略的意见."""
GAP = re.compile(r"\u3000{2,}|[ \u00a0]{3,}|\t")
"""Between two pieces of text that share a line."""
SENTENCE = re.compile(r"[。；！？]|[，：]$|^第.{1,4}[篇章节]|^[一二三四五六七八九十]+、|\d$")
"""What a title never has: the end of a sentence, a heading's mark, a page number."""
SUBJECT = re.compile(rf"国民经济[和与及]社会发展|经济社会发展|关于|{ORDINAL.pattern}")
"""What follows the place in a title."""
YEARS = re.compile(r"(\d{4})年?[—–~～至到－-]+(\d{4})年?")
HORIZON = re.compile(r"[和与及](?:二[〇○零]|20)(?P<year>三五|\d\d)年远景目标")
ENDS: dict[str, Kind] = {
    "省": "province", "自治区": "province", "自治州": "city", "地区": "city", "盟": "city",
    "市": "city", "自治县": "county", "县": "county", "旗": "county", "新区": "district",
    "开发区": "zone", "高新区": "zone", "合作区": "zone", "园区": "zone", "区": "district",
    "镇": "town", "乡": "town", "街道": "town",
}  # fmt: skip
"""The ends of names of places, with what they are."""
NATION = ("中华人民共和国", "中共中央", "国务院", "全国", "国家")
ABOVE = re.compile(r"^(?:.{2,8}?(?:省|自治区|自治州|市|地区|盟))+?(?=.{1,8}(?:市|区|县|旗|镇|乡)$)")
"""The larger places before a place's own name: 某某省某某市临江区."""
PLACE = re.compile(
    rf"(?:^|[在由])(?P<name>[\u4e00-\u9fff]{{2,10}}?(?:{'|'.join(ENDS)}))(?=第|人民|政府|委)",
    re.MULTILINE,
)
"""A place in running text: 在某某省第十四届人民代表大会上."""
ISSUER = re.compile(
    r"^（?[^（）]*(?:(?:会议|代表大会|委员会)[^（）]*(?:通过|批准)|人民政府(?:印发|发布)?)）?$"
)
"""A line that says who issued or approved the plan."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a text says of the plan that it has. What it does not say is empty or 0."""

    title: str
    place: str
    """Its own name, without those of larger places: 临江区."""
    above: str
    """The names before it: 某某市."""
    kind: Kind | None
    ordinal: int
    begins: int
    ends: int
    horizon: int
    """The year of the long-range objectives that the title names."""
    issuer: str
    """The line that says who issued or approved it."""


def identity_of(text: str, title: str) -> Identity:
    """What the text says of its plan, which has this title."""
    numbers = ORDINAL.search(title)
    ordinal = number_of(next(filter(None, numbers.groups()))) if numbers else 0
    above, place = place_of(title, text)
    begins, ends = period_of(title, ordinal)
    horizon = HORIZON.search(title)
    return Identity(
        title=title,
        place=place,
        above=above,
        kind=kind_of(place),
        ordinal=ordinal,
        begins=begins,
        ends=ends,
        horizon=2000 + two_digits(horizon["year"]) if horizon else 0,
        issuer=next((line for line in front(text) if is_issuer(line)), ""),
    )


def front(text: str) -> list[str]:
    """The first lines of a text that are not blank, as bare text."""
    return list(islice(solid(text), FRONT))


def solid(text: str) -> Iterator[str]:
    """The pieces of a text, each on a line of its own or after a gap, as bare text."""
    return filter(None, (squeezed(one) for line in text.splitlines() for one in GAP.split(line)))


def titles(text: str) -> Iterator[str]:
    """What reads like the title of a five-year plan: lines, runs of lines, what opens a sentence."""
    lines = front(text)
    for count in range(1, LINES + 1):
        runs = (lines[number : number + count] for number in range(len(lines) - count + 1))
        yield from ("".join(run) for run in runs if is_title("".join(run), *run))
    yield from filter(is_title, (line.partition("，")[0] for line in lines))


def is_title(title: str, *lines: str) -> bool:
    """True for a plan's title with its place, on these lines."""
    if len(title) > LONGEST or any(map(SENTENCE.search, (title, *lines))):
        return False
    found = PLAN.search(title)
    return bool(found and found.start() and place_of(title, "")[1])


def possible(text: str) -> list[str]:
    """Lines that may be the title of another document."""
    lines = (one for one in front(text) if len(one) <= LONGEST and not SENTENCE.search(one))
    return [one for one in lines if DOCUMENT.search(one)]


def has_title(text: str, title: str) -> bool:
    """True if the text has the title, as the conversion will look for it."""
    return is_among(list(solid(text)), title)


def place_of(title: str, text: str) -> tuple[str, str]:
    """The larger places and the place of a plan, from its title or else from its first lines."""
    if any(title.startswith(one) for one in NATION):
        return "", "中华人民共和国"
    subject = SUBJECT.search(title)
    name = title[: subject.start()] if subject else ""
    if not name.endswith(tuple(ENDS)):
        found = PLACE.search("\n".join(front(text)))
        name = found["name"] if found else ""
    above = ABOVE.match(name)
    return (above[0], name[above.end() :]) if above else ("", name)


def kind_of(place: str) -> Kind | None:
    if place in NATION:
        return "nation"
    ends = sorted((end for end in ENDS if place.endswith(end)), key=len)
    return ENDS[ends[-1]] if ends else None


def period_of(title: str, ordinal: int) -> tuple[int, int]:
    """The plan's first and last year, from its title or else its number."""
    if found := YEARS.search(title):
        return int(found[1]), int(found[2])
    return years_of(ordinal) if ordinal else (0, 0)


def is_issuer(line: str) -> bool:
    """True for a line that names the issuer, whole: not for the half of a line in brackets."""
    is_whole = line.count("（") == line.count("）")
    return len(line) <= LONGEST and bool(ISSUER.match(line)) and "。" not in line and is_whole


def two_digits(year: str) -> int:
    return int(year) if year.isdecimal() else 10 * number_of(year[0]) + number_of(year[1])
