"""Runs `planbook new`: begins a project for another plan, from its text."""

import argparse
import re
import shlex
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import dropwhile, islice, takewhile
from pathlib import Path
from typing import get_args

from planbook import __version__
from planbook.begin.files import SAID, first_files
from planbook.begin.front import ORGANIZATION, front, names_place, opening_place
from planbook.begin.identity import (
    UNPLANNED,
    Identity,
    identity_of,
    spaced,
)
from planbook.begin.places import kind_of
from planbook.begin.titles import (
    has_title,
    is_title,
    on_lines,
    only_title,
    others,
    possible,
    rivals,
    titles,
    without,
)
from planbook.begin.together import joined
from planbook.characters import printable
from planbook.commands.take import read_all
from planbook.description import Kind, years_of
from planbook.intake.form import Taken
from planbook.intake.provenance import provenance_of, said_above
from planbook.intake.report import as_toml_of, for_people_of
from planbook.intake.text.plain import TEXT
from planbook.intake.text.plain import decoded as characters_of
from planbook.problems import Problem, Problems, named, quote, raise_any, stop
from planbook.store import locked, write
from planbook.structure.annexes import LISTED, named_in
from planbook.structure.documents import Document
from planbook.structure.styles import FILE as SIDECAR
from planbook.structure.styles import Original
from planbook.text.answers import accepted
from planbook.text.declared import FILE as REPAIRS_FILE
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.decode import Text, decode
from planbook.text.grammar import APPENDIX
from planbook.text.same import bare
from planbook.text.script import to_simplified

SHOWN = 5
"""Maximum lines that a message offers as a title."""
HELP = "begin a project for another plan, from the file that was published"
DESCRIPTION = """\
Reads   FILE, the plan as published, in any form that `planbook take` knows.
Writes  FOLDER, which must not exist or must be empty: source/ with the plan's text, docs/,
        overrides/, mkdocs.yml, a Makefile, a README, and workflows that verify and publish the
        edition.

Title, place, number, and period of the plan are taken from the text, unless the options below
give them; source/plan.toml says which of its fields are guesses. A title on several lines is made
one, in source/repairs.toml. If anything is missing, it is asked for, all at once, and nothing is
written. Prints what was left out of FILE. Afterwards, run `planbook repair` in the new folder: it
asks about whatever the text leaves open.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", type=Path, metavar="FOLDER", help="the folder of the new project")
    add(
        "--from",
        type=Path,
        required=True,
        action="append",
        dest="origin",
        metavar="FILE",
        help="the plan; give it again for each file that the plan goes on in",
    )
    add("--title", default="", help="the title, as one line (or a few) of the text has it")
    add("--place", default="", help="whose plan it is, such as 临江区")
    add("--kind", choices=get_args(Kind), help="what kind of place that is")
    add("--years", default="", metavar="FIRST-LAST", help="its period, such as 2021-2025")
    about = "which five-year plan it is, such as 15"
    add("--ordinal", type=ordinal, default=0, metavar="N", help=about)


def command(root: Path, arguments: argparse.Namespace) -> int:
    folder = root / arguments.folder
    raise_any(occupied(folder))
    files = read_all(root / one for one in arguments.origin)
    taken, raw = joined(files), files[0].raw
    is_kept = len(files) == 1 and taken.kind == TEXT and is_as_published(taken.text, raw)
    text = raw if is_kept else taken.text.encode()
    shown = [one.text for one in taken.headings]
    read = decoded(text, arguments.origin[0])
    if read.traditional:
        shown = [*map(to_simplified, shown)]
        for one in ("title", "place"):
            setattr(arguments, one, to_simplified(getattr(arguments, one)))
    title = bare(arguments.title) or title_in(read.text, shown)
    more = others(read, title, are_whole=Original(kind=taken.kind).has_paragraphs)
    own = without(read.text, more)
    found = identified(own, title, arguments)
    if title and not (found.place or ORGANIZATION.search(title)):
        found = placed(found, taken.provenance.publisher)
    file, likely = str(arguments.origin[0]), annexed(own) or possible(own, shown)
    unsure = [] if arguments.title else rivals(more, title)
    open_questions = [
        *several(own, title, unsure, file),
        *missing(found, own, file, likely[:SHOWN]),
    ]
    raise_any(doubted(open_questions, taken.warnings))
    toml = as_toml_of(files, taken, PLAN_FILE, __version__)
    account = tomllib.loads(toml)
    account |= without_others(taken, without(taken.text, more))
    if read.traditional:  # what the file says of itself is shown on pages in Simplified characters
        account |= {key: to_simplified(str(account[key])) for key in SAID if account.get(key)}
    today = date.today()  # noqa: DTZ011 - the user's own day
    found = replace(found, title=spaced(found.title, own))
    made = first_files(found, raw, files[0].name, today, account)
    made |= {PLAN_FILE: text, SIDECAR: toml.encode()}
    made[REPAIRS_FILE] = accepted(made[REPAIRS_FILE].decode(), on_lines(own, title)).encode()
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        write(folder, made)
    print(for_people_of(files, taken, PLAN_FILE))
    print(report(found, arguments.folder, is_given=bool(arguments.place)))
    if is_kept and (encoding := decode(raw).encoding) != "utf-8":
        print(
            f"encoding  {PLAN_FILE} is {encoding}, byte for byte as published: tell an editor so before"
            " it saves the file, or begin from a copy in UTF-8"
        )
    return 0


def is_as_published(text: str, raw: bytes) -> bool:
    """True if nothing of a plain text was left out or written otherwise, such as a table with bars."""
    return text.rstrip("\n") == characters_of(raw, PLAN_FILE).rstrip("\n")


def occupied(folder: Path) -> list[Problem]:
    """A problem if there is anything at the folder that the project would mix with."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return []
    return [Problem(str(folder), "is there already", "name a folder that is new or empty")]


def decoded(raw: bytes, file: Path) -> Text:
    try:
        return decode(raw)
    except Problems as found:
        raise Problems(replace(one, file=str(file)) for one in found.problems) from found


def without_others(taken: Taken, own: str) -> dict[str, str]:
    """What only the lines of other documents say of their publication, as unknown."""
    said, kept = (provenance_of(said_above(one), {}).found() for one in (taken.text, own))
    found = taken.provenance.found()
    others = (key for key in said if found.get(key) == said[key] != kept.get(key))
    return {key: kept.get(key, "") for key in others}


def identified(text: str, title: str, arguments: argparse.Namespace) -> Identity:
    """The identity of the plan with this title, by its text and the command line."""
    found = identity_of(text, title)
    if arguments.place:
        found = replace(found, place=arguments.place, above="", kind=kind_of(arguments.place))
    if arguments.ordinal:
        begins, ends = years_of(arguments.ordinal)
        found = replace(found, ordinal=arguments.ordinal, begins=begins, ends=ends)
    if arguments.years:
        begins, ends = years_given(arguments.years)
        found = replace(found, begins=begins, ends=ends)
    return replace(found, kind=arguments.kind or found.kind)


def placed(found: Identity, publisher: str) -> Identity:
    """The identity, with the place of the body that published the file, if that has one."""
    chain = opening_place(to_simplified(publisher))
    place = chain[-1] if chain else ""
    return replace(found, place=place, above="".join(chain[:-1]), kind=found.kind or kind_of(place))


def title_in(text: str, shown: Sequence[str]) -> str:
    """The title of the one plan in the text; empty if that is open, as in a letter with two plans."""
    return "" if len(annexed(text)) > 1 else next(titles(text), "") or only_title(text, shown)


def several(text: str, title: str, others: Sequence[Document], file: str) -> Iterator[Problem]:
    """The question which of several documents is the plan."""
    lines = (at for at, one in enumerate(text.split("\n"), 1) if one.strip() and bare(one) in title)
    found = dict.fromkeys(islice(lines, 1), title)
    found |= {one.first.number: one.name for one in others}
    if others:
        said = [f"{quote(name)} in line {line}" for line, name in sorted(found.items())]
        yield Problem(
            file,
            f"has several documents: {named(said, SHOWN)}",
            "give the title of the one that is the plan with --title",
        )


def annexed(text: str) -> list[str]:
    """The plans that a letter lists as its annexes."""
    below = dropwhile(lambda one: not APPENDIX.match(one), front(text))
    lines = [*islice(below, 1), *takewhile(LISTED.match, below)]
    return [title for line in lines for _, title in named_in(line) if is_title(title)]


def doubted(problems: Sequence[Problem], doubts: Sequence[str]) -> Iterator[Problem]:
    """The problems, with the doubts about the text in the first one."""
    for one in problems[:1]:
        yield replace(one, found="; ".join((one.found, *map(printable, doubts))))
    yield from problems[1:]


def ordinal(said: str) -> int:
    """A converter for argparse that accepts only the number of a plan up to the year 2200."""
    number = int(said)
    if not 0 < number < 50:
        raise ValueError
    return number


def years_given(said: str) -> tuple[int, int]:
    years = re.fullmatch(r"((?:1[89]|2[01])\d\d)(?:[-–—]((?:1[89]|2[01])\d\d))?", said)
    if not years or int(years[2] or years[1]) < int(years[1]):
        raise stop(f"--years {said}", "is not a period", "give its first and last year: 2021-2025")
    return int(years[1]), int(years[2] or years[1])


def missing(found: Identity, text: str, file: str, likely: Sequence[str]) -> list[Problem]:
    """Problems for whatever the new project needs and lacks; only one if the text is not a plan at all.

    `likely` are the lines that may be its title.
    """
    problems = []
    if not found.title and not likely:
        said = "does not read like a plan: no line is the title of one"
        remedy = "check the file; if it is a plan, give its --title, --place, and --kind"
        return [Problem(file, said, remedy)]
    if not found.title:
        some = "several lines" if len(likely) > 1 else "one line"
        said = f"{some} may be the title: {', '.join(map(quote, likely))}"
        problems.append(Problem(file, said, "give the one that is, with --title"))
    elif not has_title(text, found.title):
        said = f"the title {quote(found.title)} is not a line of the text"
        problems.append(Problem(file, said, "give --title as the text has it"))
    whose = f"the title {quote(found.title)}" if found.title else "the text"
    is_open = not found.title and any(identity_of(text, one).place for one in likely)
    if not found.place and not is_open:
        said = f"{whose} does not say whose plan it is"
        remedy = (
            "name the place with --place, such as 临江区 (中华人民共和国 for the whole country), and add"
            " --kind if its name does not say what kind of place it is"
        )
        problems.append(Problem(file, said, remedy))
    elif found.place and not found.kind:
        said = f"the name {quote(found.place)} does not say what kind of place it is"
        problems.append(Problem(file, said, f"use --kind with one of: {', '.join(get_args(Kind))}"))
    return problems


def report(found: Identity, folder: Path, *, is_given: bool) -> str:
    """A report on what was found, what is a guess, and what to do next."""
    kind = ", a guess: the title does not name it" if found.document == "document" else ""
    plan = f"number {found.ordinal}" if found.ordinal else "not one of the five-year plans"
    period = " to ".join(dict.fromkeys(map(str, (found.begins, found.ends))))
    period = period if found.begins else "not found; give --years if it has one"
    is_known = is_given or names_place(found.title)
    guess = "" if is_known else ", a guess: the title does not name it"
    return "\n".join(
        [
            f"title     {found.title}",
            f"place     {found.place} ({found.kind}){guess}",
            f"document  {found.document}{kind}",
            *([f"plan      {plan}"] if found.document not in UNPLANNED else []),
            f"period    {period}",
            f"issuer    {found.issuer or 'not found in the first lines'}",
            *([f"adopted   {found.adopted}"] if found.adopted else []),
            f"written   {folder}/",
            "guesses   the English of title and place, names, summary, issuer, and provenance:",
            f"          confirm them in {folder}/source/plan.toml",
            f"next      cd {shlex.quote(str(folder))} && planbook repair",
        ]
    )
