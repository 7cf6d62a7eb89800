"""What of a page is HTML already. Everything else is escaped where a template writes it."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink


def mark_markup(page: Page) -> None:
    """Mark the page's content and the titles in its table of contents.

    Python-Markdown made both, of text that `planbook.pages.markdown` had escaped.
    """
    page.content = Markup(page.content or "")  # noqa: S704
    mark_titles(page.toc)


def mark_titles(toc: Iterable[AnchorLink]) -> None:
    for one in toc:
        one.title = Markup(one.title)  # noqa: S704
        mark_titles(one.children)
