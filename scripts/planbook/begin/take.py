"""Takes in a file of any kind: judges by its content what it is, and by its text what language."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice, takewhile
from pathlib import PurePath

from planbook.characters import CHINESE
from planbook.intake.form import Taken
from planbook.intake.furniture import ELSEWHERE, SITE, more_pages, names_pages
from planbook.intake.html.items import wide_encoding
from planbook.intake.html.page import KIND as HTML
from planbook.intake.html.page import take_html
from planbook.intake.pdf.document import KIND as PDF
from planbook.intake.pdf.document import take_pdf
from planbook.intake.text.markdown import is_markdown
from planbook.intake.text.plain import take_text
from planbook.intake.word.docx import KIND as DOCX
from planbook.intake.word.docx import take_docx
from planbook.intake.word.package import KIND as ARCHIVE
from planbook.intake.word.package import Package, is_archive, take_archive
from planbook.problems import Problems, stop
from planbook.text.decode import refuse_mojibake
from planbook.text.grammar import APPENDIX, CLOSING, PAGE_MARK, TERMINAL, is_marked, mended
from planbook.text.script import is_traditional
from planbook.text.series import marks_of

OLE, ZIP = b"\xd0\xcf\x11\xe0", (b"PK\x03\x04", b"PK\x05\x06")
OFFICE_STREAMS = {
    "EncryptedPackage": ("a document protected by a password", "remove the password, and save it as DOCX"),
    "WordDocument": ("an old Word or WPS document (.doc, .wps)", "open it in Word, WPS, or LibreOffice, and save it as DOCX"),
    "PowerPoint Document": ("a set of slides", "get the document that the slides present"),
    "Workbook": ("a spreadsheet", "get the document, or save the text as DOCX"),
}  # fmt: skip
ARCHIVES = {
    "ppt/": ("a set of slides", "get the document that the slides present"),
    "xl/": ("a spreadsheet", "get the document, or save the text as DOCX"),
    "OFD.xml": ("an OFD document", "open it in an OFD reader, and save it as PDF"),
    "META-INF/container.xml": ("an EPUB book", "take the document that it was made from"),
    "content.xml": ("an OpenDocument text", "open it in LibreOffice, and save it as DOCX"),
    "Index/": ("a Pages document", "open it in Pages, and export it as DOCX"),
    "": ("a ZIP archive", "unpack it, and take the file in it"),
}
PICTURE = ("a picture", "run text recognition (OCR) on it, and take the corrected text")
PROGRAM = ("a program", "get the document itself")
CAJ = ("a CAJ document", "open it in its reader, and print it to PDF")
OTHERS = {
    b"{\\rtf": ("an RTF document", "open it in Word or LibreOffice, and save it as DOCX"),
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM"), PICTURE),
    **dict.fromkeys((b"\0\0\0%cftyp" % size for size in (0x18, 0x1C, 0x20, 0x24)), PICTURE),
    b"RIFF": ("a picture, sound, or film", PICTURE[1]),
    b"\x1f\x8b": ("a compressed file", "unpack it, and take the file in it"),
    b"Rar!": ("a RAR archive", "unpack it, and take the file in it"),
    b"7z\xbc\xaf": ("a 7z archive", "unpack it, and take the file in it"),
    **dict.fromkeys((b"HN\x01", b"CAJ\x00", b"KDH"), CAJ),
    b"ITSF": ("a compiled help file (CHM)", "open it, and save its pages as HTML"),
    b"AT&TFORM": ("a DjVu document, which is a scan", PICTURE[1]),
    b"%!PS": ("a PostScript file", "convert it to PDF"),
    **dict.fromkeys((b"MZ", b"\x7fELF"), PROGRAM),
    b"\xff\xfe\x00\x00": ("text in UTF-32", "save it as UTF-8 text"),
    b"\x00\x00\xfe\xff": ("text in UTF-32", "save it as UTF-8 text"),
    b"bplist": ("a Safari web archive", "save the page as HTML, or print it to PDF"),
}
DATA = {
    "{": ("is JSON, the data behind a page", "save the page itself as HTML"),
    "[": ("is JSON, the data behind a page", "save the page itself as HTML"),
    "<?xml": ("is an XML file of another program", "save it there as DOCX, or print it to PDF"),
    "\\documentclass": ("is a LaTeX source", "make the PDF, and take that"),
}
"""Beginnings of text files that programs read, not people."""
PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
PIECE = re.compile(r"</(?:div|p|td|h[1-6])>", re.IGNORECASE)
"""Ends a paragraph of a page; a part of one has several, and nothing else that says so …"""
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
"""… or has such a break at the end of most of its lines."""
CSV_LINES = 3
"""Lines that show a table …"""
LONGEST_NAME = 20
"""… if the names of its columns have no more characters."""
COLUMNS = re.compile(r'(?:"?\w{1,40}"?,){2,}"?\w{1,40}"?')
"""The first line of a table as CSV: province,year,title,full_text."""
EXTENSIONS = {
    HTML: ("html", "htm", "shtml", "xhtml"),
    DOCX: ("docx", "docm", "dotx"),
    PDF: ("pdf",),
    ARCHIVE: ("mhtml", "mht", "eml"),
}
KNOWN = {one for many in EXTENSIONS.values() for one in many} | {"txt", "md", "doc"}
SHORT = 100
"""Characters; whether fewer are garbled, their frequency does not tell."""
MOST_TEXT = 64 * 1024 * 1024
"""Bytes of a file that is text; pages with their pictures inside have some 10 MB."""
LEAST = 60
"""Chinese characters; the shortest plan of a township has some thousands."""
LAST = re.compile(r"印\s*发[）)]?$|^\s*(?:抄送|主送|分送)|\d\s*[日月][）)]?$")
"""The last line of an official document, which has no full stop: …办公室　2025年3月6日印发."""
ONE_LINE = 0.8
"""The share of a text without line breaks that its longest line has."""
INSIDE = re.compile(
    r"(?:[。！？ \u3000]|\\n)(?:第.{1,4}[篇章节]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
)
"""Headings after a full stop, or a line break that is written out: …迈上新台阶。第二章 总体要求."""
BETWEEN_CELLS = re.compile(r"\t|\S {2,}\S|\S[|｜]\S")
"""What is between the cells of a row."""
ANNEXES = 20
"""Maximum entries of a list of annexes."""
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
    return replace(found, warnings=(*found.warnings, *doubts(found, name), *oddities(found)))


def reader_of(raw: bytes, name: str) -> Callable[[bytes, str], Taken]:
    """The reader for what the file is, whatever its name says."""
    if not raw.strip(b" \t\r\n\x0c\x00\xef\xbb\xbf"):
        raise stop(name, "is empty", "get the file again")
    if b"%PDF-" in raw[:1024]:
        return take_pdf
    if raw.startswith(ZIP):
        return archive_reader(raw, name)
    if len(raw) > MOST_TEXT:
        found = f"has {len(raw):,} bytes of text or markup; the limit is {MOST_TEXT:,}"
        raise stop(name, found, "take out what is not the plan: the text of one has less than 2 MB")
    if is_archive(raw):
        return take_archive
    refuse_foreign(raw, name)
    if is_page(raw):
        return take_html
    refuse_data(raw, name)
    return take_text


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
    if raw.lstrip()[:5] == b"<?xml" and b'progid="Word.Document"' in raw[:1024]:
        raise stop(
            name, "is a Word document in one XML file", "open it in Word, and save it as DOCX"
        )


def refuse_data(raw: bytes, name: str) -> None:
    """Raise for a text that is the data of a program."""
    start = raw[:4096].decode("utf-8-sig", "ignore").lstrip()
    found = next((said for begin, said in DATA.items() if start.startswith(begin)), None)
    if found and (start[0] not in "{[" or is_json(raw)):
        raise stop(name, *found)
    if is_csv(start):
        raise stop(
            name,
            "is a table (CSV), and does not read like a plan",
            "take the document that the table is from, or save the cell with the plan as a text file",
        )


def is_csv(start: str) -> bool:
    """True for lines with as many cells each, parted by commas, or for the names of columns."""
    names, _, values = start.partition("\n")
    lines = [one for one in start.splitlines()[: CSV_LINES + 1] if one.strip()][:CSV_LINES]
    rows = list(csv.reader(lines))
    is_even = len(rows) == CSV_LINES and len({*map(len, rows)}) == 1 < len(rows[0])
    are_cells = bool(rows) and all(len(one) <= LONGEST_NAME for one in rows[0])
    return (is_even and are_cells) or bool(COLUMNS.fullmatch(names.strip()) and ',"' in values)


def is_json(raw: bytes) -> bool:
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


def is_page(raw: bytes) -> bool:
    text = raw[:200_000].decode(wide_encoding(raw) or "latin-1", "ignore")
    breaks, lines = len(BREAK.findall(text)), sum(map(bool, map(str.strip, text.split("\n"))))
    is_piece = len(PIECE.findall(text)) > 2 or 2 * breaks > max(4, lines)
    return bool(PAGE.search(text)) or (is_piece and not is_markdown(text))


def refuse_language(text: str, name: str) -> None:
    """Raise for a text without Chinese, and for one in another language with some."""
    counts = {
        "Chinese": len(CHINESE.findall(text)),
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
    site = (one.text for one in found.left if one.kind in SITE)
    is_said = any(one.startswith(ELSEWHERE) for one in found.warnings)
    if not is_said and any(map(names_pages, site)):
        made.append(more_pages())
    solid = (one.strip() for one in reversed(found.text.splitlines()) if one.strip())
    lines = [*islice((one for one in solid if not PAGE_MARK.fullmatch(one)), ANNEXES)]
    last = lines[0] if lines else ""
    is_open = len(last) >= LAST_LINE and not last.endswith(tuple(f'{TERMINAL}{CLOSING}.!?;")'))
    if is_open and not (BETWEEN_CELLS.search(last) or LAST.search(last) or is_annex(lines)):
        made.append(f"the text may be cut off: it ends with “…{last[-LAST_LINE:]}”")
    return made


def is_annex(lines: Iterable[str]) -> bool:
    """True for the last entry of a list of annexes, and those above it up to 附件：1.重点任务表."""
    return any(map(APPENDIX.match, takewhile(is_marked, map(mended, lines))))


def is_without_breaks(text: str) -> bool:
    """True for a text that is nearly all on one line, with headings on it."""
    longest = max(text.split("\n"), key=len)
    return len(longest) > ONE_LINE * len(text) and bool(INSIDE.search(longest))


def oddities(found: Taken) -> Iterator[str]:
    """What the text is, if it is not what an edition is usually made from."""
    text = found.text
    if is_traditional(text):
        yield (
            "the text is in Traditional characters: pages in these keep them as they are, and all"
            " others, the questions, and your entries have them in Simplified"
        )
    count = len(CHINESE.findall(text))
    if count < LEAST:
        yield f"the text has only {count} Chinese characters: it may not be the whole document"
    elif is_without_breaks(text):
        yield (
            "the line breaks are missing, and headings are inside lines: copy the text again with each"
            " paragraph on a line of its own, or take the page or file that it is from"
        )
    elif not (found.headings or has_headings(text)):
        yield "no line begins like a heading (第一章, 一、): it may not be the text of a plan"


def has_headings(text: str) -> bool:
    """True if a line begins like a heading, or like one of a series: 第一条 …, 1 发展基础."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    is_any = any(is_marked(mended(one)) for one in lines)
    return is_any or any(marks_of(lines, [True] * len(lines)))
