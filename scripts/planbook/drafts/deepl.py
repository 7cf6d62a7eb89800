"""Translates with DeepL's own API, since DeepL rejects the way deep-translator sends the key."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from planbook.drafts.engine import Request
from planbook.drafts.protect import MARK, Limit
from planbook.drafts.transport import Transport

PRO, FREE = "https://api.deepl.com", "https://api-free.deepl.com"
LIMIT = Limit(30_000, "bytes")
"""A request may have 128 KiB; the rest is for the context."""
TAG = re.compile(r'<x id="([0-9]+)"\s*(?:/>|>\s*</x>)')


@dataclass(frozen=True, slots=True)
class DeepL:
    """The translator of api.deepl.com; placeholders are sent as tags, which it keeps."""

    transport: Transport
    limit: Limit
    key: str
    url: str
    """Empty for the host that the key belongs to: free keys end in `:fx`."""
    placeholders: bool = True

    def translate(self, request: Request) -> str:
        host = self.url or (FREE if self.key.endswith(":fx") else PRO)
        response = self.transport.post(
            f"{host.rstrip('/')}/v2/translate",
            headers={"Authorization": f"DeepL-Auth-Key {self.key}"},
            json={
                "text": [tagged(request.text)],
                "source_lang": "ZH",
                "target_lang": "EN-US",
                "context": request.unit.context,
                "tag_handling": "xml",
                "ignore_tags": ["x"],
            },
        )
        answer: str = response.json()["translations"][0]["text"]
        return untagged(answer)


def tagged(text: str) -> str:
    """The text as XML. Law: `untagged` returns the text if `protect` wrote its placeholders."""
    return MARK.sub(r'<x id="\1"></x>', html.escape(text, quote=False))


def untagged(text: str) -> str:
    return html.unescape(TAG.sub(r"[X\1X]", text))
