"""The figures of the plan: every numeral accounted for, every record true, and their exports."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace as altered

from planbook.cli import main
from planbook.commands.convert import figures_line
from planbook.export.targets import COLUMNS, as_csv
from planbook.locales import Bilingual
from planbook.pipeline import Conversion
from planbook.problems import Problems
from planbook.sources import Sources
from planbook.statements.ground import Ground
from planbook.statements.records import dated, span_of
from planbook.statements.targets import FILE, Other, Target, Targets
from planbook.statements.tie import account_of, lines_of
from projects import picture, tied_anew

NUMERALS = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿]")
GDP = "962.18亿元"
"""A figure of sentence 1.1.1.1.2 that stands nowhere else."""
Change = Callable[[Targets], Targets]


def said(targets: Targets, ground: Ground) -> str:
    return "\n".join(map(str, account_of(targets, ground)[1]))


def chosen(targets: Targets, zh: str) -> Target:
    (found,) = (one for one in targets.figure if one.zh == zh)
    return found


def with_figure(targets: Targets, figure: str, /, **changes: Any) -> Targets:
    """The records with other fields in one figure."""
    old = chosen(targets, figure)
    figures = [altered(one, **changes) if one is old else one for one in targets.figure]
    return altered(targets, figure=tuple(figures))


@pytest.mark.parametrize(
    ("front", "is_dated"), [("屏东县政府中程施政计划", True), ("临江县水利规划", False)]
)
def test_only_a_text_of_taiwan_counts_the_years_of_the_republic(
    front: str, *, is_dated: bool, sources: Sources
) -> None:
    lines = {"0.0.0.1.1": (front, ""), "1.1.1.1.1": ("到114年，建成水库5座。", "")}
    figure = altered(sources.targets.figure[0], at="1.1.1.1.1", year=2025)
    assert dated(figure, lines) is is_dated


# --- the law


def test_the_law_holds_on_the_whole_plan(sources: Sources, ground: Ground) -> None:
    assert len(sources.targets.figure) > 200
    assert said(sources.targets, ground) == ""


def test_nothing_is_left_over(sources: Sources, ground: Ground) -> None:
    """Counted anew: what remains of each sentence without terms, figures and declared texts."""
    lines = lines_of(ground)
    left = {}
    for at, (zh, _) in lines.items():
        kept = list(zh)

        def strike(start: int, end: int, kept: list[str] = kept) -> None:
            kept[start:end] = "□" * (end - start)

        for one in ground.kit.hits(zh):
            strike(one.start, one.end)
        for figure in sources.targets.figure:
            if figure.at == at and (span := span_of(figure, lines)):
                strike(*span)
        for other in sources.targets.other:
            for text in other.texts if other.at in ("", at) else ():
                for found in re.finditer(re.escape(text), zh):
                    strike(*found.span())
        if NUMERALS.search("".join(kept)):
            left[at] = "".join(kept)
    assert left == {}


# What is changed in the records, and what the message says of it.
FAULTS: dict[str, tuple[Change, list[str]]] = {
    "a changed value": (
        lambda all_: with_figure(all_, GDP, value=Decimal(96281000000)),
        ["1.1.1.1.2 「962.18亿元」", "the Chinese has 96,218,000,000, the record has 96,281,000,000"],
    ),
    "a range without its end": (
        lambda all_: with_figure(all_, "10-15条", upper=None),
        ["6.2.2.1.3", "the Chinese has 10–15, the record has 10"],
    ),
    "a lost qualifier": (
        lambda all_: with_figure(all_, "2万个以上", qualifier=""),
        ["7.1.1.1.3 「2万个以上」: the Chinese has 以上, the record has none"],
    ),
    "another unit": (
        lambda all_: with_figure(all_, GDP, unit="percent"),
        ["1.1.1.1.2 「962.18亿元」: the Chinese has 元, the record has %"],
    ),
    "a unit for what is counted": (
        lambda all_: with_figure(all_, "5座楼宇", unit="square-meter"),
        ["「5座楼宇」: the Chinese has no unit, the record has 平方米"],
    ),
    "a unit that the plan leaves out, unsaid": (
        lambda all_: with_figure(all_, "890亿", measures=chosen(all_, GDP).measures),
        ["「890亿」: the Chinese has no unit, the record has 元"],
    ),
    "a number that the English has not": (
        lambda all_: with_figure(all_, "7个教育集团", en="education groups"),
        ["1.1.4.1.5", "“education groups” has no 7"],
    ),
    "a moved reference": (
        lambda all_: with_figure(all_, GDP, at="1.1.2.1.3"),
        ["1.1.2.1.3 「962.18亿元」: it is not there, but in 1.1.1.1.2",
         'remedy: a reference moved: write at = "1.1.1.1.2"'],
    ),
    "a reference that is no more": (
        lambda all_: with_figure(all_, GDP, at="1.1.1.9.9"),
        ['a reference moved: write at = "1.1.1.1.2"'],
    ),
    "a place among equal texts that is not there": (
        lambda all_: with_figure(all_, GDP, nth=5),
        ["1.1.1.1.2 「962.18亿元」: `nth` is 5, but the sentence has it only 1 times",
         "or leave it out"],
    ),
    "an invented figure": (
        lambda all_: with_figure(all_, GDP, zh="777亿元", en="RMB 77.7 billion"),
        ["neither it nor “RMB 77.7 billion” is in any sentence"],
    ),
    "an invented year": (
        lambda all_: with_figure(all_, GDP, year=2025),
        ["1.1.1.1.2 「962.18亿元」", "gives the year 2025", "leave it out"],
    ),
    "a body that is not named": (
        lambda all_: with_figure(all_, "5座楼宇", body=Bilingual(zh="青岛大学", en="Qingdao University")),
        ["1.1.2.1.3", "the sentence does not name 青岛大学"],
    ),
    "a numeral left over": (
        lambda all_: altered(all_, figure=tuple(x for x in all_.figure if x.zh != GDP)),
        ["1.1.1.1.2 「总值达到962.18亿元，提前」: the numeral 962.18亿 is not in any record",
         "add a [[figure]]"],
    ),
    "a numeral claimed twice": (
        lambda all_: altered(all_, figure=(*all_.figure, altered(chosen(all_, GDP), zh="962.18亿"))),
        ["the numeral 962.18亿 is in two figures, 「962.18亿元」 and 「962.18亿」"],
    ),
    "a figure that is also declared as none": (
        lambda all_: altered(all_, other=(*all_.other, Other("label", ("962.18亿元",)))),
        ["is in both the figure 「962.18亿元」 and the [[other]] 「962.18亿元」"],
    ),
    "a figure in a name": (
        lambda all_: with_figure(all_, GDP, at="3.2.0.1.2", zh="五号线", en="Line 5"),
        ["3.2.0.1.2 「五号线」: it has no numeral outside a term"],
    ),
    "an unneeded text": (
        lambda all_: altered(all_, other=(*all_.other, Other("set phrase", ("三言两语",)))),
        ["[[other]] 「三言两语」 is not needed", "remove the text"],
    ),
    "a text beside a longer one": (
        lambda all_: altered(all_, other=(*all_.other, Other("date", ("2035",), "1.5"))),
        ["[[other]] 「2035」 in 1.5 is not needed"],
    ),
    "an unknown unit": (
        lambda all_: with_figure(all_, GDP, unit="crown"),
        ["the unit 'crown' is not in [units]"],
    ),
    "a unit without figures": (
        lambda all_: altered(all_, units={**all_.units, "crown": all_.units["yuan"]}),
        ["no figure has the unit 'crown'"],
    ),
    "a series of one": (
        lambda all_: with_figure(all_, GDP, series="gdp"),
        ["the series 'gdp' has only one figure: 1.1.1.1.2 962.18亿元"],
    ),
    "a series in two units": (
        lambda all_: with_figure(all_, GDP, series="kindergarten-public"),
        ["the series 'kindergarten-public' has the units percent and yuan"],
    ),
    "a series whose target has no year": (
        lambda all_: altered(
            all_,
            figure=tuple(altered(o, year=0) if o.series else o for o in all_.figure),
        ),
        ["the series 'kindergarten-public' has no target with a year"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_explained(name: str, sources: Sources, ground: Ground) -> None:
    change, parts = FAULTS[name]
    found = said(change(sources.targets), ground)
    assert [part for part in parts if part not in found] == []
    assert found.count("remedy: ") == found.count(FILE)


def test_a_figure_changed_in_the_english_alone(sources: Sources) -> None:
    entries = dict(sources.memory.entries)
    (name,) = (name for name, one in entries.items() if "RMB 96.218 billion" in one.target)
    english = entries[name].target.replace("96.218", "96.281")
    entries[name] = replace(entries[name], target=english)
    changed = replace(sources, memory=replace(sources.memory, entries=entries))
    with pytest.raises(Problems) as raised:
        assert Conversion(changed).tied
    found = str(raised.value)
    assert "「962.18亿元」: its English “RMB 96.218 billion” is not in the sentence" in found
    assert "which has 96,281,000,000," in found
    assert "a figure changed in one language: correct source/plan.en.po" in found
    assert sum(one.file == FILE for one in raised.value.problems) == 1


@pytest.mark.parametrize(
    ("at", "before", "after", "message"),
    [
        ("7.1.1.3.3", "18 ", "180 ", "its English “18” is not in the sentence, which has 180"),
        ("8.2.3.1.1", "100%", "90%", "“100%” is in 2 records, but 1 times in the English"),
    ],
)
def test_a_figure_within_another_or_beside_an_equal_one(
    ground: Ground, sources: Sources, at: str, before: str, after: str, message: str
) -> None:
    zh, en = ground.texts[at]
    assert before in en
    texts = {**ground.texts, at: (zh, en.replace(before, after, 1))}
    found = said(sources.targets, replace(ground, texts=texts))
    assert message in found
    assert "a figure changed in one language" in found


def test_a_figure_changed_in_the_chinese_alone(ground: Ground, sources: Sources) -> None:
    zh, en = ground.texts["1.1.1.1.2"]
    texts = {**ground.texts, "1.1.1.1.2": (zh.replace("962.18", "962.81"), en)}
    found = said(sources.targets, replace(ground, texts=texts))
    assert "「962.18亿元」: it is not in the Chinese, which has 962.81亿、一、890亿" in found
    assert "a figure changed in one language: if the Chinese is right, correct the record" in found


def test_a_sentence_without_english_is_no_fault(ground: Ground, sources: Sources) -> None:
    texts = {at: (zh, "") for at, (zh, _) in ground.texts.items()}
    assert said(sources.targets, replace(ground, texts=texts)) == ""


def test_convert_stops_and_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = project / FILE
    file.write_text(file.read_text("utf-8").replace("value = 96218000000", "value = 96"), "utf-8")
    before = picture(project)
    assert main(["--root", str(project), "convert"]) == 1
    assert picture(project) == before
    assert "the Chinese has 96,218,000,000, the record has 96" in capsys.readouterr().err


# --- gathered or not


def test_a_plan_whose_figures_were_not_gathered(conversion: Conversion) -> None:
    bare = tied_anew(conversion, targets=Targets())
    assert {path for path in conversion.pages if path not in bare.pages} == {
        f"{locale}/figures{rest}.md" for locale in ("zh", "en") for rest in ("", "/pictures")
    }
    assert "figures" not in bare.pages["nav.json"]
    assert figures_line(bare.tied.account) == "not collected"


def test_the_account_counts_every_numeral_once(sources: Sources, conversion: Conversion) -> None:
    account = conversion.tied.account
    assert sum(account.kinds.values()) == len(sources.targets.figure) == len(account.entries)
    anchors = [one.anchor for one in account.entries]
    assert len(set(anchors)) == len(anchors)
    line = figures_line(account)
    assert line.startswith(f"{len(anchors)} (")
    assert f"target {account.kinds['target']}" in line
    assert f"date {account.others['date']}" in line


# --- exports


def test_the_json_keeps_its_schema(files: dict[str, str], conversion: Conversion) -> None:
    whole, schema = json.loads(files["targets.json"]), json.loads(files["targets.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert [one.message for one in validator.iter_errors(whole)] == []
    for broken in ({"kind": "wish"}, {"value": "3"}, {"at": ""}, {"note": ""}, {"body": {}}):
        wrong = {**whole, "figures": [whole["figures"][0] | broken]}
        assert not validator.is_valid(wrong), broken
    exact = json.loads(files["targets.json"], parse_float=Decimal)["figures"]
    targets = [one.target for one in conversion.tied.account.entries]
    assert [one["value"] for one in exact] == [one.value for one in targets]
    assert [one["upper"] for one in exact] == [one.upper for one in targets]


def test_the_csv_reads_back_as_the_json(files: dict[str, str]) -> None:
    text = files["targets.csv"]
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    figures = json.loads(files["targets.json"])["figures"]
    assert [one["id"] for one in rows] == [one["id"] for one in figures]
    for row, figure in zip(rows, figures, strict=True):
        assert tuple(row) == COLUMNS
        assert row["zh"].removeprefix("'") == figure["zh"]
        assert row["measures_en"] == figure["measures"]["en"]
        assert Decimal(row["value"]) == Decimal(str(figure["value"]))
        assert row["year"] == str(figure["year"] or "")
        assert row["body_zh"] == (figure["body"] or {"zh": ""})["zh"]


def test_no_cell_is_a_formula(sources: Sources, ground: Ground) -> None:
    targets = with_figure(sources.targets, GDP, en="=HYPERLINK(1)")
    text = as_csv(account_of(targets, ground)[0], targets)
    assert ",'=HYPERLINK(1)," in text
