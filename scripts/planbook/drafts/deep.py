"""Translates with those engines of deep-translator whose services still exist.

The library asks and reads; `Transport`, which replaces `requests` in the library's modules, handles
time limits, statuses, and secrets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal

from requests import Response

from planbook.drafts.engine import Lasting, Passing, Request
from planbook.drafts.protect import Limit
from planbook.drafts.transport import EXCERPT, Transport

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


@dataclass(frozen=True, slots=True)
class DeepEngine:
    """One translator of the library."""

    limit: Limit
    translator: Callable[[], Any]
    """Makes it at the first call: Microsoft's fetches its languages over the network."""
    placeholders: bool = True

    def translate(self, request: Request) -> str:
        errors: Any = import_module("deep_translator.exceptions")
        try:
            answer = self.translator().translate(request.text)
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


def deep_engine(name: str, transport: Transport, limit: Limit, **options: str) -> DeepEngine:
    """The translator of class `name`, e.g., `GoogleTranslator`, made with these options."""
    module: Any = import_module(f"deep_translator.{name.removesuffix('Translator').lower()}")
    module.requests = transport
    return DeepEngine(limit, cache(lambda: getattr(module, name)(**options)))
