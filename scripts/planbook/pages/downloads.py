"""The page of downloads: what each file is for.

Size, pages and checksum are known only after the build. A script of the site puts them in,
and without JavaScript `SHA256SUMS` has the checksums.
"""

from __future__ import annotations

from planbook.addresses import data_folder
from planbook.locales import Locale, other
from planbook.pages import markdown as md
from planbook.pages.front import filled
from planbook.sources import Description
from planbook.statements.guide import Guide
from planbook.words import WORDS


def downloads_page(description: Description, guide: Guide, locale: Locale) -> str:
    """The books, the whole site in one file, and the data files, each with its purpose."""
    title, data = WORDS[locale].downloads.title, data_folder(locale)
    body = filled(
        f"downloads.{locale}.md",
        description,
        locale,
        id=description.id,
        downloads=f"{data.removesuffix('data/')}downloads/",
        briefs="" if guide.is_empty else briefs(description, locale),
        data=data,
    )
    described = f"{title} · {description.name.of(locale)}"
    return md.page({"title": title, "description": described}, [body])


def briefs(description: Description, locale: Locale) -> str:
    """The entries of the briefs, with an empty line behind them."""
    folder = f"{data_folder(locale).removesuffix('data/')}downloads/"
    words, order = WORDS[locale].downloads, (locale, other(locale))
    return "".join(
        f'<a class="download" href={md.quoted(f"{folder}{description.id}.brief.{lang}.pdf")}>'
        f"{md.escape(words[f'brief_{lang}'])}</a>\n{md.escape(words[f'brief_{lang}_use'])}\n\n"
        for lang in order
    )
