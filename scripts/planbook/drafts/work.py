"""Lists the units to translate, and adds drafts to the memory, without calling an engine."""

from dataclasses import dataclass, replace

from planbook.structure.model import Paragraph, Place, UnitKind
from planbook.translation.memory import Entry, Memory, key
from planbook.translation.sync import Edition


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit without finished English, with what an engine may need to know about it."""

    reference: str
    """Its first place: `2.1.3.2.1`; for a heading, `2.1.3`."""
    kind: UnitKind
    entry: Entry
    context: str
    """The whole paragraph; for a heading, the first paragraph under it."""

    @property
    def source(self) -> str:
        return self.entry.source


def unfinished(edition: Edition, chapter: str = "") -> tuple[Segment, ...]:
    """Units that are empty or fuzzy, each once, in text order.

    `chapter` is the number of one chapter, `0` for the text before the first; empty for all.
    """
    found: dict[str, Segment] = {}
    for one in edition.outline.places():
        name, reference = key(one.sentence.text), one.sentence.reference
        entry = edition.memory.entries[name]
        if is_unfinished(entry) and chapter in ("", reference.partition(".")[0]):
            found.setdefault(name, Segment(reference, one.kind, entry, context_of(one)))
    return tuple(found.values())


def texts_of(edition: Edition, chapter: str = "") -> tuple[str, ...]:
    """Every unit of a chapter, or of the plan, once and in text order, finished or not."""
    found: dict[str, str] = {}
    for one in edition.outline.units():
        if chapter in ("", one.reference.partition(".")[0]):
            found.setdefault(key(one.text), one.text)
    return tuple(found.values())


def is_unfinished(entry: Entry) -> bool:
    return entry.status in ("untranslated", "fuzzy")


def context_of(place: Place) -> str:
    """The whole paragraph; for a heading, the first paragraph below it."""
    block = place.block
    shown = [block] if isinstance(block, Paragraph) else list(block.paragraphs[:1])
    mark = block.mark if isinstance(block, Paragraph) else ""
    return mark + "".join(one.text for paragraph in shown for one in paragraph.sentences)


def with_draft(memory: Memory, unit: Segment, english: str, provenance: str) -> Memory:
    """The memory with a draft for the unit; unchanged if the unit has been finished meanwhile."""
    return with_entry(memory, Entry(unit.source, english, state="draft", provenance=provenance))


def with_entry(memory: Memory, new: Entry) -> Memory:
    """The memory with a new entry for an unfinished unit; otherwise unchanged.

    English that a person wrote for an earlier text stays in the file, as obsolete.
    """
    name = key(new.source)
    entry = memory.entries.get(name)
    if entry is None or not is_unfinished(entry):
        return memory
    entries = {**memory.entries, name: replace(new, source=entry.source, note=entry.note)}
    earlier = replace(entry, source=entry.previous, fuzzy=False, previous="")
    kept = (earlier,) if entry.previous and entry.state != "draft" else ()
    return replace(memory, entries=entries, obsolete=(*memory.obsolete, *kept))
