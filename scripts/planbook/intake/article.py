"""Finds the text on a page: the smallest part with all prose, without what the site adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from planbook.intake.form import Block, Grid, Left, Line
from planbook.intake.layout import DATA, Element, blocks_of, is_table, words_of

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas",
          "video", "audio", "select", "option", "datalist", "textarea", "button", "input", "head",
          "title", "meta", "link", "map", "rt", "rp")  # fmt: skip
"""Elements whose text is not read as text of the page."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
AROUND = ("nav", "footer", "aside", "form")
PARTS = (
    "div",
    "p",
    "section",
    "article",
    "br",
    "table",
    "td",
    "li",
    "main",
    "center",
    "span",
    "font",
)
PROSE, ROWS = 150, 6
"""Han characters outside links, and rows of a table: what makes a part of the page its text."""
LONG = 40
"""Characters of a block that can be neither a button nor a title."""
FURNITURE = re.compile(
    r"""^[\[【(（《]?\s*(?:
        责任编辑|责编|编辑|作者|记者|来源|信息来源|文章来源|稿件来源|发布(?:日期|时间|机构)|时间|日期
      | 扫一?扫|分享|转发|打印|关闭|收藏|纠错|字号|字体|大\s*中\s*小|【?字体|浏览|点击|阅读(?:量|次数)
      | 上一[篇条页]|下一[篇条页]|相关|推荐|热门|更多|返回|首页|当前位置|您(?:现在)?(?:所在|的位置)
      | 版权|主办|承办|技术支持|网站地图|联系我们|ICP备|京ICP|微信|微博|手机|客户端|二维码|朗读|语音
      | 展开全文|阅读全文|点赞|评论|登录|注册|搜索|无障碍|繁體|简体|English|附件下载 )
      | ^\s*\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*(?:来源|$)
      | 责任编辑[：:]|扫一扫|字[体号][：:].*[大中小]|^\s*[>|│·›»\s]+\s*$""",
    re.VERBOSE,
)
"""Begins a short line at either end of a page that belongs to the site, not to the text."""

Prose = Mapping[Element, tuple[int, int]]
"""The Han characters of each element: outside links, and in links to other pages."""


def measured(page: Element) -> Prose:
    counts: dict[Element, tuple[int, int]] = {}
    open_: list[list[int]] = [[0, 0]]
    links = 0
    for event, one in etree.iterwalk(page, events=("start", "end")):
        is_link = one.tag == "a" and not inner_link(one)
        if event == "start":
            links += is_link
            open_.append([0, 0])
            open_[-1][links > 0] += han(one.text)
            continue
        links -= is_link
        outside, linked = open_.pop()
        counts[one] = (outside, linked)
        open_[-1][0] += outside
        open_[-1][1] += linked
        open_[-1][links > 0] += han(one.tail)
    return counts


def han(text: str | None) -> int:
    return len(HAN.findall(text)) if text else 0


def inner_link(link: Element) -> bool:
    """True for a link within the page, as a table of contents has them, and for an anchor."""
    return (link.get("href") or "#").startswith("#")


def prune(page: Element) -> Iterator[Left]:
    """Remove what is not shown, and yield its text, except that of programs."""
    prose = measured(page)
    for one in list(page.iter()):
        is_hidden = one.get("hidden") is not None or HIDDEN.search(one.get("style") or "")
        is_struck = one.tag in ("del", "s", "strike")
        if (
            one is page
            or one.getparent() is None
            or not (one.tag in UNSEEN or is_hidden or is_struck)
        ):
            continue
        if one.tag not in UNSEEN and 2 * prose[one][0] > prose[page][0]:
            continue  # the text itself, which a script shows
        text = words_of(one) if is_hidden or is_struck or one.tag in ("noscript", "rt") else ""
        one.drop_tree()
        if text.strip():
            yield Left("hidden or struck text", text)


def body_of(page: Element, prose: Prose) -> Element:
    """The smallest part of the page with all of its prose."""
    here = page
    while True:
        children = parts_of(here, prose)
        own = han(here.text) + sum(han(one.tail) for one in here)
        if len(children) != 1 or own >= PROSE or not is_part(children[0]):
            return here
        here = children[0]


def parts_of(element: Element, prose: Prose) -> list[Element]:
    """The parts with long prose, and tables of some length after these: those before describe it."""
    children = [one for one in element if one.tag not in AROUND]
    long = [
        at for at, one in enumerate(children) if prose[one][0] >= PROSE and "。" in words_of(one)
    ]
    after = range(long[-1] + 1 if long else 0, len(children))
    return [children[at] for at in (*long, *(at for at in after if has_table(children[at])))]


def has_table(element: Element) -> bool:
    tables = (one for one in element.iter("table") if is_table(one))
    return sum(1 for one in tables for _ in one.iter("tr")) >= ROWS


def is_part(element: Element) -> bool:
    """True if the element holds paragraphs, and is not one itself or a table of figures."""
    return (
        element.tag not in ("p", *DATA)
        and not is_table(element)
        and next(element.iter(*PARTS), None) is not None
    )


def beside(page: Element, body: Element) -> tuple[list[Block], list[Block]]:
    """The blocks before the body, and those after it."""
    before: list[Block] = []
    after: list[Block] = []
    for one in (body, *body.iterancestors()):
        siblings = [] if one is page else list(one.getparent())
        at = siblings.index(one) if siblings else 0
        before[:0] = [block for other in siblings[:at] for block in blocks_of(other)]
        after += [block for other in siblings[at + 1 :] for block in blocks_of(other)]
    return before, after


def words(block: Block) -> str:
    return (
        block.text
        if isinstance(block, Line)
        else " ".join(cell for row in block.rows for cell in row if cell)
    )


def without_links(body: Element, prose: Prose) -> tuple[list[Block], list[Left]]:
    """The blocks of the body, and the lists of links in it, which lead to other pages."""
    left = []
    for one in list(body.iter("ul", "ol", "div", "section", *AROUND)):
        outside, linked = prose[one]
        if one is body or not linked or 4 * outside > linked or "。" in (text := words_of(one)):
            continue
        if sum(not inner_link(link) for link in one.iter("a")) > 1:
            left += [Left("links to other pages", text)]
            one.drop_tree()
    return list(blocks_of(body)), left


def trimmed(blocks: list[Block]) -> tuple[list[Block], list[Left]]:
    """The blocks without buttons and the like before the first paragraph and after the last."""
    long = [at for at, one in enumerate(blocks) if is_long(one) and not is_furniture(one)]
    first, last = (long[0], long[-1]) if long else (len(blocks), 0)
    edges = {*range(first), *range(last + 1, len(blocks))}
    extra = [at for at in edges if is_furniture(blocks[at])]
    left = [
        Left("buttons, dates, and names of the site", words(blocks[at])) for at in sorted(extra)
    ]
    return [one for at, one in enumerate(blocks) if at not in extra], left


def is_long(block: Block) -> bool:
    return isinstance(block, Grid) or len(block.text) > LONG


def is_furniture(block: Block) -> bool:
    """True for a button, a path, or a date of the site; a long one has no sentence."""
    text = words(block)
    return bool(FURNITURE.search(text)) and (not is_long(block) or "。" not in text)
