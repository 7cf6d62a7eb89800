"""Finds the same page in other languages, and converts texts to Traditional characters."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.toc import AnchorLink, TableOfContents

SHORT = {"zh": "简", "en": "EN", "zh-Hant": "繁"}


@dataclass(frozen=True, slots=True)
class Language:
    """One language in a page's language switch."""

    locale: str
    name: str
    short: str
    """Its name on a narrow screen."""
    url: str
    """Address of the same page in this language, relative to the site."""


def without_prefix(url: str, locale: str) -> str:
    """A page's address without its language's folder: en/plan/ch1/s1.html → plan/ch1/s1.html."""
    return url.removeprefix(f"{locale}/")


def below_root(markdown: str) -> str:
    """A root page moved into a folder: its links to data files go up one level."""
    for folder in ("data", "downloads"):
        markdown = markdown.replace(f'href="{folder}/', f'href="../{folder}/')
    return markdown


def languages_of(url: str, names: Mapping[str, str], default: str) -> list[Language]:
    """The page at `url` (without language folder) in every language."""
    path = url if url not in ("", ".") else "index.html"
    return [
        Language(
            locale,
            name,
            SHORT.get(locale, locale),
            path if locale == default else f"{locale}/{path}",
        )
        for locale, name in names.items()
    ]


def traditional_toc(toc: Iterable[AnchorLink], convert: Callable[[str], str]) -> TableOfContents:
    """A page's table of contents in Traditional characters."""

    def converted(one: AnchorLink) -> AnchorLink:
        made = AnchorLink(convert(one.title), one.id, one.level)
        made.children = list(map(converted, one.children))
        return made

    return TableOfContents(list(map(converted, toc)))


def localised(value: Any, convert: Callable[[str], str]) -> Any:
    """A structure of lists and mappings with every text in it converted, including menu keys.

    Field names and paths are ASCII, which the conversion leaves alone.
    """
    if isinstance(value, str):
        return convert(value)
    if isinstance(value, list):
        return [localised(one, convert) for one in value]
    if isinstance(value, dict):
        return {convert(key): localised(one, convert) for key, one in value.items()}
    return value
