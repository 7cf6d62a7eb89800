"""Finds the figures of a table: each number with its row, column, unit, and year."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from planbook.characters import CHINESE
from planbook.figures import numerals, qualified
from planbook.proposals.sentences import FIGURE, Proposed, Setting, Unit, figures_of, unit_of
from planbook.statements.records import counted, numeral_texts
from planbook.statements.targets import Kind, Nature
from planbook.structure.model import Paragraph, Sentence

NUMBER_CELL = re.compile(
    r"[^\d]{0,8}\d[\d.,]*[^\d]{0,6}(?:[-－—–~～至][^\d]{0,3}\d[\d.,]*[^\d]{0,6})?"
)
"""A cell with a number or a range, and little else: 962.18, ≥95%, 〔25〕, 6左右, 6.5-7."""
BRACKETED = re.compile(r"[（(](?P<unit>[^（()）]{1,10})[）)]\s*$")
UNIT_CELL = re.compile(r"(?P<scale>[百千万亿]*)(?P<unit>.+)")
SCALES = {"": "", "百": "hundred", "千": "thousand", "万": "ten-thousand", "亿": "hundred-million"}
SIZES = {"": "", "百": "100", "千": "1,000", "万": "10,000", "亿": "100 million"}
YEAR_CELL = re.compile(r"(?:19|20)\d\d年?[^\d]{0,4}")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NAMES = re.compile(r"指标|名称|项目")
UNITS = re.compile(r"单位")
NATURES = re.compile(r"属性|性质|类型")
NUMBERS = re.compile(r"序号|编号")
AIMED = re.compile(r"目标|规划值|预计")
REACHED = re.compile(r"基期|现状|实际|完成|基数")
GROWTH = re.compile(r"年均|增速|增长|累计|变化")
NUMBERED = re.compile(r"^\d+[.．、]\s*")
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


def table_figures(table: Paragraph, setting: Setting) -> Iterator[Proposed]:
    """The figures of a table, in text order: numbers, and those in the texts of other cells."""
    cells, width = table.sentences, table.columns
    rows = [cells[at : at + width] for at in range(0, len(cells), width)]
    # Without numbers, a table has one row as its head.
    depth = next((at for at, row in enumerate(rows) if any(map(is_number, row))), 0) or 1
    heads = ("".join(cell.text for cell in over) for over in zip(*rows[:depth], strict=True))
    columns = [column(head, setting) for head in heads]
    for row in rows[depth:]:
        yield from in_series(tuple(row_figures(row, columns, setting)))


def is_number(cell: Sentence) -> bool:
    """True for a number or a range in digits, but not for a year."""
    if not NUMBER_CELL.fullmatch(cell.text) or YEAR_CELL.fullmatch(cell.text):
        return False
    found = numeral_texts(cell.text)
    return len(found) < 3 and all(one[0].isdigit() for one in found)


def column(head: str, setting: Setting) -> Column:
    years = [int(one) for one in YEAR.findall(head)]
    year = years[-1] if len(years) == 1 else 0
    aimed = AIMED.search(head) or GROWTH.search(head) or year >= setting.first_year > 0
    reached = REACHED.search(head) or 0 < year < setting.first_year
    kind: Kind = "result" if reached else "target" if aimed else "standing"
    return Column(head, kind, year, bool(GROWTH.search(head)))


def row_figures(row: Row, columns: Sequence[Column], setting: Setting) -> Iterator[Proposed]:
    """The figures of a row; what its name, unit, and nature say holds for all of them."""
    heads = [one.head for one in columns]
    name = name_of(row, heads) or first_words(row)
    unit = cell_under(UNITS, row, heads) or bracketed(name)
    said = cell_under(NATURES, row, heads)
    for cell, over in zip(row, columns, strict=True):
        if not is_number(cell) or cell.text == name:
            yield from figures_of(cell.text, replace(setting, at=cell.reference), [])
        elif not NUMBERS.search(over.head):
            above = bracketed(over.head) or ("" if over.grows else unit)
            found = number(cell, over, name, above)
            yield replace(found, nature=nature_of(said)) if found.kind == "target" else found


def name_of(row: Row, heads: Sequence[str]) -> str:
    """The name of what the row measures: the last text under that head, which may cover a group too."""
    first = next((at for at, head in enumerate(heads) if NAMES.search(head)), len(heads))
    under = takewhile(
        lambda pair: pair[1] in ("", heads[first]), list(zip(row, heads, strict=True))[first:]
    )
    texts = [one.text for one, _ in under if CHINESE.search(one.text) and not is_number(one)]
    return next((one for one in reversed(texts) if not column_unit(one)), "")


def nature_of(said: str) -> Nature:
    if "约束" in said:
        return "binding"
    return "anticipatory" if "预期" in said else ""


def cell_under(head: re.Pattern[str], row: Row, heads: Sequence[str]) -> str:
    return next((one.text for one, over in zip(row, heads, strict=True) if head.search(over)), "")


def first_words(row: Row) -> str:
    return next((one.text for one in row if CHINESE.search(one.text)), "")


def bracketed(text: str) -> str:
    """The unit in brackets at the end of a name: 地区生产总值（亿元）."""
    found = BRACKETED.search(text)
    return found["unit"] if found else ""


def number(cell: Sentence, over: Column, name: str, unit: str) -> Proposed:
    """The figure of a cell. Its own unit takes precedence over that of its column or row."""
    (low, *high) = counted(cell.text)
    assert low is not None  # its numeral is in digits
    own = FIGURE.search(cell.text)
    written = own["unit"] or "" if own else ""
    change = "增长" if over.grows and written == "%" else name
    unit = unit if re.search(r"[\w%‰]", unit) else ""
    return Proposed(
        at=cell.reference,
        start=next(numerals(cell.text))[0],
        zh=cell.text,
        value=low,
        upper=high[0] if high else None,
        unit=unit_of(written, change, "") if written else column_unit(unit),
        qualifier=next(
            filter(None, (qualified(cell.text, one) for one in numerals(cell.text))), ""
        ),
        measures=NUMBERED.sub("", BRACKETED.sub("", name))
        + (f"（{unit}）" if unit and not written else ""),
        kind=over.kind,
        yearly="年均" in over.head + cell.text and not CUMULATIVE.search(cell.text),
        year=over.year,
    )


def column_unit(text: str) -> Unit | None:
    """The unit that a table writes once for many numbers: 亿元, 万人, %."""
    found = UNIT_CELL.fullmatch(text)
    base = unit_of(found["unit"], "", "") if found else None
    scale = found["scale"] if found else ""
    if not base or not found or scale not in SCALES:
        return None
    if not scale:
        return base
    return replace(
        base, key=f"{SCALES[scale]}-{base.key}", zh=text, en=f"{base.en} ({SIZES[scale]})"
    )


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
