"""Writes termbase and memory: `terms.csv`, SKOS in JSON-LD, `terms.tbx`, and `plan.tmx`."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from unicodedata import normalize
from xml.etree import ElementTree as ET

from planbook import __version__
from planbook.addresses import GLOSSARY, built
from planbook.export.plan import written
from planbook.figures import MONTHS
from planbook.links.terms import Term
from planbook.locales import LOCALES, TAGS, Bilingual, Locale
from planbook.translation.memory import Entry, Memory
from planbook.xml import possible

COLUMNS = (
    "id", "zh", "also_zh", "en", "admitted", "forbidden", "type", "confidence", "authority",
    "definition_zh", "definition_en", "passages",
)  # fmt: skip
BOM = "\ufeff"
"""Without it, spreadsheets mistake the encoding."""
COMPUTED = re.compile(
    r"""(?P<before> \A | [;\t\r\n] )      # where a cell begins, whatever a program parts cells by
        (?= [\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]*
            [=+@\-\uff1d\uff0b\uff20\uff0d\ufe66\ufe62\ufe6b\ufe63] )  # = + @ - of any width
      | \A (?= [\t\r\n] )""",
    re.VERBOSE,
)
"""Text that spreadsheets compute (OWASP, CSV injection): = + - @ in any width, after blanks, wherever
some program begins a cell; and a tab or line end at its beginning.
"""
MONTH = "|".join(f"{one[:3]}(?:{one[3:]})?" for one in MONTHS) + "|Sept"
CURRENCY = "[$€£¥₩]"
CONVERTED = re.compile(
    rf"""[(]? [+-]? \s* {CURRENCY}? \s*                          # ($5,000)
        (?: \d+ (?: [.,/:'’ -]+ \d+ ){{0,2}} [.,]? | [.,]\d+ )    # 1,000; 3-5; 5.; .5
        (?: [eE][+-]?\d+ )? \s* (?: [%‰] | {CURRENCY} | [ap]\.?m\.? )? \s* [)]? -?   # 50 %; 5-; 5 PM
      | (?: \d+ \s* 年 )? \d+ \s* 月 (?: \s*\d+ \s* [日号] )?      # 12月31日
      | (?: \d+ [\s.,-]* )? (?:{MONTH})\.? (?: [\s.,-]*\d+ ){{0,2}}   # May 2021
      | true | false | \#(?: n/a | ref! | null! | num! | value! | name\? | div/0! )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Text that a spreadsheet of some country takes for a number, a date, a time, or an error: in Germany,
485,000 is 485, and 2.1.3 a day in 2003. Without full-width forms.
"""
Value = str | int | float | tuple[str, ...]


def as_csv(terms: Iterable[Term], passages: Mapping[str, tuple[str, ...]]) -> str:
    """One line for each term; several values in a cell are separated by `; `.

    `passages` are the references of the paragraphs that use a term, by its id.
    """
    return table(
        COLUMNS,
        (
            [*(getattr(term, name) for name in COLUMNS[:-1]), passages.get(term.id, ())]
            for term in terms
        ),
    )


def table(columns: Iterable[str], rows: Iterable[Iterable[Value]]) -> str:
    """A table for spreadsheets: UTF-8 with byte order mark, and no text that computes."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(map(cell, row) for row in rows)
    return BOM + file.getvalue()


def cell(value: Value) -> str:
    """A number, or text with an apostrophe wherever a spreadsheet would compute or convert it."""
    if isinstance(value, int | float):
        return without_point(value)
    text = value if isinstance(value, str) else "; ".join(value)
    if CONVERTED.fullmatch(normalize("NFKC", text).strip()):
        return f"'{text}"
    return COMPUTED.sub(r"\g<before>'", text)


def without_point(number: float) -> str:
    """A number without a decimal point, which half the world reads as a comma: 65.85 as 6585E-2."""
    if isinstance(number, int):
        return str(number)
    sign, digits, exponent = Decimal(repr(number)).as_tuple()
    return f"{'-' if sign else ''}{''.join(map(str, digits))}E{exponent}"


# --- SKOS


SKOS = "http://www.w3.org/2004/02/skos/core#"
BY_LANGUAGE = ("prefLabel", "altLabel", "hiddenLabel", "definition")
CONTEXT = {
    "skos": SKOS,
    "id": "@id",
    "type": "@type",
    **{name: {"@id": f"skos:{name}", "@container": "@language"} for name in BY_LANGUAGE},
    **{
        name: {"@id": f"skos:{name}", "@type": "@id"}
        for name in ("inScheme", "member", "topConceptOf")
    },
}
GLOSSARY_FILE = built("data/terms.jsonld", GLOSSARY)
"""The addresses of the terms are those of the site."""


def as_jsonld(terms: Sequence[Term], title: Bilingual, types: Mapping[str, Bilingual]) -> str:
    """The termbase, titled `title`: a concept for each term, a collection for each type.

    Forms that the English must not use are hidden labels, which searches may match.
    """
    concepts = [concept(one) for one in terms]
    members: dict[str, list[str]] = {}
    for one in terms:
        members.setdefault(one.type, []).append(address(one))
    scheme = {"id": GLOSSARY_FILE, "type": "skos:ConceptScheme", "prefLabel": by_tag(title)}
    collections = [
        {
            "id": f"{GLOSSARY_FILE}#type-{name}",
            "type": "skos:Collection",
            "prefLabel": by_tag(types[name]),
            "member": found,
        }
        for name, found in sorted(members.items())
    ]
    whole = {"@context": CONTEXT, "@graph": [scheme, *collections, *concepts]}
    return written(whole)


def concept(term: Term) -> dict[str, object]:
    labels: dict[str, dict[str, str | list[str]]] = {
        "prefLabel": {TAGS[locale]: term.forms(locale)[0] for locale in LOCALES},
        "altLabel": {TAGS[locale]: list(term.forms(locale)[1:]) for locale in LOCALES},
        "hiddenLabel": {"en": list(term.forbidden)},
        "definition": {TAGS[locale]: term.definition(locale) for locale in LOCALES},
    }
    filled = {name: {tag: one for tag, one in by.items() if one} for name, by in labels.items()}
    return {
        "id": address(term),
        "type": "skos:Concept",
        **{name: by for name, by in filled.items() if by},
        "topConceptOf": GLOSSARY_FILE,
        "inScheme": GLOSSARY_FILE,
    }


def address(term: Term) -> str:
    return f"{GLOSSARY_FILE}#{term.anchor}"


def by_tag(text: Bilingual) -> dict[str, str]:
    return {TAGS[locale]: text.of(locale) for locale in LOCALES}


# --- TBX and TMX


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
