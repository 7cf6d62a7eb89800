"""Lines that the original shows as headings, against what the grammar reads as headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from planbook.cli import main
from planbook.structure.styles import FILE as ACCOUNT
from planbook.text.declared import FILE
from projects import tiny_project

TEXT = """\
某区规划纲要
第一章 总则
依法编制规划。
第二章 产业
做强做优产业。
保障措施。
加强组织保障。
第三章 民生
改善民生。
"""
SHOWN = {1: "某区规划纲要", 2: "第一章 总则", 4: "第二章 产业", 8: "第三章 民生"}


def project(folder: Path, shown: dict[int, str], *, level: int = 1, text: str = TEXT) -> Path:
    root = tiny_project(folder, text)
    rows = (f'{{ line = {n}, level = {level}, text = "{one}" }}' for n, one in shown.items())
    (root / ACCOUNT).write_text(f"kind = 'DOCX'\nheadings = [{', '.join(rows)}]\n", "utf-8")
    (root / FILE).write_text("[mechanical]\n", "utf-8")
    return root


def asked(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    main(["--root", str(root), "repair"])
    return next((one for one in capsys.readouterr().err.splitlines() if "original" in one), "")


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_heading_of_the_original_that_reads_as_text_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], level: int
) -> None:
    root = project(tmp_path, SHOWN | {6: "保障措施。"}, level=level)
    said = asked(root, capsys)
    assert "「保障措施。」 in line 6 is text" in said
    assert "第一章" not in said
    assert main(["--root", str(root), "repair", "--accept", "1"]) == 0
    assert f"[[style]]\nlevel = {level}\n" in (root / FILE).read_text("utf-8")
    assert main(["--root", str(root), "repair"]) == 0


def test_all_lines_of_a_style_are_one_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = SHOWN | {3: "依法编制规划。", 6: "保障措施。"}
    said = asked(project(tmp_path, shown), capsys)
    assert "「依法编制规划。」 in line 3 is text; 「保障措施。」 in line 6 is text" in said


def test_a_heading_without_the_style_of_its_family_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TEXT + "第四章 附则\n本规划由区政府解释。\n"
    said = asked(project(tmp_path, SHOWN, text=text), capsys)
    assert "「第四章 附则」 in line 10 is a heading" in said


@pytest.mark.parametrize(
    "shown",
    [
        SHOWN,
        {1: "某区规划纲要", 6: "保障措施。"},  # too few to be a style of headings
        SHOWN | {6: "另一文件的标题"},  # the account is of another text
    ],
)
def test_styles_that_agree_or_say_nothing_are_not_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shown: dict[int, str]
) -> None:
    assert asked(project(tmp_path, shown), capsys) == ""


def test_a_declared_style_must_be_needed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path, SHOWN)
    (root / FILE).write_text('[[style]]\nlevel = 1\nwhy = { zh = "无", en = "None" }\n', "utf-8")
    assert main(["--root", str(root), "convert"]) == 1
    assert "style of level 1: it is not needed" in capsys.readouterr().err
