"""What the buttons and menus of the site say, in the languages of the pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from planbook.locales import Locale


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    view: str
    """Name of the group of buttons that choose what is shown."""
    views: dict[str, str]
    """By view (`zh`, `en`, `both`), the name of its button for those who do not see it."""
    paragraph: str
    """With the reference: `Paragraph {}`."""
    untranslated: str
    menu: dict[str, str]
    """The entries of a paragraph's menu."""
    copied: str
    failed: str

    def converted(self, convert: Callable[[str], str]) -> Words:
        """The same words in another script."""

        def each(texts: dict[str, str]) -> dict[str, str]:
            return {name: convert(text) for name, text in texts.items()}

        return Words(
            view=convert(self.view),
            views=each(self.views),
            paragraph=convert(self.paragraph),
            untranslated=convert(self.untranslated),
            menu=each(self.menu),
            copied=convert(self.copied),
            failed=convert(self.failed),
        )

    def as_json(self) -> str:
        """What the script of the page needs."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


WORDS: dict[Locale, Words] = {
    "zh": Words(
        view="显示语言",
        views={"zh": "只看中文", "en": "只看英文", "both": "中英对照"},
        paragraph="第{}段：链接、引用、对照",
        untranslated="本段尚无英文。",
        menu={
            "link": "复制链接",
            "quotation": "复制中英引文",
            "gbt": "复制出处（GB/T 7714—2015）",
            "chicago": "复制出处（Chicago）",
            "bibtex": "复制出处（BibTeX）",
            "other": "看英文",
            "suggest": "建议更好的译文",
        },
        copied="已复制",
        failed="未能复制，请手动选取",
    ),
    "en": Words(
        view="Languages shown",
        views={"zh": "Chinese only", "en": "English only", "both": "Chinese and English"},
        paragraph="Paragraph {}: link, quote, compare",
        untranslated="Not yet in English.",
        menu={
            "link": "Copy link",
            "quotation": "Copy quotation in both languages",
            "gbt": "Copy citation (GB/T 7714-2015)",
            "chicago": "Copy citation (Chicago)",
            "bibtex": "Copy citation (BibTeX)",
            "other": "Show the Chinese",
            "suggest": "Suggest a better translation",
        },
        copied="Copied",
        failed="Could not copy; please select by hand",
    ),
}
