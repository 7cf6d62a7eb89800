"""Numbers in every form that plans use, in both languages: digits, characters, words, and signs."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from planbook.checks.kit import Kit, Unit
from planbook.checks.rules import RULES
from planbook.drafts.protect import protect
from planbook.figures import amount, numerals, qualified
from planbook.numerals import value_of
from planbook.proposals.sentences import Setting, figures_of

FILE = Path(__file__).parent / "data/numbers.txt"
CASES = re.findall(r"^([=≠]) (.+) \| (.+)$", FILE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("sign", "zh", "en"), CASES)
def test_numbers_are_compared_by_value(sign: str, zh: str, en: str) -> None:
    unit = Unit(source=zh, target=en)
    found = [said for rule in RULES if rule.code[0] == "N" for said in rule.judge(unit, Kit())]
    assert (found == []) == (sign == "="), found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("增速为-0.8%", [("-0.8", "")]),
        ("气温﹣10℃左右", [("-10", "左右")]),
        ("变化（−5，5）", [("-5", ""), ("5", "")]),
        ("总量1．5万亿元以上", [("1.5E+12", "以上")]),
        ("比重≥１２％", [("12", "≥")]),
        ("10万-15万人", [("1E+5", ""), ("1.5E+5", "")]),
        ("2021-2025年", [("2021", ""), ("2025", "")]),
        ("地铁-3号线", [("3", "")]),
        ("20多万吨", [("2E+5", "多")]),
    ],
)
def test_a_sign_is_part_of_a_numeral_and_a_dash_is_not(
    text: str, found: list[tuple[str, str]]
) -> None:
    there = [(amount(text[slice(*one)]), qualified(text, one)) for one in numerals(text)]
    assert there == [(Decimal(value), said) for value, said in found]


def test_a_proposed_figure_has_its_sign() -> None:
    setting = Setting(at="1.1.1.1.1", looks_back=False, first_year=2021, last_year=2025)
    first, second = figures_of("增速达到-0.8‰左右，就业1,234.5人", setting, [])
    assert (first.zh, first.value, first.qualifier) == ("-0.8‰左右", Decimal("-0.8"), "左右")
    assert (second.zh, second.value) == ("1,234.5人", Decimal("1234.5"))


def test_a_grouped_number_is_one_placeholder() -> None:
    assert [one.english for one in protect("面积1,234.5公顷，3、4号", ()).pieces][:1] == ["1,234.5"]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十二", "12"),
        ("一百零五", "105"),
        ("两万五", "25000"),
        ("三亿五千万", "350000000"),
        ("一万亿", "1E+12"),
        ("一点五亿", "150000000"),
        ("零点五", "0.5"),
        ("一千二百三十四万五千六百七十八", "12345678"),
        ("千万", None),
        ("一一", None),
        ("百", None),
    ],
)
def test_quantities_in_characters_have_a_value(numeral: str, value: str | None) -> None:
    assert value_of(numeral) == (None if value is None else Decimal(value))
