"""Takes in plain text, line for line, and Markdown, without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from planbook.intake.form import LINE_ENDS, SMALL, Heading, Left, Taken, bare
from planbook.problems import stop
from planbook.text.decode import (
    BOMS,
    attempt,
    guess_encoding,
    plausible,
    refuse_what_is_no_text,
    strictly,
)

TEXT, MARKDOWN = "plain text", "Markdown text"
HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$")
UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,}|\*{3,}|_{3,})[ \t]*$")
FENCE = re.compile(r" {0,3}(?:```|~~~)")
BULLET = re.compile(r"[ \t]*[*+-][ \t]+")
QUOTE = re.compile(r" {0,3}>[ ]?")
FRONT_MATTER = re.compile(r"---\n(?:[\w-]+:.*\n|[ \t#-].*\n)+---\n")
PICTURE = re.compile(r"!\[([^\]]*)\]\([^()\n]*\)")
LINK = re.compile(r"\[([^\]\n]+)\]\((?:https?:|mailto:|[#/.])[^()\n]*\)")
BOLD = re.compile(r"(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1")
NOTE = re.compile(r"\[\^(\d+)\](:?)[ \t]*")
MARKUP = (
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (BOLD, r"\2"),
    (re.compile(r"(?<![*A-Za-z0-9])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![*A-Za-z0-9])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (LINK, r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
MIXED_LENGTH = 12
"""Bytes beyond ASCII that a line must have to be judged by itself: four Han characters in UTF-8."""


def take_text(raw: bytes, name: str) -> Taken:
    """The text of the file, with its lines as they are."""
    text = decoded(raw, name)
    if not is_markdown(text):
        return Taken(TEXT, text if text.endswith("\n") else f"{text}\n")
    front = FRONT_MATTER.match(text)
    lines = text[front.end() if front else 0 :].rstrip("\n").split("\n")
    made = list(rendered(lines))
    headings = tuple(replace(one, line=number) for number, (_, one) in enumerate(made, 1) if one)
    left = [
        Left("pictures", found[1] or "(without a description)") for found in PICTURE.finditer(text)
    ]
    left += [Left("front matter", front[0])] if front else []
    return Taken(MARKDOWN, "".join(f"{line}\n" for line, _ in made), headings, tuple(left))


def decoded(raw: bytes, name: str) -> str:
    """The characters of the file, in whatever encoding; its lines end with a line feed."""
    refuse_what_is_no_text(raw)
    bom, encoding = next(((b, e) for b, e in BOMS if raw.startswith(b)), (b"", ""))
    if not encoding and b"\x00" not in raw and not is_utf8(raw):
        refuse_mixed(raw, name)
    encoding = encoding or guess_encoding(raw)
    text = strictly(raw.removeprefix(bom), encoding)
    if "\x00" in text:
        raise stop(name, "has NUL characters: it is not text", "save it as UTF-8 text")
    return LINE_ENDS.sub("\n", text)


def refuse_mixed(raw: bytes, name: str) -> None:
    """Raise for a file that is UTF-8 in some lines only: read as a whole, it would be garbled."""
    long = [
        (number, line)
        for number, line in enumerate(raw.split(b"\n"), 1)
        if sum(byte > 0x7F for byte in line) >= MIXED_LENGTH
    ]
    others = [
        number for number, line in long if not is_utf8(line) and plausible(attempt(line, "gb18030"))
    ]
    if others and any(is_utf8(line) for _, line in long):
        found = "is GB18030 in this line, and UTF-8 in others"
        raise stop(name, found, "convert the parts to UTF-8 before joining them", line=others[0])


def is_utf8(raw: bytes) -> bool:
    return bool(attempt(raw, "utf-8"))


def is_markdown(text: str) -> bool:
    """True for marks that no plain text has."""
    lines = text.split("\n")
    return (
        any(HEADING.match(line) or DELIMITER.match(line) for line in lines)
        or len(BOLD.findall(text)) > 1
        or bool(LINK.search(text))
    )


def rendered(lines: Sequence[str]) -> Iterator[tuple[str, Heading | None]]:
    """Each line as a reader sees it; with its level, if it is a heading."""
    in_table = False
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        in_table = (in_table or bool(DELIMITER.match(following))) and "|" in line
        if DELIMITER.match(line) or UNDERLINE.match(line) or FENCE.match(line):
            continue
        if in_table:
            yield row_of(line), None
        elif found := HEADING.match(line):
            text = inline(found[2])
            yield text, Heading(0, len(found[1]), text)
        elif line.strip() and re.match(r" {0,3}(?:=+|-{3,})[ \t]*$", following):
            text = inline(line)
            yield text, Heading(0, 1 if "=" in following else 2, text)
        else:
            yield plain(line), None


def row_of(line: str) -> str:
    """A row of a table with tabs between its cells; an escaped bar is text."""
    cells = re.split(r"(?<!\\)\|", re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line))
    return "\t".join(bare(inline(cell.replace("\\|", "|"))) for cell in cells)


def plain(line: str) -> str:
    line = QUOTE.sub("", line)
    if found := BULLET.match(line):
        return f"• {inline(line[found.end() :])}"
    blanks = re.match(r"[\u3000\t ]*", line)
    kept = blanks[0].replace(" ", "").replace("\t", "") if blanks else ""
    return kept + inline(line)


def inline(text: str) -> str:
    """Text without the marks of emphasis, links, and pictures."""
    text = NOTE.sub(lambda found: found[1].translate(SMALL["sup"]), PICTURE.sub("", text))
    for pattern, made in MARKUP:
        text = pattern.sub(made, text)
    return unescape(text).strip(" \t\u3000")
