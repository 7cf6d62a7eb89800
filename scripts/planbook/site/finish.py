"""Writes what a site has besides its pages: the search's files, and files for scripts and machines."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import basename
from typing import Any

from planbook.addresses import CARDS, data_files
from planbook.locales import LOCALES, TAGS, Bilingual
from planbook.pipeline import Conversion
from planbook.search.index import Contents, folding_script, index_scripts
from planbook.site.assets import slim_script
from planbook.site.build import TRADITIONAL, Build, converter, edition_of, passages
from planbook.site.head import ELSE, addresser
from planbook.site.policy import BASES, headers_file, known_scripts
from planbook.store import ASSETS
from planbook.words import both_for, variant
from planbook.xml import element, text


def facts(builds: Collection[Build]) -> dict[str, object]:
    """Titles and years by locale, the release, an address, and all numbers of the plan.

    `numbers` has the reference of every passage with the number of its sentences, 0 for a heading.
    The plan's issuer is unknown, so none is named.
    """
    plan, project = next((one.plan, one.project) for one in builds)
    return {
        "id": plan.id,
        "version": plan.version,
        "repoUrl": plan.repo_url.rstrip("/"),
        **{one.locale: cited(one) for one in builds},
        "numbers": {
            one.reference: 0 if one.is_heading else len(one.lines["zh"])
            for one in passages(project).values()
            if not one.is_part
        },
    }


def cited(build: Build) -> dict[str, str]:
    """What a citation in the language says of the plan."""
    plan, own = build.plan, build.own
    return {
        "title": build.convert(plan.title.of(own)),
        "years": build.words.card.years.format(plan.years.of(own)) if plan.begins else "",
        "day": plan.day.en if own == "en" else plan.released.isoformat(),
    }


# --- the search's files


NUMBER = Path("js/card/0-number.js")
"""The script that reads the number of a passage."""


def write_search(project: Path, site: Path) -> None:
    """Write the search's files, in place of the search plugin's index of all languages."""
    docs, made = project / "docs", edition_of(project)
    pages = {
        path.relative_to(docs).as_posix(): path.read_text("utf-8")
        for locale in LOCALES
        for path in (docs / locale).glob("*.md")
    }
    contents = Contents(made.sources, made.readings, pages)
    converts: dict[str, Callable[[str], str]] = {"zh": str, "en": str}
    converts[TRADITIONAL] = converter(project)
    files = {
        "assets/search/worker.js": worker(),
        "assets/search/folding.js": folding_script(contents),
    }
    for locale, script in index_scripts(contents, converts).items():
        folder = "search/" if locale == "zh" else f"{locale}/search/"
        files[f"{folder}index.js"] = script
    write_files(site, files)
    # The i18n plugin calls the search plugin by itself, which writes an index of nothing.
    (site / "search" / "search_index.json").unlink(missing_ok=True)


def worker() -> str:
    """The worker in one file: what it shares with the cards, then its parts, sorted by name."""
    parts = [ASSETS / NUMBER, *sorted((ASSETS / "search" / "worker").glob("*.js"))]
    return slim_script("\n".join(part.read_text("utf-8") for part in parts))


def write_traditional_cards(project: Path, site: Path) -> None:
    """Write the content of the term cards for the Traditional pages."""
    cards = converter(project)((site / CARDS).read_text("utf-8"))
    (site / TRADITIONAL / CARDS).write_text(cards, "utf-8")


def write_files(site: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(content, "utf-8")


# --- files for machines: sitemap.xml, robots.txt, llms.txt, and _headers


MARKUP = re.compile(r"[\\`*_\[\]<>]|&(?=#?\w+;)")
"""What would turn text into a link, markup, or another character in llms.txt, a Markdown file."""


def write_machine_files(project: Path, site: Path, docs: Path, themes: tuple[str, ...]) -> None:
    """Write these files for the built pages. `themes` are the folders of the templates."""
    nav = json.loads((docs / "nav.json").read_text("utf-8"))
    site_url = f"{nav['site_url'].rstrip('/')}/" if nav["site_url"] else ""
    files = {
        "robots.txt": robots(site_url),
        "llms.txt": llms(edition_of(project), nav["languages"], site_url),
        "_headers": headers_file({one for base in BASES for one in known_scripts(themes, base)}),
    }
    if site_url:
        pages = (page for page in sorted(site.rglob("*.html")) if page.name != "404.html")
        files["sitemap.xml"] = sitemap(
            (one.relative_to(site).as_posix() for one in pages), site_url
        )
    write_files(site, files)


def one_line(text: str) -> str:
    return " ".join(text.splitlines())


def plain(text: str) -> str:
    """A text as one line of Markdown, escaped so that none of it is markup."""
    return MARKUP.sub(r"\\\g<0>", one_line(text))


def robots(site_url: str) -> str:
    where = f"\nSitemap: {one_line(site_url)}sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{where}"


def sitemap(paths: Iterable[str], site_url: str) -> str:
    """Every page with its versions in all languages. Without dates: the true ones are unknown."""
    address = addresser(site_url, "")
    by_page: dict[str, dict[str, str]] = {}
    for path in paths:
        first, _, rest = path.partition("/")
        locale, page = (first, rest) if first in TAGS else ("zh", path)
        by_page.setdefault(page, {})[locale] = address(path)
    urls = []
    for versions in by_page.values():
        tags = {TAGS[locale]: url for locale, url in versions.items()}
        tags |= {"x-default": versions[ELSE]} if ELSE in versions else {}
        links = "".join(
            f"  {element('xhtml:link', {'rel': 'alternate', 'hreflang': tag, 'href': url})}\n"
            for tag, url in tags.items()
        )
        urls += [f"<url>\n  <loc>{text(url)}</loc>\n{links}</url>\n" for url in versions.values()]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "".join(urls) + "</urlset>\n"
    )


def llms(made: Conversion, languages: Mapping[str, Any], site_url: str) -> str:
    """What the site is, how official it is, and where everything is, for language models."""
    plan, standing = made.sources.description, made.readings["en"].standing
    paired = zip(walk(languages["zh"]["nav"]), walk(languages["en"]["nav"]), strict=True)
    address = addresser(site_url, "")
    pages = [
        f"{'  ' * depth}- {linked(english, address(f'en/{path}') if path else '')}: "
        f"{linked(chinese, address(path) if path else '')}"
        for (depth, chinese, path), (_, english, _) in paired
    ]
    script = ("traditional",) if made.text.traditional else ()
    both = variant(both_for(plan.document), (*standing.kinds, *script))
    words = both.llms
    figures = bool(made.sources.targets.figure)
    had = data_files(english=bool(standing.shown), figures=figures)
    files = [f"- [{one}]({address(one)}): {said(both.data[basename(one)], ' · ')}" for one in had]
    return "\n".join([
        f"# {said(plan.name, ' · ')}",
        "",
        f"> {plain(plan.summary.en)}",
        f"> {plain(plan.summary.zh)}",
        "",
        f"- {label(words.title)}: {plain(plan.title.zh)} · {plain(plan.title.en)}",
        f"- {label(words.period)}: {said(plan.period, ' · ')}",
        f"- {said(plan.ended)}",
        f"- {label(words.issuer)}: {said(plan.issuer)}",
        f"- {label(words.source)}: {said(plan.provenance)}",
        *(f"- {label(words.unknown)}: {said(one)}" for one in plan.unknown),
        "",
        f"{words.status.en} {words.scripts.en}",
        f"{words.status.zh}{words.scripts.zh}",
        "",
        words.cite.en,
        words.cite.zh,
        "",
        f"## {label(words.pages)}",
        "",
        *pages,
        "",
        f"{label(words.traditional)}: {address('zh-Hant/index.html')}",
        "",
        f"## {label(words.data)}",
        "",
        *files,
        "",
    ])  # fmt: skip


def linked(title: str, address: str) -> str:
    """A title with its link; a part (篇) without a text of its own has no page."""
    return f"[{plain(title)}]({address})" if address else plain(title)


def label(text: Bilingual) -> str:
    """A label of ours, which needs no escape."""
    return f"{text.en} · {text.zh}"


def said(text: Bilingual, joint: str = " ") -> str:
    """A text in both languages, the English first."""
    return f"{plain(text.en)}{joint}{plain(text.zh)}"


def walk(nav: Iterable[Any], depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """The entries of a navigation in order: depth, title, and path of the built page, if any."""
    for entry in nav:
        if isinstance(entry, str):
            continue  # the page of the heading above, which is listed already
        for title, below in entry.items():
            path = below if isinstance(below, str) else below[0]
            is_page = isinstance(path, str)
            yield depth, title, f"{path.removesuffix('.md')}.html" if is_page else ""
            if not isinstance(below, str):
                yield from walk(below, depth + 1)
