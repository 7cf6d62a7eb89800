"""Makes the Content-Security-Policy: a page runs the site's own scripts and no injected ones.

Each inline script is allowed by the hash of its text, and the hashes are known before any page
is made. A page carries its policy itself, so that it holds on every host and from `file://`;
`_headers` repeats it for hosts that read such a file, and adds what only a header can say.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader
from mkdocs.utils.templates import url_filter

from planbook.site.assets import slim_page

SCRIPTS = ("scheme", "view", "missing", "root")
"""Names of the scripts' templates. No other script may run, whatever a page contains."""
BASES = (".", "..", "../..", "../../..")
"""The root of the site as pages name it, by depth."""


SCRIPT = re.compile(
    r"<script(?=[\s/>]).*?(?=</script[\s/>]|\Z)", re.DOTALL | re.IGNORECASE | re.ASCII
)
"""A script element up to its end tag. One in a comment also counts: none of ours is in one."""
NO_CODE = re.compile(r'<script (?:src="(?!//)[\w./~-]*"|type="application/ld\+json")>')
"""The opening tag of a script that is a file or data, in our templates and the theme's."""
CHARSET = '<meta charset="utf-8">'
RULES = {
    # Not 'none': Firefox fetches the next page (rel=next) ahead, which only this rule allows.
    "default-src": "'self'",
    "style-src": "'self'",
    # Material's style sheet takes its icons from data: addresses.
    "img-src": "'self' data:",
    "connect-src": "'self'",
    # The search: a worker over http, a frame that stands in for one from file://.
    "worker-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    # Only the page for missing addresses has a base, which leads to the root of the site.
    "base-uri": "'self'",
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

    Each is rendered by itself from a template in the theme's folders, without the page's values.
    """
    environment = Environment(loader=FileSystemLoader(folders), autoescape=True)
    environment.filters["url"] = url_filter
    templates = (environment.get_template(f"partials/javascripts/{name}.html") for name in SCRIPTS)
    known: dict[str, object] = {
        "base_url": base_url,
        "page": SimpleNamespace(url="-/" * base_url.count("..") + "-.html"),
        "config": {"extra": {}},
        "features": (),
    }
    rendered = (slim_page(one.render(known)) for one in templates)
    return frozenset(hash_of(script) for one in rendered for script in inline_scripts(one))


def inline_scripts(html: str) -> Iterator[str]:
    """The text of each inline script of a page.

    For a script that begins like none of ours, the whole element: it is not a known script.
    """
    for found in SCRIPT.finditer(html):
        if not NO_CODE.match(found[0]):
            yield found[0].removeprefix("<script>")


def hash_of(script: str) -> str:
    """The source that allows the script with this text: `'sha256-…'`."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str], **more: str) -> str:
    """The policy that allows the site's own files and the inline scripts with these hashes."""
    scripts = " ".join(["'self'", *sorted(hashes)])
    rules = {**RULES, "script-src": scripts, **{key.replace("_", "-"): more[key] for key in more}}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def guarded(html: str, hashes: Iterable[str]) -> str:
    """The page with its policy, placed before everything that the policy covers."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes)}">'
    return html.replace(CHARSET, CHARSET + meta, 1)


def headers_file(hashes: Iterable[str]) -> str:
    """`_headers`, as Cloudflare Pages and Netlify read it, the same for every page."""
    whole = policy(hashes, frame_ancestors="'none'")
    lines = {"Content-Security-Policy": whole, **HEADERS}
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())
