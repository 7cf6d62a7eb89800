"""Where a page lies, and how one page links to another. The same paths in every locale."""

from __future__ import annotations

from posixpath import dirname, relpath

HOME = "index.md"
PLAN = "plan/index.md"
GLOSSARY = "glossary.md"
TRANSLATION = "translation.md"
ABOUT = "about.md"


def data_folder(locale: str) -> str:
    """Where `site/data/` is, seen from the front pages of a locale; zh stands at the root."""
    return "data/" if locale == "zh" else "../data/"


def page_of(reference: str) -> str:
    """The page of anything with a reference: `2` → plan/ch2/index.md, `2.1.3.2` → plan/ch2/s1.md."""
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
    """The link from one page to another, or to an anchor of it."""
    if page == target and anchor:
        return f"#{anchor}"
    path = relpath(target, dirname(page) or ".")
    return f"{path}#{anchor}" if anchor else path
