"""Holds the rules on meaning: negation, tense, intent, length, and lists. STYLE.md, S08 to S15."""

import re
from collections.abc import Iterator

from planbook.checks.kit import Kit, Unit, rule
from planbook.locales import LOCALES
from planbook.translation.memory import FILE
from planbook.words import nouns_of

NOT_NEGATIVE = re.compile(
    r"""
    不(?:断|动产|低于|少于|超过|仅|同|可或缺|可移动|良) | 不少(?=困难)
    | 无(?:人机|障碍|缝|线|形|偿) | 未(?:来|成年) | 非(?:物质|洲|遗|首都|法|银|税)
    | 锲而不舍 | 坚定不移 | 足不出户 | 源源不断 | 必不可少 | 没(?:收)
    """,
    re.VERBOSE,
)
"""Words with a character of negation that English need not negate."""
NEGATIVE = re.compile(r"[不无未没]|非|禁(?!区)|零(?!售|部件|工|食|件)")
DENIAL = re.compile(
    r"\b(?:not?|never|none|nor|neither|without|cannot|free|zero|lack\w*|rather than|fail\w*"
    r"|prevent\w*|non\w*|un\w{3,}|in(?:adequate|sufficient|eligible|complete|dispensable)\w*"
    r"|substandard|prohibit\w*|ban\w*|yet|-free|less|illegal\w*|off-limits|seamless\w*|only)\b"
    r"|n['’]t\b|-free\b",
    re.IGNORECASE,
)
PLAIN_NOT = re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b")
NOT_A_DENIAL = re.compile(r"\bnot (?:only|less|fewer|more)\b", re.IGNORECASE)

DONE = re.compile(r"已|曾|经历|近年来|历年|目前|当前|以来|成功签署|转向|如旧")
"""Chinese words that allow the past tense: 我国已转向高质量发展阶段."""
FUTURE = re.compile(r"\bwill\b|\bshall\b")
QUOTED = re.compile(r"“[^”]*”")
COMPLETED = re.compile(r"\bwill(?: \w+){0,2} have been\b")
"""Something that will have been done by the end of the period is also a plan."""

STRENGTHS = {
    r"力争|争取(?!在|了)|争创|努力(?:打造|做到|提升|提高)": (
        r"\b(?:aim\w*|striv\w*|seek\w*|endeavou?r\w*|try|tries|effort\w*|work(?:s|ing)? to|goal"
        r"|compet\w*)\b"
    ),
    r"确保": r"\b(?:ensur\w*|guarantee\w*|make sure|see to it|secur\w*)\b",
    r"鼓励": r"\bencourag\w*\b",
    r"探索": r"\b(?:explor\w*|experiment\w*|pilot\w*)\b",
    r"基本(?:建成|实现|形成|完善|建立)": r"\b(?:basic\w*|largely|essentially|broadly|in the main)\b",
    r"逐步|逐渐": r"\b(?:gradual\w*|step by step|progressive\w*|phase\w*|steadily)\b",
    r"原则上": r"\bin principle\b|\bas a rule\b",
    r"初步": r"\b(?:initial\w*|preliminar\w*|beg[aiu]n\w*)\b",
}
"""Chinese words of intent and degree, with the English that keeps their strength."""

PROMISES = {
    r"\bensur\w+": r"确保|保障|保证|保护|维护|保持|坚持|必须",
    r"\bguarantee\w*": r"保证|保障|担保",
}
"""English that promises a result, with the Chinese that does."""

ABSENT = re.compile(
    r"\b(?:does not|do not|did not|has no|has none|gives no\w*|gives neither|names no\w*"
    r"|sets no\w*|says no\w*|states no\w*|contains no\w*|lists no\w*|mentions no\w*|lacks"
    r"|omits|never|nowhere|not in)\b"
)
"""Verbs that deny something of the last subject before them."""
ABSENT_ZH = re.compile(
    r"没有|并无|未(?:载|写|列|说明|注明|给出|提到|规定|设|涉及|点明|逐一)|不载|只字"
)
SUBJECT = r"\b(?:text|source|passage|site|caption|{})\b"
SUBJECT_ZH = r"{0}期|文本|来源|原文|此处|{0}"
"""Possible subjects of a denial; in braces, what the document is called."""

MEMBERS = re.compile(r",(?:\s(?:and|or)\b)?|;|\band\b|\bor\b|\bas well as\b|[–/]|\bto\b|\bof\b")


@rule("M01", "major", "a negation is lost or added", "negate what the Chinese negates")
def negation(unit: Unit, _: Kit) -> Iterator[str]:
    """不符合 must not become “that qualify”."""
    denied = NEGATIVE.findall(NOT_NEGATIVE.sub("", unit.source))
    if denied and not DENIAL.search(unit.target):
        yield f"the Chinese has a negation ({denied[0]}), but the English does not"
    plain = PLAIN_NOT.search(NOT_A_DENIAL.sub("", unit.target))
    if plain and not re.search(r"[不无未没非禁零弱差滞缺防]", unit.source):
        yield f"the English has a negation ({plain[0]}), but the Chinese does not"


@rule(
    "M02",
    "major",
    "a plan and a result are confused",
    "use `will` for plans and the past tense for reported results",
)
def tense(unit: Unit, kit: Kit) -> Iterator[str]:
    """A plan is not a result, and a review not a plan."""
    if unit.kind != "sentence":
        return
    planned = COMPLETED.sub("will be", unit.target)
    if unit.looks_back:
        if found := FUTURE.search(unit.target):
            yield f"“{found[0]}” in a review of the past"
    elif not looks_back(unit.source, kit) and (found := kit.past.search(planned)):
        yield f"a plan described as done: “{found[0]}”"


def looks_back(chinese: str, kit: Kit) -> bool:
    """True if a sentence reports what is done: it says so, or names the plan before this one."""
    earlier = kit.plan.earlier if kit.plan else ""
    return bool(DONE.search(chinese) or (earlier and earlier in chinese))


@rule("M03", "major", "the strength of intent is lost", "see the table in S13")
def strength(unit: Unit, _: Kit) -> Iterator[str]:
    """力争 is not a promise, 鼓励 not an order, 基本建成 not completion."""
    for chinese, english in STRENGTHS.items():
        found = re.search(chinese, unit.source)
        if found and not re.search(english, unit.target, re.IGNORECASE):
            yield f"the strength of {found[0]} is not in the English"
    for english, chinese in PROMISES.items():
        found = re.search(english, unit.target, re.IGNORECASE)
        if found and not re.search(chinese, unit.source):
            yield f"“{found[0]}” is stronger than the Chinese"


@rule(
    "M06",
    "major",
    "an absolute negative about the plan",
    "say it of the text at hand (所据文本): a part of the plan may be missing from it",
)
def absence(unit: Unit, kit: Kit) -> Iterator[str]:
    """Nothing may be denied of the plan itself: the text at hand may lack a part of it."""
    if unit.file == FILE:
        return
    document = kit.plan.document if kit.plan else "plan"
    chinese, english = (nouns_of(document, locale)["plan"] for locale in LOCALES)
    for text, denial, subjects, noun in (
        (unit.source, ABSENT_ZH, SUBJECT_ZH, chinese),
        (unit.target, ABSENT, SUBJECT, english),
    ):
        subject = re.compile(subjects.format(noun), re.IGNORECASE)
        for found in denial.finditer(text):
            named = subject.findall(text[: found.end()])
            if named and named[-1].lower() == noun:
                yield f"“{found[0]}” is said of the {english}"


@rule(
    "M07", "major", "`will` in a statement of ours", "write *is to* or *are to* for what is planned"
)
def outlook(unit: Unit, _: Kit) -> Iterator[str]:
    """No promises: our statements are still read when the period of the plan is over."""
    if unit.file != FILE and (found := FUTURE.search(QUOTED.sub("", unit.target))):
        yield f"“{found[0]}” promises what the plan intends"


@rule("M04", "major", "the length is unusual", "look for text that was left out or added")
def length(unit: Unit, _: Kit) -> Iterator[str]:
    ratio = len(unit.target) / max(1, len(unit.source))
    low, high = (1.8, 9.0) if len(unit.source) >= LONG_ENOUGH else (0.8, 16.0)
    if unit.target and not low <= ratio <= high:
        yield f"{ratio:.1f} characters of English for each character of Chinese"


LONG_ENOUGH = 20
"""Chinese characters from which the ratio of lengths is meaningful."""


@rule("M05", "major", "a list is missing a member", "include every member of the list")
def members(unit: Unit, _: Kit) -> Iterator[str]:
    wanted, found = unit.source.count("、"), len(MEMBERS.findall(unit.target))
    if found < wanted:
        yield f"{wanted + 1} members in the Chinese, room for {found + 1} in the English"
