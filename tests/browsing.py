"""Contexts of a browser that are used again: what costs most of a page is its process and its caches."""

from __future__ import annotations

import json
from collections import OrderedDict
from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

MOST = 4
"""Contexts that wait for a next test; each has the process of its last page."""
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class Pool:
    """A browser whose contexts are as new, but may have been used with the same options before.

    The cache of HTTP is the one thing that stays: who measures what is loaded takes `chromium`.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.waiting: OrderedDict[str, BrowserContext] = OrderedDict()

    def new_context(self, **options: Any) -> Lent:
        kind = json.dumps(options, sort_keys=True)
        found = self.waiting.pop(kind, None)
        return Lent(self, kind, found or self.browser.new_context(**options))

    def take_back(self, kind: str, context: BrowserContext) -> None:
        """Close all pages but the last, whose process the next page will use."""
        *others, last = context.pages
        for page in others:
            page.close()
        last.evaluate(FORGET)
        if old := self.waiting.pop(kind, None):
            old.close()
        self.waiting[kind] = context
        while len(self.waiting) > MOST:
            self.waiting.popitem(last=False)[1].close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.browser, name)


class Lent:
    """A context of the pool. One that was asked for more than pages does not go back."""

    def __init__(self, pool: Pool, kind: str, context: BrowserContext) -> None:
        self.pool, self.kind, self.context = pool, kind, context
        self.is_plain = True

    def new_page(self) -> Page:
        return self.context.new_page()

    def close(self) -> None:
        if self.is_plain:
            # A page that shows nothing of the site has no storage: then nothing is kept.
            with suppress(Error, ValueError):
                self.pool.take_back(self.kind, self.context)
                return
        self.context.close()

    def __getattr__(self, name: str) -> Any:
        self.is_plain = False
        return getattr(self.context, name)
