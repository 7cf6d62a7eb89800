"""Takes in HTML: a saved page of a government or a newspaper, without what is around its text.

Every piece of the page is either in the text or named as left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree
from lxml import html as lxml_html

from planbook.intake.form import Block, Grid, Left, Line, Taken, digit_runs, pressed, taken
from planbook.intake.layout import DATA, Element, blocks_of, is_table, words_of
from planbook.problems import stop
from planbook.text.decode import attempt, plausible

KIND = "HTML page"
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas",
          "video", "audio", "select", "option", "datalist", "textarea", "button", "input", "head",
          "title", "meta", "link", "map", "rt", "rp")  # fmt: skip
"""Elements whose text is not read as text of the page."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
AROUND = ("nav", "footer", "aside", "form")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
CHARACTER_TAG = re.compile(r"</?(?:a|b|big|em|font|i|label|small|span|strong|sub|sup|u)\b[^>]*>")
PROSE, ROWS = 150, 6
"""Han characters outside links, and rows of a table: what makes a part of the page its text."""
LEAST = 40
"""Han characters below which a page has no text."""
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
CUT = re.compile("展开全文|阅读全文|余下全文|查看全文|点击展开|下一页")
DATELINE = re.compile(r"来源[：:]|发布(?:日期|时间)|\d{4}[-/年]\d{1,2}[-/月]\d{1,2}")
SUBTITLE = re.compile(r"^[（(].*[)）]$|通过|批准|审议|印发")


def take_html(raw: bytes, name: str) -> Taken:
    """The text of a page. Raises `Problems` for one that has none."""
    page = parsed(raw, name)
    titles = titles_of(page)
    hidden = list(prune(page))
    numbers = [run for one in page.iter("table") for run in digit_runs(bare_words(one))]
    refuse_forms(page, raw, name)
    more = CUT.search(words_of(page))
    warnings = ["the page has a button to show more: the text may be cut off"] if more else []
    body = body_of(page)
    before, after = beside(page, body)
    inner, links = without_links(body)
    text, furniture = trimmed(inner)
    head = heading(before, text, titles)
    left = [
        *(Left(kind_of(words(one)), words(one)) for one in before if one not in head),
        *furniture,
        *links,
        *(Left("pictures, with any tables in them", one) for one in pictures(body)),
        *(Left("pieces around the text", words(one)) for one in after),
        *hidden,
    ]
    return taken(KIND, (*head, *text), left, warnings, numbers)


def pictures(body: Element) -> Iterator[str]:
    """Each picture by its description or the name of its file, and the text that it follows."""
    before = ""
    for event, one in etree.iterwalk(body, events=("start", "end")):
        text = (one.text if event == "start" else one.tail) or ""
        if event == "start" and one.tag == "img":
            source = str(one.get("src") or "").partition("?")[0].rpartition("/")[2]
            name = one.get("alt") or source[-40:] or "without a name"
            yield f"{name}, after “{before[-12:]}”" if before else name
        before = " ".join(text.split()) or before


def parsed(raw: bytes, name: str) -> Element:
    """The page as a tree, read without a network and without external entities."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    text = decoded(raw).replace("\x00", "")
    try:
        page = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise stop(name, "is an HTML page without content", "save the page again, whole") from error
    if any(one.type_name == "ERR_RESOURCE_LIMIT" for one in parser.error_log):
        found = "is an HTML page whose tags are nested too deeply to be read whole"
        raise stop(name, found, "open it in a browser, print it to PDF, and take that")
    return page


def decoded(raw: bytes) -> str:
    """The page's characters: by its byte order mark, as UTF-8 if it is, or as it says itself."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = CHARSET.search(raw[:4096])
        declared = found[1].decode().lower() if found else ""
    if declared == "utf-8" and not plausible(attempt(raw, "gb18030")):
        return raw.decode("utf-8", "replace")
    return raw.decode("big5hkscs" if declared.startswith("big5") else "gb18030", "replace")


def titles_of(page: Element) -> dict[str, str]:
    """The titles that the page gives itself, by their text without blanks."""
    metas = [
        one.get("content") or ""
        for one in page.iter("meta")
        if one.get("name") in ("ArticleTitle", "title")
    ]
    whole = [one.text_content() for one in page.iter("title")]
    parts = [
        part
        for one in whole
        for part in re.split(r"\s*[_|]\s*|\s+[-–—]+\s+|-(?=[^-]*(?:网|政府)$)", one)[:1]
    ]
    heads = [one.text_content() for one in page.iter("h1")]
    found = (" ".join(one.split()) for one in (*metas, *heads, *parts, *whole))
    return {pressed(one): one for one in found if len(HAN.findall(one)) > 3}


def heading(before: list[Block], text: list[Block], titles: dict[str, str]) -> list[Block]:
    """The title and what belongs to it, for a text that does not begin with its title itself."""
    start = pressed("".join(words(one) for one in text[:9]))
    if any(title in start for title in titles):
        return []
    places = [at for at, one in enumerate(before) if pressed(words(one)) in titles]
    if not places:
        return [Line(one, level=1) for one in list(titles.values())[:1]]
    title, *rest = before[places[-1] :]
    return [title, *(one for one in rest if SUBTITLE.search(words(one)))]


def prune(page: Element) -> Iterator[Left]:
    """Remove what is not shown, and yield the text of it that is no program."""
    for one in list(page.iter()):
        is_hidden = one.get("hidden") is not None or HIDDEN.search(one.get("style") or "")
        is_struck = one.tag in ("del", "s", "strike")
        if (
            one is page
            or one.getparent() is None
            or not (one.tag in UNSEEN or is_hidden or is_struck)
        ):
            continue
        if one.tag not in UNSEEN and prose(one) > prose(page) // 2:
            continue  # the text itself, which a script shows
        text = words_of(one) if is_hidden or is_struck or one.tag in ("noscript", "rt") else ""
        one.drop_tree()
        if text.strip():
            yield Left("hidden or struck text", text)


def bare_words(table: Element) -> str:
    """The text between the tags of a table; a tag that is not one of characters is a blank."""
    inside = next(table.iterancestors("table"), None) is None
    markup = etree.tostring(table, encoding="unicode", with_tail=False) if inside else ""
    return unescape(re.sub(r"<[^>]*>", " ", CHARACTER_TAG.sub("", markup)))


def refuse_forms(page: Element, raw: bytes, name: str) -> None:
    """Raise for a page whose text is elsewhere: behind a login, or put in by a script."""
    if len(HAN.findall(words_of(page))) >= LEAST and prose(page) >= LEAST:
        return
    if re.search(rb"""type\s*=\s*["']?password""", raw, re.IGNORECASE):
        raise stop(
            name,
            "is a login form, not the text behind it",
            "log in with a browser and save the page that has the text",
        )
    if b"<script" in raw.lower():
        found = "is an HTML page without text in Chinese; a script may put it in"
        raise stop(
            name,
            found,
            "open the page in a browser, wait for its text, and save it whole; or print it to PDF",
        )
    raise stop(name, "is an HTML page without text in Chinese", "save the page that has the text")


def prose(element: Element) -> int:
    """Han characters outside links."""
    linked = sum(
        len(HAN.findall(words_of(one))) for one in element.iter("a") if not inner_link(one)
    )
    return len(HAN.findall(words_of(element))) - linked


def inner_link(link: Element) -> bool:
    """True for a link within the page, as a table of contents has them, and for an anchor."""
    return (link.get("href") or "#").startswith("#")


def body_of(page: Element) -> Element:
    """The smallest part of the page with all of its prose."""
    here = page
    while True:
        children = parts_of(here)
        own = " ".join([here.text or "", *(one.tail or "" for one in here)])
        if len(children) != 1 or len(HAN.findall(own)) >= PROSE or not is_part(children[0]):
            return here
        here = children[0]


def parts_of(element: Element) -> list[Element]:
    """The parts with long prose, and tables of some length after these: those before describe it."""
    children = [one for one in element if one.tag not in AROUND]
    long = [at for at, one in enumerate(children) if prose(one) >= PROSE and "。" in words_of(one)]
    after = range(long[-1] + 1 if long else 0, len(children))
    return [children[at] for at in (*long, *(at for at in after if has_table(children[at])))]


def has_table(element: Element) -> bool:
    tables = (one for one in element.iter("table") if is_table(one))
    return sum(1 for one in tables for _ in one.iter("tr")) >= ROWS


def is_part(element: Element) -> bool:
    """True if the element holds paragraphs, and is not one itself or a table of figures."""
    inside = (
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
    return (
        element.tag not in ("p", *DATA)
        and not is_table(element)
        and next(element.iter(*inside), None) is not None
    )


def kind_of(text: str) -> str:
    return "date and source of the page" if DATELINE.search(text) else "pieces around the text"


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


def without_links(body: Element) -> tuple[list[Block], list[Left]]:
    """The blocks of the body, and the lists of links in it, which lead to other pages."""
    left = []
    for one in list(body.iter("ul", "ol", "div", "section", *AROUND)):
        text = words_of(one)
        if one is body or not text.strip() or "。" in text:
            continue
        if (
            prose(one) <= len(HAN.findall(text)) // 5
            and sum(not inner_link(a) for a in one.iter("a")) > 1
        ):
            left += [Left("links to other pages", text)]
            one.drop_tree()
    return list(blocks_of(body)), left


def trimmed(blocks: list[Block]) -> tuple[list[Block], list[Left]]:
    """The blocks without buttons and the like before the first paragraph and after the last."""
    long = [
        index for index, one in enumerate(blocks) if isinstance(one, Grid) or len(one.text) > LONG
    ]
    first, last = (long[0], long[-1]) if long else (len(blocks), 0)
    extra = [
        one
        for index, one in enumerate(blocks)
        if not first <= index <= last and FURNITURE.search(words(one))
    ]
    kept = [one for one in blocks if not any(one is other for other in extra)]
    return kept, [Left("buttons, dates, and names of the site", words(one)) for one in extra]
