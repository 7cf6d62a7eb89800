"""Runs `planbook translate`: fills units without finished English from a memory or an engine."""

import argparse
import math
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from planbook.checks.kit import Kit
from planbook.drafts.draft import Drafter, Outcome, Progress, run
from planbook.drafts.engine import (
    Caller,
    Keys,
    Patience,
    Segment,
    Settings,
    texts_of,
    unfinished,
)
from planbook.drafts.offers import LEFT_OUT, OFFERS, Offer, settle
from planbook.drafts.protect import chunks, protect
from planbook.drafts.recall import coverage, matches, parse_foreign, recalled
from planbook.drafts.transport import Transport
from planbook.pipeline import conversion_of
from planbook.problems import Problem, quote, stop
from planbook.sources import Sources, utf8
from planbook.store import STYLE, locked, read_files, read_given, write
from planbook.structure.model import Outline
from planbook.translation.join import Edition, join
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import (
    Entry,
    Memory,
    entry_lines,
    format_memory,
    key,
    parse_memory,
    put,
)
from planbook.words import WORDS

STYLE_FILE = STYLE.name
PATIENCE = 60.0
"""Seconds that a finished draft waits for another command to release the project."""
DEFAULT = "google"
UNTOUCHED = "nothing was sent or written"
SKIPPED = "translate it by hand, or run the same command again with another --engine"


def engines_help() -> str:
    """Every engine with its variables."""
    lines = []
    for name, offer in OFFERS.items():
        lines.append(f"  {name:<11}{offer.title}")
        for one in offer.variables:
            option = f" or {one.option}" if one.option else ""
            needed = "" if one.needed else " (optional)"
            lines.append(f"    {one.name}{option}{needed}: {one.about}")
    return "\n".join(lines)


LEFT_OUT_HELP = "\n".join(f"  {names}: {reason}" for names, reason in LEFT_OUT.items())
HELP = "draft the missing English from another edition's memory, or with a translation engine"
DESCRIPTION = f"""\
Reads   source/ as `convert` does; STYLE.md, or else the package's, for a chat model; keys from
        the environment; with --memory, its FILE.
Writes  source/plan.en.po: English with the state `draft` for units that have none or only
        fuzzy English; with --memory, fuzzy English too. Finished English is never changed.

FILE is the plan.en.po of another edition, or a TMX file with Chinese, in either script, and
English. If it has the text of a unit, blanks and width aside, its English becomes a draft. It
becomes fuzzy instead if it breaks a rule that drafts must pass, such as those on numbers and
terms, or if FILE has several translations. English for a similar text always becomes fuzzy;
its entry shows the former Chinese and each change. --dry-run says how much of the plan FILE
covers. No engine is asked unless --engine names one; it gets what FILE did not fill.

The text of the remaining units is sent to the engine. An answer is stored only if it passes the
critical rules of `planbook check` and those on terms and length; otherwise, the unit stays
as it was and is named at the end. Each draft is stored at once: a run that is interrupted
or killed loses nothing and, when started again, repeats nothing. Pages show drafts with a mark:
read them, correct them, and set their state to `translated`.

Engines and their environment variables:
{engines_help()}

Engines of deep-translator that planbook leaves out:
{LEFT_OUT_HELP}

The exit code is 1 if a unit was skipped or the run had to stop.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    usual = Patience()
    add = parser.add_argument
    add("--memory", metavar="FILE", help="take what FILE has first: PO or TMX, see above")
    about = f"see above (default: {DEFAULT}; with --memory, none)"
    add("--engine", choices=OFFERS, help=about)
    add("--url", default="", help="the server of libre, deepl, or chat")
    add("--model", default="", help="the model of chat")
    add("--chapter", type=int, metavar="N", help="only this chapter; 0 is the text before 1")
    add("--limit", type=positive(int), metavar="N", help="send at most N units")
    add("--dry-run", action="store_true", help="say what would be sent; send and write nothing")
    for name, kind, default, text in (
        ("deadline", float, usual.deadline, "seconds that one call may take"),
        ("attempts", int, usual.attempts, "calls for one text before it is skipped"),
        ("pause", float, usual.pause, "seconds before the second attempt; doubled each time"),
        ("interval", float, None, "seconds from one call to the next"),
    ):
        said = "what the service requires" if default is None else f"{default:g}"
        unit = "N" if kind is int else "S"
        about = f"{text} (default: {said})"
        add(f"--{name}", type=positive(kind), default=default, metavar=unit, help=about)


def positive(kind: Callable[[str], float]) -> Callable[[str], float]:
    """A converter for argparse that accepts only numbers above 0."""

    def number(text: str) -> float:
        value = kind(text)
        if not 0 < value < math.inf:
            raise ValueError
        return value

    return number


@dataclass(frozen=True, slots=True)
class Project:
    """The project whose English is drafted."""

    root: Path
    sources: Sources
    outline: Outline

    @property
    def kit(self) -> Kit:
        return Kit(self.sources.terms, plan=self.sources.description)

    def read(self, name: str) -> str:
        return utf8(read_files(self.root, [name])[name], name)

    def update(self, change: Callable[[Memory], Memory]) -> tuple[Memory, Memory]:
        """Change the file as it is now, since a person may be working on it, too.

        Returns the memory before and after; nothing is written if they are the same.
        """
        with locked(self.root, patience=PATIENCE):
            before = join(self.outline, parse_memory(self.read(MEMORY_FILE))).memory
            after = change(before)
            if after is not before:
                text = format_memory(after, self.sources.description.id)
                write(self.root, {MEMORY_FILE: text.encode()})
        return before, after

    def store(self, author: str, unit: Segment, english: str) -> bool:
        """Store an accepted draft; returns False if the unit has been finished."""
        by = WORDS["en"].translation.drafted.format(author)
        new = Entry(unit.source, english, state="draft", provenance=by)
        before, after = self.update(partial(put, new=new))
        return after is not before

    def style(self) -> str:
        """Its own rules for the English, or else the package's."""
        own = replace(self, root=STYLE.parent) if not (self.root / STYLE_FILE).exists() else self
        return own.read(STYLE_FILE)


def command(root: Path, arguments: argparse.Namespace) -> int:
    with locked(root, alone=False):
        made = conversion_of(root)
    edition = made.edition
    project = Project(root, made.sources, edition.outline)
    chapter = "" if arguments.chapter is None else str(arguments.chapter)
    units = unfinished(edition, known(chapter, edition.outline))
    recalls = arguments.memory is not None
    if recalls:
        before, after = remember(project, arguments, edition, chapter)
        units = tuple(one for one in units if after.entry(one.source) == before.entry(one.source))
    arguments.engine = arguments.engine or ("" if recalls else DEFAULT)
    if arguments.engine:
        return draft(project, arguments, units[: arguments.limit])
    if arguments.dry_run:
        print(UNTOUCHED)
    return 0


def remember(
    project: Project, arguments: argparse.Namespace, edition: Edition, chapter: str
) -> tuple[Memory, Memory]:
    """Fill what the memory of the command line has; returns our own before and after.

    With --dry-run, say how much of the plan it covers instead.
    """
    foreign = parse_foreign(read_given(Path(arguments.memory)), arguments.memory)
    found = matches(texts_of(edition, chapter), foreign)
    fill = partial(recalled, found=found, name=foreign.name, kit=project.kit)
    if arguments.dry_run:
        print(coverage(found, foreign, project.kit))
        return edition.memory, fill(edition.memory)
    before, after = project.update(fill)
    new = [one for name, one in after.entries.items() if one != before.entries[name]]
    fuzzy = sum(one.fuzzy for one in new)
    print(f"recalled {len(new) - fuzzy} units as drafts and {fuzzy} as fuzzy, from {foreign.name}")
    if new:
        print(f"next     read them in {MEMORY_FILE}; each says what is to be looked at")
    return before, after


def draft(project: Project, arguments: argparse.Namespace, units: Sequence[Segment]) -> int:
    """Have an engine translate the units; returns the exit code."""
    if arguments.dry_run:
        print(forecast(units, OFFERS[arguments.engine], project.kit))
        return 0
    if not units:
        print("nothing to translate")
        return 0
    options = {f"--{name}": vars(arguments)[name] for name in ("url", "model")}
    values = settle(arguments.engine, os.environ, {k: v for k, v in options.items() if v})
    offer = OFFERS[arguments.engine]
    secrets, interval = offer.secrets, arguments.interval or offer.interval
    keys = Keys(values[name] for name in secrets)
    style = project.style() if offer.styled else ""
    engine = offer.make(Settings(Transport(arguments.deadline), offer.limit, values, style))
    author = " ".join(values.get("CHAT_MODEL", "").split()) or offer.title
    with Progress(len(units), sys.stderr, keys.scrub) as progress:
        patience = Patience(arguments.deadline, arguments.attempts, arguments.pause, interval)
        caller = Caller(patience, progress.show)
        drafter = Drafter(engine, caller, project.kit, keys)
        store = partial(project.store, author)
        outcome = run(units, drafter, store, progress, (arguments.engine, secrets))
    return report(outcome, len(units), project, keys)


def known(chapter: str, outline: Outline) -> str:
    """The chapter, if the plan has it. Raises `Problems` otherwise."""
    numbers = [one.reference for one in outline.chapters]
    if chapter in ("", "0", *numbers):
        return chapter
    remedy = f"use {numbers[0]} to {numbers[-1]}, or 0 for the text before them"
    raise stop("--chapter", f"the plan has no chapter {chapter}", remedy)


def forecast(units: Sequence[Segment], offer: Offer, kit: Kit) -> str:
    """A description of what a run would do."""
    fuzzy = sum(one.entry.status == "fuzzy" for one in units)
    texts = (protect(one.source, kit.hits(one.source)).text for one in units)
    calls = sum(len(chunks(text, offer.limit)) for text in texts)
    characters = sum(len(one.source) for one in units)
    return (
        f"units       {len(units)} ({len(units) - fuzzy} empty, {fuzzy} fuzzy)\n"
        f"characters  {characters:,} of Chinese\n"
        f"calls       about {calls} to {offer.title}\n"
        f"{UNTOUCHED}"
    )


def report(outcome: Outcome, total: int, project: Project, keys: Keys) -> int:
    """Print the outcome of a run over `total` units, problems first; returns the exit code."""
    lines = entry_lines(project.read(MEMORY_FILE))
    for unit, reason in outcome.skipped:
        found = f"{unit.reference} {quote(unit.source)} was skipped: {reason}"
        line = lines.get(key(unit.source), 0)
        problem = Problem(MEMORY_FILE, found, SKIPPED, line=line)
        print(keys.scrub(str(problem)), file=sys.stderr)
    for problem in outcome.stopped:
        print(keys.scrub(str(problem)), file=sys.stderr)
    count, characters = len(outcome.drafted), sum(len(one.source) for one in outcome.drafted)
    print(f"drafted  {count} of {total} units, {characters:,} characters of Chinese")
    print(f"skipped  {len(outcome.skipped)}, left as they were")
    if outcome.stopped:
        print("stopped  before the last unit; the reason is given above")
    if count:
        print(
            f"next     read the drafts in {MEMORY_FILE}; pages mark them until their state is set"
        )
    return 1 if outcome.skipped or outcome.stopped else 0
