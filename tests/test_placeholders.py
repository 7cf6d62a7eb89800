"""What engines are sent and may answer: placeholders, pieces within a limit, messages that are rejected."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts import ENGLISH, SENTENCE, restored, term
from planbook.checks.form import service_message
from planbook.checks.kit import Kit
from planbook.drafts.draft import Drafter, Unusable
from planbook.drafts.engine import Caller, Keys, Patience, Request, Segment
from planbook.drafts.protect import Limit, chunks, english, objections, outsized, protect
from planbook.drafts.services import tagged, untagged
from planbook.pipeline import Conversion
from planbook.sources import Sources
from planbook.statements.tie import own_units
from planbook.translation.memory import Entry

KIT = Kit(
    (
        term("高质量发展", "high-quality development"),
        term("老城区", "old urban area"),
        term("9610", "customs supervision code 9610"),
    )
)
HITS = KIT.hits


AWKWARD = st.sampled_from(
    ["[X0X]", "【 x1X】", "[X", "X]", "［", "高质量发展", "962.18亿元", "5G", "1+N", "20余万",
     "3-5万", "9610", "2025年", "第3", "0", "万", "，", "。", "、", " ", '<x id="0"></x>', "&lt;"]
)  # fmt: skip
TEXTS = st.lists(AWKWARD | st.text(max_size=3), max_size=12).map("".join)


@given(TEXTS)
def test_what_is_protected_comes_back(text: str) -> None:
    protected = protect(text, HITS(text))
    assert restored(protected) == text
    answer = english(protected.text, protected.pieces)
    assert answer is not None
    assert all(one.english in answer or one.start == 0 for one in protected.pieces)


@given(TEXTS)
def test_tags_of_deepl_come_back(text: str) -> None:
    sent = protect(text, HITS(text)).text
    assert untagged(tagged(sent)) == sent


@given(TEXTS, st.integers(9, 60), st.sampled_from(["characters", "bytes", "encoded"]))
def test_pieces_join_to_the_text_and_keep_the_limit(text: str, size: int, measure: Any) -> None:
    limit = Limit(size, measure)
    cut = chunks(text, limit)
    assert "".join(cut) == text
    assert all(cut) or not text
    assert all(limit.of(piece) <= size for piece in cut)


@pytest.mark.parametrize(
    ("text", "size", "pieces"),
    [
        ("甲乙。丙丁；戊。", 8, ["甲乙。丙丁；戊。"]),
        ("甲乙。丙丁；戊。", 5, ["甲乙。", "丙丁；戊。"]),
        ("甲乙。丙丁；戊。", 3, ["甲乙。", "丙丁；", "戊。"]),
        ("甲乙，丙、丁", 4, ["甲乙，", "丙、丁"]),
        ("甲[X10X]乙", 6, ["甲", "[X10X]", "乙"]),
        ("甲2025年RCEP", 5, ["甲2025", "年RCEP"]),
    ],
)
def test_a_text_is_cut_at_the_best_place(text: str, size: int, pieces: list[str]) -> None:
    assert chunks(text, Limit(size)) == pieces


@pytest.mark.parametrize(("measure", "size"), [("characters", 2), ("bytes", 4), ("encoded", 10)])
def test_engines_count_differently(measure: Any, size: int) -> None:
    assert Limit(99, measure).of("市a") == size


@pytest.mark.parametrize(
    ("text", "sent", "pieces"),
    [
        ("总值达到962.18亿元，", "总值达到[X0X]，", ["RMB 96.218 billion"]),
        ("提升100万平方米", "提升[X0X]平方米", ["1 million"]),
        ("改造3.05万户", "改造[X0X]户", ["30,500"]),
        ("投资0.5亿", "投资[X0X]", ["50 million"]),
        ("补助500元", "补助[X0X]", ["RMB 500"]),
        ("增长6.90%，公园109处", "增长[X0X]%，公园[X1X]处", ["6.90", "109"]),
        ("建设5G、PM2.5、1+N", "建设[X0X]、[X1X]、[X2X]", ["5G", "PM2.5", "1+N"]),
        ("推动RCEP落地", "推动RCEP落地", []),
        # Here the engine must see the number in order to word it.
        ("20余万吨、3-5万人、5到8亿元", "20余万吨、3-5万人、5到8亿元", []),
        ("到2025年5月8日，第3届", "到2025年5月8日，第3届", []),
        ("3万亿，2千，4成", "3万亿，2千，4成", []),
        # Of nested forms the longest wins; a number inside a term is the term's.
        ("老城区9610出口", "[X0X][X1X]出口", ["old urban area", "customs supervision code 9610"]),
        ("保留[X7X]", "保留[X0X]", ["[X7X]"]),
    ],
)
def test_what_is_protected(text: str, sent: str, pieces: list[str]) -> None:
    protected = protect(text, HITS(text))
    assert protected.text == sent
    assert [one.english for one in protected.pieces] == pieces


PIECES = protect("老城区和高质量发展", HITS("老城区和高质量发展")).pieces


@pytest.mark.parametrize(
    ("answer", "made"),
    [
        ("Build the [X0X] by [X1X].", "Build the old urban area by high-quality development."),
        ("[X0X] and [ x1X ]", "Old urban area and high-quality development"),
        ("the[X1X]of【X0X】s.", "the high-quality development of old urban areas."),
        ("the [X0X][X1X]", "the old urban area high-quality development"),
        ("the [X0X] alone", None),
        ("[X0X], [X1X], and [X1X]", None),
        ("[X0X], [X1X], and [X2X]", None),
    ],
)
def test_placeholders_come_back_once_each(answer: str, made: str | None) -> None:
    assert english(answer, PIECES) == made


# As the services document them, or as people report them.
MESSAGES = """\
MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN
QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS
QUERY LENGTH LIMIT EXCEDEED. MAX ALLOWED QUERY : 500 CHARS
'ZZ' IS AN INVALID SOURCE LANGUAGE . EXAMPLE: LANGPAIR=EN|IT
INVALID LANGUAGE PAIR SPECIFIED. EXAMPLE: LANGPAIR=EN|IT
PLEASE SELECT TWO DISTINCT LANGUAGES
NO QUERY SPECIFIED. EXAMPLE REQUEST: GET?Q=HELLO&LANGPAIR=EN|IT
INVALID EMAIL PROVIDED
[MYMEMORY UNEXPECTED ERROR (TooManyRequests)]
Slowdown: 20 per 1 minute
Visit https://portal.libretranslate.com to get an API key
Invalid request: missing q parameter
xx is not supported
Request (5000) exceeds text limit (2000)
Too many request limits violations
400. That's an error. Your client has issued a malformed or illegal request. That's all we know.
400. That’s an error.
I'm sorry, but I can't help with that.
As an AI language model, I cannot translate this.
Here is the translation:
Content filtered
Error 500 (Server Error)!!1
Our systems have detected unusual traffic from your computer network.
The server cannot process the request because it is malformed. It should not be retried.
User Rate Limit Exceeded
Daily Limit Exceeded
API key not valid. Please pass a valid API key.
Quota Exceeded
Authorization failed. Please supply a valid DeepL-Auth-Key via the Authorization header.
Value for 'target_lang' not supported.
You exceeded your current quota, please check your plan and billing details.
Incorrect API key provided: sk-abc***xyz.
Rate limit reached for requests
This model's maximum context length is 4097 tokens.
That model is currently overloaded with other requests.
The server had an error while processing the request. Sorry about that!
Country, region, or territory not supported
The request is not authorized because credentials are missing or invalid.
The body of the request is not valid JSON.
Operation is not allowed because the subscription has exceeded its free quota.
Access denied due to invalid subscription key or wrong API endpoint.
UNAUTHORIZED USER
Invalid Access Limit
Please recharge
INVALID_TO_PARAM
service invalid
Your credit balance is too low to access the Anthropic API.
overloaded_error: Overloaded
invalid x-api-key
This request would exceed the rate limit for the organization of 40,000 input tokens per minute.
Output blocked by content filtering policy
prompt is too long: 210000 tokens > 200000 maximum
error code: 1015
You are being rate limited
Access denied
Checking your browser before accessing
Enable JavaScript and cookies to continue
Just a moment...
Attention Required! | Cloudflare
Verify you are human by completing the action below.
<!DOCTYPE html><html><head><title>502 Bad Gateway</title>
502 Bad Gateway
Too Many Requests
413 Request Entity Too Large
HTTP/1.1 429 Too Many Requests
upstream connect error or disconnect/reset before headers. reset reason: connection failure
no healthy upstream
The requested URL could not be retrieved
Proxy Authentication Required
connect ECONNREFUSED 127.0.0.1:11434
{"errorCode":"411","l":"zh-CHS2en"}
Access frequency limited, try again later
The provided credentials could not be validated. Please check your signature is correct.
AuthFailure.SignatureFailure
FailedOperation.NoFreeAmount
InvalidAccessKeyId.NotFound
The specified language pair is not supported.
model "llama9" not found, try pulling it first
Server overloaded, retry shortly
Insufficient Balance
Provider returned error
ThrottlingException: Rate exceeded
<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>
java.lang.NullPointerException
KeyError: 'translation'
2025-07-23T11:24:24.843Z ERROR upstream timed out
[object Object]
null
503
The daily allowance has been used up.
Free usage for today has ended.
Trial ended
No characters left this month
Under maintenance. Back soon.
The model did not respond.
Translation unavailable
Nothing to translate
Session expired, log in again
The key has been revoked.
Site can't be reached
Engine offline
Blocked for abuse
Certificate expired
Loading...
Unhandled exception
Redirecting
""".splitlines()


@pytest.mark.parametrize("message", MESSAGES)
def test_messages_of_services_are_known(message: str) -> None:
    assert service_message(SENTENCE, message)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("500家企业", "500 enterprises"),
        ("新增就业50万人。", "500,000 people will find jobs."),
        ("超过400.5公里。", "400.5 kilometers and more."),
        ("四百五十家", "450"),
        ("建成404个站点", "404 stations built"),
        ("开放数据接口", "Opening data APIs"),
        ("强化服务器错误处置", "Handling server errors"),
        ("健全令牌管理", "Token management"),
        ("拒绝不合理请求", "Requests denied"),
        ("配额管理", "Quota management"),
        ("关键网络", "Key networks"),
        ("人力资源服务", "Human resources services"),
        ("系统空间", "The empty system"),
        ("访问网站www.example.cn", "Visit www.example.cn"),
        ("请您监督", "Your supervision, please"),
        ("RCEP、CPTPP、DEPA", "RCEP, CPTPP, DEPA"),
        ("无", "None"),
        ("翻译服务不可用时", "When translation is unavailable"),
    ],
)
def test_what_the_chinese_says_is_no_message(source: str, target: str) -> None:
    assert service_message(source, target) == ""


@pytest.mark.parametrize(
    "answer",
    [
        "Here is the translation: " + ENGLISH,
        "Sure! " + ENGLISH,
        "Translation: " + ENGLISH,
        "The English translation is: " + ENGLISH,
        "I'm sorry, but this cannot be done.",
        "Sorry, no.",
        ENGLISH + " I have kept the terms.",
        ENGLISH + " (Note: the subject is supplied.)",
        f'"{ENGLISH}"',
        f"“{ENGLISH}”",
        f"{ENGLISH}\n{ENGLISH}",
        ENGLISH + "\x00",
        ENGLISH + "\ud800",
        ENGLISH + " [X0X]",
        ENGLISH + "\u202e",
        ENGLISH + "\x1b[2J",
        "Старый город будет развиваться.",
        ENGLISH + " 😀",
        "As an AI language model, no.",
    ],
)
def test_talk_about_the_task_is_no_translation(answer: str) -> None:
    assert list(objections(SENTENCE, answer))


def test_no_english_of_ours_is_taken_for_a_message(
    sources: Sources, conversion: Conversion
) -> None:
    """Neither the plan's, nor that of what is said about it, nor any term's, be it forbidden."""
    finished = [(e.source, e.published) for e in sources.memory.entries.values() if e.published]
    assert len(finished) > 300
    own = [
        (one.source, one.target)
        for one in own_units(
            conversion.linked, sources.targets, sources.sectors, sources.places, sources.guide
        )
    ]
    terms = [(t.zh, form) for t in sources.terms for form in (*t.forms("en"), *t.forbidden)]
    pairs = [*finished, *own, *terms]
    assert [pair for pair in pairs if service_message(*pair)] == []
    assert [
        target for source, target in [*finished, *own] if list(objections(source, target))
    ] == []
    assert [target for source, target in finished if outsized(source, target)] == []


def test_an_answer_without_measure_is_known_before_it_is_read() -> None:
    assert outsized("市", "a b" * 60) == ""
    assert outsized("市", "a b" * 80) == "an answer of 240 characters to a text of 1"
    assert outsized(SENTENCE, "y" * 60) == "an answer with a word of 60 letters or more"


class Scripted:
    """An engine that answers what it is asked from a list."""

    def __init__(
        self, answers: dict[str, str], limit: int = 99, *, placeholders: bool = True
    ) -> None:
        self.answers, self.limit, self.placeholders = answers, Limit(limit), placeholders
        self.asked: list[Request] = []

    def translate(self, request: Request) -> str:
        self.asked.append(request)
        return self.answers[request.text]


def drafted(engine: Scripted, source: str) -> str:
    drafter = Drafter(engine, Caller(Patience(), lambda _: None), KIT, Keys([]))
    return drafter.draft(Segment("1.1", "sentence", Entry(source), ""))


def test_a_long_text_goes_in_pieces_and_comes_back_as_one() -> None:
    engine = Scripted(
        {
            "加快[X0X]建设，": "Speed up the building of the [X0X], ",
            "推动[X1X]，": "promote\u00a0[X1X],",
            "完善各项机制。": " and improve all mechanisms.",
        },
        limit=11,
    )
    assert drafted(engine, "加快老城区建设，推动高质量发展，完善各项机制。") == (
        "Speed up the building of the old urban area, promote high-quality development,"
        " and improve all mechanisms."
    )


@pytest.mark.parametrize("source", ["5.2%", "2021-2025", "PM2.5"])
def test_where_there_is_no_chinese_nothing_is_asked(source: str) -> None:
    assert drafted(Scripted({}), source) == source


def test_the_same_answer_to_two_texts_is_none_to_the_second() -> None:
    """A message that no shape gives away is the same whatever was asked."""
    first, second = "加快步伐。", "完善机制。"
    engine = Scripted({first: "Queue 7 is full.", second: "Queue 7 is full."}, placeholders=False)
    drafter = Drafter(engine, Caller(Patience(), lambda _: None), Kit(()), Keys([]))
    assert drafter.draft(Segment("1.1", "sentence", Entry(first), "")) == "Queue 7 is full."
    with pytest.raises(Unusable, match="it is also the answer to 「加快步伐。」"):
        drafter.draft(Segment("1.2", "sentence", Entry(second), ""))


def test_an_engine_that_loses_placeholders_is_asked_without() -> None:
    engine = Scripted({"加快[X0X][X1X]。": "Speed up [X1X].", SENTENCE: ENGLISH})
    assert drafted(engine, SENTENCE) == ENGLISH
    assert [one.text for one in engine.asked] == ["加快[X0X][X1X]。", SENTENCE]


def test_an_engine_without_placeholders_is_told_the_terms_and_the_reasons() -> None:
    engine = Scripted({SENTENCE: "Speed up."}, placeholders=False)
    with pytest.raises(Unusable, match=r"T01 老城区 .*; and 1 more"):
        drafted(engine, SENTENCE)
    first, second = engine.asked
    assert [one.zh for one in first.terms] == ["老城区", "高质量发展"]
    assert first.refused is None
    assert second.refused is not None
    assert second.refused.answer == "Speed up."
    assert any("老城区 has none of its forms" in one for one in second.refused.reasons)


def test_of_many_reasons_one_of_each_kind_is_given() -> None:
    source, sent = "10和20和30和40项", "[X0X]和[X1X]和[X2X]和[X3X]项"
    with pytest.raises(Unusable) as found:
        drafted(Scripted({source: "Sorry.", sent: "Sorry."}), source)
    assert str(found.value).startswith("it talks about the task; M04 ")
    assert "; N01 " in str(found.value)
    assert str(found.value).endswith("; and 3 more")
