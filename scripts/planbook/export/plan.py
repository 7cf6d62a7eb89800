"""Writes `plan.json`: every heading and paragraph in both languages, under its reference."""

import json
from collections.abc import Mapping

from planbook.addresses import page_of
from planbook.description import Description
from planbook.locales import Locale
from planbook.reading.passages import Passage, passages_of
from planbook.reading.read import Reading
from planbook.reading.standing import standing_of

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of the English, and of what the edition says itself; the plan is an official document."""


def as_json(readings: Mapping[Locale, Reading], description: Description) -> str:
    """One object: a description of the plan, then its passages in text order.

    `zh` and `en` of a passage are lists of sentences of the same length; a sentence without English
    is empty. `page` is the address of its page below a language's folder. A note of the
    original has `note_on`, the reference of the sentence that it explains. `drafts`, where there
    are any, are the references of the sentences whose English is a draft.
    """
    content = {
        "id": description.id,
        "title": {"zh": description.title.zh, "en": description.title.en},
        "translation": standing_of(readings["zh"].linked.edition, description).data,
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
        "kind": "heading" if passage.is_heading else "paragraph",
        "page": f"{page_of(passage.reference).removesuffix('.md')}.html",
        "anchor": passage.anchor,
        **note,
        "zh": list(passage.lines["zh"]),
        "en": list(passage.lines["en"]),
        **drafts,
    }
