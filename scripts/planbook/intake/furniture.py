"""Tells a text from what a site or a newspaper puts before and after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planbook.intake.form import Block, Grid, Left, Line
from planbook.intake.provenance import DATELINE, PAPER, details, labels

LONG = 40
"""Characters of a line that can be neither a button nor a title."""
LONGEST = 300
"""Characters of the longest line that can be a path or a list of details."""
LABELED = 3
"""Details that make a table one of the site, and not one of the text."""
NEAR = 40
"""Lines at either end of a text that are looked at."""
BUTTONS = (
    "打印本页|打印此页|打印本稿|打印本文|打印|关闭窗口|关闭本页|关闭此页|关闭页面|关闭|返回顶部|返回首页|返回上一页|返回"
    "|收藏本页|加入收藏|收藏|分享到|分享|转发|纠错|我要纠错|推荐给?朋友|推荐|点赞|评论|登录|注册|搜索|首页|更多"
    "|朗读|语音播报|语音|无障碍浏览|无障碍|繁體|繁体|简体|English|大\\s*中\\s*小|大|中|小|微信|微博|朋友圈|QQ空间"
    "|QQ好友|人民微博|客户端|手机版|二维码|附件下载|下载|全文下载|展开全文|阅读全文|上一[篇条页]|下一[篇条页]"
    "|字号|字体|默认|超大|A[+-]"
)
"""The words of buttons; the longer of two that begin alike comes first."""
FURNITURE = re.compile(
    rf"""^[\[【(（《|/>·•\s]*+(?>{BUTTONS})(?:[\[\]【】(（)）《》|/>·•：:\s]*+(?>{BUTTONS}))*+[\]】)）》|/>·•：:\s]*+$  # 【打印】【关闭】
      | ^(?:【[^】]{{2,6}}】\s*){{2,}}$ | ^(?:Produced|Powered)\s+by
      | ^[\[【(（•·\s]*(?:责任编辑|责编|编辑|审读|校对|作者|记者|通讯员)\s*[：:\s]\s*\S{{1,8}}[^。，；]*$
      | 扫一?扫.{{0,12}}(?:打开|关注|查看|阅读|分享|手机|二维码) | 扫码.{{0,6}}(?:关注|查看|阅读|打开)
      | ^(?:长按|点击)(?:上方|下方|识别|图片|蓝字|查看|阅读|进入|关注|此处|这里)
      | (?:当前|您(?:现在)?(?:所在)?的?)位置\s*[：:] | ^您(?:现在)?所在 | ^首页\s*[>›»/|]
      | ^[\[【•·\s]*[上下]一[篇条页]\s*[：:]? | ^[\[【•·\s]*(?:相关|延伸)(?:链接|阅读|新闻|稿件|文章|附件|文档|推荐|信息|报道|解读|专题)\s*[：:\]】]?
      | ^(?:更多|推荐|热门|热点|往期|猜你喜欢)(?:精彩|新闻|阅读|内容|文章|推荐|信息)?\s*[：:>»]*$
      | ^附件下载 | ^[^，。；]{{1,60}}\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar|jpe?g|png)\s*(?:[(（\[][\d.]+\s*[KM]B?[)）\]])?$
      | 版权所有|^版权(?:声明|归)|^(?:主办|承办|协办)(?:单位)?\s*[：:]|^技术支持\s*[：:]|网站(?:地图|标识码)|^联系我们|ICP备|公网安备
      | ^展开全文|^阅读全文|^余下全文|字[体号]\s*[：:].*[大中小]|^浏览(?:次数|量)|^阅读(?:次数|量)
      | ^第?[A-Z]?\d{{1,3}}版(?:\s*[：:]\s*[^。，；]{{1,8}})?$ | ^[>|│·›»\s]+$
      | ^\d{{4}}[-/.年]\s?\d{{1,2}}[-/.月]\s?\d{{1,2}}日?\s*(?:星期[一二三四五六日天]|\d{{1,2}}[:：∶]\d{{2}}(?:[:：∶]\d{{2}})?|来源)
      | ^\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""Is, or begins, a short line at either end that belongs to the site; 2026年2月3日 alone does not."""
DETAILS, OTHERS = "details of publication", "buttons, editors, and other lines of the site"


def trimmed(blocks: Sequence[Block]) -> tuple[list[Block], list[Left]]:
    """The blocks without what belongs to the site at either end, and this."""
    cut = dict(edges([words(one) for one in blocks], [isinstance(one, Grid) for one in blocks]))
    left = [Left(kind_of(gone), gone) for gone in cut.values()]
    kept = [without(one, cut[at]) if at in cut else one for at, one in enumerate(blocks)]
    return [one for one in kept if one], left


def edges(texts: Sequence[str], tables: Sequence[bool] = ()) -> list[tuple[int, str]]:
    """Lines at either end, by their places, with the part of each that belongs to the site.

    The ends go as far as the first and the last line that is a paragraph or a table.
    """
    solid = [at for at, text in enumerate(texts) if text.strip()]
    long = [at for at in solid if is_long(texts[at], is_table=any(tables[at : at + 1]))]
    first, last = (long[0], long[-1]) if long else (len(texts), -1)
    near = dict.fromkeys((*solid[:NEAR], *solid[-NEAR:]))
    found = [(at, site_part(texts[at].strip())) for at in near if at <= first or at >= last]
    return [(at, part) for at, part in sorted(found) if part]


def is_long(text: str, *, is_table: bool) -> bool:
    return labels(text) < LABELED if is_table else len(text) > LONG and not is_furniture(text)


def site_part(text: str) -> str:
    """As much of a line as belongs to the site: all, the dateline that it begins with, or nothing."""
    if is_furniture(text):
        return text
    found = DATELINE.match(text)
    return found[0] if found else ""


def is_furniture(text: str) -> bool:
    """True for a button, a path, or a detail of publication; a long one has no sentence."""
    bare = text.strip()
    if len(bare) > LONGEST or (len(bare) > LONG and "。" in bare):
        return False
    return bool(FURNITURE.search(bare) or PAPER.match("".join(bare.split())) or is_detail(bare))


def is_detail(text: str) -> bool:
    """True for details of publication, each after its label: at least two if no colon follows one."""
    count = labels(text)
    return count > 1 or (count == 1 and bool(re.match(r"[^：:]{1,12}[：:]|[\[【]", text)))


def kind_of(text: str) -> str:
    return DETAILS if any(details(text)) or DATELINE.match(text) else OTHERS


def without(block: Block, part: str) -> Block | None:
    """The block without this part, which it begins with; None if nothing is left."""
    if isinstance(block, Grid) or not (rest := block.text.strip().removeprefix(part).strip()):
        return None
    return replace(block, text=rest)


def words(block: Block) -> str:
    """The text of a block on one line."""
    return (
        block.text
        if isinstance(block, Line)
        else " ".join(cell for row in block.rows for cell in row if cell)
    )
