"""Finds in a plan's text what it is: its place, number, period, and who issued it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from planbook.begin.front import above_headings, front, place_of
from planbook.begin.places import NATION, NUMERAL, ORDINAL, chain_of, kind_of
from planbook.description import Document, Kind, years_of
from planbook.numerals import TAIWAN, number_of, year_of_republic
from planbook.text.grammar import ADOPTED
from planbook.text.lines import CLAUSE
from planbook.text.same import bare

LONGEST = 60
"""Maximum characters of a title."""
GENERAL = re.compile(
    rf"(?:国民经济[和与及]社会发展|经济社会发展)?{ORDINAL.pattern}(?:年)?(?:（[^（）]*）)?(?:规划|计划)?"
    r"(?:[和与及]?二?[〇○零\d三]*五?年?远景目标)?(?:规划|计划)?(?:纲要)?(?:（[^（）]*）)*$"
)
"""What follows the place in the title of its one general plan; a special plan names a field besides."""
YEARS = re.compile(r"(\d{4})年?[—–~～至到－-]+(\d{4})年?")
PERIOD = re.compile(rf"（?{YEARS.pattern}）?$")
"""A line with the plan's years alone: （2016-2020年）."""
SPELLED = re.compile("二[〇○零][〇○零一二三四五六七八九]{2}(?=年|[—–~～至到－-])")
REPUBLIC = re.compile(
    r"(?<!\d)\d{2,3}(?=年?[—–~～至到－-]+\d{2,3}年)|(?<!\d)\d{2,3}(?=年度)|(?<=民国)\d{1,3}(?=年)"
)
"""Years of the Republic: 113年度施政计划, 中程施政计划（111至114年度）."""
HORIZON = re.compile(r"[和与及](?:二[〇○零]|20)(?P<year>三五|\d\d)年远景目标")
REPORT = re.compile(
    r"(?:.*?(?P<year>\d{4})年)?(?:.*政府工作|\D*施政|\D*决算(?:（草案）)?的?)报告(?:（[^（）]*）)?$"
)
"""A report on one year: 临江县2026年政府工作报告, 关于临江县2025年财政决算的报告."""
ANNUAL = re.compile(
    r"(?!(?:.*\d{4}年){2}.*报告)(?:^|.*\D)(?P<year>(?:19|20)\d\d)年(?!前|以前|[底末]前|远景|修[订正]|版)[^\d]*"
    r"(?:计划|公报|方案|要点|安排|任务|清单|重点|分工|(?<!评估)报告)(?:（[^（）\d]*）)?$"
)
"""A title that names one year: 松江区城市更新2025年度实施计划, not that of a report on two; that of 2030年前碳达峰行动方案 is an end."""
DOCUMENTS: Mapping[Document, tuple[str, ...]] = {
    "plan": ("规划", "纲要"),
    "action-plan": ("计划",),
    "program": ("方案",),
    "report": ("报告",),
    "opinions": ("意见",),
    "measures": ("办法",),
    "decision": ("决定",),
    "recommendations": ("建议",),
}
"""The last word of a title, which says what kind of document it is: 临江县旅游业发展行动方案（试行）."""
GOALS = re.compile("(?<=计划)(?:[及与和、]?(?:目标|重点|衡量指标))+$")
"""What a title may go on with: 屏东县政府101年度施政计划目标与重点及衡量指标."""
BEHIND = re.compile(rf"(?:[”》]|（[^（）]*）|{GOALS.pattern})+$")
"""What may be behind that word."""
NOTICE = re.compile(r"关于(?:印发|发布)(?P<issued>.+)的通知$")
"""The title of a notice that issues another document: 临江县人民政府关于印发临江县旅游业发展规划的通知."""
FIVE_YEARS = re.compile(rf"(?:第{NUMERAL}个五年|[“\"]{NUMERAL}五[”\"](?:年|发展)?)计划$")
"""The end of the title of a five-year plan before 2006, which is a 计划: 第十个五年计划."""
OTHER_SERIES = re.compile("普法|法[治制]宣传|编制")
"""In a title, what counts in five-year plans of its own, or draws one up: “八五”普法规划."""
OF_ITS_OWN = re.compile("香港|澳门")
"""Places with five-year plans of their own: 澳门特别行政区经济和社会发展第二个五年规划."""
UNPLANNED: Collection[Document] = ("report", "decision")
"""Documents that speak of a five-year plan, and are not for its years: “十四五”规划实施情况的报告."""
SESSION = re.compile(r"(?P<year>\d{4})年\d{1,2}月\d{1,2}日在?")
"""When a report was given: ——2026年1月20日在江州市第十八届人民代表大会第五次会议上."""
SUBJECT = re.compile(
    r"^(?P<organ>(?:中共中央|国务院|[\u4e00-\u9fff、]{2,30}?(?:人民政府|[委部局厅会]|办公厅|办公室|部门))(?:[、 ]?国务院)?)关于"
)
"""Who speaks in a title: 临江县人民政府关于…."""
ISSUER = re.compile(r"^[^（），、：；]{2,25}人民政府(?:办公[厅室])?(?:印发|发布)?$")
"""A line that says who issued the plan."""
ORGAN = (
    r"(?:国务院办公厅|(?:(?!委员会|[局厅署院])[\u4e00-\u9fff]){1,20}"
    r"(?:人民政府|委员会|管委会|党工委|办公[厅室]|[局厅署院部委]))"
)
BODY = re.compile(
    rf"(?:(?:编制|发布|发文|印发|制定)(?:单位|机关|机构|部门)?：)?(?P<body>{ORGAN})(?:印发|发布|编制)?$"
)
"""The same above the first heading, where any body may be named: 临江市民政局."""
JOINT = re.compile(
    "(?:(?<=[市县区省州旗镇乡]委)(?!办公)|(?<=委办公[室厅]))(?=[^委]{1,12}政府)|(?<=中共中央)(?=国务院)"
)
"""Between the Party and the government, which speak together: 中共临江市委 临江市人民政府."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a text says of the plan that it has. What it does not say is empty or 0."""

    title: str
    place: str
    """Its own name, without those of larger places: 临江区."""
    above: str
    """The names before it: 某某市."""
    kind: Kind | None
    document: Document
    ordinal: int
    begins: int
    ends: int
    horizon: int
    """The year of the long-range objectives that the title names."""
    issuer: str
    """The line that says who issued it, or whose document it is by its title."""
    adopted: str
    """The line that says which body adopted or approved it, and when."""


def identity_of(text: str, title: str) -> Identity:
    """What the text says of its plan, which has this title."""
    document = document_of(title)
    ordinal = ordinal_of(title, document)
    above, place = place_of(title, text)
    begins, ends = period_of(title, 0 if OF_ITS_OWN.match(place) else ordinal, text)
    if ordinal and begins and not is_of_country(ordinal, begins, ends, place):
        ordinal = 0
    horizon = HORIZON.search(title)
    speaks = SUBJECT.match(title)
    lines = front(text)
    return Identity(
        title=title,
        place=place,
        above=above,
        kind=kind_of(place),
        document=document,
        ordinal=ordinal,
        begins=begins,
        ends=ends,
        horizon=2000 + number_of(horizon["year"]) if horizon else 0,
        issuer=apart(speaks["organ"]) if speaks else issuer_in(text),
        adopted=next(filter(is_adoption, lines), ""),
    )


def ordinal_of(title: str, document: Document) -> int:
    """Which of the country's five-year plans it is, or is for; 0 for none."""
    is_none = document in UNPLANNED or OTHER_SERIES.search(title)
    numbers = None if is_none else ORDINAL.search(title)
    return number_of(next(filter(None, numbers.groups()))) if numbers else 0


def is_of_country(ordinal: int, begins: int, ends: int, place: str) -> bool:
    """False if these years are none of the country's plan with this number; Macao counts its own."""
    first, last = years_of(ordinal)
    return bool(OF_ITS_OWN.match(place)) or (begins <= last and first <= ends)


def document_of(title: str) -> Document:
    """What kind of document has this title; of a notice, the one that it issues."""
    notice = NOTICE.search(title)
    words = notice["issued"] if notice else title
    words = titled(words)
    if FIVE_YEARS.search(words):
        return "plan"
    return next((one for one, ends in DOCUMENTS.items() if words.endswith(ends)), "document")


def titled(title: str) -> str:
    """The title up to the word that says what it is the title of."""
    return BEHIND.sub("", title)


def issuer_in(text: str) -> str:
    """The line that says who issued the plan; above the headings, any body that one names."""
    if named := next(filter(ISSUER.match, front(text)), ""):
        return named
    above = above_headings(text)
    titles = (one for one in above if not CLAUSE.search(one))
    letters = (apart(found["organ"]) for found in map(SUBJECT.match, titles) if found)
    return next(letters, "") or next(bodies(text, len(above)), "")


def bodies(text: str, lines: int) -> Iterator[str]:
    """The bodies that lines name, of the first ones that are not blank; several on one line."""
    for line in islice(filter(str.strip, text.splitlines()), lines):
        found = [named_in(bare(one)) for one in line.split()]
        if all(found):
            yield " ".join(one for names in found for one in names)


def named_in(piece: str) -> list[str]:
    """The bodies that a piece of a line names and nothing else: 江州市民政局江州市财政局 is two."""
    one = BODY.match(piece)
    names = [one["body"]] if one else re.findall(ORGAN, piece)
    return names if one or "".join(names) == piece else []


def apart(organ: str) -> str:
    """The bodies that speak in a title, with a blank between them, as the line has lost it."""
    return JOINT.sub(" ", " ".join(named_in(organ)) or organ)


def spaced(title: str, text: str) -> str:
    """The title, with a blank between the bodies that speak in it, if the text has one there."""
    speaks = SUBJECT.match(title)
    bodies = apart(speaks["organ"]).split() if speaks else []
    is_apart = len(bodies) > 1 and re.search(r"\s+".join(bodies), text)
    return title.replace("".join(bodies), " ".join(bodies), 1) if is_apart else title


def general_plan(title: str) -> bool:
    """True for the title of a place's one five-year plan, which names no field of it."""
    _, rest = chain_of(title)
    rest = rest.removeprefix(NATION)
    return GENERAL.match(rest) is not None


def period_of(title: str, ordinal: int, text: str) -> tuple[int, int]:
    """The plan's first and last year: from its title, a line of its own, its number, or a session."""
    lines = [in_digits(one) for one in (title, *above_headings(text))]
    said = next(filter(None, (YEARS.search(lines[0]), *map(PERIOD.match, lines[1:]))), None)
    if said:
        return int(said[1]), int(said[2])
    if ordinal:
        return years_of(ordinal)
    if report := REPORT.match(lines[0]):
        session = next(filter(None, map(SESSION.search, lines[1:])), None)
        year = int(report["year"] or (session["year"] if session else 0))
        return year, year
    annual = ANNUAL.match(titled(lines[0]))
    return (int(annual["year"]), int(annual["year"])) if annual else (0, 0)


def in_digits(line: str) -> str:
    """The line with its years in digits: 二〇二六年; those of the Republic, too, if it is of Taiwan."""
    line = SPELLED.sub(lambda found: str(number_of(found[0])), line)
    if not TAIWAN.search(line):
        return line
    return REPUBLIC.sub(lambda found: str(year_of_republic(int(found[0]))), line)


def is_adoption(line: str) -> bool:
    """True for a line that names who adopted the plan, whole: not for the half of one in brackets."""
    is_whole = line.count("（") == line.count("）")
    return len(line) <= LONGEST and bool(ADOPTED.match(line)) and "。" not in line and is_whole
