"""Writes answers to questions as entries of `repairs.toml`, and adds accepted ones to the file."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from planbook.fields import quoted
from planbook.locales import LOCALES
from planbook.text.gaps import seamed
from planbook.words import WORDS

COUNTS = "[mechanical]"
TAKEN_BACK = "# take back line {line} of source/repairs.toml: {said}"
BACK = re.compile(r"(?m)^# take back line (\d+) of .*\n?")
ENTRY = re.compile(
    r"(?m)^[ \t]*\[{1,2}[ \t]*(?!mechanical\b)\w+[ \t]*\]{1,2}.*\n(?:(?![ \t]*(?:\[|$))[^\n]+\n?)*"
)
"""An entry of the file, up to the next blank line or entry."""
REASON = re.compile(r"(?m)^(?:why|notice|note|text) *=.*\n?")
LONGEST = 20
"""Maximum characters that an answer quotes of a line; a longer quotation may go beyond its end in a
text that is broken at a margin."""


def entry(table: str, why: str, **fields: str | int) -> str:
    """An entry of `repairs.toml`: a `repair` or a `family`, with the reason of this name."""
    reasons = ", ".join(f"{one} = {quoted(WORDS[one].why[why])}" for one in LOCALES)
    lines = (
        f"{name} = {value if isinstance(value, int) else quoted(value)}"
        for name, value in fields.items()
    )
    return "\n".join((table, *lines, f"why = {{ {reasons} }}"))


def repair(kind: str, line: int, before: str, why: str, **more: str | int) -> str:
    return entry("[[repair]]", why, kind=kind, line=line, before=before, **more)


def reading(kind: str, line: int, text: str, why: str = "", **more: str | int) -> str:
    """The answer that says how a line is read; the reason has the name of the kind if no other."""
    return repair(kind, line, beginning(text), why or kind, **more)


def split(line: int, before: str, cut: int, why: str = "split") -> str:
    """The answer that cuts a line where the quotation `before` has its `cut`."""
    return repair("split", line, before, why, after=f"{before[:cut]}\n{before[cut:]}")


def join(pieces: Sequence[tuple[int, str]], why: str = "join", after: str = "") -> str:
    """The answer that joins pieces of lines, each with the number of its line.

    They become `after`, or what they are without the line ends, but for blanks between Latin words.
    """
    ends = ("\n" * (below - above) for (above, _), (below, _) in pairwise(pieces))
    texts = [text for _, text in pieces]
    before = "".join(map("".join, zip(("", *ends), texts, strict=True)))
    return repair("join", pieces[0][0], before, why, after=after or seamed(texts))


def missing(line: int, label: str, notice: str, **values: str) -> str:
    """The answer that declares a gap, with the notice of this name; it may say the label."""
    values["label"] = label
    notices = ", ".join(
        f"{one} = {quoted(WORDS[one].notices[notice].format(**values))}" for one in LOCALES
    )
    return f"[[missing]]\nlabel = {quoted(label)}\nline = {line}\nnotice = {{ {notices} }}"


def count(rule: str, edits: int) -> str:
    """The answer that records how many edits a mechanical rule makes."""
    return f"{COUNTS}\n{rule} = {edits}"


def beginning(text: str) -> str:
    """Enough of the beginning of a line to find it again."""
    return text[:LONGEST].rstrip()


def take_back(line: int, said: str) -> str:
    """The answer that removes the entry that begins on this line of the file."""
    return TAKEN_BACK.format(line=line, said=said)


def entries_of(file: str) -> list[tuple[int, str]]:
    """The entries of the file: the line on which each begins, and what it says, without the reason."""
    return [
        (line_of(found), ", ".join(REASON.sub("", found[0]).split("\n")).strip(", "))
        for found in ENTRY.finditer(file)
    ]


def accepted(file: str, answers: Iterable[str]) -> str:
    """The content of `repairs.toml` with answers added, counts replaced, and entries taken back."""
    answers = list(dict.fromkeys(answers))
    file = without(file, {int(line) for one in answers for line in BACK.findall(one)})
    for answer in filter(None, (BACK.sub("", one) for one in answers)):
        if answer.startswith(COUNTS):
            file = counted(file, answer.removeprefix(COUNTS).strip())
        elif f"\n{answer}\n" not in file:
            file = f"{file.rstrip()}\n\n{answer}\n"
    return file


def without(file: str, starts: Collection[int]) -> str:
    """The file without the entries that begin on these lines, and without the blank line after each."""

    def kept(found: re.Match[str]) -> str:
        return "" if line_of(found) in starts else found[0]

    left = re.sub(rf"{ENTRY.pattern}\n?", kept, file)
    return f"{left.rstrip()}\n" if left != file else file


def line_of(found: re.Match[str]) -> int:
    return found.string.count("\n", 0, found.start()) + 1


def counted(file: str, line: str) -> str:
    rule = re.escape(line.partition(" ")[0])
    head, table, rest = file.partition(COUNTS)
    own, bracket, others = rest.partition("\n[")
    own, replaced = re.subn(rf"(?m)^{rule} *=.*$", line, own)
    if not replaced:
        own = f"{own.rstrip()}\n{line}\n"
    return head + (table or COUNTS) + own + bracket + others
