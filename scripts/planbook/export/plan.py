"""Writes the plan in both languages as `plan.json`, and as Akoma Ntoso 3.0 (OASIS LegalDocML)."""

import json
from collections.abc import Iterable, Iterator, Mapping

from planbook import __version__
from planbook.addresses import anchor_of, page_of
from planbook.locales import TAGS, Locale
from planbook.reading.model import JOINTS, Block, Note, Reading, Run, Sentence
from planbook.reading.read import Passage, passages_of
from planbook.structure.model import Division
from planbook.xml import element, text

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
"""The license of the English and of the edition's own texts; the plan is an official document."""


def as_json(readings: Mapping[Locale, Reading]) -> str:
    """One object: a description of the plan, then its passages in text order.

    `zh` and `en` of a passage are lists of sentences of the same length; a sentence without English
    is empty. `page` is the address of its page below a language's folder. A note of the
    original has `note_on`, the reference of the sentence that it explains. A table has `columns`,
    and `head_rows` and `head_columns`; its cells are its sentences, row by row. `drafts`, where there are any, are the references of
    the sentences whose English is a draft.
    """
    description = readings["zh"].description
    content = {
        "id": description.id,
        "title": {"zh": description.title.zh, "en": description.title.en},
        "translation": readings["zh"].standing.data,
        "passages": [record(one) for one in passages_of(readings)],
    }
    return written(content)


def written(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def record(passage: Passage) -> dict[str, object]:
    note = {"note_on": passage.noted} if passage.noted else {}
    drafts = {"drafts": list(passage.drafts)} if passage.drafts else {}
    return {
        "reference": passage.reference,
        "kind": passage.kind,
        "page": f"{page_of(passage.reference).removesuffix('.md')}.html",
        "anchor": passage.anchor,
        **note,
        **(table_of(passage.blocks["zh"]) if passage.columns else {}),
        "zh": list(passage.lines["zh"]),
        "en": list(passage.lines["en"]),
        **drafts,
    }


def table_of(block: Block) -> dict[str, int]:
    rows, columns = len(block.heads), block.sides
    return {"columns": block.columns, "head_rows": rows, "head_columns": columns}


# --- Akoma Ntoso


NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES: dict[Locale, str] = {"zh": "zho", "en": "eng"}
"""ISO 639-2, as FRBR names a language; `xml:lang` has the tags of the web."""
UNDATED = "0001-01-01"
"""Akoma Ntoso requires a date; by the usage of its tools (cobalt), this one means that there is none."""
MAKER = "planbook"


def as_akn(reading: Reading) -> str:
    """The plan in the language of the reading."""
    language = {"xml:lang": TAGS[reading.locale]}
    doc = tag(
        "doc",
        meta(reading),
        tag("preface", *preface(reading), **language),
        tag("mainBody", *main_body(reading), **language),
        name=reading.description.document,
    )
    whole = tag("akomaNtoso", doc, xmlns=NAMESPACE)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def tag(kind: str, /, *inside: str, **attributes: str) -> str:
    """An element on lines of its own. Attributes that are empty are left out."""
    lines = "".join(f"\n{one}" for one in inside)
    return element(kind, {key: one or None for key, one in attributes.items()}, lines)


# --- what is known about the document


def meta(reading: Reading) -> str:
    """The plan as a work, its text in this language, and this file."""
    about, day = reading.description, reading.description.released.isoformat()
    work = f"/akn/cn/doc/{about.document}/{UNDATED[:4]}/{about.id}"
    expression = f"{work}/{LANGUAGES[reading.locale]}@{day}"
    language = tag("FRBRlanguage", language=LANGUAGES[reading.locale])
    author = tag("FRBRauthor", href=f"#{MAKER}", **{"as": "#editor"})
    issuer = tag("FRBRauthor", href="#issuer", **{"as": "#author"})
    named = [
        tag("FRBRalias", value=about.title.of(reading.locale), name="title"),
        tag("FRBRdate", date=UNDATED, name="unknown"),
    ]
    dated = [tag("FRBRdate", date=day, name="release"), author]
    identification = tag(
        "identification",
        tag("FRBRWork", *frbr(work), *named, issuer, tag("FRBRcountry", value="cn")),
        tag("FRBRExpression", *frbr(expression), *dated, language),
        tag("FRBRManifestation", *frbr(expression, ".xml"), *dated),
        source=f"#{MAKER}",
    )
    return tag("meta", identification, references(reading))


def frbr(base: str, ending: str = "") -> tuple[str, str]:
    """The address of a work, a text, or a file, and of its main document."""
    return (
        tag("FRBRthis", value=f"{base}/!main{ending}"),
        tag("FRBRuri", value=f"{base}{ending}"),
    )


def references(reading: Reading) -> str:
    """The makers of the document, and the terms that its text uses."""
    terms = {
        run.term.id: run.term
        for sentence in reading.sentences.values()
        for run in sentence.runs
        if run.term
    }
    entries = (
        ("TLCOrganization", MAKER, f"organization/{MAKER}", f"planbook {__version__}"),
        ("TLCOrganization", "issuer", "organization/unknown", "unknown"),
        ("TLCRole", "editor", "role/editor", "editor"),
        ("TLCRole", "author", "role/author", "author"),
        *(
            ("TLCTerm", one.anchor, f"term/{name}", one.forms(reading.locale)[0])
            for name, one in sorted(terms.items())
        ),
    )
    tags = (
        tag(kind, eId=name, href=f"/akn/ontology/{path}", showAs=shown)
        for kind, name, path, shown in entries
    )
    return tag("references", *tags, source=f"#{MAKER}")


# --- the text


def preface(reading: Reading) -> Iterator[str]:
    """The standing of the text, and the paragraphs before the first chapter."""
    remark = element("remark", {"status": "editorial"}, text(reading.standing.data))
    yield element("p", {"xml:lang": "en"}, remark)
    for one in reading.outline.front:
        role = "docTitle" if one is reading.outline.title else ""
        yield paragraph(reading.blocks[one.reference], role)


def main_body(reading: Reading) -> Iterator[str]:
    """The chapters; those of a part are inside it."""
    for part, chapters in reading.outline.groups():
        inside = [division(reading, one) for one in chapters]
        if part is None:
            yield from inside
            continue
        block = reading.blocks[part.title.reference]
        own = [content(reading.blocks[one.reference]) for one in part.paragraphs]
        yield tag("part", *head(block), *own, *inside, eId=block.anchor)


def division(reading: Reading, one: Division) -> str:
    """A chapter, section, or subsection with everything below it."""
    block = reading.blocks[one.reference]
    own = [content(reading.blocks[each.reference]) for each in one.paragraphs]
    below = [division(reading, child) for child in one.children]
    return tag(one.level, *head(block), *own, *below, eId=block.anchor)


def head(block: Block) -> Iterator[str]:
    """The number and the title of a heading, and what the source lacks there."""
    yield from num(block)
    yield element("heading", {}, *inline(block), *gaps(block))


def content(block: Block) -> str:
    """A paragraph of the plan as a numbered element of the hierarchy."""
    return tag("paragraph", *num(block), tag("content", paragraph(block)), eId=block.anchor)


def num(block: Block) -> Iterator[str]:
    if mark := block.mark.strip():
        yield element("num", {}, text(mark))


def paragraph(block: Block, role: str = "") -> str:
    """Its sentences, or its table. `role` is the element around a text that has one."""
    if block.kind == "table":
        return table(block)
    inside = "".join((*inline(block), *gaps(block)))
    return element("p", {}, element(role, {}, inside) if role else inside)


def table(block: Block) -> str:
    """A table with its rows of heads."""
    rows = (
        tag(
            "tr",
            *(
                cell("th" if down < len(block.heads) or right < block.sides else "td", one)
                for right, one in enumerate(row)
            ),
        )
        for down, row in enumerate(block.rows())
    )
    return tag("table", *rows)


def cell(name: str, sentence: Sentence) -> str:
    return element(name, {}, element("p", {}, sentence_of(sentence)))


def inline(block: Block) -> Iterator[str]:
    """The sentences, joined as the language joins them."""
    for number, one in enumerate(block.sentences):
        yield text(JOINTS[block.lang]) if number else ""
        yield sentence_of(one)


def sentence_of(sentence: Sentence) -> str:
    """A sentence with its links and notes; a title's own address is its heading's.

    It names its language, since missing English is replaced by Chinese.
    """
    inside = "".join((*map(run, sentence.runs), *map(note, sentence.notes)))
    above, _, number = sentence.reference.rpartition(".")
    is_title = above.count(".") < 3
    attributes = {
        "eId": None if is_title else f"{anchor_of(above)}-{number}",
        "xml:lang": TAGS[sentence.lang],
        "status": "temporary" if sentence.is_draft else None,
    }
    return element("span", attributes, inside)


def run(one: Run) -> str:
    """A run with its link: to the term that it is, or the passage that it names."""
    if one.term:
        return element("term", {"refersTo": f"#{one.term.anchor}"}, text(one.text))
    if one.passage:
        return element("ref", {"href": f"#{anchor_of(one.passage)}"}, text(one.text))
    return text(one.text)


def note(one: Note) -> str:
    return element("authorialNote", {"eId": one.label}, element("p", {}, text(one.text)))


def gaps(block: Block) -> Iterable[str]:
    """The notices of what the source lacks here."""
    return (element("remark", {"status": "incomplete"}, text(one)) for one in block.gaps)
