"""Writes the files for machines: sitemap.xml, robots.txt, llms.txt, and _headers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import basename
from typing import Any

from planbook.description import Description
from planbook.locales import TAGS, Bilingual
from planbook.site.head import ELSE, addresser
from planbook.site.policy import headers_file
from planbook.words import BOTH, variant
from planbook.xml import element, text

Edition = tuple[tuple[str, ...], Iterable[str]]
"""The kinds of an edition, as `Standing` has them, and the data files that it has."""
MARKUP = re.compile(r"[\\`*_\[\]<>]|&(?=#?\w+;)")
"""What would turn text into a link, markup, or another character in llms.txt, a Markdown file."""


def machine_files(
    site: Path,
    description: Description,
    nav: Mapping[str, Any],
    scripts: Iterable[str],
    edition: Edition,
) -> dict[str, str]:
    """The content of each such file by name, for the built pages in `site`.

    `nav` is `docs/nav.json`; `scripts` are the hashes of all scripts that a page may contain;
    `edition` is what `llms` says of it.
    """
    pages = (page for page in sorted(site.rglob("*.html")) if page.name != "404.html")
    site_url = f"{nav['site_url'].rstrip('/')}/" if nav["site_url"] else ""
    paths = [page.relative_to(site).as_posix() for page in pages]
    files = {
        "robots.txt": robots(site_url),
        "llms.txt": llms(description, nav["languages"], site_url, edition),
        "_headers": headers_file(scripts),
    }
    return files | ({"sitemap.xml": sitemap(paths, site_url)} if site_url else {})


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


def llms(plan: Description, languages: Mapping[str, Any], site_url: str, edition: Edition) -> str:
    """What the site is, how official it is, and where everything is, for language models."""
    paired = zip(walk(languages["zh"]["nav"]), walk(languages["en"]["nav"]), strict=True)
    address = addresser(site_url, "")
    pages = [
        f"{'  ' * depth}- {linked(english, address(f'en/{path}') if path else '')}: "
        f"{linked(chinese, address(path) if path else '')}"
        for (depth, chinese, path), (_, english, _) in paired
    ]
    kinds, had = edition
    both = variant(BOTH, kinds)
    words = both.llms
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
        words.status.en,
        words.status.zh,
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
