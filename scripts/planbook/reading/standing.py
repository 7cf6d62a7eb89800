"""Says how far the English has come, who vouches for it, and how official everything is.

All of it is computed from the states of the translation, so that no page claims what is not so.
"""

from collections import Counter
from dataclasses import dataclass

from planbook.description import Description, Document
from planbook.locales import LOCALES, Bilingual
from planbook.translation.join import Edition
from planbook.translation.memory import STATES, State, key
from planbook.words import BOTH, WORDS, Subject, Words, both_for, variant

MACHINE = "translated by machine"
"""The beginning of the provenance of English that no person has translated."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The English of an edition as a whole."""

    counts: Counter[State]
    """Sentences and titles by state."""
    is_by_machine: bool
    """True if a machine translated all of it and revised it in several readings."""
    invented: bool
    """True if the plan is an example."""
    document: Document
    """What kind of document it is."""
    has_articles: bool
    """True if its highest divisions are articles."""

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def shown(self) -> int:
        """Sentences and titles whose English pages may show, drafts included."""
        return self.total - self.counts["untranslated"] - self.counts["fuzzy"]

    @property
    def made(self) -> Bilingual:
        """How the English was made, or how far it has come. Chinese goes on after it."""
        words = BOTH.standing
        if not self.shown:
            return words.none
        if self.is_by_machine and self.shown == self.total:
            return words.made
        said = [words.partly] if self.shown < self.total else []
        said += [words.states] if not self.is_by_machine else [words.made]
        said += [words.alone] if not self.is_by_machine and not self.counts["approved"] else []
        return joined(said, total=str(self.total), shown=str(self.shown), states=self.states)

    @property
    def states(self) -> Bilingual:
        """The number of units in each state whose English is shown: not revised 52."""
        found = [one for one in reversed(STATES[2:]) if self.counts[one]]
        said = {
            locale: WORDS[locale].common.comma.join(
                f"{WORDS[locale].states[one].lower()} {self.counts[one]}" for one in found
            )
            for locale in LOCALES
        }
        return Bilingual(said["zh"], said["en"])

    @property
    def english(self) -> Bilingual:
        """How the English was made, and that it is unofficial, too."""
        return added(self.made, self.words.also if self.shown else self.words.stop)

    @property
    def whole(self) -> Bilingual:
        """How the English was made, and which text prevails."""
        return added(self.made, self.words.prevails if self.shown else self.words.stop)

    @property
    def data(self) -> str:
        """What data files say of the English, in English."""
        return self.words.data.en if self.is_usual else self.whole.en

    @property
    def is_usual(self) -> bool:
        """True if all of it is there, translated and revised by machine."""
        return self.is_by_machine and self.shown == self.total and not self.invented

    @property
    def is_partly(self) -> bool:
        """True if some of it is in English, and some is not."""
        return 0 < self.shown < self.total

    @property
    def kinds(self) -> tuple[str, ...]:
        """What `words.variant` calls an edition like this; none for the usual one."""
        found = {
            "articles": self.has_articles,
            "invented": self.invented,
            "none": not self.shown,
            "partly": self.is_partly,
        }
        return tuple(kind for kind, holds in found.items() if holds)

    @property
    def words(self) -> Subject[Bilingual]:
        return self.said.standing

    @property
    def said(self) -> Words[Bilingual]:
        """What an edition like this says to its readers, in both languages."""
        return variant(both_for(self.document), self.kinds)

    def work(self, subject: str) -> Bilingual:
        """How official a book or brief (`epub`, `brief`) is, and how its English was made."""
        return added(self.said.subjects[subject]["standing"], self.whole)

    def edition(self, book: str) -> Bilingual:
        """The name of the edition that a book with these languages is."""
        return self.said.editions[book]


def standing_of(edition: Edition, description: Description) -> Standing:
    entries = [edition.memory.entries[key(one.text)] for one in edition.outline.units()]
    shown = [one for one in entries if one.shown]
    return Standing(
        counts=Counter(one.status for one in entries),
        is_by_machine=bool(shown)
        and all(one.status == "reviewed" and one.provenance.startswith(MACHINE) for one in shown),
        invented=description.invented,
        document=description.document,
        has_articles=edition.outline.has_articles,
    )


def joined(texts: list[Bilingual], **values: str | Bilingual) -> Bilingual:
    """Sentences in a row, filled with the values."""
    said = [one.filled(**values) for one in texts]
    return Bilingual("；".join(one.zh for one in said), " ".join(one.en for one in said))


def added(text: Bilingual, ending: Bilingual) -> Bilingual:
    """A sentence with its ending, which Chinese begins with the mark between the two."""
    return Bilingual(text.zh + ending.zh, f"{text.en} {ending.en}".strip())
