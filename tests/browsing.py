"""Pages of a browser that are used again: opening one costs more than loading most of the site's."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from playwright.sync_api import Browser, BrowserContext, Error, Page

MOST = 4
"""Contexts that wait for a next test; each has the process of its last page."""
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); window.name = ''; }"
FORGOTTEN = frozenset(
    [
        *("check", "click", "emulate_media", "evaluate", "fill", "focus", "get_by_role"),
        *("get_by_text", "go_back", "go_forward", "goto", "hover", "inner_text", "keyboard"),
        *("locator", "mouse", "pdf", "reload", "set_viewport_size", "tap", "touchscreen", "url"),
        *("wait_for_load_state", "wait_for_selector", "wait_for_timeout", "wait_for_url"),
    ]
)
"""What a page was asked for that its next user knows nothing of."""
MEDIA = {"color_scheme": "light", "reduced_motion": "no-preference"}
SCREEN = {"width": 1280, "height": 720}
"""What a page is shown with, unless its context was asked for with something else."""


class Pool:
    """A browser whose contexts and pages are as new, but may have been used before.

    The cache of HTTP is the one thing that stays: who measures what is loaded takes `chromium`.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.waiting: OrderedDict[str, Lent] = OrderedDict()

    def new_context(self, **options: Any) -> Lent:
        """One that was used before, if any had the same options but for those that a page can change."""
        look = {name: options.pop(name, usual) for name, usual in MEDIA.items()}
        screen = options.pop("viewport", SCREEN)
        kind = json.dumps(options, sort_keys=True)
        found = self.waiting.pop(kind, None)
        if not found:
            context = self.browser.new_context(**options)
            found = Lent(context, lambda lent: self.take_back(kind, lent))
        found.look, found.screen = look, screen
        return found

    def take_back(self, kind: str, lent: Lent) -> None:
        if old := self.waiting.pop(kind, None):
            old.context.close()
        self.waiting[kind] = lent
        while len(self.waiting) > MOST:
            self.waiting.popitem(last=False)[1].context.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.browser, name)


class Lent:
    """A context of the pool. One that was asked for more than pages does not go back."""

    look: dict[str, Any]
    screen: Any

    def __init__(self, context: BrowserContext, give_back: Callable[[Lent], None]) -> None:
        self.context, self.give_back = context, give_back
        self.pages: list[Borrowed] = []
        self.ready: list[Borrowed] = []
        self.is_plain = True

    def new_page(self) -> Page:
        page = self.ready.pop() if self.ready else Borrowed(self.context.new_page())
        page.page.set_viewport_size(self.screen)
        page.page.emulate_media(media="null", **self.look)
        self.pages.append(page)
        return cast("Page", page)

    def close(self) -> None:
        if self.is_plain:
            # A page that shows nothing of the site has no storage: then nothing is kept.
            with suppress(Error, ValueError):
                self.clear()
                self.give_back(self)
                return
        self.context.close()

    def clear(self) -> None:
        """Close all pages but one, whose process the next page will use."""
        plain = [one for one in self.pages if one.is_plain]
        kept = plain[0].page if plain else self.context.pages[-1]
        for page in self.context.pages:
            if page != kept:
                page.close()
        kept.evaluate(FORGET)
        self.pages, self.ready = [], plain[:1]
        for page in self.ready:
            page.clear()

    def __getattr__(self, name: str) -> Any:
        self.is_plain = False
        return getattr(self.context, name)


class Borrowed:
    """A page of the pool. One that was changed beyond its document is not used again."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.listeners: list[tuple[Any, Callable[..., Any]]] = []
        self.is_plain = True

    def on(self, event: Any, listener: Callable[..., Any]) -> None:
        self.listeners.append((event, listener))
        self.page.on(event, listener)

    def clear(self) -> None:
        """Show nothing, with the mouse where it is in a new page."""
        while self.listeners:
            self.page.remove_listener(*self.listeners.pop())
        self.page.mouse.move(-1, -1)
        self.page.goto("about:blank")

    def __getattr__(self, name: str) -> Any:
        if name not in FORGOTTEN:
            self.is_plain = False
        return getattr(self.page, name)
