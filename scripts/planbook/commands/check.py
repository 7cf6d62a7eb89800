"""Runs `planbook check`: checks the English against the Chinese, rule by rule."""

import argparse
from pathlib import Path

from planbook.checks import wording
from planbook.checks.kit import Kit, units_of
from planbook.checks.rules import Checked, as_json, for_github, for_people, judge, list_rules, weigh
from planbook.pipeline import Conversion, conversion_of
from planbook.statements.tie import own_units
from planbook.store import locked, read_file
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import entry_lines

REPORTS = {"text": for_people, "json": as_json, "github": for_github}

HELP = "check the English against the Chinese"
DESCRIPTION = """\
Reads   source/. It checks the English in plan.en.po and what sectors.toml, places.toml,
        guide.toml, and targets.toml say about the plan.
Writes  nothing; prints what it finds.

The exit code is 1 if anything critical or major is found, or if a waiver is not needed. A unit
without finished English is pending, which is not a fault. STYLE.md explains the rules; `--rules`
lists them. To waive a finding, add it to source/waivers.toml with the reason.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=REPORTS,
        default="text",
        help="text for people, json for programs, github for annotations (default: text)",
    )
    parser.add_argument("--rules", action="store_true", help="list the rules and stop")
    parser.add_argument(
        "--statistics", action="store_true", help="count sentences and how they begin, and stop"
    )


def command(root: Path, arguments: argparse.Namespace) -> int:
    if arguments.rules:
        print(list_rules())
        return 0
    with locked(root, alone=False):
        made, memory_text = conversion_of(root), read_file(root, MEMORY_FILE).decode()
    if arguments.statistics:
        units = units_of(made.outline, made.edition.memory)
        print(wording.for_people(wording.manner_of(units)))
        return 0
    checked = check(made, memory_text)
    print(REPORTS[arguments.format](checked))
    return 0 if checked.holds else 1


def check(made: Conversion, memory_text: str) -> Checked:
    """Judge every unit and weigh the findings."""
    sources = made.sources
    own = own_units(made.linked, sources.targets, sources.sectors, sources.places, sources.guide)
    units = (*units_of(made.outline, made.edition.memory), *own)
    findings = judge(units, Kit(sources.terms, units, sources.words, sources.description))
    return Checked(len(units), weigh(findings, sources.waivers), entry_lines(memory_text))
