"""The words of the edition: the same keys in both files, all used, and no words anywhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from planbook.checks.kit import Kit, Unit
from planbook.checks.rules import BY_CODE
from planbook.description import Document
from planbook.locales import LOCALES
from planbook.sources import Sources
from planbook.words import (
    ALL,
    NOUNS,
    OTHERWISE,
    WORDS,
    both_for,
    converted,
    words_for,
)

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "planbook"
HAN = re.compile(r"[\u3400-\u9fff]")
ONLY_ENGLISH = {"marks"}
"""Subjects of which Chinese has no need: how English writes the marks of the outline."""
OF_THE_PLAN = {
    "base", "begin", "checks", "drafts", "figures", "intake", "links", "numerals.py", "proposals", "statements", "structure",
    "text",
}  # fmt: skip
"""Where Chinese is what the engine reads, not what it says."""
THE_SAME_EVERYWHERE = {
    "site/head.py": "the names of the languages in the switch",
    "site/parallel.py": "the signs on the buttons of the views",
    "description.py": "how Chinese joins two years and writes a day, and what everyone calls a plan",
    "commands/new.py": "an example of a place",
    "export/terms.py": "what a spreadsheet takes for a day",
}
"""Chinese in other modules, and why it needs no entry."""


def keys(locale: str) -> set[tuple[str, str]]:
    subjects = ALL[locale].subjects  # type: ignore[index]
    return {(name, key) for name, subject in subjects.items() for key in subject}


def test_both_languages_have_the_same_keys() -> None:
    english = {one for one in keys("en") if one[0] not in ONLY_ENGLISH}
    assert {one for one in keys("zh") if not one[0].endswith(OTHERWISE)} == english


@pytest.mark.parametrize("document", get_args(Document))
def test_both_languages_have_the_same_places_to_fill_in(document: Document) -> None:
    for name, subject in both_for(document).subjects.items():
        for key, text in subject.items():
            places = [sorted(re.findall(r"\{\w*\}", one)) for one in (text.zh, text.en)]
            assert places[0] == places[1], f"{name}.{key}"


def test_no_word_is_idle() -> None:
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.typ"), *(ROOT / "overrides").rglob("*.html")]
    files += (ROOT / "docs/assets").rglob("*.js")
    text = "\n".join(path.read_text("utf-8") for path in files)
    used = set(re.findall(r"[\w.-]+", text)) | set(re.findall(r"\w+", text))
    composed = re.compile(
        r"brief_(en|zh)(_use)?|\w+_meaning|[\w.-]+_(none|partly|invented|traditional|articles|other)"
    )
    idle = [f"{name}.{key}" for name, key in keys("zh") if key not in used]
    assert [one for one in idle if not composed.fullmatch(one.partition(".")[2])] == []


def strings(path: Path) -> Iterator[str]:
    """Every string of a module but its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in said:
            yield one.value


def modules() -> list[str]:
    found = (path.relative_to(PACKAGE).as_posix() for path in sorted(PACKAGE.rglob("*.py")))
    return [one for one in found if one.partition("/")[0] not in OF_THE_PLAN]


def test_no_word_is_astray() -> None:
    """What says something in Chinese says it in English too: both belong in words/."""
    astray = {
        module: found
        for module in modules()
        if module not in THE_SAME_EVERYWHERE
        and (found := [one for one in strings(PACKAGE / module) if HAN.search(one)])
    }
    assert astray == {}


@pytest.mark.parametrize("module", THE_SAME_EVERYWHERE)
def test_no_exception_is_idle(module: str) -> None:
    assert any(HAN.search(one) for one in strings(PACKAGE / module))


def test_traditional_words_may_differ() -> None:
    instead = WORDS["zh"].head_converted
    assert converted(WORDS["zh"], str).head.status == instead.status != WORDS["zh"].head.status


def test_what_differs_is_said_of_something() -> None:
    zh = ALL["zh"].subjects
    for name, subject in zh.items():
        if name.endswith(OTHERWISE):
            assert set(subject) <= set(zh[name.removesuffix(OTHERWISE)])


def test_traditional_words_are_converted() -> None:
    assert converted(WORDS["zh"], str.upper).notes.note == WORDS["zh"].notes.note.upper()


def test_a_word_that_is_missing_is_named() -> None:
    with pytest.raises(AttributeError, match=r"words/\*\.toml have no guide\.titel"):
        assert WORDS["en"].guide.titel
    with pytest.raises(AttributeError, match=r"words/\*\.toml have no \[guid\]"):
        assert WORDS["en"].guid


@pytest.mark.parametrize("document", get_args(Document))
def test_every_kind_of_document_has_its_nouns(document: Document) -> None:
    for locale in LOCALES:
        said = words_for(document)[locale]
        assert said.plan.title
        assert not any(
            f"{{{noun}}}" in text
            for one in said.subjects.values()
            for text in one.values()
            for noun in NOUNS
        )


def test_words_for_every_document_name_none() -> None:
    """A page that takes what depends on the kind of document from `WORDS` would call a report a plan."""
    assert "title" not in WORDS["en"].plan
    for locale in LOCALES:
        said = "\n".join(one for own in WORDS[locale].subjects.values() for one in own.values())
        assert re.findall(r"\bplans?\b|规划", said) == []


APPLYING = ("F01", "F06", "N04", "N05", "T02", "W02", "W03")
"""Rules that hold for a label and a menu, too, whose two languages need not match word by word."""


def test_the_rules_hold_for_our_own_words(sources: Sources) -> None:
    kit = Kit(sources.terms, (), sources.words)
    pairs = [
        Unit(text.zh, text.en, reference=f"{name}.{key}")
        for document in get_args(Document)
        for name, subject in both_for(document).subjects.items()
        for key, text in subject.items()
        if text.zh and text.en
    ]
    assert len(pairs) > 250
    found = [
        (unit.reference, fault)
        for unit in pairs
        for code in APPLYING
        for fault in BY_CODE[code].judge(unit, kit)
    ]
    assert found == []
