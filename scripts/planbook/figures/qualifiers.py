"""Finds the word or sign that qualifies a Chinese number, with its English. STYLE.md, S20."""

import re

MORE_THAN = (
    r">|＞|more than|over|above|exceed\w*|in excess of|surpass\w*|upwards? of|top(?:s|ped)?"
    r"|greater than|higher than"
)
AT_LEAST = (
    r"[≥≧⩾]|at least|no fewer than|no less than|not less than|not fewer than|or more|or above"
    r"|and above|or over|and over|or older|and older|and up|minimum of|or higher|at or above"
)
AT_MOST = (
    r"[≤≦⩽]|no more than|not more than|at most|up to|not exceed\w*|under|below|or less|or fewer"
    r"|within|no higher than|not higher than|maximum of"
)
ABOUT = r"about|around|approximately|some|roughly"
LESS_THAN = r"<|＜|less than|fewer than|below|under|lower than|short of"
NEARLY = r"nearly|close to|almost"
QUALIFIERS = {
    "余": MORE_THAN, "多": MORE_THAN, "超过": MORE_THAN, "突破": MORE_THAN, "超": MORE_THAN,
    "逾": MORE_THAN, "高于": MORE_THAN, "大于": MORE_THAN, ">": MORE_THAN, "＞": MORE_THAN,
    "以上": AT_LEAST, "不低于": AT_LEAST, "不少于": AT_LEAST, "至少": AT_LEAST,
    "不小于": AT_LEAST, "最少": AT_LEAST, "≥": AT_LEAST, "≧": AT_LEAST, "⩾": AT_LEAST,
    "不超过": AT_MOST, "以下": AT_MOST, "以内": AT_MOST, "不高于": AT_MOST, "不大于": AT_MOST,
    "不多于": AT_MOST, "至多": AT_MOST, "最多": AT_MOST, "≤": AT_MOST, "≦": AT_MOST, "⩽": AT_MOST,
    "小于": LESS_THAN, "低于": LESS_THAN, "不足": LESS_THAN, "不到": LESS_THAN, "<": LESS_THAN,
    "＜": LESS_THAN, "±": r"±|plus or minus|plus/minus|within|margin of",
    "约": ABOUT, "大约": ABOUT, "左右": ABOUT, "上下": ABOUT, "近": NEARLY, "接近": NEARLY,
    "将近": NEARLY, "仅": r"only|just|merely",
}  # fmt: skip
BEFORE = re.compile(
    r"(不低于|不少于|不小于|不超过|不高于|不大于|不多于|不足|不到|低于|小于|高于|大于|超过|突破"
    r"|至少|最少|至多|最多|将近|接近|大约|约|近|仅|超|逾|[≥≧⩾≤≦⩽<＜>＞±])$"
)
LONGEST_BEFORE = 4
"""The characters that a match of `BEFORE`, with a line end after it, may take up."""
AFTER = re.compile(r"([余多])|[^\d，。；、达]{0,6}?及?(以上|左右|上下|以下|以内)")


def qualifier(text: str, start: int, end: int) -> str:
    """The word before or after the figure at [start, end) that qualifies it."""
    found = before(text, start) or AFTER.match(text, end)
    return found[found.lastindex or 1] if found else ""


def before(text: str, at: int) -> re.Match[str] | None:
    """The qualifier that ends at this position."""
    return BEFORE.search(text[max(0, at - LONGEST_BEFORE) : at])
