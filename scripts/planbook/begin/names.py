"""Names a plan in both languages: its title, place, and period. The English is a guess."""

import re
from dataclasses import dataclass
from functools import cached_property

from planbook.begin.identity import Identity
from planbook.description import short_name
from planbook.links.pinyin import bare, spell
from planbook.locales import Bilingual

KNOWN = {
    "中华人民共和国": "China", "内蒙古自治区": "Inner Mongolia", "广西壮族自治区": "Guangxi",
    "西藏自治区": "Xizang", "宁夏回族自治区": "Ningxia", "新疆维吾尔自治区": "Xinjiang",
    "陕西省": "Shaanxi Province", "哈尔滨市": "Harbin", "乌鲁木齐市": "Urumqi", "拉萨市": "Lhasa",
    "呼和浩特市": "Hohhot",
}  # fmt: skip
"""English names that are not the pinyin."""
ENDS = {
    "省": " Province", "市": "", "县": " County", "区": " District", "新区": " New Area",
    "镇": " Town", "乡": " Township", "街道": " Subdistrict", "自治州": " Autonomous Prefecture",
    "自治县": " Autonomous County", "地区": " Prefecture", "盟": " League", "旗": " Banner",
    "开发区": " Development Zone", "高新区": " High-Tech Zone", "合作区": " Cooperation Zone",
    "园区": " Park",
}  # fmt: skip
"""What follows the name of a place, in both languages."""
END = re.compile(f"(?:{'|'.join(sorted(ENDS, key=len, reverse=True))})$")
FORMULA = re.compile(r"国民经济[和与及]社会发展")
NAMED = re.compile(r"第[一二三四五六七八九十]+个五年(?:（[^（）]*）)?(?:规划|计划)")


@dataclass(frozen=True)
class Names:
    """The names of one plan."""

    found: Identity

    @cached_property
    def id(self) -> str:
        letters = re.sub(r"[^a-z0-9]+", "", bare(pinyin(END.sub("", self.found.place))).lower())
        place = "china" if self.found.kind == "nation" else letters or "place"
        return f"{place}-{self.found.ordinal}fyp" if self.found.ordinal else f"{place}-plan"

    @cached_property
    def place(self) -> Bilingual:
        return Bilingual(self.found.place, english(self.found.place))

    @cached_property
    def years(self) -> Bilingual:
        """The plan's years in brackets, or nothing."""
        if not self.found.begins:
            return Bilingual("", "")
        begins, ends = self.found.begins, self.found.ends
        return Bilingual(f"（{begins}—{ends}年）", f" ({begins}–{ends})")

    @cached_property
    def period(self) -> Bilingual:
        begins, ends, year = self.found.begins, self.found.ends, self.found.horizon
        if not begins:
            return Bilingual("来源标题未载明", "not named in the title")
        zh = f"，远景至{year}年" if year else ""
        en = f", with objectives to {year}" if year else ""
        return Bilingual(f"{begins}—{ends}年{zh}", f"{begins}–{ends}{en}")

    @cached_property
    def name(self) -> Bilingual:
        """The short name: 临江区“十五五”规划."""
        if not self.found.ordinal:
            return Bilingual(self.found.title, self.title.en)
        is_nation = self.found.kind == "nation"
        zh = "国家" if is_nation else self.found.place
        en = "China’s" if is_nation else self.place.en
        plan = f"{ordinal(self.found.ordinal)} Five-Year Plan"
        return Bilingual(f"{zh}“{short_name(self.found.ordinal)}”规划", f"{en} {plan}")

    @cached_property
    def title(self) -> Bilingual:
        """The title, with its English if it is the usual one; else the Chinese again."""
        title, year = self.found.title, self.found.horizon
        if not NAMED.search(title):
            return Bilingual(title, title)
        outline = "Outline of the " if "纲要" in title else ""
        subject = " for National Economic and Social Development" if FORMULA.search(title) else ""
        horizon = f" and the Long-Range Objectives Through the Year {year}" if year else ""
        whole = "the People’s Republic of China" if self.found.kind == "nation" else self.whole
        plan = f"{ordinal(self.found.ordinal)} Five-Year Plan{subject}{horizon}"
        return Bilingual(title, f"{outline}{plan} of {whole}")

    @cached_property
    def whole(self) -> str:
        """The place with the larger ones around it: Linjiang District, Jiangzhou."""
        above = re.findall(r".{2,8}?(?:省|自治区|自治州|市|地区|盟)", self.found.above)
        return ", ".join(map(english, (self.found.place, *reversed(above))))

    @cached_property
    def summary(self) -> Bilingual:
        zh, en = self.name.zh, self.name.en
        article = "" if self.found.kind == "nation" else "the "
        return Bilingual(
            f"{zh}{self.years.zh}的非官方版本，每段都有编号。",
            f"An unofficial edition of {article}{en}{self.years.en}, with a number for every paragraph.",
        )


def english(place: str) -> str:
    """The English of a place: Linjiang District."""
    if place in KNOWN:
        return KNOWN[place]
    end = END.search(place)
    name = place[: end.start()] if end else place
    return pinyin(name) + (ENDS[end[0]] if end else "")


def pinyin(name: str) -> str:
    """A name's pinyin in one word, without tones."""
    word = bare(spell(name, {})).replace(" ", "")
    return word[:1].upper() + word[1:]


def ordinal(number: int) -> str:
    end = (
        "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{end}"
