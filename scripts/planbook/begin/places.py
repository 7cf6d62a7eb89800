"""Knows how names of Chinese places are built: what kind of place each is, and what it is in English."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files

import msgspec
from msgspec import Struct

from planbook.description import Kind
from planbook.links.pinyin import bare, spell
from planbook.locales import capitalized
from planbook.numerals import number_of
from planbook.text.words import words_of

NATION = "中华人民共和国"


class Known(Struct, frozen=True, forbid_unknown_fields=True):
    """`names.toml`, which explains its lists."""

    municipalities: tuple[str, ...]
    prefectures: tuple[str, ...]
    ministries: tuple[str, ...]
    administrations: tuple[str, ...]
    offices: tuple[str, ...]
    ends: dict[str, tuple[Kind, str]]
    regions: dict[str, str]
    known: dict[str, str]
    spelled: dict[str, str]
    meant: dict[str, str]
    peoples: dict[str, str]


def any_of(names: Iterable[str]) -> str:
    """A pattern of the names, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))


KNOWN = msgspec.convert(
    tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8")), Known
)
RANKS = {"nation": 0, "province": 1, "city": 2, "county": 3, "district": 3, "zone": 3, "town": 4}
"""Places of a lower rank have those of a higher one in them."""
NUMERAL = "[一二三四五六七八九十]+"
ORDINAL = re.compile(rf"(?:第({NUMERAL})个五年|[“\"]({NUMERAL})五[”\"])")
"""第十五个五年规划, “十五五”规划."""
CORPS = "新疆生产建设兵团"
OF_CORPS = re.compile("(?:新疆生产建设)?兵团(?!$)|新疆生产建设兵团")
"""Its name at the start of a title: 兵团第八师."""
DIVISION = re.compile(rf"第({NUMERAL})师([\u4e00-\u9fff]{{1,6}}?市)?")
"""A division of it, with its city: 第八师石河子市."""
PREFECTURES = re.compile(f"(?:{any_of(KNOWN.prefectures)})州(?!市)")
REGION = re.compile(any_of(KNOWN.regions))
SPECIAL = re.compile("(?:香港|澳门)(?!特别行政区|.?路)")
"""Hong Kong or Macao, by the short name."""
# 朝鲜族, 土家族苗族; 蒙古自治州 and 鄂伦春自治旗 leave 族 out.
WITHIN = re.compile(
    rf"(?:(?:{any_of(KNOWN.peoples)})族)+$|(?:蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|鄂伦春)$"
)
PEOPLE = re.compile(rf"({any_of(KNOWN.peoples)})族?")
END = re.compile(f"(?:{any_of(KNOWN.ends)})$")
# Not the 市 of 沙市区, the 县 of 沙县区, 市场, 城市化, 城市群, and 北京城市, the 地区 of 中部地区, the 区 of 区域, the 乡 of 东乡族, the 盟 of 联盟.
NOT_ENDS = (
    r"(?!(?<=北京城市|上海城市|天津城市|重庆城市|东部地区|中部地区|西部地区|东北地区|民族地区|边疆地区|贫困地区|沿海地区|沿江地区|沿边地区|类型地区|困难地区)"
    r"|(?<=城市)[副群圈]|(?<=[市县镇乡])化(?![工学肥纤妆])|(?<=市)(?:[区场]|民(?!政)|政(?!府|协|策|务|法))|(?<=[沙赣梅]县)区|(?<=区)[域块位划]|(?<=乡)[族宁县村]|(?<=镇)[江原康远巴安平坪宁海雄沅赉]|(?<=[省市县州])域"
    r"|(?<=旗)[县舰]|(?<=省)级|(?<=市)级|(?<=县)级|(?<=盟)友|(?<=道)路)"
)
ONE = re.compile(
    rf"(?![委党]|[全我本各][省市州盟县区旗镇乡](?!县)|城市)(?P<name>中国（[\u4e00-\u9fff]{{2,6}}）自由贸易试验区|{DIVISION.pattern}|{PREFECTURES.pattern}"
    rf"|[\u4e00-\u9fff]{{1,12}}?(?:{any_of(KNOWN.ends)}){NOT_ENDS})"
)
NO_PLACE = re.compile(
    r"(?:.*(?:集聚|功能|示范|保税|工业|产业|科技|农业|各类|国家级|省级|试验|合作|实验|先行|创新|文化|旅游|生态|保护|自然|开发|经开|高新|自贸)"
    r"|[全各城社片灾湾校景矿牧库老山本新郊牧特辖园市乡]|.{4,})区$"
    r"|为.*$|[城乡村重特建小强]{1,2}镇$|[城家故返美]乡$|[城大]市$|[各全]省$|.*联盟$"
)
"""What ends like a name of a place and is none: 产业集聚区, 城区, 城镇."""
NEVER = re.compile(
    "(?:推[进动]|促进|加[快强]|深化|激[发励]|统筹|支[持援]|完善|优化|培育|创建|打造|提[升高]|落实|规范|保障|改善|强化|健全|引导|鼓励|巩固"
    "|扩大|防治|整治|全面|进一步|着力|稳步|积极|切实|开展|贯彻|做[强大]|壮大|(?:建设|发展|实施|治理).{2,})"
    "|.*(?:示范|试点)[省市县]$|.+强[省市]$|..+强[县区镇]$"
)
"""What is done or made, and no name of a place: 山西省促进城乡居民增收的方案, 教育强市; but 建设镇, 武强县."""
CITIES = re.compile("..城市$")
"""Of cities that are called so, such as 盐城市, only the first character is before it."""
WHOLE = re.compile("国民经济[和与及]社会发展")
"""After it, what a place or zone plans as a whole."""
ZONE = re.compile("(?:开发区|高新区|经开区|园区)$")
"""After a city or county and before the number of the plan, one zone of it, and not all of them …"""
ONE_ZONE = re.compile("(?:高新区|经开区)$")
"""… and of these there is hardly ever more than one: 临江市高新区科技创新规划."""
VILLAGE = re.compile(
    r"[\u4e00-\u9fff]{1,5}(?<!城中)(?<![农乡])村(?=[“\"\d]|第.{1,2}个五年|国民经济|村庄|发展规划)"
)
"""A village, before the number of its plan, or what that is: 清水村“十五五”发展规划."""
COUNTY = re.compile("[\u4e00-\u9fff]{1,4}市")
ABOUT = "关于"
"""After who speaks in a title, or on the line below: 江州省人民政府关于临江县国土空间总体规划的批复."""
BODIES = "、"
"""Between two bodies that have one plan: 黄埔区、广州开发区."""


def chain_of(text: str) -> tuple[list[str], str]:
    """The places with which a text begins, each within the one before it, and the rest of the text.

    Two of the same rank have one plan together, and are one entry: 黄埔区、广州开发区.
    """
    if region := REGION.match(text) or SPECIAL.match(text):
        return [region[0]], text[region.end() :]
    corps = OF_CORPS.match(text)
    found: list[str] = [CORPS] if corps else []
    rest = text[corps.end() :] if corps else text
    while one := ONE.match(rest.lstrip("、和与")):
        is_listed = rest[:1] in ("、", "和", "与")
        name, after = one["name"], rest.lstrip("、和与")[one.end() :]
        is_place = not CITIES.search(name)
        if ABOUT in name or NEVER.match(name):
            break
        if not (is_within(name, found, after, is_listed=is_listed) if found else is_place):
            break
        rest = after
        if found and name in KNOWN.ends:
            # 苏州市高新区: its kind alone is no name.
            found[-1] += name
        elif found and are_beside(found[-1], name, is_listed=is_listed):
            found[-1] += BODIES + name
        else:
            found.append(name)
    if village := VILLAGE.match(rest):
        return [*found, village[0]], rest[village.end() :]
    return found, rest


def are_beside(place: str, name: str, *, is_listed: bool) -> bool:
    """True for another place of the same rank, which has its plan together with the one before it."""
    is_other = rank_of(name) == rank_of(place) and name[-2:] != "片区"
    return is_other and (is_body(name) or is_listed)


def is_within(name: str, found: list[str], after: str, *, is_listed: bool) -> bool:
    """True if what ends like a place, before the rest of a text, is one in or beside the last."""
    last = found[-1]
    if NO_PLACE.match(name) and not WHOLE.match(after):
        is_zone = ZONE.search(name) if ORDINAL.match(after) else ONE_ZONE.search(name)
        is_in = kind_of(last) in ("city", "county", "district")
        return bool(is_zone and is_in) or name.endswith("新片区")
    if rank_of(name) != rank_of(last):
        return rank_of(name) > rank_of(last)
    # Some cities are counties of another: 苏州市昆山市.
    is_county = COUNTY.fullmatch(name) and not is_listed and kind_of(last) == "city"
    return (
        is_body(name) or is_listed or bool(is_county and [*map(kind_of, found)].count("city") == 1)
    )


def is_body(name: str) -> bool:
    """True for a district, zone, or county, which may share its plan with another one."""
    return kind_of(name) in ("district", "zone", "county")


def rank_of(place: str) -> int:
    return RANKS[kind_of(place) or "town"]


def kind_of(place: str) -> Kind | None:
    """What kind of place it is, by the end of its name; of two, the first."""
    place = place.partition(BODIES)[0]
    if place in (NATION, "全国", "国家"):
        return "nation"
    if place in KNOWN.municipalities or place == CORPS or SPECIAL.fullmatch(place):
        return "province"
    if REGION.fullmatch(place):
        return None
    if DIVISION.fullmatch(place) or PREFECTURES.fullmatch(place):
        return "city"
    end = END.search(place)
    return KNOWN.ends[end[0]][0] if end else None


def english(place: str) -> str:
    """The English of a place: Linjiang District, Yanbian Korean Autonomous Prefecture."""
    if BODIES in place:
        return " and ".join(map(english, place.split(BODIES)))
    if name := KNOWN.known.get(place) or KNOWN.regions.get(place):
        return name
    end = END.search(place)
    name, more = (place[: end.start()], KNOWN.ends[end[0]][1]) if end else (place, "")
    if trade := re.fullmatch("中国（(.+)）自由贸易试验区", place):
        return f"China ({spelled(trade[1])}) Pilot Free Trade Zone"
    if division := DIVISION.fullmatch(place):
        city = f" and {english(division[2])}" if division[2] else ""
        return f"{in_order(number_of(division[1]))} Division{city}"
    if PREFECTURES.fullmatch(place):
        return f"{spelled(place[:-1])} Prefecture"
    if kind_of(place) == "zone" or (end and end[0] == "新区"):
        parts = words_of(re.sub(r"(?<=..)[市县]$", "", name))
        whole = " ".join(KNOWN.meant.get(one) or spelled(one) for one in parts)
    else:
        whole = spelled(name)
    if end and end[0] in ("自治州", "自治县", "自治旗", "民族乡", "自治区"):
        whole = " ".join(filter(None, named_after(name)))
    return f"{whole}{more}" if name else pinyin(place)


def short_english(place: str) -> str:
    """The same of the first place alone, without what kind of place it is: Linjiang."""
    first = place.partition(BODIES)[0]
    end = END.search(first)
    return english(first).removesuffix(KNOWN.ends[end[0]][1] if end else "")


def named_after(name: str) -> Iterator[str]:
    """The name of a place and of the peoples that it is named after: Enshi, Tujia and Miao."""
    found = WITHIN.search(name)
    yield spelled(name[: found.start()] if found else name)
    if found:
        yield listed([KNOWN.peoples[one] for one in PEOPLE.findall(found[0])])


def in_order(number: int) -> str:
    """A number as an ordinal: 1st, 12th, 22nd."""
    end = (
        "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{end}"


def listed(names: list[str]) -> str:
    """`Hui`, `Tujia and Miao`, `Yi, Hui and Miao`: no comma before `and`, as official names have it."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def spelled(name: str) -> str:
    return KNOWN.spelled.get(name) or pinyin(name)


def pinyin(name: str) -> str:
    """A name's pinyin in one word, without tones."""
    return capitalized(bare(spell(name, {})).replace(" ", ""))
