"""Connects MkDocs to planbook: navigation, Traditional pages, language switch, search indexes.

MkDocs loads this file by its path and calls the functions named `on_…`. Everything not tied to
MkDocs' events is in the modules beside it.
"""

import gc
import json
import logging
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_relative_url

from planbook.addresses import TRANSLATION, built
from planbook.locales import shortened
from planbook.site.assets import bundle, slim_assets, slim_page
from planbook.site.build import (
    TRADITIONAL,
    Build,
    add_assets,
    add_templates,
    build_in,
    hold,
    passages,
    refuse_links,
    templates,
    write_list,
)
from planbook.site.finish import facts, write_machine_files, write_search, write_traditional_cards
from planbook.site.head import (
    LIMITS,
    Head,
    below_root,
    languages_of,
    localized,
    traditional_toc,
    without_prefix,
)
from planbook.site.html import completed, mark_markup
from planbook.site.parallel import with_parallel
from planbook.site.policy import guarded, hash_of, inline_scripts, known_scripts
from planbook.store import assets_of

log = get_plugin_logger(__name__)
started: set[str] = set()
"""The running command of MkDocs: `build` or `serve`."""
chinese: dict[str, tuple[str, TableOfContents]] = {}
"""HTML and contents of the Chinese pages, as Markdown makes them. They are built first."""


def project_of(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).parent


def build_of(config: MkDocsConfig) -> Build:
    """The build in the language whose turn it is."""
    i18n: Any = config.plugins["i18n"]
    return build_in(project_of(config), str(i18n.current_language or i18n.default_language))


def names_of(config: MkDocsConfig) -> dict[str, str]:
    """The names of the site's languages, by locale."""
    i18n: Any = config.plugins["i18n"]
    return {one.locale: one.name for one in i18n.config.languages}


def on_startup(command: str, dirty: bool) -> None:  # noqa: FBT001 - MkDocs passes both by name
    """Let a build with --quiet show warnings: if silenced, they would not fail a strict build."""
    if command == "build":
        gc.disable()  # a build ends before what it no longer needs would fill the memory
    mkdocs = logging.getLogger("mkdocs")
    mkdocs.setLevel(min(mkdocs.level, logging.WARNING))
    started.add(command)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set each language's words, addresses, and navigation before the i18n plugin reads them."""
    refuse_links(config.docs_dir, config.theme.custom_dir, config.site_dir)
    add_templates(config)
    if "build" in started:  # `mkdocs serve` would block other commands for hours
        hold(project_of(config), Path(config.site_dir))
    drop_index(config)
    nav = json.loads((Path(config.docs_dir) / "nav.json").read_text("utf-8"))
    config.site_url = f"{nav['site_url'].rstrip('/')}/" if nav["site_url"] else None
    i18n: Any = config.plugins["i18n"]
    for language in i18n.config.languages:
        build = build_in(project_of(config), language.locale)
        values = localized(nav["languages"][build.own], build.convert)
        words = build.words.frame
        toggles = [{"toggle": {"name": words[name]}} for name in ("dark", "light")]
        theme = {"language": language.locale, "palette": toggles}
        for name, value in (values | {"copyright": words.copyright, "theme": theme}).items():
            language[name] = value
    return config


def drop_index(config: MkDocsConfig) -> None:
    """Keep the search plugin from making an index: the site needs only its search box."""
    search = config.plugins["material/search"]
    for event in ("page_context", "post_build"):
        methods = config.plugins.events[event]
        methods[:] = [one for one in methods if getattr(one, "__self__", None) is not search]


def complete(files: Files, config: MkDocsConfig) -> Files:
    """Take the package's assets for those that the project lacks, and its scripts for the theme's.

    Source maps are of no use to readers.
    """
    add_assets(files, config)
    for file in [*files]:
        if file.src_uri.startswith("assets/javascripts/") or file.src_uri.endswith(".css.map"):
            files.remove(file)
    return files


# After the i18n plugin, which puts its own files in place of MkDocs'.
@event_priority(-200)
def remember(files: Files, config: MkDocsConfig) -> Files:
    """Look up each file once: the plugin tries several paths for every one of the many links."""
    files.get_file_from_path = cache(files.get_file_from_path)  # type: ignore[method-assign]
    return files


on_files = CombinedEvent(complete, remember)


def on_env(env: Environment, config: MkDocsConfig, files: object) -> Environment:
    """Escape every value that a template writes. Values that are markup say so (`mark_markup`)."""
    env.autoescape = True
    env.bytecode_cache = templates
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: object) -> str:
    """Make a Traditional page's front matter; its text comes from the Chinese page's HTML."""
    build = build_of(config)
    if build.locale != TRADITIONAL:
        return markdown
    page.meta = localized(dict(page.meta), build.convert)
    return ""


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: object) -> str:
    """Put the other language beside each passage of the plan, and join lines of Chinese."""
    build = build_of(config)
    if build.locale == "zh":
        chinese[page.file.dest_uri] = html, page.toc
    elif build.locale == TRADITIONAL:
        own, toc = chinese[page.file.dest_uri.removeprefix(f"{TRADITIONAL}/")]
        html, page.toc = build.convert(below_root(own)), traditional_toc(toc, build.convert)
    if is_plan(page):
        bar = build.bar(page.meta.get("reference", "0"))
        html = bar + with_parallel(html, passages(build.project), build.own, build.words)
    return completed(html, build.words, chinese=build.own == "zh")


def is_plan(page: Page) -> bool:
    """True for a page of the plan itself."""
    return "reference" in page.meta or page.file.src_path.endswith("plan/index.md")


# After all others, which treat the page's markup as plain text.
@event_priority(-200)
def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object
) -> dict[str, Any]:
    """Add what the templates need: the page in every language and the language's folder."""
    build = build_of(config)
    context["languages"] = languages_of(without_prefix(page.url, build.locale), names_of(config))
    context["locale"] = build.locale
    context["translation"] = built(page.file.src_uri.partition("/")[2], TRANSLATION)
    context["is_plan"] = is_plan(page)
    context["status"] = build.status
    context["imprint"] = build.imprint
    add_head(context, page, config)
    mark_markup(page)
    return context


def add_head(context: dict[str, Any], page: Page, config: MkDocsConfig) -> None:
    """Add what the head of the page says: addresses, a description, and data."""
    build, meta, path = build_of(config), page.meta, page.file.src_uri.partition("/")[2]
    locale = build.locale
    is_contents = page.url.endswith("plan/index.html")
    if is_plan(page) and (opening := build.reading.opening(path)):
        meta["description"] = shortened(build.convert(opening), LIMITS[locale], locale)
    context["head"] = head = Head(
        url=config.site_url or "",
        locale=locale,
        name=config.site_name,
        summary=config.site_description or "",
        plan=build.convert(build.plan.title.of(build.own)),
        status=build.words.head.status,
        path=page.url,
        title=meta.get("title", ""),
        description=meta.get("description", ""),
        reference="0" if is_contents else meta.get("reference", ""),
        languages=context["languages"],
        has_picture=(Path(config.docs_dir) / f"assets/share-{locale}.png").exists(),
        is_translated=build.is_translated(path),
    )
    page.canonical_url = head.canonical or None


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Add what the page for missing addresses needs: its links are relative to the root."""
    context["base_url"] = "."
    context["root"] = urlsplit(config.site_url or "/").path
    names, project = names_of(config), project_of(config)
    context["languages"] = languages_of("index.html", names)
    context["words"] = {one: build_in(project, one).words.lost for one in names}
    context["locale"] = build_of(config).locale
    return context


@event_priority(-200)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Trim the page and give it its Content-Security-Policy."""
    return finished(output, page.file.dest_uri, get_relative_url(".", page.url), config)


@event_priority(-200)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Make each language's page for missing addresses; drop MkDocs' sitemap, which has dates."""
    if template_name == "sitemap.xml":
        return ""
    if template_name != "404.html":
        return output_content
    locale = build_of(config).locale
    page = finished(output_content, template_name, ".", config)
    if locale == "zh":
        return page
    # MkDocs would write every language's page to the same path.
    target = Path(config.site_dir) / locale / template_name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, "utf-8")
    return ""


def finished(html: str, name: str, base_url: str, config: MkDocsConfig) -> str:
    """The page as it is served. An unknown script cannot run in it, and fails a strict build."""
    html, known = slim_page(html), known_scripts(tuple(config.theme.dirs), base_url)
    found = {hash_of(script): script for script in inline_scripts(html)}
    for script in (found[one] for one in found if one not in known):
        log.warning(
            "%s: an inline script that is neither ours nor the theme's: %r. The policy blocks it. "
            "Escape the text that it came from; a new script of ours belongs in site/policy.py.",
            name,
            script[:80],
        )
    return guarded(html, found.keys() & known)


# After the i18n plugin, which puts all languages into one index at -100.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the site's styles and scripts, and a search index for each language."""
    i18n: Any = config.plugins["i18n"]
    project = project_of(config)
    builds = [build_in(project, one) for one in names_of(config)]
    said = {one.locale: one.words for one in builds}
    bundle(assets_of(project), Path(config.site_dir) / "assets", said, facts(builds))
    if i18n.building:
        return
    site = Path(config.site_dir)
    write_machine_files(project, site, Path(config.docs_dir), tuple(config.theme.dirs))
    write_traditional_cards(project, site)
    write_search(project, site)
    slim_assets(site)
    write_list(site)
