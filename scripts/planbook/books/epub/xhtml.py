"""Writes XHTML with small functions: the content of elements is markup, made by `text`."""

from planbook import xml
from planbook.xml import text

SPECIAL = {"kind": "epub:type", "class_": "class"}


def element(name: str, /, *inside: str, lang: str = "", **attributes: str) -> str:
    """An element. `kind` becomes `epub:type`, `_` a hyphen; empty attributes are left out."""
    named = {SPECIAL.get(key, key.replace("_", "-")): value for key, value in attributes.items()}
    if lang:  # reading systems look for one or the other
        named |= {"lang": lang, "xml:lang": lang}
    return xml.element(name, {key: value or None for key, value in named.items()}, *inside)


def link(inside: str, /, href: str, **attributes: str) -> str:
    return element("a", inside, href=href, **attributes)


def page(title: str, lang: str, *body: str) -> str:
    """A whole file of a book, in this language."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{lang}" xml:lang="{lang}">\n'
        f'<head>\n<meta charset="UTF-8"/>\n<title>{text(title)}</title>\n'
        '<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n'
        f"<body>\n{chr(10).join(body)}\n</body>\n</html>\n"
    )
