"""Runs `planbook repair`: asks what the text leaves open, and writes the answers that are accepted."""

import argparse
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from planbook.pipeline import conversion_of, of_files, source_files
from planbook.problems import LETTERS, Problem, Problems, raise_any, stop
from planbook.sources import declarations_of
from planbook.store import locked, write
from planbook.text.answers import BACK, accepted, entries_of, take_back
from planbook.text.declared import FILE, Repair, described
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.repair import MECHANICAL, Repaired, edits_by

HELP = "ask what the text leaves open, and accept answers"
DESCRIPTION = """\
Reads   source/.
Writes  source/repairs.toml, if answers are accepted.

Without --accept, it lists every place that the text leaves open as a numbered question,
each with its line, its reason, and the entries that would settle it. The numbers stay the
same until source/ changes. Read a question before you accept an answer. Some answers take
back an entry that does not fit. To take back any other, see its number with --list entries
and name it with --take-back. With --list and a mechanical rule, it shows every place that
the rule changes.
"""
ENTRIES = "entries"
SHOWN = 5
"""Maximum answers of which it is said why they do not fit."""
EXAMPLE = "1 2b 5-9, or all"
NEAR = 12
"""Characters that a listed edit shows on either side."""
VISIBLE = str.maketrans({"\n": "¶", "\t": "⇥", "\f": "␌", " ": "␣", "\u3000": "□"})
CHOICE = re.compile(r"(?P<first>\d{1,6})(?P<letter>[bcdef]?)(?:-(?P<last>\d{1,6})(?P=letter))?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--accept",
        nargs="+",
        metavar="N",
        help=f"write the first answers to these questions, or those with a letter: {EXAMPLE}",
    )
    what.add_argument(
        "--take-back",
        nargs="+",
        metavar="N",
        help="remove these entries from source/repairs.toml, by their numbers in --list entries",
    )
    what.add_argument(
        "--list",
        choices=(ENTRIES, *MECHANICAL),
        metavar="WHAT",
        help=f"list the {ENTRIES} of source/repairs.toml, or what a mechanical rule changes:"
        f" {', '.join(MECHANICAL)}",
    )


def command(root: Path, arguments: argparse.Namespace) -> int:
    with locked(root, alone=bool(arguments.accept or arguments.take_back)):
        if arguments.take_back or arguments.list == ENTRIES:
            return entries(root, arguments.take_back)
        if arguments.list:
            print("\n".join(listed(conversion_of(root).repaired, arguments.list)))
            return 0
        sources = conversion_of(root).sources  # Sources that cannot be read are no questions.
        found = problems_of(source_files(root))
        questions = [one for one in found if one.answers]
        if not arguments.accept or not questions:
            print(end="".join(f"look at   {one}\n" for one in sources.original.doubts))
            raise_any(found)
            print("nothing is open")
            return 0
        answers = list(chosen(arguments.accept, questions))
        kept, text = fitting(source_files(root), answers)
        save(root, text)
        left = [one for one in answers if one not in kept]
        why = [*chain(*(clashes(source_files(root), one) for one in left[:SHOWN]))]
    but = f", and {len(left)} left open, since their answers do not fit the others" if left else ""
    print(
        f"{len(kept)} of {len(questions)} questions answered in {FILE}{but}; run `planbook"
        " repair`: the numbers of the questions have changed"
    )
    print(end="".join(f"clash     {one}\n" for one in dict.fromkeys(why)))
    return 0


def save(root: Path, text: str) -> None:
    write(root, {FILE: text.encode()})


def entries(root: Path, words: list[str] | None) -> int:
    """List the entries of `repairs.toml` with their numbers, or take those named back."""
    text = source_files(root)[FILE].decode("utf-8-sig")
    found = entries_of(text)
    if not words:
        print(
            "\n".join(
                f"{number}  {FILE}:{line}: {said}" for number, (line, said) in enumerate(found, 1)
            )
            or f"{FILE} has no entries"
        )
        return 0
    own = [found[number - 1] for number in sorted(numbers_of(words, len(found)))]
    save(root, accepted(text, [take_back(line, said) for line, said in own]))
    print("\n".join(f"taken back: {said}" for _, said in own))
    print("run `planbook repair`: the numbers of the entries have changed")
    return 0


def numbers_of(words: list[str], count: int) -> set[int]:
    """The numbers that the words name: 3, or 5-9."""
    named: set[int] = set()
    for word in words:
        found = CHOICE.fullmatch(word)
        own = range_of(found) if found else ()
        if not own or not found or found["letter"] or not 0 < own[0] <= own[-1] <= count:
            said = f"{word} is none of the {count} entries"
            raise stop(
                "--take-back", said, "run `planbook repair --list entries` to see their numbers"
            )
        named.update(own)
    return named


def range_of(found: re.Match[str]) -> range:
    return range(int(found["first"]), int(found["last"] or found["first"]) + 1)


def fitting(files: dict[str, bytes], answers: list[str]) -> tuple[list[str], str]:
    """The answers that fit together and what was declared before, and the file with them."""
    before = files[FILE].decode("utf-8-sig")
    while True:
        text = accepted(before, answers)
        faults = {
            one.line for one in problems_of({**files, FILE: text.encode()}) if one.file == FILE
        }
        kept = [one for one in answers if faults.isdisjoint(lines_of(one, text))]
        if len(kept) == len(answers):
            return kept, text
        answers = kept


def clashes(files: dict[str, bytes], answer: str) -> Iterator[str]:
    """Why an answer does not fit the entries that are there: those of its lines, or else the fault."""
    text = accepted(files[FILE].decode("utf-8-sig"), [answer])
    found = problems_of({**files, FILE: text.encode()})
    faults = {one.line: one.found for one in found if one.file == FILE}
    try:
        declared = declarations_of(text.encode()).repair
    except Problems as unreadable:
        yield from (one.found for one in unreadable.problems)
        return
    for own in (one for one in declared if one.at in lines_of(answer, text) and one.at in faults):
        beside = [one for one in declared if one.at < own.at and touch(one, own)]
        near = ", ".join(f"{FILE}:{one.at} ({described(one)})" for one in beside)
        yield (
            f"{described(own)}, does not fit {near}: take that back if it is wrong"
            if near
            else faults[own.at]
        )


def touch(one: Repair, other: Repair) -> bool:
    """True if two entries are about the same lines of the source."""
    ends = [max(own.last, own.line + own.before.count("\n")) for own in (one, other)]
    return one.line <= ends[1] and other.line <= ends[0]


def lines_of(answer: str, text: str) -> range:
    """The lines of the file that an added answer has; none for one that adds no entry."""
    entry = BACK.sub("", answer)
    at = text.rfind(entry) if entry else -1
    first = text.count("\n", 0, at) + 1
    return range(first, first + entry.count("\n") + 1) if at >= 0 else range(0)


def problems_of(files: dict[str, bytes]) -> tuple[Problem, ...]:
    """The problems of the text's repair and structure, and of the files that declare them."""
    try:
        of_files(tuple(files.items())).outline  # noqa: B018 - it is made when it is asked for
    except Problems as found:
        return found.problems
    return ()


def listed(repaired: Repaired, rule: str) -> Iterator[str]:
    """Every edit of a rule with its line and what is around it."""
    for line, edit, text in edits_by(rule, repaired.journal, repaired.source.text):
        end = edit.start + len(edit.before)
        around = text[max(0, edit.start - NEAR) : edit.start], text[end : end + NEAR]
        before, after = (one.translate(VISIBLE) for one in around)
        change = f"[{edit.before.translate(VISIBLE)}→{edit.after.translate(VISIBLE)}]"
        yield f"{PLAN_FILE}:{line}: {before}{change}{after}"


def chosen(words: list[str], questions: list[Problem]) -> Iterator[str]:
    """The answers that the words name, each question at most once, in the order of the questions."""
    picked: dict[int, int] = {}
    for word in words:
        found = CHOICE.fullmatch(word)
        if word == "all":
            picked |= dict.fromkeys(range(1, len(questions) + 1), 0)
        elif found:
            if not (numbers := range_of(found)):
                raise stop(
                    "--accept", f"{word} names no question", "write the smaller number first"
                )
            if again := picked.keys() & set(numbers):
                said = f"question {min(again)} is answered twice"
                raise stop("--accept", said, "name each question once")
            picked |= dict.fromkeys(numbers, LETTERS.index(found["letter"]))
        else:
            raise stop("--accept", f"{word} names no question", f"write {EXAMPLE}")
    for number, letter in sorted(picked.items()):
        if not 0 < number <= len(questions) or letter >= len(questions[number - 1].answers):
            said = f"{number}{LETTERS[letter]} is none of the answers to {len(questions)} questions"
            raise stop("--accept", said, "run `planbook repair` to list them")
        yield questions[number - 1].answers[letter]
