"""Makes the reading bar, which says on every page of the plan what it is part of."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from planbook.addresses import PLAN, TRANSLATION, built, page_of
from planbook.description import Description
from planbook.locales import Locale
from planbook.reading.read import Reading
from planbook.words import Words

CHINESE = '<span lang="zh">中</span>'
VIEWS = {"zh": CHINESE, "both": f"{CHINESE}/EN", "en": "EN"}
"""The views of a page, each with the sign on its button."""


def status(plan: Description, own: Locale, words: Words[str]) -> str:
    """When the text was a plan, and how official it is here."""
    years = plan.years.of(own)
    planned = [words.bar.planned.format(years)] if years else []
    return " · ".join((*planned, words.bar.unofficial))


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar of a page says."""

    reading: Reading
    plan: Description
    words: Words[str]
    reference: str
    """The chapter or section of the page; `0` for the contents."""
    has_views: bool = True
    """False if there is no English to choose."""

    def html(self) -> str:
        """The bar. Without scripts, the style sheet hides what only scripts can do."""
        page, view = page_of(self.reference), self.words.view
        buttons = "".join(
            f'<button type="button" data-view="{name}">{sign}'
            f'<span class="pb-hidden"> {escape(view[name])}</span></button>'
            for name, sign in VIEWS.items()
            if self.has_views
        )
        where = " ".join(self.path(page))
        label, said = escape(view.label), self.words.bar
        number, goto = escape(said.number), escape(said.goto)
        known = escape(status(self.plan, self.reading.locale, self.words))
        views = f'<div class="pb-views" role="group" aria-label="{label}">{buttons}</div>'
        return (
            f'<div class="pb-bar" id="pb-bar"><p class="pb-where">{where}</p>'
            f'<p class="pb-status"><a href="{built(page, TRANSLATION)}">{known}</a></p>'
            f'{views if self.has_views else ""}<form class="pb-goto"><input aria-label="{number}" placeholder="{goto}" autocomplete="off"'
            ' enterkeyhint="go"><output></output></form></div>\n'
        )

    def path(self, page: str) -> Iterator[str]:
        """The plan, the chapter, and the section, each as a link to its beginning.

        Titles stand in a `span`: a narrow bar leaves out that of a section's chapter.
        """
        yield f'<a href="{built(page, PLAN)}">{escape(self.plan.name.of(self.reading.locale))}</a>'
        if self.reference != "0":
            chapter = self.reference.partition(".")[0]
            for one in dict.fromkeys((chapter, self.reference)):
                mark = self.reading.blocks[one].mark
                label = mark.rstrip(". ")
                title = escape(self.reading.title(one).removeprefix(label))
                yield f'<a href="{built(page, page_of(one))}">{escape(label)}<span>{title}</span></a>'
