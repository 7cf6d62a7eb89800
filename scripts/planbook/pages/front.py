"""Writes the pages around the plan: home, about with corrections, translation, and downloads."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from string import Template

from msgspec import structs

from planbook.addresses import ABOUT, GUIDE, HOME, TRANSLATION, data_folder
from planbook.characters import printable
from planbook.checks.rules import BY_CODE, RULES
from planbook.description import Description
from planbook.links.terms import CONFIDENCES
from planbook.locales import Bilingual, Locale, other
from planbook.pages import markdown as md
from planbook.pages.cite import to_passage
from planbook.pages.plan import entry
from planbook.reading.read import Reading
from planbook.sources import Sources
from planbook.statements.guide import Guide
from planbook.translation.memory import STATES
from planbook.translation.sync import coverage
from planbook.words import WORDS


def translation_page(reading: Reading, sources: Sources) -> str:
    """Method, checks, names, coverage by state, waivers, and data files."""
    locale, description = reading.locale, sources.description
    words = WORDS[locale].translation
    body = filled(
        f"translation.{locale}.md",
        description,
        locale,
        terms=str(len(sources.terms)),
        rules=str(len(RULES)),
        confidence=md.table(confidence_rows(sources, locale)),
        coverage=md.table(coverage_rows(reading)),
        reviewers=reviewers(reading),
        waivers=md.table(waiver_rows(reading, sources)) if sources.waivers else words.no_waiver,
        data=data_folder(locale),
        repository=repository(description, locale),
    )
    return md.page(front_matter(words.title, description, locale), [body])


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
    words = WORDS[reading.locale]
    found = coverage(reading.linked.edition)
    states = [state for state in reversed(STATES) if any(one.counts[state] for one in found)]
    heads = (words.translation.chapter, words.translation.units)
    yield (*heads, *(words.states[state] for state in states))
    for one in found:
        name = one.chapter if one.chapter != "0" else words.plan.front
        yield name, str(one.total), *(str(one.counts[state]) for state in states)


def reviewers(reading: Reading) -> str:
    """Who approved how many units, followed by an empty line; empty if nobody did."""
    entries = reading.linked.edition.memory.entries.values()
    counts = Counter(one.reviewer for one in entries if one.status == "approved")
    said = WORDS[reading.locale].translation.approved
    lines = "".join(f"- {md.escape(said.format(*one))}\n" for one in sorted(counts.items()))
    return f"{lines}\n" if lines else ""


def waiver_rows(reading: Reading, sources: Sources) -> Iterator[tuple[str, ...]]:
    """The findings that a person accepted, each with its place and reason."""
    heads = WORDS[reading.locale].translation
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


def downloads_page(description: Description, guide: Guide, locale: Locale) -> str:
    """The books, the whole site in one file, and the data files, each with its purpose."""
    title, data = WORDS[locale].downloads.title, data_folder(locale)
    listed = (
        f"- <a href={md.quoted(data + name)}>{name}</a>{WORDS[locale].common.colon}{md.escape(what)}"
        for name, what in WORDS[locale].data.items()
    )
    body = filled(
        f"downloads.{locale}.md",
        description,
        locale,
        id=description.id,
        downloads=f"{data.removesuffix('data/')}downloads/",
        briefs="" if guide.is_empty else briefs(description, locale),
        files="\n".join(listed),
    )
    return md.page(front_matter(title, description, locale), [body])


def briefs(description: Description, locale: Locale) -> str:
    """The entries of the briefs, each followed by an empty line."""
    folder = f"{data_folder(locale).removesuffix('data/')}downloads/"
    words, order = WORDS[locale].downloads, (locale, other(locale))
    return "".join(
        f'<a class="download" href={md.quoted(f"{folder}{description.id}.brief.{lang}.pdf")}>'
        f"{md.escape(words[f'brief_{lang}'])}</a>\n{md.escape(words[f'brief_{lang}_use'])}\n\n"
        for lang in order
    )


def home_page(reading: Reading, description: Description, guide: Guide) -> str:
    """The home page: what this is, its official status, and links; then the chapters."""
    locale = reading.locale
    chapters = "\n".join(entry(reading, chapter, HOME) for chapter in reading.outline.chapters)
    door = guide_door(guide, locale)
    years = description.years.of(locale)
    cover = md.block([md.escape(years)], "", ".cover-years") + "\n\n" if years else ""
    body = filled(
        f"home.{locale}.md", description, locale, cover=cover, chapters=chapters, guide=door
    )
    meta = {"title": description.name.of(locale), "description": description.summary.of(locale)}
    return md.page(meta | {"hide": ["toc"]}, [body])


def guide_door(guide: Guide, locale: Locale) -> str:
    """The home page's link to the guide, followed by an empty line; empty without a guide."""
    if guide.is_empty:
        return ""
    words = WORDS[locale].guide
    lines = (door(words.title, GUIDE), md.escape(words.door))
    return md.block(lines, "", ".door", ".guide-door") + "\n\n"


def door(name: str, href: str) -> str:
    return f"[{md.bold(md.escape(name))}]({href})"


def about_page(reading: Reading, sources: Sources) -> str:
    """Provenance, open questions, corrections, and gaps."""
    locale, description = reading.locale, sources.description
    body = filled(
        f"about.{locale}.md",
        description,
        locale,
        known=bullets(description.known, locale),
        unknown=bullets(description.unknown, locale),
        mechanical=mechanical(sources, locale),
        corrections=md.table(correction_rows(reading, sources)),
        gaps=bullets((one.notice for one in sources.missing), locale),
        repository=repository(description, locale),
    )
    return md.page(front_matter(WORDS[locale].common.about, description, locale), [body])


def mechanical(sources: Sources, locale: Locale) -> str:
    """The number of repairs made by rule; empty if none is committed."""
    counts = sources.repairs.counts
    return WORDS[locale].corrections.mechanical.format(sum(counts.values())) if counts else ""


def front_matter(title: str, description: Description, locale: Locale) -> dict[str, object]:
    return {"title": title, "description": f"{title} · {description.name.of(locale)}"}


def filled(name: str, description: Description, locale: Locale, **values: str) -> str:
    """A template filled with the plan's description, as bare text, and ready Markdown values."""
    template = Template(files("planbook.pages").joinpath("templates", name).read_text("utf-8"))
    texts = {
        name: md.line(md.escape(text.of(locale)))
        for name, text in structs.asdict(description).items()
        if isinstance(text, Bilingual)
    }
    there = other(locale)
    original = md.spoken(md.escape(description.title.of(there)), there)
    return template.substitute(texts, other_title=original, **values).strip()


def repository(description: Description, locale: Locale) -> str:
    """A line with a link to the repository, if its address is known."""
    if not description.repo_url:
        return ""
    return WORDS[locale].corrections.repository + md.link(
        description.repo_url, description.repo_url
    )


def bullets(texts: Iterable[Bilingual], locale: Locale) -> str:
    return "\n".join(f"- {md.line(md.escape_in(text.of(locale), locale))}" for text in texts)


def correction_rows(reading: Reading, sources: Sources) -> Iterator[tuple[str, ...]]:
    """The declared corrections of the text, each with its place and reason."""
    words = WORDS[reading.locale].corrections
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
