"""Waiting for a page by looking at it from outside."""

from __future__ import annotations

import time

from playwright.sync_api import Page

DEADLINE, PAUSE = 30.0, 0.05
"""Seconds until a wait fails, and between two looks."""


def until(page: Page, condition: str, arg: object = None) -> None:
    """Wait for a JavaScript function to be true, or fail with its text.

    Playwright's own `wait_for_function` looks again from within the page, by `eval`, which the
    site's policy refuses: it works only if its first look succeeds.
    """
    end = time.monotonic() + DEADLINE
    while not page.evaluate(condition, arg):
        assert time.monotonic() < end, f"still not so after {DEADLINE:g} s: {condition}"
        page.wait_for_timeout(1000 * PAUSE)
