"""Amounts in US dollars: marked as ours, at one declared rate, or not at all."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from msgspec import structs

from planbook.description import Rate
from planbook.figures.money import conversion_note, is_converted, with_dollars
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.pipeline import Conversion
from planbook.sources import Sources
from projects import tied_anew

RATE = Rate(Decimal("6.5"), Bilingual("某日中间价", "the central parity of a day"))


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "It reached RMB 96.218 billion.", "It reached RMB 96.218 billion [about USD 15 billion]."),
        ("en", "RMB 2.32 million a year", "RMB 2.32 million [about USD 360,000] a year"),
        ("en", "RMB 10 and RMB 13 billion", "RMB 10 [about USD 1.5] and RMB 13 billion [about USD 2 billion]"),
        ("en", "a GDP of 89 billion; 2,400 people", "a GDP of 89 billion; 2,400 people"),
        ("zh", "达到962.18亿元", "达到962.18亿元〔约合150亿美元〕"),
        ("zh", "达到255亿元以上", "达到255亿元以上〔约合39亿美元以上〕"),
        ("zh", "财税贡献突破亿元，共300余家", "财税贡献突破亿元〔约合1500万美元〕，共300余家"),
        ("zh", "生产总值890亿的目标；多元化", "生产总值890亿的目标；多元化"),
        ("en", "RMB 1–2 billion", "RMB 1–2 billion"),
        ("en", "RMB 10 million–20 million", "RMB 10 million–20 million"),
        ("en", "RMB 10 million to RMB 20 million", "RMB 10 million to RMB 20 million"),
        ("en", "a change of -RMB 5", "a change of -RMB 5"),
        ("zh", "10—20亿元", "10—20亿元"),
        ("zh", "10亿至20亿元", "10亿至20亿元"),
        ("zh", "10亿元到20亿元", "10亿元到20亿元"),
        ("zh", "同比增长-5亿元", "同比增长-5亿元"),
    ],
)  # fmt: skip
def test_money_is_followed_by_dollars(locale: Locale, text: str, expected: str) -> None:
    assert with_dollars(text, RATE, locale) == expected
    assert with_dollars(text, None, locale) == text


def test_the_rate_is_said_where_it_was_used() -> None:
    said = conversion_note("[about USD 15 billion]", RATE, "en")
    assert "our own conversion" in said
    assert "RMB 6.5 to the dollar" in said
    assert "the central parity of a day" in said
    assert "本站换算" in conversion_note("〔约合150亿美元〕", RATE, "zh")
    for said in ("RMB 15 billion", "USD 3 million", "10亿美元"):
        assert conversion_note(said, RATE, "en") == conversion_note(said, RATE, "zh") == ""


@pytest.mark.parametrize("yuan", ["0", "-6.5", "1e-9", "nan"])
def test_a_rate_is_a_number_above_zero(yuan: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"yuan": yuan, "source": {"zh": "一", "en": "One"}}, Rate, strict=False)


def test_pages_with_dollars_say_the_rate_and_without_one_there_are_none(
    conversion: Conversion, sources: Sources
) -> None:
    rate = sources.description.rate
    assert rate

    def ours(made: Conversion) -> dict[str, str]:
        return {
            path: page
            for path, page in made.pages.items()
            if any(is_converted(page, one) for one in LOCALES)
            and "glossary" not in path
            and path.endswith(".md")
        }

    found = ours(conversion)
    assert {"en/guide.md", "en/figures.md", "en/sectors/ship-management.md", "zh/guide.md"} <= {
        *found
    }
    for path, page in found.items():
        assert rate.source.of("en" if path.startswith("en/") else "zh") in page, path
    description = structs.replace(sources.description, rate=None)
    assert ours(tied_anew(conversion, description=description)) == {}
