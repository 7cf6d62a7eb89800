"""Holds the grammar of Chinese official documents: what a line can be, and how their titles read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import normalize

from planbook.characters import squeezed
from planbook.numerals import FORMAL, VARIANTS, number_of

NUMERALS = "〇零一二三四五六七八九十百两廿卅卌"
FORMAL_NUMERALS = FORMAL + "".join(VARIANTS)
NUMERAL = f"[{NUMERALS}]+"
FORMALLY = f"[{FORMAL_NUMERALS}]+"
ANY_NUMERAL = rf"(?: {NUMERAL} | {FORMALLY} | \d{{1,3}} )"
"""In a verbose pattern, what may follow 第: 十二, 廿二, 拾贰, 12."""


ARTICLE_TITLE = r"[ ]? (?: （ [^（）。]{1,20} ） | 【 [^【】。]{1,20} 】 )"
"""A title in brackets: 第一条（目的）, 第二条 【适用范围】."""


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of numbered mark."""

    name: str
    rank: float
    """Level among the families: lower ranks are above higher ones."""
    pattern: re.Pattern[str]
    """Matches the mark at the start of a line; the group `number` is its numeral."""
    example: str
    may_lead: bool = False
    """True if the mark may also number a paragraph or a list item."""


def family(name: str, rank: float, pattern: str, example: str, *, may_lead: bool = False) -> Family:
    pattern = pattern.replace("ANY", ANY_NUMERAL).replace("NUMERAL", NUMERAL)
    return Family(name, rank, re.compile(pattern, re.VERBOSE), example, may_lead)


FAMILIES = (
    family("部分", 0, r"第 (?P<number> ANY ) 部[分份] [ ]?", "第一部分 发展基础"),
    family("篇", 1, r"第 (?P<number> ANY ) [篇编編] [ ]?", "第一篇 开启新征程"),
    family("章", 2, r"第 (?P<number> ANY ) 章 [ ]?", "第二章 全力培育新型产业"),
    family("节", 3, r"第 (?P<number> ANY ) [节節] [ ]?", "第一节 发展环境"),
    # Not 第十条高速公路: an article has a blank or a title in brackets after its number.
    family(
        "条", 3.5, rf"第 (?P<number> ANY ) [条條] (?: [ ] | (?= {ARTICLE_TITLE} ) )", "第一条 目的"
    ),
    # Not what is listed: 陆、海、空.
    family("壹、", 3.8, rf"(?P<number> {FORMALLY} ) [、．.] (?! [海空] )", "壹、总体要求"),
    family(
        "一、", 4, r"(?P<number> NUMERAL ) (?: 、 | [.．] (?! \d ) )", "一、“十三五”期间重要成就"
    ),
    family("（一）", 5, r"（ (?P<number> NUMERAL ) ）", "（一）邮轮产业", may_lead=True),
    # Not the decimal 2.5 or the year 2025: at most three digits, and no digit after the point.
    family(
        "1.",
        6,
        r"(?P<number> \d{1,3} ) [.．、] (?: [ ] (?= \d ) | (?! \d ) )",
        "1.完善路网",
        may_lead=True,
    ),
    family("（1）", 7, r"（ (?P<number> \d{1,3} ) ）", "（1）新建学校", may_lead=True),
)
SIGN = re.compile("[⑴-⒇⒈-⒛㈠-㈩][、.．]?")
"""A whole mark in one character: ㈠ is （一）, ⒈ is 1., ⑴ is （1）."""
# What follows an amount, and no number of a heading: 1.1亿元, 5.5G, 1.5℃. No unit with which a title
# may begin (天, 年, 度).
UNIT = r"""[ ]? (?: [\d.．%％‰°℃℉〔]
    | (?: [kKMGTm]? (?: [WwBbhgmM] | Hz | bps | Pa | Wh ) | [GKMDT] ) (?! [A-Za-z\d] )
    | [多余几]? [万亿] (?= [亿元人户吨千亩平立美辆件家次个台套册标公以左] )
    | 个? (?: 百分点 | 小时 ) | 分钟 | 倍 | [平立]方 | 公[里顷斤] | [千兆]瓦 | [千毫微] [克米] | 亩 (?! 均 )
    | 吨 (?! 位 ) | 元 | 岁 )"""
POINT = r"[.．] (?! \d ) [ ]?"
"""A point after such a number, too: 1.1.建设园区."""
# 1.1 and 1.1.1 are marks only where the series of the text shows it: `series.decimals`.
DECIMAL = family(
    "1.1",
    6.5,
    rf"(?P<outer> \d{{1,2}} ) [.．] (?P<number> \d{{1,2}} ) (?: [ ] (?= \d ) | {POINT} | (?! {UNIT} ) [ ]? )",
    "1.1建设园区",
)
SUBDECIMAL = family(
    "1.1.1",
    6.7,
    rf"(?P<outer> \d{{1,2}} [.．] \d{{1,2}} ) [.．] (?P<number> \d{{1,2}} ) (?! \d ) (?: [ ] | {POINT} | (?! {UNIT} ) )",
    "1.1.1建设园区",
)

BULLETS = "•●◆◇■□▪·◎❖➢►▶✓✔√★☆▲△"
# —— 城市…, ● 农村…; but not the zero in 二○二五年 or ○三年, nor the sign in ▲0.5.
BULLET = re.compile(
    rf"(?: ——[ ]? | (?! [▲△]\d ) [{BULLETS}] [ ]? | ○ [ ]? (?! {NUMERAL} | ○ ) | [-–*] [ ] ) (?= \S )",
    re.VERBOSE,
)
LABEL = r"""(?P<label> (?P<kind> 附?表 | 附?[图圖] | 专栏 | 專欄 | （? [续續] 表 )   # 表2, 图1-3, 专栏4, 续表, 专栏 供水
        (?: [ ]? (?P<number> \d{1,3} (?: [-–.] \d{1,3} )? (?! \d ) | NUMERAL )
          | (?<= [续續]表 ) | (?<= 附[图圖] ) (?= [ ：:] | $ ) | (?<= 专栏 ) (?= [ ：:] ) ) )""".replace(
    "NUMERAL", NUMERAL
)
LABELED_NUMBER = re.compile(rf"[ \u00a0\u3000]* {LABEL} [ \u00a0\u3000]+ (?= \d )", re.VERBOSE)
"""The label of a table whose title begins with a number."""
CONTINUED = re.compile(r"（?[续續]表")
CAPTION = re.compile(
    rf"[【［]? {LABEL} [】］]? (?P<title> [^。！？；，]* ) $", re.VERBOSE
)  # 【专栏3】供水
MENDED = str.maketrans({"(": "（", ")": "）", " ": None, "\u00a0": None, "\u3000": None})
# Titles without a number, before and after the numbered headings: 前言, 序　言; 结语, 名词解释.
OPENING = r"[前序引导導绪緒] \s* 言 | 序"
# In the title of a list of explained terms, or of notes: 名词解释, 有关术语注释.
TERMS, EXPLAINED = (
    "名[词詞] | [词詞][语語] | [术術][语語] | 概念",
    "解[释釋] | [注註][释釋] | [释釋][义義]",
)
ENDING = re.compile(
    rf"""(?: [结結] \s* [语語] | [结結]束[语語] | [后後] \s* [记記] | 附 \s* [则則] | [编編][制製][说說]明 | [注註][释釋]
      | (?: 《[^《》]{{1,20}}》 )? (?: 部分 | 主要 | [有相][关關] | 重要 | [专專][业業有] )?
        (?: {TERMS} | 指[标標] ) (?: {EXPLAINED} | [说說]明 ) (?: （[^（）]{{1,20}}） )? ) $""",
    re.VERBOSE,
)
PREFACE = re.compile(rf"(?: {OPENING} ) $", re.VERBOSE)
UNNUMBERED = re.compile(rf"{PREFACE.pattern} | {ENDING.pattern}", re.VERBOSE)
# A heading with a number alone and a gap: 1.1  目的. Lines that are all like this are no table.
NUMBERED = re.compile(
    r"\d{1,2} (?: [.．] \d{1,2} )* (?: \t | [ \u00a0]{2,} ) (?! [\d.] ) (?: (?! [ ]{2} ) [^\t] )+",
    re.VERBOSE,
)
# 目录, 目 录; extraction may run the first entry into it: 目录序言.
CONTENTS = re.compile(rf"目 \s* [录錄] \s* (?: (?: {UNNUMBERED.pattern} ) | $ )", re.VERBOSE)
DAY = rf"""(?: \d{{4}} | [〇零○一二三四五六七八九]{{4}} ) \s* 年
        \s* (?: \d{{1,2}} | {NUMERAL} ) \s* 月 (?: \s* (?: \d{{1,2}} | {NUMERAL} ) \s* 日 )?"""
DATE = re.compile(rf"[（(]? \s* {DAY} \s* [）)]? $", re.VERBOSE)
# The number of an official document, alone on its line: 临政发〔2026〕3号.
DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,12}[〔\[［(（]\d{4}[〕\]］)）]\s*第?\d{1,4}[号號]$"
)
# At the end of a document, who printed it when and who gets it: 县政府办公室 2026年1月9日印发, 抄送：….
PRINTED = re.compile(rf"[\u4e00-\u9fff、\s]{{0,40}}? {DAY} \s* 印发 $", re.VERBOSE)
IMPRINT = re.compile(
    rf"(?: 抄送 | 抄[报報] | 主送 | 分送 | [报報]送 | [发發]送 | 主[题題][词詞] ) \s* [：:] | {PRINTED.pattern}",
    re.VERBOSE,
)
# What begins a remark, and any note below a table.
REMARK_WORDS = "[注註] | [备備][注註] | [说說]明"
BELOW_TABLE = f"{REMARK_WORDS} | (?: [资資]料 | [数數][据據] ) [来來]源"
# Above or below a table: 单位：亿元, 注：均为预期性指标。
NOTE = re.compile(rf"（? (?: {BELOW_TABLE} | (?: [计計]量 )? [单單]位 ) \s* [：:]", re.VERBOSE)
# Whose task it is, without a full stop: 责任单位：县商务局、县财政局, 完成时限：2026年6月.
TASK = re.compile(
    r"(?:牵头|责任|主管|主办|配合|协办|参与|实施|完成)(?:单位|部门|处室|领导|人|时限|时间)(?:：|[ \t](?=\S))"
)
# Who has a post in a group, above its members: 组长：, 成 员：.
ROLE = re.compile(r"(?:[\u4e00-\u9fff] ?){1,8}(?<=[长員员任人揮挥])：")
# One of them, without a full stop: 组长：李明 区委副书记, 陈建国 区教育局局长.
MEMBER = re.compile(
    rf"(?:{ROLE.pattern})?(?!第)[\u4e00-\u9fff]{{2,4}} [\u4e00-\u9fff、（）]+(?:[长長员員任人]|书记|書記|主席)"
)
# The same after a sentence on its line: …两所。责任单位：县卫健局.
TASKED = re.compile(rf"(?:.*[。！？] ?)?{TASK.pattern}[^。！？]*$")
RAISED = "⁰¹²³⁴-⁹"
# A note of the original below the paragraph or table that refers to it: ¹按2025年口径。, [i]见附则。
FOOTNOTE = re.compile(rf"(?P<mark> [{RAISED}]+ | \[[ivxl]+\] ) (?= \S )", re.VERBOSE)
# The exponent of a unit: km², 千米³; there is no other one: 公里¹ refers to a note.
EXPONENT = rf"(?<= [m米里尺] ) [²³] (?! [{RAISED}] )"
# Where a text refers to it: 强度¹; but not a part of an exponent: 10⁻⁴.
NOTE_MARK = re.compile(
    rf"(?<= \S ) (?<! [{RAISED}⁺⁻⁽] ) (?! {EXPONENT} ) (?: [{RAISED}]+ | \[[ivxl]+\] ) (?! [{RAISED}⁺⁻⁽⁾ⁿ] )",
    re.VERBOSE,
)
# The rest of a line of the contents after its heading: dots or space, then perhaps a page number.
# Matched backwards: forwards, the search would start over at every dot.
# Such a number may be one of its chapter, or Roman: 12, 3-14, xii, Ⅳ.
COUNTED_PAGE = r"\d{1,3} [-–] \d{1,3} (?! \d )"
ROMAN_PAGE = r"(?: [ivx]{1,5} | [IVX]{1,5} | [Ⅰ-Ⅻ] ) (?= [\s.．·…\u4e00-\u9fff] )"
# The full stop is a dot, repaired: of the leader, a long heading has left one.
LEADER_BACKWARDS = re.compile(
    rf"(?: (?: {COUNTED_PAGE} | {ROMAN_PAGE} | \d+ ) 。? )? [\s.．·…]*", re.VERBOSE
)
APPENDIX = re.compile(
    r"""(?P<kind> 附件 | 附录 | 附錄 | 附表 ) [ ]? (?P<number> \d{1,2} | NUMERAL )?
        [：:、 ]? (?P<title> [^。！？；，]* ) $""".replace("NUMERAL", NUMERAL),
    re.VERBOSE,
)
PAGE_MARK = re.compile(
    r"""(?<! [—\d] ) — [ ]? \d{1,4} [ ]? — (?! [—\d] )    # — 83 —, also inside a word
      | ^ [ \f]* (?P<dash> ——? | [-–―─－·•~～] ) [ ]? \d{1,4} [ ]? (?P=dash) [ \f]* $   # - 83 -, · 83 · alone on its line
      | ^ [ \f]* 第 [ ]? \d{1,4} [ ]? [页頁] (?: [ ]? ，?共 [ ]? \d{1,4} [ ]? [页頁] )? [ \f]* $  # 第83页
      | ^ [ \f]* \d{1,4} [ \f]* $                         # 83 alone on its line
    """,
    re.VERBOSE | re.MULTILINE,
)

# The first characters tell most lines from headings and the like in a fraction of the time.
MAY_BE_MARK = re.compile(rf"[第（\d⑴-⒇⒈-⒛㈠-㈩{NUMERALS}{FORMAL_NUMERALS}]")
MAY_OPEN = re.compile(
    rf"{MAY_BE_MARK.pattern}|[—{BULLETS}○–*\-【［附表图圖专專续續目前序引导導绪緒结結后後编編注註部主有相重名词詞术術概指《\[⁰¹²³⁴-⁹]"
)

ORDER = re.compile(rf"{NUMERAL}是|第{NUMERAL}[，、]|首先|其次")
"""Words with which the paragraphs of a series begin: 一是, 二是."""
TERMINAL = "。！？；：…"
COMMAS = ("，", "、")
CLOSING = "”’）》」』】"
# What may follow the end of a sentence on its line: 。（责任单位：县工信局）, 。[1], 。”, ；及
AFTER_END = re.compile(
    r"""(?: （ (?: [^（）] | （[^（）]*） )* ） | 〔[^〔〕]*〕 | 【[^【】]*】 | \[[^\[\]]*\] | ［[^［］]*］
        | [①-⑳¹²³”’）》」』】 ] | (?<= ； ) (?: 以?及 | 或 | 和 ) )+ $""",
    re.VERBOSE,
)
LONGEST_END = 200
"""Maximum characters that are read of such an end."""
ENGLISH_END = re.compile(r"[ -~“”‘’–—]{12}[.!?][)”’]?$")
"""The end of a sentence in English."""
SESSION = re.compile(r"(?:——|\d{4}年)[^，。；：]*在[^，。；：]*会议?上")
"""Where a report was given, below its title: ——2026年2月5日在江州市…会议上."""
ADOPTED = re.compile(
    r"（?[^（）]*(?:会议|全会|代表大会|委员会|常委会|人民政府|国务院)[^（）]*(?:通过|批准)）?$"
)
"""Which body adopted or approved a plan, and when: 2026年2月5日江州市…会议批准."""
BRACKETED = re.compile(r"（(?:[^（）]|（[^（）]*）)+）")
"""With nothing else on its line, a remark: （此件公开发布）, （县工信局牵头）."""
TITLED = 3.5
"""Rank of the lowest family with 第: 篇, 章, 节, 条."""
HEADING_LIMIT = 50
"""Maximum characters of a heading recognized without a declaration."""
LEAD_LIMIT = 18
"""Maximum characters of a lead, not counting its full stop."""
NOTES = 3
"""Maximum lines between the caption of a table and its rows, and the caption itself."""
KEPT = 10_000
"""Lines whose answers are remembered: each step of a run asks the same of all lines anew."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered mark found at the start of a line."""

    family: Family
    number: int
    text: str


@lru_cache(KEPT)
def mark_of(line: str) -> Mark | None:
    """The mark with which the line begins, or None."""
    if not MAY_BE_MARK.match(line):
        return None
    if found := SIGN.match(line):
        own = mark_of(mended(normalize("NFKC", found[0][0])))
        return own and replace(own, text=found[0])
    for one in FAMILIES:
        if found := one.pattern.match(line):
            return Mark(one, number_of(found["number"]), found[0])
    return None


@lru_cache(KEPT)
def is_open(line: str) -> bool:
    """True if the line ends inside a sentence."""
    ends = line.rstrip(CLOSING + " "), AFTER_END.sub("", line[-LONGEST_END:])
    return not (
        any(one.endswith(tuple(TERMINAL)) for one in ends)
        or ENGLISH_END.search(line[-LONGEST_END:])
    )


def is_heading_form(title: str) -> bool:
    """True if the text after a mark can be a heading: short, and without a sentence."""
    return (
        0 < len(title) <= HEADING_LIMIT
        and not any(stop in title for stop in "。！？；")
        and title[-1] not in "，、："
    )


def is_bare(mark: re.Match[str]) -> bool:
    """True for a page mark that is a number alone."""
    return mark[0].strip().isdigit()


def sure_page_marks(text: str) -> set[int]:
    """Where page marks begin that are dressed as such (- 1 -), or are beside a form feed."""
    return {
        one.start()
        for one in PAGE_MARK.finditer(text)
        if not is_bare(one) or "\f" in text[one.start() - 2 : one.end() + 2]
    }


def is_row(line: str) -> bool:
    """True if the line is a row of a table: cells separated by tabs or bars."""
    return "\t" in line or (line.startswith("|") and line.count("|") > 2)


@lru_cache(KEPT)
def mended(line: str) -> str:
    """A line with its beginning as the repair of marks and blanks will leave it: 表1 2019年总产值."""
    label = LABELED_NUMBER.match(line)
    end = label.end() if label else 0
    return line[:end].translate(MENDED) + " " * bool(end) + line[end:].translate(MENDED)


@lru_cache(KEPT)
def opens_table(line: str) -> bool:
    """True for the caption of a table. Below 附表1 alone is its title, and not yet the table."""
    plain = mended(line).strip()
    found, annex = CAPTION.match(plain), APPENDIX.match(plain)
    is_label = annex and not annex["title"]
    return bool(found and not is_label and not found["kind"].endswith(("图", "圖")))


@lru_cache(KEPT)
def is_note(line: str) -> bool:
    """True for a note on a table: 单位：亿元."""
    return bool(NOTE.match(mended(line).strip()))


def is_captioned(lines: Sequence[str], index: int) -> bool:
    """True if a line is below the caption of a table, or below a note that is."""
    above = reversed(lines[max(0, index - NOTES) : index])
    first = next((one for one in above if not is_note(one)), "")
    return opens_table(first)


@lru_cache(KEPT)
def is_marked(line: str) -> bool:
    """True if the line begins like a heading, item, bullet, caption, or annex."""
    return bool(
        MAY_OPEN.match(line)
        and (
            mark_of(line)
            or BULLET.match(line)
            or FOOTNOTE.match(line)
            or CAPTION.match(line)
            or CONTENTS.match(line)
            or APPENDIX.match(line)
            or UNNUMBERED.match(line)
        )
    )


def entry_of(line: str) -> str:
    """The heading that a line of the contents repeats, without leaders, page number, and blanks."""
    found = LEADER_BACKWARDS.match(line[::-1])
    return squeezed(line[: len(line) - found.end()] if found else line)
