"""The Content-Security-Policy: a page runs the site's own scripts, and nothing that was slipped in.

Scripts that stand in a page are allowed one by one, by the hash of their text, and the hashes
are known before any page is made (`planbook.site.policy`). A page carries its policy itself,
so that it holds on every host and from `file://`; `_headers` says the same for hosts that read
such a file, and what only a header can say.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader
from mkdocs.utils.templates import url_filter

from planbook.site.assets import slim_page

SCRIPTS = ("base", "palette", "content", "local-worker", "view")
"""By the names of their templates. No other may run, whatever stands in a page."""
MISSING = "missing"
"""Of the page for missing addresses, besides those of all pages."""
BASES = (".", "..", "../..", "../../..")
"""How pages name the root of the site, by their depth. That for missing addresses has its path."""


SCRIPT = re.compile(
    r"<script(?=[\s/>]).*?(?=</script[\s/>]|\Z)", re.DOTALL | re.IGNORECASE | re.ASCII
)
"""A script element up to its end tag. One in a comment counts, too: none of ours stands there."""
NO_CODE = re.compile(
    r'<script (?:src="(?!//)[\w./~-]*"|type="application/ld\+json"|id="__config" type="application/json")>'
)
"""How our templates and the theme's begin a script that is a file of the site, or data."""
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
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
HEADERS = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@cache
def known_scripts(folders: tuple[str, ...], base_url: str) -> frozenset[str]:
    """Hashes of the inline scripts of a page that names the root `base_url`.

    Each is rendered alone, from the templates in the theme's folders, and knows nothing else.
    """
    environment = Environment(loader=FileSystemLoader(folders), autoescape=True)
    environment.filters["url"] = url_filter
    is_missing = base_url.startswith("/")
    page = None if is_missing else SimpleNamespace(url="-/" * base_url.count("..") + "-.html")
    names = (*SCRIPTS, MISSING) if is_missing else SCRIPTS
    templates = (environment.get_template(f"partials/javascripts/{name}.html") for name in names)
    known: dict[str, object] = {
        "base_url": base_url,
        "page": page,
        "config": {"extra": {}},
        "features": (),
    }
    rendered = (slim_page(one.render(known)) for one in templates)
    return frozenset(hash_of(script) for one in rendered for script in inline_scripts(one))


def inline_scripts(html: str) -> Iterator[str]:
    """The text of each script that stands in a page.

    Of one that begins as no template of ours does, the whole: it is no known script.
    """
    for found in SCRIPT.finditer(html):
        if not NO_CODE.match(found[0]):
            yield found[0].removeprefix("<script>")


def hash_of(script: str) -> str:
    """What allows the script with this text: `'sha256-…'`."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str], **more: str) -> str:
    """The policy that allows the site's own files and the inline scripts with these hashes."""
    scripts = " ".join(["'self'", *sorted(hashes)])
    rules = {**RULES, "script-src": scripts, **{key.replace("_", "-"): more[key] for key in more}}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def guarded(html: str, hashes: Iterable[str]) -> str:
    """The page with its policy, in front of everything that the policy is about."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes)}">'
    return html.replace(CHARSET, CHARSET + meta, 1)


def headers_file(hashes: Iterable[str]) -> str:
    """`_headers`, as Cloudflare Pages and Netlify read it: for every page the same."""
    whole = policy(hashes, frame_ancestors="'none'")
    lines = {"Content-Security-Policy": whole, **HEADERS}
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())
