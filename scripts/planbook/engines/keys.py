"""Keys: read from the environment alone, and kept out of everything that is said or stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

from planbook.problems import stop

HIDDEN = "[key]"
SHORTEST = 4
"""Characters below which a value is no secret, and hiding it would only garble messages."""


def read_key(environment: Mapping[str, str], name: str) -> str:
    """The value of a variable, or an empty string. Raises `Problems` if it cannot be a key."""
    value = environment.get(name, "").strip()
    if not (value.isascii() and value.isprintable()):
        found = "holds characters that no key has"
        raise stop(name, found, f"set {name} again, to the key alone, without quotation marks")
    return value


class Keys:
    """The secrets of a run."""

    def __init__(self, values: Iterable[str]) -> None:
        found = {form for one in values for form in (one, quote(one), quote_plus(one))}
        longest_first = sorted(found, key=lambda one: (-len(one), one))
        hidden = [re.escape(one) for one in longest_first if len(one) >= SHORTEST]
        self.pattern = re.compile("|".join(hidden) or r"(?!)", re.IGNORECASE)

    def scrub(self, text: str) -> str:
        """The text with `HIDDEN` wherever a key stood, also as it is written in an address."""
        return self.pattern.sub(HIDDEN, text)
