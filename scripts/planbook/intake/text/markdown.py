"""Takes in Markdown as a reader sees it: without its marks, with its tables and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from planbook.intake.finish import Read, taken
from planbook.intake.form import SMALL, Block, Grid, Left, Line, Taken, digit_runs
from planbook.intake.text.marktables import DELIMITER, GRID_RULE, table_at
from planbook.text.grammar import is_marked

MARKDOWN = "Markdown text"
HEADING = re.compile(
    r"[ ]{0,3} (\#{1,6}) (?: [ \t]+ | (?=[\u4e00-\u9fff（“]) (?!.* [ ] (?: [ ] | -?[\d.,]+ $ ) ) )"
    r" (?!.*\t.*\S) (.*?) [ \t\#]* $", re.VERBOSE
)  # fmt: skip
"""Many authors leave out the blank: ##第一章 总则. A row of figures may begin with the sign of a part: #稻谷."""
ESCAPED_NUMBER = re.compile(r"[ \t]*\d{1,3}\\[.)]", re.MULTILINE)
FENCED_DIV = re.compile(r" {0,3}:{3,}.*$")
UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*$")
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})(?P<shown>[ \t]*(?:markdown|md)[ \t]*$)?", re.IGNORECASE)
"""Around code, or around Markdown, as programs that read pictures of pages give it: ```markdown."""
BULLET = re.compile(r"[ \t]*[*+-][ \t]+(?:\[(?P<done>[ xX])\][ \t]+)?")
ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<number>\d{1,3})(?P<end>[.)])(?P<gap>[ \t]+)(?=\S)")
QUOTE = re.compile(r"^ {0,3}(?!>\d[\d.,]*[%％]?[ \t]*$)(?:>[ ]?)+")
"""Not the sign of an amount that is alone on its line: >50."""
YAML = re.compile(r"---[ \t]*\n((?:[\w-]+[ \t]*:.*\n|[ \t#-].*\n|\n)+?)(?:---|\.\.\.)[ \t]*\n")
TOML = re.compile(r"\+\+\+[ \t]*\n((?:.*\n)+?)\+\+\+[ \t]*\n")
FIELD = re.compile(r"""^([\w-]+)[ \t]*[:=][ \t]*["']?(.*?)["']?[ \t]*$""", re.MULTILINE)
COMMENT = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
INSIDE = r"[^()\n]*(?:\([^()\n]*\)[^()\n]*)*"
PICTURE = re.compile(
    rf"!\[([^\[\]]{{0,500}})\](?:\({INSIDE}\)|\[[^\[\]\n]*\])|<img\b[^<>]*>", re.IGNORECASE
)
LINK = re.compile(rf"\[([^\[\]\n]+)\]\((?:https?:|mailto:|[#/.]){INSIDE}\)")
LINK_BY_NAME = re.compile(r"\[([^\[\]\n^]+)\]\[([^\[\]\n]*)\]")
ADDRESS = re.compile(
    r"^ {0,3}\[([^\[\]\n^]+)\]:[ \t]*<?(?:https?:|mailto:|[#/.])\S*.*\n?", re.MULTILINE
)
BOLD = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
STRUCK = re.compile(r"~~(?=\S)([^\n]{1,500}?)(?<=\S)~~")
NOTE_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")
NOTE = re.compile(
    r"^ {0,3}\[\^([^\[\]\s]+)\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*)\n?",
    re.MULTILINE,
)
INLINE_NOTE = re.compile(r"\^\[([^\[\]\n]+)\]")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
HELD = re.compile("[\ue021-\ue07e]")
LEAD = re.compile(r"[\s\u3000]*(?:[^\s*_]{1,8} ?)??(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
"""What is emphasized at the beginning of a line, after its number: （一）**指导思想。**"""
BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|center|section)>(?=.)", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:div|p|center|font|span|b|strong|i|em|u|a|section|details|summary|figure|figcaption|h[1-6]"
    r"|ul|ol|li|mark|ins|small|big|hr)\b[^<>]*>", re.IGNORECASE
)  # fmt: skip
MARKUP = (
    (re.compile(r"<(https?://[^<>\s]+|[^<>\s]+@[^<>\s]+)>"), r"\1"),
    (BOLD, r"\2"),
    (re.compile(r"(?<![*A-Za-z0-9])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![*A-Za-z0-9])"), r"\1"),
    (re.compile(r"==(?=\S)([^=\n]+)(?<=\S)=="), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (LINK, r"\1"),
    (re.compile(r"\[([^\[\]\n]+)\]\{[.#][^{}\n]*\}"), r"\1"),
    (LINK_BY_NAME, r"\1"),
)
FORMULA = re.compile(r"\$(?!\s)([^$\n\u3000-\u9fff\uff00-\uffef]{1,80})(?<!\s)\$(?!\d)")
"""A number as TeX, as the same programs give it: $5 0 \\%$, $10^{4}$."""
TEX = re.compile(
    r"\\(?:mathrm|text|mathbf)\s*\{(?P<plain>[^{}]*)\}|(?P<kind>[_^])\s*(?:\{(?P<small>[-+\d\s]+)\}|(?P<digit>\d))"
    r"|\\(?P<sign>[a-zA-Z]+|[%&,;!])"
)
SIGNS = {"%": "%", "&": "&", "ge": "≥", "geq": "≥", "geqslant": "≥", "le": "≤", "leq": "≤",
         "leqslant": "≤", "sim": "～", "times": "×", "pm": "±", "cdot": "·", "circ": "°",
         "approx": "≈", "mu": "μ", "quad": "", ",": "", ";": "", "!": ""}  # fmt: skip
SCRIPT = re.compile(
    r"<(sup|sub)>([^\n]{0,200}?)</\1>|\^([0-9n+-]{1,4})\^|~([0-9]{1,3})~", re.IGNORECASE
)


def is_markdown(text: str) -> bool:
    """True for marks that no plain text has."""
    lines = text.split("\n")
    return bool(
        any(DELIMITER.match(one) or GRID_RULE.match(one) for one in lines)
        or sum(map(certainty, lines)) > 1
        or any(ESCAPED_NUMBER.match(one) for one in lines)
        or len(BOLD.findall(text)) > 1
        or any(found.search(text) for found in (LINK, NOTE))
        or YAML.match(text)
        or TOML.match(text)
        or any(UNDERLINE.match(line) and is_titled(lines, at) for at, line in enumerate(lines))
    )


def certainty(line: str) -> int:
    """How far a line shows that a text is Markdown: # 总则 is enough, ##总则 and #第一章 do it together."""
    found = HEADING.match(line)
    if found and found[0][found.end(1)] in " \t":
        return 2
    return int(bool(found and (len(found[1]) > 1 or is_marked(found[2]))))


def take_markdown(text: str) -> Taken:
    """The text as blocks; what is not shown is named as left out."""
    front = YAML.match(text) or TOML.match(text)
    metas = {key.lower(): said for key, said in FIELD.findall(front[1])} if front else {}
    text = text[front.end() if front else 0 :]
    left = [Left("front matter", front[0])] if front else []
    left += [Left("comments", one[0][4:-3]) for one in COMMENT.finditer(text)]
    left += [
        Left("pictures, with any tables in them", pictured(one)) for one in PICTURE.finditer(text)
    ]
    left += [Left("hidden or struck text", one[1]) for one in STRUCK.finditer(text)]
    text = STRUCK.sub("", ADDRESS.sub("", COMMENT.sub("", text)))
    text, notes = with_notes(text)
    blocks, numbers = blocks_of(text.strip("\n").split("\n"))
    return taken(Read(MARKDOWN, (*blocks, *notes), left, (), numbers, metas, blanks=True))


def pictured(found: re.Match[str]) -> str:
    said = found[1] or re.sub(r".*\balt=[\"']?([^\"'>]+).*|.*", r"\1", found[0])
    return said or "(without a description)"


def with_notes(text: str) -> tuple[str, list[Line]]:
    """The text with the marks of its notes raised, and the notes, numbered as they are referred to."""
    said = {found[1]: found[2] for found in NOTE.finditer(text)}
    text = NOTE.sub("", text)
    for at, found in enumerate(list(INLINE_NOTE.finditer(text))):
        said[f"inline {at}"] = found[1]
        text = text.replace(found[0], f"[^inline\ue000{at}]", 1)
    said = {key.replace(" ", "\ue000"): one for key, one in said.items()}
    order = [one for one in dict.fromkeys(NOTE_MARK.findall(text)) if one in said]
    marks = {one: str(at).translate(SMALL["sup"]) for at, one in enumerate(order, 1)}
    text = NOTE_MARK.sub(lambda found: marks.get(found[1], found[0]), text)
    lines = {key: inline(" ".join(one.split())) for key, one in said.items()}
    noted = [Line(marks[key] + lines[key], indented=True) for key in order]
    return text, noted + [Line(lines[key]) for key in said if key not in marks]


def blocks_of(lines: Sequence[str]) -> tuple[list[Block], list[str]]:
    """The blocks of the lines, and the numbers in their tables."""
    blocks: list[Block] = []
    numbers: list[str] = []
    items: dict[int, tuple[str, int]] = {}
    at, in_fence, in_code = 0, False, False
    while at < len(lines):
        line = lines[at]
        table = None if in_code else table_at(lines, at)
        if table:
            blocks += [shown(one) for one in table.blocks]
            numbers += digit_runs(
                unescape(re.sub("<[^>]*>", " ", "\n".join(lines[at : table.end])))
            )
            at = table.end
            continue
        if fence := FENCE.match(line):
            in_fence = not in_fence
            in_code = in_fence and not (fence["shown"] or at == 0)
        elif in_code:
            blocks.append(Line(line.strip()))
        elif not is_rule(lines, at) and not FENCED_DIV.match(line):
            underline = lines[at + 1] if is_titled(lines, at + 1) else ""
            blocks += lines_of(counted(line, items), underline)
        at += 1
    return captions_first(blocks), numbers


def shown(block: Block) -> Block:
    """A block of a table with the marks in its cells read."""
    if isinstance(block, Line):
        return replace(block, text=inline(block.text))
    rows = (
        tuple(inline(BREAK.sub("\v", cell)).replace("\v", "\n") for cell in row)
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def is_titled(lines: Sequence[str], at: int) -> bool:
    """True if this line underlines the one before it, which stands alone: a title."""
    if not 0 < at < len(lines) or not UNDERLINE.match(lines[at]):
        return False
    above = lines[at - 1]
    alone = at < 2 or not lines[at - 2].strip()
    return bool(above.strip()) and alone and not RULE.match(above) and "|" not in above


def is_rule(lines: Sequence[str], at: int) -> bool:
    return bool(RULE.match(lines[at]) or (UNDERLINE.match(lines[at]) and is_titled(lines, at)))


def counted(line: str, items: dict[int, tuple[str, int]]) -> str:
    """The line; an item of a list in which all have the same number gets the one that is shown."""
    found = ITEM.match(line)
    if not found:
        if line.strip() and not line.startswith((" ", "\t")):
            items.clear()
        return line
    depth = len(found["indent"].expandtabs(4))
    for deeper in [one for one in items if one > depth]:
        del items[deeper]
    start, last = items.get(depth, (found["number"], int(found["number"]) - 1))
    number = last + 1 if found["number"] == start else int(found["number"])
    items[depth] = (start, number)
    return f"{found['indent']}{number}{found['end']}{found['gap']}{line[found.end() :]}"


def lines_of(line: str, underline: str) -> Iterator[Line]:
    """A line as a reader sees it: a heading, an item, or text; more than one if it has breaks."""
    line = re.sub(r"(?<!\\)\\$", "", line)
    if found := HEADING.match(line):
        title = re.sub(r"[ \t]*\{[#.][^{}]*\}$", "", found[2])
        yield Line(inline(title), level=len(found[1]))
    elif underline:
        yield Line(inline(line), level=1 if "=" in underline else 2)
    else:
        line = QUOTE.sub("", line)
        parts = BREAK.split(line)
        yield from (text_line(one) for one in parts if inline(one) or len(parts) == 1)


def text_line(line: str) -> Line:
    if found := BULLET.match(line):
        box = {" ": "☐ ", "x": "☑ ", "X": "☑ "}.get(found["done"] or "", "")
        return Line(f"• {box}{inline(line[found.end() :])}")
    is_strong = re.fullmatch(r"\s*(\*\*|__).+\1\s*", line) is not None
    blanks = re.match(r"[\u3000\t ]*", line)
    indented = bool(blanks and blanks[0].count("\u3000") > 1)
    found = None if is_strong else LEAD.match(line)
    return Line(inline(line), indented, strong=is_strong, lead=inline(found[2]) if found else "")


def inline(text: str) -> str:
    """Text without the marks of emphasis, links, pictures, and tags; escaped marks are text."""
    text = FORMULA.sub(formula, PICTURE.sub("", text))
    text = ESCAPE.sub(lambda found: chr(0xE000 + ord(found[1])), text)
    text = SCRIPT.sub(script, text)
    for pattern, made in MARKUP:
        text = pattern.sub(made, text)
    text = unescape(TAG.sub("", text))
    return HELD.sub(lambda found: chr(ord(found[0]) - 0xE000), text).strip(" \t\u3000")


def formula(found: re.Match[str]) -> str:
    """A number that is written as TeX, without it; anything else as it is."""
    plain = "".join(TEX.sub(symbol, found[1]).split())
    is_number = re.search(r"\d", found[1]) and not re.search(r"[\\{}^_]|[a-zA-Z]{5}", plain)
    return plain if is_number else found[0]


def symbol(found: re.Match[str]) -> str:
    """What a command of TeX shows; itself if it is unknown."""
    if found["kind"]:
        small = "".join((found["small"] or found["digit"]).split())
        return small.translate(SMALL["sup" if found["kind"] == "^" else "sub"])
    return found["plain"] or SIGNS.get(found["sign"] or "", found[0])


def script(found: re.Match[str]) -> str:
    """Raised or lowered text; a note's number is raised without its brackets."""
    kind = (found[1] or ("sup" if found[3] else "sub")).lower()
    text = found[2] or found[3] or found[4] or ""
    if kind == "sup":
        text = re.sub(r"^[\[［【〔(（]\s*(\d{1,3})\s*[\]］】〕)）]$", r"\1", text.strip())
    return text.translate(SMALL[kind])


CAPTION = re.compile(r"(?:Table|table)?:[ \t]+(?=\S)")


def captions_first(blocks: list[Block]) -> list[Block]:
    """The blocks with each caption of a table before it, and without its colon."""
    made: list[Block] = []
    for block in blocks:
        found = CAPTION.match(block.text) if isinstance(block, Line) else None
        at = len(made)
        while at and isinstance(made[at - 1], Line) and not words_in(made[at - 1]):
            at -= 1
        if found and isinstance(block, Line):
            at = at - 1 if at and isinstance(made[at - 1], Grid) else len(made)
            made.insert(at, replace(block, text=block.text[found.end() :]))
        else:
            made.append(block)
    return made


def words_in(block: Block) -> str:
    return block.text.strip() if isinstance(block, Line) else "table"
