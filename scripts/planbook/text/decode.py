"""Turns bytes into text: finds the encoding and the script, and rejects anything but Chinese text.

Reads UTF-8 (with or without BOM), GB18030, UTF-16, and Big5. Anything else is named as precisely
as possible and rejected. `encode` is the inverse: `encode(decode(raw)) == raw`.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from planbook.problems import Problem, Problems, raise_any, stop
from planbook.text.script import is_traditional, to_simplified

FILE = "source/plan.zh.txt"
LONGEST_LINE = 100_000
"""Maximum characters. A paragraph of a plan has a thousand or so."""

# Magic numbers of files that people supply in place of their text.
BINARY = {
    b"%PDF": ("a PDF file", "extract its text, for instance with pdftotext"),
    b"PK\x03\x04": ("a DOCX, EPUB, or ZIP file", "save it as plain text (UTF-8)"),
    b"\xd0\xcf\x11\xe0": ("an old Word (.doc) file", "save it as plain text (UTF-8)"),
    b"{\\rtf": ("an RTF file", "save it as plain text (UTF-8)"),
    b"\x89PNG": ("a picture", "run text recognition on it and save the text"),
    b"\xff\xd8\xff": ("a picture", "run text recognition on it and save the text"),
    b"\x1f\x8b": ("a compressed file", "unpack it"),
    b"\x7fELF": ("a program", "give the plan's text"),
}

# The most frequent characters of modern Chinese texts, in both scripts. They make up about a fifth
# of any prose, but almost none of wrongly decoded bytes.
FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
    "制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内"
    "數發展會實業區經個國這為來時們產過對進體點從應開無關"
)
PLAUSIBLE_SHARE = 0.06
BIG5 = ("cp950", "big5hkscs")
"""Big5 as in Taiwan, which has the usual signs (～), and with the characters of Hong Kong."""
# Encodings that are recognized only to name them in the message.
FOREIGN_ENCODINGS = ("shift_jis", "euc_kr")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """The source text as characters, and what is needed to restore its bytes."""

    text: str
    """The text in Simplified characters, with line ends and damage as published."""
    encoding: str
    bom: bytes
    newline: str
    """The file's line end if all are alike (they are `\\n` in `text`); otherwise `\\n`."""
    own: str = ""
    """The text as published if it is in Traditional characters, and has been folded to Simplified."""

    @property
    def traditional(self) -> bool:
        return bool(self.own)


@lru_cache(2)  # the general terms are looked for before the first stage
def decode(raw: bytes) -> Text:
    """Decode the file, or raise `Problems` that say what it is instead of a Chinese text."""
    refuse_what_is_no_text(raw)
    bom, encoding = next(((b, e) for b, e in BOMS if raw.startswith(b)), (b"", ""))
    encoding = encoding or guess_encoding(raw)
    text = strictly(raw.removeprefix(bom), encoding)
    if "\x00" in text:
        raise stop(FILE, "the file has NUL characters: it is not text", "save it as UTF-8 text")
    refuse_mojibake(text)
    raise_any(endless_lines(text, FILE))
    traditional = is_traditional(text)
    newline = uniform_newline(text)
    text = text.replace(newline, "\n")
    if traditional:
        return Text(to_simplified(text), encoding, bom, newline, text)
    return Text(text, encoding, bom, newline)


def encode(source: Text) -> bytes:
    """The bytes that `decode` read."""
    return source.bom + (source.own or source.text).replace("\n", source.newline).encode(
        source.encoding
    )


def endless_lines(text: str, file: str, longest: int = LONGEST_LINE) -> Iterator[Problem]:
    """Lines that are too long to be real."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > longest:
            found = f"a line of {len(line):,} characters; the limit is {longest:,}"
            yield Problem(file, found, "find out what went wrong there", line=number)


def uniform_newline(text: str) -> str:
    """CRLF or CR if every line ends with it; otherwise LF (a stray CR then counts as a space)."""
    if (crlf := text.count("\r\n")) and crlf == text.count("\n") == text.count("\r"):
        return "\r\n"
    return "\r" if "\r" in text and "\n" not in text else "\n"


def refuse_what_is_no_text(raw: bytes) -> None:
    if not raw.strip(b" \t\r\n\x0c" + codecs.BOM_UTF8):
        raise stop(FILE, "the file is empty", "put the plan's text there, as published")
    for magic, (kind, remedy) in BINARY.items():
        if raw.startswith(magic):
            raise stop(FILE, f"this is {kind}, not text", remedy)


def guess_encoding(raw: bytes) -> str:
    """UTF-8 if it decodes; otherwise the first of the others whose result reads as Chinese."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        for encoding in ("gb18030", "utf-16-le", "utf-16-be", *BIG5):
            if (text := attempt(raw, encoding)) and plausible(text):
                return encoding
        raise unreadable(raw, error.start) from error
    return "utf-8"


def likeliest(raw: bytes) -> str:
    """The encoding of damaged or unlabeled bytes: what makes more frequent characters, and loses fewer."""
    return max(("gb18030", "utf-8", *BIG5), key=lambda one: merit(raw.decode(one, "replace")))


def merit(text: str) -> int:
    return sum(map(FREQUENT.__contains__, text)) - text.count("\ufffd")


def unreadable(raw: bytes, at: int) -> Problems:
    """The message for bytes in an encoding that is not supported; `at` is the first odd one."""
    for encoding in FOREIGN_ENCODINGS:
        text = attempt(raw, encoding)
        if text and (plausible(text) or any("\u3040" <= c <= "\u30ff" for c in text)):
            name = encoding.upper().replace("_", "-")
            found = f"the file is not UTF-8, GB18030, UTF-16, or Big5; it reads as {name}"
            return stop(FILE, found, f"convert it: iconv -f {name} -t UTF-8")
    found = f"byte {at:,} is not UTF-8, and the file is not GB18030, UTF-16, or Big5 either"
    line = raw[:at].count(b"\n") + 1
    return stop(FILE, found, "get the file again, or save it as UTF-8", line=line)


def strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"the file begins as {encoding.upper()}, but byte {error.start:,} does not fit"
        raise stop(FILE, found, "get the file again: it is cut off or damaged") from error


def attempt(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def plausible(text: str) -> bool:
    """True if the text reads as Chinese: enough of its characters are frequent ones."""
    solid = "".join(text.split())
    return sum(map(FREQUENT.__contains__, solid)) >= PLAUSIBLE_SHARE * len(solid)


def refuse_mojibake(text: str) -> None:
    """Raise if the text is the result of a wrong conversion, and name the conversion."""
    if "\ufffd" in text or "锟斤拷" in text:
        at = max(text.find("\ufffd"), text.find("锟斤拷"))
        raise stop(
            FILE,
            "the text has replacement characters (U+FFFD): characters were lost in a conversion",
            "get the text again from its publication; what is lost cannot be repaired here",
            line=text[:at].count("\n") + 1,
        )
    if plausible(text):
        return
    for wrong in ("latin-1", "cp1252", "gb18030"):
        for right in ("utf-8", "gb18030"):
            mended = text.encode(wrong, "ignore").decode(right, "ignore")
            # A text reduced to a few characters proves nothing.
            if wrong != right and len(mended) > len(text) / 5 and plausible(mended):
                raise stop(
                    FILE,
                    f"the text is garbled (mojibake): {right.upper()} was read as {wrong.upper()}",
                    f"open the original as {right.upper()} and save it as UTF-8",
                )
