"""Translates with services: any with `/chat/completions`, DeepL, and those of deep-translator."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from string import Template
from typing import Any, Literal

from requests import Response

from planbook.drafts.engine import Engine, Request, Settings
from planbook.drafts.protect import MARK, Limit
from planbook.drafts.transport import EXCERPT, Cause, Lasting, Passing, Rejected, Transport
from planbook.links.terms import Term

Message = dict[str, str]
TASK = """\
You translate a Chinese government plan into English, one piece at a time. The paragraph
that the piece stands in is given so that you understand it; translate the piece alone.
Answer with its English on one line and with nothing else: no Chinese, no introduction, no
note, no quotation marks around it, no markup. Leave nothing out and add nothing. Keep to
the rules that follow; where one asks for a note, leave the note out.

"""
LIMIT = Limit(10_000)
"""More than any sentence has; models take far more."""


def messages(request: Request, style: str) -> list[Message]:
    """The messages that ask for the English of a unit, or of a part of it.

    `style` holds the rules of the English. After a rejected answer, the model is shown it with the
    reasons: asked the same at temperature 0, it would answer the same.
    """
    made = [
        {"role": "system", "content": TASK + style},
        {"role": "user", "content": "\n\n".join(parts(request))},
    ]
    if refused := request.refused:
        reasons = "; ".join(refused.reasons)
        again = f"This cannot be used: {reasons}. Answer again, with the English alone."
        made += [
            {"role": "assistant", "content": refused.answer},
            {"role": "user", "content": again},
        ]
    return made


def parts(request: Request) -> Iterator[str]:
    """The parts of the question, the piece itself last."""
    unit = request.unit
    if unit.context and unit.context != request.text:
        yield f"The paragraph, not to be translated:\n{unit.context}"
    if listed := "\n".join(map(term_line, request.terms)):
        yield f"These terms take this English:\n{listed}"
    if unit.entry.fuzzy and unit.entry.previous:
        yield (
            "An earlier version of the piece, and its English, of which you may keep what still"
            f" fits:\n{unit.entry.previous}\n{unit.entry.target}"
        )
    yield f"Translate this {unit.kind}:\n{request.text}"


def term_line(term: Term) -> str:
    line = f"{' / '.join(term.forms('zh'))} = {term.en}"
    if term.admitted:
        line += f" (where the sentence needs another form: {', '.join(term.admitted)})"
    return line + (f" (never: {', '.join(term.forbidden)})" if term.forbidden else "")


def chat(settings: Settings) -> Engine:
    """A model at an address; it is told the terms instead of being sent placeholders."""
    key, model = settings.values["CHAT_API_KEY"], settings.values["CHAT_MODEL"]

    def translate(request: Request) -> str:
        response = settings.transport.post(
            f"{settings.values['CHAT_URL']}/chat/completions",
            headers={"Authorization": f"Bearer {key}"} if key else None,
            json={"model": model, "temperature": 0, "messages": messages(request, settings.style)},
        )
        choice = response.json()["choices"][0]
        if choice.get("finish_reason") in ("length", "content_filter"):
            raise Rejected(f"the model stopped early ({choice['finish_reason']})")
        content = choice["message"]["content"]
        if not isinstance(content, str):
            raise Passing("an answer without text")
        return content

    return Engine(translate, settings.limit, placeholders=False)


PRO, FREE = "https://api.deepl.com", "https://api-free.deepl.com"
DEEPL_LIMIT = Limit(30_000, "bytes")
"""A request may have 128 KiB; the rest is for the context."""
TAG = re.compile(r'<x id="([0-9]+)"\s*(?:/>|>\s*</x>)')


def deepl(settings: Settings) -> Engine:
    """The translator of api.deepl.com; placeholders are sent as tags, which it keeps.

    Without an address, a key is sent to the host that it belongs to: free keys end in `:fx`.
    """
    key = settings.values["DEEPL_API_KEY"]
    host = settings.values["DEEPL_URL"] or (FREE if key.endswith(":fx") else PRO)

    def translate(request: Request) -> str:
        response = settings.transport.post(
            f"{host}/v2/translate",
            headers={"Authorization": f"DeepL-Auth-Key {key}"},
            json={
                "text": [tagged(request.text)],
                "source_lang": "ZH",
                "target_lang": "EN-US",
                "context": request.unit.context,
                "tag_handling": "xml",
                "ignore_tags": ["x"],
            },
        )
        return untagged(response.json()["translations"][0]["text"])

    return Engine(translate, settings.limit)


def tagged(text: str) -> str:
    """The text as XML. Law: `untagged` returns the text if `protect` wrote its placeholders."""
    return MARK.sub(r'<x id="\1"></x>', html.escape(text, quote=False))


def untagged(text: str) -> str:
    return html.unescape(TAG.sub(r"[X\1X]", text))


# --- deep-translator


REFUSALS: Mapping[str, Cause] = {
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
    """A function that makes the translator of class `name`, e.g., `GoogleTranslator`.

    The library gets the options, with `$NAME` replaced by the value of that variable.
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
            return Lasting(found, cause)
    return Passing(found)
