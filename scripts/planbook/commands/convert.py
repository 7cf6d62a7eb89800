"""Runs `planbook convert`: makes the pages under `docs/` from `source/`."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from planbook.pipeline import Conversion, conversion_of
from planbook.problems import Problem, named, quote
from planbook.statements.tie import Account
from planbook.store import Changes, compare, locked, write
from planbook.structure.model import Division, Outline, Paragraph
from planbook.translation.join import Coverage, coverage
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import format_memory

OWNED = ("docs/zh", "docs/en")
"""Folders that hold only what this command makes."""
SHOWN = 5
"""Maximum files that a problem names."""

HELP = "make the pages under docs/ from source/"
DESCRIPTION = """\
Reads   source/.
Writes  docs/zh/, docs/en/, docs/nav.json; and source/plan.en.po, if units of the text
        were added, removed, or changed (no English is ever lost).

All problems are reported together, each with its line and a remedy; then nothing is
written, and the exit code is 1.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 if any file would change",
    )


def command(root: Path, arguments: argparse.Namespace) -> int:
    with locked(root, alone=not arguments.check):
        conversion = conversion_of(root)
        files = outputs(conversion)
        changes = compare(root, files, OWNED)
        if arguments.check:
            return report_check(changes)
        write(root, files, changes)
    print(report(conversion, changes))
    return 0


def outputs(conversion: Conversion) -> dict[str, bytes]:
    """Everything that a run writes, by path."""
    files = {f"docs/{path}": text.encode() for path, text in conversion.pages.items()}
    memory = format_memory(conversion.edition.memory, conversion.sources.description.id)
    return files | {MEMORY_FILE: memory.encode()}


def unlike(root: Path, conversion: Conversion) -> Iterator[Problem]:
    """The files that differ from what the sources make: one problem for all of a kind."""
    changes = compare(root, outputs(conversion), OWNED)
    remedy = "correct source/, not the pages; then run `planbook convert` and commit"
    for names, found in (
        (changes.written, "not what source/ makes"),
        (changes.removed, "made by nothing in source/"),
    ):
        if names:
            yield Problem("docs", f"{found}: {named(names, SHOWN)}", remedy)


def report_check(changes: Changes) -> int:
    for name in changes.written:
        print(f"{name}: differs from what source/ makes")
    for name in changes.removed:
        print(f"{name}: nothing in source/ makes it")
    if changes:
        print("remedy: correct source/, not the page; then run `planbook convert` and commit")
    return 1 if changes else 0


def report(conversion: Conversion, changes: Changes) -> str:
    """A summary of a run: what was read, repaired, found, and written."""
    sources, repaired, outline = conversion.sources, conversion.repaired, conversion.outline
    counts = repaired.journal.counts()
    written = f"{len(changes.written)} written, {len(changes.removed)} removed"
    edits = ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items()))
    lines = [
        f"text      {repaired.source.encoding.upper()}, {len(repaired.source.text):,} characters",
        f"repairs   {sum(counts.values()):,} ({edits})",
        f"outline   {outline_line(outline)}",
        *contents_line(outline.contents),
        f"terms     {len(sources.terms)}, {len(sources.notes)} editor's notes",
        f"figures   {figures_line(conversion.tied.account)}",
        f"pages     {len(conversion.pages)} files, {written}",
    ]
    lines += english_lines(coverage(conversion.edition))
    return "\n".join([*lines, *(f"look at   {one}" for one in sources.original.doubts)])


def contents_line(contents: Sequence[str]) -> Iterator[str]:
    """The lines that are in no passage: those of a table of contents, which repeats the headings."""
    if contents:
        first, last = quote(contents[0]), quote(contents[-1])
        yield f"left out  the contents in the text: {len(contents)} lines, {first} to {last}"


def english_lines(found: list[Coverage]) -> Iterator[str]:
    """The state of the English, by chapter, or in one line if there is none."""
    if all(one.counts["untranslated"] == one.total for one in found):
        yield f"English   none of {sum(one.total for one in found):,} units"
        return
    yield "English   units with finished English, by chapter:"
    for one in found:
        kind, number = ("annex", one.chapter[1:]) if one.is_annex else ("chapter", one.chapter)
        name = f"{kind} {number}" if number != "0" else "front"
        states = ", ".join(f"{state} {count}" for state, count in sorted(one.counts.items()))
        yield f"  {name:<11}{one.published:>4} of {one.total:<4} {states}"


def figures_line(account: Account) -> str:
    """The counts of the plan's numerals by kind."""
    if not account.entries:
        return "not collected"
    kinds = ", ".join(f"{kind} {count}" for kind, count in account.kinds.items())
    others = ", ".join(f"{kind} {count}" for kind, count in sorted(account.others.items()))
    return f"{len(account.entries)} ({kinds}); numerals that are not figures: {others}"


def outline_line(outline: Outline) -> str:
    divisions = [level_of(one, outline) for one in outline.divisions()]
    own: list[Paragraph] = [one for one in outline.paragraphs() if one.kind != "front"]
    bullets = sum(one.kind == "bullet" for one in own)
    captions = sum(one.kind == "caption" for one in own)
    leads = sum(one.has_lead and one.kind != "bullet" for one in own)
    levels = ("chapter", "section", "subsection")
    shown = ("article", *levels) if outline.has_articles else levels
    named = ", ".join(f"{divisions.count(level)} {level}s" for level in shown)
    return f"{named}, {len(own) - captions} paragraphs ({leads} leads, {bullets} bullets)"


def level_of(division: Division, outline: Outline) -> str:
    return "article" if outline.is_article(division) else division.level
