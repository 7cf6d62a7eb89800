"""The translation memory: `plan.en.po`, one entry for each distinct unit of the plan.

An entry is keyed by its normalised Chinese text, not by its place: inserting a
sentence leaves the translation of all others untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from unicodedata import normalize

import polib

from planbook.problems import Problem, raise_any, stop

FILE = "source/plan.en.po"
State = Literal["untranslated", "fuzzy", "draft", "translated", "reviewed"]
COMMENT = re.compile(r"(?P<name>state|provenance|note): (?P<value>.*)")


def key(text: str) -> str:
    """The key of a unit: NFKC, without blanks, since neither changes what is said."""
    return "".join(normalize("NFKC", text).split())


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit in both languages."""

    source: str
    """The repaired Chinese sentence, title or cell."""
    target: str = ""
    """Its English, on one line; empty if there is none."""
    fuzzy: bool = False
    """True if the English belongs to an earlier or similar text and must not be published."""
    previous: str = ""
    """The Chinese that a fuzzy entry's English was made for."""
    state: Literal["draft", "translated", "reviewed"] = "translated"
    """`draft` is machine output that nobody has read; `reviewed` has had its second reader."""
    provenance: str = ""
    """How the English came about, for readers."""
    note: str = ""
    """Translator's note, in English, shown to the reader."""

    @property
    def status(self) -> State:
        if not self.target:
            return "untranslated"
        return "fuzzy" if self.fuzzy else self.state

    @property
    def published(self) -> str:
        """The English that a page may show; empty if there is none."""
        return self.target if self.status in ("translated", "reviewed") else ""

    @property
    def shown(self) -> str:
        """The English that a page may show, a draft only with a mark; empty if there is none."""
        return self.target if self.status == "draft" else self.published


@dataclass(frozen=True, slots=True)
class Memory:
    """All entries by key, in the order of the text, and those that the text no longer has."""

    header: str
    """The comment at the head of the file."""
    entries: Mapping[str, Entry]
    places: Mapping[str, tuple[str, ...]]
    """By key, where the unit stands: reference and heading, as the file shows them."""
    obsolete: tuple[Entry, ...]

    def target(self, text: str) -> str:
        """The English of a unit that may be published, or an empty string."""
        entry = self.entries.get(key(text))
        return entry.published if entry else ""

    def shown(self, text: str) -> str:
        """The English of a unit that a page may show, a draft only with a mark."""
        entry = self.entries.get(key(text))
        return entry.shown if entry else ""

    def is_draft(self, text: str) -> bool:
        entry = self.entries.get(key(text))
        return bool(entry and entry.status == "draft")

    def note(self, text: str) -> str:
        entry = self.entries.get(key(text))
        return entry.note if entry and entry.shown else ""


def parse_memory(text: str) -> Memory:
    """Read a PO file. Raises `Problems`: broken syntax, a unit twice, English on two lines."""
    try:
        po = polib.pofile(text)
    except (OSError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        found = f"no valid PO file: {str(error).rpartition(': ')[2]}"
        remedy = "mend the entry (msgfmt --check names the place too)"
        raise stop(FILE, found, remedy, line=int(line[1]) if line else 0) from error
    raise_any(faults(po))
    live = [(entry_of(one), one) for one in po if not one.obsolete]
    return Memory(
        header=po.header,
        entries={key(entry.source): entry for entry, _ in live},
        places={key(entry.source): tuple(one.comment.splitlines()) for entry, one in live},
        obsolete=tuple(entry_of(one) for one in po.obsolete_entries()),
    )


def faults(po: polib.POFile) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for one in po:
        if one.obsolete:
            continue
        at = one.linenum or 0
        if first := seen.get(key(one.msgid)):
            found = f"{one.msgid[:30]!r} stands there twice, first in line {first}"
            yield Problem(FILE, found, "keep one entry", line=at)
        seen[key(one.msgid)] = at
        if "\n" in one.msgstr:
            found = f"the English of {one.msgid[:30]!r} has a line break"
            yield Problem(FILE, found, "put it on one line", line=at)
        for line in one.tcomment.splitlines():
            if not COMMENT.fullmatch(line):
                found = f"a comment that is neither state, provenance nor note: {line!r}"
                yield Problem(FILE, found, "begin it with `note: `", line=at)
        state = comments(one).get("state", "translated")
        if state not in ("draft", "translated", "reviewed"):
            found = f"unknown state {state!r}"
            yield Problem(FILE, found, "use draft, translated or reviewed", line=at)


def comments(one: polib.POEntry) -> dict[str, str]:
    found = map(COMMENT.fullmatch, one.tcomment.splitlines())
    return {match["name"]: match["value"] for match in found if match}


def entry_of(one: polib.POEntry) -> Entry:
    said = comments(one)
    state = said.get("state", "translated")
    return Entry(
        source=one.msgid,
        target=one.msgstr,
        fuzzy=one.fuzzy,
        previous=one.previous_msgid or "",
        state="draft" if state == "draft" else "reviewed" if state == "reviewed" else "translated",
        provenance=said.get("provenance", ""),
        note=said.get("note", ""),
    )


def format_memory(memory: Memory, project: str) -> str:
    """The PO file. Law: `parse_memory(format_memory(m))` is `m`; same memory, same bytes."""
    po = polib.POFile(wrapwidth=0)
    po.header = memory.header
    po.metadata = {
        "Project-Id-Version": project,
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for name, entry in memory.entries.items():
        po.append(po_entry(entry, memory.places.get(name, ())))
    for entry in memory.obsolete:
        po.append(po_entry(entry, (), obsolete=True))
    return str(po).rstrip("\n") + "\n"


def po_entry(entry: Entry, places: Iterable[str], *, obsolete: bool = False) -> polib.POEntry:
    said = {"note": entry.note, "provenance": entry.provenance}
    if entry.target:
        said["state"] = entry.state
    return polib.POEntry(
        msgid=entry.source,
        msgstr=entry.target,
        comment="\n".join(places),
        tcomment="\n".join(f"{name}: {said[name]}" for name in sorted(said) if said[name]),
        flags=["fuzzy"] if entry.fuzzy else [],
        previous_msgid=entry.previous or None,
        obsolete=obsolete,
    )


def entry_lines(text: str) -> dict[str, int]:
    """By key, the line on which the `msgid` of each live entry stands, counted from 1."""
    pattern = re.compile(r'msgid "(?P<text>.+)"')
    found = ((n, pattern.fullmatch(line)) for n, line in enumerate(text.splitlines(), 1))
    return {key(polib.unescape(match["text"])): n for n, match in found if match}


def renewed(entry: Entry, source: str) -> Entry:
    """The entry for a changed source text: its English kept as fuzzy, with what it was made for."""
    return replace(entry, source=source, fuzzy=True, previous=entry.previous or entry.source)
