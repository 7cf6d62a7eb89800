"""Translates with any service that speaks the `/chat/completions` protocol."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planbook.drafts.accept import Refused
from planbook.drafts.engine import Passing, Rejected, Request
from planbook.drafts.protect import Limit
from planbook.drafts.transport import Transport
from planbook.drafts.work import Segment
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


def messages(
    text: str, unit: Segment, terms: Iterable[Term], style: str, refused: Refused | None = None
) -> list[Message]:
    """The messages that ask for the English of `text`, which is `unit` or a part of it.

    `style` holds the rules of the English. After a rejected answer, the model is shown it with the
    reasons: asked the same at temperature 0, it would answer the same.
    """
    made = [
        {"role": "system", "content": TASK + style},
        {"role": "user", "content": "\n\n".join(parts(text, unit, terms))},
    ]
    if refused:
        reasons = "; ".join(refused.reasons)
        again = f"This cannot be used: {reasons}. Answer again, with the English alone."
        made += [
            {"role": "assistant", "content": refused.answer},
            {"role": "user", "content": again},
        ]
    return made


def parts(text: str, unit: Segment, terms: Iterable[Term]) -> Iterator[str]:
    """The parts of the question, the piece itself last."""
    if unit.context and unit.context != text:
        yield f"The paragraph, not to be translated:\n{unit.context}"
    if listed := "\n".join(term_line(one) for one in terms):
        yield f"These terms take this English:\n{listed}"
    if unit.entry.fuzzy and unit.entry.previous:
        yield (
            "An earlier version of the piece, and its English, of which you may keep what still"
            f" fits:\n{unit.entry.previous}\n{unit.entry.target}"
        )
    yield f"Translate this {unit.kind}:\n{text}"


def term_line(term: Term) -> str:
    line = f"{' / '.join(term.forms('zh'))} = {term.en}"
    if term.admitted:
        line += f" (where the sentence needs another form: {', '.join(term.admitted)})"
    return line + (f" (never: {', '.join(term.forbidden)})" if term.forbidden else "")


@dataclass(frozen=True, slots=True)
class Chat:
    """A model at an address; it is told the terms instead of being sent placeholders."""

    transport: Transport
    limit: Limit
    url: str
    """The part before `/chat/completions`, e.g., `http://127.0.0.1:11434/v1`."""
    model: str
    key: str
    """Empty for a service that does not need one."""
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
