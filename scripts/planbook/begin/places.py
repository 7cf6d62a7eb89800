"""Knows how names of Chinese places are built: what kind of place each is, and what it is in English."""

import re
from collections.abc import Iterator

from planbook.description import Kind
from planbook.links.pinyin import bare, spell
from planbook.numerals import number_of
from planbook.text.words import words_of

NATION = "中华人民共和国"
ENDS: dict[str, tuple[Kind, str]] = {
    "特别行政区": ("province", " Special Administrative Region"),
    "自治区": ("province", " Autonomous Region"),
    "省": ("province", " Province"),
    "自治州": ("city", " Autonomous Prefecture"),
    "地区": ("city", " Prefecture"),
    "盟": ("city", " League"),
    "市": ("city", ""),
    "自治县": ("county", " Autonomous County"),
    "自治旗": ("county", " Autonomous Banner"),
    "特区": ("county", " Special District"),
    "林区": ("county", " Forestry District"),
    "县": ("county", " County"),
    "旗": ("county", " Banner"),
    "新区": ("district", " New Area"),
    "区": ("district", " District"),
    "经济技术开发区": ("zone", " Economic and Technological Development Zone"),
    "经济开发区": ("zone", " Economic Development Zone"),
    "高新技术产业开发区": ("zone", " High-Tech Industrial Development Zone"),
    "开发区": ("zone", " Development Zone"),
    "高新区": ("zone", " High-Tech Zone"),
    "经开区": ("zone", " Economic Development Zone"),
    "自由贸易试验区": ("zone", " Pilot Free Trade Zone"),
    "自贸试验区": ("zone", " Pilot Free Trade Zone"),
    "自贸区": ("zone", " Free Trade Zone"),
    "自由贸易港": ("zone", " Free Trade Port"),
    "综合保税区": ("zone", " Comprehensive Bonded Zone"),
    "经济特区": ("zone", " Special Economic Zone"),
    "新片区": ("zone", " Special Area"),
    "合作区": ("zone", " Cooperation Zone"),
    "示范区": ("zone", " Demonstration Zone"),
    "工业园区": ("zone", " Industrial Park"),
    "园区": ("zone", " Park"),
    "民族乡": ("town", " Ethnic Township"),
    "乡": ("town", " Township"),
    "镇": ("town", " Town"),
    "街道": ("town", " Subdistrict"),
    "苏木": ("town", " Sumu"),
}
"""The ends of names of places: what kind of place it is, and what follows its name in English."""
RANKS = {"nation": 0, "province": 1, "city": 2, "county": 3, "district": 3, "zone": 3, "town": 4}
"""Places of a lower rank have those of a higher one in them."""
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
"""Directly under the central government, as provinces are."""
CORPS = "新疆生产建设兵团"
OF_CORPS = re.compile("(?:新疆生产建设)?兵团(?!$)|新疆生产建设兵团")
"""Its name at the start of a title: 兵团第八师."""
DIVISION = re.compile(r"第([一二三四五六七八九十]+)师([\u4e00-\u9fff]{1,6}?市)?")
"""A division of it, with its city: 第八师石河子市."""
PREFECTURES = re.compile(
    "(?:凉山|甘孜|阿坝|恩施|湘西|延边|大理|楚雄|红河|文山|西双版纳|德宏|怒江|迪庆|临夏|甘南|海北|黄南|海南|果洛|玉树|海西"
    "|昌吉|博尔塔拉|巴音郭楞|克孜勒苏|伊犁|黔东南|黔南|黔西南)州(?!市)"
)
"""Short names of autonomous prefectures; other names in 州 are of cities."""
REGION = re.compile(
    "长三角|长江三角洲|京津冀|粤港澳大湾区|成渝地区双城经济圈|成渝地区|长江经济带|黄河流域|长江中游城市群|珠三角|珠江三角洲"
)
"""A region of several provinces. No name says what kind of place it is."""
KNOWN = {
    NATION: "China", "内蒙古自治区": "Inner Mongolia", "广西壮族自治区": "Guangxi",
    "西藏自治区": "Xizang", "宁夏回族自治区": "Ningxia", "新疆维吾尔自治区": "Xinjiang",
    CORPS: "Xinjiang Production and Construction Corps", "香港特别行政区": "Hong Kong",
    "澳门特别行政区": "Macao", "单县": "Shan County", "雄安新区": "Xiong’an New Area",
    "河北雄安新区": "Hebei Xiong’an New Area", "长三角": "Yangtze River Delta",
    "长江三角洲": "Yangtze River Delta", "京津冀": "Beijing-Tianjin-Hebei Region",
    "粤港澳大湾区": "Guangdong-Hong Kong-Macao Greater Bay Area", "成渝地区": "Chengdu-Chongqing Region",
    "成渝地区双城经济圈": "Chengdu-Chongqing Economic Circle", "长江经济带": "Yangtze River Economic Belt",
    "黄河流域": "Yellow River Basin", "珠三角": "Pearl River Delta", "珠江三角洲": "Pearl River Delta",
    "长江中游城市群": "Middle Yangtze City Cluster",
}  # fmt: skip
"""English names that are not built like others."""
SPELLED = {
    "陕西": "Shaanxi", "香港": "Hong Kong", "澳门": "Macao", "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar",
    "呼和浩特": "Hohhot", "呼伦贝尔": "Hulun Buir", "鄂尔多斯": "Ordos", "乌兰察布": "Ulanqab",
    "巴彦淖尔": "Bayannur", "锡林郭勒": "Xilingol", "锡林浩特": "Xilinhot", "二连浩特": "Erenhot",
    "乌兰浩特": "Ulanhot", "阿拉善": "Alxa", "兴安": "Hinggan", "额尔古纳": "Ergun", "莫力达瓦": "Morin Dawa",
    "鄂温克": "Ewenki", "鄂伦春": "Oroqen", "乌鲁木齐": "Urumqi", "克拉玛依": "Karamay",
    "吐鲁番": "Turpan", "哈密": "Hami", "阿克苏": "Aksu", "喀什": "Kashgar", "和田": "Hotan",
    "伊犁": "Ili", "阿勒泰": "Altay", "巴音郭楞": "Bayingolin", "博尔塔拉": "Bortala", "克孜勒苏": "Kizilsu",
    "库尔勒": "Korla", "拉萨": "Lhasa", "日喀则": "Xigaze", "林芝": "Nyingchi", "昌都": "Qamdo",
    "那曲": "Nagqu", "阿里": "Ngari", "甘孜": "Garze", "果洛": "Golog", "格尔木": "Golmud",
    "德令哈": "Delingha", "香格里拉": "Shangri-La",
}  # fmt: skip
"""Names that are not spelled in pinyin, or that a dictionary reads otherwise."""
MEANT = {
    "国家": "National", "国际": "International", "物流": "Logistics", "科技": "Science and Technology",
    "产业": "Industrial", "农业": "Agricultural", "旅游": "Tourism", "生态": "Ecological", "绿色": "Green",
    "化工": "Chemical", "空港": "Airport",
}  # fmt: skip
"""Words in the names of zones that are translated, and not spelled."""
PEOPLES = {
    "维吾尔": "Uygur", "蒙古": "Mongolian", "哈萨克": "Kazakh", "柯尔克孜": "Kirgiz", "塔吉克": "Tajik",
    "锡伯": "Xibe", "朝鲜": "Korean", "满": "Manchu", "达斡尔": "Daur", "鄂温克": "Ewenki",
    "鄂伦春": "Oroqen", "回": "Hui", "藏": "Tibetan", "羌": "Qiang", "土": "Tu", "撒拉": "Salar",
    "东乡": "Dongxiang", "保安": "Bonan", "裕固": "Yugur", "壮": "Zhuang", "瑶": "Yao", "侗": "Dong",
    "苗": "Miao", "仫佬": "Mulao", "毛南": "Maonan", "仡佬": "Gelao", "布依": "Bouyei", "水": "Sui",
    "彝": "Yi", "白": "Bai", "傣": "Dai", "景颇": "Jingpo", "傈僳": "Lisu", "哈尼": "Hani",
    "拉祜": "Lahu", "佤": "Va", "布朗": "Blang", "纳西": "Naxi", "普米": "Pumi", "怒": "Nu",
    "独龙": "Derung", "土家": "Tujia", "畲": "She", "黎": "Li", "各": "Multi-Ethnic",
}  # fmt: skip
"""The peoples after which places are named, by their official names in English."""
# 朝鲜族, 土家族苗族; 蒙古自治州 and 鄂伦春自治旗 leave 族 out.
WITHIN = re.compile(
    rf"(?:(?:{'|'.join(PEOPLES)})族)+$|(?:蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|鄂伦春)$"
)
PEOPLE = re.compile(rf"({'|'.join(sorted(PEOPLES, key=len, reverse=True))})族?")
END = re.compile(f"(?:{'|'.join(sorted(ENDS, key=len, reverse=True))})$")
# Not the 市 of 沙市区 and 市场, the 区 of 区域, the 乡 of 东乡族, the 盟 of 联盟.
NOT_ENDS = (
    r"(?!(?<=市)(?:[区场]|民(?!政)|政(?!府|协))|(?<=区)[域块位划]|(?<=乡)[族宁县村]|(?<=镇)[江原康远巴安平坪宁海雄沅赉]|(?<=县)域"
    r"|(?<=旗)[县舰]|(?<=省)级|(?<=市)级|(?<=县)级|(?<=盟)友|(?<=道)路)"
)
ONE = re.compile(
    rf"(?P<name>中国（[\u4e00-\u9fff]{{2,6}}）自由贸易试验区|{DIVISION.pattern}|{PREFECTURES.pattern}"
    rf"|[\u4e00-\u9fff]{{1,12}}?(?:{'|'.join(sorted(ENDS, key=len, reverse=True))}){NOT_ENDS})"
)
NO_PLACE = re.compile(
    r"(?:.*(?:集聚|功能|示范|保税|工业|产业|科技|农业|各类|国家级|省级|试验|合作|实验|先行|创新|文化|旅游|生态|保护|自然|开发|经开|高新|自贸)"
    r"|[全各城社片灾湾校景矿牧库老山本新郊牧特辖园市乡]|.{4,})区$"
    r"|[城乡村重特建小强]{1,2}镇$|[城家故返美]乡$|[城大]市$|[各全]省$|.*联盟$"
)
"""What ends like a name of a place and is none: 产业集聚区, 城区, 城镇."""
WHOLE = re.compile("国民经济[和与及]社会发展")
"""After it, what a place or zone plans as a whole."""
NUMBERED = re.compile(r"[“\"][一二三四五六七八九十]+五[”\"]|第[一二三四五六七八九十]+个五年")
ZONE = re.compile("(?:开发区|高新区|经开区|园区)$")
"""After a city or county and before the number of the plan, one zone of it, and not all of them."""
COUNTY = re.compile("[\u4e00-\u9fff]{1,4}市")
BODIES = "、"
"""Between two bodies that have one plan: 黄埔区、广州开发区."""


def chain_of(text: str) -> tuple[list[str], str]:
    """The places with which a text begins, each within the one before it, and the rest of the text.

    Two of the same rank have one plan together, and are one entry: 黄埔区、广州开发区.
    """
    if region := REGION.match(text):
        return [region[0]], text[region.end() :]
    corps = OF_CORPS.match(text)
    found: list[str] = [CORPS] if corps else []
    rest = text[corps.end() :] if corps else text
    while one := ONE.match(rest.lstrip("、和与")):
        name, after = one["name"], rest.lstrip("、和与")[one.end() :]
        if found and not is_within(name, found, after, is_listed=rest[:1] in "、和与"):
            break
        rest = after
        if found and name in ENDS:
            # 苏州市高新区: its kind alone is no name.
            found[-1] += name
        elif (
            found and rank_of(name) == rank_of(found[-1]) and is_body(name) and name[-2:] != "片区"
        ):
            found[-1] += BODIES + name
        else:
            found.append(name)
    return found, rest


def is_within(name: str, found: list[str], after: str, *, is_listed: bool) -> bool:
    """True if what ends like a place, before the rest of a text, is one in or beside the last."""
    last = found[-1]
    if NO_PLACE.match(name) and not WHOLE.match(after):
        is_zone = NUMBERED.match(after) and kind_of(last) in ("city", "county", "district")
        return bool(is_zone and ZONE.search(name)) or name.endswith("新片区")
    if rank_of(name) != rank_of(last):
        return rank_of(name) > rank_of(last)
    # Some cities are counties of another: 苏州市昆山市.
    is_county = COUNTY.fullmatch(name) and not is_listed and kind_of(last) == "city"
    return is_body(name) or bool(is_county and [*map(kind_of, found)].count("city") == 1)


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
    if place in MUNICIPALITIES or place == CORPS:
        return "province"
    if REGION.fullmatch(place):
        return None
    if DIVISION.fullmatch(place) or PREFECTURES.fullmatch(place):
        return "city"
    end = END.search(place)
    return ENDS[end[0]][0] if end else None


def english(place: str) -> str:
    """The English of a place: Linjiang District, Yanbian Korean Autonomous Prefecture."""
    if BODIES in place:
        return " and ".join(map(english, place.split(BODIES)))
    if place in KNOWN:
        return KNOWN[place]
    end = END.search(place)
    name, more = (place[: end.start()], ENDS[end[0]][1]) if end else (place, "")
    if trade := re.fullmatch("中国（(.+)）自由贸易试验区", place):
        return f"China ({spelled(trade[1])}) Pilot Free Trade Zone"
    if division := DIVISION.fullmatch(place):
        city = f" and {english(division[2])}" if division[2] else ""
        return f"{in_order(number_of(division[1]))} Division{city}"
    if PREFECTURES.fullmatch(place):
        return f"{spelled(place[:-1])} Prefecture"
    if kind_of(place) == "zone" or (end and end[0] == "新区"):
        parts = words_of(re.sub(r"(?<=..)[市县]$", "", name))
        whole = " ".join(MEANT.get(one) or spelled(one) for one in parts)
    else:
        whole = spelled(name)
    if end and end[0] in ("自治州", "自治县", "自治旗", "民族乡", "自治区"):
        whole = " ".join(filter(None, named_after(name)))
    return f"{whole}{more}" if name else pinyin(place)


def short_english(place: str) -> str:
    """The same of the first place alone, without what kind of place it is: Linjiang."""
    first = place.partition(BODIES)[0]
    end = END.search(first)
    return english(first).removesuffix(ENDS[end[0]][1] if end else "")


def named_after(name: str) -> Iterator[str]:
    """The name of a place and of the peoples that it is named after: Enshi, Tujia and Miao."""
    found = WITHIN.search(name)
    yield spelled(name[: found.start()] if found else name)
    if found:
        yield listed([PEOPLES[one] for one in PEOPLE.findall(found[0])])


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
    return SPELLED.get(name) or pinyin(name)


def pinyin(name: str) -> str:
    """A name's pinyin in one word, without tones."""
    word = bare(spell(name, {})).replace(" ", "")
    return word[:1].upper() + word[1:]
