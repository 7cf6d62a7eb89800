"""Runs `planbook verify`: holds an edition to its laws."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from planbook import laws
from planbook.addresses import page_of
from planbook.books.downloads import FOLDER, SUMS
from planbook.commands.check import check
from planbook.commands.convert import outputs, unlike
from planbook.description import FILE as DESCRIPTION_FILE
from planbook.pipeline import Conversion, conversion_of
from planbook.problems import FAULT, Problem
from planbook.store import locked, read_file
from planbook.structure.cross import has_title
from planbook.structure.styles import FILE as ACCOUNT_FILE
from planbook.translation.memory import FILE as MEMORY_FILE

LARGEST = 1 << 30
"""Maximum bytes of a book, or of the whole site in one file."""
HELP = "hold the edition to the laws: nothing lost, nothing invented"
DESCRIPTION = """\
Reads   source/; docs/, to compare it with what source/ makes; the books in site/downloads/,
        if there are any.
Writes  nothing; prints one line for each law, and every problem with its remedy.

The exit code is 1 if a law is broken. What is not made yet, or not confirmed, is pending, which
breaks no law: missing English, guesses of `planbook new`, repairs that are not recorded.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: there are no options."""


@dataclass(frozen=True)
class Law:
    """A law in a few words, and a function that finds its breaches."""

    title: str
    breaches: Callable[[], Iterable[Problem]]


def command(root: Path, arguments: argparse.Namespace) -> int:
    del arguments
    with locked(root, alone=False):
        conversion = conversion_of(root)
        broken = [problem for law in held(root, conversion) for problem in told(law)]
    for line in pending(conversion):
        print(f"pending  {line}")
    return 1 if broken else 0


def told(law: Law) -> list[Problem]:
    """Print whether a law holds; gives its breaches."""
    found = list(law.breaches())
    print(f"{'BROKEN ' if found else 'holds  '}  {law.title}")
    for one in found:
        print(f"  {one}")
    return found


def held(root: Path, made: Conversion) -> Iterator[Law]:
    """The laws that any edition can be held to, in the order of the stages."""
    sources, project = made.sources, made.sources.description.id
    yield Law("the title is a line of the text", lambda: untitled(made))
    yield Law(
        "the repairs, undone, give the source", lambda: laws.undone(made.repaired, sources.raw)
    )
    yield Law(
        "every character belongs to one node", lambda: laws.owned_once(made.repaired, made.outline)
    )
    yield Law(
        "every unit has its entry, and no English is lost",
        lambda: laws.joined_once(made.edition, sources.memory, project),
    )
    yield Law("the English agrees with the Chinese", lambda: disagreements(root, made))
    yield Law(
        "every word of the text is on its page",
        lambda: laws.all_words(made.pages, made.outline, pages_of(made)),
    )
    yield Law("every language has the same anchors", lambda: laws.same_anchors(made.pages))
    yield Law("every link leads somewhere", lambda: laws.leading_links(made.pages))
    yield Law("two runs give the same bytes", lambda: differing(made))
    yield Law("docs/ is what source/ makes", lambda: unlike(root, made))
    if (root / f"site/{FOLDER}" / SUMS).exists():
        yield Law("the books are whole", lambda: damaged(root))


def untitled(made: Conversion) -> Iterator[Problem]:
    title = made.sources.description.title.zh
    if not has_title(made.outline, title):
        found = f"the title {title} is not a line of the text"
        yield Problem(DESCRIPTION_FILE, found, "give the title as the text has it")


def disagreements(root: Path, made: Conversion) -> Iterator[Problem]:
    checked = check(made, read_file(root, MEMORY_FILE).decode())
    yield from checked.weighed.problems
    for one in checked.grave:
        place = f"{one.unit.reference}: {one.rule.code} {one.found}"
        yield Problem(one.unit.file, place, one.rule.remedy, line=checked.line(one))


def pages_of(made: Conversion) -> dict[str, str]:
    """The Chinese page of each block, by reference."""
    return {one.reference: f"zh/{page_of(one.reference)}" for one in made.outline.blocks()}


def differing(made: Conversion) -> Iterator[Problem]:
    again = Conversion(made.sources)
    if outputs(again) != outputs(made):
        yield Problem("docs", "a second run gives other bytes", FAULT)


def damaged(root: Path) -> Iterator[Problem]:
    """Downloads that differ from their checksums."""
    folder = f"site/{FOLDER}"
    for line in read_file(root, f"{folder}{SUMS}").decode().splitlines():
        digest, _, name = line.partition("  ")
        if sha256(read_file(root, folder + name, LARGEST)).hexdigest() != digest:
            yield Problem(folder + name, "is not what was made", "run `planbook site` again")


def pending(made: Conversion) -> Iterator[str]:
    """Lines on everything that is not made yet, or not confirmed."""
    sources = made.sources
    states = [one.status for one in made.edition.memory.entries.values()]
    for state in ("untranslated", "fuzzy", "draft"):
        if count := states.count(state):
            yield f"{count} of {len(states)} sentences and titles are {state}"
    figures = sources.targets.figure
    if count := sum(not one.is_translated for one in figures):
        yield f"{count} of {len(figures)} figures have no English"
    if sources.description.guessed:
        names = ", ".join(sources.description.guessed)
        yield f"guesses in {DESCRIPTION_FILE} that no one has confirmed: {names}"
    for doubt in sources.original.doubts:
        yield f"look at the original, and then take this out of {ACCOUNT_FILE}: {doubt}"
    if sources.repairs.counts is None:
        counts = laws.recorded(made.repaired)
        look = "look at them with `planbook repair --list RULE`"
        yield f"repairs by rule are not recorded; {look}, then write {counts}"
