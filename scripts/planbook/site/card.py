"""Collects what the site's script knows of the plan: to cite a passage, and to find a number."""

from collections.abc import Callable, Mapping

from planbook.books.release import release_of
from planbook.description import Description
from planbook.reading.passages import Passage
from planbook.words import Words


def facts(
    plan: Description,
    passages: Mapping[str, Passage],
    said: Mapping[str, Words[str]],
    convert: Callable[[str], str],
) -> dict[str, object]:
    """Titles and years by locale, the release, an address, and all numbers of the plan.

    `numbers` has the reference of every passage with the number of its sentences, 0 for a heading.
    The plan's issuer is unknown, so none is named.
    """
    years, release = plan.years, release_of(plan)
    day = release.day.isoformat()

    def cited(locale: str, title: str, years: str, day: str) -> dict[str, str]:
        spoken = said[locale].card.years.format(years) if years else ""
        return {"title": title, "years": spoken, "day": day}

    return {
        "id": plan.id,
        "version": release.version,
        "repoUrl": plan.repo_url.rstrip("/"),
        "zh": cited("zh", plan.title.zh, years.zh, day),
        "en": cited("en", plan.title.en, years.en, release.spoken_day.en),
        "zh-Hant": cited("zh-Hant", convert(plan.title.zh), years.zh, day),
        "numbers": {
            one.reference: 0 if one.is_heading else len(one.lines["zh"])
            for one in passages.values()
            if not one.is_part
        },
    }
