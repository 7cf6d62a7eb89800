"""Reports what was taken in and what was left out: for a person, and as a TOML file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from planbook.characters import printable
from planbook.fields import quoted
from planbook.intake.form import File, Left, Taken, absent
from planbook.intake.furniture import SITE
from planbook.intake.overpages import REPEATED
from planbook.problems import named

SAMPLE = 40
"""Characters of a piece that are shown."""
SAMPLES = 3
"""Pieces of a kind that are shown."""
LISTED = 200
"""Numbers that are listed."""


def by_kind(left: Iterable[Left]) -> Mapping[str, list[str]]:
    """The pieces that were left out, by kind, each on one line."""
    found: dict[str, list[str]] = {}
    for one in left:
        if text := " ".join(one.text.split()):
            found.setdefault(one.kind, []).append(text)
    return found


def short(text: str) -> str:
    return printable(text[:SAMPLE]) + ("…" if len(text) > SAMPLE else "")


def missing(taken: Taken) -> tuple[list[str], list[str]]:
    """The numbers of tables that are not in the text: those in what a site adds, and those nowhere."""
    site = " ".join(one.text for one in taken.left if one.kind in SITE)
    again = " ".join(one.text for one in taken.left if one.kind == REPEATED)
    gone = absent(taken.numbers, f"{taken.text} {again}")
    lost = absent(gone.elements(), site)
    return counted(gone - lost), counted(lost)


def counted(numbers: Counter[str]) -> list[str]:
    """The numbers, each with how often it is there."""
    return [f"{number} ×{count}" if count > 1 else number for number, count in numbers.items()]


def for_people_of(files: Sequence[File], whole: Taken, target: str) -> str:
    """The same of each file of a document in several, with its lines, and then of the whole."""
    if len(files) == 1:
        return for_people(whole, files[0].raw, files[0].name, target)
    parts = (
        for_people(one.taken, one.raw, one.name, f"{target} from line {one.line}") for one in files
    )
    lines = f"in all    {target}: {whole.text.count(chr(10)):,} lines from {len(files)} files"
    own = whole.warnings[sum(len(one.taken.warnings) for one in files) :]
    return "\n".join((*parts, lines, *(f"look at   {printable(one)}" for one in own)))


def for_people(taken: Taken, raw: bytes, file: str, target: str) -> str:
    """The report in lines that can be read in a minute."""
    lines = taken.text.split("\n")[:-1]
    rows = sum("\t" in line for line in lines)
    counts = f"{len(lines):,} lines, {rows} of them rows of tables"
    made = [
        f"took      {printable(file)}: {taken.kind}, {len(raw):,} bytes",
        f"wrote     {target}: {counts}, {len(taken.headings)} shown as headings",
        *(f"says      {name}: {short(said)}" for name, said in taken.provenance.found().items()),
        *left_lines(taken),
        f"numbers   {numbers_line(taken)}",
    ]
    return "\n".join([*made, *(f"look at   {printable(one)}" for one in taken.warnings)])


def left_lines(taken: Taken) -> Iterator[str]:
    left = by_kind(taken.left)
    if not left:
        yield "left out  nothing"
    for kind, texts in left.items():
        yield f"left out  {kind}: {len(texts)}, {sum(map(len, texts)):,} characters"
        more = " …" if len(texts) > SAMPLES else ""
        yield f"          {' '.join(f'「{short(one)}」' for one in texts[:SAMPLES])}{more}"


def numbers_line(taken: Taken) -> str:
    of_site, lost = missing(taken)
    if lost:
        return f"of tables that are not in the text: {named(lost, LISTED)}"
    if of_site:
        return f"all of tables are in the text, except those of the site, left out above: {named(of_site, LISTED)}"
    return (
        f"all {len(taken.numbers)} of tables are in the text"
        if taken.numbers
        else "no tables to compare"
    )


def as_toml_of(files: Sequence[File], whole: Taken, target: str, engine: str) -> str:
    """The account of a text that was made from these files, in this order."""
    first = files[0]
    if len(files) == 1:
        return as_toml(whole, first.raw, first.name, target, engine)
    head = {"kind": whole.kind, **whole.provenance.found(), "engine": engine}
    tables = ["\n# The files in their order, each with the line of the text at which it begins."]
    for one in files:
        own = {**origin(one.taken, one.raw, one.name), **one.taken.provenance.found()}
        tables += ["[[files]]", f"line = {one.line}", *entries(own), ""]
    return account(whole, head, target) + "\n".join(tables)


def as_toml(taken: Taken, raw: bytes, file: str, target: str, engine: str) -> str:
    """The account of a text that was made from one file."""
    head = {**origin(taken, raw, file), **taken.provenance.found(), "engine": engine}
    return account(taken, head, target)


def origin(taken: Taken, raw: bytes, file: str) -> dict[str, str]:
    return {"file": file, "kind": taken.kind, "sha256": hashlib.sha256(raw).hexdigest()}


def entries(values: Mapping[str, str]) -> Iterator[str]:
    return (f"{key} = {written(value)}" for key, value in values.items())


def account(taken: Taken, head: Mapping[str, str], target: str) -> str:
    """The account of a text: what it was made from, and what is not in it."""
    of_site, lost = missing(taken)
    lines = [
        f"# How {target} was made by `planbook take`. What the original says of its publication comes",
        "# after `sha256`: only what was found. `headings` are the lines that it shows as headings, with",
        "# their levels (0: emphasized), and how they are set if that is otherwise than the text (`face`);",
        "# `leads` are the beginnings of lines that it emphasizes; `tables`, the rows and columns that it",
        "# marks as heads of a table, if not the first row alone; `left` is what it has besides. Of the",
        "# numbers in its tables, `missing_numbers` are nowhere in the text, and `site_numbers` only in what",
        "# the site adds. Each of `warnings` is repeated until you have looked at it and taken it out.",
        *entries(head),
        f"warnings = [{', '.join(map(written, taken.warnings))}]",
        f"missing_numbers = [{', '.join(map(written, lost))}]",
        f"site_numbers = [{', '.join(map(written, of_site))}]",
        "headings = [",
        *(
            f"  {{ line = {one.line}, level = {one.level}, text = {written(short(one.text))}"
            f"{f', face = {written(one.face)}' if one.face else ''} }},"
            for one in taken.headings
        ),
        "]",
        "leads = [",
        *(f"  {{ line = {one.line}, text = {written(one.text)} }}," for one in taken.leads),
        "]",
        "tables = [",
        *(
            f"  {{ line = {one.line}, rows = {one.rows}, columns = {one.columns} }},"
            for one in taken.tables
        ),
        "]",
    ]
    for kind, texts in by_kind(taken.left).items():
        lines += ["", "[[left]]", f"kind = {written(kind)}", f"count = {len(texts)}",
                  f"first = {written(short(texts[0]))}", f"last = {written(short(texts[-1]))}"]  # fmt: skip
    return "\n".join([*lines, ""])


def written(text: str) -> str:
    """The text as a string of TOML, in which whatever cannot be seen is named."""
    return quoted(printable(text))
