"""Holds what every plan shares: general terms, Traditional phrases, readings, and words.

An edition's own files under `source/` extend it, and come first.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def lines(name: str) -> str:
    """A file of lines, in the form of the edition's file with the same name."""
    return files(__name__).joinpath(name).read_text("utf-8")


@cache
def terms() -> Mapping[str, dict[str, object]]:
    """The general terms by id, as TOML has them."""
    return {one["id"]: one for one in tomllib.loads(lines("terms.toml"))["term"]}


def completed(table: dict[str, object]) -> dict[str, object]:
    """A table of terms, each with the fields of the general term that has its id."""
    entries = table.get("term")
    if not isinstance(entries, list):
        return table
    return table | {
        "term": [{**general(one), **one} if isinstance(one, dict) else one for one in entries]
    }


def general(entry: dict[str, object]) -> Mapping[str, object]:
    identifier = entry.get("id")
    return terms().get(identifier, {}) if isinstance(identifier, str) else {}
