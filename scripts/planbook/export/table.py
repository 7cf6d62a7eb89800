"""`terms.csv`: the termbase as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from planbook.links.terms import Term

COLUMNS = (
    "id", "zh", "also_zh", "en", "admitted", "forbidden", "type", "confidence", "authority",
    "definition_zh", "definition_en", "passages",
)  # fmt: skip
BOM = "\ufeff"
"""Without it spreadsheets read UTF-8 as something else."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with: a spreadsheet would compute it (OWASP, CSV injection)."""


def as_csv(terms: Iterable[Term], passages: Mapping[str, tuple[str, ...]]) -> str:
    """One line for each term; several values in a cell are parted by `; `.

    `passages` are the references of the paragraphs that use a term, by its id.
    """
    return table(
        COLUMNS,
        (
            [*(getattr(term, name) for name in COLUMNS[:-1]), passages.get(term.id, ())]
            for term in terms
        ),
    )


def table(columns: Iterable[str], rows: Iterable[Iterable[str | tuple[str, ...]]]) -> str:
    """A table as spreadsheets read it: UTF-8 with byte order mark, and no cell that computes."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(cell, row) for row in rows)
    return BOM + file.getvalue()


def cell(value: str | tuple[str, ...]) -> str:
    text = value if isinstance(value, str) else "; ".join(value)
    return f"'{text}" if text.startswith(FORMULA) else text
