"""What the cards of terms show: one script a language, loaded when the first card is opened.

A script and no JSON: a page that was opened from disk may load scripts, but fetch nothing.
"""

from __future__ import annotations

import json
import re

from planbook.links.resolve import LinkedEdition
from planbook.locales import Locale, other
from planbook.reading.glossary import shown
from planbook.words import WORDS

CALL = "planbookTerms"
"""The function of the page's script that is handed the terms."""
# A sentence ends at 。！？, or at . ! ? before a blank and a capital; not after an abbreviation.
SENTENCE: dict[Locale, re.Pattern[str]] = {
    "zh": re.compile(r".+?(?:[。！？]”?|$)"),
    "en": re.compile(r".+?(?:(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])[.!?][”\"]?(?=\s+[“A-Z0-9])|$)"),
}


def cards_file(linked: LinkedEdition, locale: Locale) -> str:
    """The words of a card, and the terms by id, one a line.

    Of a term: name, the other language's, pinyin, first sentence of the definition, index
    of the confidence.
    """
    words = WORDS[locale]
    kinds = list(words.confidence)
    terms = [
        f"{compact(term.id)}:"
        + compact(
            [
                shown(term, locale),
                term.forms(other(locale))[0],
                linked.readings[term.id],
                first_sentence(term.definition(locale), locale),
                kinds.index(term.confidence),
            ]
        )
        for term in linked.terms
    ]
    texts = compact(
        {
            "confidence": list(words.confidence.values()),
            "entry": words.glossary.entry,
            "other": "en" if locale == "zh" else "zh-Hans",
        }
    )
    joined = ",\n".join(terms)
    return f'{CALL}({{"words":{texts},"terms":{{\n{joined}\n}}}})\n'


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def first_sentence(text: str, locale: Locale) -> str:
    found = SENTENCE[locale].match(text)
    return found[0] if found else text
