"""Find: where the forms of terms occur in a text. Nothing is chosen or changed here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planbook.links.terms import Term
from planbook.locales import Locale


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term found in a text, at [start, end)."""

    start: int
    end: int
    term: Term


class Finder:
    """Finds all terms in one pass; of nested forms the longest wins."""

    def __init__(self, terms: Iterable[Term], locale: Locale) -> None:
        self.locale: Locale = locale
        self.owners = {folded(f): term for term in terms for f in term.forms(locale)}
        forms = sorted(self.owners, key=lambda form: (-len(form), form))
        pattern = "|".join(map(re.escape, forms)) or r"(?!)"
        # English forms stand between word borders and may have a plural ending.
        bordered = rf"(?<!\w)({pattern})(?:s|es)?(?!\w)" if locale == "en" else f"({pattern})"
        self.pattern = re.compile(bordered, re.IGNORECASE)

    def find(self, text: str) -> Iterator[Occurrence]:
        for found in self.pattern.finditer(text):
            yield Occurrence(*found.span(), self.owners[folded(found[1])])


def folded(form: str) -> str:
    return form.casefold()
