"""Writes the pages around the plan: home, about with corrections, translation, and downloads."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename

from planbook.addresses import ABOUT, GUIDE, HOME, NAMED, TRANSLATION, data_files, data_folder
from planbook.characters import printable
from planbook.checks.rules import BY_CODE, RULES
from planbook.figures import in_words
from planbook.links.terms import CONFIDENCES
from planbook.locales import Locale, capitalized, other
from planbook.numerals import chinese_numeral
from planbook.pages import markdown as md
from planbook.pages.markdown import to_passage
from planbook.pages.plan import entry
from planbook.reading.model import Reading
from planbook.sources import Sources
from planbook.statements.guide import Guide
from planbook.statements.tie import Tied
from planbook.text.decode import decode
from planbook.text.repair import MECHANICAL, Rule
from planbook.translation.join import Coverage, coverage
from planbook.translation.memory import STATES
from planbook.words import BOTH, WORDS


def home_page(reading: Reading, guide: Guide) -> str:
    """The home page: what this is, its official status, and links; then the chapters."""
    locale, description = reading.locale, reading.description
    years = description.years.of(locale)
    cover = md.block([md.escape(years)], ".cover-years") + "\n\n" if years else ""
    body = md.filled(
        "home",
        reading,
        cover=cover,
        divisions=reading.words.chapters.all,
        chapters="\n".join(chapters(reading)),
        guide=guide_door(guide, locale),
        extent=extent(reading),
        terms=bool(reading.linked.terms),
        named={one.type for one in reading.linked.terms}.issuperset(NAMED.types),
        standing=reading.standing.english.of(locale),
    )
    meta = {"title": description.name.of(locale), "description": description.summary.of(locale)}
    return md.page(meta | {"hide": ["toc"]}, [body])


def chapters(reading: Reading) -> Iterator[str]:
    """A list of the chapters, each under its part if the plan has any."""
    for part, below in reading.outline.groups():
        if part:
            yield f"- {md.escape(reading.title(part.reference))}"
        yield from (entry(reading, one, HOME, 1 if part else 0) for one in below)


def extent(reading: Reading) -> str:
    """How many chapters or articles the plan has, and parts: 十二章, Twelve chapters."""
    outline, own = reading.outline, reading.words.chapters
    count = sum(not one.reference.startswith("a") for one in outline.chapters)  # no annexes
    parts = len(outline.parts)
    said = reading.words.plan.parts.format(parts=spoken(parts, reading.locale)) if parts else ""
    chapters = own.one if count == 1 else own.several
    return capitalized(said + chapters.format(spoken(count, reading.locale)))


def spoken(number: int, locale: Locale) -> str:
    """A number up to ten as a word, a larger one in digits."""
    if number > 10:
        return str(number)
    return chinese_numeral(number) if locale == "zh" else in_words(number)


def guide_door(guide: Guide, locale: Locale) -> str:
    """The home page's link to the guide, followed by an empty line; empty without a guide."""
    if guide.is_empty:
        return ""
    words = WORDS[locale].guide
    lines = (md.door(words.title, GUIDE), md.escape(words.door))
    return md.block(lines, ".door", ".guide-door") + "\n\n"


# --- the page on the translation


def translation_page(reading: Reading, sources: Sources) -> str:
    """Method, checks, names, coverage by state, waivers, and data files."""
    locale, standing, words = reading.locale, reading.standing, reading.words.translation
    body = md.filled(
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
        yield capitalized(words), str(counts[confidence])


def coverage_rows(reading: Reading) -> Iterator[tuple[str, ...]]:
    """Sentences and titles by chapter and state; states without any are left out."""
    words = reading.words
    found = coverage(reading.linked.edition)
    states = [state for state in reversed(STATES) if any(one.counts[state] for one in found)]
    heads = (reading.words.chapters.head, words.translation.units)
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
    title = md.escape(reading.title(one.chapter))
    return md.tagged(title, reading.blocks[one.chapter].lang, reading.locale)


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


# --- downloads


def downloads_page(reading: Reading, tied: Tied) -> str:
    """The books, the whole site in one file, and the data files, each with its purpose."""
    standing, data = reading.standing, data_folder(reading.locale)
    words = reading.words
    folder = f"{data.removesuffix('data/')}downloads/"
    had = data_files(english=bool(standing.shown), figures=bool(tied.account.entries))
    listed = (
        f"- <a href={md.quoted(data + name)}>{name}</a>{words.common.colon}{md.escape(what)}"
        for name in map(basename, had)
        for what in (words.data[name],)
    )
    body = md.filled(
        "downloads",
        reading,
        id=reading.description.id,
        downloads=folder,
        briefs="" if tied.guide.is_empty else briefs(reading, folder),
        files="\n".join(listed),
    )
    return md.titled(reading.words.downloads.title, reading, [body])


def briefs(reading: Reading, folder: str) -> str:
    """The entries of the briefs, each followed by an empty line."""
    words = reading.words.downloads
    return "".join(
        f'<a class="download" href={md.quoted(f"{folder}{reading.description.id}.brief.{lang}.pdf")}>'
        f"{md.escape(words[f'brief_{lang}'])}</a>\n{md.escape(words[f'brief_{lang}_use'])}\n\n"
        for lang in (reading.locale, other(reading.locale))
    )


# --- about this edition


def about_page(reading: Reading, sources: Sources, repaired: Mapping[Rule, int]) -> str:
    """Provenance, open questions, corrections, and gaps; `repaired` counts the edits of each rule."""
    locale, description = reading.locale, reading.description
    corrections = list(correction_rows(reading, sources))
    guessed = [BOTH.corrections.guessed] if description.guessed else []  # and not confirmed
    body = md.filled(
        "about",
        reading,
        traditional=decode(sources.raw).traditional,
        guide=not sources.guide.is_empty,
        years=bool(description.begins),
        standing=reading.standing.whole.of(locale),
        known=bullets((one.of(locale) for one in description.known), locale),
        unknown=bullets((one.of(locale) for one in (*description.unknown, *guessed)), locale),
        repaired=mended(repaired, locale),
        mechanical=mechanical(sum(repaired.values()), locale),
        corrections=md.table(corrections) if len(corrections) > 1 else "",
        gaps=bullets((one.notice.of(locale) for one in sources.missing), locale),
        repository=repository(reading),
    )
    return md.titled(reading.words.common.about, reading, [body])


def mechanical(count: int, locale: Locale) -> str:
    words = WORDS[locale].corrections
    return words.mechanical_one if count == 1 else words.mechanical.format(count)


def mended(counts: Mapping[Rule, int], locale: Locale) -> str:
    """What the mechanical rules repaired, in words; empty if nothing."""
    words = WORDS[locale]
    *first, last = ([words.mended[one] for one in MECHANICAL if counts.get(one)]) or [""]
    if not first:
        return capitalized(last)
    joint = words.corrections.and_more if len(first) > 1 else words.corrections.and_one
    return capitalized(joint.format(words.corrections.comma.join(first), last))


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
        before, after = (visible(text, reading.locale) for text in (one.before, one.after))
        yield link, before, after, md.escape_in(one.why.of(reading.locale), reading.locale)


def visible(text: str, locale: Locale) -> str:
    """Text of the source before or after a correction, with line ends and controls made visible."""
    return md.tagged(md.escape(printable(text.replace("\n", " ¶ "))), "zh", locale)
