"""`make bench PLANS=folder`: how much a maintainer has to declare until a plan is read, and how well.

Reads every file of a folder that has its headings beside it (`x.html` with `x.outline.tsv`: level,
number, title). The likeliest answer to each question is accepted, round after round, as a
maintainer in a hurry would; then the outline is compared with the headings of levels 1 to 3. So
are the headings that pandoc and markitdown find in the same file; where there is a dash, they do
not read it, or `make bench` has not set them up.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from readers import READERS, headings

from planbook.begin.take import take
from planbook.commands.new import title_in
from planbook.intake.report import as_toml
from planbook.problems import Problem, Problems
from planbook.sources import declarations_of, toml
from planbook.structure.model import Outline
from planbook.structure.parse import parse
from planbook.structure.styles import FILE, Account, Original, original_of
from planbook.text.answers import accepted
from planbook.text.decode import decode
from planbook.text.repair import Repairs, repair

BARE = "[mechanical]\n"
ROUNDS = 6
Row = tuple[int, str]
LEVELS = 3
FILES = (".pdf", ".docx", ".html", ".md", ".txt")


@dataclass
class Trial:
    """One text, with what was declared for it."""

    raw: bytes
    title: str
    original: Original
    declared: str = BARE
    answers: int = 0
    rounds: int = 0
    left: tuple[Problem, ...] = ()

    def outline(self) -> Outline:
        found = declarations_of(self.declared.encode())
        repairs = Repairs(found.repair, found.mechanical, found.family, found.text)
        own = self.original
        repaired = repair(
            decode(self.raw), repairs, self.title, own.lines, are_whole=own.has_paragraphs
        )
        return parse(repaired, found.missing, self.title, own)

    def settle(self) -> Outline | None:
        """Accept what is proposed until nothing is asked, or nothing is proposed."""
        for _ in range(ROUNDS):
            self.rounds += 1
            try:
                return self.outline()
            except Problems as found:
                self.left = found.problems
                questions = found.questions
            if len(questions) < len(self.left) and not questions:
                return None
            answers = [one.answers[0] for one in questions]
            self.answers += sum(not one.startswith("[mechanical]") for one in answers)
            self.declared = accepted(self.declared, answers)
        return None


def folded(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def rows(outline: Outline) -> list[Row]:
    """Level and text of the headings of levels 1 to 3; parts are above the chapters."""
    below = 1 if outline.parts else 0
    levels = {"chapter": 1, "section": 2, "subsection": 3}
    found = [(1, one.mark, one.title.text) for one in outline.parts]
    found += [(levels[one.level] + below, one.mark, one.title.text) for one in outline.divisions()]
    return [(level, folded(mark + text)) for level, mark, text in found if level <= LEVELS]


def expected(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        found = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            (int(row["level"]), folded(row["number"] + row["title"]))
            for row in found
            if row["level"] in "123"
        ]


def score(found: list[Row], wanted: list[Row]) -> tuple[float, float]:
    """F1 of the headings with their levels, and without."""
    pairs = ((found, wanted), ([one[1] for one in found], [one[1] for one in wanted]))
    scores = []
    for ours, theirs in pairs:
        right = sum((Counter(ours) & Counter(theirs)).values())
        scores.append(2 * right / (len(ours) + len(theirs) or 1))
    return scores[0], scores[1]


def title_of(path: Path) -> str:
    """The title beside level 0, if the list has one: what `plan.toml` would say."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["level"] == "0":
                return row["title"]
    return ""


def theirs(reader: str, file: Path, wanted: list[Row]) -> str:
    """F1 of the headings that another program finds, whatever their levels."""
    found = headings(reader, file)
    if found is None:
        return "–"
    return f"{score([(level, folded(text)) for level, text in found], wanted)[1]:.3f}"


def measure(folder: Path, *, loud: bool = False) -> None:
    others = "".join(f"{one:>12}" for one in READERS)
    print(f"{'plan':<34} answers  rounds   left   F1     titles  seconds{others}")
    for outline in sorted(folder.glob("*.outline.tsv")):
        stem = outline.name.removesuffix(".outline.tsv")
        for file in (folder / f"{stem}{end}" for end in FILES):
            if file.exists():
                measure_file(file, outline, loud=loud)


def measure_file(file: Path, outline: Path, *, loud: bool) -> None:
    """One line for a file, and with `loud` what was declared, lost, and found too much."""
    started = time.perf_counter()
    raw = file.read_bytes()
    taken = take(raw, file.name)
    title = title_of(outline) or title_in(taken.text, [one.text for one in taken.headings])
    account = toml(as_toml(taken, raw, file.name, "", "").encode(), FILE, Account)
    trial = Trial(taken.text.encode(), title, original_of(account))
    made = trial.settle()
    seconds = time.perf_counter() - started
    found, wanted = rows(made) if made else [], expected(outline)
    exact, titles = score(found, wanted)
    print(
        f"{file.name:<34} {trial.answers:>7} {trial.rounds:>7} {0 if made else len(trial.left):>6}"
        f"   {exact:.3f}  {titles:.3f} {seconds:>8.1f}"
        + "".join(f"{theirs(one, file, wanted):>12}" for one in READERS),
        flush=True,
    )
    if loud:
        print(*(f"  - {one}" for one in (() if made else trial.left)), sep="\n")
        for one in list((Counter(wanted) - Counter(found)).elements())[:15] if made else ():
            print("  lost ", one)
        for one in list((Counter(found) - Counter(wanted)).elements())[:15] if made else ():
            print("  extra", one)
        print(trial.declared)


if __name__ == "__main__":
    measure(Path(sys.argv[1]), loud="--loud" in sys.argv)
