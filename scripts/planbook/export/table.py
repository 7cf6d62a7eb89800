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
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for term in terms:
        values = [*(getattr(term, name) for name in COLUMNS[:-1]), passages.get(term.id, ())]
        writer.writerow([cell(value) for value in values])
    return BOM + file.getvalue()


def cell(value: str | tuple[str, ...]) -> str:
    text = value if isinstance(value, str) else "; ".join(value)
    return f"'{text}" if text.startswith(FORMULA) else text
