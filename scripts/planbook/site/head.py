"""Makes the head of a page for machines, and finds the same page in other languages."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, relpath
from typing import Any

from markupsafe import Markup
from mkdocs.structure.toc import AnchorLink, TableOfContents

from planbook.addresses import PLAN, page_of
from planbook.export.plan import LICENSE
from planbook.locales import TAGS

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


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of one language share."""

    url: str
    """The site's address, with a trailing slash; empty if unknown."""
    locale: str
    name: str
    summary: str
    title: str
    """The document's own title."""
    status: str
    """A note on how official the text is."""
    has_picture: bool = True
    """True if there is a picture for link previews: see `site/share.py`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the head needs to know about its page."""

    path: str
    """Relative to the site, with its language's folder: `en/plan/ch2/s1.html`."""
    title: str
    description: str
    reference: str
    """`2.1` for a page of the plan, else empty."""
    languages: Sequence[Language]
    """The same page in every language."""
    is_translated: bool = True
    """True if a page of the plan has any English: without it, its English page is in Chinese, too."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the template writes. An unknown address is empty."""

    description: str
    canonical: str
    alternates: Mapping[str, str]
    """Address by language tag, and `x-default`."""
    kind: str
    """The kind of page, in Open Graph's terms."""
    territory: str
    image: str
    data: Markup
    """JSON-LD, safe inside a script element; empty if there is nothing to say."""


def head_of(site: Site, page: Facts) -> Head:
    address = addresser(site.url, page.path)
    here = {one.locale: address(one.url) for one in page.languages}
    alternates = {TAGS.get(locale, locale): link for locale, link in here.items()}
    if ELSE in here:
        alternates["x-default"] = here[ELSE]
    is_home = page.path.removeprefix(f"{site.locale}/") == "index.html"
    known = {"en": "", "zh": ""} | here
    data = site_data(site, address) if is_home else plan_data(site, page, known, address)
    return Head(
        description=page.description,
        canonical=address(page.path) if site.url else "",
        alternates=alternates,
        kind="website" if is_home else "article",
        territory=TERRITORIES.get(site.locale, ""),
        image=f"{site.url}assets/share-{site.locale}.png" if site.url and site.has_picture else "",
        data=as_script(data),
    )


def addresser(site_url: str, here: str) -> Callable[[str], str]:
    """A function from a path of the site to its address: absolute if possible, else from `here`."""
    if site_url:
        return lambda path: site_url + re.sub(r"(^|/)index\.html$", r"\1", path)
    return lambda path: relpath(path, dirname(here) or ".")


def site_data(site: Site, address: Callable[[str], str]) -> Json:
    """A description of the site, for its home pages."""
    folder = "" if site.locale == "zh" else f"{site.locale}/"
    return {
        "@type": "WebSite",
        "@id": address(f"{folder}index.html"),
        "name": site.name,
        "description": site.summary,
        "inLanguage": TAGS[site.locale],
        "isAccessibleForFree": True,
        "about": work(site, address, "0"),
    }


def plan_data(
    site: Site, page: Facts, here: Mapping[str, str], address: Callable[[str], str]
) -> Json:
    """A page of the plan as a work: what it is part of and translated from. Empty for other pages.

    A plan is not a law (`Legislation`), and no publisher is named: it is a work with parts, and
    nothing is added to what the source says.
    """
    if not page.reference:
        return {}
    chapter = page.reference.partition(".")[0]
    within = chapter if "." in page.reference else "0"
    data = work(site, address, page.reference, page.title)
    data["disambiguatingDescription"] = site.status
    if page.reference != "0":
        data["isPartOf"] = work(site, address, within)
    if within not in ("0", page.reference):
        data["isPartOf"] = work(site, address, within) | {"isPartOf": work(site, address, "0")}
    return data | versions(site.locale, here, is_translated=page.is_translated)


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


def work(site: Site, address: Callable[[str], str], reference: str, title: str = "") -> Json:
    """The plan (`0`) or a part of it in one language."""
    folder = "" if site.locale == "zh" else f"{site.locale}/"
    path = PLAN if reference == "0" else page_of(reference)
    number = reference.rpartition(".")[2]
    data: Json = {
        "@type": "Chapter" if reference != "0" and "." not in reference else "CreativeWork",
        "@id": address(folder + path.removesuffix(".md") + ".html"),
        "inLanguage": TAGS[site.locale],
    }
    if reference == "0":
        data["name"] = site.title
    else:
        data |= {"name": title} if title else {}
        data |= {"position": int(number)} if number.isdecimal() else {}
    return data


def as_script(data: Json) -> Markup:
    """JSON-LD in which nothing can end the script element around it."""
    if not data:
        return Markup()
    whole = {"@context": "https://schema.org"} | data
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")
    return Markup(text)  # noqa: S704 - no < remains in it
