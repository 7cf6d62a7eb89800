"""Writes the figures as CSV, as JSON with its schema, and as JSON-LD; and a Data Package of all tables."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import get_args

from planbook.addresses import FIGURES
from planbook.export.plan import LICENSE, written
from planbook.export.terms import COLUMNS as TERM_COLUMNS
from planbook.export.terms import Value, table
from planbook.figures import QUALIFIERS
from planbook.locales import LOCALES, TAGS, Bilingual
from planbook.reading.model import Reading
from planbook.statements.targets import Kind, Targets, Theme
from planbook.statements.tie import Account, PlacedFigure, Tied
from planbook.words import BOTH

SCHEMA = "targets.schema.json"
COLUMNS = (
    "id", "at", "kind", "theme", "year", "zh", "en", "value", "upper", "unit", "unit_zh", "unit_en",
    "qualifier", "measures_zh", "measures_en", "body_zh", "body_en", "series",
    "yearly",
)  # fmt: skip
NATURE = "nature"
"""Also a column, if the plan has a table that gives it for any target."""
REFERENCE = r"^[0-9a-z]+(\.[0-9a-z]+)*$"


def record(entry: PlacedFigure) -> dict[str, object]:
    """A figure with the fields of every plan; null for those that this plan does not give."""
    one = entry.target
    return {
        "id": entry.anchor,
        "at": one.at,
        "zh": one.zh,
        "en": one.en or None,
        "value": number(one.value),
        "upper": None if one.upper is None else number(one.upper),
        "unit": one.unit,
        "qualifier": one.qualifier or None,
        "measures": {"zh": one.measures.zh, "en": one.measures.en or None},
        "kind": one.kind,
        "year": one.year or None,
        "theme": one.theme,
        "body": {"zh": one.body.zh, "en": one.body.en} if one.body else None,
        "series": one.series or None,
        "yearly": one.yearly,
    }


def columns(account: Account) -> tuple[str, ...]:
    """The fields of a figure in this plan."""
    return (*COLUMNS, NATURE) if has_natures(account) else COLUMNS


def has_natures(account: Account) -> bool:
    return any(one.target.nature for one in account.entries)


def records(account: Account) -> Iterator[dict[str, object]]:
    """The figures with all fields that this plan has."""
    natures = has_natures(account)
    for one in account.entries:
        yield record(one) | ({NATURE: one.target.nature or None} if natures else {})


def number(value: Decimal) -> int | float:
    """The value as JSON writes it. Figures of a text have few digits: a float loses none."""
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(tied: Tied, reading: Reading) -> str:
    """A description of the plan, the names of the units, and the figures in text order."""
    description, units = reading.description, tied.targets.units
    content = {
        "$schema": SCHEMA,
        "id": description.id,
        "title": {"zh": description.title.zh, "en": description.title.en},
        "ended": {"zh": description.ended.zh, "en": description.ended.en},
        "translation": reading.standing.data,
        "page": f"{FIGURES.removesuffix('.md')}.html",
        "units": {key: {"zh": name.zh, "en": name.en} for key, name in units.items()},
        "figures": list(records(tied.account)),
    }
    return written(content)


def as_csv(account: Account, targets: Targets) -> str:
    """One line for each figure; cells are empty for what the plan does not give."""
    names = columns(account)
    return table(names, (row(one, targets, names) for one in records(account)))


def row(values: dict[str, object], targets: Targets, names: Sequence[str]) -> Iterator[Value]:
    for name in ("measures", "body"):
        pair = values[name]
        for locale in ("zh", "en"):
            values[f"{name}_{locale}"] = pair[locale] if isinstance(pair, dict) else None
    unit = targets.units[str(values["unit"])]
    values |= {"unit_zh": unit.zh, "unit_en": unit.en}
    for value in map(values.get, names):
        yield value if isinstance(value, str | int | float) else ""


def as_dataset(tied: Tied, reading: Reading) -> str:
    """A description of the figures for catalogs and search engines: a schema.org `Dataset`."""
    description, units = reading.description, tied.targets.units
    used = {one.target.unit for one in tied.account.entries}
    files = {"targets.csv": "text/csv", "targets.json": "application/json"}
    content = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "identifier": f"{description.id}/targets",
        "name": in_both(description.name),
        "description": in_both(BOTH.data["targets.csv"]) + in_both(description.ended),
        "inLanguage": [TAGS[one] for one in LOCALES],
        "isBasedOn": {"@type": "CreativeWork", "name": in_both(description.title)},
        "creditText": reading.standing.data,
        "license": LICENSE,
        "version": description.version,
        "dateModified": description.released.isoformat(),
        "isAccessibleForFree": True,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": unit, "unitText": in_both(units[unit])}
            for unit in sorted(used)
        ],
        "distribution": [
            {"@type": "DataDownload", "contentUrl": name, "encodingFormat": kind}
            for name, kind in files.items()
        ],
    }
    return written(content)


def in_both(text: Bilingual) -> list[dict[str, str]]:
    """A text in both languages, as JSON-LD tags them."""
    return [{"@language": TAGS[one], "@value": text.of(one)} for one in LOCALES]


def schema(account: Account) -> str:
    """The shape of `targets.json` (JSON Schema 2020-12)."""
    both = {"$ref": "#/$defs/bilingual"}
    text = {"type": "string", "minLength": 1}
    is_whole = all(one.target.is_translated for one in account.entries)
    english = text if is_whole else text | {"type": ["string", "null"]}
    figure = {
        "id": described("anchor of its row on `page`", type="string", pattern="^f-[0-9a-z-]+$"),
        "at": described("reference of its sentence or heading", type="string", pattern=REFERENCE),
        "zh": described("as the Chinese has it") | text,
        "en": described("as the English has it") | english,
        "value": described("exact, in the unit", type="number"),
        "upper": described("the end of a range", type=["number", "null"]),
        "unit": described("a key of `units`", type="string"),
        "qualifier": described("the Chinese word that qualifies it", enum=[*QUALIFIERS, None]),
        "measures": described("what it counts") | both,
        "kind": described(
            "result: reached, as the text says; target: what was to be reached, which does "
            "not say that it was, nor by when unless `year` is given; duration: how long something is to take or last; "
            "standing: how much there is or is to be, or what something consists of; "
            "limit: a threshold of a rule",
            enum=list(get_args(Kind)),
        ),
        "year": described("the year that the text says", type=["integer", "null"]),
        "theme": described("what it is about", enum=list(get_args(Theme))),
        "body": described("who or where it is of, where the sentence names one")
        | {"anyOf": [both, {"type": "null"}]},
        "series": described("equal for a figure and the target for the same thing")
        | {"type": ["string", "null"]},
        "yearly": described("true for an amount each year", type="boolean"),
    }
    if has_natures(account):
        said = "as the table of indicators says"
        figure[NATURE] = described(said, enum=["binding", "anticipatory", None])
    whole = {
        "$schema": {"type": "string"},
        "id": text,
        "title": both,
        "ended": both,
        "translation": text,
        "page": described("its page, below a language's folder") | text,
        "units": {"type": "object", "additionalProperties": both},
        "figures": {"type": "array", "items": {"$ref": "#/$defs/figure"}},
    }
    bilingual = {"zh": text, "en": english}
    return written(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "The figures of a document",
            "$defs": {"bilingual": closed(bilingual), "figure": closed(figure)},
            **closed(whole),
        }
    )


def described(description: str, **rules: object) -> dict[str, object]:
    return {"description": description, **rules}


def closed(properties: Mapping[str, object]) -> dict[str, object]:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


# --- the Data Package


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


def data_package(tied: Tied, reading: Reading) -> str:
    """The tables as a Data Package (2.0) with types, keys, and license."""
    description, account = reading.description, tied.account
    tables: dict[str, Sequence[str]] = {"terms.csv": TERM_COLUMNS}
    tables |= {"targets.csv": columns(account)} if account.entries else {}
    content = {
        "$schema": PROFILE,
        "name": description.id,
        "title": description.name.en,
        "description": f"{description.ended.en} {reading.standing.data}",
        "version": description.version,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENSE}],
        "resources": [resource(name, fields) for name, fields in tables.items()],
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
