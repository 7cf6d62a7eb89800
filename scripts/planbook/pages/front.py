"""Writes the pages around the plan: home, about with corrections, translation, and downloads."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import structs

from planbook.addresses import ABOUT, TRANSLATION, data_files, data_folder
from planbook.characters import printable
from planbook.checks.rules import BY_CODE, RULES
from planbook.description import Description
from planbook.links.terms import CONFIDENCES
from planbook.locales import Bilingual, Locale, other
from planbook.pages import markdown as md
from planbook.pages.markdown import to_passage
from planbook.reading.model import Reading
from planbook.sources import Sources
from planbook.statements.tie import Tied
from planbook.text.decode import decode
from planbook.text.repair import MECHANICAL, Rule
from planbook.translation.join import Coverage, coverage
from planbook.translation.memory import STATES
from planbook.words import BOTH, WORDS, nouns_of, variant

BLANKS = re.compile(r"\n{3,}")
TEMPLATES = Environment(
    loader=PackageLoader("planbook.pages"),
    undefined=StrictUndefined,
    comment_start_string="{##",  # {# begins the anchor of a heading
    autoescape=False,  # noqa: S701 - Markdown, escaped where the values are made
)


def translation_page(reading: Reading, sources: Sources) -> str:
    """Method, checks, names, coverage by state, waivers, and data files."""
    locale, standing, words = reading.locale, reading.standing, reading.words.translation
    body = filled(
        "translation",
        reading,
        usual=standing.is_usual,
        glossary=bool(reading.linked.terms),
        standing=standing.whole.of(locale),
        made=bullets(provenances(reading), locale),
        terms=str(len(sources.terms)),
        rules=str(len(RULES)),
        confidence=md.table(confidence_rows(sources, locale)),
        coverage=md.table(coverage_rows(reading)),
        reviewers=reviewers(reading),
        waivers=md.table(waiver_rows(reading, sources)) if sources.waivers else words.no_waiver,
        data=data_folder(locale),
        repository=repository(reading),
    )
    return md.titled(words.title, reading, [body])


def provenances(reading: Reading) -> Iterator[str]:
    """How the English that pages show came about, with the number of its texts."""
    entries = reading.linked.edition.memory.entries.values()
    counts = Counter(one.provenance for one in entries if one.shown and one.provenance)
    said = reading.words.translation.provenance
    for made, count in sorted(counts.items()):
        yield said.format(made=origin(made, reading.locale), count=count)


def origin(provenance: str, locale: Locale) -> str:
    """The origin of English in the reader's language, if it is one that planbook records itself."""
    words = WORDS["en"].translation
    for form in ("recalled", "drafted"):
        before, _, after = words[form].partition("{}")
        if provenance.startswith(before) and provenance.endswith(after):
            name = provenance.removeprefix(before).removesuffix(after)
            return WORDS[locale].translation[form].format(name)
    return provenance


def confidence_rows(sources: Sources, locale: Locale) -> Iterator[tuple[str, ...]]:
    """The number of terms for each confidence of their English."""
    heads = WORDS[locale].translation
    yield heads.english, heads.terms
    counts = Counter(term.confidence for term in sources.terms)
    for confidence in CONFIDENCES:
        words = WORDS[locale].confidence[confidence]
        yield words[:1].upper() + words[1:], str(counts[confidence])


def coverage_rows(reading: Reading) -> Iterator[tuple[str, ...]]:
    """Sentences and titles by chapter and state; states without any are left out."""
    words = reading.words
    found = coverage(reading.linked.edition)
    states = [state for state in reversed(STATES) if any(one.counts[state] for one in found)]
    heads = (words.translation.chapter, words.translation.units)
    yield (*heads, *(words.states[state] for state in states))
    for one in found:
        counts = (str(one.counts[state]) for state in states)
        yield covered(reading, one), str(one.total), *counts


def covered(reading: Reading, one: Coverage) -> str:
    """What a row of the coverage is about: the number of a chapter, the title of an annex."""
    if one.chapter == "0":
        return reading.words.plan.front
    if not one.is_annex:
        return one.chapter
    title, lang = md.escape(reading.title(one.chapter)), reading.blocks[one.chapter].lang
    return title if lang == reading.locale else md.spoken(title, lang)


def reviewers(reading: Reading) -> str:
    """Who approved how many units, followed by an empty line; empty if nobody did."""
    entries = reading.linked.edition.memory.entries.values()
    counts = Counter(one.reviewer for one in entries if one.status == "approved")
    said = reading.words.translation.approved
    lines = "".join(f"- {md.escape(said.format(*one))}\n" for one in sorted(counts.items()))
    return f"{lines}\n" if lines else ""


def waiver_rows(reading: Reading, sources: Sources) -> Iterator[tuple[str, ...]]:
    """The findings that a person accepted, each with its place and reason."""
    heads = reading.words.translation
    yield heads.place, heads.rule, heads.reason
    for one in sources.waivers:
        place = next((s.reference for s in reading.outline.sentences() if one.quote in s.text), "")
        where = to_passage(place, TRANSLATION)
        rule = f"{one.rule} {BY_CODE[one.rule].title}" if one.rule in BY_CODE else one.rule
        yield (
            where if place else "",
            md.escape(rule),
            md.escape_in(one.reason.of(reading.locale), reading.locale),
        )


def downloads_page(reading: Reading, tied: Tied) -> str:
    """The books, the whole site in one file, and the data files, each with its purpose."""
    standing, data = reading.standing, data_folder(reading.locale)
    words = variant(reading.words, standing.kinds)
    had = data_files(english=bool(standing.shown), figures=bool(tied.account.entries))
    listed = (
        f"- <a href={md.quoted(data + name)}>{name}</a>{words.common.colon}{md.escape(what)}"
        for name in map(basename, had)
        for what in (words.data[name],)
    )
    body = filled(
        "downloads",
        reading,
        id=reading.description.id,
        downloads=f"{data.removesuffix('data/')}downloads/",
        briefs="" if tied.guide.is_empty else briefs(reading),
        files="\n".join(listed),
    )
    return md.titled(reading.words.downloads.title, reading, [body])


def briefs(reading: Reading) -> str:
    """The entries of the briefs, each followed by an empty line."""
    locale = reading.locale
    folder = f"{data_folder(locale).removesuffix('data/')}downloads/"
    words, order = reading.words.downloads, (locale, other(locale))
    return "".join(
        f'<a class="download" href={md.quoted(f"{folder}{reading.description.id}.brief.{lang}.pdf")}>'
        f"{md.escape(words[f'brief_{lang}'])}</a>\n{md.escape(words[f'brief_{lang}_use'])}\n\n"
        for lang in order
    )


def about_page(reading: Reading, sources: Sources, repaired: Mapping[Rule, int]) -> str:
    """Provenance, open questions, corrections, and gaps; `repaired` counts the edits of each rule."""
    locale, description = reading.locale, reading.description
    corrections = list(correction_rows(reading, sources))
    unknown = (*description.unknown, *unconfirmed(description))
    body = filled(
        "about",
        reading,
        traditional=decode(sources.raw).traditional,
        guide=not sources.guide.is_empty,
        years=bool(description.begins),
        standing=reading.standing.whole.of(locale),
        known=bullets((one.of(locale) for one in description.known), locale),
        unknown=bullets((one.of(locale) for one in unknown), locale),
        repaired=mended(repaired, locale),
        mechanical=mechanical(sum(repaired.values()), locale),
        corrections=md.table(corrections) if len(corrections) > 1 else "",
        gaps=bullets((one.notice.of(locale) for one in sources.missing), locale),
        repository=repository(reading),
    )
    return md.titled(reading.words.common.about, reading, [body])


def unconfirmed(description: Description) -> Iterator[Bilingual]:
    """That a program guessed some of what `plan.toml` says, and no one has confirmed it."""
    if description.guessed:
        yield BOTH.corrections.guessed


def mechanical(count: int, locale: Locale) -> str:
    """The number of repairs made by rule."""
    words = WORDS[locale].corrections
    return words.mechanical_one if count == 1 else words.mechanical.format(count)


def mended(counts: Mapping[Rule, int], locale: Locale) -> str:
    """What the mechanical rules repaired, in words; empty if nothing."""
    words = WORDS[locale]
    *first, last = ([words.mended[one] for one in MECHANICAL if counts.get(one)]) or [""]
    if not first:
        return last[:1].upper() + last[1:]
    joint = words.corrections.and_more if len(first) > 1 else words.corrections.and_one
    whole = joint.format(words.corrections.comma.join(first), last)
    return whole[:1].upper() + whole[1:]


def filled(name: str, reading: Reading, **values: str | bool) -> str:
    """A template filled with the plan's description, as bare text, and ready Markdown values.

    A template leaves out whatever the edition does not have.
    """
    locale, description = reading.locale, reading.description
    texts = {
        name: md.line(md.escape_in(text.of(locale), locale))
        for name, text in structs.asdict(description).items()
        if isinstance(text, Bilingual)
    }
    there = other(locale)
    original = md.spoken(md.escape(description.title.of(there)), there)
    words = reading.words
    given = {
        "other_title": original,
        "english": bool(reading.standing.shown),
        "partly": reading.standing.is_partly,
        "invented": description.invented,
        "aim": words.translation.aim,
        "covers": words.years.covers.format(texts["period"]),
        **nouns_of(description.document, locale),
    }
    made = TEMPLATES.get_template(f"{name}.{locale}.md").render(texts, **given, **values)
    return BLANKS.sub("\n\n", made).strip()


def repository(reading: Reading) -> str:
    """A line with a link to the repository, if its address is known."""
    if not (url := reading.description.repo_url):
        return ""
    return reading.words.corrections.repository + md.link(url.removeprefix("mailto:"), url)


def bullets(texts: Iterable[str], locale: Locale) -> str:
    return "\n".join(f"- {md.line(md.escape_in(text, locale))}" for text in texts)


def correction_rows(reading: Reading, sources: Sources) -> Iterator[tuple[str, ...]]:
    """The declared corrections of the text, each with its place and reason."""
    words = reading.words.corrections
    yield words.place, words.source, words.here, words.reason
    blocks = reading.outline.by_line()
    lines = sorted(blocks)
    for one in sources.repairs.repairs:
        if one.is_reading:
            continue
        # The line may be joined to a paragraph of the lines before it.
        place = blocks[lines[max(0, bisect_right(lines, one.line) - 1)]].reference
        link = to_passage(place, ABOUT)
        before, after = (shown(text, reading.locale) for text in (one.before, one.after))
        yield link, before, after, md.escape_in(one.why.of(reading.locale), reading.locale)


def shown(text: str, locale: Locale) -> str:
    """Text of the source before or after a correction, with line ends and controls made visible."""
    escaped = md.escape(printable(text.replace("\n", " ¶ ")))
    return escaped if locale == "zh" else md.spoken(escaped, "zh")
