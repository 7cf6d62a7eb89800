"""Chinese words in an English text, which readers and screen readers have to be told of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planbook.locales import Locale

HAN = re.compile(
    r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]+"
    r"(?:[“”·、，（）]*[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]+)*"
)


def parted(text: str, lang: Locale) -> Iterator[tuple[str, bool]]:
    """The text, an English one cut before and after Chinese words; True for these."""
    at = 0
    for found in HAN.finditer(text) if lang == "en" else ():
        if found.start() > at:
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if text[at:]:
        yield text[at:], False
