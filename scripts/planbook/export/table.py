"""Writes `terms.csv`, the termbase as a table for spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Mapping

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
    """A number unchanged; text with an apostrophe wherever a spreadsheet would begin to compute."""
    if isinstance(value, int | float):
        return str(value)
    text = value if isinstance(value, str) else "; ".join(value)
    return COMPUTED.sub(r"\g<before>'", text)
