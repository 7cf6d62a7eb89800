"""Takes in plain text, line for line; what is Markdown is left to its own reader."""

from __future__ import annotations

from planbook.intake.form import LINE_ENDS, Left, Taken
from planbook.intake.furniture import edges, kind_of
from planbook.intake.markdown import is_markdown, take_markdown
from planbook.intake.provenance import is_account, numbers_above, provenance_of
from planbook.problems import stop
from planbook.text.decode import (
    BOMS,
    attempt,
    guess_encoding,
    plausible,
    refuse_what_is_no_text,
    strictly,
)
from planbook.text.grammar import is_row

TEXT = "plain text"
MIXED_LENGTH = 12
"""Bytes beyond ASCII that a line must have to be judged by itself: four Han characters in UTF-8."""


def take_text(raw: bytes, name: str) -> Taken:
    """The text of the file, with its lines as they are."""
    text = decoded(raw, name)
    return take_markdown(text) if is_markdown(text) else as_it_is(text)


def as_it_is(text: str) -> Taken:
    """The text without what belongs to a site or a paper at its ends."""
    lines = text.removesuffix("\n").split("\n")
    cut = dict(edges(lines, [is_row(one) and not is_account([one.split("\t")]) for one in lines]))
    kept = [line.replace(cut.get(at, ""), "", 1) for at, line in enumerate(lines)]
    made = "".join(f"{line}\n" for at, line in enumerate(kept) if at not in cut or line.strip())
    left = tuple(Left(kind_of(one), one) for one in cut.values())
    return Taken(
        TEXT, made, (), left, provenance=provenance_of((*cut.values(), *numbers_above(made)), {})
    )


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
