"""Reads and writes the translation memory, `plan.en.po`: one entry for each distinct unit.

An entry is keyed by its normalized Chinese text, not by its place: inserting a sentence leaves all
other translations untouched.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, cast, get_args
from unicodedata import normalize

import polib

from planbook.characters import named
from planbook.problems import Problem, quote, raise_any, stop
from planbook.translation.po import strange_lines, written

FILE = "source/plan.en.po"
Stored = Literal["draft", "translated", "reviewed", "approved"]
"""The states that the file gives the English of an entry."""
State = Literal["untranslated", "fuzzy", Stored]
STATES: tuple[State, ...] = ("untranslated", "fuzzy", *get_args(Stored))
PUBLISHED: tuple[State, ...] = ("translated", "reviewed", "approved")
REVIEWER = re.compile(r"\S.*, \d{4}-\d\d-\d\d")
"""The person who approved an entry, and the day: `Li Hua, 2027-03-01`."""
COMMENT = re.compile(r"(?P<name>state|provenance|note|reviewer): (?P<value>.*)")
PLACE = re.compile(r"a?\d+(?:\.\d+)*(?: .*)?")
"""The `#.` comment of a unit: `2.1.3.1.2 （三）船舶管理`; for a heading, `2.1 section`."""
OBSOLETE_PREVIOUS = re.compile(r"^#~\|", re.MULTILINE)
MSGFMT = "repair the entry (msgfmt --check also names the place)"


@cache
def key(text: str) -> str:
    """The key of a unit: NFKC, without blanks, since neither changes the meaning."""
    return "".join(normalize("NFKC", text).split())


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit in both languages."""

    source: str
    """The repaired Chinese sentence, title, or cell."""
    target: str = ""
    """Its English, on one line; empty if there is none."""
    fuzzy: bool = False
    """True if the English belongs to an earlier or similar text and must not be published."""
    previous: str = ""
    """The Chinese that the English of a fuzzy entry translates."""
    state: Stored = "translated"
    """A `draft` is unchanged machine output, or English from another edition's memory; `reviewed`
    has been revised against the Chinese; `approved` has been read against it by a person, the
    `reviewer`.
    """
    provenance: str = ""
    """The origin of the English, for readers."""
    note: str = ""
    """Translator's note, in English, shown to the reader."""
    reviewer: str = ""
    """The person who approved it, and the day; empty for all other states."""

    @property
    def status(self) -> State:
        if not self.target.strip():
            return "untranslated"
        return "fuzzy" if self.fuzzy else self.state

    @property
    def is_unfinished(self) -> bool:
        return self.status in ("untranslated", "fuzzy")

    @property
    def published(self) -> str:
        """The English that a page may show; empty if there is none."""
        return self.target if self.status in PUBLISHED else ""

    @property
    def shown(self) -> str:
        """The English that a page may show, marked if it is a draft; empty if there is none."""
        return self.target if self.status == "draft" else self.published


@dataclass(frozen=True, slots=True)
class Memory:
    """All entries by key, in text order, and those that the text no longer has."""

    header: str
    """The comment at the head of the file."""
    entries: Mapping[str, Entry]
    places: Mapping[str, tuple[str, ...]]
    """The places of each unit by key: reference and heading, as the file shows them."""
    obsolete: tuple[Entry, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    """The fields of the file's first entry; those of other programs are kept."""

    def entry(self, text: str) -> Entry:
        """The entry of a unit; one without English if the memory has none."""
        return self.entries.get(key(text)) or Entry(text)

    def target(self, text: str) -> str:
        """The English of a unit that may be published, or an empty string."""
        return self.entry(text).published


def parse_memory(text: str, file: str = FILE) -> Memory:
    """Read a PO file. Law: every text of the file is in the memory.

    Raises `Problems` for anything that the memory cannot hold, broken syntax, a duplicate unit, and
    English on two lines.
    """
    raise_any(strange_lines(text, file))
    try:
        # polib ignores the former Chinese of obsolete entries unless it is marked like that of
        # others.
        po = polib.pofile(OBSOLETE_PREVIOUS.sub("#|", text))
    except (OSError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        found = f"not a valid PO file: {str(error).rpartition(': ')[2]}"
        raise stop(file, found, MSGFMT, line=int(line[1]) if line else 0) from error
    raise_any(faults(po, file))
    live = [(entry_of(one), one) for one in po if not one.obsolete]
    memory = Memory(
        header=po.header,
        entries={key(entry.source): entry for entry, _ in live},
        places={key(entry.source): tuple(one.comment.splitlines()) for entry, one in live},
        obsolete=tuple(entry_of(one) for one in po.obsolete_entries()),
        metadata=dict(po.metadata),
    )
    raise_any(lost_texts(text, memory, file))
    return memory


def lost_texts(text: str, memory: Memory, file: str) -> Iterator[Problem]:
    """Texts of the file that are not in the memory: nothing may disappear from it."""
    kept = Counter(texts_of(memory))
    for line, found in written(text):
        if found and not kept[found]:
            said = f"{quote(found)} would be lost: its entry has another such text, or is missing"
            yield Problem(file, said, "join the two, or move it to its own entry", line=line)
        kept[found] -= 1
    first = re.search(r"^(?:#~ )?msgid .*", text, re.MULTILINE)
    head = text[: first.start()] if first else text
    at_head = [line[2:] for line in head.split("\n") if line[:2] in ("#", "# ")]
    if "\n".join(at_head) != memory.header or (first and first[0] != 'msgid ""'):
        found = "the file does not begin with its comments, followed by an empty msgid"
        yield Problem(file, found, "put an empty msgid and msgstr before the first entry")


def texts_of(memory: Memory) -> Iterator[str]:
    """Every text of the memory, as in its file."""
    yield "".join(f"{name}: {value}\n" for name, value in memory.metadata.items())
    for entry in (*memory.entries.values(), *memory.obsolete):
        yield from (entry.source, entry.target, entry.previous)
        said = {"note": entry.note, "provenance": entry.provenance, "state": entry.state}
        said["reviewer"] = entry.reviewer
        yield from (f"{name}: {value}" for name, value in said.items())


def faults(po: polib.POFile, file: str) -> Iterator[Problem]:
    """The faults of single entries, and duplicate live entries."""
    seen: dict[str, int] = {}
    for one in po:
        at = one.linenum or 0
        if not one.obsolete:
            if first := seen.get(key(one.msgid)):
                found = f"{one.msgid[:30]!r} appears twice, first in line {first}"
                yield Problem(file, found, "keep one entry", line=at)
            seen[key(one.msgid)] = at
        for found, remedy in entry_faults(one):
            yield Problem(file, found, remedy, line=at)


def entry_faults(one: polib.POEntry) -> Iterator[tuple[str, str]]:
    """The faults of one entry, each with its remedy."""
    name = repr(one.msgid[:30])
    if not key(one.msgid):
        yield "an entry without Chinese", "remove it, or put its English where it belongs"
    for text in (one.msgid, one.msgstr, one.previous_msgid or ""):
        if breaks := [found for found in text if found in "\n\t\r"]:
            kind = "a line break" if breaks[0] == "\n" else named(breaks[0])
            yield f"the English of {name} has {kind}", "put it on one line"
    if flags := [flag for flag in one.flags if flag != "fuzzy"]:
        yield f"{name} has the flag {flags[0]!r}", "remove it: only fuzzy is allowed here"
    if strange := [line for line in one.comment.splitlines() if not PLACE.fullmatch(line)]:
        yield f"{strange[0]!r} is not a place of {name}", "begin the line with `# note: `"
    for line in one.tcomment.splitlines():
        if not COMMENT.fullmatch(line):
            found = f"a comment that is not state, provenance, reviewer, or note: {line!r}"
            yield found, "begin it with `note: `"
    said = comments(one)
    state, reviewer = said.get("state", "translated"), said.get("reviewer", "")
    if state not in get_args(Stored):
        yield f"unknown state {state!r}", f"use {', '.join(get_args(Stored))}"
    named_well = bool(REVIEWER.fullmatch(reviewer)) if state == "approved" else not reviewer
    if not named_well:
        found = f"{name} has the state {state!r} and the reviewer {reviewer!r}"
        yield found, "an approved entry, and no other, has `reviewer: NAME, YEAR-MONTH-DAY`"


def comments(one: polib.POEntry) -> dict[str, str]:
    found = map(COMMENT.fullmatch, one.tcomment.splitlines())
    return {match["name"]: match["value"] for match in found if match}


def entry_of(one: polib.POEntry) -> Entry:
    said = comments(one)
    return Entry(
        source=one.msgid,
        target=one.msgstr,
        fuzzy=one.fuzzy,
        previous=one.previous_msgid or "",
        state=cast("Stored", said.get("state", "translated")),
        provenance=said.get("provenance", ""),
        note=said.get("note", ""),
        reviewer=said.get("reviewer", ""),
    )


def format_memory(memory: Memory, project: str) -> str:
    """The PO file. Law: `parse_memory(format_memory(m))` is `m`; same memory, same bytes."""
    po = polib.POFile(wrapwidth=0)
    po.header = memory.header
    po.metadata = {
        **memory.metadata,
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
    said = {"note": entry.note, "provenance": entry.provenance, "reviewer": entry.reviewer}
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
    """The line of the `msgid` of each live entry by key, counted from 1."""
    pattern = re.compile(r'msgid "(?P<text>.+)"')
    found = ((n, pattern.fullmatch(line)) for n, line in enumerate(text.splitlines(), 1))
    return {key(polib.unescape(match["text"])): n for n, match in found if match}


def renewed(entry: Entry, source: str) -> Entry:
    """The entry for a changed source text: its English as fuzzy, with its former Chinese."""
    return replace(entry, source=source, fuzzy=True, previous=entry.previous or entry.source)


def put(memory: Memory, new: Entry) -> Memory:
    """The memory with a new entry for an unfinished unit; otherwise unchanged.

    English that a person wrote for an earlier text stays in the file, as obsolete.
    """
    name = key(new.source)
    entry = memory.entries.get(name)
    if entry is None or not entry.is_unfinished:
        return memory
    entries = {**memory.entries, name: replace(new, source=entry.source, note=entry.note)}
    earlier = replace(entry, source=entry.previous, fuzzy=False, previous="")
    kept = (earlier,) if entry.previous and entry.state != "draft" else ()
    return replace(memory, entries=entries, obsolete=(*memory.obsolete, *kept))
