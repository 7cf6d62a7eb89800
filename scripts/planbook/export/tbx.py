"""`terms.tbx`: the termbase as TBX-Basic (ISO 30042:2008), one entry for each concept."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from planbook.export.xml import LANG, LANGUAGES, add, document
from planbook.links.terms import Term
from planbook.locales import LOCALES, Locale

DOCTYPE = '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
STATUS = "administrativeStatus"


def as_tbx(terms: Iterable[Term], title: str) -> str:
    """The termbase under `title`; preferred, admitted and forbidden forms keep their status."""
    root = ET.Element("martif", {"type": "TBX-Basic", LANG: LANGUAGES["en"]})
    head = add(add(root, "martifHeader"), "fileDesc")
    add(add(head, "titleStmt"), "title", title)
    add(add(head, "sourceDesc"), "p", "source/terms.toml")
    body = add(add(root, "text"), "body")
    for term in terms:
        add_entry(body, term)
    return document(root, DOCTYPE)


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
