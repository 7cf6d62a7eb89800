"""Takes in HTML: a saved page of a government or a newspaper, without what is around its text.

Every piece of the page is either in the text or named as left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from lxml import etree

from planbook.characters import printable
from planbook.intake.finish import Read, taken
from planbook.intake.form import STOP, Block, Left, Line, Taken, digit_runs, pressed, words
from planbook.intake.furniture import (
    AROUND,
    SHORTEST,
    is_furniture,
    is_numbered,
    kind_of,
    more_pages,
    trimmed,
)
from planbook.intake.html.article import (
    PROSE,
    accounts,
    beside,
    body_of,
    han,
    in_turn,
    measured,
    prune,
    without_contents,
    without_links,
)
from planbook.intake.html.items import decoded, parsed, prepare
from planbook.intake.html.looks import Element, words_of, written_by_sheets
from planbook.problems import named, quote, stop
from planbook.text.grammar import UNNUMBERED, mended

KIND = "HTML page"
CHARACTER_TAG = re.compile(r"</?(?:a|b|big|em|font|i|label|small|span|strong|sub|sup|u)\b[^>]*>")
LEAST, NOTICE = 10, 60
"""Han characters below which a page has no text, and below which it has menus only."""
ERROR = re.compile(r"404|不存在|已(?:被)?删除|无法访问|安全验证|访问(?:过于)?频繁|出错了|验证码")
PROGRAM = re.compile(rb"(?is)<script\b.*?</script>|<textarea\b.*?</textarea>")
FRAME = re.compile(rb"""(?i)<i?frame\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)""")
SAVE = "save the page that has the text"
WAIT = "open the page in a browser, wait for its text, and save it whole or print it to PDF"
PASSWORD = re.compile(rb"""type\s*=\s*["']?password""", re.IGNORECASE)
CUT = re.compile("展开全文|阅读全文|余下全文|查看全文|点击展开")
FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|rtf|zip|rar)(?:$|[?#])", re.IGNORECASE)
NEXT = re.compile(r"^[\[【<>»\s]*(?:下一?页|后一页|next)[\]】<>»\s]*$", re.IGNORECASE)
BEFORE = re.compile(r"^[\[【<>«\s]*(?:上一?页|前一页|prev(?:ious)?)[\]】<>«\s]*$", re.IGNORECASE)
ADDRESS = re.compile("(?!#|javascript:).", re.DOTALL | re.IGNORECASE)
"""Where a link to another page leads, unless a program opens that: javascript:history.back()."""
PAGE = re.compile(r"[\[【\s]*([2-9]|[1-9]\d)[\]】\s]*")
"""The link to a page by its number."""
COUNT = re.compile(
    r"""(?:当前)? (?: 第\d{1,3}页[/／,，|]?共 | 第?\d{1,3}页?[/／]共? ) (?:[2-9]|[1-9]\d{1,2})页   # 第1页/共3页, 1/3页
      | 共(?:[2-9]|[1-9]\d{1,2})页[/／,，|]?(?:当前)?第\d{1,3}页                                 # 共3页 第1页""",
    re.VERBOSE,
)
"""Which of several pages this one is."""
PARTS, MOST_PIECES = ("p", "div", "td", "li", "ul", "span", "center"), 9
"""The elements that say it, and the maximum pieces of one."""
MADE = re.compile(rb"""createPageHTML\(\s*(?:(?:'[^']*'|"[^"]*")\s*,\s*)?(?:[2-9]|[1-9]\d)\s*,""")
"""The call of a script that writes the links to several pages: createPageHTML(3, 0, "t1", "html")."""
SAVED = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[!-~]{3,200}?)\s*-->")
"""What Internet Explorer, Edge, and Chrome write at the top of a page saved whole."""
CODED = re.compile(r"[^\x00-\x7f]|\\u[0-9a-f]{4}", re.IGNORECASE)
DOCUMENT = re.compile(
    "(?:规划|纲要|计划|报告|意见|方案|决定|建议|通知|要点)(?!.*(?:网站?|政府|平台)$)"
)
"""In the name of a document; the name of a site has none, or ends otherwise."""
SITE = re.compile(r"\s*[_|]\s*|\s+[-–—]+\s+|-(?=[^-]*(?:网|政府)$)")
"""Parts the title of a page from the name of its site."""
NUMBERED = re.compile(r"\s*[（(][^（()）]{1,20}[〔\[［]\d{4}[〕\]］]\s*\d{1,4}号[)）]$")
"""The number of a document after its title: 关于…的意见（临政发〔2026〕3号）."""
ADDED = re.compile(r"[\[(（【][^\])）】]*[\])）】]|_+[^_]*$")
"""What a site adds to a title: (附PDF檔), __2004年第9号国务院公报."""
SAID = re.compile(r"[\u4e00-\u9fff][^。！？]{18,}。")
"""A sentence of some length."""
FIRST, LONGEST = 30, 60
"""Blocks among which the title of the document is looked for, and its maximum characters."""
NAMED = re.compile(r"(?<=\S)《[^》]*》|《[^》]*》(?=[^\s（(])")
"""What a line names in brackets, unless it is all of it."""
SUBTITLE = re.compile(r"^[（(].*[)）]$|通过|批准|审议|印发")


def take_html(raw: bytes, name: str) -> Taken:
    """The text of a page. Raises `Problems` for one that has none."""
    page = parsed(raw, name)
    prepare(page)
    titles, metas = titles_of(page), metas_of(page, raw)
    more = [*doubts(page), *in_turn(page), *written_by_sheets(page)]
    hidden = [*prune(page), *without_contents(page)]
    more += other_pages(page, raw)
    tables = page.xpath("//table[not(ancestor::table)]")
    numbers = [run for one in tables for run in digit_runs(bare_words(one))]
    hidden += accounts(page)
    prose = measured(page)
    count = prose[page][0]
    if count < PROSE and (found := elsewhere(count, words_of(page), raw)):
        raise stop(name, *found)
    body = body_of(page, prose)
    before, going_on, after = beside(page, body)
    inner, links = without_links(body, prose)
    text, site = trimmed([*inner, *going_on])
    head = heading(before, text, titles)
    above = [words(one) for one in before if one not in head]
    below = list(map(words, after))
    more += [*untitled([*head, *text], titles), *spoken([*above, *below])]
    left = [
        *(Left(kind_of(one), one) for one in above),
        *site,
        *links,
        *(Left("pictures, with any tables in them", one) for one in pictures(body)),
        *(Left(AROUND, one) for one in below),
        *hidden,
    ]
    return taken(Read(KIND, (*head, *text), left, more, numbers, metas))


def pictures(body: Element) -> Iterator[str]:
    """Each picture by its description or the name of its file, and the text that it follows."""
    before = ""
    for event, one in etree.iterwalk(body, events=("start", "end")):
        text = (one.text if event == "start" else one.tail) or ""
        if event == "start" and one.tag == "img":
            source, _, _ = (one.get("data-src") or one.get("src") or "").partition("?")
            name = one.get("alt") or source.rpartition("/")[2][-40:] or "without a name"
            yield f"{name}, after “{before[-12:]}”" if before else name
        before = " ".join(text.split()) or before


def titles_of(page: Element) -> dict[str, str]:
    """The titles that the page gives itself, by their text without blanks."""
    metas = page.xpath("//meta[@name='ArticleTitle' or @name='title']/@content")
    whole = [one.text_content() for one in page.iter("title")]
    parts = [SITE.split(one)[0] for one in whole]
    parts += [NUMBERED.sub("", one) for one in parts]
    heads = [one.text_content() for one in page.iter("h1")]
    found = (" ".join(one.split()) for one in (*metas, *heads, *parts, *whole))
    return {pressed(one): one for one in found if han(one) > 3}


def heading(before: list[Block], text: list[Block], titles: dict[str, str]) -> list[Block]:
    """The title and what belongs to it, for a text that does not begin with its title itself.

    A sentence or a notice may name it: 《某区第十四个五年规划纲要》根据…制定。
    """
    lines = [words(one) for one in text[:9] if isinstance(one, Line)]
    start = pressed("".join(NAMED.sub("", one) for one in lines if not STOP.search(one)))
    if any(title in start for title in titles):
        return []
    places = [at for at, one in enumerate(before) if is_title(one, titles)]
    if not places:
        return []
    title, *rest = before[places[-1] :]
    own = (pressed(one) for one in (words(title), ADDED.sub("", words(title))))
    whole = {pressed(one) for one in lines}
    is_new = not any(one and (one in start or one in whole) for one in own)
    opens = next((at for at, one in enumerate(rest) if is_part(words(one).strip())), len(rest))
    below = (one for one in rest[opens:] if not is_furniture(words(one)))
    subtitles = (one for one in rest[:opens] if SUBTITLE.search(words(one)))
    return [*([title] * is_new), *subtitles, *below]


def untitled(text: list[Block], titles: dict[str, str]) -> Iterator[str]:
    """A sign that the title is in the head of the page alone, which is no part of its text."""
    lines = (words(one) for one in text[:FIRST])
    if any(DOCUMENT.search(one) and len(pressed(one)) <= LONGEST for one in lines):
        return
    if one := next(filter(DOCUMENT.search, titles.values()), ""):
        yield (
            f"the page names its title, {one[:LONGEST]}, in its head alone: if the original shows it,"
            " write it above the text of the saved page, as a heading (<h1>)"
        )


def spoken(outside: list[str]) -> Iterator[str]:
    """A sign that sentences outside the text, as the page is built, belong to it."""
    if found := [quote(one) for one in outside if SAID.search(one) and not is_furniture(one)]:
        yield (
            f"sentences of the page are not in the text: {named(found, 3)}; if they belong to it,"
            " save its part of the page alone, or print it to PDF"
        )


def is_part(text: str) -> bool:
    """True for the heading of a first part that is too short to be found as text: 前言."""
    return bool(UNNUMBERED.match(mended(text))) or is_numbered(text)


def is_title(block: Block, titles: dict[str, str]) -> bool:
    """True for a line that the page names as its title, and for a heading that names a document.

    The page may name it among others: 某市人民政府 规划计划 某市养老服务行动方案.
    """
    own, is_line = pressed(words(block)), isinstance(block, Line)
    is_document = is_line and len(own) >= SHORTEST and bool(DOCUMENT.search(words(block)))
    level = block.level if isinstance(block, Line) else 0
    return own in titles or (is_document and (bool(level) or any(own in one for one in titles)))


def bare_words(table: Element) -> str:
    """The text between the tags of a table; a tag that is not one of characters is a blank."""
    markup = etree.tostring(table, encoding="unicode", with_tail=False)
    return unescape(re.sub(r"<[^>]*>", " ", CHARACTER_TAG.sub("", markup)))


def elsewhere(count: int, text: str, raw: bytes) -> tuple[str, str] | None:
    """What a page with so few Han characters is, and what to do; None if they may be the text."""
    scripts = b"".join(PROGRAM.findall(raw))
    frames = FRAME.findall(raw)
    if PASSWORD.search(raw):
        return "is a login form, not the text behind it", f"log in with a browser, and {SAVE}"
    if frames and count < NOTICE:
        address = printable(frames[-1].decode("utf-8", "replace")[:80])
        found = f"is an HTML page of frames; its text is in another file: {address}"
        return found, "open that frame alone in a browser, and save it"
    if len(CODED.findall(decoded(scripts))) > max(PROSE, 2 * count):
        return "is an HTML page whose text a script puts in; the file itself has none", WAIT
    if count < LEAST:
        found = "is an HTML page without text in Chinese"
        return (f"{found}; a script may put it in", WAIT) if scripts else (found, SAVE)
    if ERROR.search(text):
        found = f"is an HTML page of {count} characters that says that the page is not to be had"
        return found, SAVE
    return None


def metas_of(page: Element, raw: bytes) -> dict[str, str]:
    """What the head of a page says of it, by the names of the fields in lower case."""
    found = {
        str(one.get("name") or one.get("property") or "").lower(): one.get("content") or ""
        for one in page.iter("meta")
    }
    if saved := SAVED.search(raw[:4096]):
        found["url"] = saved[1].decode("ascii")
    for one in page.xpath("//link[@rel='canonical']"):
        found["canonical"] = one.get("href") or ""
    for field, of in (("publishdate", "publish_time"), ("sitename", "js_name")):  # WeChat
        for one in page.xpath(f"//*[@id='{of}']")[:1]:
            found[field] = words_of(one)
    return found


def target(element: Element) -> str:
    return next((str(said) for name in ("href", "src", "data") if (said := element.get(name))), "")


def doubts(page: Element) -> Iterator[str]:
    """Signs that the page has not all of the text."""
    if CUT.search(words_of(page)):
        yield "the page has a button to show more: the text may be cut off"
    files = [one for one in page.iter("a", "iframe", "embed", "object") if FILE.search(target(one))]
    if files:
        names = dict.fromkeys(" ".join(words_of(one).split()) or target(one) for one in files)
        yield f"files that the page leads to, and that are not in the text: {'; '.join(names)[:200]}"


def other_pages(page: Element, raw: bytes) -> Iterator[str]:
    """Signs that the page has only one of the parts of a text: links to the others, or their number."""
    links = list(page.iter("a"))
    following = [one for one in links if NEXT.match(words_of(one))]
    numbered = [one for one in links if is_page_number(one)]
    back = (one for one in links if BEFORE.match(words_of(one)))
    before = [one for one in back if ADDRESS.match(one.get("href") or "")]
    found = following or (numbered or before)[:1]
    for address in dict.fromkeys(one.get("href") or "" for one in found):
        yield more_pages(address)
    counts = {one for part in page.iter(*PARTS) if COUNT.fullmatch(one := short_words(part))}
    if not found and (len(counts) == 1 or MADE.search(raw)):
        yield more_pages()


def is_page_number(link: Element) -> bool:
    """True for a link with the number of a page that is in its address as well, or the one before it.

    The second page is t123_1.html, page_2.shtml, or javascript:go(2).
    """
    address, found = link.get("href") or "", PAGE.fullmatch(words_of(link))
    if not found or re.search(r"#\w", address):
        return False
    numbers = re.findall(r"\d+", f"{address} {link.get('onclick')}")
    return not {found[1], str(int(found[1]) - 1)}.isdisjoint(numbers)


def short_words(element: Element) -> str:
    """The text of an element of few pieces, without blanks; otherwise, nothing."""
    pieces = list(islice(element.itertext(), MOST_PIECES + 1))
    return pressed("".join(pieces)) if len(pieces) <= MOST_PIECES else ""
