"""Keeps what a build needs in every language: the conversion, and the compiled templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.exceptions import PluginError

from planbook.pipeline import Conversion, conversion_of
from planbook.problems import Problems
from planbook.reading.passages import Passage, passages_of
from planbook.text.script import to_traditional
from planbook.words import WORDS, Words, converted

TRADITIONAL = "zh-Hant"


@cache
def edition_of(project: Path) -> Conversion:
    """The conversion that made the pages below `project`/docs. Its problems end the build."""
    try:
        conversion = conversion_of(project)
        assert conversion.readings  # computed here, so that its problems end the build
        return conversion
    except Problems as found:
        raise PluginError(str(found)) from found


@cache
def converter(project: Path) -> Callable[[str], str]:
    """Converts Simplified to Traditional, with the phrases of `source/traditional.txt`."""
    return to_traditional(edition_of(project).sources.phrases).convert


@cache
def words_of(locale: str, project: Path) -> Words[str]:
    """The site's own words in a language."""
    if locale == TRADITIONAL:
        return converted(WORDS["zh"], converter(project))
    return WORDS["en" if locale == "en" else "zh"]


@cache
def passages(project: Path) -> dict[str, Passage]:
    """The passages of the plan by anchor."""
    return {one.anchor: one for one in passages_of(edition_of(project).readings)}


class Compiled(BytecodeCache):
    """The compiled templates: MkDocs makes an environment for each language, of the same ones."""

    def __init__(self) -> None:
        self.buckets: dict[tuple[str, str], Bucket] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self.buckets.get((bucket.key, bucket.checksum)):
            bucket.code = kept.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.buckets[bucket.key, bucket.checksum] = bucket


templates = Compiled()
