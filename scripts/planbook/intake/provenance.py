"""Reads what a file says of its own publication: its date, its source, its numbers, its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from planbook.numerals import number_of
from planbook.text.grammar import DOCUMENT_NUMBER

LONGEST = 120
"""Characters of a value; whatever is longer is no source, number, or address."""
FRONT = 20
"""Lines among which a text has the number of its document."""
SPELLED = {
    "title": "信息名称 信息标题 名称 标题",
    "published": "发布日期 发布时间 发表日期 发表时间 公布日期 公开日期 公开时间 刊发日期 上网日期 添加日期 添加时间 录入日期 录入时间",
    "dated": "成文日期 发文日期 印发日期 制发日期 生成日期",
    "publisher": "发布机构 发布单位 发布部门 发文机关 发文机构 发文单位 公开机构 公开主体 制发机关",
    "source": "信息来源 文章来源 文章出处 稿件来源 本文来源 稿源 来源",
    "document_number": "发文字号 发文文号 发布文号 文件编号 文号",
    "index_number": "信息索引号 索引号",
    "": "主题分类 主题词 信息分类 信息类别 分类号 体裁分类 组配分类 分类 公开类别 公开方式 公开形式 公开范围 公开时限 公开属性 "
    "公开程序 文件类型 文件类别 服务对象 有效性 是否有效 有效期 内容概述 载体形式 废止时间 生效时间 "
    "时效性 效力状态 生效日期 实施日期 废止日期 失效日期 关键词 责任编辑 责编 编辑 审读 审核 校对 作者 "
    "记者 通讯员 发布人 发布者 录入 录入人 录入者 供稿 浏览 浏览次数 浏览数 浏览量 阅读 阅读次数 阅读数 阅读量 点击 点击次数 "
    "点击数 点击量 点击率 访问量 访问次数 查看次数 人气 字号 字号大小 字体 字体大小 分享到 分享 打印 收藏 语种 版次 更新日期 "
    "更新时间 日期 时间",
}
"""What pages and papers write before each detail; the last ones tell nothing of the document."""


def spaced(words: str) -> str:
    """A pattern for any of the words, even with blanks between their characters: 索 引 号."""
    longest = sorted(words.split(), key=len, reverse=True)
    return "|".join(r"[ \u00a0\u3000]{0,4}".join(word) for word in longest)


LABELED = 3
"""Details that make a table one of the site, and not one of the text."""
LEAST = 2
"""Rows of a table with a row of labels above their values."""
NUMBERS = frozenset(("document_number", "index_number"))
OTHER = re.compile(r"[\[【]?[\u4e00-\u9fff \u3000]{2,10}[：:\]】](?P<value>.*)")
"""A label of any other detail: 信息所属单位：, 【信息所属单位】."""
DAYS = ("日期", "时间")
"""Labels of a day that is the one of publication if no other is."""
UNNAMED = "day"
"""Stands for the name of the field of such a day."""
NAMES = {f"f{at}": field for at, field in enumerate(SPELLED)}
LABEL = re.compile(
    r"[\[【]?(?:" + "|".join(f"(?P<{name}>{spaced(SPELLED[NAMES[name]])})" for name in NAMES)
    + r")[\]】]?(?:\s*[：:丨｜]|(?<=[\]】])|[ \t\u3000]+(?=\S))\s*"
)  # fmt: skip
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
MONTH = re.compile(r"\d{4}-\d{2}")
UNDATED = re.compile(r"(?:日期|时间)\s*[：:]")
"""A label of a day; without one after it, it is none."""
PAPER = re.compile(
    r"《?(?P<source>\S{2,12}?[报刊])》?[/（(](?P<day>\d{4}年/?\d{1,2}月/?\d{1,2})日/?第\S{1,6}版[/）)]?$"
)
"""A newspaper, in its archive or below an article: 临江日报/2001年/02月/20日/第A01版/."""
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
SIGNED = re.compile(
    r"[（(]?\s*(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    r"(?:\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日)?\s*[）)]?"
)
"""A date alone on its line: 2026年2月1日, 二〇二六年三月."""
DATELINE = re.compile(
    r"[（(【]?(?P<source>新华社|新华网|中新社|中新网|人民网|本报|本台)[^，。：；\s]{0,8}\s?\d{1,2}月\d{1,2}日(?:电|讯|消息)"
    r"(?:\s?[（(][^（）()]{0,20}记者[^（）()]{0,20}[)）])?[)）】]?\s*"
)
"""New China News Agency and others on where they were, and when: 新华社北京3月13日电."""
METAS = {
    "title": ("articletitle", "og:title", "title"),
    "published": ("pubdate", "publishdate", "article:published_time", "date"),
    "source": ("contentsource", "source"),
    "publisher": ("sitename", "og:site_name"),
    "url": ("canonical", "og:url", "url", "官方链接", "原文链接", "链接", "网址"),
}
"""The names under which a page, or the front matter of a text, has each detail."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a file says of its publication; empty where it says nothing."""

    title: str = ""
    published: str = ""
    """The day, as 2026-02-10."""
    dated: str = ""
    """The day, or the month, in which the document was signed (成文日期)."""
    publisher: str = ""
    source: str = ""
    """Where it was taken from (来源): often a newspaper."""
    document_number: str = ""
    index_number: str = ""
    url: str = ""

    def found(self) -> dict[str, str]:
        return {name: said for name, said in asdict(self).items() if said}


NOTHING = Provenance()


def provenance_of(pieces: Iterable[str], metas: Mapping[str, str]) -> Provenance:
    """The first that is said of each detail, in the metadata and in the pieces around the text.

    The metadata name only the site as publisher, so there they come last.
    """
    labeled = [f"{key}：{said}" for key, said in metas.items() if not key.isascii()]
    stated = [(name, metas[key]) for name, keys in METAS.items() for key in keys if metas.get(key)]
    site = [one for one in stated if one[0] == "publisher"]
    said = [one for one in stated if one not in site] + [
        one for piece in (*labeled, *pieces) for one in details(piece)
    ]
    days = [("published", value) for name, value in said if name == UNNAMED]
    made: dict[str, str] = {}
    for name, value in (*(one for one in said if one[0] != UNNAMED), *days, *site):
        if name not in made and (good := valid(name, value)):
            made[name] = good
    return Provenance(**made)


def said_above(text: str) -> Iterator[str]:
    """The number and the date of the document in lines at the head of its text; they stay there.

    The day on which a letter was signed comes before the month on a cover.
    """
    lines = list(islice(filter(None, map(str.strip, text.split("\n"))), FRONT))
    yield from filter(DOCUMENT_NUMBER.match, lines)
    dates = [signed(found) for found in map(SIGNED.fullmatch, lines) if found]
    yield from (f"成文日期：{one}" for one in sorted(dates, key=len, reverse=True)[:1])


def signed(date: re.Match[str]) -> str:
    """The date in digits: 2026-02-01; 2026-03 if it has no day."""
    year = date["year"].translate(DIGITS)
    rest = (date["month"], date["day"])
    return "-".join((year, *(f"{number_of(one):02}" for one in rest if one)))


def details(piece: str) -> Iterator[tuple[str, str]]:
    """Each detail of a piece with the name of its field."""
    piece = piece.strip()
    if piece[:1] in "（(" and piece[-1:] in "）)":
        piece = piece[1:-1]
    if paper := PAPER.match("".join(piece.split())):
        yield "source", paper["source"]
        yield "published", paper["day"]
    elif DOCUMENT_NUMBER.match(piece):
        yield "document_number", piece
    found = list(LABEL.finditer(piece))
    ends = [*(one.start() for one in found[1:]), len(piece)]
    for one, end in zip(found, ends, strict=False):
        yield from told_of(NAMES[str(one.lastgroup)], one[0], piece[one.end() : end])
    if (line := DATELINE.match(piece)) and not line["source"].startswith("本"):
        yield "source", line["source"]
    if DAY.match(piece):
        yield "published", piece


def told_of(field: str, label: str, value: str) -> Iterator[tuple[str, str]]:
    """What one label says; a source may have the day beside it: 来源：临江日报 2026-02-20."""
    day = DAY.search(value)
    if field == "source" and day:
        yield "source", value[: day.start()]
        yield "published", value[day.start() :]
    elif field:
        yield field, value
    elif day and label.strip("[【]】：:丨｜ \t\u3000") in DAYS:
        yield UNNAMED, value


def labels(piece: str) -> int:
    """How many details of publication a piece has; 0 if it does not begin with one."""
    found = list(LABEL.finditer(piece.strip("•· \t\u3000（(）)")))
    return len(found) if found and not found[0].start() else 0


def is_detail(text: str) -> bool:
    """True for details of publication, each after its label: at least two if no colon follows one."""
    count = labels(text)
    if count == 1 and UNDATED.match(text) and not DAY.search(text):
        return False
    return count > 1 or (count == 1 and bool(re.match(r"[^：:丨｜|]{1,12}[：:丨｜|]|[\[【]", text)))


def is_account(rows: Iterable[Sequence[str]]) -> bool:
    """True for a table of details: each cell is a label, has one, or follows one; most labels are known.

    Or the labels, one of which is that of a number, are above their values.
    """
    rows = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    told = [told_in(row) for row in rows if len(row) > 1]
    known = [one for row in told for one in row]
    is_told = bool(told) and all(told) and max(LABELED, len(known) / 2) <= sum(known)
    return is_told or (len(rows) == LEAST and are_labels(rows[0]))


def are_labels(cells: Sequence[str]) -> bool:
    """True for a row of labels alone, such as a site has above their values: 索引号 | 文号 | 发布日期."""
    fields = [NAMES[str(one.lastgroup)] for cell in cells if (one := LABEL.fullmatch(f"{cell}："))]
    return len(cells) == len(fields) >= LABELED and not NUMBERS.isdisjoint(fields)


def told_in(cells: Sequence[str]) -> list[bool]:
    """Whether each label among the cells is known; none if a cell is no label, has none, and follows none."""
    made: list[bool] = []
    is_open = False
    for cell in cells:
        is_label = bool(LABEL.fullmatch(f"{cell}：") or LABEL.fullmatch(cell))
        other = None if is_label or is_open else OTHER.match(cell)
        count = is_label or labels(cell)
        if not (count or is_open or other):
            return []
        made += [True] * count or [False] * bool(other)
        is_open = is_label or bool(other and not other["value"])
    return made


def valid(name: str, value: str) -> str:
    """The value in one form; empty if it is not what the field holds."""
    value = " ".join(value.split())
    if (label := LABEL.match(value)) and NAMES[str(label.lastgroup)] == name:  # 来源：来源：日报
        value = value[label.end() :]
    value = value.strip(" |·>《》[]【】\"'")
    if name in ("published", "dated"):
        day = DAY.search(value.replace("年/", "年").replace("月/", "月"))
        month = value if name == "dated" and MONTH.fullmatch(value) else ""
        return "-".join((day[1], day[2].zfill(2), day[3].zfill(2))) if day else month
    if name in ("document_number", "index_number") and not re.search(r"\d", value):
        return ""  # 文号：无
    if name == "url":
        return value if re.fullmatch(r"https?://[!-~]{3,200}", value) else ""
    return value if len(value) <= LONGEST and re.search(r"\w", value) else ""
