"""Runs `planbook export`: writes plan, memory, termbase, and figures for other programs."""

import argparse
from pathlib import Path

from planbook.addresses import data_files
from planbook.commands import add_outlet
from planbook.export import targets
from planbook.export.plan import as_akn, as_json
from planbook.export.terms import as_csv, as_jsonld, as_tbx, as_tmx
from planbook.locales import LOCALES
from planbook.pipeline import Conversion, conversion_of
from planbook.store import locked, outlet, write
from planbook.words import BOTH

HELP = "write the plan, its translation memory, termbase, and figures for other programs"
DESCRIPTION = """\
Reads   source/.
Writes  site/data/plan.json   every heading and paragraph in both languages
        site/data/plan.zh.akn.xml, plan.en.akn.xml
                              the plan in each language (Akoma Ntoso 3.0)
        site/data/plan.tmx    every unit with finished English (TMX 1.4b)
        site/data/terms.tbx   the termbase (TBX-Basic, ISO 30042:2008)
        site/data/terms.jsonld
                              the termbase (SKOS in JSON-LD)
        site/data/terms.csv   the termbase as a table (UTF-8 with a byte order mark)
        site/data/targets.csv, targets.json, targets.schema.json
                              the figures in the plan, each with its passage
        site/data/targets.jsonld
                              what these figures are (schema.org Dataset)
        site/data/datapackage.json
                              the columns of both tables (Data Package 2.0)

What an edition does not have is left out: English, or figures.
Run it after the site is built: building empties site/.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_outlet(parser, "site/data")


def command(root: Path, arguments: argparse.Namespace) -> int:
    with locked(root):
        outlet(root, arguments.to)
        made = exports(conversion_of(root))
        files = {f"{arguments.to}/{name}": text.encode() for name, text in made.items()}
        write(root, files)
    for name in files:
        print(name)
    return 0


def exports(conversion: Conversion) -> dict[str, str]:
    """The content of every file by name. The same sources give the same bytes."""
    tied, linked, readings = conversion.tied, conversion.linked, conversion.readings
    english, name = readings["en"], conversion.sources.description.name
    made = {
        "plan.json": as_json(readings),
        **{f"plan.{locale}.akn.xml": as_akn(readings[locale]) for locale in LOCALES},
        "plan.tmx": as_tmx(linked.edition.memory),
        "terms.tbx": as_tbx(linked.terms, name.en),
        "terms.jsonld": as_jsonld(linked.terms, name, BOTH.types),
        "terms.csv": as_csv(linked.terms, linked.passages),
        "datapackage.json": targets.data_package(tied, english),
        "targets.csv": targets.as_csv(tied.account, tied.targets),
        "targets.json": targets.as_json(tied, english),
        "targets.jsonld": targets.as_dataset(tied, english),
        targets.SCHEMA: targets.schema(tied.account),
    }
    had = data_files(english=bool(english.standing.shown), figures=bool(tied.account.entries))
    return {name: text for name, text in made.items() if f"data/{name}" in had}
