"""`planbook translate`: drafts for unfinished units, whatever the service does."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from drafts import (
    FUZZY,
    KEY,
    MEMORY,
    UNITS,
    Book,
    chat,
    libre,
    read,
    states,
    translate,
    untouched,
    with_fault,
)
from planbook.cli import main
from planbook.drafts.draft import FAILURES
from planbook.translation.memory import key
from servers import Reply, Service

pytestmark = pytest.mark.slow  # each reads the whole plan


def test_what_is_unfinished_gets_drafts(
    bare: Path, book: Book, capsys: pytest.CaptureFixture[str], msgfmt: str
) -> None:
    before, kept = read(bare), untouched(bare, book)
    with Service(book.good) as service:
        assert translate(bare, *libre(service)) == 0
        asked = [book.source(text) for text in service.texts]
        assert asked == [one.source for one in book.chosen]
        assert any("[X0X]" in text for text in service.texts)
        said = capsys.readouterr()
        assert f"drafted  {UNITS} of {UNITS} units" in said.out
        assert f"{UNITS} of {UNITS}, 0 min 00 s left" in said.err
        after = read(bare)
        for one in book.chosen:
            entry = after.entries[key(one.source)]
            assert (entry.status, entry.fuzzy, entry.previous) == ("draft", False, "")
            assert entry.provenance == "machine draft by LibreTranslate"
        assert states(bare, book) == ["draft"] * UNITS
        # Again: nothing left, nothing sent.
        assert translate(bare, *libre(service)) == 0
        assert capsys.readouterr().out == "nothing to translate\n"
        assert len(service.asked) == UNITS
    assert untouched(bare, book).startswith(kept.rstrip("\n"))
    assert after.entries.keys() == before.entries.keys()
    # What a person wrote for an earlier text is not lost.
    assert [one.source for one in after.obsolete[-FUZZY:]] == [
        f"旧{one.source}" for one in book.chosen[:FUZZY]
    ]
    command = [msgfmt, "--check", "--output-file", os.devnull, str(bare / MEMORY)]
    subprocess.run(command, capture_output=True, check=True)
    written = (bare / MEMORY).read_bytes()
    assert main(["--root", str(bare), "convert"]) == 0
    assert (bare / MEMORY).read_bytes() == written


# What the service answers to one sentence, each time, and what is said about it at the end.
BAD: list[tuple[str, str | Reply, str]] = [
    ("empty", "", "F02"),
    ("blank", " \n ", "F02"),
    ("in Chinese", "加快发展", "F01"),
    ("half in Chinese", "{good} 加快发展", "F01"),
    ("wrong number", "{wrong}", "N01"),
    ("service message", "MYMEMORY WARNING: YOU USED ALL AVAILABLE", "a message instead"),
    ("web page", "<html><body>Sign in</body></html>", "a message instead"),
    ("talk", "Here is the translation: {good}", "talks about the task"),
    ("lines", "{good}\n{good}", "several lines"),
    ("markup", "**{good}**", "F06"),
    ("far too long", "{good} {good} {good} {good}", "M04"),
    ("500", Reply(500, "<b>out of order</b>"), "answered 500: out of order"),
    ("cut", Reply(english="The", cut_at=5), "no complete answer from 127.0.0.1"),
    ("truncated", Reply(body='{"translatedText": "The'), "cannot be read (JSONDecodeError)"),
    ("half a character", Reply(body='{"translatedText": "\\ud800"}'), "control characters"),
    ("other", Reply(body='{"error": "busy"}'), "cannot be read (KeyError)"),
    ("rejected", Reply(400, '{"error": "too long"}'), "answered 400"),
    ("stall", Reply(stall=2), "no answer within"),
]


def hurry(fault: str | Reply) -> tuple[str, ...]:
    """A short deadline where it matters, so that a busy machine fails no other test."""
    return ("--deadline", "1.2") if isinstance(fault, Reply) and fault.stall else ()


@pytest.mark.parametrize(("fault", "reason"), [c[1:] for c in BAD], ids=[c[0] for c in BAD])
def test_what_is_bad_is_not_stored_and_stops_nothing(
    bare: Path,
    book: Book,
    capsys: pytest.CaptureFixture[str],
    fault: str | Reply,
    reason: str,
) -> None:
    sentence = book.chosen[1].source
    before = read(bare).entries[key(sentence)]
    with Service(with_fault(book, sentence, fault)) as service:
        assert translate(bare, *libre(service, "--limit", "3", *hurry(fault))) == 1
        # Asked a second time and given up; no other sentence was asked twice.
        sources = [book.source(text) for text in service.texts]
        repeated = {one for one in sources if sources.count(one) > 1}
        assert repeated <= {sentence}
    said = capsys.readouterr()
    assert f"{sentence[:40]}" in said.err
    assert " was skipped: " in said.err
    assert reason in said.err
    assert "remedy: translate it by hand, or run the same command again with another" in said.err
    line = (bare / MEMORY).read_text("utf-8").splitlines().index(f'msgid "{sentence}"') + 1
    assert f"{MEMORY}:{line}: " in said.err
    assert read(bare).entries[key(sentence)] == before
    assert states(bare, book)[:3] == ["draft", before.status, "draft"]


def test_an_echo_is_no_translation(
    bare: Path, book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    with Service(lambda text, _count: text) as service:
        assert translate(bare, *libre(service, "--limit", "1")) == 1
    assert "F03" in capsys.readouterr().err
    assert "draft" not in states(bare, book)


PASSING: list[tuple[str, Reply]] = [
    ("429", Reply(429, "slow down", headers={"Retry-After": "0.3"})),
    ("503", Reply(503, "")),
    ("cut", Reply(english="The", cut_at=5)),
    ("truncated", Reply(body='{"translatedText": "The')),
    ("stall", Reply(stall=2)),
]


@pytest.mark.parametrize("fault", [c[1] for c in PASSING], ids=[c[0] for c in PASSING])
def test_what_passes_is_waited_for(
    bare: Path, book: Book, capsys: pytest.CaptureFixture[str], fault: Reply
) -> None:
    sentence = book.chosen[0].source
    start = time.monotonic()
    with Service(with_fault(book, sentence, fault, times=1)) as service:
        assert translate(bare, *libre(service, "--limit", "2", *hurry(fault))) == 0
        assert [book.source(text) for text in service.texts].count(sentence) == 2
    assert "; trying again in 0." in capsys.readouterr().err
    if fault.headers:
        assert time.monotonic() - start > 0.3
    assert states(bare, book)[:2] == ["draft", "draft"]


# Status, what the service says, and what the message must contain.
LASTING: list[tuple[int, str, list[str]]] = [
    (401, "wrong key", ["answered 401: wrong key", "set LIBRE_API_KEY to a valid key"]),
    (403, "", ["answered 403", "set LIBRE_API_KEY to a valid key"]),
    (402, "", ["answered 402", "use another --engine"]),
    (404, "no such page", ["answered 404: no such page", "check --url and --model, or"]),
    (302, "", ["answered 302", "check --url and --model, or"]),
    (429, "", ["asks to wait 7200 s", "wait until the service accepts texts again"]),
]


@pytest.mark.parametrize(("status", "words", "parts"), LASTING, ids=[str(c[0]) for c in LASTING])
def test_what_lasts_ends_the_run(
    bare: Path,
    book: Book,
    capsys: pytest.CaptureFixture[str],
    status: int,
    words: str,
    parts: list[str],
) -> None:
    fault = Reply(status, words, headers={"Retry-After": "7200", "Location": "/"})
    with Service(with_fault(book, book.chosen[2].source, fault)) as service:
        assert translate(bare, *libre(service)) == 1
        assert len(service.asked) == 3
    said = capsys.readouterr()
    assert [part for part in parts if part not in said.err] == []
    assert "what was accepted is stored and is not sent again" in said.err
    assert "stopped" in said.out
    assert states(bare, book).count("draft") == 2


def test_a_service_out_of_order_ends_the_run(
    bare: Path, book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    with Service(lambda _text, _count: Reply(503, "maintenance")) as service:
        assert translate(bare, *libre(service)) == 1
        assert len(service.asked) == 2 * FAILURES
    said = capsys.readouterr().err
    assert f"{FAILURES} units in a row without an answer" in said
    assert "answered 503: maintenance" in said
    assert "remedy: check the connection" in said
    assert "draft" not in states(bare, book)


def test_now_and_then_a_failure_does_not_end_the_run(bare: Path, book: Book) -> None:
    bad = {one.source for one in book.chosen[::2]}

    def script(text: str, count: int) -> str | Reply:
        return Reply(503, "") if book.source(text) in bad else book.good(text, count)

    with Service(script) as service:
        assert translate(bare, *libre(service)) == 1
    assert states(bare, book).count("draft") == UNITS // 2


def test_bad_answers_do_not_end_the_run(
    bare: Path, book: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    """The service lives; another sentence may be easier for it."""
    with Service(lambda text, count: f"Translation: {book.good(text, count)}") as service:
        assert translate(bare, *libre(service)) == 1
        assert {book.source(text) for text in service.texts} == {one.source for one in book.chosen}
    said = capsys.readouterr()
    assert f"skipped  {UNITS}" in said.out
    assert "stopped" not in said.out


def test_lost_placeholders_are_done_without(bare: Path, book: Book) -> None:
    def forgetful(text: str, _count: int) -> str:
        return book.answers[book.source(text)][1]

    with Service(forgetful) as service:
        assert translate(bare, *libre(service)) == 0
        with_marks = [text for text in service.texts if "[X0X]" in text]
        assert with_marks
        assert len(service.asked) == UNITS + len(with_marks)
    entries = read(bare).entries
    assert [entries[key(one.source)].target for one in book.chosen] == [
        one.target for one in book.chosen
    ]


def test_a_chat_model_may_correct_itself(bare: Path, book: Book) -> None:
    sentence = book.chosen[0].source
    refusal = "I'm sorry, but I cannot translate this."
    with Service(with_fault(book, sentence, refusal, times=1)) as service:
        assert translate(bare, *chat(service, "--limit", "2")) == 0
        first, second, other = (one.body["messages"] for one in service.asked)
    assert first == second[:2]
    assert "S11. Figures are exact." in first[0]["content"]
    assert second[2]["content"] == refusal
    assert "talks about the task" in second[3]["content"]
    assert len(other) == 2
    assert states(bare, book)[:3] == ["draft", "draft", "untranslated"]
    entry = read(bare).entries[key(sentence)]
    assert entry.provenance == "machine draft by m-1"


def test_an_unknown_model_ends_the_run(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fault = Reply(404, '{"error": {"message": "model m-1 not found"}}')
    with Service(lambda _text, _count: fault) as service:
        assert translate(bare, *chat(service)) == 1
        assert len(service.asked) == 1
    said = capsys.readouterr().err
    assert "model m-1 not found" in said
    assert "remedy: check --url and --model, or the variables" in said


def test_a_chat_model_is_given_the_style_of_the_project_or_else_of_the_package(
    bare: Path, book: Book
) -> None:
    """A new project has no rules of its own for the English."""
    with Service(book.good) as service:
        (bare / "STYLE.md").write_text("**S99. Write plainly.**\n", "utf-8")
        assert translate(bare, *chat(service, "--limit", "1")) == 0
        assert "S99" in str(service.asked[-1])
        (bare / "STYLE.md").unlink()
        assert translate(bare, *chat(service, "--limit", "1")) == 0
        assert "S99" not in str(service.asked[-1])
        assert "S01" in str(service.asked[-1])


ECHOES: list[tuple[str, Reply]] = [
    ("in an error", Reply(401, f"the key {KEY} is unknown")),
    ("in a passing error", Reply(500, f"?api_key={KEY}")),
    ("as written in an address", Reply(500, "?api_key=geheim-0815%2F%25%2B7&q=")),
    ("in a header", Reply(429, "", headers={"Retry-After": KEY, "X": KEY})),
    ("as the translation", Reply(english=f"The key is {KEY}.")),
    ("in what is no JSON", Reply(body=f"{{{KEY}")),
    ("in a cut answer", Reply(body=KEY * 9, cut_at=40)),
]


def test_a_good_translation_with_the_key_in_it_is_refused(
    bare: Path, book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIBRE_API_KEY", KEY)
    with Service(lambda text, count: f"{book.good(text, count)} {KEY}") as service:
        assert translate(bare, *libre(service, "--limit", "1")) == 1
    assert "it repeats the key" in capsys.readouterr().err
    assert "geheim" not in (bare / MEMORY).read_text("utf-8")


# Every fault with one engine, and with the others the one that says most.
ECHOING = [("libre", *one) for one in ECHOES]
ECHOING += [("deepl", *ECHOES[0]), ("chat", *ECHOES[0]), ("chat", *ECHOES[4])]


@pytest.mark.parametrize(
    ("engine", "fault"),
    [(name, fault) for name, _, fault in ECHOING],
    ids=[f"{name} {title}" for name, title, _ in ECHOING],
)
def test_a_key_is_never_said_or_stored(
    bare: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    engine: str,
    fault: Reply,
) -> None:
    monkeypatch.setenv(f"{engine.upper()}_API_KEY", KEY)
    with Service(lambda _text, _count: fault) as service:
        words = ("--model", "m-1") if engine == "chat" else ()
        assert translate(bare, "--engine", engine, "--url", service.url, *words) == 1
        shown = f"{service.asked[0].body}{service.asked[0].headers}"
        assert KEY in shown
    said = capfd.readouterr()
    everything = said.out + said.err
    everything += "".join(p.read_text("utf-8") for p in bare.rglob("*") if p.is_file())
    assert "geheim" not in everything
