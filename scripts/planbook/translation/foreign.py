"""Reads the memory of another edition or program: a PO file like `plan.en.po`, or a TMX file.

The Chinese is brought into Simplified characters, and each text onto one line, as in our own
memory. What cannot be used is left out and counted.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from xml.etree import ElementTree as ET

from planbook.characters import CHINESE, FORBIDDEN, printable
from planbook.fields import LONGEST
from planbook.problems import Problems, quote, stop
from planbook.text.script import is_traditional, to_simplified
from planbook.translation.memory import PUBLISHED, Entry, parse_memory

ENGLISH_LONGEST = 5 * LONGEST
"""Maximum characters of a pair's English; its Chinese has at most `LONGEST`."""
NAME_LONGEST = 80
SAMPLE = 100_000
"""Characters of Chinese by which the script of a memory is told."""
WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SHOWN = 10
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
        said = ", ".join(languages[:SHOWN]) or "none"
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
    kept: list[tuple[str, str]] = []
    reasons = Counter[str]()
    for one in pairs:
        zh, en = (" ".join(text.split()) for text in one)
        if reason := unusable(zh, en):
            reasons[reason] += 1
        else:
            kept.append((zh, en))
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
