"""Translates with those engines of deep-translator whose services still exist.

The library asks and reads; `Transport`, which replaces `requests` in the library's modules, handles
time limits, statuses, and secrets.
"""

import html
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from string import Template
from typing import Any, Literal

from requests import Response

from planbook.drafts.engine import Engine, Settings
from planbook.drafts.transport import EXCERPT, Lasting, Passing, Transport

REFUSALS = {
    "UNAUTHORIZED USER": "key",
    "INVALID SIGN": "key",
    "INVALID_CLIENT_IP": "key",
    "PLEASE RECHARGE": "quota",
}
"""Baidu's messages with status 200 for failures that a retry does not help."""
NO_KEY = "none"
"""Given for a LibreTranslate server that needs no key: the library insists on one."""
RESULT = re.compile(
    r'<div[^<>]{0,200}\bclass="(?:t0|result-container)"[^<>]{0,200}>[^<]{0,100000}</div>'
)
"""The English on Google's page."""


class Posting(Transport):
    """Sends in the body what the library puts into the address, where servers log it."""

    def __init__(self, deadline: float, body: Literal["json", "data"]) -> None:
        super().__init__(deadline)
        self.body = body

    def post(self, url: str, **more: Any) -> Response:  # noqa: ANN401 - as requests.post
        params = {name: value for name, value in more.pop("params").items() if value != NO_KEY}
        return super().post(url, **{self.body: params}, **more)


class Page(Transport):
    """Passes on only the answer from a page: the library's parser can take hours for a page."""

    def wanted(self, text: str) -> str:
        found = RESULT.search(text)
        return found[0] if found else ""


def deep(
    name: str, transport: Callable[[float], Transport] = Transport, **options: str
) -> Callable[[Settings], Engine]:
    """What makes the translator of class `name`, e.g., `GoogleTranslator`.

    The library is given the options; `$NAME` in one stands for the value of that variable.
    """

    def make(settings: Settings) -> Engine:
        module: Any = import_module(f"deep_translator.{name.removesuffix('Translator').lower()}")
        module.requests = transport(settings.transport.deadline)
        given = {key: Template(one).substitute(settings.values) for key, one in options.items()}
        # Made at the first call: Microsoft's fetches its languages over the network.
        translator = cache(lambda: getattr(module, name)(**given))
        return Engine(lambda request: translated(translator(), request.text), settings.limit)

    return make


def translated(translator: Any, text: str) -> str:  # noqa: ANN401 - a class of the library
    errors: Any = import_module("deep_translator.exceptions")
    try:
        answer = translator.translate(text)
    except errors.BaiduAPIerror as error:
        raise refusal(str(error.api_message)) from None
    except errors.TranslationNotFound:
        raise Passing("the answer contains no translation") from None
    if not isinstance(answer, str):
        raise Passing("an answer without text")
    # MyMemory writes an apostrophe as &#39;.
    return html.unescape(answer)


def refusal(said: str) -> Passing | Lasting:
    found = f"the service says: {said[:EXCERPT]}"
    for words, cause in REFUSALS.items():
        if words in said.upper():
            return Lasting(found, "key" if cause == "key" else "quota")
    return Passing(found)
