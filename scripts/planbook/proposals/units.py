"""The units that figures may have, as a text writes them after a number or a table in a column."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, as `targets.toml` names it."""

    key: str
    zh: str
    en: str
    after: str
    """A pattern of what follows the number."""
    noun: re.Pattern[str]
    """A pattern of what is counted, or of the clause; matches anything for the usual unit."""


def parsed(table: str) -> Iterator[Unit]:
    for row in (one for one in table.splitlines() if not one.startswith("#")):
        key, zh, en, after, *noun = (cell.strip() for cell in row.split(" | "))
        yield Unit(key, zh, en, after.removesuffix(" |"), re.compile("".join(noun)))


UNITS = tuple(parsed(files(__package__).joinpath("units.txt").read_text("utf-8")))
AFTER = "|".join(
    sorted({part for one in UNITS for part in re.split(r"\|(?![^(]*\))", one.after)}, key=len)[::-1]
)
"""A pattern of anything that can follow a number as its unit, longest first."""
PER = {
    "人": "person", "百人": "100 people", "千人": "1,000 people", "万人": "10,000 people",
    "户": "household", "百户": "100 households", "年": "year", "月": "month", "日": "day",
    "天": "day", "小时": "hour", "平方公里": "square kilometer", "平方千米": "square kilometer",
    "平方米": "square meter", "立方米": "cubic meter", "公顷": "hectare", "亩": "mu",
    "公里": "kilometer", "千米": "kilometer", "吨": "tonne", "元": "yuan", "万元": "RMB 10,000",
}  # fmt: skip
"""What a rate is for, in English: 平方米/人, 千米/平方千米, 吨标准煤/万元."""
RATED = f"(?:/(?:{'|'.join(sorted(PER, key=len)[::-1])}))?"
"""A pattern of what makes a unit a rate, if anything does."""
SCALED = re.compile(r"(?P<scale>[百千万亿]+)(?P<unit>.+)")
SCALES = {"百": "hundred", "千": "thousand", "万": "ten-thousand", "亿": "hundred-million"}
SIZES = {"百": "100", "千": "1,000", "万": "10,000", "亿": "100 million"}


def unit_of(after: str, before: str, behind: str) -> Unit | None:
    """The unit for the text right after a number; None if it has none.

    What is counted follows (`behind`) or precedes (`before`) the number in its clause.
    """
    fitting = [one for one in UNITS if re.fullmatch(one.after, after)]
    for text in (behind, before):
        for one in fitting:
            if one.noun.pattern and one.noun.search(text):
                return one
    usual = next((one for one in fitting if not one.noun.pattern), None)
    return usual or rate(after, before, behind)


def rate(after: str, before: str, behind: str) -> Unit | None:
    """The unit of a rate: 平方米/人."""
    above, _, below = after.partition("/")
    base = unit_of(above, before, behind) if below in PER else None
    if not base:
        return None
    slug = re.sub("[^a-z0-9]+", "-", PER[below].replace(",", "").casefold())
    return replace(base, key=f"{base.key}-per-{slug}", zh=after, en=f"{base.en} per {PER[below]}")


def column_unit(text: str) -> Unit | None:
    """The unit that a table writes once for many numbers: 亿元, 万人, ％."""
    text = unicodedata.normalize("NFKC", text)
    # A table may leave out 个: 百分点, 月.
    if base := unit_of(text, "", "") or (unit_of(f"个{text}", "", "") if text else None):
        return base
    found = SCALED.fullmatch(text)
    base = unit_of(found["unit"], "", "") if found else None
    if not base or not found or (scale := found["scale"]) not in SCALES:
        return None
    return replace(
        base, key=f"{SCALES[scale]}-{base.key}", zh=text, en=f"{base.en} ({SIZES[scale]})"
    )
