"""Reads the memory of another edition or program, and adds its English for equal and similar texts.

The memory is a PO file like `plan.en.po`, or a TMX file. Its Chinese is brought into Simplified
characters, and each text onto one line, as in our own; what cannot be used is left out and counted.
English for an equal text becomes a draft if it would also be accepted from an engine. All other
English is fuzzy, with the differences in its provenance.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from xml.etree import ElementTree as ET

from rapidfuzz.distance import Levenshtein

from planbook.characters import CHINESE, FORBIDDEN, printable
from planbook.checks.kit import Kit
from planbook.drafts.protect import faults, outsized
from planbook.fields import LONGEST
from planbook.problems import Problems, named, quote, stop
from planbook.text.script import is_traditional, to_simplified
from planbook.translation.join import FUZZY_CUTOFF, Spares
from planbook.translation.memory import PUBLISHED, Entry, Memory, parse_memory, put
from planbook.words import WORDS

ENGLISH_LONGEST = 5 * LONGEST
"""Maximum characters of a pair's English; its Chinese has at most `LONGEST`."""
NAME_LONGEST = 80
SAMPLE = 100_000
"""Characters of Chinese by which the script of a memory is told."""
WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_LANGUAGES = 10
"""Maximum languages that a message names."""
WANTED = "give the plan.en.po of an edition, or a TMX file that a translation program exported"
AGAIN = "export it again: it is cut off or damaged"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Another memory."""

    name: str
    """Its project, or else its file, as the provenance of what is taken from it says."""
    entries: tuple[Entry, ...]
    """Its pairs, in order; two may have the same Chinese."""
    left_out: Counter[str]
    """The number of its pairs that cannot be used, by reason."""


def parse_foreign(raw: bytes, file: str) -> Foreign:
    """The pairs of a PO or TMX file. Raises `Problems` with one problem for anything else."""
    text = decoded(raw, file)
    if text.lstrip().startswith("<"):
        return usable(file, tmx_pairs(text, file), PurePath(file).name)
    if re.search(r'^msgid "', text, re.MULTILINE):
        return po_pairs(text, file)
    raise stop(file, "is neither a PO nor a TMX file", WANTED)


def decoded(raw: bytes, file: str) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark, as some programs write TMX."""
    encoding = next((name for bom, name in WIDE if raw.startswith(bom)), "utf-8-sig")
    try:
        return raw.decode(encoding).replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        found = f"is no text in UTF-8 or UTF-16: byte {error.start:,} does not fit"
        raise stop(file, found, WANTED) from error


def po_pairs(text: str, file: str) -> Foreign:
    """The finished English of another edition: no drafts, nothing fuzzy."""
    try:
        memory = parse_memory(text, file)
    except Problems as faulty:
        raise Problems(faulty.problems[:1]) from faulty
    language = memory.metadata.get("Language", "en")
    if language_of(language) != "en":
        raise stop(file, f"its language is {quote(language)}, not English", WANTED)
    entries = [one for one in (*memory.entries.values(), *memory.obsolete) if one.target]
    finished = [one for one in entries if one.status in PUBLISHED]
    name = memory.metadata.get("Project-Id-Version", "").strip() or PurePath(file).name
    unfinished = Counter[str](one.status for one in entries if one.status not in PUBLISHED)
    found = usable(file, ((one.source, one.target) for one in finished), name)
    return replace(found, left_out=unfinished | found.left_out)


def tmx_pairs(text: str, file: str) -> Iterator[tuple[str, str]]:
    """The Chinese and English of each unit of a TMX file, 1.1 to 1.4b."""
    root = tmx_root(text, file)
    try:
        units = [variants(unit) for unit in root.iterfind("{*}body/{*}tu")]
    except RecursionError as error:
        raise stop(file, "is nested too deeply", AGAIN) from error
    languages = sorted({name for unit in units for name in unit})
    if not {"zh", "en"} <= set(languages):
        said = ", ".join(languages[:MOST_LANGUAGES]) or "none"
        found = f"has no pairs of Chinese and English; its languages: {quote(said)}"
        raise stop(file, found, "give a memory with zh and en")
    return ((unit.get("zh", ""), unit.get("en", "")) for unit in units)


def tmx_root(text: str, file: str) -> ET.Element:
    """The root of a TMX file. No entity is ever expanded: a file that declares one is rejected."""
    if "<!ENTITY" in text:
        raise stop(file, "declares XML entities, which no memory needs", WANTED)
    try:
        root = ET.fromstring(text)  # noqa: S314 - nothing to expand
    except ET.ParseError as error:
        line, column = error.position
        found = f"is not well-formed XML at column {column + 1}"
        raise stop(file, found, AGAIN, line=line) from error
    if root.tag.rpartition("}")[2] != "tmx":
        raise stop(file, f"is XML, but no TMX: its root is {quote(root.tag)}", WANTED)
    return root


def variants(unit: ET.Element) -> dict[str, str]:
    """The texts of a unit by language, the first of each."""
    found: dict[str, str] = {}
    for variant in unit.iterfind("{*}tuv"):
        language = language_of(variant.get(LANG) or variant.get("lang") or "")
        seg = variant.find("{*}seg")
        if seg is not None:
            found.setdefault(language, "".join(words(seg)))
    return found


def language_of(tag: str) -> str:
    """The language of a tag such as `zh-CN` or `EN_us`."""
    return re.split("[-_]", tag.strip().lower())[0]


def words(seg: ET.Element) -> Iterator[str]:
    """The text of a segment, highlighted text (`hi`) too, but not the codes of its format."""
    yield seg.text or ""
    for child in seg:
        if child.tag.rpartition("}")[2] == "hi":
            yield from words(child)
        yield child.tail or ""


def usable(file: str, pairs: Iterable[tuple[str, str]], name: str) -> Foreign:
    """The pairs that a memory of ours can hold, and the number of others by reason."""
    every = [(" ".join(zh.split()), " ".join(en.split())) for zh, en in pairs]
    reasons = Counter(reason for one in every if (reason := unusable(*one)))
    kept = [one for one in every if not unusable(*one)]
    if not kept:
        raise stop(file, "has no Chinese with finished English", WANTED)
    sample = "".join(zh for zh, _ in kept)[:SAMPLE]
    fold = to_simplified if is_traditional(sample) else str
    entries = tuple(Entry(fold(zh), en) for zh, en in kept)
    return Foreign(" ".join(printable(name).split())[:NAME_LONGEST], entries, reasons)


def unusable(zh: str, en: str) -> str:
    """The reason why a pair cannot be used; empty if it can."""
    if not zh or not en:
        return "in one language only"
    if len(zh) > LONGEST or len(en) > ENGLISH_LONGEST:
        return "far too long"
    if FORBIDDEN.search(zh + en):
        return "with characters that no text may carry"
    return "" if CHINESE.search(zh) else "without Chinese"


# --- its English for our units


BANDS = (100, 95, 85, round(FUZZY_CUTOFF))
"""The least similarity of each band, in percent; below the last one, nothing is similar."""
WORD = re.compile(r"\d+(?:[.,]\d+)*[%‰]?|[A-Za-z]+|.", re.DOTALL)
"""A piece that is compared as a whole: a number, a word, a character."""
SHOWN = 4
"""Maximum differences, faults, or translations that a provenance names."""


@dataclass(frozen=True, slots=True)
class Match:
    """A unit, with the entries of the other memory for it."""

    source: str
    percent: int
    """100 for an equal text, less for a similar one, 0 for none."""
    entries: tuple[Entry, ...] = ()
    """Those with an equal text, one for each different English; or the most similar one."""


def matches(units: Iterable[str], foreign: Foreign) -> tuple[Match, ...]:
    """The match of each unit. A pair of the memory can serve many units."""
    spares = Spares(foreign.entries)
    return tuple(match(one, spares) for one in units)


def match(source: str, spares: Spares) -> Match:
    if equal := [spares.untaken[number] for number in spares.exact(source)]:
        firsts = {one.target: one for one in reversed(equal)}
        return Match(source, 100, tuple(one for one in equal if one is firsts[one.target]))
    if similar := spares.similar(source):
        number, percent = similar
        # Long texts are compared at their beginning, and may be equal there.
        return Match(source, min(99, int(percent)), (spares.untaken[number],))
    return Match(source, 0)


def recalled(memory: Memory, found: Iterable[Match], name: str, kit: Kit) -> Memory:
    """Our memory with the matches from the one of that name. Finished English does not change.

    A draft replaces fuzzy English; fuzzy English only fills units that have none.
    """
    for one in found:
        old = memory.entry(one.source)
        if one.entries and old.is_unfinished:
            new = entry_of(one, name, kit)
            if not (new.fuzzy and old.target):
                memory = put(memory, new)
    return memory


def entry_of(found: Match, name: str, kit: Kit) -> Entry:
    """The new entry, with its origin and, if it cannot be a draft, the reason."""
    first = found.entries[0]
    equal = found.percent == 100
    doubt = doubt_of(found, kit) if equal else unlike(found, kit)
    return Entry(
        source=found.source,
        target=first.target,
        fuzzy=bool(doubt),
        previous="" if equal else first.source,
        state="draft",
        provenance=WORDS["en"].translation.recalled.format(name) + (f", {doubt}" if doubt else ""),
    )


def doubt_of(found: Match, kit: Kit) -> str:
    """The reason why the English of an equal text cannot be a draft; empty if it can."""
    first, *others = found.entries
    if others:
        return "which also has " + " and ".join(f"“{one.target}”" for one in others[:SHOWN])
    if large := outsized(found.source, first.target):
        return large
    return named(tuple(faults(found.source, first.target, kit)), SHOWN, "; ")


def unlike(found: Match, kit: Kit) -> str:
    """The differences between a similar text and the unit; terms and numbers are compared whole."""
    before, after = pieces(found.entries[0].source, kit), pieces(found.source, kit)
    changes = (
        f"「{''.join(before[one.src_start : one.src_end])}」"
        f"→「{''.join(after[one.dest_start : one.dest_end])}」"
        for one in Levenshtein.opcodes(before, after)
        if one.tag != "equal"
    )
    return f"{found.percent}% alike: {named(tuple(changes), SHOWN, '; ')}"


def pieces(text: str, kit: Kit) -> list[str]:
    """The text in terms, numbers, words, and single characters."""
    found, at = [], 0
    for one in kit.hits(text):
        found += [*WORD.findall(text[at : one.start]), text[one.start : one.end]]
        at = one.end
    return [*found, *WORD.findall(text[at:])]


def coverage(found: Sequence[Match], foreign: Foreign, kit: Kit) -> str:
    """The share of the plan that the memory covers, in units and in characters of Chinese.

    The last line gives the share that the termbase covers, whoever translates the rest.
    """
    left_out = (f", {count:,} left out ({why})" for why, count in foreign.left_out.items())
    head = f"memory    {foreign.name}: {len(foreign.entries):,} pairs{''.join(left_out)}"
    sizes = {name: (len(some), size(some)) for name, some in banded(found).items()}
    known = [sum(hit.end - hit.start for hit in kit.hits(one.source)) for one in found]
    sizes["terms in"] = sum(map(bool, known)), sum(known)
    whole, most = max(1, len(found)), max(1, size(found))
    rows = (
        f"{name:<10}{count:>8,} units {count / whole:>6.1%}"
        f"{characters:>11,} characters {characters / most:>6.1%}"
        for name, (count, characters) in sizes.items()
    )
    return "\n".join((head, *rows))


def banded(found: Sequence[Match]) -> Mapping[str, Sequence[Match]]:
    """The matches by band, and all of them."""
    made: dict[str, Sequence[Match]] = {}
    above = 101
    for least in (*BANDS, 0):
        name = {100: "exact", 0: "none"}.get(least, f"{least}–{above - 1}%")
        made[name] = [one for one in found if least <= one.percent < above]
        above = least
    return {**made, "all": found}


def size(found: Iterable[Match]) -> int:
    return sum(len(one.source) for one in found)
