"""Translates with DeepL's own API, since DeepL rejects the way deep-translator sends the key."""

import html
import re

from planbook.drafts.engine import Engine, Request, Settings
from planbook.drafts.protect import MARK, Limit

PRO, FREE = "https://api.deepl.com", "https://api-free.deepl.com"
LIMIT = Limit(30_000, "bytes")
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
