"""Joins styles and scripts into bundles and strips comments, indentation, and unused rules."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from planbook.words import Words

WORD = re.compile(r"[\w-]+")
TAG = re.compile(r"<(?P<inside>[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
TEXT = re.compile(r"\b(?:title|aria-label|alt|content|href|src|placeholder)=(?:\"[^\"]*\"|'[^']*')")
# An unclosed string or comment runs to the end of the text, as in browsers.
STRING = re.compile(r"\"(?:[^\"\\]|\\.)*+\"?|'(?:[^'\\]|\\.)*+'?", re.DOTALL)
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
MARK = re.compile(r"[{}]|" + STRING.pattern, re.DOTALL)
ALTERNATIVES = re.compile(r":(?:not|is|where|has)\((?:[^()]|\([^()]*\))*\)")
PSEUDO = re.compile(r"::?[\w-]+(?:\([^()]*\))?")
PROPERTY = re.compile(r"(?:^|;)(?P<name>--[\w-]+):(?:[^;'\"]|" + STRING.pattern + r")*")
READ = re.compile(r"--[\w-]+")
NESTING = ("@media", "@supports", "@layer", "@container")

BUNDLES = {
    "planbook.css": "css",
    "planbook.js": "js",
    "plan.css": "css/plan",
    "plan.js": "js/plan",
    "card.css": "css/card",
    "card.js": "js/card",
    "marks.js": "js/marks",
    "lists.css": "css/lists",
    "lists.js": "js/lists",
}
"""For each file, the folder below `assets/` whose files are joined into it, sorted by name."""
SPOKEN = {
    "planbook.js": ("planbookWords", ("search_box", "suggest")),
    "card.js": ("planbookCardWords", ("card", "bar", "view")),
    "lists.js": ("planbookListWords", ("filter", "filter_figures", "manifest")),
}
"""For each bundle, the constant that holds the words of its scripts, and their subjects."""
GENERATOR = re.compile(r"<meta name=\"generator\"[^>]*>")
BLANK = re.compile(r"\n\s+")
COMMENT_LINE = re.compile(r"^//.*\n?| // [^\"'`\n]*$", re.MULTILINE)
# Blanks are matched alone: a pattern with the mark after them would retry from every blank.
AROUND_MARKS = re.compile(r"\s+|([{};,])\s*")
MARKS = tuple("{};,")
QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
PALETTE = re.compile(r"<link rel=\"stylesheet\" href=\"[^\"]*/palette\.[^\"]*\">")
"""The theme's second style sheet, which is joined to its first: one request less."""
SOURCE_MAP = re.compile(r"\n/[/*]# sourceMappingURL=.*")


@dataclass(frozen=True, slots=True)
class Rule:
    """A style rule or an at-rule: `prelude{body}`; without a body, a statement."""

    prelude: str
    body: str | None


def words_of(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """Names in the tags of pages, and words in scripts."""
    tags = {tag for page in pages for tag in TAG.findall(page)}
    # Of an attribute whose value is text or an address, only the name counts.
    named = (TEXT.sub(lambda one: one[0].partition("=")[0], tag) for tag in tags)
    return frozenset(word for text in (*named, *scripts) for word in WORD.findall(text))


def pruned(css: str, words: AbstractSet[str], others: Iterable[str] = ()) -> str:
    """The style sheet without selectors that match nothing and properties that nothing reads.

    `words` are the names in pages and scripts; `others` are the site's other style sheets.
    """
    css = "".join(kept(COMMENT.sub("", css), words))
    elsewhere = {name for text in others for name in READ.findall(text)} | words
    while True:
        # A use of a property inside another's value counts only while that other one stays.
        read = set(re.findall(r"var\((--[\w-]+)", css)) | elsewhere
        shorter = "".join(without_properties(css, read))
        if shorter == css:
            return css
        css = shorter


def kept(css: str, words: AbstractSet[str]) -> Iterator[str]:
    """The rules whose selectors may match."""
    for rule in rules(css):
        if rule.body is None:
            yield rule.prelude
        elif rule.prelude.startswith(NESTING):
            if inner := "".join(kept(rule.body, words)):
                yield f"{rule.prelude}{{{inner}}}"
        elif rule.prelude.startswith("@"):
            yield f"{rule.prelude}{{{rule.body}}}"
        elif selectors := [one for one in split(rule.prelude) if may_match(one, words)]:
            yield f"{','.join(selectors)}{{{rule.body}}}"


def may_match(selector: str, words: AbstractSet[str]) -> bool:
    """True if every name of the selector is in use. Lists of alternatives are not examined."""
    plain = PSEUDO.sub(" ", ALTERNATIVES.sub(" ", selector))
    return all(word in words for word in WORD.findall(plain))


def without_properties(css: str, read: AbstractSet[str]) -> Iterator[str]:
    for rule in rules(css):
        if rule.body is None:
            yield rule.prelude
        elif rule.prelude.startswith(NESTING):
            yield f"{rule.prelude}{{{''.join(without_properties(rule.body, read))}}}"
        else:
            body = PROPERTY.sub(lambda one: one[0] if one["name"] in read else "", rule.body)
            if body := body.strip(";"):
                yield f"{rule.prelude}{{{body}}}"


def rules(css: str) -> Iterator[Rule]:
    """The rules of a style sheet or of an at-rule's body, one level deep."""
    start = opened = depth = 0
    for mark in MARK.finditer(css):
        if mark[0] == "{":
            opened = mark.start() if depth == 0 else opened
            depth += 1
        elif mark[0] == "}":
            depth -= 1
            if depth == 0:
                statement, _, prelude = css[start:opened].rpartition(";")
                if statement:
                    yield Rule(f"{statement};", None)
                yield Rule(prelude.strip(), css[opened + 1 : mark.start()])
                start = mark.end()
    if css[start:].strip():
        yield Rule(css[start:].strip(), None)


def split(selectors: str) -> list[str]:
    """The selectors of a list, split at its outer commas."""
    found, depth, start = [], 0, 0
    for place, character in enumerate(selectors):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if character == "," and depth == 0:
            found.append(selectors[start:place])
            start = place + 1
    return [*found, selectors[start:]]


def bundle(
    assets: Iterable[Path],
    target: Path,
    said: Mapping[str, Words[str]],
    facts: Mapping[str, object],
) -> None:
    """Join the files of each folder of `assets` into one file in `target`.

    A file of a later one of the `assets` replaces that of an earlier one.

    A bundle's scripts find their words for readers, and `card.js` the facts about the plan, in
    constants before them.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name, folder in BUNDLES.items():
        found = (part for one in assets for part in (one / folder).glob(f"*{Path(name).suffix}"))
        parts = {part.name: part for part in found}
        constants = [spoken(*SPOKEN[name], said)] if name in SPOKEN else []
        if name == "card.js":
            constants.append(constant("planbookPlan", facts))
        text = "\n".join([*constants, *(parts[one].read_text("utf-8") for one in sorted(parts))])
        (target / name).write_text(text, "utf-8")


def spoken(name: str, subjects: Iterable[str], said: Mapping[str, Words[str]]) -> str:
    """A constant of that name with a bundle's words for readers, by subject and language."""
    words = {
        one: {locale: dict(own.subjects[one]) for locale, own in said.items()} for one in subjects
    }
    return constant(name, words)


def constant(name: str, value: object) -> str:
    return f"const {name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};"


def slim_page(html: str) -> str:
    """A page without generator, second style sheet of the theme, indentation, and empty lines.

    The blanks of a page with preformatted text are kept.
    """
    html = PALETTE.sub("", GENERATOR.sub("", html))
    return html if "<pre" in html or "<textarea" in html else BLANK.sub("\n", html)


def slim_script(text: str) -> str:
    """A script without indentation and comments, unless a string in it spans lines."""
    if any(line.count("`") % 2 for line in text.splitlines()):
        return text
    return COMMENT_LINE.sub("", BLANK.sub("\n", text))


def slim_style(text: str) -> str:
    """A style sheet without comments and blanks around its marks; quoted text is kept."""
    text, kept = COMMENT.sub("", text), []

    def set_aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\0{len(kept) - 1}\0"

    def closed_up(found: re.Match[str]) -> str:
        before_mark = found.string[found.end() : found.end() + 1] in MARKS
        return found[1] or ("" if before_mark else found[0])

    plain = AROUND_MARKS.sub(closed_up, QUOTED.sub(set_aside, text)).strip()
    plain = re.sub(r"(?<=[\w-]):\s+", ":", plain)
    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], plain)


def slim_assets(site: Path) -> None:
    """Rewrite the styles and scripts of the built site, once all its pages exist."""
    assets = site / "assets"
    for name in BUNDLES:
        path, slim = assets / name, slim_style if name.endswith(".css") else slim_script
        path.write_text(slim(path.read_text("utf-8")), "utf-8")
    styles = {path: path.read_text("utf-8") for path in sorted(assets.rglob("*.css"))}
    words = words_of(
        (page.read_text("utf-8") for page in site.rglob("*.html")),
        (script.read_text("utf-8") for script in assets.rglob("*.js")),
    )
    for path, text in styles.items():
        if path.parent.name != "stylesheets":
            continue
        others = [other for one, other in styles.items() if one != path]
        path.write_text(pruned(SOURCE_MAP.sub("", text), words, others), "utf-8")
    sheets = assets / "stylesheets"
    for main, palette in zip(sheets.glob("main.*.css"), sheets.glob("palette.*.css"), strict=True):
        main.write_text(main.read_text("utf-8") + palette.read_text("utf-8"), "utf-8")
        palette.unlink()
