"""One plan in the forms in which governments publish plans and people copy them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import TypeAlias

import typst

from documents import cell, docx, p, table
from planbook.structure.model import Division, Outline, Paragraph, Part

INDENT = "　　"
CLOSING = "，。；：、）》”！？%"
LEVELS = {"chapter": 1, "section": 2, "subsection": 3}
Rows: TypeAlias = list[list[str]]
Block: TypeAlias = tuple[str, str, Rows]
"""Its kind (`title`, `1` to `5` for headings, `caption`, `table`, `text`), its text, and its rows."""


def blocks(outline: Outline) -> list[Block]:
    return [(kind(one, outline), written(one), rows(one)) for one in outline.blocks()]


def kind(one: Part | Division | Paragraph, outline: Outline) -> str:
    if isinstance(one, Part):
        return "1"
    if isinstance(one, Division):
        return str(LEVELS[one.level] + bool(outline.parts))
    own = {"heading": "5", "caption": "caption", "table": "table"}
    return "title" if one is outline.title else own.get(one.kind, "text")


def written(one: Part | Division | Paragraph) -> str:
    return one.mark + "".join(each.written for each in one.sentences)


def rows(one: Part | Division | Paragraph) -> Rows:
    if not isinstance(one, Paragraph) or not one.columns:
        return []
    cells = [each.text for each in one.sentences]
    return [cells[at : at + one.columns] for at in range(0, len(cells), one.columns)]


def copied(plan: Sequence[Block], indent: str = INDENT, width: int = 0, end: str = "\n") -> bytes:
    """Text as copied from a page, or, with a width in characters, from a PDF."""
    lines: list[str] = []
    for kind, text, its_rows in plan:
        if its_rows:
            lines.append("\n".join(map("\t".join, its_rows)))
        else:
            whole = text if kind in ("title", "caption") else indent + text
            lines += wrapped(whole, width) if width else [whole]
    return (end.join(lines) + "\n").encode()


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines; one that is full takes the signs behind it that begin no line."""
    while len(text) > width:
        rest = text[width:].lstrip(CLOSING)
        yield text[: len(text) - len(rest)]
        text = rest
    if text:
        yield text


def page(plan: Sequence[Block], heading: str) -> bytes:
    """A page of a government's site; `heading` is how it writes headings, such as `<p><b>{}</b></p>`."""
    title = escape(next(text for kind, text, _ in plan if kind == "title"))
    body = "".join(element(*one, heading) for one in plan)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_人民政府</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/a">政务公开</a> <a href="/b">互动交流</a></div>
<div class="article"><div class="info">发布时间：2026-03-02 来源：政府办公室</div>
<div class="TRS_Editor">{body}</div></div>
<div class="footer"><p>主办：人民政府办公室</p><p>版权所有</p></div></body></html>""".encode()


def element(kind: str, text: str, rows: Rows, heading: str) -> str:
    if rows:
        made = ("".join(f"<td><p>{escape(one)}</p></td>" for one in row) for row in rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in made)}</table>"
    if kind == "title":
        return f"<h1>{escape(text)}</h1>"
    if kind == "caption":
        return f'<p style="text-align:center">{escape(text)}</p>'
    own = heading if kind.isdigit() else "<p>　　{}</p>"
    return own.format(escape(text), int(kind) + 1 if kind.isdigit() else "")


def word(plan: Sequence[Block], heading: str) -> bytes:
    """A Word file; `heading` is how it writes headings: `style`, `bold`, or `plain`."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{at}"><w:name w:val="heading {at}"/></w:style>'
        for at in range(1, 6)
    )
    return docx("".join(part(*one, heading) for one in plan), styles=styles)


def part(kind: str, text: str, rows: Rows, heading: str) -> str:
    if rows:
        return table(*("".join(cell(escape(one)) for one in row) for row in rows))
    if kind in ("title", "caption"):
        size = 44 if kind == "title" else 32
        return p(escape(text), '<w:jc w:val="center"/>', f'<w:sz w:val="{size}"/>')
    if kind.isdigit() and heading == "style":
        return p(escape(text), f'<w:pStyle w:val="{kind}"/>')
    look = "<w:b/>" if kind.isdigit() and heading == "bold" else ""
    return p(escape(text), '<w:ind w:firstLine="640"/>', f'{look}<w:sz w:val="32"/>')


def printed(plan: Sequence[Block], fonts: list[str]) -> bytes:
    """A PDF with bold headings, justified lines, and page numbers."""
    made: bytes = typst.compile(
        (SETTING + "\n\n".join(set_in_type(*one) for one in plan)).encode(), font_paths=fonts
    )
    return made


SETTING = """
#set page("a4", margin: 2.5cm, numbering: "— 1 —")
#set text(font: "Noto Serif CJK SC", lang: "zh", size: 14pt)
#set par(justify: true, first-line-indent: (amount: 2em, all: true))

"""


def set_in_type(kind: str, text: str, rows: Rows) -> str:
    if rows:
        cells = "".join(f"[#{quoted(one)}]," for row in rows for one in row)
        return f"#table(columns: {len(rows[0])}, {cells})"
    if kind in ("title", "caption"):
        size = 22 if kind == "title" else 14
        return f"#align(center)[#text({size}pt, {quoted(text)})]"
    return f"#strong({quoted(text)})" if kind.isdigit() else f"#{quoted(text)}"


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
