"""Opens archives with limits: Office files (ZIP of XML parts), and pages in web archives (MHTML)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from itertools import takewhile
from typing import Any, TypeAlias

from lxml import etree

from planbook.intake.form import Taken
from planbook.intake.html.page import take_html
from planbook.problems import Problems, stop

Element: TypeAlias = Any
"""An element of lxml, which ships no types; None where there is none."""
MOST_BYTES = 64 * 1024 * 1024
"""Maximum of one part, unpacked. The text of a very long plan has some 10 MB of XML."""
MOST_PARTS = 10_000
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)
"""What Python raises for a damaged archive."""
AGAIN = "get the file again; if it opens in Word, save it there as a new DOCX file"


class Package:
    """The parts of an Office file by name, each read and parsed when asked for."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.name = name
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(raw))
        except BROKEN as error:
            raise stop(name, f"is a damaged Office or ZIP file: {error}", AGAIN) from error
        infos = self.archive.infolist()
        if any(one.flag_bits & 1 for one in infos):
            raise stop(name, "is protected by a password", "remove the password, and take the copy")
        if len(infos) > MOST_PARTS:
            raise stop(name, f"has {len(infos):,} parts; the limit is {MOST_PARTS:,}", AGAIN)
        self.sizes = {one.filename: one.file_size for one in infos}

    def __contains__(self, part: str) -> bool:
        return part in self.sizes

    def named(self, start: str, end: str = ".xml") -> Iterator[str]:
        """The names of the parts that begin and end so, in order."""
        return (
            part for part in sorted(self.sizes) if part.startswith(start) and part.endswith(end)
        )

    @property
    def main(self) -> str:
        """The name of the Word document in it; empty if there is none."""
        target = self.related("_rels/.rels", "officeDocument").lstrip("/")
        return target if target.startswith("word/") else ""

    def part(self, kind: str) -> Element:
        """The root of the part that a Word document names for `styles`, `footnotes`, or the like."""
        name = self.main.removeprefix("word/")
        target = self.related(f"word/_rels/{name}.rels", kind).removeprefix("/word/")
        return self.xml(f"word/{target or f'{kind}.xml'}")

    def related(self, relations: str, kind: str) -> str:
        """The target of the first relation of this kind; empty if there is none."""
        root = self.xml(relations)
        for one in () if root is None else root:
            if attribute(one, "Type").endswith(f"/{kind}"):
                return attribute(one, "Target")
        return ""

    def read(self, part: str) -> bytes:
        try:
            with self.archive.open(part) as file:
                found = file.read(MOST_BYTES + 1)
        except BROKEN as error:
            raise stop(self.name, f"is damaged: {part}: {error}", AGAIN) from error
        if len(found) > MOST_BYTES:
            raise self.too_large(part)
        return found

    def too_large(self, part: str) -> Problems:
        found = f"{part} unpacks to more than {MOST_BYTES:,} bytes, the limit for one part"
        return stop(self.name, found, "split the document, or save it without its pictures")

    def xml(self, part: str) -> Element:
        """The root of a part; None if there is no such part. No entity is resolved or fetched."""
        if part not in self:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                                 remove_comments=True, remove_pis=True)  # fmt: skip
        try:
            root = etree.fromstring(self.read(part), parser)
        except etree.XMLSyntaxError as error:
            raise stop(self.name, f"is damaged: {part}: {error.msg}", AGAIN) from error
        if root.getroottree().docinfo.doctype:
            found = f"{part} declares entities, which no Office program writes"
            raise stop(self.name, found, "get the file from its publisher")
        return root


def tag(element: Element) -> str:
    """The name of an element without its namespace: both kinds of DOCX, strict and not, have it."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str, otherwise: str = "") -> str:
    """The value of an attribute, whatever its namespace; `otherwise` if the element is None."""
    for key, value in () if element is None else element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return otherwise


def child(element: Element, *names: str) -> Element:
    """The first child of that name, and of it the next; None if there is none."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if tag(one) == name), None)
    return element


def value(element: Element, *names: str) -> str:
    """The value of a property that is so far below an element: <w:jc w:val="center"/>."""
    return attribute(child(element, *names), "val")


def below(element: Element, *names: str) -> Iterator[Element]:
    """All descendants with one of these names, in order."""
    return (one for one in element.iter() if tag(one) in names)


# --- web archives


KIND = "web archive (MHTML)"
FIELD = re.compile(rb"[\w-]+:|[ \t]")
HEAD = 8192
"""Bytes in which the head of a mail says what it is."""
ADDRESS = ("Snapshot-Content-Location", "Content-Location")


def is_archive(raw: bytes) -> bool:
    """True for a file that begins with the head of a mail."""
    lines = iter(raw[:HEAD].splitlines())
    fields = takewhile(FIELD.match, lines)
    return any(one.lower().startswith(b"mime-version:") for one in fields)


def take_archive(raw: bytes, name: str) -> Taken:
    """The text of the page in an archive: of the frame with the most, if it has frames."""
    found: list[tuple[Message, Taken]] = []
    problems: list[Problems] = []
    for part in pages(message_from_bytes(raw)):
        try:
            found.append((part, take_html(content(part), name)))
        except Problems as refused:
            problems.append(refused)
    if not found:
        raise (
            problems[0]
            if problems
            else stop(name, "is a mail or a web archive without a page", "save the page as HTML")
        )
    part, taken = max(found, key=lambda one: len(one[1].text))
    said = (str(part[one] or message_from_bytes(raw)[one] or "") for one in reversed(ADDRESS))
    address = next((one for one in said if re.fullmatch(r"https?://[!-~]{3,200}", one)), "")
    provenance = replace(taken.provenance, url=taken.provenance.url or address)
    return replace(taken, kind=KIND, provenance=provenance)


def pages(archive: Message) -> Iterator[Message]:
    return (
        one
        for one in archive.walk()
        if one.get_content_type() in ("text/html", "application/xhtml+xml")
    )


def content(part: Message) -> bytes:
    """The bytes of a page; its own encoding is stated in the archive, if not in the page."""
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset()
    try:
        return raw.decode(charset).encode() if charset else raw
    except (LookupError, UnicodeDecodeError):
        return raw
