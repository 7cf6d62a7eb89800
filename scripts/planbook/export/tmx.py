"""`plan.tmx`: the translation memory as TMX 1.4b, one unit for each text of the plan."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from planbook import __version__
from planbook.export.xml import LANG, LANGUAGES, add, document
from planbook.translation.memory import Entry, Memory

DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def as_tmx(memory: Memory) -> str:
    """Every unit whose English is published; its id is the reference of its first place."""
    root = ET.Element("tmx", version="1.4")
    header = {
        "creationtool": "planbook",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "PO",
        "adminlang": LANGUAGES["en"],
        "srclang": LANGUAGES["zh"],
        "datatype": "plaintext",
    }
    ET.SubElement(root, "header", header)
    body = add(root, "body")
    for name, entry in memory.entries.items():
        if entry.published:
            add_unit(body, entry, memory.places.get(name, ()))
    return document(root, DOCTYPE)


def add_unit(body: ET.Element, entry: Entry, places: tuple[str, ...]) -> None:
    first = next((word for place in places for word in place.split()), "")
    unit = add(body, "tu", **({"tuid": first} if first else {}))
    if entry.note:
        add(unit, "note", entry.note)
    for place in places:
        add(unit, "prop", place, type="x-place")
    add(unit, "prop", entry.state, type="x-state")
    add(unit, "prop", entry.provenance, type="x-provenance")
    for language, text in (("zh", entry.source), ("en", entry.published)):
        variant = ET.SubElement(unit, "tuv", {LANG: LANGUAGES[language]})
        add(variant, "seg", text)
