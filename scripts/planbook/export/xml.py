"""XML written the same way every time."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from planbook.xml import possible

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A new last child of `parent`. Raises `Problems` if XML cannot hold its text."""
    child = ET.SubElement(parent, tag, {key: possible(one) for key, one in attributes.items()})
    child.text = possible(text) or None
    return child


def document(root: ET.Element, doctype: str) -> str:
    """The whole file: declaration, document type, one element a line."""
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n{body}\n'
