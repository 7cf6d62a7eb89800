"""`planbook translate`: stopped and resumed runs, files edited meanwhile, dry runs, and options."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from drafts import (
    FUZZY,
    MEMORY,
    UNITS,
    Book,
    libre,
    read,
    states,
    translate,
    untouched,
)
from planbook.cli import main
from planbook.drafts.offers import OFFERS
from planbook.drafts.protect import Limit
from planbook.translation.memory import Entry, format_memory, key
from projects import picture
from servers import Service

pytestmark = pytest.mark.slow  # each reads the whole plan


@contextmanager
def running(project: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "planbook", "--root", str(project), "translate", *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("number", "count"), [(signal.SIGKILL, 1), (signal.SIGKILL, 5), (signal.SIGINT, 3)]
)
def test_a_run_that_was_stopped_goes_on_where_it_was(
    bare: Path, book: Book, number: signal.Signals, count: int
) -> None:
    """Stopped while a sentence is on its way: that one is asked again, and no other."""
    kept = untouched(bare, book)
    held: list[str] = []
    stopped = Event()

    def script(text: str, times: int) -> str:
        if len(held) <= count and book.source(text) not in held:
            held.append(book.source(text))
            if len(held) > count:
                stopped.wait(20)
        return book.good(text, times)

    with Service(script) as service:
        with running(bare, *libre(service)) as process:
            while len(held) <= count and process.poll() is None:
                time.sleep(0.005)
            time.sleep(0.3)  # the sentence has come; now it waits for the answer
            process.send_signal(number)
            said = process.communicate(timeout=20)[1]
        stopped.set()
        assert process.returncode == (130 if number == signal.SIGINT else -number)
        assert ("interrupted; no file was left half-written" in said) is (number == signal.SIGINT)
        assert states(bare, book).count("draft") == count
        assert translate(bare, *libre(service)) == 0
        asked = [book.source(text) for text in service.texts]
    assert {one: asked.count(one) for one in asked if asked.count(one) > 1} == {held[-1]: 2}
    assert states(bare, book) == ["draft"] * UNITS
    assert untouched(bare, book).startswith(kept.rstrip("\n"))


def test_what_a_person_finishes_meanwhile_is_kept(bare: Path, book: Book) -> None:
    """Somebody edits the file during the run: their English stays, and nothing they did is lost."""
    late = book.chosen[-1].source

    def edit(text: str, count: int) -> str:
        if book.source(text) == late:
            memory = read(bare)
            mine = Entry(late, "My own English.", state="reviewed", note="Mine.")
            changed = replace(memory, entries={**memory.entries, key(late): mine})
            (bare / MEMORY).write_text(format_memory(changed, "shibei-14fyp"), "utf-8")
        return book.good(text, count)

    with Service(edit) as service:
        assert translate(bare, *libre(service)) == 0
    entry = read(bare).entries[key(late)]
    assert (entry.target, entry.state, entry.note) == ("My own English.", "reviewed", "Mine.")
    assert states(bare, book)[:-1] == ["draft"] * (UNITS - 1)


def test_a_file_that_breaks_meanwhile_ends_the_run(
    bare: Path, book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoil(text: str, count: int) -> str:
        if book.source(text) == book.chosen[2].source:
            with (bare / MEMORY).open("a", encoding="utf-8") as file:
                file.write("msgid 一\nmsgstr\n")
        return book.good(text, count)

    with Service(spoil) as service:
        assert translate(bare, *libre(service)) == 1
        assert len(service.asked) == 3
    said = capsys.readouterr().err
    assert "not a valid PO file" in said
    assert "nothing was written" not in said


def test_a_dry_run_sends_and_writes_nothing(
    bare: Path, book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    before = picture(bare)
    with Service(book.good) as service:
        assert translate(bare, *libre(service, "--dry-run")) == 0
        assert service.asked == []
    assert picture(bare) == before
    characters = sum(len(one.source) for one in book.chosen)
    assert capsys.readouterr().out.splitlines() == [
        f"units       {UNITS} ({UNITS - FUZZY} empty, {FUZZY} fuzzy)",
        f"characters  {characters:,} of Chinese",
        f"calls       about {UNITS} to LibreTranslate",
        "nothing was sent or written",
    ]


def test_a_dry_run_counts_calls_by_the_limit_of_the_engine(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(OFFERS, "google", replace(OFFERS["google"], limit=Limit(30)))
    assert translate(bare, "--dry-run") == 0
    calls = int(capsys.readouterr().out.split("about ")[1].split()[0])
    assert calls > 2 * UNITS


def test_a_run_may_be_limited_in_number(bare: Path, book: Book) -> None:
    with Service(book.good) as service:
        assert translate(bare, *libre(service, "--limit", "3")) == 0
        assert len(service.asked) == 3
    assert states(bare, book) == ["draft"] * 3 + ["untranslated"] * (UNITS - 3)


def test_a_run_may_be_limited_to_a_chapter(bare: Path, book: Book) -> None:
    places = read(bare).places
    wanted = [places[key(one.source)][0].startswith("7.") for one in book.chosen]
    assert 0 < sum(wanted) < UNITS
    with Service(book.good) as service:
        assert translate(bare, *libre(service, "--chapter", "7")) == 0
    assert [state == "draft" for state in states(bare, book)] == wanted


WRONG: list[tuple[tuple[str, ...], list[str]]] = [
    (("--chapter", "10"), ["the plan has no chapter 10", "use 1 to 9"]),
    (("--engine", "deepl"), ["DEEPL_API_KEY is not set"]),
]


@pytest.mark.parametrize(("words", "parts"), WRONG, ids=[" ".join(c[0]) for c in WRONG])
def test_what_does_not_fit_is_said_before_anything_is_sent(
    bare: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], parts: list[str]
) -> None:
    before = picture(bare)
    assert translate(bare, *words) == 1
    said = capsys.readouterr()
    assert [part for part in parts if part not in said.err] == []
    assert "nothing was written" in said.err
    assert said.out == ""
    assert picture(bare) == before


@pytest.mark.parametrize(
    "words", [("--engine", "yandex"), ("--limit", "0"), ("--deadline", "inf"), ("--pause", "x")]
)
def test_wrong_usage(tmp_path: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, match="2"):
        translate(tmp_path, *words)


def test_help_names_every_engine_and_variable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["translate", "--help"])
    said = capsys.readouterr().out
    named = [one.name for offer in OFFERS.values() for one in offer.variables]
    assert [name for name in (*OFFERS, *named, "yandex", "papago") if name not in said] == []
    assert "--key" not in said
