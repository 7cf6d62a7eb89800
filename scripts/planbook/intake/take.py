"""Takes in a file of any kind: judges by its content what it is, and by its text what language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from planbook.characters import HAN
from planbook.intake.docx import KIND as DOCX
from planbook.intake.docx import take_docx
from planbook.intake.form import Taken
from planbook.intake.html import KIND as HTML
from planbook.intake.html import take_html
from planbook.intake.package import Package
from planbook.intake.pdf import KIND as PDF
from planbook.intake.pdf import take_pdf
from planbook.intake.plain import take_text
from planbook.problems import Problems, stop
from planbook.text.decode import refuse_mojibake
from planbook.text.grammar import CLOSING, TERMINAL

OLE, ZIP = b"\xd0\xcf\x11\xe0", (b"PK\x03\x04", b"PK\x05\x06")
OFFICE_STREAMS = {
    "EncryptedPackage": ("a document protected by a password", "remove the password, and save it as DOCX"),
    "WordDocument": ("an old Word document (.doc)", "open it in Word, WPS, or LibreOffice, and save it as DOCX"),
    "PowerPoint Document": ("a set of slides", "get the document that the slides present"),
    "Workbook": ("a spreadsheet", "get the document, or save the text as DOCX"),
}  # fmt: skip
ARCHIVES = {
    "ppt/": ("a set of slides", "get the document that the slides present"),
    "xl/": ("a spreadsheet", "get the document, or save the text as DOCX"),
    "OFD.xml": ("an OFD document", "open it in an OFD reader, and save it as PDF"),
    "META-INF/container.xml": ("an EPUB book", "take the document that it was made from"),
    "content.xml": ("an OpenDocument text", "open it in LibreOffice, and save it as DOCX"),
    "": ("a ZIP archive", "unpack it, and take the file in it"),
}
OTHERS = {
    b"{\\rtf": ("an RTF document", "open it in Word or LibreOffice, and save it as DOCX"),
    b"\x89PNG": ("a picture", "run text recognition (OCR) on it, and take the corrected text"),
    b"\xff\xd8\xff": ("a picture", "run text recognition (OCR) on it, and take the corrected text"),
    b"GIF8": ("a picture", "run text recognition (OCR) on it, and take the corrected text"),
    b"II*\x00": ("a picture", "run text recognition (OCR) on it, and take the corrected text"),
    b"BM": ("a picture", "run text recognition (OCR) on it, and take the corrected text"),
    b"\x1f\x8b": ("a compressed file", "unpack it, and take the file in it"),
    b"Rar!": ("a RAR archive", "unpack it, and take the file in it"),
    b"7z\xbc\xaf": ("a 7z archive", "unpack it, and take the file in it"),
    b"HN\x01": ("a CAJ document", "open it in its reader, and print it to PDF"),
    b"CAJ\x00": ("a CAJ document", "open it in its reader, and print it to PDF"),
}
WEB_ARCHIVE = re.compile(rb"^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?MIME-Version:", re.IGNORECASE)
PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|</(?:div|p|td|h[1-6])>", re.IGNORECASE)
EXTENSIONS = {
    HTML: ("html", "htm", "shtml", "xhtml"),
    DOCX: ("docx", "docm", "dotx"),
    PDF: ("pdf",),
}
KNOWN = {one for many in EXTENSIONS.values() for one in many} | {"txt", "md", "doc"}
SHORT = 100
"""Characters; whether fewer are garbled, their frequency does not tell."""
LAST_LINE = 15
"""A last line of this length without an end is a sentence that is cut off."""


def take(raw: bytes, name: str) -> Taken:
    """The text of a file, in the plain form. Raises `Problems` that say what the file is instead."""
    try:
        found = reader_of(raw, name)(raw, name)
        if len(found.text) > SHORT or "\ufffd" in found.text:
            refuse_mojibake(found.text)
        refuse_language(found.text, name)
    except Problems as problems:
        raise Problems(replace(one, file=name) for one in problems.problems) from problems
    return replace(found, warnings=(*found.warnings, *doubts(found, name)))


def reader_of(raw: bytes, name: str) -> Callable[[bytes, str], Taken]:
    """The reader for what the file is, whatever its name says."""
    if not raw.strip(b" \t\r\n\x0c\x00\xef\xbb\xbf"):
        raise stop(name, "is empty", "get the file again")
    if b"%PDF-" in raw[:1024]:
        return take_pdf
    if raw.startswith(ZIP):
        return archive_reader(raw, name)
    refuse_foreign(raw, name)
    return take_html if is_page(raw) else take_text


def archive_reader(raw: bytes, name: str) -> Callable[[bytes, str], Taken]:
    package = Package(raw, name)
    if package.main:
        return take_docx
    what, remedy = next(
        found for part, found in ARCHIVES.items() if next(package.named(part, ""), None)
    )
    raise stop(name, f"is {what}", remedy)


def refuse_foreign(raw: bytes, name: str) -> None:
    """Raise for a file of a kind that is recognized only to name it."""
    if raw.startswith(OLE):
        streams = (
            found for stream, found in OFFICE_STREAMS.items() if stream.encode("utf-16-le") in raw
        )
        what, remedy = next(streams, ("an old Office file", "save it as DOCX"))
        raise stop(name, f"is {what}", remedy)
    for magic, (what, remedy) in OTHERS.items():
        if raw.startswith(magic):
            raise stop(name, f"is {what}", remedy)
    if WEB_ARCHIVE.match(raw[:4096]):
        raise stop(name, "is a web archive (MHTML)", "save the page as HTML")
    if raw.lstrip()[:5] == b"<?xml" and b'progid="Word.Document"' in raw[:1024]:
        raise stop(
            name, "is a Word document in one XML file", "open it in Word, and save it as DOCX"
        )


def is_page(raw: bytes) -> bool:
    start = raw[:2]
    wide = "utf-16" if start in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
    text = raw[:200_000].decode(wide, "ignore")
    found = PAGE.findall(text)
    return len(found) > 2 or any(not one.startswith("</") for one in found)


def refuse_language(text: str, name: str) -> None:
    """Raise for a text without Chinese, and for one in another language with some."""
    counts = {
        "Chinese": len(re.findall(f"[{HAN}]", text)),
        "Japanese": 10 * len(re.findall("[\u3041-\u30fa]", text)),
        "Korean": 5 * len(re.findall("[\uac00-\ud7a3]", text)),
        "a language in Latin letters": len(re.findall("[A-Za-z]", text)) // 3,
    }
    if not any(counts.values()):
        raise stop(name, "has no text", "get the document itself")
    language = max(counts, key=lambda one: counts[one])
    if language != "Chinese":
        raise stop(
            name, f"is in {language}", "take the Chinese text; it is what an edition is made from"
        )


def doubts(found: Taken, name: str) -> list[str]:
    """What a person should look at: a name that says something else, a text that is cut off."""
    made = []
    said = PurePath(name).suffix.lower().lstrip(".")
    if said in KNOWN and said not in EXTENSIONS.get(found.kind, ("txt", "md")):
        made.append(f"the name ends in .{said}, but the file is: {found.kind}")
    last = found.text.rstrip().rpartition("\n")[2]
    is_open = not last.endswith(tuple(f'{TERMINAL}{CLOSING}.!?;")'))
    if "\t" not in last and len(last) >= LAST_LINE and is_open:
        made.append(f"the text may be cut off: it ends with “…{last[-LAST_LINE:]}”")
    return made
