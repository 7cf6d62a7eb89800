"""Draws the pictures for link previews, one per language: `python -m planbook.site.share`.

Run it by hand after a change of `source/plan.toml`, with the packages of the tests (it needs a
browser) and Noto's Chinese fonts. Writes docs/assets/share-*.png, 1200 × 630 pixels, which are
committed: no build makes them, and another machine's fonts may give different bytes.
"""

import shutil
from html import escape
from pathlib import Path

from planbook.locales import TAGS
from planbook.pipeline import conversion_of
from planbook.sources import Sources
from planbook.text.script import to_traditional
from planbook.words import WORDS

SIZE = {"width": 1200, "height": 630}
PAGE = """\
<!doctype html><html lang="{tag}"><meta charset="utf-8"><style>
* {{ box-sizing: border-box; margin: 0 }}
body {{ width: 1200px; height: 630px; padding: 72px 80px; display: flex; flex-direction: column;
  background: #fbfaf7; color: #1b2733; border-block-start: 18px solid #1d3f5e; }}
/* Noto has the Latin letters of Source Serif. */
:lang(en) {{ font-family: "Noto Serif CJK SC", serif }}
:lang(zh-Hans) {{ font-family: "Noto Serif CJK SC", serif }}
:lang(zh-Hant) {{ font-family: "Noto Serif CJK TC", serif }}
h1 {{ margin-block: auto 28px; font-size: {size}px; line-height: 1.2; font-weight: 700; color: #1d3f5e;
  text-wrap: balance }}
p {{ font-size: 31px; line-height: 1.5; text-wrap: balance; margin-block-end: auto }}
footer {{ display: flex; align-items: center; gap: 20px; padding-block-start: 26px; font-size: 25px;
  border-block-start: 3px solid #8c2f1b; color: #46525e }}
svg {{ width: 46px }}
</style>
<h1>{name}</h1><p>{title}</p><footer>{icon}{words}</footer></html>
"""


def card(locale: str, name: str, title: str, words: str, icon: str) -> str:
    """The picture as a page. `icon` is SVG; all else is text."""
    size = 74 if locale == "en" else 92
    texts = {"name": escape(name), "title": escape(title), "words": escape(words)}
    return PAGE.format(tag=TAGS[locale], size=size, icon=icon, **texts)


def cards(sources: Sources, icon: str) -> dict[str, str]:
    """The pages by locale, in Traditional characters as the site has them."""
    plan, convert = sources.description, to_traditional(sources.phrases).convert
    name, title, words = plan.name.zh, plan.title.zh, WORDS["zh"].head.card
    return {
        "zh": card("zh", name, title, words, icon),
        "en": card("en", plan.name.en, plan.title.en, WORDS["en"].head.card, icon),
        "zh-Hant": card("zh-Hant", convert(name), convert(title), convert(words), icon),
    }


def main() -> None:
    """Write the pictures below the current folder."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a package of the tests

    root = Path.cwd()
    sources = conversion_of(root).sources
    assets = root / "docs/assets"
    icon = (assets / "favicon.svg").read_text("utf-8")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
        pages = cards(sources, icon)
        for locale, html in pages.items():
            page.set_content(html)
            page.screenshot(path=assets / f"share-{locale}.png")
        browser.close()


if __name__ == "__main__":
    main()
