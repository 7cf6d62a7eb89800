"""The PDFs under independent eyes: two validators, and the proof for each finding that is waived."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud
import page as page_validation
import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen

from planbook.books.downloads import PDFS
from printed import widths

NOTES = ("/Note", "/FENote")
STREAM = re.compile(rb"/Length (\d+)[^>]*(?:<<[^>]*>>[^>]*)*>>\s*stream\r?\n")


@dataclass(frozen=True)
class Pdf:
    """A PDF, as the site offers it."""

    path: Path

    @cached_property
    def raw(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def whole(self) -> pikepdf.Pdf:
        return pikepdf.open(BytesIO(self.raw))


# --- what is waived, each with the proof that the validator errs


def widths_are_true(pdf: Pdf) -> bool:
    """A validator takes a width that a font program leaves to its default for 0."""
    return bool(fonts_of(pdf.whole)) and all(map(width_is_true, fonts_of(pdf.whole)))


def fonts_of(pdf: pikepdf.Pdf) -> list[Any]:
    dictionaries = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
    return [one for one in dictionaries if one.get("/Subtype") == "/CIDFontType0"]


def width_is_true(font: Any) -> bool:
    """Whether each glyph is as wide in the font program as the PDF says."""
    said = dict(widths(font.W))
    programs = CFFFontSet()
    programs.decompile(BytesIO(font.FontDescriptor.FontFile3.read_bytes()), None)
    for number, name in enumerate(programs[0].charset):
        glyph = programs[0].CharStrings[name]
        glyph.draw(NullPen())  # its width is known only afterwards
        code = int(name[3:]) if name.startswith("cid") else number
        if abs(glyph.width - said.get(code, glyph.width)) > 1:
            return False
    return True


def lengths_are_true(pdf: Pdf) -> bool:
    """A validator takes the last byte of a stream for the end of a line, if it looks like one."""
    found = list(STREAM.finditer(pdf.raw))
    ends = (pdf.raw[one.end() + int(one[1]) :][:11].lstrip() for one in found)
    return len(found) == pdf.raw.count(b"\nendstream") and all(
        end.startswith(b"endstream"[: len(end)]) and len(end) > 8 for end in ends
    )


def heads_are_artifacts(pdf: Pdf) -> bool:
    """A validator takes a long running head for prose, and the last lines of notes for one.

    The only other artifact with a text is the large number beside the title of a chapter.
    """
    cover, *others = (list(artifacts_with_text(one)) for one in pdf.whole.pages)
    return not cover and all(
        any(kind == "/Header" for kind, _ in found)
        and all(kind == "/Header" or length <= 2 for kind, length in found)
        for found in others
    )


def artifacts_with_text(one: Any) -> Iterator[tuple[str, int]]:
    """The kind and length of each text of a page that is no content."""
    within: list[str | None] = []
    for instruction in pikepdf.parse_content_stream(one):
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "BMC" | "BDC":
                kind = operands[1] if len(operands) > 1 else {}
                is_artifact = operands[0] == "/Artifact"
                within.append(str(kind.get("/Subtype", "")) if is_artifact else None)
            case "EMC":
                within.pop()
            case "Tj" | "TJ":
                parts = operands if str(instruction.operator) == "Tj" else operands[0]
                length = sum(len(bytes(x)) // 2 for x in parts if isinstance(x, pikepdf.String))
                yield from ((kind, length) for kind in within if kind is not None)


def painting_follows_the_tags(pdf: Pdf) -> bool:
    """A note is read where its mark is and painted at the foot; all else is painted as read."""
    tagged = tagged_content(pdf)
    for number, one in enumerate(pdf.whole.pages):
        ranks = {mcid: rank for rank, mcid in enumerate(tagged[number])}
        order = [ranks[mcid] for mcid in painted(one) if mcid in ranks]
        if order != sorted(order):
            return False
    return True


def tagged_content(pdf: Pdf) -> dict[int, list[int]]:
    """The marked content of each page but its notes, in the order of the tags."""
    numbers = {one.objgen: number for number, one in enumerate(pdf.whole.pages)}
    found: dict[int, list[int]] = defaultdict(list)

    def walk(node: Any, on: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one, on)
        elif not isinstance(node, pikepdf.Dictionary):
            found[numbers[on.objgen]].append(int(node))
        elif "/MCID" in node:
            found[numbers[node.get("/Pg", on).objgen]].append(int(node.MCID))
        elif node.get("/Type") != "/OBJR" and node.get("/S") not in NOTES:
            walk(node.get("/K", []), node.get("/Pg", on))

    walk(pdf.whole.Root.StructTreeRoot.K, None)
    return found


def painted(one: Any) -> Iterator[int]:
    for instruction in pikepdf.parse_content_stream(one, "BDC"):
        properties = instruction.operands[1]
        if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
            yield int(properties.MCID)


WAIVED: dict[str, Callable[[Pdf], bool]] = {
    "PDFA2A-TRUETYPE-GLYPH-WIDTH-001": widths_are_true,
    "PDFUA1-FONT-GLYPH-WIDTH-001": widths_are_true,
    "PDFA2A-STREAM-LENGTH-001": lengths_are_true,
    "TAG-002": heads_are_artifacts,
    "PAG-001": heads_are_artifacts,
    "ORD-001": painting_follows_the_tags,
}


# --- what they find


def found_by_page(path: Path) -> Iterator[str]:
    """By rules for PDF/A-2a and PDF/UA-1."""
    for profile in (
        page_validation.ValidationProfile.PDF_A_2A,
        page_validation.ValidationProfile.PDF_UA_1,
    ):
        report = page_validation.validate_pdf(path, profile=profile)
        assert report.rules.total > 100
        yield from (one.rule_id for one in report.failures)


def found_by_outloud(path: Path) -> Iterator[str]:
    """By rules for PDF/UA-1 and WCAG 2.2, and on what a reader hears."""
    result = outloud.check(str(path))
    assert not result.error
    assert not [one.rule for one in result.runs if one.status == "crashed"]
    yield from (one.rule for one in result.findings if one.severity != "info")


@pytest.mark.parametrize("validator", [found_by_page, found_by_outloud])
@pytest.mark.parametrize("kind", [*PDFS, "brief.en", "brief.zh"])
def test_no_validator_finds_a_fault(
    kind: str, validator: Callable[[Path], Iterator[str]], site: Path
) -> None:
    pdf = Pdf(site / "downloads" / f"shibei-14fyp.{kind}.pdf")
    for rule in set(validator(pdf.path)):
        assert rule in WAIVED, rule
        assert WAIVED[rule](pdf), f"{rule}: the finding is right"


# --- the proofs fail where the finding would be right


def too_wide(pdf: pikepdf.Pdf) -> None:
    fonts_of(pdf)[0].W = pikepdf.Array([0, 65535, 333])


def text_left_out(pdf: pikepdf.Pdf) -> None:
    """A piece of text is no longer tagged."""
    content = list(pikepdf.parse_content_stream(pdf.pages[9]))
    at = next(n for n, one in enumerate(content) if one.operands and one.operands[0] == "/Span")
    content[at] = pikepdf.ContentStreamInstruction(
        [pikepdf.Name("/Artifact")], pikepdf.Operator("BMC")
    )
    pdf.pages[9].Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))


def read_backward(pdf: pikepdf.Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K[0]
    document.K = pikepdf.Array(reversed(list(document.K)))


@pytest.mark.parametrize(
    ("proof", "damage"),
    [
        (widths_are_true, too_wide),
        (heads_are_artifacts, text_left_out),
        (painting_follows_the_tags, read_backward),
    ],
)
def test_a_proof_can_fail(
    proof: Callable[[Pdf], bool], damage: Callable[[pikepdf.Pdf], None], site: Path
) -> None:
    pdf = Pdf(site / "downloads" / "shibei-14fyp.zh.pdf")
    damage(pdf.whole)
    assert not proof(pdf)


def test_a_wrong_length_is_seen(site: Path, tmp_path: Path) -> None:
    raw = (site / "downloads" / "shibei-14fyp.zh.pdf").read_bytes()
    first = STREAM.search(raw)
    assert first
    shorter = b"/Length %d" % (int(first[1]) - 2)
    path = tmp_path / "short.pdf"
    path.write_bytes(raw.replace(b"/Length " + first[1], shorter, 1))
    assert not lengths_are_true(Pdf(path))
