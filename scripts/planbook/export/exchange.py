"""Writes the memory as `plan.tmx` (TMX 1.4b) and the terms as `terms.tbx` (TBX-Basic)."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from planbook import __version__
from planbook.links.terms import Term
from planbook.locales import LOCALES, Locale
from planbook.translation.memory import Entry, Memory
from planbook.xml import possible

TBX_DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
STATUS = "administrativeStatus"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


def as_tbx(terms: Iterable[Term], title: str) -> str:
    """The termbase, titled `title`; preferred, admitted, and forbidden forms keep their status."""
    root = ET.Element("martif", {"type": "TBX-Basic", LANG: LANGUAGES["en"]})
    head = add(add(root, "martifHeader"), "fileDesc")
    add(add(head, "titleStmt"), "title", title)
    add(add(head, "sourceDesc"), "p", "source/terms.toml")
    body = add(add(root, "text"), "body")
    for term in terms:
        add_entry(body, term)
    return document(root, TBX_DOCTYPE)


def add_entry(body: ET.Element, term: Term) -> None:
    entry = add(body, "termEntry", id=term.anchor)
    add(entry, "descrip", term.type, type="subjectField")
    add(entry, "admin", term.confidence, type="x-confidence")
    if term.authority:
        add(entry, "admin", term.authority, type="source")
    for locale in LOCALES:
        language = ET.SubElement(entry, "langSet", {LANG: LANGUAGES[locale]})
        add(language, "descrip", term.definition(locale), type="definition")
        for form, status in forms(term, locale):
            group = add(language, "tig")
            add(group, "term", form)
            add(group, "termNote", f"{status}-admn-sts", type=STATUS)


def forms(term: Term, locale: Locale) -> list[tuple[str, str]]:
    """Each form with its status, the preferred one first."""
    preferred, *admitted = term.forms(locale)
    forbidden = term.forbidden if locale == "en" else ()
    return [
        (preferred, "preferredTerm"),
        *((form, "admittedTerm") for form in admitted),
        *((form, "deprecatedTerm") for form in forbidden),
    ]


def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A new last child of `parent`. Raises `Problems` if XML cannot hold its text."""
    child = ET.SubElement(parent, tag, {key: possible(one) for key, one in attributes.items()})
    child.text = possible(text) or None
    return child


def document(root: ET.Element, doctype: str) -> str:
    """The whole file: declaration, document type, one element per line."""
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n{body}\n'


def as_tmx(memory: Memory) -> str:
    """Every unit with published English; its id is the reference of its first place."""
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
