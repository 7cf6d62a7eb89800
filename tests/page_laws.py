"""The laws on pages, as functions of texts: each gives the faults it finds, none if it holds.

The reader of Markdown shares no code with the package: a mistake in a shared one would hide itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from unicodedata import normalize

Pages = Mapping[str, str]
"""Markdown by path below the folder of the plan."""

TYPOS = (("微克/方米", "微克/立方米"), ("辉辉煌", "辉煌"))
PAGE_MARKS = ("— 83 —", "— 84 —")

HEADING = re.compile(r"#{1,4} (?P<text>.*?) ?\{#(?P<anchor>[ps]-[\w-]+)[^{}]*\}")
ATTRIBUTES = re.compile(r"\{: (?P<all>[^{}]*) \}")
FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
LINK = re.compile(r'\[(?P<text>(?:\\.|[^\[\]\\])*)\]\([^\s()]+(?: "[^"]*")?\)')
SPAN = re.compile(r'<span lang="zh">|</span>')
NO_WORD = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff〇0-9A-Za-z]+")
# Blocks that are the site's, not the plan's.
OWN = re.compile(
    r"""\[\^[^\]]+\]:\            # a footnote's text
      | !!!\ warning\ "           # the notice of a gap
      | \#\#\ \[[^\n]*\Z          # a chapter in the contents
      | (?:[ ]*-\ \[[^\n]*\n?)+\Z # a list of links
      | [^\n]+\n\{:\ \.(?:pending|list-title)\ \}\Z""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph of the plan, as a page shows it."""

    anchor: str
    text: str


def read_pages(folder: Path) -> dict[str, str]:
    """All pages of the plan below the folder, in the order of the text."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.md")}
    return {name: found[name].read_text("utf-8") for name in sorted(found, key=place)}


def place(name: str) -> tuple[int, ...]:
    """Where a page stands in the text: the contents, then chapters, each before its sections."""
    return tuple(int(number or 0) for number in re.findall(r"(?:ch|s)(\d+)|index", name))


def raw_blocks(page: str) -> list[str]:
    body = page.split("\n---\n", 1)[1]
    return [block for block in body.strip("\n").split("\n\n") if block.strip()]


def blocks(page: str) -> Iterator[Block]:
    """The plan's blocks of a page; what is neither the plan's nor the site's has no anchor."""
    for raw in raw_blocks(page):
        lines = raw.split("\n")
        attributes = ATTRIBUTES.fullmatch(lines[-1])
        anchor = re.search(r"#(p-[\w-]+)", attributes["all"]) if attributes else None
        if heading := HEADING.fullmatch(raw):
            yield Block(heading["anchor"], plain(heading["text"]))
        elif anchor:
            yield Block(anchor[1], plain("".join(lines[:-1])))
        elif not OWN.match(raw):
            yield Block("", plain(raw))


@cache  # tests of the laws change one page of many
def plain(markdown: str) -> str:
    """Inline Markdown as its bare text."""
    text = LINK.sub(lambda found: found["text"], FOOTNOTE.sub("", SPAN.sub("", markdown)))
    text = re.sub(r"(?<!\\)\*\*", "", text)
    return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))


def plan_blocks(pages: Pages) -> Iterator[Block]:
    """All blocks in the order of the text. The contents page has its title above the label."""
    for name, page in pages.items():
        found = list(blocks(page))
        if name == "index.md":
            found = found[1:] + found[:1]
        yield from found


def expected_text(source: str) -> str:
    """The source's text with the two typos mended and without the page marks."""
    text = "".join(source.split())
    for before, after in [*TYPOS, *(("".join(mark.split()), "") for mark in PAGE_MARKS)]:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def text_faults(pages: Pages, source: str) -> list[str]:
    """Law 1: nothing lost, nothing invented, every word where it stood."""
    wanted = expected_text(source)
    shown = list(plan_blocks(pages))
    found = "".join(block.text for block in shown)
    faults = [f"stray block: {b.text[:40]}" for b in shown if not b.anchor]
    faults += difference("words", words(wanted), words(found))
    return faults + difference("characters", solid(wanted), solid(found))


def words(text: str) -> str:
    """The Han characters, digits and Latin letters of the text, in order."""
    return NO_WORD.sub("", text)


def solid(text: str) -> str:
    """All characters but blanks, full-width and folded punctuation alike."""
    return "".join(normalize("NFKC", text).split())


def difference(what: str, wanted: str, found: str) -> list[str]:
    if wanted == found:
        return []
    pairs = enumerate(zip(wanted, found, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(wanted), len(found)))
    around = slice(max(0, at - 10), at + 10)
    return [f"{what} differ at {at}: {wanted[around]!r} became {found[around]!r}"]


def anchor_faults(zh: Pages, en: Pages) -> list[str]:
    """Law 6: the same paragraphs, with the same anchors, in every language."""
    faults = [f"{name}: in one language only" for name in sorted(set(zh) ^ set(en))]
    for name in sorted(set(zh) & set(en)):
        first, second = ([b.anchor for b in blocks(p)] for p in (zh[name], en[name]))
        if first != second:
            faults.append(f"{name}: anchors differ: {sorted(set(first) ^ set(second)) or 'order'}")
        if len(set(first)) < len(first):
            faults.append(f"{name}: an anchor stands there twice")
    return faults
