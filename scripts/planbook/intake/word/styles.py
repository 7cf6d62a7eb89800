"""Resolves what a Word paragraph inherits: its style, its level, its indent, and its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planbook.intake.faces import common, face_of, leading
from planbook.intake.marks import FONT, numeral
from planbook.intake.word.package import Element, Package, attribute, below, child, tag, value

LEVELS = 9
OFF = ("0", "false", "off", "none")
HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list, as `numbering.xml` defines it."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    """The mark, with `%1` to `%9` for the numbers of the levels: `第%1章`."""
    gap: str = "tab"
    restart: int | None = None
    """The level, counted from 1, whose use starts this one over; None for any higher one."""
    legal: bool = False
    """True if all numbers in it are shown as digits."""
    style: str = ""


class Styles:
    """The styles of a document, and what its paragraphs get from them."""

    def __init__(self, package: Package) -> None:
        root = package.part("styles")
        found = () if root is None else below(root, "style")
        self.styles = {attribute(one, "styleId"): one for one in found}
        default = (one for one in self.styles.values() if attribute(one, "default") in ("1", "true")
                   and attribute(one, "type") == "paragraph")  # fmt: skip
        self.default = attribute(next(default, None), "styleId")
        self.base = child(root, "docDefaults", "pPrDefault", "pPr")
        self.letters = child(root, "docDefaults", "rPrDefault", "rPr")

    def chain(self, style: str) -> Iterator[Element]:
        """The style, the one that it is based on, and so on."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style], "basedOn")

    def style_of(self, paragraph: Element) -> str:
        return value(paragraph, "pPr", "pStyle") or self.default

    def properties(self, paragraph: Element) -> Iterator[Element]:
        """The properties that hold for a paragraph, its own first."""
        styles = self.chain(self.style_of(paragraph))
        for one in (child(paragraph, "pPr"), *(child(style, "pPr") for style in styles), self.base):
            if one is not None:
                yield one

    def inherited(self, paragraph: Element, name: str) -> Element:
        found = (child(one, name) for one in self.properties(paragraph))
        return next((one for one in found if one is not None), None)

    def names(self, paragraph: Element) -> Iterator[str]:
        return (value(one, "name") for one in self.chain(self.style_of(paragraph)))

    def level(self, paragraph: Element) -> int:
        """The level of a heading, from 1; 0 for other paragraphs."""
        said = value(self.inherited(paragraph, "outlineLvl"))
        if said.isdecimal():
            return int(said) + 1 if int(said) < LEVELS else 0
        found = (HEADING_NAME.match(name) for name in self.names(paragraph))
        return next((int(one[1]) for one in found if one), 0)

    def size(self, paragraph: Element) -> int:
        """The size of all letters of a paragraph, in half points; 0 if they differ, or none is said."""
        runs = [one for one in below(paragraph, "r") if next(below(one, "t"), None) is not None]
        chain = [child(one, "rPr") for one in self.chain(self.style_of(paragraph))]
        found = {
            next(filter(None, map(size_in, (child(one, "rPr"), *chain, self.letters))), 0)
            for one in runs
        }
        return found.pop() if len(found) == 1 else 0

    def face(self, paragraph: Element) -> str:
        """The typeface of the Chinese text of a paragraph; empty if it has several, or none is said."""
        return common((text, face) for text, (_, face) in self.pieces(paragraph))

    def lead(self, paragraph: Element) -> str:
        """What alone is emphasized at the beginning of a paragraph."""
        return leading(self.pieces(paragraph))

    def pieces(self, paragraph: Element) -> Iterator[tuple[str, tuple[bool, str]]]:
        """The runs of a paragraph, with whether each is bold itself, and its typeface."""
        styles = [child(one, "rPr") for one in self.chain(self.style_of(paragraph))]
        for one in below(paragraph, "r"):
            said = (child(one, "rPr"), *styles, self.letters)
            text = "".join(text.text or "" for text in below(one, "t"))
            face = next(filter(None, map(face_in, said)), "")
            yield text, (is_on(child(one, "rPr", "b")), face)

    def is_indented(self, paragraph: Element) -> bool:
        """True if the first line is indented against the others."""
        for one in self.properties(paragraph):
            indent = child(one, "ind")
            said = [
                attribute(indent, name)
                for name in ("firstLineChars", "firstLine", "hanging", "hangingChars")
            ]
            if any(said):
                return whole(said[0]) > 0 or (not said[0] and whole(said[1]) > 0)
        return False

    def is_centered(self, paragraph: Element) -> bool:
        return value(self.inherited(paragraph, "jc")) == "center"

    def is_hidden(self, run: Element) -> bool:
        own = child(run, "rPr")
        style = value(own, "rStyle")
        for one in (own, *(child(each, "rPr") for each in self.chain(style))):
            if (found := child(one, "vanish")) is not None:
                return is_on(found)
        return False


def size_in(properties: Element) -> int:
    return whole(value(properties, "sz"))


def face_in(properties: Element) -> str:
    return face_of(attribute(child(properties, "rFonts"), "eastAsia"))


def is_on(element: Element) -> bool:
    """True for a switch that is there and not turned off."""
    return element is not None and attribute(element, "val", "1") not in OFF


def whole(said: str, otherwise: int = 0) -> int:
    return int(said) if re.fullmatch(r"-?\d{1,9}", said) else otherwise


class Numbering:
    """The automatic numbers of a document, counted as Word counts them."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self.styles = styles
        root = package.part("numbering")
        self.abstract: dict[str, Element] = {}
        self.lists: dict[str, Element] = {}
        for one in () if root is None else root:
            if tag(one) == "abstractNum":
                self.abstract[attribute(one, "abstractNumId")] = one
            elif tag(one) == "num":
                self.lists[attribute(one, "numId")] = one
        self.counts: dict[str, list[int | None]] = {}
        self.used: set[tuple[str, int]] = set()

    def mark(self, paragraph: Element) -> str:
        """The number or bullet of a paragraph, with the gap after it; empty if it has none."""
        number, at = self.place(paragraph)
        if number not in self.lists or not 0 <= at < LEVELS:
            return ""
        key, levels = self.levels(number)
        if at not in levels:
            return ""
        self.count(number, key, levels, at)
        return self.shown(levels, self.counts[key], at)

    def place(self, paragraph: Element) -> tuple[str, int]:
        """The list of a paragraph and its level there."""
        own = child(paragraph, "pPr", "numPr")
        if own is not None and child(own, "numId") is not None:
            return value(own, "numId"), whole(value(own, "ilvl"))
        said = value(own, "ilvl")
        for one in self.styles.chain(self.styles.style_of(paragraph)):
            inherited = child(one, "pPr", "numPr")
            said = said or value(inherited, "ilvl")
            if (number := value(inherited, "numId")) in self.lists:
                style, (_, levels) = attribute(one, "styleId"), self.levels(number)
                linked = (at for at, level in levels.items() if level.style == style)
                return number, whole(said) if said else next(linked, 0)
        return "", 0

    def levels(self, number: str) -> tuple[str, dict[int, Level]]:
        """The definition that a list counts by, and its levels with those that the list changes."""
        own = self.lists[number]
        key = value(own, "abstractNumId")
        root = self.abstract.get(key)
        if link := value(root, "numStyleLink"):
            linked = value(self.styles.styles.get(link), "pPr", "numPr", "numId")
            key = value(self.lists.get(linked), "abstractNumId")
            root = self.abstract.get(key)
        found = {} if root is None else dict(level_of(one) for one in root if tag(one) == "lvl")
        for change in (one for one in own if tag(one) == "lvlOverride"):
            if (level := child(change, "lvl")) is not None:
                found |= dict([level_of(level)])
        return key, found

    def count(self, number: str, key: str, levels: dict[int, Level], at: int) -> None:
        """Count one more paragraph at this level, and start the levels below it over."""
        counts = self.counts.setdefault(key, [None] * LEVELS)
        before = counts[at]
        counts[at] = levels[at].start if before is None else before + 1
        if (number, at) not in self.used:
            self.used.add((number, at))
            changes = (
                one for one in self.lists[number] if whole(attribute(one, "ilvl", "-1")) == at
            )
            for change in changes:
                if said := value(change, "startOverride"):
                    counts[at] = whole(said)
        for below_it, level in levels.items():
            if below_it > at and (level.restart is None or at < level.restart):
                counts[below_it] = None

    @staticmethod
    def shown(levels: dict[int, Level], counts: list[int | None], at: int) -> str:
        own = levels[at]
        if own.kind == "bullet":
            return own.text + ("" if own.gap == "nothing" else " ")

        def number(found: re.Match[str]) -> str:
            level = levels.get(place := int(found[1]) - 1, Level())
            count = counts[place]
            kind = "decimal" if own.legal and place != at else level.kind
            return numeral(level.start if count is None else count, kind)

        text = re.sub("%([1-9])", number, own.text)
        # A gap matters only where a mark has no end of its own: 第一章 总则, 1.1 总则, 1. 2026年.
        return text + (" " if text and own.gap != "nothing" and text[-1] not in "、．）)" else "")


def level_of(element: Element) -> tuple[int, Level]:
    said = {name: value(element, name) for name in
            ("start", "lvlText", "suff", "lvlRestart", "pStyle")}  # fmt: skip
    kind = value(element, "numFmt") or value(next(below(element, "numFmt"), None))
    text = bullet(element, said["lvlText"]) if kind == "bullet" else said["lvlText"]
    restart = whole(said["lvlRestart"]) if said["lvlRestart"] else None
    level = Level(
        whole(said["start"], 0), kind or "decimal", text, said["suff"] or "tab", restart,
        is_on(child(element, "isLgl")), said["pStyle"],
    )  # fmt: skip
    return whole(attribute(element, "ilvl")), level


def bullet(level: Element, text: str) -> str:
    """A bullet as text: those of symbol fonts are letters or private characters that look like •."""
    fonts = " ".join(map(str, next(below(level, "rFonts"), level).attrib.values()))
    if text == "o":  # the circle of Word's second level, a letter of Courier New
        return "○"
    return "•" if FONT.search(fonts) or not text or "\ue000" <= text[0] <= "\uf8ff" else text
