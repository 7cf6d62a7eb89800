"""Writes XHTML with small functions: the content of elements is markup, made by `text`."""

from __future__ import annotations

from planbook import xml
from planbook.locales import LOCALES, Bilingual, Locale
from planbook.reading.model import parted
from planbook.xml import text

TAGS: dict[Locale, str] = {"zh": "zh-Hans", "en": "en"}
"""The language tags of a book."""
SPECIAL = {"kind": "epub:type", "class_": "class"}


def element(name: str, /, *inside: str, lang: str = "", **attributes: str) -> str:
    """An element. `kind` becomes `epub:type`, `_` a hyphen; empty attributes are left out."""
    named = {SPECIAL.get(key, key.replace("_", "-")): value for key, value in attributes.items()}
    if lang:  # reading systems look for one or the other
        named |= {"lang": lang, "xml:lang": lang}
    return xml.element(name, {key: value or None for key, value in named.items()}, *inside)


def spoken(bare: str, locale: Locale) -> str:
    """Bare text as markup, with Chinese within English tagged as Chinese."""
    return "".join(
        element("span", text(piece), lang=TAGS["zh"]) if is_foreign else text(piece)
        for piece, is_foreign in parted(bare, locale)
    )


def link(inside: str, /, href: str, **attributes: str) -> str:
    return element("a", inside, href=href, **attributes)


def both(name: str, words: Bilingual, /, **attributes: str) -> str:
    """The same element twice, in Chinese and in English, each tagged with its language."""
    return "\n".join(
        element(name, text(words.of(locale)), lang=TAGS[locale], class_=locale, **attributes)
        for locale in LOCALES
    )


def page(title: str, *body: str) -> str:
    """A whole file of the book. Its language is Chinese; English in it is tagged."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        ' lang="zh-Hans" xml:lang="zh-Hans">\n'
        f'<head>\n<meta charset="UTF-8"/>\n<title>{text(title)}</title>\n'
        '<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n'
        f"<body>\n{chr(10).join(body)}\n</body>\n</html>\n"
    )
