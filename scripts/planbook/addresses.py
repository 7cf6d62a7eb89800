"""Gives the path of every page, the same in every locale, and the links between pages."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from posixpath import dirname, relpath

from planbook.links.terms import TYPES, Term, Type
from planbook.words import VARIANTS, both_for

HOME = "index.md"
PLAN = "plan/index.md"
GLOSSARY = "glossary.md"
"""The index of all terms. The address `glossary.html#t-<id>` leads to a term in it."""
CARDS = "terms.js"
"""The content of a language's term cards; loaded when the first one is opened."""
FIGURES = "figures.md"
CHARTS = "figures/pictures.md"
SECTORS = "sectors/index.md"
GUIDE = "guide.md"
NAMES = "names/index.md"
PLACES = "places.md"
TRANSLATION = "translation.md"
ABOUT = "about.md"
DOWNLOADS = "downloads.md"

DATA = tuple(f"data/{name}" for name in both_for("plan").data if not name.endswith(VARIANTS))
"""The files that `planbook export` may put beside the pages."""


def data_files(*, english: bool, figures: bool) -> tuple[str, ...]:
    """The files of `DATA` that an edition has."""
    absent = () if english else ("data/plan.en.akn.xml", "data/plan.tmx")
    return tuple(
        one for one in DATA if one not in absent and (figures or not one.startswith("data/targets"))
    )


BUILT = "files.txt"
"""The files that a build made, one path per line. The site's other files are not packed."""


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """Pages with something on each term, by type, and the same in every language."""

    folder: str
    types: tuple[Type, ...]
    """In display order."""
    parts: Mapping[Type, str]
    """First letters at which pages begin, for types with too much for one light page: ids never
    change.
    """

    @cache  # noqa: B019 - there are two directories
    def pages_of(self, kind: Type) -> tuple[str, ...]:
        """The pages of a type: glossary/place.md, or names/place-1.md and names/place-2.md."""
        if kind not in self.parts:
            return (f"{self.folder}/{kind}.md",)
        return tuple(f"{self.folder}/{kind}-{n}.md" for n, _ in enumerate(self.parts[kind], 1))

    def page_of(self, term: Term) -> str:
        """The page with a term."""
        number = bisect_right(self.parts.get(term.type, ""), term.id[0])
        return self.pages_of(term.type)[max(number, 1) - 1]

    def used(self, terms: Iterable[Term]) -> list[tuple[Type, str]]:
        """The pages that hold any of the terms, with their type."""
        used = set(map(self.page_of, terms))
        return [(kind, page) for kind in self.types for page in self.pages_of(kind) if page in used]


ENTRIES = Directory("glossary", TYPES, {"policy": "agp", "term": "agp"})
"""The entries of the glossary."""
NAMED = Directory(
    "names",
    ("organisation", "institution", "project", "programme", "zone", "place", "brand"),
    {"place": "an", "institution": "an", "organisation": "an"},
)
"""The names in the plan: organizations, projects, places."""


def entry_page(term: Term) -> str:
    """The page with a term's entry: glossary/place.md."""
    return ENTRIES.page_of(term)


def name_page(term: Term) -> str:
    """The directory page with a name: names/zone.md."""
    return NAMED.page_of(term)


def name_anchor(term: Term) -> str:
    """The anchor of a name in the directory, the same in its index and on its type's page."""
    return f"n-{term.id}"


def data_folder(locale: str) -> str:
    """The path to `site/data/` from the front pages of a locale; zh is at the root."""
    return "data/" if locale == "zh" else "../data/"


def sector_page(sector: str) -> str:
    return f"sectors/{sector}.md"


def passage_of(reference: str) -> str:
    """The passage with an address: for a sentence, its paragraph, 2.1.1.1 for 2.1.1.1.2."""
    return ".".join(reference.split(".")[:4])


def passages(references: Iterable[str]) -> list[str]:
    """The paragraphs and headings of these references, each once: 2.1.1.1 contains 2.1.1.1.2."""
    return list(dict.fromkeys(map(passage_of, references)))


def page_of(reference: str) -> str:
    """The page of any reference: `2` → plan/ch2/index.md, `2.1.3.2` → plan/ch2/s1.md.

    A part and its text, `0.4` and `0.4.0.1`, are on the page of its first chapter.
    """
    chapter, section, *_ = (*reference.split("."), "0", "0")
    if chapter == "0" and section == "0":
        return PLAN
    if chapter == "0":  # a part, which is on the page of its first chapter
        return f"plan/ch{section}/index.md"
    folder = chapter if chapter.startswith("a") else f"ch{chapter}"
    return f"plan/{folder}/{'index' if section == '0' else f's{section}'}.md"


def anchor_of(reference: str) -> str:
    """The anchor of a division (`2.1.3` → s-2-1-3) or a paragraph (`2.1.3.2` → p-2-1-3-2)."""
    numbers = reference.split(".")
    if len(numbers) > 3:
        return "p-" + "-".join(numbers[:4])
    return "s-" + "-".join((*numbers, "0", "0")[:3])


def level_of(reference: str) -> int:
    """The level of the heading with this reference: 0 for a part, 1 for a chapter.

    One below the subsections is one level below what it belongs to, so that no level is skipped.
    """
    numbers = reference.split(".")
    above = 0 if numbers[0] == "0" else sum(one != "0" for one in numbers[:3])
    return above + (len(numbers) > 3)


@cache
def way(page: str, target: str) -> str:
    return relpath(target, dirname(page) or ".")


def relative(page: str, target: str, anchor: str = "") -> str:
    """The link from one page to another, or to an anchor on it."""
    if page == target and anchor:
        return f"#{anchor}"
    path = way(page, target)
    return f"{path}#{anchor}" if anchor else path


def built(page: str, target: str, anchor: str = "") -> str:
    """The link of `relative` as built pages have it, for HTML that is not made from Markdown."""
    return relative(page, target, anchor).replace(".md", ".html")
