"""The Content-Security-Policy: a page runs the site's own scripts, and nothing that was slipped in.

Scripts that stand in a page are allowed one by one, by the hash of their text. A page
carries its policy itself, so that it holds on every host and from `file://`; `_headers`
says the same for hosts that read such a file, and what only a header can say.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
NO_CODE = re.compile(r"\bsrc=|\btype=\"application/(?:ld\+)?json\"")
"""Attributes of a script that has no code in the page: it is elsewhere, or it is data."""

CHARSET = '<meta charset="utf-8">'

RULES = {
    "default-src": "'none'",
    "style-src": "'self'",
    # Material's style sheet draws its icons from data: addresses.
    "img-src": "'self' data:",
    "connect-src": "'self'",
    # The search: a worker over http, a frame that stands in for one from file://.
    "worker-src": "'self'",
    "frame-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}

HEADERS = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def inline_hashes(html: str) -> list[str]:
    """The sources, `'sha256-…'`, of the scripts that stand in a page; sorted, each once."""
    texts = {found["text"] for found in SCRIPT.finditer(html) if not NO_CODE.search(found[1])}
    return sorted(
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts
    )


def policy(hashes: Iterable[str], **more: str) -> str:
    """The policy that allows the site's own files and the inline scripts with these hashes."""
    scripts = " ".join(["'self'", *hashes])
    rules = {**RULES, "script-src": scripts, **{key.replace("_", "-"): more[key] for key in more}}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def guarded(html: str) -> str:
    """The page with its policy, in front of everything that the policy is about."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(inline_hashes(html))}">'
    return html.replace(CHARSET, CHARSET + meta, 1)


def headers_file(hashes: Iterable[str]) -> str:
    """`_headers`, as Cloudflare Pages and Netlify read it: for every page the same."""
    whole = policy(hashes, frame_ancestors="'none'")
    lines = {"Content-Security-Policy": whole, **HEADERS}
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())
