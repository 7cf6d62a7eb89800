"""Holds the rules on words, punctuation, and terms, and counts how sentences begin. STYLE.md, S02 to S42."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from planbook.checks.kit import SENTENCE_END, Kit, Unit, bare, dictionary, rule, stems
from planbook.links.terms import Term
from planbook.locales import Locale

LONGEST = 45
"""Maximum words in a sentence. STYLE.md, S02."""
PART_END = re.compile(rf"{SENTENCE_END.pattern}|;\s")
BRITISH = (
    (re.compile(r"(?<=\w{3})our(?=s?$|ed$|ing$|able$|hood$)"), "or"),  # harbour
    (re.compile(r"(?<=[tb])re(?=s?$|d$)"), "er"),  # centre
    (re.compile(r"is(?=e[sdr]?$|ing$|ations?$)"), "iz"),  # organisation
    (re.compile(r"ys(?=e[sd]?$|ing$)"), "yz"),  # analyse
    (re.compile(r"(?<=[ef]en)ce(?=s?$)"), "se"),  # defence
    (re.compile(r"mme(?=s?$)"), "m"),  # programme
    (re.compile(r"ell(?=ed$|ing$|er$)"), "el"),  # travelled
)
"""British endings, and their American counterparts."""
COMMON_BRITISH = {
    "towards": "toward", "theatre": "theater", "theatres": "theaters", "grey": "gray",
    "whilst": "while", "amongst": "among", "licence": "license", "tyre": "tire", "tyres": "tires",
}  # fmt: skip
"""British words so frequent that word counts cannot decide."""
DOUBLED = re.compile(r"\b(\w+)\s+\1\b", re.IGNORECASE)
MARKS = {
    r"\s[,.;:!?%)”]": "a space before a mark",
    r"\s{2,}": "two spaces",
    r"^\s|\s$": "a space at the beginning or end",
    r"\"|'": "a straight quotation mark or apostrophe (use “ ” ’)",
    r"\d-\d": "a hyphen in a range (use –)",
    r"\.\.|,,|…": "a doubled mark",
    r"[,;:](?=[^\s\d”'’])": "no space after a mark",
    r"”[,.]": "a period or comma after the closing quotation mark",
    r"\s[–—]|[–—]\s": "a space beside a dash",
}
FILLERS = re.compile(
    r"\b(?:vigorously|unremittingly|unswervingly and|give full play to|in a down-to-earth manner"
    r"|strengthen the construction of|carry out the work of|do a good job (?:of|in)|firmly grasp"
    r"|make efforts to|spare no effort|(?:very )?actively|conscientiously and)\b",
    re.IGNORECASE,
)
SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to",
         "with", "into", "that", "its", "through", "led"}  # fmt: skip


@rule("W01", "minor", "an unknown word", "correct it, or add the name to source/terms.toml")
def spelling(unit: Unit, kit: Kit) -> Iterator[str]:
    """Every word is in the dictionary, the termbase, or words.txt; capitalized names pass."""
    words = set(re.findall(r"(?<![\w'’-])[a-z]{3,}(?![\w'’])", unit.target))
    for word in sorted(dictionary().unknown(words)):
        if not kit.knows(word):
            yield f"{word} is not in the dictionary"


@rule("W02", "minor", "a spelling that is not American", "use the American spelling")
def variant(unit: Unit, kit: Kit) -> Iterator[str]:
    """American spelling, except as in a name of the termbase."""
    for word in dict.fromkeys(re.findall(r"[^\W\d_]+", unit.target)):
        american = american_form(word.casefold())
        if american and not kit.knows(word):
            yield f"{word} is not American spelling; use {american}"


def american_form(word: str) -> str:
    """The American spelling of a British word; empty if the word is also American."""
    if word in COMMON_BRITISH:
        return COMMON_BRITISH[word]
    counts = dictionary()
    for ending, instead in BRITISH:
        other = ending.sub(instead, word)
        if other != word and counts[other] > counts[word]:
            return other
    return ""


@rule("W03", "minor", "a doubled word", "remove one")
def doubled(unit: Unit, _: Kit) -> Iterator[str]:
    for found in DOUBLED.finditer(unit.target):
        if found[1].casefold() not in ("that", "had"):
            yield f"“{found[0]}”"


@rule("W04", "minor", "punctuation", "see S05, S38, S39, S42")
def punctuation(unit: Unit, _: Kit) -> Iterator[str]:
    """Punctuation as in English; a period ends sentences, but not headings."""
    for pattern, what in MARKS.items():
        if re.search(pattern, unit.target):
            yield what
    ends = bool(re.search(r"[.!?]”?\)?$", unit.target))
    if unit.target and ends == (unit.kind == "title"):
        yield "a period at the end" if ends else "no period at the end"


@rule("W05", "minor", "a long sentence", "split it where its meaning turns")
def long_sentence(unit: Unit, _: Kit) -> Iterator[str]:
    """Sentences, or their parts between semicolons, of at most 45 words."""
    for sentence in PART_END.split(unit.target):
        if (count := len(sentence.split())) > LONGEST:
            yield f"{count} words: “{sentence[:40]}…”"


@rule("W06", "minor", "capitals", "begin a unit with a capital; use sentence case in headings")
def capitals(unit: Unit, kit: Kit) -> Iterator[str]:
    """A capital at the beginning; headings in sentence case."""
    if re.match(r"[“(]?[a-z]", unit.target):
        yield "no capital at the beginning"
    words = re.findall(r"[A-Za-z][\w'’-]*", unit.target)
    plain = [word for word in words[1:] if word.casefold() not in SMALL and not kit.knows(word)]
    if unit.kind == "title" and len(plain) > 1 and all(word[0].isupper() for word in plain):
        yield "every word has a capital"


@rule("W07", "minor", "padding", "remove it")
def filler(unit: Unit, _: Kit) -> Iterator[str]:
    for found in FILLERS.finditer(unit.target):
        yield f"“{found[0]}”"


# --- terms


NAMED = 3
"""Maximum units that a finding names: all units of a plan may be alike."""


@rule(
    "T01",
    "major",
    "a term without its English",
    "use one of its forms, or add the form to `admitted` in source/terms.toml",
)
def missing_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """A term of the Chinese has one of its admitted forms in the English."""
    english = stems(unit.target)
    for term in in_source(unit, kit):
        if not any(stems(form) in english for form in term.forms("en")):
            forms = " | ".join(term.forms("en"))
            yield f"{term.zh} has none of its forms: {forms}"


@rule("T02", "major", "a forbidden form of a term", "use the preferred form")
def forbidden_form(unit: Unit, kit: Kit) -> Iterator[str]:
    """No forbidden forms, except as part of an admitted one."""
    for term in in_source(unit, kit):
        if not term.forbidden:
            continue
        english = stems(unit.target)
        for form in sorted(term.forms("en"), key=len, reverse=True):
            english = english.replace(stems(form), " □ ")
        for form in term.forbidden:
            if stems(form) in english:
                yield f"{form} is a forbidden form of {term.zh}; use {term.en}"


def in_source(unit: Unit, kit: Kit) -> list[Term]:
    """The terms of the Chinese, each once."""
    return list({one.term.id: one.term for one in kit.hits(unit.source)}.values())


@rule(
    "T03",
    "major",
    "one Chinese text with two English translations",
    "use the same English for both",
)
def two_targets(unit: Unit, kit: Kit) -> Iterator[str]:
    """Chinese that differs only in punctuation has one English."""
    for other in others(kit, "zh", unit.source, unit.target):
        yield f"{other.reference} has the same Chinese and the English “{other.target}”"


@rule(
    "T04",
    "major",
    "two Chinese texts with the same English",
    "make the English show the difference",
)
def two_sources(unit: Unit, kit: Kit) -> Iterator[str]:
    """English that two different Chinese texts share hides a difference."""
    for other in others(kit, "en", unit.target, unit.source):
        yield f"{other.reference} has the same English for {other.source}"


def others(kit: Kit, locale: Locale, same: str, own: str) -> Iterator[Unit]:
    """The first few of the units that have the `same` text, but not the unit's `own` other one."""
    units = kit.same.get((locale, bare(same)), {}).items()
    return islice((unit for text, unit in units if text != bare(own)), NAMED)


# --- the manner of the English


BEGINNING = 3
"""Words that count as the beginning of a sentence that says what will be done."""
SHOWN = 12
"""Beginnings that the statistics list, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Counts over the sentences of running text."""

    sentences: int
    words: int
    beginnings: Counter[str]
    """Sentences that begin with a subject and `will`, by this beginning: `It will`."""


def manner_of(units: Iterable[Unit]) -> Manner:
    """The manner of all sentences that are not titles or leads."""
    texts = (one.target for one in units if one.kind == "sentence")
    sentences = [one for text in texts for one in SENTENCE_END.split(text) if one]
    found = filter(None, map(beginning, sentences))
    return Manner(len(sentences), sum(len(one.split()) for one in sentences), Counter(found))


def beginning(sentence: str) -> str:
    """The first words up to `will`; empty if it is not among them."""
    words = sentence.split()[: BEGINNING + 1]
    return " ".join(words[: words.index("will") + 1]) if "will" in words else ""


def for_people(manner: Manner) -> str:
    """A line for the sentences, and one for each frequent beginning."""
    length = manner.words / max(1, manner.sentences)
    lines = [f"{manner.sentences:,} sentences, {manner.words:,} words, {length:.1f} a sentence"]
    for name, count in manner.beginnings.most_common(SHOWN):
        lines.append(f"  {count / manner.sentences:6.1%}  {name} …")
    return "\n".join(lines)
