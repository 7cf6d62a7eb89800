"""Defines what a field of a source may hold, as types that reject bad values when a file is read.

Structures name these types in their annotations. `misfits` finds everything in a file that does not
fit its structure, not only the first fault.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from planbook.characters import CLASS, FORBIDDEN, forbidden
from planbook.problems import quote

LONGEST = 4_000
"""Maximum characters of a text in a source file. The longest statement about the plan has some 600."""
QUOTED = 40


def text(pattern: str, description: str, most: int = LONGEST) -> Meta:
    """A constraint for a field with a text; the whole text must match the pattern."""
    return Meta(pattern=rf"\A(?:{pattern})\Z", max_length=most, description=description)


ONE_LINE = rf"(?!\s)[^\n\t{CLASS}]{{}}(?<!\s)"
REFERENCE = r"(?:0|[1-9]\d{0,3}|a[1-9]\d?)(?:\.(?:0|[1-9]\d{0,5})){0,4}"
ADDRESS = (
    r"(?:https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?"
    r"(?:/(?!\.)[A-Za-z0-9._~-]+)*/?)?"
)
MAIL = r"mailto:[A-Za-z0-9._-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])"
EXAMPLE = "an address such as https://example.org/plan"
# Device names are excluded too: Windows cannot open a file with such a name.
SLUG = r"(?!(?:con|prn|aux|nul|index|com\d|lpt\d)\Z)[a-z0-9]+(?:-[a-z0-9]+)*"

Line = Annotated[
    str,
    text(
        ONE_LINE.format("+"),
        f"one line of text: not empty, no space at either end, at most {LONGEST:,} characters",
    ),
]
OptionalLine = Annotated[str, text(ONE_LINE.format("*"), "one line of text, or empty")]
Lines = Annotated[str, text(rf"[^\t{CLASS}]+", f"text: not empty, at most {LONGEST:,} characters")]
Damaged = Annotated[
    str, Meta(min_length=1, max_length=LONGEST, description="a quotation of the source: not empty")
]
"""Text of the source before its repair: it may contain any character."""
Mended = Annotated[str, text(rf"[^{CLASS}]*", "text, or empty")]
Slug = Annotated[
    str, text(SLUG, "made of a-z, 0-9, and single hyphens between them; not index, con, or nul", 64)
]
"""A name that is part of an address or a file name."""
Reference = Annotated[str, text(REFERENCE, "a reference such as 2.1.3.2")]
OptionalReference = Annotated[
    str, text(f"(?:{REFERENCE})?", "a reference such as 2.1.3.2, or empty")
]
Address = Annotated[str, text(ADDRESS, f"{EXAMPLE}: no name, password, ?, or #", 200)]
"""The address of the site; empty if unknown."""
Repository = Annotated[
    str, text(f"{ADDRESS}|{MAIL}", f"{EXAMPLE}, or mailto:name@example.org", 200)
]
"""The place to report errors: a repository, or a mail address; empty if unknown."""
LineNumber = Annotated[int, Meta(ge=1, le=10_000_000, description="a line number, from 1")]
Ordinal = Annotated[int, Meta(ge=1, le=1_000, description="a number from 1")]
Count = Annotated[int, Meta(ge=0, le=10_000_000, description="a number from 0")]
Year = Annotated[int, Meta(ge=0, le=2200, description="a year, or 0")]
Coordinate = Annotated[
    float, Meta(ge=-100_000, le=100_000, description="a number between -100,000 and 100,000")
]
Extent = Annotated[float, Meta(ge=1, le=100_000, description="a number from 1 to 100,000")]
Area = Annotated[float, Meta(ge=0, le=10_000_000, description="a number from 0 to 10,000,000")]


def exact(*numbers: Decimal | None) -> None:
    """Raise `ValueError` for a number that is not finite, or that has too many digits.

    For `__post_init__`: annotations cannot set limits for decimals.
    """
    for one in numbers:
        if one is not None and (not one.is_finite() or one.adjusted() > 18 or places(one) > 6):
            said = str(one)[:QUOTED]
            raise ValueError(f"{said} is not a possible number: at most 10^18, six decimal places")


def places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def pairs(text: str, line: re.Pattern[str], kind: str, *, even: bool = False) -> dict[str, str]:
    """The pairs in a file of lines: two texts with a tab between them; # begins a comment.

    Raises `ValueError`, with a line for each one that is not a `kind`, or repeats a first text.
    If `even`, both texts must have the same length.
    """
    found: dict[str, str] = {}
    faults: list[str] = []
    for number, row in enumerate(text.split("\n"), 1):
        if row.strip() and not row.startswith("#"):
            first, _, second = row.partition("\t")
            if not line.fullmatch(row.rstrip()) or (even and len(first) != len(second)):
                faults.append(f"line {number}: {quote(row)} is not: {kind}")
            elif first in found:
                faults.append(f"line {number}: {first} appears twice")
            found[first] = second.strip()
    if faults:
        raise ValueError("\n".join(faults))
    return found


Path = tuple[str | int, ...]
"""A position in a file: keys, and positions in lists, counted from 0."""


def quoted(text: str) -> str:
    """The text as a string of TOML: a string of JSON, with every forbidden character escaped."""

    def escape(found: re.Match[str]) -> str:
        code = ord(found[0])
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

    return FORBIDDEN.sub(escape, json.dumps(text, ensure_ascii=False))


def misfits(value: object, kind: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:  # noqa: ANN401
    """Everything in a value that does not fit an annotation, with its position."""
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Struct) and isinstance(value, dict):
        yield from struct_misfits(value, kind, path)
    elif origin is tuple and inner[1:] == (...,) and isinstance(value, list):
        for number, one in enumerate(value):
            yield from misfits(one, inner[0], (*path, number))
    elif isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(value, dict):
        for key, one in value.items():
            yield from misfits(key, inner[0], (*path, key))
            yield from misfits(one, inner[1], (*path, key))
    elif origin in (Union, UnionType) and type(None) in inner:
        yield from misfits(value, inner[0], path)
    elif found := misfit(value, kind):
        yield path, found


def struct_misfits(
    table: dict[str, object], kind: type[Struct], path: Path
) -> Iterator[tuple[Path, str]]:
    """Unknown and missing fields, fields that do not fit, and what the structure itself rejects."""
    hints = hints_of(kind)
    count = 0
    for name in table.keys() - hints.keys():
        count += 1
        yield path, f"has no field {quote(name)}; it may have {', '.join(hints)}"
    for name, hint in hints.items():
        if name in table:
            for one in misfits(table[name], hint, (*path, name)):
                count += 1
                yield one
        elif name in required(kind):
            count += 1
            yield path, f"missing required field `{name}`"
    if not count and (found := misfit(table, kind)):
        yield path, found


@cache
def hints_of(kind: type[Struct]) -> dict[str, Any]:
    """The fields that a file may have; a field with another name is for its reader to fill in."""
    own = {one.name for one in msgspec.structs.fields(kind) if one.name == one.encode_name}
    hints = get_type_hints(kind, include_extras=True)
    return {name: hint for name, hint in hints.items() if name in own}


def required(kind: type[Struct]) -> set[str]:
    return {one.name for one in msgspec.structs.fields(kind) if one.required}


def misfit(value: object, kind: Any) -> str:  # noqa: ANN401
    """The reason why a single value does not fit; empty if it fits."""
    try:
        fitting = msgspec.convert(value, kind)
        if isinstance(fitting, Decimal):
            exact(fitting)
    except ValueError as error:
        reason = str(error)
    else:
        return ""
    if isinstance(value, str) and (strange := [name for _, name in forbidden(value)]):
        return f"has {strange[0]}, which no text may carry: {quote(value)}"
    reason = reason.partition(" - at ")[0].replace("Expected `object`", "Expected `table`")
    if ", got " in reason:
        return reason
    if get_origin(kind) is Literal:
        return f"{shown(value)} is not one of {', '.join(map(str, get_args(kind)))}"
    said = [one.description for one in get_args(kind)[1:] if isinstance(one, Meta)]
    return f"{shown(value)} is not {said[0]}" if said and said[0] else reason


def shown(value: object) -> str:
    """The beginning of a value, for a message."""
    try:
        return repr(value[:QUOTED] if isinstance(value, str) else value)[: 2 * QUOTED]
    except ValueError:  # Python does not write numbers of more than 4,300 digits
        return "an endless number"
