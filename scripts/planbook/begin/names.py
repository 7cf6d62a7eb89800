"""Names a plan in both languages: its title, place, and period. The English is a guess."""

import re
from dataclasses import dataclass
from functools import cached_property

from planbook.begin.identity import Identity, general_plan
from planbook.begin.places import WHOLE, chain_of, english, in_order, short_english
from planbook.description import short_name
from planbook.locales import Bilingual


@dataclass(frozen=True)
class Names:
    """The names of one plan."""

    found: Identity

    @cached_property
    def id(self) -> str:
        letters = re.sub(r"[^a-z0-9]+", "", short_english(self.found.place).lower())
        place = "china" if self.found.kind == "nation" else letters or "place"
        return f"{place}-{self.found.ordinal}fyp" if self.is_general else f"{place}-plan"

    @cached_property
    def is_general(self) -> bool:
        """True for the five-year plan of the place, of which there is one: not for a special one."""
        return bool(self.found.ordinal) and general_plan(self.found.title)

    @cached_property
    def place(self) -> Bilingual:
        return Bilingual(self.found.place, english(self.found.place))

    @cached_property
    def years(self) -> Bilingual:
        """The plan's years in brackets, or nothing."""
        if not self.found.begins:
            return Bilingual("", "")
        begins, ends = self.found.begins, self.found.ends
        if begins == ends:
            return Bilingual(f"（{begins}年）", f" ({begins})")
        return Bilingual(f"（{begins}—{ends}年）", f" ({begins}–{ends})")

    @cached_property
    def period(self) -> Bilingual:
        begins, ends, year = self.found.begins, self.found.ends, self.found.horizon
        if not begins:
            return Bilingual("来源标题未载明", "not named in the title")
        zh = f"，远景至{year}年" if year else ""
        en = f", with objectives to {year}" if year else ""
        if begins == ends:
            return Bilingual(f"{begins}年{zh}", f"{begins}{en}")
        return Bilingual(f"{begins}—{ends}年{zh}", f"{begins}–{ends}{en}")

    @cached_property
    def name(self) -> Bilingual:
        """The short name: 临江区“十五五”规划. That of any other document is its title."""
        if not self.is_general:
            return self.title_with_place
        is_nation = self.found.kind == "nation"
        zh = "国家" if is_nation else self.found.place
        en = "China’s" if is_nation else self.place.en
        plan = f"{in_order(self.found.ordinal)} Five-Year Plan"
        return Bilingual(f"{zh}“{short_name(self.found.ordinal)}”规划", f"{en} {plan}")

    @cached_property
    def title(self) -> Bilingual:
        """The title, with its English if it is the usual one; else the Chinese again."""
        title, year = self.found.title, self.found.horizon
        if not self.is_general:
            return Bilingual(title, title)
        outline = "Outline of the " if "纲要" in title else ""
        subject = " for National Economic and Social Development" if WHOLE.search(title) else ""
        horizon = f" and the Long-Range Objectives Through the Year {year}" if year else ""
        whole = "the People’s Republic of China" if self.found.kind == "nation" else self.whole
        plan = f"{in_order(self.found.ordinal)} Five-Year Plan{subject}{horizon}"
        return Bilingual(title, f"{outline}{plan} of {whole}")

    @cached_property
    def title_with_place(self) -> Bilingual:
        """The title, after the place where it has none itself: 江州市政府工作报告."""
        title, place = self.found.title, self.found.place
        named = title if self.found.kind == "nation" or place[:2] in title else f"{place}{title}"
        return Bilingual(named, named)

    @cached_property
    def whole(self) -> str:
        """The place with the larger ones around it: Linjiang District, Jiangzhou."""
        above, _ = chain_of(self.found.above)
        return ", ".join(map(english, (self.found.place, *reversed(above))))

    @cached_property
    def summary(self) -> Bilingual:
        zh, en = self.name.zh, self.name.en
        article = "" if self.found.kind == "nation" else "the "
        return Bilingual(
            f"{zh}{self.years.zh}的非官方版本，每段都有编号。",
            f"An unofficial edition of {article}{en}{self.years.en}, with a number for every paragraph.",
        )
