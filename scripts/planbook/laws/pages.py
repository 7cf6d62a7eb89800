"""States the laws on pages: all words of the plan, the same anchors, links that lead somewhere.

The reader of Markdown here shares no code with what writes the pages: were it the same, a mistake
in it would hide itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from posixpath import dirname, join, normpath

from planbook.locales import LOCALES
from planbook.problems import FAULT, Problem, quote
from planbook.structure.model import Division, Outline, Paragraph, Part

Pages = Mapping[str, str]
"""Markdown by path below `docs/`."""
WORD = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇0-9A-Za-z]")
LINK = re.compile(r'\[(?P<text>(?:\\.|[^\[\]\\])*)\]\((?P<to>[^\s()]+)(?: "[^"]*")?\)')
FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
ATTRIBUTES = re.compile(r"\{[:#][^{}]*\}")
TAG = re.compile(r"</?[a-z][^<>]*>")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
PASSAGE = re.compile(r"#((?:p|s|part)-[\w-]+)")
ANCHOR = re.compile(r"(?:#|id=[\"'])([A-Za-z][\w-]*)")
SHOWN = 5
"""Maximum places that one problem names."""


def words(text: str) -> str:
    """The Han characters, digits, and Latin letters of a text, in order."""
    return "".join(WORD.findall(text))


def plain(markdown: str) -> str:
    """A page's body as bare text."""
    body = markdown.split("\n---\n", 1)[-1]
    text = LINK.sub(lambda found: found["text"], FOOTNOTE.sub("", ATTRIBUTES.sub("", body)))
    return unescape(ESCAPED.sub(r"\1", TAG.sub("", text)))


def all_words(pages: Pages, outline: Outline, page_of: Mapping[str, str]) -> Iterator[Problem]:
    """Laws 1 and 14: every mark, title, sentence, and cell is on its page, in the order of the text."""
    found = {path: words(plain(text)) for path, text in pages.items() if path in page_of.values()}
    places = dict.fromkeys(found, 0)
    lost = 0
    for block in outline.blocks():
        page = page_of[block.reference]
        for text in texts_of(block):
            at = found.get(page, "").find(words(text), places.get(page, 0))
            if at < 0:
                lost += 1
                if lost <= SHOWN:
                    said = f"{quote(text)} is missing from {page}, or not in its order"
                    yield Problem(f"docs/{page}", said, FAULT)
            elif not is_front(block.reference):  # the title is above the lines before it
                places[page] = at + len(words(text))


def texts_of(block: Part | Division | Paragraph) -> Sequence[str]:
    """The texts of a block, its mark before the first."""
    if not isinstance(block, Paragraph):
        return [block.mark + block.title.written]
    first, *others = (one.written for one in block.sentences)
    return [block.mark + first, *others]


def is_front(reference: str) -> bool:
    return reference.startswith("0")


def same_anchors(pages: Pages) -> Iterator[Problem]:
    """Law 6: every locale has the same paragraphs with the same anchors, each once."""
    found = {
        locale: {
            path.partition("/")[2]: PASSAGE.findall(" ".join(ATTRIBUTES.findall(text)))
            for path, text in pages.items()
            if path.startswith(f"{locale}/plan/")
        }
        for locale in LOCALES
    }
    first, *others = found.values()
    for path, anchors in first.items():
        if any(other.get(path) != anchors for other in others):
            yield Problem(f"docs/*/{path}", "its anchors differ between the languages", FAULT)
        if len(set(anchors)) < len(anchors):
            yield Problem(f"docs/*/{path}", "an anchor is there twice", FAULT)


def leading_links(pages: Pages) -> Iterator[Problem]:
    """Every link between pages leads to a page and an anchor that are there."""
    anchors = {path: set(ANCHOR.findall(text)) for path, text in pages.items()}
    dead = [one for path in pages for one in dead_links(path, pages[path], anchors)]
    for path, target in dead[:SHOWN]:
        yield Problem(f"docs/{path}", f"its link to {quote(target)} leads nowhere", FAULT)


def dead_links(path: str, text: str, anchors: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    for found in LINK.finditer(text):
        target, _, anchor = found["to"].partition("#")
        if "://" in target or (target and not target.endswith(".md")):
            continue
        page = normpath(join(dirname(path), target)) if target else path
        if page not in anchors or (anchor and anchor not in anchors[page]):
            yield path, found["to"]
