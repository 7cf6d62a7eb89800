"""Gives signs the width that Chinese texts have them in, by rule: marks a full one, digits a half.

What is in English keeps its own marks, and its blanks.
"""

import re
from collections.abc import Iterable, Iterator

from planbook.characters import CHINESE, HAN
from planbook.text.grammar import APPENDIX, CAPTION, NUMERAL, mended
from planbook.text.journal import Edit

FULL_WIDTH = dict(zip(",;:!?~()", "，；：！？～（）", strict=True))
ASCII_WORD = re.compile(r"[A-Za-z0-9]")
ADDRESS = re.compile(
    r"(?: (?<! [A-Za-z] ) [A-Za-z]{3,6} :// | (?<! [A-Za-z.] ) www\. ) [!-~]* [A-Za-z0-9/=_-]",
    re.VERBOSE,
)
"""http://www.gov.cn/?id=3, without the mark after it that is no part of it."""
LATIN = re.compile(r"[ -~\u00a0\u00c0-\u024f‘’“”–—…]+")
"""Text without a Chinese character or sign."""
ENGLISH_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]?[a-z]{2,}(?![A-Za-z]|:\d)")
"""Not the name of a number: (cid:12)."""
AMOUNT = re.compile(
    r"(?<! [\d.,A-Za-z] ) (?: (?: RMB | CNY | USD | HKD | MOP | EUR | (?:US|HK)?\$ ) [ ]? )? \d [\d.,]* [ ] (?:m|b|tr)illion \b",
    re.VERBOSE,
)
"""RMB 120 billion."""
PHRASE, SENTENCE = 2, 4
"""So many English words make a phrase, and a sentence that ends with its own full stop."""
OPENED = "\n。！？”」"
"""After these, a sentence begins."""
EDGES = " \u00a0,;:.!?~()\"'“”‘’"
"""Marks at the ends of a phrase, which belong to the Chinese sentence around it."""
ENDS, CLOSING = ".!?", ")\"'”’"
"""What ends a sentence in English, and what may follow that."""
UNPARTED = ",.;:!?%)”’"
"""Marks that no blank parts from the word before them."""
CUT = r"[ \u00a0]* \n \d+ (?! [\d.．、年] )"
"""The end of a line inside a number, and the rest of it: 5%以上; but no year or mark follows it."""
STOP = re.compile(
    rf"""(?<= [{HAN}”’）》」』】%％] ) [ \u00a0]* [.．] (?! [ \u00a0]* [.．] )
      | (?<= [{HAN}] [A-Za-z] [A-Za-z\d] ) [.] (?= [{HAN}] )          # 发展AI.推进
      | (?: (?<= \d [.] \d ) | (?<= \d [.] \d\d ) ) [.] (?= [{HAN}] )    # 降至50.2.推进
      | (?: (?<= [A-Za-z] ) [.．] | (?<= \d ) [.．] (?! {CUT} ) ) (?= [ \u00a0]* $ )      # 达到500.""",
    re.VERBOSE | re.MULTILINE,
)
CUT_SIGN = re.compile(
    rf"(?<=\d)(?::(?={CUT})|,(?=[ \u00a0]*\n\d{{3}}(?!\d))|\n[:,](?=\d))", re.VERBOSE
)
"""A sign inside such a number: 10:\n45, 1,\n200."""
# Before the point in a leader (……. 5), in 十四.五, or of a heading: 一.总则, 第一章.总则.
NO_STOP = re.compile(
    rf"""[.．] [ \u00a0]* $
      | ^ [\s（(]* (?: 第? (?: {NUMERAL} | \d{{1,3}} ) (?: 部分 | [篇编章节条] )? | 附件 | 注 | 图 | 表 ) [）) \u00a0]* $""",
    re.VERBOSE,
)
ONE = NUMERAL.removesuffix("+")
WITHIN = re.compile(
    rf"(?<={ONE})[.．](?={ONE})|[.．](?=(?:docx?|xlsx?|pptx?|pdf|wps|ofd|txt|zip|rar|jpe?g|png)(?![A-Za-z]))"
)
"""The point in 十四.五, and in the name of a file: 规划.docx."""
SOUNDS = (
    "阿埃艾安奥巴贝本比彼波伯勃布查达戴丹道德邓迪蒂丁杜多厄恩尔法凡费夫弗福盖戈格葛古哈汉赫亨霍基吉季加贾杰金卡凯坎柯科克库"
    "拉莱兰劳勒雷里理利莉丽列林琳龙卢鲁路伦罗洛马玛迈麦曼蒙米密莫姆默木穆娜纳南内尼涅宁努诺欧帕潘佩皮珀普奇恰乔琴热儒茹瑞若"
    "萨塞赛桑瑟沙莎史斯丝苏索塔泰坦汤唐陶特提廷图吐托瓦万威韦维温沃乌伍西希锡夏谢辛雅亚延扬耶叶伊依因尤约扎詹兹佐翰逊买合江力卜迦孜甫"
)
"""Characters with which foreign names are written."""
NAMES = re.compile(rf"(?<=[{SOUNDS}]{{2}})[.．](?=\n?[{SOUNDS}][{SOUNDS}不])")
"""The point between two names: 卡尔.马克思."""
LINE = 2_000
"""Maximum characters of a line that are read before a point."""
SHORT = 6
"""A line with fewer characters before a number and a point is no sentence."""
WIDE = re.compile(
    r"[０-９Ａ-Ｚａ-ｚ] (?: [０-９Ａ-Ｚａ-ｚ％] | [．／－] (?= [０-９Ａ-Ｚａ-ｚ] ) )*", re.VERBOSE
)
NARROWER = 0xFEE0
"""The difference between the code of a full-width character and that of its half-width form."""


def half_width(text: str) -> Iterator[Edit]:
    """`half-width`: full-width digits and letters, and marks between them, become half-width."""
    for found in WIDE.finditer(text):
        for at, char in enumerate(found[0], found.start()):
            yield Edit("half-width", at, char, chr(ord(char) - NARROWER))


def full_width(text: str) -> Iterator[Edit]:
    """`full-width`: punctuation that extraction folded to ASCII becomes full-width again.

    Exceptions are marks with ASCII letters or digits on both sides (1,000; B:C), those of addresses
    (http://…) and of English, and brackets of purely ASCII words (f(x)). Blanks beside a mark do not
    count.
    """
    kept = (one.span() for rule in (ADDRESS, CUT_SIGN) for one in rule.finditer(text))
    inside = within([*kept, *english(text)])
    for found in re.finditer(r"[,;:!?~]", text):
        before, after = neighbors(text, found.start())
        if found.start() not in inside and not (is_word(before) and is_word(after)):
            yield Edit("full-width", found.start(), found[0], FULL_WIDTH[found[0]])
    for found in re.finditer(r"\(([^()\n]*)\)|[()]", text):
        before, _ = neighbors(text, found.start())
        in_ascii = found[1] is not None and is_word(before) and found[1].isascii()
        if in_ascii or found.start() in inside:
            continue
        for at in sorted({found.start(), found.end() - 1}):
            yield Edit("full-width", at, text[at], FULL_WIDTH[text[at]])
    for at in stops(text):
        if at not in inside:
            yield Edit("full-width", at, text[at], "·" if NAMES.match(text, at) else "。")


def stops(text: str) -> Iterator[int]:
    """Offsets of the points that are full stops of Chinese sentences."""
    for found in STOP.finditer(text):
        at = found.end() - 1
        before = text[max(0, at - LINE) : at].rpartition("\n")[2]
        if NO_STOP.search(before) or WITHIN.match(text, at):
            continue
        if is_word(before[-1:]) and not is_sentence(before):
            continue
        yield at


def is_sentence(line: str) -> bool:
    """True for a line with Chinese that is no caption, no label of an annex, and not just 注1."""
    plain = mended(line).strip()
    is_label = CAPTION.match(plain) or APPENDIX.match(plain)
    return bool(CHINESE.search(line)) and not is_label and len(plain) >= SHORT


def english(text: str) -> Iterator[tuple[int, int]]:
    """The phrases and sentences in English, and the amounts, which keep their blanks and marks."""
    for run in LATIN.finditer(text):
        words = len(ENGLISH_WORD.findall(run[0]))
        if words < PHRASE:
            yield from (one.span() for one in AMOUNT.finditer(text, *run.span()))
            continue
        said = run[0].strip()
        opens = said[0] in ENDS or not run.start() or text[run.start() - 1] in OPENED
        said = said.lstrip(f"{ENDS} ")
        if not (words >= SENTENCE and opens and said.rstrip(CLOSING)[-1:] in ENDS):
            said = said.strip(EDGES)
        start = run.start() + run[0].index(said)
        yield start, start + len(said)


def blanks_in_english(text: str) -> Iterator[int]:
    """Offsets of the blanks that part English words, marks, and numbers."""
    for start, end in english(text):
        for found in re.finditer(r"[ \u00a0]+", text[start:end]):
            before, after = text[start + found.start() - 1], text[start + found.end()]
            if after not in UNPARTED and before not in "(“‘":
                yield start + found.start()


def within(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def neighbors(text: str, at: int) -> tuple[str, str]:
    """The characters before and after a place, skipping blanks; a line break at either end."""
    before = text[max(0, at - 9) : at].rstrip(" \u00a0")[-1:]
    after = text[at + 1 : at + 10].lstrip(" \u00a0")[:1]
    return before or "\n", after or "\n"


def is_word(char: str) -> bool:
    return bool(ASCII_WORD.match(char))
