"""What goes over the wire without what only writers need: indentation, comments, unused styles."""

from __future__ import annotations

import re
from pathlib import Path

from planbook.site.bundle import BUNDLES
from planbook.site.prune import COMMENT, pruned, words_of

BLANK = re.compile(r"\n\s+")
COMMENT_LINE = re.compile(r"^//.*\n?", re.MULTILINE)
# Blanks are matched alone: sought together with the mark behind them, each would be tried anew.
AROUND_MARKS = re.compile(r"\s+|([{};,])\s*")
MARKS = tuple("{};,")
QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
SOURCE_MAP = re.compile(r"\n/[/*]# sourceMappingURL=.*")


def slim_page(html: str) -> str:
    """A page without indentation and empty lines. A page with preformatted text stays as it is."""
    return html if "<pre" in html or "<textarea" in html else BLANK.sub("\n", html)


def slim_script(text: str) -> str:
    """A script without indentation and lines that are comments, if no text in it has lines."""
    if any(line.count("`") % 2 for line in text.splitlines()):
        return text
    return COMMENT_LINE.sub("", BLANK.sub("\n", text))


def slim_style(text: str) -> str:
    """A style sheet without comments and blanks around its marks; quoted text stays."""
    text, kept = COMMENT.sub("", text), []

    def set_aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\0{len(kept) - 1}\0"

    def closed_up(found: re.Match[str]) -> str:
        before_mark = found.string[found.end() : found.end() + 1] in MARKS
        return found[1] or ("" if before_mark else found[0])

    plain = AROUND_MARKS.sub(closed_up, QUOTED.sub(set_aside, text)).strip()
    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], plain)


def slim_assets(site: Path) -> None:
    """Rewrite the styles and scripts of the built site, once all its pages are there."""
    assets = site / "assets"
    for name in BUNDLES:
        path, slim = assets / name, slim_style if name.endswith(".css") else slim_script
        path.write_text(slim(path.read_text("utf-8")), "utf-8")
    styles = {path: path.read_text("utf-8") for path in sorted(assets.rglob("*.css"))}
    scripts = [path for path in assets.rglob("*.js") if "lunr" not in path.parts]
    words = words_of(
        (page.read_text("utf-8") for page in site.rglob("*.html")),
        (script.read_text("utf-8") for script in scripts),
    )
    for path, text in styles.items():
        if path.parent.name != "stylesheets":
            continue
        others = [other for one, other in styles.items() if one != path]
        path.write_text(pruned(SOURCE_MAP.sub("", text), words, others), "utf-8")
        path.with_name(f"{path.name}.map").unlink(missing_ok=True)  # it fits no longer
