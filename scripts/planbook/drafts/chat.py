"""Translates with any service that speaks the `/chat/completions` protocol."""

from collections.abc import Iterator

from planbook.drafts.engine import Engine, Request, Settings
from planbook.drafts.protect import Limit
from planbook.drafts.transport import Passing, Rejected
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
