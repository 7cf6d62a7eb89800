"""Names a plan in both languages, and writes the files that a project for it starts with."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from string import Template

from planbook.begin.identity import Identity, general_plan, in_digits
from planbook.begin.places import WHOLE, chain_of, english, in_order, short_english
from planbook.characters import printable
from planbook.description import FILE as DESCRIPTION_FILE
from planbook.description import short_name
from planbook.fields import quoted
from planbook.locales import Bilingual
from planbook.sources import FILES
from planbook.text.decode import FILE as PLAN_FILE
from planbook.words import both_for, nouns_of


@dataclass(frozen=True)
class Names:
    """The names of one plan."""

    found: Identity

    @cached_property
    def id(self) -> str:
        letters = re.sub(r"[^a-z0-9]+", "", short_english(self.found.place).lower())
        place = "china" if self.found.kind == "nation" else letters or "place"
        return (
            f"{place}-{self.found.ordinal}fyp"
            if self.is_general
            else f"{place}-{self.found.document}"
        )

    @cached_property
    def is_general(self) -> bool:
        """True for the five-year plan of the place, of which there is one: not for a special one."""
        return bool(self.found.ordinal) and general_plan(self.found.title)

    @cached_property
    def place(self) -> Bilingual:
        return Bilingual(self.found.place, english(self.found.place))

    @cached_property
    def years(self) -> Bilingual:
        """The plan's years in brackets, or nothing if its title names them."""
        begins, ends = self.found.begins, self.found.ends
        if not begins or (not self.is_general and str(begins) in in_digits(self.found.title)):
            return Bilingual("", "")
        if begins == ends:
            return Bilingual(f"（{begins}年）", f" ({begins})")
        return Bilingual(f"（{begins}—{ends}年）", f" ({begins}–{ends})")

    @cached_property
    def period(self) -> Bilingual:
        begins, ends, year = self.found.begins, self.found.ends, self.found.horizon
        if not begins:
            return Bilingual("来源标题未载明", "not named in the title")
        zh = f"，远景至{year}年" if year else ""
        en = f", with objectives to {year}" if year else ""
        if begins == ends:
            return Bilingual(f"{begins}年{zh}", f"{begins}{en}")
        return Bilingual(f"{begins}—{ends}年{zh}", f"{begins}–{ends}{en}")

    @cached_property
    def name(self) -> Bilingual:
        """The short name: 临江区“十五五”规划. That of any other document is its title."""
        if not self.is_general:
            return self.title_with_place
        is_nation = self.found.kind == "nation"
        zh = "国家" if is_nation else self.found.place
        en = "China’s" if is_nation else self.place.en
        plan = f"{in_order(self.found.ordinal)} Five-Year Plan"
        return Bilingual(f"{zh}“{short_name(self.found.ordinal)}”规划", f"{en} {plan}")

    @cached_property
    def title(self) -> Bilingual:
        """The title, with its English if it is the usual one; else the Chinese again."""
        title, year = self.found.title, self.found.horizon
        if not self.is_general:
            return Bilingual(title, title)
        outline = "Outline of the " if "纲要" in title else ""
        subject = " for National Economic and Social Development" if WHOLE.search(title) else ""
        horizon = f" and the Long-Range Objectives Through the Year {year}" if year else ""
        whole = "the People’s Republic of China" if self.found.kind == "nation" else self.whole
        plan = f"{in_order(self.found.ordinal)} Five-Year Plan{subject}{horizon}"
        return Bilingual(title, f"{outline}{plan} of {whole}")

    @cached_property
    def title_with_place(self) -> Bilingual:
        """The title, after the place where it has none itself: 江州市政府工作报告."""
        title, place = self.found.title, self.found.place
        named = title if self.found.kind == "nation" or place[:2] in title else f"{place}{title}"
        return Bilingual(named, named)

    @cached_property
    def whole(self) -> str:
        """The place with the larger ones around it: Linjiang District, Jiangzhou."""
        above, _ = chain_of(self.found.above)
        return ", ".join(map(english, (self.found.place, *reversed(above))))

    @cached_property
    def summary(self) -> Bilingual:
        zh, en = self.name.zh, self.name.en
        article = "" if self.found.kind == "nation" else "the "
        return Bilingual(
            f"{zh}{self.years.zh}的非官方版本，每段都有编号。",
            f"An unofficial edition of {article}{en}{self.years.en}, with a number for every paragraph.",
        )


# --- the files


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


Origins = Sequence[tuple[str, str]]
"""Names and hashes of the files that a text was taken from, in their order."""


def first_files(
    found: Identity, raw: bytes, origin: str, today: date, taken: Mapping[str, object]
) -> dict[str, bytes]:
    """The content of every file of the new project by path.

    `origin` names the text's file, and `taken` is the account of how it was taken in.
    """
    said = {key: str(taken[key]) for key in SAID if taken.get(key)}
    values = described(found, origins(raw, origin, taken), today, said)
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
    found: Identity, files: Origins, today: date, said: Mapping[str, str]
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
        "provenance": provenance(files, said),
        "unknown": unknown(said),
    }
    facts = {"ordinal": found.ordinal, "begins": found.begins, "ends": found.ends}
    period = "\n".join(f"{key} = {value}" for key, value in facts.items() if value)
    return {
        **{key: both(text) for key, text in texts.items()},
        "id": quoted(names.id),
        "kind": quoted(found.kind or ""),
        "document": quoted(found.document),
        "guessed": ", ".join(map(quoted, guesses(found))),
        "ended": both(both_for(found.document).begun.ended),
        "plan": nouns_of(found.document, "en")["plan"],
        "period": period or "# ordinal, begins, ends: the title names none",
        "day": today.isoformat(),
        "heading": names.name.zh,
    }


def guesses(found: Identity) -> Iterator[str]:
    """The fields of `plan.toml` that no one has confirmed yet."""
    yield from ("title", "name", "place", "summary", "issuer", "provenance")
    if found.document == "document":
        yield "document"


def both(text: Bilingual) -> str:
    return f"{{ zh = {quoted(text.zh)}, en = {quoted(text.en)} }}"


def issuer(found: Identity) -> Bilingual:
    """Who issued the plan or adopted it, as a line of the text says."""
    if line := (found.issuer or found.adopted).strip("（）"):
        return Bilingual(f"来源文本载：“{line}”。", f"The source text says, in Chinese: “{line}”.")
    return Bilingual("来源文本未见发布机关。", "No issuing body was found in the source text.")


def origins(raw: bytes, origin: str, taken: Mapping[str, object]) -> Origins:
    files = taken.get("files")
    if isinstance(files, list):
        return [(one["file"], one["sha256"]) for one in files]
    return [(origin, sha256(raw).hexdigest())]


def provenance(files: Origins, said: Mapping[str, str]) -> Bilingual:
    """The files that the text was taken from, and what the first says of its own publication."""
    named = [(printable(name)[:LONGEST_NAME], digest[:12]) for name, digest in files]
    file, first = ("files", "The first file") if len(files) > 1 else ("file", "The file")
    taken, which = ("依次取自文件", "首个文件") if len(files) > 1 else ("取自文件", "该文件")
    zh_files = "、".join(f"“{name}”（SHA-256：{digest}…）" for name, digest in named)
    en_files = ", ".join(f"“{name}” (SHA-256: {digest}…)" for name, digest in named)
    zh = "；".join(f"{SAID[key][0]}：{value}" for key, value in said.items())
    en = "; ".join(f"{SAID[key][1]} {value}" for key, value in said.items())
    return Bilingual(
        f"本版文字{taken}{zh_files}。{zh and f'{which}自载：{zh}。'}",
        f"The text of this edition was taken from the {file} {en_files}."
        f"{en and f' {first} says of itself: {en}.'}",
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
