"""The pictures of the e-book: the drawings of the site, a file in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planbook.books.epub.text import file_of
from planbook.books.epub.xhtml import TAGS, element, page
from planbook.locales import LOCALES, Locale
from planbook.pictures.album import rows
from planbook.pictures.svg import Picture
from planbook.statements.tie import Tied
from planbook.words import WORDS
from planbook.xml import text

NAMES = re.compile(r'(id|aria-labelledby)="([^"]+)"')
PASSAGE = re.compile(r'href="[^"#]*#([sp])-([\d-]+)"')


def picture_file(locale: Locale) -> str:
    return f"pictures-{locale}.xhtml"


def picture_pages(tied: Tied) -> Iterator[tuple[str, str]]:
    """File and content of each page; none if the plan has no pictures."""
    for locale in LOCALES:
        drawn = [one for row in rows(tied, locale) for one in row]
        if drawn:
            head = element("h1", text(WORDS[locale].book.pictures))
            figures = (figure(picture, words, n) for n, (picture, words) in enumerate(drawn, 1))
            body = "\n".join(("", head, *figures, ""))
            section = element("section", body, class_="pictures", lang=TAGS[locale])
            yield picture_file(locale), page(WORDS[locale].book.pictures, section)


def figure(picture: Picture, caption: str, number: int) -> str:
    """A picture under its title and caption; without these it goes on with the one before."""
    title = element("h2", text(picture.title)) if caption else ""
    words = element("figcaption", text(caption)) if caption else ""
    return title + element("figure", words, within(picture.svg, number))


def within(svg: str, number: int) -> str:
    """The picture with names of its own, and links to passages of this book."""

    def named(found: re.Match[str]) -> str:
        names = " ".join(f"{one}-{number}" for one in found[2].split())
        return f'{found[1]}="{names}"'

    def linked(found: re.Match[str]) -> str:
        reference = found[2].replace("-", ".")
        return f'href="{file_of(reference)}#{found[1]}-{found[2]}"'

    return PASSAGE.sub(linked, NAMES.sub(named, svg))
