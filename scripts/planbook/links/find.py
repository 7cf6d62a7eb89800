"""Find: where the forms of terms occur in a text. Nothing is chosen or changed here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
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
        self.owners: dict[str, list[Term]] = {}
        for term in terms:
            for form in term.forms(locale):
                self.owners.setdefault(folded(form), []).append(term)
        forms = sorted(self.owners, key=lambda form: (-len(form), form))
        pattern = "|".join(map(re.escape, forms)) or r"(?!)"
        # English forms stand between word borders and may have a plural ending.
        bordered = rf"(?<!\w)({pattern})(?:s|es)?(?!\w)" if locale == "en" else f"({pattern})"
        self.pattern = re.compile(bordered, re.IGNORECASE)

    def find(
        self, text: str, chinese: str, among: Collection[Term] | None = None
    ) -> Iterator[Occurrence]:
        """The terms of a text of which `chinese` is the Chinese: itself, or what it translates.

        Of terms that share a form, the one that is meant there. `among` limits the choice.
        """
        for found in self.pattern.finditer(text):
            # A letter such as İ may match another without regard to case, and fold otherwise.
            for term in self.owners.get(folded(found[1]), ()):
                if term.is_meant(chinese) and (among is None or term in among):
                    yield Occurrence(*found.span(), term)
                    break


def folded(form: str) -> str:
    return form.casefold()
