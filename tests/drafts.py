"""What tests of drafts share: samples, and the real project with some English taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from planbook.checks.kit import Kit
from planbook.cli import main
from planbook.drafts.draft import Drafter
from planbook.drafts.engine import Keys
from planbook.drafts.offers import OFFERS
from planbook.drafts.protect import MARK, Piece, Protected, english, protect
from planbook.links.terms import Term
from planbook.sources import Sources
from planbook.translation.memory import Entry, Memory, format_memory, key, parse_memory
from servers import Reply, Script, Service

SENTENCE = "加快老城区高质量发展。"
ENGLISH = "The old urban area will speed up high-quality development."


def term(zh: str, en: str, **more: Any) -> Term:
    return Term(
        id=en.replace(" ", "-"), zh=zh, en=en, type="term", confidence="confirmed",
        definition_zh="", definition_en="", **more,
    )  # fmt: skip


def restored(protected: Protected) -> str:
    """The text that was protected: each placeholder replaced by the source of its piece."""
    return MARK.sub(lambda mark: protected.pieces[int(mark[1])].source, protected.text)


MEMORY = "source/plan.en.po"
FAST = ("--deadline", "5", "--attempts", "2", "--pause", "0.01")
KEY = "geheim-0815/%+7"
CHAPTERS = ("1", "7")
UNITS = 8
FUZZY = 2
"""So many of the emptied units are fuzzy instead."""


@dataclass(frozen=True)
class Book:
    """The finished English of the real plan, of which a test takes some away."""

    chosen: tuple[Entry, ...]
    """Entries of two chapters in the order of the text, half of `UNITS` from each."""
    answers: dict[str, tuple[str, str]]
    """By what an engine may be asked, with placeholders or not: the Chinese, and the English."""

    def source(self, text: str) -> str:
        return self.answers[text][0]

    def good(self, text: str, _count: int) -> str:
        """A service without fault."""
        return self.answers[text][1]


def make_book(sources: Sources) -> Book:
    kit = Kit(sources.terms)
    unused: Any = None
    drafter = Drafter(unused, unused, kit, Keys([]))
    answers: dict[str, tuple[str, str]] = {}
    fit: dict[str, list[Entry]] = {chapter: [] for chapter in CHAPTERS}
    for name, entry in sources.memory.entries.items():
        protected = protect(entry.source, kit.hits(entry.source))
        answer = marked(entry.target, protected.pieces)
        answers[entry.source] = (entry.source, entry.target)
        answers[protected.text] = (entry.source, answer)
        chapter = sources.memory.places[name][0].partition(".")[0]
        # Sentences with a number and a term, which come back whole at the first attempt.
        whole = english(answer, protected.pieces) or ""
        useful = entry.published and "0" in entry.target and "[X0X]" in answer
        wanted = useful and len(fit.get(chapter, range(UNITS))) < UNITS // 2
        if wanted and not drafter.reasons(entry.source, whole):
            fit[chapter].append(entry)
    return Book(tuple(one for found in fit.values() for one in found), answers)


def marked(target: str, pieces: tuple[Piece, ...]) -> str:
    """The English with placeholders, as an engine returns it that keeps them."""
    for number, piece in enumerate(pieces):
        before, found, after = target.partition(piece.english)
        target = f"{before}[X{number}X]{after}" if found else target
    return target


def without_settings(patch: pytest.MonkeyPatch) -> None:
    """Forget what the environment says about engines."""
    for offer in OFFERS.values():
        for one in offer.variables:
            patch.delenv(one.name, raising=False)
    patch.setenv("NO_PROXY", "127.0.0.1")


def emptied(project: Path, book: Book) -> Path:
    """The project, now with `UNITS` units without finished English."""
    (project / "STYLE.md").write_text("**S11. Figures are exact.**\n", "utf-8")
    memory = read(project)
    entries = {**memory.entries} | {key(one.source): Entry(one.source) for one in book.chosen}
    for one in book.chosen[:FUZZY]:
        earlier = replace(one, target="It was otherwise.", fuzzy=True, previous=f"旧{one.source}")
        entries[key(one.source)] = earlier
    changed = replace(memory, entries=entries)
    (project / MEMORY).write_text(format_memory(changed, "shibei-14fyp"), "utf-8")
    return project


def read(project: Path) -> Memory:
    return parsed((project / MEMORY).read_text("utf-8"))


parsed = lru_cache(16)(parse_memory)


def states(project: Path, book: Book) -> list[str]:
    entries = read(project).entries
    return [entries[key(one.source)].status for one in book.chosen]


def untouched(project: Path, book: Book) -> str:
    """The file's text without the entries that a run may touch."""
    chosen = {f'msgid "{one.source}"' for one in book.chosen}
    blocks = (project / MEMORY).read_text("utf-8").split("\n\n")
    return "\n\n".join(one for one in blocks if not chosen & set(one.splitlines()))


def translate(project: Path, *words: str) -> int:
    return main(["--root", str(project), "translate", *FAST, *words])


def libre(service: Service, *words: str) -> tuple[str, ...]:
    return ("--engine", "libre", "--url", service.url, *words)


def chat(service: Service, *words: str) -> tuple[str, ...]:
    return ("--engine", "chat", "--url", service.url, "--model", "m-1", *words)


def with_fault(book: Book, sentence: str, fault: str | Reply, times: int = 99) -> Script:
    """A service that has a fault for one sentence, so many times."""
    left = [fault] * times
    right = next(one.target for one in book.chosen if one.source == sentence)

    def script(text: str, count: int) -> str | Reply:
        if book.source(text) != sentence or not left:
            return book.good(text, count)
        said = left.pop()
        if isinstance(said, Reply):
            return said
        return said.replace("{good}", right).replace("{wrong}", right.replace("0", "1"))

    return script
