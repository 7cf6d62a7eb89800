"""Makes the head of a page for machines, and finds the same page in other languages."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, relpath
from typing import Any

from markupsafe import Markup
from mkdocs.structure.toc import AnchorLink, TableOfContents

from planbook.addresses import PLAN, page_of
from planbook.export.plan import LICENSE
from planbook.locales import LOCALES, TAGS

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


def languages_of(url: str, names: Mapping[str, str]) -> list[Language]:
    """The page at `url` (without language folder) in every language."""
    path = url if url not in ("", ".") else "index.html"
    return [
        Language(
            locale,
            name,
            SHORT.get(locale, locale),
            path if locale == "zh" else f"{locale}/{path}",
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


def localized(value: Any, convert: Callable[[str], str]) -> Any:
    """A structure of lists and mappings with every text in it converted, including menu keys.

    Field names and paths are ASCII, which the conversion leaves alone.
    """
    if isinstance(value, str):
        return convert(value)
    if isinstance(value, list):
        return [localized(one, convert) for one in value]
    if isinstance(value, dict):
        return {convert(key): localized(one, convert) for key, one in value.items()}
    return value


# --- the head


ELSE = "en"
"""The locale for readers of any other language."""

TERRITORIES = {"zh": "zh_CN", "en": "en_US", "zh-Hant": "zh_TW"}
"""Open Graph accepts a language only with a territory."""

LIMITS = {"zh": 80, "en": 155, "zh-Hant": 80}
"""The number of characters of a description that search engines show."""


Json = dict[str, object]


@dataclass(frozen=True)
class Head:
    """The head of a page: what is known of the page, and what the template writes.

    An unknown address is empty.
    """

    url: str
    """The site's address, with a trailing slash; empty if unknown."""
    locale: str
    name: str
    """The site's name."""
    summary: str
    plan: str
    """The document's own title."""
    status: str
    """A note on how official the text is."""
    path: str
    """Relative to the site, with its language's folder: `en/plan/ch2/s1.html`."""
    title: str
    description: str
    reference: str
    """`2.1` for a page of the plan, else empty."""
    languages: Sequence[Language]
    """The same page in every language."""
    has_picture: bool = True
    """True if there is a picture for link previews: see `site/share.py`."""
    is_translated: bool = True
    """True if a page of the plan has any English: without it, its English page is in Chinese, too."""

    @property
    def folder(self) -> str:
        """The folder of the language."""
        return "" if self.locale == "zh" else f"{self.locale}/"

    @cached_property
    def address(self) -> Callable[[str], str]:
        return addresser(self.url, self.path)

    @cached_property
    def here(self) -> dict[str, str]:
        """The address of the page in each language."""
        return {one.locale: self.address(one.url) for one in self.languages}

    @property
    def canonical(self) -> str:
        return self.address(self.path) if self.url else ""

    @property
    def alternates(self) -> dict[str, str]:
        """Address by language tag, and `x-default`."""
        found = {TAGS.get(locale, locale): link for locale, link in self.here.items()}
        return found | ({"x-default": self.here[ELSE]} if ELSE in self.here else {})

    @property
    def is_home(self) -> bool:
        return self.path.removeprefix(f"{self.locale}/") == "index.html"

    @property
    def kind(self) -> str:
        """The kind of page, in Open Graph's terms."""
        return "website" if self.is_home else "article"

    @property
    def territory(self) -> str:
        return TERRITORIES.get(self.locale, "")

    @property
    def image(self) -> str:
        has_address = self.url and self.has_picture
        return f"{self.url}assets/share-{self.locale}.png" if has_address else ""

    @property
    def data(self) -> Markup:
        """JSON-LD, safe inside a script element; empty if there is nothing to say."""
        return as_script(self.site_data() if self.is_home else self.plan_data())

    def site_data(self) -> Json:
        """A description of the site, for its home pages."""
        return {
            "@type": "WebSite",
            "@id": self.address(f"{self.folder}index.html"),
            "name": self.name,
            "description": self.summary,
            "inLanguage": TAGS[self.locale],
            "isAccessibleForFree": True,
            "about": self.work("0"),
        }

    def plan_data(self) -> Json:
        """A page of the plan as a work: what it is part of and translated from; else empty.

        A plan is not a law (`Legislation`), and no publisher is named: it is a work with parts, and
        nothing is added to what the source says.
        """
        if not self.reference:
            return {}
        chapter = self.reference.partition(".")[0]
        within = chapter if "." in self.reference else "0"
        data = self.work(self.reference, self.title)
        data["disambiguatingDescription"] = self.status
        if self.reference != "0":
            data["isPartOf"] = self.work(within)
        if within not in ("0", self.reference):
            data["isPartOf"] = self.work(within) | {"isPartOf": self.work("0")}
        here = dict.fromkeys(LOCALES, "") | self.here
        return data | versions(self.locale, here, is_translated=self.is_translated)

    def work(self, reference: str, title: str = "") -> Json:
        """The plan (`0`) or a part of it in the language."""
        path = PLAN if reference == "0" else page_of(reference)
        number = reference.rpartition(".")[2]
        data: Json = {
            "@type": "Chapter" if reference != "0" and "." not in reference else "CreativeWork",
            "@id": self.address(self.folder + path.removesuffix(".md") + ".html"),
            "inLanguage": TAGS[self.locale],
        }
        if reference == "0":
            return data | {"name": self.plan}
        data |= {"name": title} if title else {}
        return data | ({"position": int(number)} if number.isdecimal() else {})


def versions(locale: str, here: Mapping[str, str], *, is_translated: bool) -> Json:
    """How a page of the plan relates to the same page in another language."""
    original = {"@type": "CreativeWork", "@id": here["zh"], "inLanguage": TAGS["zh"]}
    if locale == "zh":
        english = {"@type": "CreativeWork", "@id": here["en"], "inLanguage": "en"}
        return {"workTranslation": english} if is_translated else {}
    if locale == "en" and is_translated:
        return {"translationOfWork": original, "license": LICENSE}
    # The same text, in other characters or not, is no translation.
    same: Json = {"isBasedOn": original}
    return same | ({"inLanguage": TAGS["zh"]} if locale == "en" else {})


def addresser(site_url: str, here: str) -> Callable[[str], str]:
    """A function from a path of the site to its address: absolute if possible, else from `here`."""
    if site_url:
        return lambda path: site_url + re.sub(r"(^|/)index\.html$", r"\1", path)
    return lambda path: relpath(path, dirname(here) or ".")


def as_script(data: Json) -> Markup:
    """JSON-LD in which nothing can end the script element around it."""
    if not data:
        return Markup()
    whole = {"@context": "https://schema.org"} | data
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")
    return Markup(text)  # noqa: S704 - no < remains in it
