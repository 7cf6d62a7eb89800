"""Tells a text from what a site or a newspaper puts before and after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile

from planbook.intake.form import NOTE, STOP, Block, Grid, Left, Line, pressed, words
from planbook.intake.provenance import DATELINE, DAY, PAPER, details, is_account, is_detail
from planbook.text.grammar import CAPTION, DATE, mark_of, mended

LONG = 40
"""Characters of a line that can be neither a button nor a title."""
LONGEST = 300
"""Characters of the longest line that can be a path or a list of details."""
SENTENCE = 12
"""Characters of a line that ends a sentence and is one of the text."""
SHORTEST = 6
"""Characters of the name of a document; that of a list of documents has fewer: 规划计划."""
STOPS = tuple("！？；!?;")
NEAR = 40
"""Lines at either end of a text that are looked at."""
LEAST, WIDEST = 2, 8
"""A menu has more words than this, at least as many of them known, of no more characters than that."""
BUTTONS = (
    "我要打印|打印本页|打印此页|打印本稿|打印本文|打印|关闭窗口|关闭本窗口|关闭本页|关闭此页|关闭页面|关闭|返回顶部|返回首页|返回上一页|返回"
    "|收藏本页|收藏本文|加入收藏|点?收藏|分享到|点?分享|转发|保护视力色?|双击(?:自动)?滚屏|纠错|我要纠错|推荐给?朋友|推荐|点个?在看|在看|点?点赞|点个赞|赞赏|赞|喜欢作者|写留言|留言|评论|登录|注册|搜索|首页|更多"
    "|继续访问|放弃访问|继续浏览|确定|取消|继续|放弃|朗读|语音播报|语音|无障碍浏览|无障碍|繁體|繁体|简体|English|大\\s*中\\s*小|大|中|小|微信|微博|朋友圈|QQ空间"
    "|QQ好友|人民微博|客户端|手机版|二维码|附件下载|下载|全文下载|展开全文|阅读全文|阅读原文|上一[篇条页]|下一[篇条页]"
    "|字号|字体|默认|超大|A[+-]|全屏阅读|全屏|加大|减小|放大|缩小|还原"
)
"""The words of buttons; the longer of two that begin alike comes first."""
PAGED = (
    r"当前|共|第|每页|\d{1,5}|页次|页|条记录|条|[首末尾]页|[上下前后]一?页|最后|转到|跳转|跳至|到|GO|确定|Next|Prev(?:ious)?"
    r"|[\s\[\]【】()（）<>«»‹›|｜/：:….,，;；·]"
)
"""What a line that leads to the pages of a text is made of."""
TO_PAGES = rf"^(?=.*(?:[首末尾]页|[上下前后]一?页|页次))(?>{PAGED})++$"
"""Leads to the pages of a text: 共3页 首页 1 2 3 下一页."""
ENTRIES = re.compile(r"(?:共|每页)?\s*\d+\s*条")
"""How many entries a list has, which is no number of pages."""
PLACES = re.compile(
    "(?:网站|本站|返回)?首页|新闻中心|新闻动态|要闻动态|信息公开|政务公开|政府信息公开|政务服务|办事服务|在线服务|网上办事"
    "|互动交流|政民互动|公众参与|解读回应|政策解读|数据发布|数据开放|专题专栏|机构职能|机构概况|通知公告"
)
"""The parts of a government's site, which its menu names."""
BETWEEN = re.compile(r"[\s|｜丨·]+")
"""Parts the words of a menu."""
COUNTED = r"\s*[：:]?\s*[\[【（(]?\s*\d+\s*(?:人?次)?\s*[\]】）)]?(?=$|[\s|｜【\[（(）)\]】])"
FURNITURE = re.compile(
    rf"""^[\[【(（《|/>·•\s]*+(?>{BUTTONS})(?:[\[\]【】(（)）《》|/>·•：:\s]*+(?>{BUTTONS}))*+[\]】)）》|/>·•：:\s]*+$  # 【打印】【关闭】
      | ^(?:【[^】]{{2,6}}】\s*){{2,}}$ | ^(?:Produced|Powered)\s+by
      | ^[\[【(（•·\s]*(?:责任编辑|责编|编辑|审读|校对|作者|记者|通讯员)\s*[：:丨｜|\s]\s*\S{{1,8}}[^。，；]*$
      | ^(?:审核|[初复终一二三]审|监制|排版|美编|供稿|撰稿)\s*[：:丨｜|]\s*\S{{1,8}}[^。，；]*$
      | {TO_PAGES}
      | (?:^|[\s|｜（(\[【])(?:点击|浏览|阅读|访问|查看|人气)(?:次?数|量|率|人[数次])?{COUNTED}  # 点击数：321
      | 扫一?扫.{{0,12}}(?:打开|关注|查看|阅读|分享|手机|二维码) | 扫码.{{0,6}}(?:关注|查看|阅读|打开)
      | (?:发布|发表)于?\s*\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}} | ^转载请(?:注明|联系|标明)
      | ^喜欢此内容的人 | ^(?:欢迎)?关注[^，。]{{0,20}}公众号 | 点(?:个)?赞[和、与]在看 | ^点(?:亮|一?个)?\s*[“"「]在看
      | ^(?:轻触|预览时标签|收录于|[左右上下继续向]{{1,3}}滑动) | ^[—\-·\s]*END[—\-·\s]*$ | ^[▼▽↓⬇\s]+$
      | ^(?:长按|点击)(?:上方|下方|识别|图片|蓝字|查看|阅读|进入|关注|此处|这里)
      | (?:当前|您(?:现在)?(?:所在)?的?)位置\s*[：:] | ^您(?:现在)?所在 | ^首页\s*[>›»/|]
      | ^[\[【•·\s]*[上下]一[篇条页]\s*[：:]? | ^[\[【•·\s]*(?:相关|延伸)(?:链接|阅读|新闻|稿件|文章|附件|文档|推荐|信息|报道|解读|专题)\s*[：:\]】]?
      | ^(?:更多|推荐|热门|热点|往期|猜你喜欢)(?:精彩|新闻|阅读|内容|文章|推荐|信息)?\s*[：:>»]*$
      | ^(?:您好[，！]\s*)?您?(?:所?(?:访问|点击|打开)的(?:链接|网[站页址]))?(?:即将|正在|将要|将)(?:离开|跳转|前往|打开)(?=[^，]{{0,30}}(?:[本网]站|链接|网[页址]))  # 您访问的链接即将离开本网站
      | ^附件下载 | ^本页面最后 | ^本[站网](?:所有|未经|声明|转载)
      | (?:^|[\s|©])版权所有(?!者|权)|^版权(?:声明|归)|^(?:主办|承办|协办)(?:单位)?\s*[：:]|^技术支持\s*[：:]
      | (?:^|[\s|])网站地图(?:$|[\s|])|网站标识码\s*[：:\d]|^联系我们|ICP备\s*\d|公网安备\s*\d
      | ^展开全文|^阅读全文|^余下全文|字[体号](?:显示|大小)?\s*[：:].*[大中小]|^浏览(?:次数|量)|^阅读(?:次数|量)
      | ^第?[A-Z]?\d{{1,3}}版(?:\s*[：:]\s*[^。，；]{{1,8}})?$ | ^[>|│·›»\s\[\]【】]+$
      | ^\d{{4}}[-/.年]\s?\d{{1,2}}[-/.月]\s?\d{{1,2}}日?\s*(?:星期[一二三四五六日天]|\d{{1,2}}[:：∶]\d{{2}}(?:[:：∶]\d{{2}})?|来源)
      | ^\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""Is, or begins, a short line at either end that belongs to the site; 2026年2月3日 alone does not."""
OVER = re.compile(
    r"[—\-·\s]*END[—\-·\s]*$|(?:往期|相关|延伸|推荐|热门|更多)(?:回顾|精彩|阅读|链接|推荐|新闻|内容|文章|稿件|报道)\s*[：:>»]*$",
    re.IGNORECASE,
)
"""Below it, after the last sentence, all belongs to the site: -END-, 往期回顾."""
DISCLAIMER = re.compile(
    r"""[\[【（(]? (?: 免责 | 版权 | 转载 | 特别 | 郑重 | 网站 )? (?:声明|提示) [\]】）)]? \s* [：:]? [^\n]*? (?: 本[网站平公] | 侵权 | 转载 | 作者 )
      | (?= .* (?: 不?代表 .{0,12} (?: 观点 | 立场 ) | (?: 不得 | 谢绝 ) .{0,6} (?: 转载 | 摘编 ) | [涉如] .{0,6} 侵权 ))
        .* (?: 本[网站平公] | 本文 (?: 仅 | 来源 | 转载 ) | 作者 | 转载 )""",
    re.VERBOSE,
)
"""What a site says of its own texts: 本文仅代表作者观点，不代表本站立场。"""
FILES = re.compile(r"(?:相关)?附件(?:下载|列表)?\s*[：:]?$")
"""The label of the files that a site attaches, if nothing else is below it."""
LINK = re.compile(r"References$|\d{1,3}\.\s*[a-z]{3,10}:/*\S+$")
"""What a browser for terminals adds below a page: its links, by their numbers."""
LINKED = re.compile(r"\[\d{1,3}\](?=[^\s\d])")
"""The number of a link in front of its text: [9]打印 [10]关闭."""
ORNAMENT = re.compile(
    r"""^\s*(?:PART|CHAPTER)[\s.．·:：_-]*(?:\d{1,2}|[IVX]{1,4}|[A-Z]{3,5})\s*$
      | (?:(?:^|(?<=^\u3000\u3000))[▶►▷◆◇■□▲△★☆▍▎▌┃✦※➤❖✪●○•]+\s*|^[-*+][ ]+)
        (?=第[一二三四五六七八九十百\d]{1,4}[篇编部章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])""",
    re.VERBOSE | re.IGNORECASE,
)
"""Above or before a heading, which has its own number: PART.01, ▶第一章."""
CREDIT = re.compile(r"[^。]{0,40}。?\s*\S{0,15}(?:记者|通讯员|摄影)[^。，；：]{1,15}摄[)）]?$")
"""Below a picture, what it shows and who took it: 会议现场。本报记者 王某某 摄."""
JUMP = re.compile(
    r"[（(【](?:下转|上接|紧接|转接?)第?[A-Z\d一二三四五六七八九十]{1,4}版[)）】][ \u3000]*"
)
"""Where a text goes on in a newspaper, or comes from: （下转第四版）（紧接第一版）."""
OPENING = re.compile(
    rf"{DAY.pattern}日?\s*(?:星期.\s*)?(?:\d{{1,2}}[:：∶]\d{{2}}(?:[:：∶]\d{{2}})?)?[\s|｜]+(?=\S)"
)
"""The day with which a line begins that has more of the site: 2025-11-30　点击数：321　【关闭】."""
ATTACHED = re.compile(
    r"[^，。；]{1,60}\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar|jpe?g|png)\s*(?:[(（\[][\d.]+\s*[KM]B?[)）\]])?$",
    re.IGNORECASE,
)
"""The name of an attached file."""
SOURCE = re.compile(rf"{NOTE.pattern}|来源\s*[：:]")
"""Begins a note below a table or a figure; elsewhere, 来源： is where the site has the text from."""
ORGAN = re.compile(
    r"[\u4e00-\u9fff、\s]{2,40}(?:政府|委员会|代表大会|办公厅|办公室|指挥部|[厅局委办院部会])$"
)
"""Who signs a document, alone on a line: 临江县人民政府."""
DETAILS, OTHERS = "details of publication", "buttons, editors, and other lines of the site"
ELSEWHERE = "the text may go on on another page"
LINKS, AROUND = "links to other pages", "pieces around the text"
ORNAMENTS = "ornaments of headings"
SITE = (DETAILS, OTHERS, LINKS, AROUND)
"""The kinds of what a site adds to a text."""


def trimmed(blocks: Sequence[Block]) -> tuple[list[Block], list[Left]]:
    """The blocks without what belongs to the site at either end, and this."""
    cut = dict(edges([words(one) for one in blocks], list(map(is_data, blocks))))
    left = [Left(kind_of(gone), gone) for gone in cut.values()]
    kept = [without(one, cut[at]) if at in cut else one for at, one in enumerate(blocks)]
    left += [part for one in kept if isinstance(one, Line) for part in added(one.text)]
    return [whole for one in kept if one and (whole := bare(one))], left


def added(line: str) -> list[Left]:
    """What a newspaper or a site has added within the text."""
    kinds = ((OTHERS, JUMP), (ORNAMENTS, ORNAMENT))
    return [Left(kind, gone[0]) for kind, one in kinds for gone in one.finditer(line)]


def without_added(line: str) -> str:
    return ORNAMENT.sub("", JUMP.sub("", line))


def bare(block: Block) -> Block | None:
    """The block without what was added within it; None if nothing is left."""
    if isinstance(block, Grid) or (text := without_added(block.text)) == block.text:
        return block
    return replace(block, text=text) if text.strip() else None


def is_data(block: Block) -> bool:
    """True for a table of the text, which the details of publication are not."""
    return isinstance(block, Grid) and not is_account(block.rows)


def edges(texts: Sequence[str], tables: Sequence[bool]) -> list[tuple[int, str]]:
    """Lines at either end, by their places, with the part of each that belongs to the site.

    The ends go as far as the first and the last sentence or row of a table; at the end, as far as
    the last heading too.
    """
    texts = [one.strip() for one in texts]
    solid = [at for at, text in enumerate(texts) if text]
    own = [at for at in solid if tables[at] or is_sentence(texts[at])]
    numbered = [at for at in solid if is_numbered(texts[at])]
    first, last = min(own, default=len(texts)), max((*own, *numbered), default=-1)
    near = sorted({*solid[:NEAR], *solid[-NEAR:]})
    over = next((at for at in solid if at > last and OVER.match(texts[at])), len(texts))
    again = doubled(texts, solid)
    outer = [at for at in near if not tables[at] and (at <= first or at >= last)]
    parts = {at: texts[at] if at in again or at > over else site_part(texts[at]) for at in outer}
    made = {
        at: part
        for at, part in parts.items()
        if part and not (at > first and completes(texts, tables, at))
    }
    end = max((at for at in solid if at not in made), default=0)
    if end < max(made, default=0) and FILES.match(texts[end]):
        made[end] = texts[end]
    return sorted(made.items())


def doubled(texts: Sequence[str], solid: Sequence[int]) -> Sequence[int]:
    """The place of a title that a site puts above its own lines, where the text has it below them."""
    near = solid[1:NEAR]
    after = list(dropwhile(lambda at: is_furniture(texts[at]), near))
    title = pressed(texts[solid[0]]) if len(after) < len(near) else ""
    following = pressed("".join(texts[at] for at in after[:3]))
    return solid[:1] if len(title) >= SHORTEST and following.startswith(title) else ()


def is_sentence(text: str) -> bool:
    """True for a line that is surely of the document: a long one, or a sentence."""
    is_ended = text.endswith(STOPS) or bool(STOP.search(text, len(text) - 1))
    is_whole = len(text) >= SENTENCE and is_ended
    return (len(text) > LONG or is_whole) and not is_furniture(text)


def is_numbered(text: str) -> bool:
    """True for a line with the number of a heading or an item, which the name of a file may have."""
    return mark_of(mended(text)) is not None and not is_furniture(text)


def lasting(blocks: Sequence[Block]) -> int:
    """How many of the blocks that follow a text still belong to it.

    Numbered lines with the sentences under them, tables with their captions and notes, a signature.
    """
    texts, tables = [words(one).strip() for one in blocks], list(map(is_data, blocks))
    end, in_part = 0, False
    for at, text in enumerate(texts):
        if is_furniture(text) and not tables[at] and not completes(texts, tables, at):
            break
        in_part = in_part or is_numbered(text)
        goes_on = in_part and is_sentence(text)
        if tables[at] or is_numbered(text) or goes_on or (at and completes(texts, tables, at)):
            end = at + 1
        elif not (CAPTION.match(mended(text)) or ORGAN.match(text)):
            break
    return end


def completes(texts: Sequence[str], tables: Sequence[bool], at: int) -> bool:
    """True for a note below a table or a caption, and for the date below a signature."""
    above = next((i for i in range(at - 1, -1, -1) if texts[i].strip()), 0)
    text, before = texts[at].strip(), texts[above].strip()
    is_noted = tables[above] or CAPTION.match(mended(before)) or SOURCE.match(before)
    return bool((is_noted and SOURCE.match(text)) or is_signature(before, text))


def is_signature(organ: str, day: str) -> bool:
    """True for two lines that sign a document: who, and when."""
    is_day = DATE.match(day) or re.fullmatch(DAY.pattern + "日?", day)
    return bool(ORGAN.match(organ) and is_day)


def names_pages(text: str) -> bool:
    """True for a line that leads to several pages: 首页 上一页 1 下一页 尾页 共2页, but not 共1页."""
    is_pager = re.match(TO_PAGES, text.strip(), re.IGNORECASE)
    return bool(is_pager) and any(int(one) > 1 for one in re.findall(r"\d+", ENTRIES.sub("", text)))


def more_pages(address: str = "") -> str:
    """The warning that a page has only a part of the text."""
    place = f" at {address[:100]}" if re.match(r"(?!javascript:).*\w", address) else ""
    return f"{ELSEWHERE}{place}: take all pages, or the document as one file"


def site_part(text: str) -> str:
    """As much of a line as belongs to the site: all, the dateline that it begins with, or nothing."""
    if is_furniture(text):
        return text
    found = DATELINE.match(text)
    return found[0] if found else ""


def is_furniture(text: str) -> bool:
    """True for a button, a path, or a detail of publication; a long one has no sentence."""
    bare = text.strip()
    bare = LINKED.sub("", bare) if len(LINKED.findall(bare)) > 1 else bare
    if CREDIT.match(bare) or LINK.match(bare) or (len(bare) <= LONGEST and DISCLAIMER.match(bare)):
        return True
    if len(bare) > LONGEST or (len(bare) > LONG and STOP.search(bare)):
        return False
    if ATTACHED.match(bare):
        return True
    if mark_of(mended(bare)) and not DAY.match(bare):
        return False
    day = OPENING.match(bare)
    if day and is_furniture(bare[day.end() :]):
        return True
    is_site = FURNITURE.search(bare) or PAPER.match("".join(bare.split())) or is_detail(bare)
    return bool(is_site) or is_menu(bare)


def is_menu(text: str) -> bool:
    """True for a line of a site that leads to its parts: 网站首页 | 新闻中心 | 信息公开."""
    names = [one for one in BETWEEN.split(text) if one]
    are_short = len(names) > LEAST and max(map(len, names)) <= WIDEST
    return are_short and sum(bool(PLACES.fullmatch(one)) for one in names) >= LEAST


def kind_of(text: str) -> str:
    return DETAILS if any(details(text)) or DATELINE.match(text) else OTHERS


def without(block: Block, part: str) -> Block | None:
    """The block without this part, which it begins with; None if nothing is left."""
    if isinstance(block, Grid) or not (rest := block.text.strip().removeprefix(part).strip()):
        return None
    return replace(block, text=rest)
