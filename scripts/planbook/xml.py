"""Writes text as XML: escapes it, and rejects characters that XML cannot hold."""

import re
from collections.abc import Mapping
from html import escape

from planbook.problems import quote, stop

IMPOSSIBLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, escaped or not."""


def possible(bare: str) -> str:
    """The text itself. Raises `Problems` if XML cannot hold it."""
    if found := IMPOSSIBLE.search(bare):
        name = f"U+{ord(found[0]):04X}"
        raise stop(
            "source", f"{quote(bare)} has {name}, which XML files cannot contain", f"remove {name}"
        )
    return bare


def text(bare: str) -> str:
    """Bare text as markup; quotation marks need no escape between tags."""
    return escape(possible(bare), quote=False)


def quoted(bare: str) -> str:
    """Bare text as markup that may also go between quotation marks.

    There, a bare line break would be read as a space.
    """
    return escape(possible(bare)).replace("\n", "&#10;")


def element(name: str, attributes: Mapping[str, object], *inside: str) -> str:
    """An element. `inside` is markup; attributes that are None are left out."""
    written = "".join(
        f' {key}="{quoted(str(value))}"' for key, value in attributes.items() if value is not None
    )
    body = "".join(inside)
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"
