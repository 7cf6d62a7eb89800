"""Holds rules on form, and recognizes a message of a service by its shape. STYLE.md, S01, S34, S38."""

import re
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from unicodedata import normalize

from planbook.checks.kit import Kit, Unit, rule
from planbook.translation.memory import key

HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
MARKUP = re.compile(
    r"""
    [<>{}`\\|~^*_⟦⟧]                        # <b, <!--, {: .c}, `x`, **x**, ~~x~~, ⟦1⟧
    | &(?:\#|\w{2,31};|(?:lt|gt|amp|quot)) # &#60; &lt; &lt
    | \[\[ | \]\] | \]\( | \]\[ | !\[ | \[\^ # [[x]], [x](y), [x][1], ![x], [^1]
    | == | ^(?:\#|[-+]\ |---|!!!|\?\?\?)    # ==x==; at the beginning, a heading or a list
    | \b(?:javascript|vbscript):|\bdata:\w+/
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The parts of tags, placeholders, entities, and Markdown, each with an example."""
PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))


@rule(
    "F01",
    "critical",
    "Chinese is left in the English",
    "translate it; Chinese characters may appear in a note",
)
def han_left(unit: Unit, _: Kit) -> Iterator[str]:
    """No Chinese characters or full-width marks."""
    for found in HAN.findall(unit.target):
        yield f"{found} is left in the English"


@rule("F02", "pending", "no English", "translate the unit")
def empty(unit: Unit, _: Kit) -> Iterator[str]:
    if not unit.target.strip():
        yield "there is no English"


@rule("F03", "critical", "Chinese repeated as English", "translate the unit")
def echoed(unit: Unit, _: Kit) -> Iterator[str]:
    if unit.target and key(unit.target) == key(unit.source) and HAN.search(unit.source):
        yield "the English repeats the Chinese"


@rule("F04", "critical", "a service's message instead of a translation", "translate the unit")
def message(unit: Unit, _: Kit) -> Iterator[str]:
    if found := service_message(unit.source, unit.target):
        yield f"a service's message: {found}"


@rule(
    "F05",
    "pending",
    "unfinished English",
    "update it, have it reviewed, then set its state and remove `fuzzy`",
)
def unfinished(unit: Unit, _: Kit) -> Iterator[str]:
    """Nothing fuzzy, no drafts."""
    if unit.status in ("fuzzy", "draft"):
        yield f"the entry is {unit.status}"


@rule("F06", "critical", "broken markup", "remove it, or pair the marks")
def broken_markup(unit: Unit, _: Kit) -> Iterator[str]:
    """No markup beyond that of the Chinese, and no unpaired marks."""
    allowed = Counter(MARKUP.findall(normalize("NFKC", unit.source)))
    if surplus := Counter(MARKUP.findall(unit.target)) - allowed:
        yield f"leftover markup: {next(iter(surplus))}"
    for opening, closing in PAIRS:
        if unit.target.count(opening) != unit.target.count(closing):
            yield f"{opening} and {closing} are not paired"


# --- messages of services


# Services talk about users, statuses, addresses, and fields; about requests, errors, and limits. The
# English of a plan does so only if its Chinese does. Each shape and each word is therefore listed
# with the Chinese that would justify it, and no message need be known in advance.
PHRASES = "|".join(
    re.escape(one.phrase)
    for one in HTTPStatus
    if one >= HTTPStatus.BAD_REQUEST or " " in one.phrase
)
"""HTTP's names for its statuses: `Bad Gateway`."""
SHAPES = {
    # A service that names itself.
    r"\b(?:mymemory|libretranslate|deepl|openai|anthropic|cloudflare|nginx)\b(?: \w+)?": "[a-z]{4}",
    # 400. That's an error; HTTP/1.1 429 Too Many Requests; Error 500 (Server Error)!!1; 503
    rf"^(?:\W|(?:https?|api|error|status|code|response|1\.[01])\b)*[45]\d\d\b"
    rf"(?:\W*$|[.:!)](?!\d)|\W*(?:{PHRASES}|\w* ?error)\b)": r"[45]\d\d|[百千万亿]",
    rf"^\W*(?:{PHRASES})\W*$": "[禁锁冲付授]",
    # An address to the user.
    r"\b(?:you|yours?)\b(?! county)|\bplease\b": "[你您请]",
    # A program that speaks of itself.
    r"(?-i:\bI(?:['’](?:m|ve|ll|d)| (?:am|can|cannot|could|do|don['’]t|have|need|will|would))\b)": "我",
    r"\bas an ai (?:language )?(?:model|assistant)\b|\bhere(?:['’]s| is) the (?:\w+ )?translation\b": "[译型]",
    # Addresses of pages, people, and machines.
    r"\w://|\bwww\.|\w@\w|\w\.(?:com|org|net|io|ai|dev|html?|php)\b": r"网|邮箱|\w[.@]\w",
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b": r"\d\.\d+\.\d",
    # Fields, JSON, elements; names of errors and classes; times; request numbers.
    r"\w_\w|\w=\w": "[_=]",
    r"""[\[{]\s*["'{\[]|["']\s*:\s*["'\d\[{]|\[object """: r"[\[{【]",
    r"<\s*[!?/a-z]": "[<＜]",
    r"(?-i:[a-z](?:Error|Exception|Failure|Denied|Exceeded|Expired|Found)\b)": "(?-i:[a-z][A-Z])",
    r"(?-i:[a-z]\.[A-Z]\w*[a-z][A-Z]|\b[a-z]+\.[a-z]+\.[a-z])": r"[a-z]\.[a-z]",
    r"\b\d\d:\d\d:\d\d|\b[\da-f]{8}-[\da-f]{4}-": r"\d:\d|[\da-f]-",
    r"\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{12}": r"[\da-f]{12}",
    # A word in place of a text.
    r"^\W*(?:null|none|nil|undefined|nan|true|false|ok|success|done|test|unknown|empty|n/a"
    r"|loading|redirecting|warning|log in)\W*$": "[无成未空真是否好完试警登]",
}
"""Shapes of messages, each with the Chinese that would justify it."""
CERTAIN = {
    "API接口": r"apis?",
    "器机": r"servers?",
    "求诉申订约": r"requests?|requested",
    "错误差": r"errors?|wrong|oops",
    "效法违犯": r"invalid|illegal|malformed|violat\w+",
    "授权许证认擅鉴": r"(?:un|not )authori[sz]ed|authorization|authenticat\w+|credentials?",
    "拒禁否封阻堵限": r"denied|forbidden|refused|rejected|blocked|banned|restricted|suspicious",
    "败误失断": r"failed|failure|crashed|aborted",
    "额限标": r"quotas?|throttl\w+|rate[- ]limit\w*",
    "令币证": r"tokens?",
    "滤筛": r"filtered|flagged",
    "账费收票结": r"billing|recharge",
    "不无停难缺断": r"unavailable|unreachable|(?:un|not )supported",
    "超过负重": r"overload\w*",
    "时": r"time-?outs?|timed",
    "再又重返": r"retry\w*|retries|try (?:again|later)|come back",
    "浏脚码": r"browsers?|javascript|cookies?|captcha",
    "译转化": r"translat(?:ed?|ions?|or|ing)",
    "上端代关门枢口": r"endpoints?|upstream|prox(?:y|ies)|gateways?|backend",
    "停中终线": r"suspended|deprecated|deactivated|disabled|paused|terminated|shut down|offline",
    "足短缺": r"insufficient|out of (?:\w+ )?(?:credits?|memory|quota|range)",
    "慢缓降下": r"slow ?down",
    "期欠逾": r"expired|revoked|overdue|declined",
    "参数": r"parameters?|json|https?|dns|headers?|exceptions?|traceback|runtime",
    "未不": r"unknown|unexpected|undefined",
    "瞬刻": r"just a moment",
}
"""Words of services, by the Chinese characters any of which would justify them."""
LIKELY = {
    "入通取进接近达访获": r"access",
    "账户号占": r"accounts?",
    "钥重关要核主骨": r"keys?",
    "限额极上边低多": r"limits?|limited|maximum|allowance",
    "超破越大多余上": r"exceed\w*",
    "率速价级": r"rates?",
    "信贷用分": r"credits?",
    "接连联通": r"connect\w*",
    "站址场地点景": r"sites?|websites?|hosts?",
    "模型式范样典文": r"models?",
    "语": r"languages?",
    "特字性格符色品貌": r"characters?",
    "文字本": r"texts?|prompts?",
    "入投产": r"inputs?|outputs?",
    "响应回答反": r"responses?",
    "码号查询": r"codes?|quer(?:y|ies)",
    "登录签": r"login|log|sign|signature|session",
    "空": r"empty",
    "效": r"valid",
    "资源": r"resources?",
    "重复置": r"reset",
    "维养修保规排": r"maintenance|scheduled",
    "缺失漏": r"missing",
    "需须应必求": r"required",
    "有存在找见可供能": r"found|exists?|available",
    "支撑持扶助允许": r"supported|allowed",
    "由费无自免": r"free|trial|upgrade",
    "后晚迟等": r"later|shortly|soon|wait|busy",
    "查检人": r"check|checking|human|robot",
    "继续": r"continue",
    "装卸载货荷": r"load(?:ed|ing)?",
    "太过": r"too",
    "不无未没非禁零否": r"no|not|zero|cannot|\w+n['’]t",
    "供予给": r"provided",
    "束止终结": r"ended|lost|closed",
    "日天今分": r"daily|today|tomorrow|seconds|minutes?",
    "用使耗": r"usage|used up",
    "余平衡资": r"balance|funds",
    "坏恶差良劣": r"bad",
}
"""Words that plans use too: two without justification weigh as much as one certain one."""
DENSITY = 6
"""A message has at least one such word, of weight 1, in this many words."""


def ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


COMPILED = tuple((ignoring_case(one), ignoring_case(other)) for one, other in SHAPES.items())
WEIGHED = tuple(
    (weight, frozenset(ground), ignoring_case(rf"\b(?:{words})\b"))
    for weight, table in ((2, CERTAIN), (1, LIKELY))
    for ground, words in table.items()
)


def service_message(source: str, answer: str) -> str:
    """Words that show `answer` to be a service's own, not English of `source`; empty if none."""
    for shape, ground in COMPILED:
        if (found := shape.search(answer)) and not ground.search(source):
            return found[0]
    shouted = [word for word in re.findall(r"[A-Z]{2,}", answer) if word not in source]
    if len(shouted) > 2 and not re.search(r"[a-z]", answer):
        return " ".join(shouted)
    spoken = dict(service_words(source, answer))
    weight = sum(spoken.values())
    heavy = weight > 1 and len(answer.split()) <= DENSITY * weight
    return ", ".join(spoken) if heavy else ""


def service_words(source: str, answer: str) -> Iterator[tuple[str, int]]:
    """The service words in `answer` that `source` does not justify, with their weights."""
    for weight, ground, words in WEIGHED:
        if ground.isdisjoint(source):
            for word in words.findall(answer):
                yield word.lower(), weight
