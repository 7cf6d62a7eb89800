"""The page of downloads: what each file is for.

Size, pages and checksum are known only after the build. A script of the site puts them in,
and without JavaScript `SHA256SUMS` has the checksums.
"""

from __future__ import annotations

from planbook.addresses import data_folder
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pages.front import filled
from planbook.sources import Description
from planbook.statements.guide import Guide

TITLES: dict[Locale, str] = {"zh": "下载", "en": "Downloads"}
BRIEFS: dict[Locale, tuple[tuple[str, str, str], ...]] = {
    "zh": (
        ("zh", "投资者简报（中文，PDF）", "便于转交：规划要点、产业赛道、主要目标和规划未载的内容，附段落编号。两页，A4版面。"),
        ("en", "投资者简报（英文，PDF）", "同上，英文。"),
    ),
    "en": (
        ("en", "A brief for investors in English (PDF)", "For handing on: the plan in facts, its industry tracks and key targets, and what it does not tell, with the numbers of the paragraphs. Two pages, A4."),
        ("zh", "A brief for investors in Chinese (PDF)", "The same in Chinese."),
    ),
}  # fmt: skip
"""By locale, the language of each brief, its name, and what it is for."""


def downloads_page(description: Description, guide: Guide, locale: Locale) -> str:
    """The books, the whole site in one file, and the data files, each with its purpose."""
    title, data = TITLES[locale], data_folder(locale)
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
    return "".join(
        f'<a class="download" href={md.quoted(f"{folder}{description.id}.brief.{lang}.pdf")}>'
        f"{md.escape(name)}</a>\n{md.escape(use)}\n\n"
        for lang, name, use in BRIEFS[locale]
    )
