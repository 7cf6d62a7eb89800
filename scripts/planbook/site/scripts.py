"""The scripts that may stand in a page: the theme's and ours, known before any page is made."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader
from mkdocs.utils.templates import url_filter

from planbook.site.policy import hash_of, inline_scripts
from planbook.site.slim import slim_page

SCRIPTS = ("base", "palette", "content", "local-worker", "view")
"""By the names of their templates. No other may run, whatever stands in a page."""
MISSING = "missing"
"""Of the page for missing addresses, besides those of all pages."""
BASES = (".", "..", "../..", "../../..")
"""How pages name the root of the site, by their depth. That for missing addresses has its path."""


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
