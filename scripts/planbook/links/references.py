"""Finds the places where a sentence names another passage of the plan, and resolves which passage.

There are three ways to name one:

- by number: 第三章, 本办法第八条, 表2, Chapter 3, Article 8, Table 2;
- a chapter by its title, anywhere outside that chapter;
- a section or subsection by its title, or by a name that its title puts in quotation marks
  (“新航运”), in the opening paragraphs of its own chapter, which announce what follows.
  Elsewhere such words (人工智能, 船舶管理) are just words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from planbook.links.terms import apart
from planbook.locales import LOCALES, Locale
from planbook.numerals import number_of
from planbook.structure.model import Division, Outline
from planbook.text.words import borders_of
from planbook.translation.join import Edition

QUOTED = re.compile(r"“([^“”]+)”")
GERUND = re.compile(r"[A-Z][a-z]+ing (?=(?:\S+ ){2})")
SHORTEST_CHAPTER_TITLE = 6
"""A chapter title of fewer characters (总则, 附则) may be an ordinary word."""
HEAD = 2
"""Characters by which names are looked up. Shorter names are looked up whole."""
ENOUGH = 3
"""Maximum owners kept for a name: two besides the chapter in which it is used."""
NUMERAL = "[一二三四五六七八九十百零]+"
# 第三章, but not 《…法》第三章; 第八条; 表2, 表 2.
NUMBERED: dict[Locale, re.Pattern[str]] = {
    "zh": re.compile(
        rf"(?<!》)第(?P<chapter>{NUMERAL})章|第(?P<article>{NUMERAL})条|表\s?(?P<table>\d{{1,3}})(?!\d)"
    ),
    "en": re.compile(
        r"\b(?:Chapter (?P<chapter>\d{1,3})|Article (?P<article>\d{1,3})|Table (?P<table>\d{1,3}))(?!\d)"
    ),
}
NEAR = 60
"""Characters before the number of an article that tell whose it is."""
OWN = re.compile(
    r"(?:本(?:办法|规定|条例|细则|章程|规则|制度|决定|意见|方案|规程|准则|守则|法)|违反|[依按]照|依据|根据|符合)"
    rf"(?:第{NUMERAL}条(?:第{NUMERAL}款)?(?:[、和或至到及]|以及))*$"
)
"""Before an article of the document itself: 本办法第八条, 违反第八条、第九条; not 水法第八条."""
ARTICLE = re.compile(rf"第({NUMERAL})条")
CAPTION = re.compile(r"表\s?(\d{1,3})(?!\d)")


class Names:
    """Names with the references of their divisions."""

    def __init__(self) -> None:
        self.owners: dict[str, list[str]] = {}
        self.lengths: dict[str, set[int]] = {}
        """The lengths of names, by their beginning."""

    def add(self, name: str, reference: str) -> None:
        name = folded(name)
        owners = self.owners.setdefault(name, [])
        if name and len(owners) < ENOUGH:
            owners.append(reference)
            self.lengths.setdefault(name[:HEAD], set()).add(len(name))

    def places(self, text: str) -> dict[str, int]:
        """The first position of each name in a folded text."""
        found: dict[str, int] = {}
        for at, char in enumerate(text):
            for head in {char, text[at : at + HEAD]} & self.lengths.keys():
                for length in self.lengths[head]:
                    name = text[at : at + length]
                    if name in self.owners:
                        found.setdefault(name, at)
        return found


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a sentence, at [start, end), that names a passage of the plan."""

    start: int
    end: int
    target: str
    """Reference of a division or a paragraph (a table's caption)."""


class Known:
    """Everything that can be named in one language."""

    def __init__(self, outline: Outline, locale: Locale, texts: Mapping[str, str]) -> None:
        self.locale = locale
        self.numbered = numbered_targets(outline)
        self.chapters = Names()
        self.below: dict[str, Names] = {}
        """The names of the divisions below each chapter."""
        for chapter in outline.chapters:
            title = title_of(chapter, locale, texts)
            if len(chapter.title.text) >= SHORTEST_CHAPTER_TITLE:
                for name in forms_of(title):
                    self.chapters.add(name, chapter.reference)
            names = self.below[chapter.reference] = Names()
            for division in islice(chapter.walk(), 1, None):
                title = title_of(division, locale, texts)
                # Also what it puts in quotation marks.
                for name in (*forms_of(title), *QUOTED.findall(title)):
                    names.add(name, division.reference)

    def named(self, text: str, chapter: str, *, opens: bool) -> Iterator[Mention]:
        """The passages named in a chapter's text, by number or name. `opens`: in its opening."""
        for found in NUMBERED[self.locale].finditer(text):
            kind = found.lastgroup or ""
            target = self.numbered.get((kind, number_of(found[kind])))
            if target and self.is_own(kind, text, found.start()):
                yield Mention(*found.span(), target)
        below = self.below.get(chapter, Names()) if opens else Names()
        compared = folded(text)
        for name, at in (self.chapters.places(compared) | below.places(compared)).items():
            others = [one for one in self.chapters.owners.get(name, ()) if one != chapter]
            if len(owners := others + below.owners.get(name, [])) == 1:
                yield Mention(at, at + len(name), owners[0])

    def is_own(self, kind: str, text: str, at: int) -> bool:
        """True if what is named there is of the document; 表2, but not the 表2 of 附表2 or 代表2名."""
        if self.locale == "en" or kind == "chapter":
            return True
        return (
            bool(OWN.search(text[max(0, at - NEAR) : at]))
            if kind == "article"
            else at in borders_of(text)
        )


def title_of(division: Division, locale: Locale, texts: Mapping[str, str]) -> str:
    return division.title.text if locale == "zh" else texts[division.title.text]


def forms_of(title: str) -> Iterator[str]:
    """The title, also without its gerund: “Deepening …” is announced as “will deepen …”."""
    yield title
    if gerund := GERUND.match(title):
        yield title[gerund.end() :]


def folded(name: str) -> str:
    """A name for comparison: lowercase, with one word for “and” (和, 与, 及)."""
    return name.casefold().replace("与", "和").replace("及", "和")


def mentions(edition: Edition) -> dict[Locale, dict[str, tuple[Mention, ...]]]:
    """The mentions in each sentence, by locale; English names only what its Chinese names."""
    outline = edition.outline
    texts = {s.text: edition.memory.target(s.text) for s in outline.sentences()}
    chinese, english = (Known(outline, one, texts) for one in LOCALES)
    found: dict[Locale, dict[str, tuple[Mention, ...]]] = {"zh": {}, "en": {}}
    for paragraph in outline.paragraphs():
        chapter, section, *_ = paragraph.reference.split(".")
        own, opens = {paragraph.reference, chapter}, section == "0"
        for sentence in paragraph.sentences:
            named = chinese.named(sentence.text, chapter, opens=opens)
            spoken = resolved(one for one in named if one.target not in own)
            if spoken:
                said = {one.target for one in spoken}
                named = english.named(texts[sentence.text], chapter, opens=opens)
                found["zh"][sentence.reference] = spoken
                found["en"][sentence.reference] = resolved(o for o in named if o.target in said)
    return found


def numbered_targets(outline: Outline) -> dict[tuple[str, int], str]:
    """Chapters, articles, and tables by number."""
    kind = "article" if outline.has_articles else "chapter"
    targets = {(kind, one.number): one.reference for one in outline.chapters}
    for paragraph in outline.paragraphs():
        if article := ARTICLE.match(paragraph.mark):
            targets["article", number_of(article[1])] = paragraph.reference
        caption = paragraph.kind == "caption" and CAPTION.match(paragraph.sentences[0].text)
        if caption:
            targets["table", int(caption[1])] = paragraph.reference
    return targets


def resolved(named: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in a text, in order; the longest of those that overlap."""
    return tuple(apart(sorted(named, key=lambda one: (one.start - one.end, one.start))))
