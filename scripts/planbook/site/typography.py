"""Line ends inside paragraphs: a browser shows them as a space, which Chinese does not have."""

from __future__ import annotations

import re

# No paragraph stands in another: up to the next tag of one, or a search would reach to the end.
PARAGRAPH = re.compile(r"<p\b(?P<attributes>[^<>]*)>(?:[^<]|<(?!/?p\b))*+</p>")
BETWEEN_CHINESE_SPANS = re.compile(r"(</span>)\n(<span lang=\"zh\">)")


def join_chinese_lines(html: str, *, chinese: bool) -> str:
    """The page's HTML with the units of Chinese paragraphs joined without a space."""

    def joined(found: re.Match[str]) -> str:
        if chinese or 'lang="zh"' in found["attributes"]:
            return found[0].replace("\n", "")
        return BETWEEN_CHINESE_SPANS.sub(r"\1\2", found[0])

    return PARAGRAPH.sub(joined, html)
