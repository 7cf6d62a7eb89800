"""Writes `datapackage.json`: what the tables are and what each of their columns holds."""

from collections.abc import Mapping, Sequence

from planbook.description import Description
from planbook.export import table, targets
from planbook.export.plan import LICENCE, written
from planbook.statements.account import Account

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NUMBERS: Mapping[str, str] = {
    "value": "number", "upper": "number", "year": "integer", "yearly": "boolean",
}  # fmt: skip
"""The columns that are not text, with their types."""
EXPLAINED: Mapping[str, str] = {
    "id": "anchor of its entry or row on the site",
    "at": "reference of its sentence or heading",
    "passages": "references of the paragraphs that use it, separated by `; `",
    "value": "exact, in the unit; written without a decimal point, 65.85 as 6585E-2",
    "upper": "the end of a range",
    "unit": "a key of `units` in targets.json",
    "year": "the year that the text says",
}


def as_json(description: Description, standing: str, account: Account) -> str:
    """The tables as a Data Package (2.0) with types, keys, and licence."""
    columns: dict[str, Sequence[str]] = {"terms.csv": table.COLUMNS}
    columns |= {"targets.csv": targets.columns(account)} if account.entries else {}
    content = {
        "$schema": PROFILE,
        "name": description.id,
        "title": description.name.en,
        "description": f"{description.ended.en} {standing}",
        "version": description.version,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE}],
        "resources": [resource(name, fields) for name, fields in columns.items()],
    }
    return written(content)


def resource(path: str, columns: Sequence[str]) -> dict[str, object]:
    return {
        "name": path.removesuffix(".csv"),
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",  # as registered; readers take the byte order mark for what it is
        "schema": {"fields": list(map(field, columns)), "primaryKey": ["id"]},
    }


def field(name: str) -> dict[str, str]:
    explained = {"description": EXPLAINED[name]} if name in EXPLAINED else {}
    return {"name": name, "type": NUMBERS.get(name, "string"), **explained}
