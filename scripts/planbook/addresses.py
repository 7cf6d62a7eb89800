"""Gives the path of every page, the same in every locale, and the links between pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from posixpath import dirname, relpath

from planbook.links.terms import Term, Type
from planbook.words import BOTH

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

DATA = tuple(f"data/{name}" for name in BOTH.data)
"""The files that `planbook export` may put beside the pages."""
BUILT = "files.txt"
"""The files that a build made, one path per line. The site's other files are not packed."""

LARGE: frozenset[Type] = frozenset(("policy", "term"))
"""Types with too many terms for one light page of entries; their entries fill several pages."""
PARTS = "agp"
"""First letters at which the first, second, and third of these pages begin. Ids never change."""


LARGE_NAMES: frozenset[Type] = frozenset(("place", "institution", "organisation"))
"""Types with too many names for one light page of the directory; their names fill two pages."""
NAME_BORDER = "n"
"""Ids from this letter on are on the second page."""


def entry_page(term: Term) -> str:
    """The page with a term's entry, the same in every language: glossary/place.md."""
    if term.type not in LARGE:
        return entry_pages(term.type)[0]
    return entry_pages(term.type)[max(bisect_right(PARTS, term.id[0]), 1) - 1]


def entry_pages(kind: Type) -> tuple[str, ...]:
    """The pages with the entries of a type."""
    if kind not in LARGE:
        return (f"glossary/{kind}.md",)
    return tuple(f"glossary/{kind}-{number}.md" for number in range(1, len(PARTS) + 1))


def name_page(term: Term) -> str:
    """The directory page with a name, the same in every language: names/zone.md."""
    pages = name_pages(term.type)
    return pages[0] if term.id[0] < NAME_BORDER else pages[-1]


def name_pages(kind: Type) -> tuple[str, ...]:
    """The directory pages with the names of a type."""
    if kind not in LARGE_NAMES:
        return (f"names/{kind}.md",)
    return (f"names/{kind}-1.md", f"names/{kind}-2.md")


def name_anchor(term: Term) -> str:
    """The anchor of a name in the directory, the same in its index and on its type's page."""
    return f"n-{term.id}"


def data_folder(locale: str) -> str:
    """The path to `site/data/` from the front pages of a locale; zh is at the root."""
    return "data/" if locale == "zh" else "../data/"


def sector_page(sector: str) -> str:
    """The page of a sector, by its id."""
    return f"sectors/{sector}.md"


def passage_of(reference: str) -> str:
    """The passage with an address: for a sentence, its paragraph, 2.1.1.1 for 2.1.1.1.2."""
    return ".".join(reference.split(".")[:4])


def passages(references: Iterable[str]) -> list[str]:
    """The paragraphs and headings of these references, each once: 2.1.1.1 contains 2.1.1.1.2."""
    return list(dict.fromkeys(map(passage_of, references)))


def page_of(reference: str) -> str:
    """The page of any reference: `2` → plan/ch2/index.md, `2.1.3.2` → plan/ch2/s1.md."""
    chapter, section, *_ = (*reference.split("."), "0", "0")
    if chapter == "0":
        return PLAN
    folder = chapter if chapter.startswith("a") else f"ch{chapter}"
    return f"plan/{folder}/{'index' if section == '0' else f's{section}'}.md"


def anchor_of(reference: str) -> str:
    """The anchor of a division (`2.1.3` → s-2-1-3) or a paragraph (`2.1.3.2` → p-2-1-3-2)."""
    numbers = reference.split(".")
    if len(numbers) > 3:
        return "p-" + "-".join(numbers[:4])
    return "s-" + "-".join((*numbers, "0", "0")[:3])


def relative(page: str, target: str, anchor: str = "") -> str:
    """The link from one page to another, or to an anchor on it."""
    if page == target and anchor:
        return f"#{anchor}"
    path = relpath(target, dirname(page) or ".")
    return f"{path}#{anchor}" if anchor else path


def built(page: str, target: str, anchor: str = "") -> str:
    """The link of `relative` as built pages have it, for HTML that is not made from Markdown."""
    return relative(page, target, anchor).replace(".md", ".html")
