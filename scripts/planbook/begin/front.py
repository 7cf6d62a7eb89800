"""Reads the first lines of a text, before its headings, and whose plan it is by them or by its title."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from planbook.begin.places import KNOWN, NATION, NO_PLACE, NUMERAL, any_of, chain_of
from planbook.numerals import TAIWAN
from planbook.text.grammar import DATE, DOCUMENT_NUMBER
from planbook.text.same import bare

FRONT = 200
"""The lines before which a plan's title and issuer are looked for."""
GAP = re.compile(r"\u3000{2,}|[ \u00a0]{3,}|\t")
"""Between two pieces of text that share a line."""
NUMBERED = r"^\d{1,2}(?:[.．]\d{1,2})*[.．、]?(?=[\u4e00-\u9fff])(?![年月日])"
"""The number of a heading in Arabic digits: 3保障措施, 2.1突破核心技术."""
HEADING = re.compile(
    rf"第.{{1,4}}[篇章节部条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|目录$|{NUMBERED}"
)
"""The first line that is surely below the title."""
ANNEXES = re.compile("附件(?:：|$)")
"""Above a letter's list of annexes, or before its first entry."""


def front(text: str) -> list[str]:
    """The first lines of a text that are not blank, as bare text."""
    return list(islice(solid(text), FRONT))


def solid(text: str) -> Iterator[str]:
    """The pieces of a text, each on a line of its own or after a gap, as bare text."""
    return filter(None, (bare(one) for line in text.splitlines() for one in pieces(line)))


def pieces(line: str) -> list[str]:
    """The pieces of a line; gaps between all its characters part none: 规　　划　　纲　　要."""
    found = GAP.split(line.strip())
    return [line] if max(map(len, found)) <= 1 else found


def above_headings(text: str) -> list[str]:
    """The first lines up to a heading; the numbers of a list of annexes are those of none."""
    lines = front(text)
    annex = 0
    for at, one in enumerate(lines):
        annex = 1 if ANNEXES.match(one) else annex
        if annex and re.match(rf"(?:附件：)?{annex}[.．、]", one):
            annex += 1
        elif HEADING.match(one):
            return lines[:at]
    return lines


# --- whose plan it is


ORGANIZATION = re.compile(
    rf"(?:公司|集团|大学|学院|学校|中学|小学|医院|研究[院所]|科学院|银行|协会|学会|商会)"
    rf"(?=关于|[“\"]{NUMERAL}五|第{NUMERAL}个五年|20\d\d)"
)
"""Whose plan it is, if that is no place: 江南大学“十五五”发展规划."""
CENTRAL = re.compile(
    rf"中华人民共和国|中共中央|国务院|全国|国家(?!级|高新|经济)|[“\"]{NUMERAL}五[”\"](?:全国|国家)|(?:[\u4e00-\u9fff]{{2,10}}(?<![东西南北中全内外])部|[\u4e00-\u9fff]{{2,10}}总局)(?:等|、|办公厅)?[^省市县]*(?=关于|“)"
)
"""What a title of the whole country begins with: 国务院办公厅关于…, 工业和信息化部等八部门关于…."""
MINISTRY = re.compile(
    rf"(?:{any_of(KNOWN.ministries)})部(?![门分])|(?:{any_of(KNOWN.administrations)})总局"
    rf"|{any_of(KNOWN.offices)}"
)
"""A ministry of the central government: a line begins with it that says who issued a plan."""
OF_NATION = re.compile("我国|全国(?!人[民大])")
OF_PLACE = re.compile(
    "[我本](?:省|自治区|市(?!场)|州|盟|县|旗|区(?!域)|镇|乡)|全(?:省|市(?!场)|州|盟|县|旗|镇|乡)"
)
"""What a text calls the country or the place that it plans for."""
OFTEN = 3
"""Times that a text must name the country to be its plan, if it names no place of its own."""
PARTY = re.compile(
    "^(?:中共|中国共产党|共青团|中国共产主义青年团|政协|中国人民政治协商会议)(?!中央|全国)"
)
"""Who may be named before a place: 中共临江市委, 共青团临江市委."""
BEFORE_TITLE = re.compile(
    r"^(?:关于(?:进一步|全面|加快|推进|推动|促进|支持|深化|加强|实施|印发|《)*)?"
    r"(?:(?:\d{4}年?[—–~～至到－-]+)?(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:度(?!假))?)?(?:国家级)?"
)
BEFORE_PLACE = re.compile(r"(?:^|[在由])(?=[\u4e00-\u9fff])", re.MULTILINE)
SIGNING = re.compile(r"[\u4e00-\u9fff]{3,24}(?:政府|委员会|管委会|办公[厅室]|[局厅署院委])")
"""The office that signs a document: 河北雄安新区管理委员会."""
AFTER_PLACE = ("第", "人民", "政府", "委")
"""What is around a place in running text: 在某某省第十四届人民代表大会上."""
SENTENCE = re.compile("(?!.*(?:[族旗盟]|自治|开发|新区|新城))[\u4e00-\u9fff]{6,}[省市县区镇乡]$")
"""What running text has before the end of a name, and no name is so long: 此向各位提出台北市."""
TORN = re.compile("共(?!和)|.*[和与及的][省市县区]$")
"""The rest of a line that was broken: 中/共广州市委, 意/见和市委."""
KIND_ALONE = re.compile(
    r"""(?: 国家级? | [省市县]级 | 各类 | 特色 | 特殊 | 经济 | 技术 | 高新 | 产业 | 工业 | 农业 | 科技 | 自由 | 贸易
      | 综合 | 保税 | 边境 | 合作 | 试验 | 示范 | 革命 )*
    (?: 开发 | 新 | 老 | 园 | 合作 | 试验 | 示范 | 保税 | 高新 | 经开 | 集聚 ) 区""",
    re.VERBOSE,
)
"""A kind of zones, and none of them: 国家高新技术产业开发区“十三五”发展规划, 革命老区振兴发展规划."""
MOST_PLACES = 40
"""Characters of a place with the larger ones before it."""


def place_of(title: str, text: str) -> tuple[str, str]:
    """The larger places and the place of a plan, from its title or else from its first lines."""
    if ORGANIZATION.search(title):
        return "", ""
    first = "\n".join(front(text))
    is_open = TAIWAN.search(first) is not None
    if CENTRAL.match(title) and not is_open:
        return "", NATION
    chain = opening_place(title) or next(named_places(first), []) or next(signing_places(text), [])
    if not (chain or is_open) and (
        any(CENTRAL.match(one) or MINISTRY.match(one) for one in above_headings(text))
        or speaks_of_nation(text)
    ):
        return "", NATION
    return ("".join(chain[:-1]), chain[-1]) if chain else ("", "")


def names_place(title: str) -> bool:
    """True if a title says itself whose plan it is."""
    return not ORGANIZATION.search(title) and bool(CENTRAL.match(title) or opening_place(title))


def speaks_of_nation(text: str) -> bool:
    """True for a text that often says 我国 or 全国, and hardly ever 全市 or 我省."""
    return len(OF_NATION.findall(text)) >= max(OFTEN, 10 * len(OF_PLACE.findall(text)))


def opening_place(title: str) -> list[str]:
    """The places with which a title begins, perhaps after a year or the name of the Party."""
    chain, _ = chain_of(BEFORE_TITLE.sub("", PARTY.sub("", title)))
    return [] if chain and KIND_ALONE.fullmatch(chain[-1]) else chain


def named_places(text: str) -> Iterator[list[str]]:
    """The places of which a text names an assembly, a government, or a committee."""
    for one in BEFORE_PLACE.finditer(text):
        chain, rest = chain_of(text[one.end() : one.end() + MOST_PLACES])
        kinds = NO_PLACE, SENTENCE, TORN
        is_name = not any(one.match(name) for one in kinds for name in chain)
        if chain and is_name and rest.startswith(AFTER_PLACE):
            yield chain


def signing_places(text: str) -> Iterator[list[str]]:
    """The places whose offices sign a text above its date, or issue it under a number of theirs."""
    lines = [bare(one) for one in text.splitlines() if one.strip()]
    for line, below in pairwise(lines):
        chain, rest = chain_of(line) if DATE.match(below) and SIGNING.fullmatch(line) else ([], "")
        if chain and rest:
            yield chain
    numbers = (one for one in front(text) if DOCUMENT_NUMBER.match(one))
    yield from ([region] for one in numbers for region in KNOWN.known if region.startswith(one[:2]))
