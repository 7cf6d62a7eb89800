"""Engines one by one: what they send, and how they fail."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from drafts import ENGLISH, SENTENCE, term
from planbook.drafts.engine import Engine, Request, Segment, Settings, within
from planbook.drafts.offers import OFFERS, settle
from planbook.drafts.protect import Limit, Refused
from planbook.drafts.transport import Failure, Lasting, Passing, Rejected, Transport
from planbook.translation.memory import Entry
from servers import Reply, Service

KEY = "sk-geheim:7/9+x"


TERMS = (
    term("高质量发展", "high-quality development"),
    term("老城区", "old urban area", forbidden=("old town",)),
)
UNIT = Segment("2.1.3.1.1", "sentence", Entry(SENTENCE), f"完善机制。{SENTENCE}")
REQUEST = Request(SENTENCE, UNIT, TERMS)


ENVIRONMENT = {
    name: KEY for offer in OFFERS.values() for name in offer.secrets if name != "MYMEMORY_EMAIL"
} | {"CHAT_MODEL": "m-1", "MYMEMORY_EMAIL": "a@b.example"}


def engine_at(url: str, name: str, patch: pytest.MonkeyPatch, deadline: float = 5) -> Engine:
    """The engine, with the addresses inside deep-translator led to the test's own service."""
    patch.setenv("NO_PROXY", "127.0.0.1")
    addresses = import_module("deep_translator.constants").BASE_URLS
    for service, path in (
        ("GOOGLE_TRANSLATE", "/m"),
        ("MYMEMORY", "/get"),
        ("BAIDU", "/baidu"),
        ("MICROSOFT_TRANSLATE", "/microsoft?api-version=3.0"),
    ):
        patch.setitem(addresses, service, url + path)
    languages = {"chinese simplified": "zh-hans", "english": "en"}
    microsoft = import_module("deep_translator.microsoft").MicrosoftTranslator
    patch.setattr(microsoft, "_get_supported_languages", lambda _: languages)
    known = {one.option for one in OFFERS[name].variables}
    values = settle(name, ENVIRONMENT, {"--url": url} if "--url" in known else {})
    offer = OFFERS[name]
    return offer.make(Settings(Transport(deadline), offer.limit, values, "S04 Be plain."))


@pytest.fixture
def good() -> Iterator[Service]:
    with Service(lambda _text, _count: ENGLISH) as service:
        yield service


@pytest.mark.parametrize("name", OFFERS)
def test_every_engine_translates(good: Service, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert engine_at(good.url, name, monkeypatch).translate(REQUEST) == ENGLISH
    assert good.texts == [SENTENCE]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("google", {"sl": ["zh-CN"], "tl": ["en"]}),
        ("mymemory", {"langpair": ["zh-CN|en-US"], "de": ["a@b.example"]}),
        ("microsoft", {"from": ["zh-hans"], "to": ["en"], "api-version": ["3.0"]}),
    ],
)
def test_what_deep_translator_is_made_to_send(
    good: Service, monkeypatch: pytest.MonkeyPatch, name: str, wanted: dict[str, list[str]]
) -> None:
    engine_at(good.url, name, monkeypatch).translate(REQUEST)
    assert wanted.items() <= good.asked[0].query.items()


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("baidu", "application/x-www-form-urlencoded", {"from": "zh", "to": "en", "appid": KEY}),
        ("libre", "application/json", {"source": "zh", "target": "en", "api_key": KEY}),
    ],
)
def test_what_deep_translator_is_made_to_send_in_the_body(
    good: Service, monkeypatch: pytest.MonkeyPatch, name: str, kind: str, wanted: dict[str, str]
) -> None:
    """An address is written into the logs of whatever it passes."""
    engine_at(good.url, name, monkeypatch).translate(REQUEST)
    asked = good.asked[0]
    assert asked.query == {}
    assert asked.headers["Content-Type"] == kind
    assert {**wanted, "q": SENTENCE}.items() <= asked.body.items()


def test_a_libre_server_without_keys_is_sent_none(
    good: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENVIRONMENT, "LIBRE_API_KEY", "")
    engine_at(good.url, "libre", monkeypatch).translate(REQUEST)
    assert "api_key" not in good.asked[0].body


@pytest.mark.parametrize("name", OFFERS)
def test_no_key_stands_in_an_address(
    good: Service, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    engine_at(good.url, name, monkeypatch).translate(REQUEST)
    assert KEY not in f"{good.asked[0].path}{good.asked[0].query}"


def test_what_deepl_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with Service(lambda text, _: text.replace("&amp;", "and &amp;")) as echo:
        request = Request("[X0X]的R&D", UNIT, ())
        answer = engine_at(echo.url, "deepl", monkeypatch).translate(request)
    assert answer == "[X0X]的Rand &D"
    asked = echo.asked[0]
    assert asked.path == "/v2/translate"
    assert asked.headers["Authorization"] == f"DeepL-Auth-Key {KEY}"
    assert KEY not in f"{asked.query}{asked.body}"
    assert asked.body == {
        "text": ['<x id="0"></x>的R&amp;D'], "source_lang": "ZH", "target_lang": "EN-US",
        "context": UNIT.context, "tag_handling": "xml", "ignore_tags": ["x"],
    }  # fmt: skip


@pytest.mark.parametrize(("key", "host"), [("k:fx", "api-free.deepl.com"), ("k", "api.deepl.com")])
def test_the_host_of_deepl_is_that_of_the_key(
    monkeypatch: pytest.MonkeyPatch, key: str, host: str
) -> None:
    asked: list[str] = []

    def send(_: Transport, url: str, **_more: Any) -> None:
        asked.append(url)
        raise Passing("")

    monkeypatch.setattr(Transport, "post", send)
    values = settle("deepl", {"DEEPL_API_KEY": key}, {})
    engine = OFFERS["deepl"].make(Settings(Transport(1), Limit(99), values))
    with pytest.raises(Passing):
        engine.translate(REQUEST)
    assert asked == [f"https://{host}/v2/translate"]


def test_what_a_chat_model_is_told(good: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_at(good.url, "chat", monkeypatch).translate(REQUEST)
    asked = good.asked[0]
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert (asked.body["model"], asked.body["temperature"]) == ("m-1", 0)
    system, user = (one["content"] for one in asked.body["messages"])
    assert "S04 Be plain." in system
    assert UNIT.context in user
    assert "高质量发展 = high-quality development" in user
    assert "never: old town" in user
    assert "9610" not in user
    assert user.endswith(f"Translate this sentence:\n{SENTENCE}")


def test_a_chat_model_is_told_why_it_is_asked_again(
    good: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = Refused("Old town.", ("the number 5 is missing", "no period"))
    request = Request(SENTENCE, UNIT, (), refused)
    engine_at(good.url, "chat", monkeypatch).translate(request)
    answer, again = good.asked[0].body["messages"][2:]
    assert answer == {"role": "assistant", "content": "Old town."}
    assert "the number 5 is missing; no period" in again["content"]


def test_a_chat_model_is_shown_the_earlier_version(
    good: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Entry(SENTENCE, "The old area will grow.", fuzzy=True, previous="加快老城区发展。")
    request = Request(SENTENCE, Segment("2.1", "heading", entry, ""), ())
    engine_at(good.url, "chat", monkeypatch).translate(request)
    user = good.asked[0].body["messages"][1]["content"]
    assert "加快老城区发展。\nThe old area will grow." in user


AUTHORIZED = {"chat": f"Bearer {KEY}", "deepl": f"DeepL-Auth-Key {KEY}"}


@pytest.mark.parametrize("name", OFFERS)
def test_no_password_of_a_netrc_goes_out(
    good: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    """Neither in the place of a key nor where there is none."""
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password mine\n", "utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".netrc").hardlink_to(netrc)
    engine_at(good.url, name, monkeypatch).translate(REQUEST)
    assert good.asked[0].headers.get("Authorization") == AUTHORIZED.get(name)


@pytest.mark.parametrize("name", OFFERS)
def test_proxies_of_the_environment_are_used(
    good: Service, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    engine = engine_at("http://service.example", name, monkeypatch)
    monkeypatch.setenv("HTTP_PROXY", good.url.replace("//", "//me:mine@"))
    monkeypatch.setenv("http_proxy", good.url.replace("//", "//me:mine@"))
    assert engine.translate(REQUEST) == ENGLISH
    assert good.asked[0].headers["Host"] == "service.example"
    assert good.asked[0].headers["Proxy-Authorization"] == "Basic bWU6bWluZQ=="


FAULTS: list[tuple[str, Reply, type[Failure]]] = [
    ("429", Reply(429, "slow down", headers={"Retry-After": "7"}), Passing),
    ("500", Reply(500, "<h1>oops</h1>"), Passing),
    ("503", Reply(503, ""), Passing),
    ("529", Reply(529, ""), Passing),
    ("400", Reply(400, "no such language"), Rejected),
    ("413", Reply(413, "too long"), Rejected),
    ("401", Reply(401, "bad key"), Lasting),
    ("403", Reply(403, "bad key"), Lasting),
    ("404", Reply(404, "no such model"), Lasting),
    ("402", Reply(402, "pay first"), Lasting),
    ("456", Reply(456, "quota"), Lasting),
    ("cut connection", Reply(english="The old", cut_at=9), Passing),
    ("empty body", Reply(body=""), Passing),
    ("truncated", Reply(body='{"translatedText": "The old ur'), Passing),
    ("other JSON", Reply(body='{"error": "x"}'), Passing),
    ("null", Reply(body="null"), Passing),
    ("a list", Reply(body="[]"), Passing),
    ("a page", Reply(body="<html><body>Sign in</body></html>"), Passing),
    ("a number", Reply(body="1e999"), Passing),
    ("nested lists", Reply(body="[" * 99_999), Passing),
    ("a page of tags", Reply(body="<div " * 99_999), Passing),
    ("more than a megabyte", Reply(body=" " * (1 << 21)), Passing),
    ("packed otherwise", Reply(english=ENGLISH, headers={"Content-Encoding": "br"}), Passing),
    ("packed and cut", Reply(english=ENGLISH, headers={"Content-Encoding": "gzip"}), Passing),
    ("a part", Reply(206, "The"), Passing),
    ("silence", Reply(english=ENGLISH, stall=2), Passing),
    ("a byte now and then", Reply(english=ENGLISH, trickle=0.05), Passing),
]


@pytest.mark.parametrize("name", OFFERS)
@pytest.mark.parametrize(("fault", "kind"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_every_fault_of_every_engine_has_a_name(
    monkeypatch: pytest.MonkeyPatch, name: str, fault: Reply, kind: type[Failure]
) -> None:
    """deep-translator lets exceptions of requests and json through, or returns nothing at all."""
    slow = fault.stall or fault.trickle
    with Service(lambda _text, _count: fault) as service:
        engine = engine_at(service.url, name, monkeypatch)
        start = time.monotonic()
        with pytest.raises(kind) as found:
            within(0.15 if slow else 5, partial(engine.translate, REQUEST))
        assert time.monotonic() - start < 1
    assert KEY not in str(found.value)
    assert len(service.asked) == 1
    if fault.status != 200:
        assert str(fault.status) in str(found.value)
    if fault.status == 429:
        assert isinstance(found.value, Passing)
        assert found.value.retry_after == 7


@pytest.mark.parametrize("name", OFFERS)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirection_is_followed(
    monkeypatch: pytest.MonkeyPatch, name: str, status: int
) -> None:
    with Service(lambda _text, _count: ENGLISH) as other:
        moved = Reply(status, "", headers={"Location": f"{other.url}/translate"})
        with Service(lambda _text, _count: moved) as service, pytest.raises(Lasting):
            engine_at(service.url, name, monkeypatch).translate(REQUEST)
        assert other.asked == []


@pytest.mark.parametrize("name", OFFERS)
def test_no_service_at_all(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(Passing, match=r"127\.0\.0\.1 \(Connection refused\)"):
        engine_at("http://127.0.0.1:9", name, monkeypatch).translate(REQUEST)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Invalid Sign", Lasting),
        ("UNAUTHORIZED USER", Lasting),
        ("Please recharge", Lasting),
        ("Invalid Access Limit", Passing),
    ],
)
def test_what_baidu_says_with_success(
    monkeypatch: pytest.MonkeyPatch, said: str, kind: type[Failure]
) -> None:
    body = f'{{"error_code": "1", "error_msg": "{said}"}}'
    with (
        Service(lambda _text, _count: Reply(body=body)) as service,
        pytest.raises(kind, match=said),
    ):
        engine_at(service.url, "baidu", monkeypatch).translate(REQUEST)


@pytest.mark.parametrize("reason", ["length", "content_filter"])
def test_half_an_answer_of_a_chat_model(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    choice = f'{{"message": {{"content": "The old"}}, "finish_reason": "{reason}"}}'
    fault = Reply(body=f'{{"choices": [{choice}]}}')
    with Service(lambda _text, _count: fault) as service, pytest.raises(Rejected, match=reason):
        engine_at(service.url, "chat", monkeypatch).translate(REQUEST)


def test_an_account_without_money_is_no_matter_of_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Reply(429, '{"error": {"code": "insufficient_quota"}}')
    with Service(lambda _text, _count: fault) as service, pytest.raises(Lasting):
        engine_at(service.url, "chat", monkeypatch).translate(REQUEST)
