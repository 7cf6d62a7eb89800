"""Writes the page of places: the schematic, and in words everything that it shows."""

from collections.abc import Iterable, Iterator
from html import escape

from planbook.addresses import PLACES
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pages.cite import stated
from planbook.pictures.schematic import schematic, structure
from planbook.pictures.svg import Picture
from planbook.statements.places import PARTS, Element, Part, Places
from planbook.words import WORDS, Subject


def places_page(places: Places, locale: Locale, site: str) -> Iterator[tuple[str, str]]:
    """Path and content of the page; none if there is no map."""
    if not places.map:
        return
    words = WORDS[locale].places
    rest = [part for part in PARTS if part != "map" and places.of(part)]
    blocks = [
        md.heading(1, words.title, "places"),
        md.block([md.escape(words.lead)]),
        figure(schematic(places, locale, PLACES), words, words.caption),
        *listed(places, "map", locale),
    ]
    if rest:
        blocks.append(md.heading(2, words.unplaced, "unplaced"))
        blocks.append(figure(structure(places, locale, PLACES), words, words.areas_caption))
    blocks += [block for part in rest for block in listed(places, part, locale)]
    meta = {"title": words.title, "description": f"{words.title} · {site}"}
    yield PLACES, md.page(meta, blocks)


def figure(picture: Picture, words: Subject[str], caption: str) -> str:
    """A picture that scrolls sideways on a narrow screen, by finger or by keyboard."""
    caption = escape(caption, quote=False)
    name = escape(words.scroll.format(picture.title))
    opening = f'<div class="pb-scroll" role="region" tabindex="0" aria-label="{name}">'
    region = f"{opening}{picture.svg}</div>"
    hint = f'<p class="pb-sideways" aria-hidden="true">{words.sideways}</p>'
    return f'<figure class="pb-figure">{hint}{region}<figcaption>{caption}</figcaption></figure>'


def listed(places: Places, part: Part, locale: Locale) -> Iterator[str]:
    """The elements of a part under its title."""
    yield md.heading(2, places.title_of(part, locale), f"part-{part}")
    yield "\n".join(items(places.of(part), locale))


def items(elements: Iterable[Element], locale: Locale) -> Iterator[str]:
    """Each element: its name, the plan's statement, the basis of its place, and open questions."""
    for one in elements:
        said = stated(one.statement, PLACES, locale)
        remarks = [WORDS[locale].positions[one.position], one.open.of(locale) if one.open else ""]
        between = "。" if locale == "zh" and all(remarks) else " "
        remark = between.join(filter(None, remarks))
        small = f"<br><small>{md.escape(remark)}</small>" if remark else ""
        yield f"- {md.bold(md.escape(one.title(locale)))}<br>{said}{small}\n    {{: #{one.anchor} }}"
