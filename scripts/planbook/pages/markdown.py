"""Writes plain Markdown: escaped texts, blocks, templates, pages, and links to the plan's passages."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import structs

from planbook.addresses import anchor_of, page_of, passages, relative
from planbook.description import Rate
from planbook.figures.money import with_dollars
from planbook.locales import Bilingual, Locale, other, parted
from planbook.reading.model import Reading
from planbook.statements.ground import Statement
from planbook.words import nouns_of

# Backslash escapes that both dialects know; everything else becomes a character reference.
BACKSLASHED = set("\\`*_{}[]#!")
REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Characters that some dialect reads as markup wherever they are.
REFERENCED = set("|~^=$@")
ESCAPED = str.maketrans(
    {char: f"\\{char}" for char in BACKSLASHED}
    | {char: f"&#{ord(char)};" for char in REFERENCED}
    | REFERENCES
)
# Within quotes, nothing may end them, or be read as markup first.
IN_QUOTES = str.maketrans(
    {char: f"&#{ord(char)};" for char in BACKSLASHED | REFERENCED} | REFERENCES | {'"': "&quot;"}
)
# Characters that YAML rejects or takes for a line end, though JSON may contain them.
NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# At the start of a line: lists, quotes, admonitions, definitions, setext underlines.
LINE_START = re.compile(r"(?P<number>\d+)(?P<stop>[.)])|(?P<sign>[-+])|(?P<other>[:!?%])")
# Matches only what is replaced: if the letters before were part of the match, each would be
# retried. Three slashes: ///Footnotes Go Here/// would be replaced with the notes of the page.
AUTOLINK = re.compile(r"(?<=[a-z]:)//|(?<=www)\.|///", re.IGNORECASE)


UNSEARCHED = {"exclude": True}
"""Of a page whose entries are searched on their own, not as the text of a page."""


@lru_cache(20_000)  # names and passages are on many pages
def escape(text: str) -> str:
    """The text, escaped so that no Markdown dialect finds markup in it, within a line."""
    return AUTOLINK.sub(defused, text.translate(ESCAPED))


def escape_in(text: str, locale: Locale) -> str:
    """Text of ours in a language, escaped; words of the other language say so."""
    return "".join(
        spoken(escape(piece), tongue) if tongue else escape(piece)
        for piece, tongue in parted(text, locale)
    )


def spoken(markdown: str, locale: Locale) -> str:
    """Inline Markdown in another language than its page."""
    return f'<span lang="{locale}">{markdown}</span>'


def tagged(markdown: str, lang: Locale, locale: Locale) -> str:
    """Inline Markdown on a page of the locale, which names its language if that is another."""
    return markdown if lang == locale else spoken(markdown, lang)


def defused(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found[0])


def line(markdown: str) -> str:
    """A line of inline Markdown that does not open a list, quote, or other block."""
    markdown = markdown.strip()
    found = LINE_START.match(markdown)
    if not found:
        return markdown
    if found["number"]:
        return f"{found['number']}\\{found['stop']}{markdown[found.end() :]}"
    if found["sign"]:
        return "\\" + markdown
    return f"&#{ord(found['other'])};{markdown[1:]}"


def bold(markdown: str) -> str:
    return f"**{markdown}**"


def quoted(text: str) -> str:
    """The text in double quotes: a title, or an attribute value in a list or a tag."""
    return f'"{text.translate(IN_QUOTES)}"'


def link(text: str, href: str, title: str = "") -> str:
    """A link; `text` and `title` are bare text."""
    return f"[{escape(text)}]({href} {quoted(title)})" if title else f"[{escape(text)}]({href})"


def door(name: str, href: str) -> str:
    return f"[{bold(escape(name))}]({href})"


def heading(
    level: int, text: str, anchor: str, *marks: str, notes: str = "", shown: str = ""
) -> str:
    """A heading of bare text with an explicit anchor; `notes` are footnote references.

    `shown` is the text with its links, which the contents of the page leave out.
    """
    more = (*marks, f"data-toc-label={quoted(text)}") if shown else marks
    return f"{'#' * level} {shown or escape(text)}{notes} {{{attributes(anchor, more)}}}"


def block(lines: Iterable[str], *marks: str, anchor: str = "") -> str:
    """A paragraph, one unit per line, with its attribute list on the last line."""
    body = "\n".join(map(line, lines))
    found = attributes(anchor, marks)
    return f"{body}\n{{: {found} }}" if found else body


def listed(title: str, entries: Iterable[str]) -> Iterator[str]:
    """The entries of a list under its title; nothing without entries."""
    if found := "\n".join(entries):
        yield block([title], ".list-title")
        yield found


def attributes(anchor: str, marks: Iterable[str]) -> str:
    """The content of an attribute list: anchor, `.class`es, `lang=…`."""
    return " ".join((*([f"#{anchor}"] if anchor else []), *marks))


def admonition(kind: str, title: str, text: str) -> str:
    """A boxed notice of bare text."""
    return f"!!! {kind} {quoted(title)}\n    {line(escape(text))}"


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table of inline Markdown; the first row is its header."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    rule = "|" + " --- |" * (lines[0].count(" | ") + 1)
    return "\n".join((lines[0], rule, *lines[1:]))


def footnote(label: str, text: str, locale: Locale) -> str:
    """The definition of a footnote of bare text."""
    return f"[^{label}]: {escape_in(text, locale)}"


def front_matter(values: Mapping[str, object]) -> str:
    """YAML front matter. JSON is YAML: every value is written as JSON, so none can break out."""
    lines = [f"{name}: {as_yaml(value)}" for name, value in values.items()]
    return "\n".join(
        ("---", "# Made by `planbook convert`. Edit source/, not this file.", *lines, "---")
    )


def as_yaml(value: object) -> str:
    """The value as JSON that YAML reads as the same value."""
    written = json.dumps(value, ensure_ascii=False)
    return NOT_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def page(meta: Mapping[str, object], blocks: Iterable[str]) -> str:
    """A whole page: front matter and blocks, separated by empty lines."""
    return "\n\n".join((front_matter(meta), *blocks)) + "\n"


def titled(title: str, reading: Reading, blocks: Iterable[str], **more: object) -> str:
    """A page whose description is its title with the name of the site."""
    return page({"title": title, "description": reading.described(title), **more}, blocks)


# --- templates


BLANKS = re.compile(r"\n{3,}")
TEMPLATES = Environment(
    loader=PackageLoader("planbook.pages"),
    undefined=StrictUndefined,
    comment_start_string="{##",  # {# begins the anchor of a heading
    autoescape=False,  # noqa: S701 - Markdown, escaped where the values are made
)


def filled(name: str, reading: Reading, **values: str | bool) -> str:
    """A template filled with the plan's description, as bare text, and ready Markdown values.

    A template leaves out whatever the edition does not have.
    """
    locale, description = reading.locale, reading.description
    texts = {
        name: line(escape_in(text.of(locale), locale))
        for name, text in structs.asdict(description).items()
        if isinstance(text, Bilingual)
    }
    there = other(locale)
    original = spoken(escape(description.title.of(there)), there)
    words = reading.words
    given = {
        "other_title": original,
        "english": bool(reading.standing.shown),
        "partly": reading.standing.is_partly,
        "invented": description.invented,
        "aim": words.translation.aim,
        "covers": words.years.covers.format(texts["period"]),
        **nouns_of(description.document, locale),
    }
    made = TEMPLATES.get_template(f"{name}.{locale}.md").render(texts, **given, **values)
    return BLANKS.sub("\n\n", made).strip()


# --- passages that support a statement


def to_passage(reference: str, page: str) -> str:
    """The link to a paragraph or heading, by its number in the margin."""
    return link(reference, relative(page, page_of(reference), anchor_of(reference)))


def citation(references: Iterable[str], page: str, locale: Locale) -> str:
    """Links to the passages in brackets, for the end of a sentence."""
    comma = "、" if locale == "zh" else ", "
    return bracketed(comma.join(to_passage(one, page) for one in passages(references)), locale)


def bracketed(markdown: str, locale: Locale) -> str:
    """Inline Markdown in the language's brackets, after other text."""
    return f"（{markdown}）" if locale == "zh" else f" ({markdown})"


def stated(statement: Statement, page: str, locale: Locale, rate: Rate | None = None) -> str:
    """A statement followed by its passages, as inline Markdown; with a rate, money in dollars too."""
    said = with_dollars(statement.of(locale), rate, locale)
    return escape(said) + citation(statement.at, page, locale)
