"""Language of parts: whatever a page says in another language than its own says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

FOLDERS = {"zh": "", "en": "en", "zh-Hant": "zh-Hant"}
HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,’'-]+[A-Za-z]{2,}){3,}")
"""A sentence, or a part of one. Names and abbreviations are at home in Chinese."""
SILENT = {"script", "style", "code"}
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "line", "use"}
SPOKEN = ("aria-label", "alt", "placeholder")
"""Attributes that are read out. A `title` repeats a term in the other language, for those who
see it; no attribute can say in which language it is."""


@dataclass
class Listener(HTMLParser):
    """The texts of a page, each with the language that it is read in."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    @property
    def lang(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        lang = found.get("lang") or self.lang
        self.heard += [(lang, found[name] or "") for name in SPOKEN if name in found]
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None: ...

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in SILENT:
            self.heard.append((self.lang, data.strip()))


def misread(html: str) -> Iterator[str]:
    """Texts that would be read out in the wrong language."""
    listener = Listener()
    listener.feed(html)
    for lang, text in listener.heard:
        if (lang.startswith("zh") and ENGLISH.search(text)) or (lang == "en" and HAN.search(text)):
            yield text


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_text_is_read_in_its_language(locale: str, site: Path) -> None:
    others = {site / folder for folder in FOLDERS.values() if folder} if locale == "zh" else set()
    pages = [path for path in sorted((site / FOLDERS[locale]).rglob("*.html"))
             if not others & set(path.parents)]  # fmt: skip
    assert len(pages) > 90
    assert {
        path.name: found for path in pages if (found := [*misread(path.read_text("utf-8"))])
    } == {}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<html lang="en"><p>the port (港口) of', ["the port (港口) of"]),
        ('<html lang="en"><p>the port (<span lang="zh">港口</span>) of', []),
        ('<html lang="zh"><p>港口<b>as a port of the world</b>', ["as a port of the world"]),
        ('<html lang="zh"><p lang="en">as a port of the world</p><p>RCEP 港口', []),
        ('<html lang="en"><nav aria-label="语言"></nav>', ["语言"]),
    ],
)
def test_what_is_misread(html: str, found: list[str]) -> None:
    assert list(misread(html)) == found
