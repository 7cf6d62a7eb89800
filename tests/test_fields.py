"""The types of fields in sources: what they reject, and that all faults are named at once."""

from __future__ import annotations

import re
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest
from msgspec import Struct

from planbook import base
from planbook.cli import main
from planbook.fields import Line, Reference, Slug, misfits, quoted
from planbook.problems import Problems
from planbook.sources import (
    DESCRIPTION_FILE,
    FILES,
    GUIDE_FILE,
    PHRASES_FILE,
    PLACES_FILE,
    READINGS_FILE,
    REPAIRS_FILE,
    SECTORS_FILE,
    TARGETS_FILE,
    TERMS_FILE,
    WAIVERS_FILE,
    WORDS_FILE,
    Declarations,
    Description,
    Guide,
    Places,
    Sectors,
    Targets,
    Termbase,
    Waivers,
    read_sources,
    toml,
)
from planbook.store import read_files
from projects import picture

ROOT = Path(__file__).parent.parent
KINDS: dict[str, type[Struct]] = {
    DESCRIPTION_FILE: Description,
    REPAIRS_FILE: Declarations,
    TERMS_FILE: Termbase,
    WAIVERS_FILE: Waivers,
    TARGETS_FILE: Targets,
    SECTORS_FILE: Sectors,
    PLACES_FILE: Places,
    GUIDE_FILE: Guide,
}
TOO_LONG = "长" * 4001
TEXTS = [
    "", " ", " a", "a ", "a\nb", "a\rb", "a\tb", "a\0", "a\x1b[31mb", "a\x7f", "a\x85b", "a\x9bb",
    "a\u2028b", "a\u2029b", "a\u202eb", "a\u2066b", "a\u200bb", "\ufeffa", "a\ufffe", "a\uffff",
    "a\ue000", "a\U000f0000", "a\U0001fffe", "a\xadb", "a\u3164", "a\ufffd", "a\U000e0041", TOO_LONG,
]  # fmt: skip
SLUGS = [
    *TEXTS, "..", "../x", "../../../x", "/x", "a/b", "a\\b", "A", "a_b", "a b", "-a", "a-", "a--b",
    "a.b", "x onclick=alert(1)", "__config", "con", "nul", "aux", "com1", "index", "é", "中", "a" * 65,
    "%2e%2e", "a?b", "a#b", "~", ".git", ".env",
]  # fmt: skip
REFERENCES = [
    *TEXTS,
    "x",
    "1.",
    ".1",
    "1..2",
    "01",
    "1.01",
    "-1",
    "1.2.3.4.5.6",
    "1.2 ",
    "１",
    "b1",
]
ADDRESSES = [
    " ", "javascript:alert(1)", "data:text/html,x", "//x.y", "ftp://x.y", "http://", "https://x.y/?a",
    "https://x.y/#a", "https://u:p@x.y", "https://u@x.y", 'https://x.y/"><script>', "https://x.y/a b",
    "https://x.y\nDisallow: /", "https://x.y/&amp", "https://x.y/../..", "https://x.y/./a",
    "https://x.y/a\\b", "HTTPS://x.y", "https://中国", "https://x.y/'", "https://x.y/<b>",
    "https://" + "x" * 200,
]  # fmt: skip
LETTERS = [
    "mailto:",
    "mailto:a",
    "mailto:a@b?cc=c@d",
    "mailto:a@b c",
    "mailto:a,b@c",
    'mailto:"a"@b',
]
NUMBERS = [
    "nan",
    "inf",
    "-inf",
    "1e400",
    "1e19",
    "-1e19",
    "0.0000001",
    '"NaN"',
    '"x"',
    "true",
    "[]",
]


def leaves(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every single value that a structure holds, by its path; lists and mappings are looked into."""
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Struct):
        for name, hint in get_type_hints(kind, include_extras=True).items():
            yield from leaves(hint, (*path, name))
    elif (origin is tuple and inner[1:] == (...,)) or (
        origin is not None and inner and type(None) in inner
    ):
        yield from leaves(inner[0], path)
    elif isinstance(origin, type) and "Mapping" in origin.__name__:
        yield from leaves(inner[1], path)
    else:
        yield path, kind


def test_no_field_is_a_bare_text() -> None:
    """A field that anybody adds has to say what it may hold."""
    bare = [
        f"{file}: {'.'.join(path)}"
        for file, kind in KINDS.items()
        for path, hint in leaves(kind)
        if hint in (str, int, float)
    ]
    assert bare == []


def fits(value: object, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "refused"),
    [(Line, TEXTS), (Slug, SLUGS), (Reference, REFERENCES)],
    ids=["line", "slug", "reference"],
)
def test_what_a_type_refuses(kind: Any, refused: list[str]) -> None:
    assert [one for one in refused if fits(one, kind)] == []
    for one in refused:
        ((_, found),) = misfits(one, kind)
        assert len(found) < 400, "a message is no place for a text without end"
        assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", found) is None


Change = Callable[[str], str]


def first(pattern: str, text: str) -> Change:
    """Put `text` in place of the first value that matches: `id = "…"`."""

    def change(content: str) -> str:
        changed, count = re.subn(pattern, lambda _: text, content, count=1, flags=re.MULTILINE)
        assert count == 1
        return changed

    return change


def beginning(file: str) -> str:
    """The file, of long lists only the first two entries: each change is read many times."""
    content = (ROOT / file).read_text("utf-8")
    entries = list(re.finditer(r"^\[\[", content, flags=re.MULTILINE))
    return content[: entries[2].start()] if len(entries) > 2 else content


FIELDS: list[tuple[str, str, str, list[str]]] = [
    (DESCRIPTION_FILE, r"^id = .*", "id", SLUGS),
    (DESCRIPTION_FILE, r"^site_url = .*", "site_url", ADDRESSES),
    (DESCRIPTION_FILE, r"^repo_url = .*", "repo_url", [*ADDRESSES, *LETTERS]),
    (TERMS_FILE, r"^id = .*", "id", SLUGS),
    (TERMS_FILE, r"^en = .*", "en", TEXTS),
    (SECTORS_FILE, r"^id = .*", "id", SLUGS),
    (SECTORS_FILE, r"^at = .*", "at", REFERENCES),
    (PLACES_FILE, r"^id = .*", "id", SLUGS),
    (GUIDE_FILE, r"^id = .*", "id", SLUGS),
    (TARGETS_FILE, r"^zh = .*", "zh", TEXTS),
    (TARGETS_FILE, r"^unit = .*", "unit", SLUGS),
]


@pytest.mark.parametrize(
    ("file", "pattern", "field", "refused"), FIELDS, ids=[f"{f[7:]} {n}" for f, _, n, _ in FIELDS]
)
def test_a_field_that_does_not_fit_is_named_with_its_file(
    file: str, pattern: str, field: str, refused: list[str]
) -> None:
    content = beginning(file)
    for one in refused:
        changed = first(pattern, f"{field} = {quoted(one)}")(content)
        with pytest.raises(Problems) as found:
            toml(changed.encode(), file, KINDS[file])
        (problem,) = found.value.problems
        assert problem.file == file
        assert f"{field}: " in problem.found, problem
        assert problem.remedy


@pytest.mark.parametrize("value", NUMBERS)
@pytest.mark.parametrize("field", ["value", "nth", "year"])
def test_a_number_that_is_none_is_named(field: str, value: str) -> None:
    content = beginning(TARGETS_FILE)
    changed = first(
        r"^value = .*", f"value = {value}" if field == "value" else f"value = 1\n{field} = {value}"
    )(content)
    with pytest.raises(Problems) as found:
        toml(changed.encode(), TARGETS_FILE, Targets)
    assert f", {field}: " in found.value.problems[0].found


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e300", '"1"'])
def test_a_point_outside_every_map_is_named(value: str) -> None:
    content = (ROOT / PLACES_FILE).read_text("utf-8")
    changed = first(r"^size = \[\d+", f"size = [{value}")(content)
    with pytest.raises(Problems, match=r"map.size: "):
        toml(changed.encode(), PLACES_FILE, Places)


def test_everything_is_named_at_once_with_its_line(project: Path, capsys: Any) -> None:
    """In all files, each fault with file, line and field; and nothing is written."""
    changes: dict[str, Change] = {
        DESCRIPTION_FILE: first(r"^id = .*", 'id = "../x"'),
        SECTORS_FILE: first(r'^id = "cruise"', 'id = "../../../x"\ncolour = "red"'),
        TARGETS_FILE: first(r"^kind = .*", 'kind = "wish"'),
        GUIDE_FILE: first(r"^target = .*", 'target = ["x"]'),
        WORDS_FILE: lambda text: text + "<<<<<<< ours\n",
        PHRASES_FILE: lambda text: text + "发展 發展\n",
        READINGS_FILE: lambda text: text + "abc\n",
    }
    for file, change in changes.items():
        path = project / file
        path.write_text(change(path.read_text("utf-8")), "utf-8")
    before = picture(project)
    assert main(["--root", str(project), "convert"]) == 1
    said = capsys.readouterr().err
    assert [file for file in changes if f"\n{file}:" not in f"\n{said}"] == []
    assert re.search(rf"{SECTORS_FILE}:\d+: sector 1, id: '../../../x'", said)
    assert "sector 1: has no field" in said
    assert "8 problems; nothing was written" in said
    assert picture(project) == before


@pytest.mark.parametrize(
    "content",
    ["a = [" * 5000, "a." * 20000 + "a = 1", "a = " + "9" * 5000, 'a = "', "a = {" * 500, "[[a]]\n" * 500,
     "a = 1979-05-27", "\ufeffa = 1", "[a]\n[a]\n", "a = 1\0", "\x1b", "a = 0x" + "f" * 90_000],
)  # fmt: skip
@pytest.mark.parametrize("file", KINDS)
def test_no_toml_ends_in_a_traceback(file: str, content: str) -> None:
    with pytest.raises(Problems) as found:
        toml(content.encode(), file, KINDS[file])
    assert all(one.file == file for one in found.value.problems)


def test_a_byte_order_mark_is_no_fault() -> None:
    """Editors of Windows write one."""
    files = read_files(ROOT, FILES)
    marked = {
        name: raw if name == FILES[0] else b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n")
        for name, raw in files.items()
    }
    assert read_sources(marked) == read_sources(files)


def test_the_committed_files_are_read_as_they_are() -> None:
    for file, kind in KINDS.items():
        raw = (ROOT / file).read_bytes()
        prepare = base.completed if file == TERMS_FILE else dict
        table = prepare(tomllib.loads(raw.decode()))
        assert toml(raw, file, kind, prepare) == msgspec.convert(table, kind)


REFUSED = [
    (TARGETS_FILE, r"^value = .*", 'value = "1e999999999"', ", value: "),
    (TARGETS_FILE, r"^value = .*", "value = 0x" + "f" * 9000, ", value: "),
    (PLACES_FILE, r"^size = .*", "size = [0, 0]", "map.size: "),
    (PLACES_FILE, r"^land = .*", "land = [[0, 0]]\nx = [", "places"),
    (SECTORS_FILE, r"^at = .*", 'at = "2.1.1.1"', "2.1.1.1 is not a heading"),
    (SECTORS_FILE, r"^at = .*", 'at = "2"', "2 is a whole chapter"),
    (GUIDE_FILE, r"^more = .*", 'more = ["2.1.1.1"]', "2.1.1.1 is not a heading"),
    (GUIDE_FILE, r"^\[\[section\]\]\nid = .*", '[[section]]\nid = "guide"', "guide appears twice"),
    (DESCRIPTION_FILE, r"^ends = .*", "ends = 1999", "the plan ends in 1999, before it begins"),
    (TERMS_FILE, r"^zh = .*", 'zh = "1+N"', "1+N is listed under both"),
    (TARGETS_FILE, r'^measures = \{ zh = "', 'measures = { zh = "7项', "has a number that the"),
]


@pytest.mark.parametrize(("file", "pattern", "text", "said"), REFUSED)
def test_what_no_page_could_show_is_named(
    project: Path, capsys: Any, file: str, pattern: str, text: str, said: str
) -> None:
    path = project / file
    path.write_text(first(pattern, text)(path.read_text("utf-8")), "utf-8")
    assert main(["--root", str(project), "convert"]) == 1
    message = capsys.readouterr().err
    assert said in message
    assert max(map(len, message.splitlines())) < 600, "a message is no place for a text without end"


@pytest.mark.parametrize("content", ["[[term]]\nx = 1\n" * 10_000, "a." * 4_000 + "a = 1\n" * 3])
def test_a_file_full_of_faults_is_told_at_once(content: str) -> None:
    start = time.process_time()
    with pytest.raises(Problems) as found:
        toml(content.encode(), TERMS_FILE, Termbase)
    assert time.process_time() - start < 3
    assert len(found.value.problems) <= 200
