"""Any service that speaks the protocol of `/chat/completions`."""

from __future__ import annotations

from dataclasses import dataclass

from planbook.drafts.chunks import Limit
from planbook.drafts.engine import Passing, Rejected, Request
from planbook.drafts.prompt import messages
from planbook.drafts.transport import Transport

LIMIT = Limit(10_000)
"""More than any sentence has; models take far more."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A model behind an address; it is told the terms instead of being sent placeholders."""

    transport: Transport
    limit: Limit
    url: str
    """The part before `/chat/completions`, e.g. `http://127.0.0.1:11434/v1`."""
    model: str
    key: str
    """Empty for a service that needs none."""
    style: str
    """The rules of the English."""
    placeholders: bool = False

    def translate(self, request: Request) -> str:
        response = self.transport.post(
            f"{self.url.rstrip('/')}/chat/completions",
            headers={"Authorization": f"Bearer {self.key}"} if self.key else None,
            json={
                "model": self.model,
                "temperature": 0,
                "messages": messages(
                    request.text, request.unit, request.terms, self.style, request.refused
                ),
            },
        )
        choice = response.json()["choices"][0]
        if choice.get("finish_reason") in ("length", "content_filter"):
            raise Rejected(f"the model stopped early ({choice['finish_reason']})")
        content = choice["message"]["content"]
        if not isinstance(content, str):
            raise Passing("an answer without text")
        return content
