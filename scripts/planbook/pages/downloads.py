"""The page of downloads: what each file is for.

Size, pages and checksum are known only after the build. A script of the site puts them in,
and without JavaScript `SHA256SUMS` has the checksums.
"""

from __future__ import annotations

from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pages.front import filled
from planbook.pages.paths import data_folder
from planbook.sources import Description

PAGE = "downloads.md"
TITLES: dict[Locale, str] = {"zh": "下载", "en": "Downloads"}


def downloads_page(description: Description, locale: Locale) -> str:
    """The books, the whole site in one file, and the data files, each with its purpose."""
    title, data = TITLES[locale], data_folder(locale)
    body = filled(
        f"downloads.{locale}.md",
        description,
        locale,
        id=description.id,
        downloads=f"{data.removesuffix('data/')}downloads/",
        data=data,
    )
    described = f"{title} · {description.name.of(locale)}"
    return md.page({"title": title, "description": described}, [body])
