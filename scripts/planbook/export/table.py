"""Writes `terms.csv`, the termbase as a table for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from unicodedata import normalize

from planbook.figures import MONTHS
from planbook.links.terms import Term

COLUMNS = (
    "id", "zh", "also_zh", "en", "admitted", "forbidden", "type", "confidence", "authority",
    "definition_zh", "definition_en", "passages",
)  # fmt: skip
BOM = "\ufeff"
"""Without it, spreadsheets mistake the encoding."""
COMPUTED = re.compile(
    r"""(?P<before> \A | [;\t\r\n] )      # where a cell begins, whatever a program parts cells by
        (?= [\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]*
            [=+@\-\uff1d\uff0b\uff20\uff0d\ufe66\ufe62\ufe6b\ufe63] )  # = + @ - of any width
      | \A (?= [\t\r\n] )""",
    re.VERBOSE,
)
"""What spreadsheets compute (OWASP, CSV injection): = + - @ in any width, after blanks, wherever
some program begins a cell; and a tab or line end at its beginning.
"""
MONTH = "|".join(f"{one[:3]}(?:{one[3:]})?" for one in MONTHS) + "|Sept"
CURRENCY = "[$€£¥₩]"
CONVERTED = re.compile(
    rf"""[(]? [+-]? \s* {CURRENCY}? \s*                          # ($5,000)
        (?: \d+ (?: [.,/:'’ -]+ \d+ ){{0,2}} [.,]? | [.,]\d+ )    # 1,000; 3-5; 5.; .5
        (?: [eE][+-]?\d+ )? \s* (?: [%‰] | {CURRENCY} | [ap]\.?m\.? )? \s* [)]? -?   # 50 %; 5-; 5 PM
      | (?: \d+ \s* 年 )? \d+ \s* 月 (?: \s*\d+ \s* [日号] )?      # 12月31日
      | (?: \d+ [\s.,-]* )? (?:{MONTH})\.? (?: [\s.,-]*\d+ ){{0,2}}   # May 2021
      | true | false | \#(?: n/a | ref! | null! | num! | value! | name\? | div/0! )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Text that a spreadsheet of some country takes for a number, a date, a time, or an error: in Germany,
485,000 is 485, and 2.1.3 a day in 2003. Without full-width forms.
"""
Value = str | int | float | tuple[str, ...]


def as_csv(terms: Iterable[Term], passages: Mapping[str, tuple[str, ...]]) -> str:
    """One line for each term; several values in a cell are separated by `; `.

    `passages` are the references of the paragraphs that use a term, by its id.
    """
    return table(
        COLUMNS,
        (
            [*(getattr(term, name) for name in COLUMNS[:-1]), passages.get(term.id, ())]
            for term in terms
        ),
    )


def table(columns: Iterable[str], rows: Iterable[Iterable[Value]]) -> str:
    """A table for spreadsheets: UTF-8 with byte order mark, and no text that computes."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(cell, row) for row in rows)
    return BOM + file.getvalue()


def cell(value: Value) -> str:
    """A number, or text with an apostrophe wherever a spreadsheet would compute or convert it."""
    if isinstance(value, int | float):
        return without_point(value)
    text = value if isinstance(value, str) else "; ".join(value)
    if CONVERTED.fullmatch(normalize("NFKC", text).strip()):
        return f"'{text}"
    return COMPUTED.sub(r"\g<before>'", text)


def without_point(number: float) -> str:
    """A number without a decimal point, which half the world reads as a comma: 65.85 as 6585E-2."""
    if isinstance(number, int):
        return str(number)
    sign, digits, exponent = Decimal(repr(number)).as_tuple()
    return f"{'-' if sign else ''}{''.join(map(str, digits))}E{exponent}"
