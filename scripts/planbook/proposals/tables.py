"""Finds the figures of a table: each number with its row, column, unit, and year."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planbook.characters import CHINESE
from planbook.figures import numerals, qualified
from planbook.proposals.others import no_figures
from planbook.proposals.sentences import FIGURE, Proposed, figures_of
from planbook.proposals.subjects import ATTRIBUTE, OF_SUBJECT
from planbook.proposals.tense import Setting
from planbook.proposals.units import column_unit, unit_of
from planbook.reading.heads import heads_of
from planbook.statements.records import counted, numeral_texts
from planbook.statements.targets import Kind, Nature
from planbook.structure.model import Paragraph, Sentence

NUMBER_CELL = re.compile(
    r"[^\d]{0,8}\d[\d.,]*[^\d]{0,6}(?:[-－—–~～至][^\d]{0,3}\d[\d.,]*[^\d]{0,6})?"
)
"""A cell with a number or a range, and little else: 962.18, ≥95%, 〔25〕, 6左右, 6.5-7."""
BRACKETED = re.compile(r"[（(](?:单位[：:])?(?P<unit>[^（()）]{1,10})[）)]\s*$")
UNIT_SAID = re.compile(r"单位\s*[：:]\s*(?P<unit>[^）)\s、，,；;：:]+)(?![、，,；;])")
"""The unit of a whole table, in its caption or the line below it: 单位：亿元."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
YEAR_CELL = re.compile(
    rf"[（(]?{YEAR.pattern}年?[^\d]{{0,4}}|[^\d]*{YEAR.pattern}年[^\d]*"
    rf"|[^\d]*{YEAR.pattern}年?\s?[-－—–~～至]\s?{YEAR.pattern}年?[^\d]*"
)
"""2025, 2025年, （2030年）, 2025年规划目标值, 2021-2025年."""
NAMES = re.compile(r"指标|名称|项目")
NOT_NAMES = re.compile(
    r"类别|类型|分类|值|属性|性质|序号|编号|代码|单位|部门|备注|说明|解释|来源|数量|地点|时间|时限|进度|内容"
)
"""In the heads of columns that only seem to name what is measured: 指标类别, 指标值, 项目数量."""
UNITS = re.compile(r"(?:计量|指标)?单位")
NUMBERS = re.compile(r"序号|编号")
NATURE = re.compile(r"[（(〔\[]?(?P<said>约束|预期)性?(?:指标)?[）)〕\]]?")
"""A cell that says of what nature the target of its row is."""
AIMED = re.compile(r"目标|规划|预计|计划|[近中远末]期")
REACHED = re.compile(r"基期|现状|实际|(?<!预计)(?<!计划)(?<!目标)完成|基数|基准|上年")
GROWTH = re.compile(r"年均|增速|增长|累计|变化|增减|[±＋+]%")
YEARLY = re.compile(r"年均(?:增[长幅速加]|递[增减]|下降|降低|减少)")
"""In the name of an indicator, a change of each year: 财政收入年均增幅, not 年均浓度."""
NUMBERED = re.compile(
    r"^(?:\d+|[一二三四五六七八九十]+)[.．、](?!\d)\s*|^[（(][\d一二三四五六七八九十]+[）)]\s*"
)
CUMULATIVE = re.compile(r"[〔［【\[（(]")
"""Brackets around a number that is meant for all years together."""
Row = Sequence[Sentence]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, and what it says about the cells below."""

    head: str
    kind: Kind
    year: int
    grows: bool
    """True for a change over the years, whose unit is its own."""

    @property
    def names(self) -> bool:
        return bool(NAMES.search(self.head) and not NOT_NAMES.search(self.head))


def table_figures(table: Paragraph, setting: Setting, caption: str) -> Iterator[Proposed]:
    """The figures of a table, in text order: numbers, and those in the texts of other cells."""
    cells, width = table.sentences, table.columns
    rows = [cells[at : at + width] for at in range(0, len(cells), width)]
    # Without numbers, a table has one row as its head.
    depth = next((at for at, row in enumerate(rows) if any(map(is_number, row))), 0) or 1
    depth = max(depth, table.marked[0]) if table.marked else depth
    heads = merged(rows, depth)
    said = UNIT_SAID.search(caption) or UNIT_SAID.search("\n".join(heads))
    columns = [column(UNIT_SAID.sub("", head), caption, setting) for head in heads]
    parts = side_by_side(heads)
    above: Sequence[Row] = []
    for row in rows[depth:]:
        for at in range(0, width, width // parts):
            part = slice(at, at + width // parts)
            found = Reading(row[part], columns[part], [one[part] for one in above], setting)
            yield from in_series(tuple(found.figures(said["unit"] if said else "")))
        above = [*above, row][-LOOKED_BACK:]


LOOKED_BACK = 12
"""Maximum rows that a group reaches down."""


def merged(rows: Sequence[Row], depth: int) -> list[str]:
    """The heads of each column, from all rows of the head: 指标值 over 2025年."""
    texts = [[cell.text for cell in row] for row in rows]
    width = len(texts[0])
    wide = heads_of(texts)[:depth]
    heads = [""] * width
    for one in (one for line in wide for one in line):
        text = next(filter(None, (texts[at // width][at % width] for at in one.cells(width))), "")
        for at in range(one.column, one.column + one.wide):
            heads[at] += text
    for row in texts[len(wide) : depth]:
        heads = [head + text for head, text in zip(heads, row, strict=True)]
    return [re.sub("[—-]+$", "", head) for head in heads]


def side_by_side(heads: Sequence[str]) -> int:
    """The number of equal tables that are beside each other: 指标|数值|指标|数值."""
    width = len(heads)
    for parts in (3, 2):
        own, rest = divmod(width, parts)
        if not rest and own > 1 and any(heads) and [*heads[:own]] * parts == [*heads]:
            return parts
    return 1


def is_number(cell: Sentence) -> bool:
    """True for a number or a range in digits, but not for a year, a date, or a label."""
    if not NUMBER_CELL.fullmatch(cell.text) or YEAR_CELL.fullmatch(cell.text):
        return False
    if NUMBERED.match(cell.text) and CHINESE.search(cell.text):
        return False
    found = numeral_texts(cell.text)
    is_amount = len(found) < 3 and all(one.lstrip("-−－")[:1].isdigit() for one in found)
    return is_amount and not no_figures(cell.text) and not re.search(r"\d+[月号]", cell.text)


def column(head: str, caption: str, setting: Setting) -> Column:
    years = [int(one) for one in YEAR.findall(head)]
    year = years[-1] if len(years) == 1 else 0
    grows = bool(GROWTH.search(head))
    told = [int(one) for one in YEAR.findall(caption)]
    year = year or (told[0] if len(told) == 1 and not years and not grows else 0)
    if setting.looks_back:
        is_later = year > max(setting.year, setting.first_year) or AIMED.search(head)
        kind: Kind = "target" if is_later and not REACHED.search(head) else "result"
        return Column(head, kind, year or (setting.year if kind == "result" else 0), grows)
    aimed = AIMED.search(head) or grows or year >= setting.first_year > 0
    reached = REACHED.search(head) or 0 < year < setting.first_year
    kind = "result" if reached else "target" if aimed else "standing"
    return Column(head, kind, year if kind != "standing" else 0, grows)


@dataclass(frozen=True, slots=True)
class Reading:
    """A row below its heads."""

    row: Row
    columns: Sequence[Column]
    above: Sequence[Row]
    """The rows above, which may have the group of this one."""
    setting: Setting

    def figures(self, unit_of_table: str) -> Iterator[Proposed]:
        """The figures of a row; what its name, unit, and nature say holds for all of them."""
        nature = self.nature
        for at, over in enumerate(self.columns):
            for one in self.cell_figures(at, unit_of_table):
                is_target = one.kind == "target" and over.kind == "target"
                yield replace(one, nature=nature) if is_target else one

    def cell_figures(self, at: int, unit_of_table: str) -> Iterator[Proposed]:
        cell, over = self.row[at], self.columns[at]
        # A first column without a head numbers the rows.
        if NUMBERS.search(over.head) or not (at or over.head):
            return
        if not self.is_value(at):
            for one in figures_of(cell.text, replace(self.setting, at=cell.reference), []):
                yield in_column(one, over)
            return
        name = self.name(at)
        own = self.unit or bracketed(name)
        above = bracketed(over.head) or ("" if over.grows else own or unit_of_table)
        yield number(cell, over, name, above)

    def is_value(self, at: int) -> bool:
        """True for a number, which may read like a year: 2012 below 2025年."""
        cell, over = self.row[at], self.columns[at]
        if over.names and CHINESE.search(cell.text):
            return False
        is_sure = bool(over.year or self.unit) and not over.names
        return is_number(cell) or bool(YEAR.fullmatch(cell.text) and is_sure)

    def name(self, at: int) -> str:
        """What a number measures: the text of the column of names nearest to its left.

        The head of the names may cover a group too. A mere property is named with its group.
        """
        texts = [
            (place, one.text) for place, one in enumerate(self.row[:at]) if self.is_text(place)
        ]
        named = [one for one in texts if self.is_named(one[0])]
        plain = [one for one in texts if not NOT_NAMES.search(self.columns[one[0]].head)]
        place, name = ([(0, ""), *texts[:1], *plain[-1:], *named[-1:]])[-1]
        bare = NUMBERED.sub("", BRACKETED.sub("", name) or name)
        if not (ATTRIBUTE.fullmatch(bare) or OF_SUBJECT.fullmatch(bare)):
            return name
        return self.group(place) + name

    def is_text(self, at: int) -> bool:
        """True for words that may name something, not a number, a unit, or a nature."""
        text = self.row[at].text
        is_other = (
            column_unit(text) or NATURE.fullmatch(text) or UNITS.fullmatch(self.columns[at].head)
        )
        return bool(CHINESE.search(text)) and not self.is_value(at) and not is_other

    def is_named(self, at: int) -> bool:
        """True below a head for names, which may be over several columns, empty but for the first."""
        heads = [one for one in self.columns[: at + 1] if one.head]
        return bool(heads) and heads[-1].names

    def group(self, at: int) -> str:
        """The text to the left of a name, which may be on a row above."""
        rows = [self.row, *reversed(self.above)]
        left = at - 1
        if left < 0 or NUMBERS.search(self.columns[left].head):
            return ""
        text = next((one[left].text for one in rows if one[left].text), "")
        return text if CHINESE.search(text) and not NATURE.fullmatch(text) else ""

    @property
    def unit(self) -> str:
        pairs = zip(self.row, self.columns, strict=True)
        found = next((one.text for one, over in pairs if UNITS.fullmatch(over.head)), "")
        return found if re.search(r"[\w%％‰]", found) else ""

    @property
    def nature(self) -> Nature:
        found = next(filter(None, (NATURE.fullmatch(one.text) for one in self.row)), None)
        if not found:
            return ""
        return "binding" if found["said"] == "约束" else "anticipatory"


def in_column(one: Proposed, over: Column) -> Proposed:
    """The figure of a cell with text, of the kind and year that the head of its column gives."""
    if over.kind == "standing" or one.kind not in ("result", "target"):
        return one
    return replace(one, kind=over.kind, year=one.year or over.year)


def bracketed(text: str) -> str:
    """The unit in brackets at the end of a name: 地区生产总值（亿元）."""
    found = BRACKETED.search(text)
    return found["unit"] if found and column_unit(found["unit"]) else ""


def number(cell: Sentence, over: Column, name: str, unit: str) -> Proposed:
    """The figure of a cell. Its own unit takes precedence over that of its column or row."""
    (low, *high) = counted(cell.text)
    assert low is not None  # its numeral is in digits
    own = FIGURE.search(cell.text)
    written = own["unit"] or "" if own else ""
    unit = unit.replace("％", "%")
    change = "增长" if over.grows and "%" in (written, unit) else name
    said = unit_of(written or unit, change, "") if over.grows or written else column_unit(unit)
    bare = BRACKETED.sub("", name) if bracketed(name) else name
    return Proposed(
        at=cell.reference,
        start=next(numerals(cell.text))[0],
        zh=cell.text,
        value=low,
        upper=high[0] if high else None,
        unit=said,
        qualifier=next(
            filter(None, (qualified(cell.text, one) for one in numerals(cell.text))), ""
        ),
        measures=NUMBERED.sub("", bare) + (f"（{unit}）" if bare and unit and not written else ""),
        kind=over.kind,
        yearly=is_yearly(over, cell.text, bare),
        year=over.year,
    )


def is_yearly(over: Column, text: str, name: str) -> bool:
    """True for what is reached each year: 年均 over the column, in the cell, or in what it measures."""
    said = "年均" in over.head + text or YEARLY.search(name)
    return bool(said) and not CUMULATIVE.search(text)


def in_series(row: tuple[Proposed, ...]) -> Iterator[Proposed]:
    """The figures of a row; those of one indicator at different times become a series.

    A number for all years together is no step from one time to another.
    """
    steps = [one for one in row if not CUMULATIVE.search(one.zh)]
    for one in row:
        own = one.measures, one.unit
        same = [other for other in steps if one in steps and (other.measures, other.unit) == own]
        aimed = any(other.kind == "target" and other.year for other in same)
        yield replace(one, series=one.measures) if len(same) > 1 and aimed and one.year else one
