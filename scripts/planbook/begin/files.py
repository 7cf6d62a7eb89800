"""Writes the files that a project for another plan starts with."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from importlib.resources import files
from string import Template

from planbook.begin.identity import Identity
from planbook.begin.names import Names
from planbook.characters import printable
from planbook.description import FILE as DESCRIPTION_FILE
from planbook.fields import quoted
from planbook.locales import Bilingual
from planbook.sources import FILES
from planbook.text.decode import FILE as PLAN_FILE

LONGEST_NAME = 100
"""Maximum characters of a file's name that pages show."""
PLACES = {
    "Makefile": "Makefile",
    "mkdocs.yml": "mkdocs.yml",
    "gitignore": ".gitignore",
    "overrides.md": "overrides/README.md",
    "assets": "docs/assets/.gitkeep",
    "test.yml": ".github/workflows/test.yml",
    "deploy.yml": ".github/workflows/deploy.yml",
}
"""The path of each file that is no source, by the name of its template."""
FILLED = {"README.md": "README.md", "plan.toml": DESCRIPTION_FILE}
"""The same for those that speak of the plan."""
SAID = {
    "publisher": ("发布机构", "publisher"),
    "source": ("来源", "source"),
    "published": ("发布日期", "published on"),
    "dated": ("成文日期", "dated"),
    "document_number": ("文号", "document number"),
    "index_number": ("索引号", "index number"),
    "url": ("网址", "address"),
}
"""What `planbook take` may find in a file on its own publication, by its key in taken.toml."""
ORIGIN = ("publisher", "source", "url")
"""Those that tell where the text was published."""


def first_files(
    found: Identity, raw: bytes, origin: str, today: date, taken: Mapping[str, object]
) -> dict[str, bytes]:
    """The content of every file of the new project by path.

    `origin` names the text's file, and `taken` is the account of how it was taken in.
    """
    said = {key: str(taken[key]) for key in SAID if taken.get(key)}
    values = described(found, raw, origin, today, said)
    made = {path: content(name) for name, path in PLACES.items()}
    made |= {name: content(name) for name in FILES if name != PLAN_FILE}
    made |= {path: filled(name, values) for name, path in FILLED.items()}
    return {path: text.encode() for path, text in made.items()} | {PLAN_FILE: raw}


def content(name: str) -> str:
    """A template; those of the sources are empty but for the header that explains them."""
    path = files("planbook.begin").joinpath("files", *name.split("/"))
    return path.read_text("utf-8") if path.is_file() else ""


def filled(name: str, values: dict[str, str]) -> str:
    return Template(content(name)).substitute(values)


def described(
    found: Identity, raw: bytes, origin: str, today: date, said: Mapping[str, str]
) -> dict[str, str]:
    """What the templates say of the plan, as TOML."""
    names = Names(found)
    texts = {
        "title": names.title,
        "name": names.name,
        "place": names.place,
        "summary": names.summary,
        "issuer": issuer(found),
        "span": names.period,
        "provenance": provenance(raw, printable(origin)[:LONGEST_NAME], said),
        "unknown": unknown(said),
    }
    facts = {"ordinal": found.ordinal, "begins": found.begins, "ends": found.ends}
    period = "\n".join(f"{key} = {value}" for key, value in facts.items() if value)
    return {
        **{key: both(text) for key, text in texts.items()},
        "id": quoted(names.id),
        "kind": quoted(found.kind or ""),
        "period": period or "# ordinal, begins, ends: the title names none",
        "day": today.isoformat(),
        "heading": names.name.zh,
    }


def both(text: Bilingual) -> str:
    return f"{{ zh = {quoted(text.zh)}, en = {quoted(text.en)} }}"


def issuer(found: Identity) -> Bilingual:
    """Who issued the plan or adopted it, as a line of the text says."""
    if line := (found.issuer or found.adopted).strip("（）"):
        return Bilingual(f"来源文本载：“{line}”。", f"The source text says, in Chinese: “{line}”.")
    return Bilingual("来源文本未见发布机关。", "No issuing body was found in the source text.")


def provenance(raw: bytes, origin: str, said: Mapping[str, str]) -> Bilingual:
    """The file that the text was taken from, and what it says of its own publication."""
    digest = sha256(raw).hexdigest()[:12]
    zh = "；".join(f"{SAID[key][0]}：{value}" for key, value in said.items())
    en = "; ".join(f"{SAID[key][1]} {value}" for key, value in said.items())
    return Bilingual(
        f"本版文字取自文件“{origin}”（SHA-256：{digest}…）。{zh and f'该文件自载：{zh}。'}",
        f"The text of this edition was taken from the file “{origin}” (SHA-256: {digest}…)."
        f"{en and f' The file says of itself: {en}.'}",
    )


def unknown(said: Mapping[str, str]) -> Bilingual:
    """What is not known of the source text."""
    if any(key in said for key in ORIGIN):
        return Bilingual(
            "来源文本何时取得，是否与正式文本一致。",
            "When the source text was taken from there, and whether it equals the official one.",
        )
    return Bilingual(
        "来源文本由谁发布、何时取得。",
        "Who published the source text, and when it was taken from there.",
    )
