"""A small project of which every text is an attack, or the same without the characters of one."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from planbook.cli import main
from planbook.pipeline import Conversion
from planbook.sources import DESCRIPTION_FILE, FILES, read_sources
from planbook.store import read_files
from planbook.translation.memory import FILE as MEMORY_FILE
from planbook.translation.memory import Entry, Memory, format_memory
from projects import ROOT, tiny_project

# In the plan and its English: without numerals, and without what repairs or splits a text.
PLAN_ATTACK = (
    "<script>window.hit=true</script>"
    "><img src=x onerror=window.hit=true>"
    "</title><script>window.hit=true</script>"
    "'+window.hit+'{{hit}}{%raw%}&lt;b\\`*_[x]|]]>"
    "<meta http-equiv=refresh content=//evil.invalid<style x=<plaintext</script"
)
QUOTED_ATTACK = PLAN_ATTACK + '"><img src=x onerror=window.hit=true>'
"""With a straight quotation mark, which the repair of a plan changes."""
ATTACK = " ".join((
    QUOTED_ATTACK, "[x](javascript:window.hit=true)", "'; window.hit=true; '", '"; window.hit=true; "',
    "<svg/onload=window.hit=true>", "javascript:window.hit=true", "&quot;&gt;", "http://evil.invalid/",
    "<!--", "--!>", "<![CDATA[", "<base href=//evil.invalid/>", "<iframe srcdoc=x>", "${hit}", "#x",
    "![x](//evil.invalid/x.png)", "{: onclick=window.hit }", "x{: .hit }", "[^x]", "{# #}",
))  # fmt: skip
COUNTED = " {{ 7*7 }} <meta http-equiv=refresh content=0;url=//evil.invalid"
"""With numerals, which a statement about the plan may not have."""
HARMLESS = re.compile(r"[^\w\s.,-]", re.ASCII)


@dataclass(frozen=True)
class Texts:
    """Texts for a project: hostile, or each with a letter for every character of an attack."""

    hostile: bool

    def text(self, words: str, attack: str = ATTACK) -> str:
        return words + (attack if self.hostile else HARMLESS.sub("_", attack))

    def both(self, zh: str, en: str, attack: str = ATTACK) -> str:
        """An inline table of TOML."""
        return f"{{ {self.pair(zh, en, attack)} }}".replace("\n", ", ")

    def pair(self, zh: str, en: str, attack: str = ATTACK) -> str:
        """Two lines of TOML."""
        return f"zh = {toml(self.text(zh, attack))}\nen = {toml(self.text(f'{en} ', attack))}"

    def statement(self, at: str, *more: str) -> str:
        pair = self.pair("建设港口", "To build the port")
        return "\n".join((pair, f'at = ["{at}"]', *more))


def toml(text: str) -> str:
    """A text as a basic string of TOML, which JSON's strings are."""
    return json.dumps(text, ensure_ascii=False)


def hostile_project(folder: Path, *, hostile: bool) -> Path:
    """The project, converted, with all that a build of its site needs."""
    texts = Texts(hostile)
    tiny_project(folder, plan(texts))
    for name, content in sources(texts).items():
        (folder / name).write_text(content, "utf-8")
    for name in ("overrides", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / "scripts").symlink_to(ROOT / "scripts")
    untranslated = Conversion(read_sources(read_files(folder, FILES))).edition.memory
    (folder / MEMORY_FILE).write_text(translated(untranslated, texts), "utf-8")
    assert main(["--root", str(folder), "convert"]) == 0
    return folder


def plan(texts: Texts) -> str:
    def here(words: str) -> str:
        return texts.text(words, PLAN_ATTACK)

    return "\n".join((
        here("第一章 总则"), f"本章建设港口{here('平台')}。", here("一、发展目标"),
        here("（一）港口"), f"建设港口{here('平台')}，有5家企业。{here('建设港口')}。",
        here("（二）航运"), f"建设港口{here('中心')}。", here("二、任务"), f"做好{here('任务')}。",
        here("第二章 保障"), f"加强{here('保障')}。", "",
    ))  # fmt: skip


def translated(memory: Memory, texts: Texts) -> str:
    """The memory with English for every unit, the last of them a draft."""

    def english(entry: Entry) -> Entry:
        words = "The 5 companies on the platform " if "5" in entry.source else "The platform "
        target, note = texts.text(words, QUOTED_ATTACK), texts.text("Note ")
        return replace(entry, target=target, note=note, provenance=note, state="reviewed")

    entries = {key: english(entry) for key, entry in memory.entries.items()}
    last = next(reversed(entries))
    entries[last] = replace(entries[last], state="draft")
    return format_memory(replace(memory, entries=entries), "hostile")


def sources(texts: Texts) -> dict[str, str]:
    """Every other file of `source/` that has texts for readers."""
    return {
        DESCRIPTION_FILE: description(texts),
        "source/repairs.toml": repairs(texts),
        "source/terms.toml": "\n".join(terms(texts)),
        "source/waivers.toml": block(
            "waiver", f"rule = {toml(texts.text('N01'))}", 'quote = "做好"', reason(texts)
        ),
        "source/targets.toml": figures(texts),
        "source/sectors.toml": sectors(texts),
        "source/places.toml": "\n".join(places(texts)),
        "source/guide.toml": "\n".join(guide(texts)),
    }


def block(name: str, *lines: str) -> str:
    return "\n".join((f"[[{name}]]", *lines, ""))


def reason(texts: Texts, name: str = "reason") -> str:
    return f"{name} = {texts.both('理由', 'Reason')}"


def description(texts: Texts) -> str:
    names = ("title", "name", "place", "summary", "issuer", "period", "provenance", "ended")
    known = texts.both("已知", "Known", ATTACK + COUNTED)
    fields = [f"{name} = {texts.both(name, name, ATTACK + COUNTED)}" for name in names]
    plain = ('id = "hostile"', 'kind = "district"', "ordinal = 15", "begins = 2026", "ends = 2030")
    release = ('version = "1"', "released = 2026-01-01")
    return "\n".join((*plain, *release, *fields, f"known = [{known}]", f"unknown = [{known}]", ""))


def repairs(texts: Texts) -> str:
    # Headings of this length count as doubtful unless each is declared to be one.
    headings = {1: "第一章", 3: "一、", 4: "（一）", 6: "（二）", 8: "二、", 10: "第二章"}
    return "\n".join((
        "[mechanical]",
        *(block("repair", 'kind = "heading"', f"line = {at}", f'before = "{mark}"', reason(texts, "why"))
          for at, mark in headings.items()),
        block("repair", 'kind = "typo"', "line = 9", 'before = "做好"', 'after = "办好"', reason(texts, "why")),
        block("missing", 'label = "表1"', "line = 7", reason(texts, "notice")),
        block("note", "line = 5", 'quote = "有5家企业"', reason(texts, "note")),
    ))  # fmt: skip


def terms(texts: Texts) -> Iterable[str]:
    """Two names that the plan uses in one sentence, and a term that it does not use."""
    for number, (zh, kind, attack, there) in enumerate((
        ("平台", "institution", PLAN_ATTACK, QUOTED_ATTACK), ("港口", "place", "", ""),
        ("词", "term", ATTACK, ATTACK),
    )):  # fmt: skip
        en = texts.text("platform " if there else "port", there)
        yield block(
            "term", f'id = "term-{number}"', f"zh = {toml(texts.text(zh, attack))}",
            f"en = {toml(en)}", f'type = "{kind}"', 'confidence = "confirmed"',
            f"definition_zh = {toml(texts.text('释义'))}", f"definition_en = {toml(texts.text('Definition '))}",
            f"authority = {toml(texts.text('Authority '))}", f"admitted = [{toml(texts.text('other '))}]",
            f"forbidden = [{toml(texts.text('never '))}]", f"also_zh = [{toml(texts.text(f'别名{zh}'))}]",
        )  # fmt: skip


def figures(texts: Texts) -> str:
    measures = f"measures = {texts.both('企业', 'Companies')}"
    return "\n".join((
        "[units]", f"company = {texts.both('家企业', 'companies')}", "",
        block("figure", 'at = "1.1.1.1.1"', 'zh = "5家"', 'en = "5 companies"', "value = 5",
              'unit = "company"', 'kind = "target"', 'theme = "industry"', measures),
    ))  # fmt: skip


def sectors(texts: Texts) -> str:
    at = "1.1.1.1.1"
    return "\n".join((
        f"open = [{texts.both('未写', 'Open')}]",
        block("sector", 'id = "port"', 'at = "1.1.1"', f"open = [{texts.both('未写', 'Open')}]"),
        "[sector.summary]", texts.statement(at), "[sector.aim]", texts.statement(at),
        block("sector.statement", texts.statement(at)),
        block("sector.policy", texts.statement(at, 'theme = "space"')),
        block("sector", 'id = "shipping"', 'at = "1.1.2"'), "[sector.summary]", texts.statement("1.1.2.1.1"),
        "[sector.aim]", texts.statement("1.1.2.1.1"),
        block("sector.statement", texts.statement("1.1.2.1.1")),
    ))  # fmt: skip


def places(texts: Texts) -> Iterable[str]:
    yield f"[map]\ntitle = {texts.both('图', 'Map')}\ndescription = {texts.both('图', 'Map')}"
    yield "size = [780, 730]\nland = [[0, 0], [700, 0], [700, 700]]"
    yield f"[locator]\ntitle = {texts.both('图', 'Map')}\ndescription = {texts.both('图', 'Map')}"
    yield "size = [100, 100]\n[[locator.layer]]\nwater = [[0, 0], [9, 0], [9, 9]]"
    yield "land = [[[0, 0], [9, 0], [9, 9]]]"
    yield f'mark = [{{ kind = "spot", name = {texts.both("港口", "Port")}, points = [[9, 9]], zh = [9, 9], en = [9, 9] }}]'
    at = "1.1.1.1.1"
    yield f'[glance]\ngoal = ["{at}"]\nobjective = {{ {texts.statement(at)} }}'.replace(
        "\nen", ", en"
    ).replace("\nat", ", at")
    for part in ("map", "areas", "base", "clusters", "beside"):
        on_map = part == "map"
        shape = '{ kind = "spot", points = [[9, 9]], zh = [9, 9], en = [9, 9] }'
        yield block(
            "element", f'id = "{part}"', f'part = "{part}"', f"name = {texts.both('港口', 'Port')}",
            f'position = "{"known" if on_map else "none"}"', reason(texts, "open"), reason(texts, "lacks"),
            "area = 1" if part == "areas" else "", f"shape = {shape}" if on_map else "",
            "[element.statement]", texts.statement(at),
        )  # fmt: skip


def guide(texts: Texts) -> Iterable[str]:
    at, key = "1.1.1.1.1", texts.text("", ATTACK)
    yield block("fact", reason(texts, "label"), texts.statement(at),
                f"key = {{ zh = {toml(key)}, en = {toml(key)} }}")  # fmt: skip
    for number in (1, 2):
        yield block(
            "question", f'id = "q-{number}"', f"ask = {texts.both('问', 'Question')}", 'section = "numbers"',
            f"key = {{ zh = [{toml(key)}], en = [{toml(key)}] }}", 'more = ["1.1.1", "1.2"]',
            reason(texts, "open"), block("question.answer", texts.statement(at)),
        )  # fmt: skip
    yield block("section", 'id = "numbers"', reason(texts, "title"), 'pages = ["about"]',
                'shows = ["place", "tracks", "pages", "silence", "verbs", "glance"]',
                block("section.remark", texts.pair("说明", "Remark")),
                block("section.plan", texts.statement(at)))  # fmt: skip
    yield block("verb", 'zh = ["建设"]', f"en = {toml(texts.text('build '))}",
                reason(texts, "strength"), f'at = "{at}"')  # fmt: skip
    yield block("silence", reason(texts, "missing"), reason(texts, "source"))
