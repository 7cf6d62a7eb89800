"""Finds the page in a web archive (MHTML), which browsers write as a mail with the page as a part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from itertools import takewhile

from planbook.intake.form import Taken
from planbook.intake.html import take_html
from planbook.problems import Problems, stop

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
