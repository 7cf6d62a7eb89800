"""Our statements about the plan rest on the passages that they cite; all others are rejected."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.cli import main
from planbook.pipeline import Conversion
from planbook.statements.ground import Ground, Statement, faults
from planbook.statements.sectors import FILE, Sector, Sectors
from planbook.structure.model import Outline

SUMMARY = Statement(
    "引进中化集团、中国海洋石油集团，推动橡胶、棉花等品类上线交易。",
    "Shibei will bring in Sinochem Group and China National Offshore Oil Corporation.",
    ("2.2.1.1.1",),
)
FAULTS = {
    "no such passage": (("2.2.1.1.9",), {}, "the plan has no 2.2.1.1.9"),
    "no passage": ((), {}, "no passage supports it"),
    "another passage": (("2.3.1.1.1",), {}, "no passage names 中化集团"),
    "a number too many": (None, {"引进": "引进3家"}, "no passage has the number 3"),
    "a name too many": (None, {"引进": "引进海尔集团、"}, "no passage names 海尔集团"),
    "other words": (
        None,
        {"推动橡胶、棉花等品类上线交易": "打造全球领先的人工智能高地和世界一流的海洋科学中心"},
        "of its words are in its passages; at least 50% must be",
    ),
    "a result": (None, {"引进": "已经引进"}, "“已经” reports a result"),
}


def said(statement: Statement, ground: Ground) -> list[str]:
    return [str(one) for one in faults(statement, ground, FILE, "bulk-commodities")]


def test_a_true_statement_has_no_fault(ground: Ground) -> None:
    assert said(SUMMARY, ground) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_statement_without_footing_is_named(ground: Ground, name: str) -> None:
    at, changes, message = FAULTS[name]
    zh = SUMMARY.zh
    for before, after in changes.items():
        zh = zh.replace(before, after)
    found = said(Statement(zh, SUMMARY.en, SUMMARY.at if at is None else at), ground)
    assert message in "\n".join(found)
    assert all(one.startswith(f"{FILE}: bulk-commodities: ") for one in found)
    assert all("\n  remedy: " in one for one in found)


def test_a_name_too_many_in_the_english_is_named(ground: Ground) -> None:
    english = SUMMARY.en.replace("bring in", "bring in Tencent,")
    assert "腾讯" in said(Statement(SUMMARY.zh, english, SUMMARY.at), ground)[0]


def test_a_moved_reference_stops_the_conversion(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / FILE
    text = file.read_text("utf-8")
    file.write_text(text.replace('"2.2.1.1.1"', '"2.5.4.1.1"'), "utf-8")
    assert main(["--root", str(project), "convert"]) == 1
    assert f"{FILE}: bulk-commodities: no passage names" in capsys.readouterr().err
    assert not (project / "docs").exists()


def test_every_track_of_the_chapter_has_a_sector(conversion: Conversion, outline: Outline) -> None:
    tracks = [one.reference for one in outline.divisions() if one.reference.startswith("2.")]
    tracks = [one for one in tracks if one.count(".") == 2]
    assert [one.at for one in conversion.tied.sectors.sector] == tracks
    assert len(tracks) == 17


@pytest.mark.parametrize(
    ("sectors", "anchors"),
    [
        (("2.1.1", "2.2.1", "2.1.2"), {"2.1": "1", "2.2": "2"}),
        (("2.1.1", "3.1.1", "3.2.1"), {"2.1": "2-1", "3.1": "3-1", "3.2": "2"}),
        (("2.1", "1.2.1"), {"2": "2", "1.2": "1-2"}),
    ],
)
def test_no_two_sections_of_sectors_have_the_same_address(
    sectors: tuple[str, ...], anchors: dict[str, str]
) -> None:
    made = Sectors(sector=tuple(Sector(one, one, SUMMARY, SUMMARY, ()) for one in sectors))
    assert {one: made.number(one) for one in made.by_section} == anchors


def test_a_page_names_whatever_its_passage_names(conversion: Conversion) -> None:
    pages, found = conversion.pages, conversion.linked.found["zh"]
    for sector in conversion.tied.sectors.sector:
        names = {
            one.term
            for sentence, occurrences in found.items()
            if sentence.startswith(f"{sector.at}.")
            for one in occurrences
            if one.term.type not in ("policy", "term")
        }
        for locale in ("zh", "en"):
            page = pages[f"{locale}/sectors/{sector.id}.md"]
            assert [one.id for one in names if f"#{one.anchor})" not in page] == []
