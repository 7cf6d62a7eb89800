"""Hooks of the site: navigation, Traditional pages, language switch, a search index a language.

MkDocs loads this file by its path and calls the functions named `on_…`. Everything
that is not tied to MkDocs' events lies in the modules beside it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from planbook.site.bundle import bundle
from planbook.site.languages import below_root, languages_of, localised, without_prefix
from planbook.site.search import split_index
from planbook.site.typography import join_chinese_lines
from planbook.text.script import parse_phrases, to_traditional

TRADITIONAL = "zh-Hant"


@cache
def converter(project: Path) -> Callable[[str], str]:
    """Simplified to Traditional, with the phrases of `source/traditional.txt`."""
    phrases = (project / "source" / "traditional.txt").read_text("utf-8")
    return to_traditional(parse_phrases(phrases)).convert


def project_of(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).parent


def locale_of(config: MkDocsConfig) -> str:
    """The locale that is being built."""
    i18n: Any = config.plugins["i18n"]
    return str(i18n.current_language or i18n.default_language)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Names, addresses and navigation of every language, before the i18n plugin reads them."""
    # The segmenter of the search plugin reports each start on stderr, as if something were wrong.
    logging.getLogger("jieba").setLevel(logging.WARNING)
    nav = json.loads((Path(config.docs_dir) / "nav.json").read_text("utf-8"))
    config.site_url = nav["site_url"] or None
    convert = converter(project_of(config))
    i18n: Any = config.plugins["i18n"]
    for language in i18n.config.languages:
        source = nav["languages"]["zh" if language.locale == TRADITIONAL else language.locale]
        values = localised(source, convert) if language.locale == TRADITIONAL else source
        for name, value in values.items():
            language[name] = value
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: object) -> str:
    """Make the Traditional page from the Chinese one: its text and its front matter."""
    if locale_of(config) != TRADITIONAL:
        return markdown
    convert = converter(project_of(config))
    page.meta = localised(dict(page.meta), convert)
    return convert(below_root(markdown))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: object) -> str:
    """The units of a Chinese paragraph stand on lines of their own: join them without a space."""
    return join_chinese_lines(html, chinese=locale_of(config) != "en")


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object
) -> dict[str, Any]:
    """What the templates need: the same page in every language, and the language's folder."""
    i18n: Any = config.plugins["i18n"]
    known = {one.locale: one.name for one in i18n.config.languages}
    locale = locale_of(config)
    context["languages"] = languages_of(without_prefix(page.url, locale), known, "zh")
    context["locale"] = locale
    context["language_folder"] = "" if locale == "zh" else f"/{locale}"
    return context


# After the i18n plugin, which puts all languages into one index at -100.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the site's styles and scripts, and a search index for each language."""
    i18n: Any = config.plugins["i18n"]
    bundle(Path(config.docs_dir) / "assets", Path(config.site_dir) / "assets")
    prefixes = [one.locale for one in i18n.config.languages if not one.default]
    index = Path(config.site_dir) / "search" / "search_index.json"
    if i18n.building or not index.exists():
        return
    for folder, text in split_index(index.read_text("utf-8"), prefixes).items():
        target = Path(config.site_dir) / folder / "search"
        target.mkdir(parents=True, exist_ok=True)
        (target / "search_index.json").write_text(text, "utf-8")
        (target / "search_index.js").write_text(f"var __index = {text}", "utf-8")
