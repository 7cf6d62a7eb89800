"""Runs `planbook figures`: proposes records for the numbers of the plan."""

import argparse
import re
from collections import Counter
from pathlib import Path

from planbook.pipeline import Conversion, conversion_of
from planbook.proposals.propose import FILE, Proposal, as_toml, propose
from planbook.statements.ground import ground_of
from planbook.store import Changes, locked, write

HELP = "propose a record for every number of the plan"
DESCRIPTION = """\
Reads   source/ as `convert` does.
Writes  source/targets.proposed.toml, with --propose: for each number of the text and its tables
        that targets.toml does not account for, a record with whatever rules can tell of it:
        place, value, unit, qualifier, kind, year, and what it measures.

A proposed record is not part of the edition, and no page shows it. Compare each with its
sentence and move it to source/targets.toml; CONTRIBUTING.md says how.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--propose", action="store_true", required=True, help="write the proposed records"
    )


def command(root: Path, _: argparse.Namespace) -> int:
    with locked(root):
        made = proposal_of(conversion_of(root))
        files = {FILE: as_toml(made).encode()} if made.figures or made.others else {}
        # An earlier proposal that is settled goes.
        write(root, files, None if files else Changes((), (FILE,)))
    print(summary(made) if files else "every number is accounted for; nothing is proposed")
    return 0


def proposal_of(conversion: Conversion) -> Proposal:
    sources = conversion.sources
    years = [int(one) for one in re.findall(r"\d{4}", sources.description.years.zh)]
    return propose(conversion.outline, ground_of(conversion.linked), sources.targets, years)


def summary(made: Proposal) -> str:
    """The number of records of each kind."""
    kinds = Counter(one.kind for one in made.figures)
    said = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    others = sum(map(len, made.others.values()))
    return (
        f"proposed  {len(made.figures)} figures ({said}) and {others} texts that are no figures\n"
        f"next      compare each in {FILE} with its sentence, and move it to targets.toml"
    )
