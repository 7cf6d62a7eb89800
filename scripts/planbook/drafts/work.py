"""Lists the units to translate, and adds drafts to the memory, without calling an engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from planbook.structure.model import Outline, Paragraph, is_unit
from planbook.translation.memory import Entry, Memory, key
from planbook.translation.sync import Edition

Kind = Literal["heading", "lead", "caption", "table cell", "sentence"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit without finished English, with what an engine may need to know about it."""

    reference: str
    """Its first place: `2.1.3.2.1`; for a heading, `2.1.3`."""
    kind: Kind
    entry: Entry
    context: str
    """The whole paragraph; for a heading, the first paragraph under it."""

    @property
    def source(self) -> str:
        return self.entry.source


def unfinished(edition: Edition, chapter: str = "") -> tuple[Unit, ...]:
    """Units that are empty or fuzzy, each once, in text order.

    `chapter` is the number of one chapter, `0` for the text before the first; empty for all.
    """
    found: dict[str, Unit] = {}
    for reference, text, kind, context in places(edition.outline):
        entry = edition.memory.entries[key(text)]
        if is_unfinished(entry) and chapter in ("", reference.partition(".")[0]):
            found.setdefault(key(text), Unit(reference, kind, entry, context))
    return tuple(found.values())


def is_unfinished(entry: Entry) -> bool:
    return entry.status in ("untranslated", "fuzzy")


def places(outline: Outline) -> Iterator[tuple[str, str, Kind, str]]:
    """Reference, text, kind, and context of every unit, in text order."""
    for block in outline.blocks():
        if isinstance(block, Paragraph):
            whole = block.mark + "".join(one.text for one in block.sentences)
            for number, sentence in enumerate(block.sentences):
                if not is_unit(sentence):
                    continue
                yield sentence.reference, sentence.text, kind_of(block, number), whole
        else:
            first = "".join(one.text for p in block.paragraphs[:1] for one in p.sentences)
            yield block.title.reference, block.title.text, "heading", first


def kind_of(paragraph: Paragraph, number: int) -> Kind:
    """The kind of the sentence with this number, counted from 0."""
    if paragraph.kind == "table":
        return "table cell"
    if paragraph.kind in ("caption", "heading"):
        return "caption" if paragraph.kind == "caption" else "heading"
    return "lead" if paragraph.has_lead and number == 0 else "sentence"


def with_draft(memory: Memory, unit: Unit, english: str, provenance: str) -> Memory:
    """The memory with a draft for the unit; unchanged if the unit has been finished meanwhile.

    English that a person wrote for an earlier text stays in the file, as obsolete.
    """
    name = key(unit.source)
    entry = memory.entries.get(name)
    if entry is None or not is_unfinished(entry):
        return memory
    draft = replace(
        entry, target=english, fuzzy=False, previous="", state="draft", provenance=provenance
    )
    earlier = replace(entry, source=entry.previous, fuzzy=False, previous="")
    kept = (earlier,) if entry.previous and entry.state != "draft" else ()
    return replace(
        memory, entries={**memory.entries, name: draft}, obsolete=(*memory.obsolete, *kept)
    )
