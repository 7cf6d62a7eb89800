"""The second edition, in `examples/linjiang`: built once, and looked at in every language."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from building import made_once
from planbook.books.fonts import Fonts
from projects import ROOT

EXAMPLE = ROOT / "examples" / "linjiang"
PAGES = ("index", "about", "translation", "downloads", "glossary", "plan/ch1/s4", "plan/ch3/s1")
LOCALES = ("", "en/", "zh-Hant/")
STRANGE = re.compile("市北|青岛|青島|山东|山東|Shibei|Qingdao|Shandong", re.IGNORECASE)
TEXTS = {".html", ".js", ".json", ".txt", ".csv", ".xml", ".jsonld", ".tbx", ".tmx", ".css"}


@pytest.fixture(scope="module")
def example(fonts: Fonts) -> Path:
    """Its site with all its files."""
    assert fonts.folders, "no fonts for the books: run `make test`, which installs them"

    def make(folder: Path) -> None:
        shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
        command = [sys.executable, "-m", "planbook", "--root", str(folder), "site"]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr

    return made_once("example", make) / "site"


def test_nothing_of_another_edition_is_in_it(example: Path) -> None:
    files = [path for path in example.rglob("*") if path.suffix in TEXTS]
    assert len(files) > 130
    found = {path.name: STRANGE.findall(path.read_text("utf-8")) for path in files}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_says_that_it_is_invented_and_fits_its_screen(
    page: Page, example: Path, locale: str, width: int
) -> None:
    said = {"": "虚构", "en/": "invented", "zh-Hant/": "虛構"}[locale]
    page.set_viewport_size({"width": width, "height": 800})
    for name in PAGES:
        page.goto(f"file://{example}/{locale}{name}.html")
        assert said in page.inner_text("body"), name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_a_page_shows_how_far_its_english_has_come(page: Page, example: Path) -> None:
    page.goto(f"file://{example}/en/plan/ch1/s4.html")
    table = page.locator("table").first.inner_text()
    assert "Gross regional product" in table
    assert "Binding" in table
    page.goto(f"file://{example}/en/plan/ch3/s1.html")
    text = page.inner_text("main")
    assert "draft" in text
    assert "Not yet fully in English" in text or "Not yet in English" in text
