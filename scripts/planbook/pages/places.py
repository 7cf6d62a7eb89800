"""The page of places: the schematic, and in words whatever it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from planbook.addresses import PLACES
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.pages.cite import stated
from planbook.pictures.schematic import schematic, structure
from planbook.pictures.svg import Picture
from planbook.statements.places import Element, Part, Places, Position


@dataclass(frozen=True, slots=True)
class Words:
    """What this page says of its own."""

    title: str
    lead: str
    scroll: str
    """Name of the region in which a picture can be moved, with the picture's title."""
    caption: str
    sideways: str
    """Over a picture, where the screen is narrower than it."""
    unplaced: str
    """Heading of the second picture."""
    areas_caption: str
    position: dict[Position, str]
    parts: dict[Part, str]


WORDS: dict[Locale, Words] = {
    "zh": Words(
        title="空间布局",
        lead="规划所说的空间布局，画成示意图。图中每个要素都链接到规划原文；图下以文字逐一写出规划怎么说、图上位置依据什么、哪些规划没有写明。句子由本站依据规划概括，后附段落编号，可逐一核对。",
        scroll="{}（可左右移动）",
        caption="示意图，不按比例，非测绘成果；界线、走向和范围仅为示意。",
        sideways="← 图可左右移动 →",
        unplaced="图上没有的区域",
        areas_caption="左上方正方形按面积比例绘制，不表示位置和形状；其余各组按规划的归属排列。",
        position={
            "text": "图上位置：依规划文字",
            "known": "图上位置：一般所知，规划未写明",
            "none": "",
        },
        parts={
            "map": "图上的要素", "areas": "港区与面积", "base": "RCEP试验基地",
            "clusters": "千亩产业集聚区", "beside": "其他未写明位置的要素",
        },
    ),
    "en": Words(
        title="Spatial structure",
        lead="The spatial structure that the plan describes, drawn as a schematic. Every element is a link to its passage. Below each picture stands in words what the plan says of each element, what its place in the picture rests on, and what the plan leaves open. The sentences are our own summaries; behind each stand the numbers of the passages it rests on.",
        scroll="{} (can be moved sideways)",
        caption="Schematic, not to scale, not a survey. Boundaries, courses, and extents are only indicative.",
        sideways="← Move the picture sideways →",
        unplaced="Areas not on the map",
        areas_caption="The squares at the upper left show areas to scale, not places or shapes. The other groups follow the plan.",
        position={
            "text": "Place on the map: as the plan says.",
            "known": "Place on the map: generally known, not given in the plan.",
            "none": "",
        },
        parts={
            "map": "On the map", "areas": "Port and areas", "base": "The RCEP pilot base",
            "clusters": "The thousand-mu clusters", "beside": "Others without a place",
        },
    ),
}  # fmt: skip


def places_page(places: Places, locale: Locale, site: str) -> Iterator[tuple[str, str]]:
    """Path and content of the page; none if no place is declared."""
    if not places.map:
        return
    words = WORDS[locale]
    rest = [part for part in words.parts if part != "map" and places.of(part)]
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


def figure(picture: Picture, words: Words, caption: str) -> str:
    """A picture that a narrow screen moves sideways, by finger or by keyboard."""
    caption = escape(caption, quote=False)
    name = escape(words.scroll.format(picture.title))
    opening = f'<div class="pb-scroll" role="region" tabindex="0" aria-label="{name}">'
    region = f"{opening}{picture.svg}</div>"
    hint = f'<p class="pb-sideways" aria-hidden="true">{words.sideways}</p>'
    return f'<figure class="pb-figure">{hint}{region}<figcaption>{caption}</figcaption></figure>'


def listed(places: Places, part: Part, locale: Locale) -> Iterator[str]:
    """The elements of a part under its title."""
    yield md.heading(2, WORDS[locale].parts[part], f"part-{part}")
    yield "\n".join(items(places.of(part), locale))


def items(elements: Iterable[Element], locale: Locale) -> Iterator[str]:
    """Each element: its name, what the plan says of it, what its place rests on, what is open."""
    for one in elements:
        said = stated(one.statement, PLACES, locale)
        remarks = [WORDS[locale].position[one.position], one.open.of(locale) if one.open else ""]
        between = "。" if locale == "zh" and all(remarks) else " "
        remark = between.join(filter(None, remarks))
        small = f"<br><small>{md.escape(remark)}</small>" if remark else ""
        yield f"- {md.bold(md.escape(one.title(locale)))}<br>{said}{small}\n    {{: #{one.anchor} }}"
