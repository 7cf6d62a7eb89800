"""What the guide for investors, and the door to it, say of their own, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from planbook.addresses import DOWNLOADS, FIGURES, GUIDE, NAMES, PLACES, SECTORS
from planbook.locales import Locale
from planbook.pages import markdown as md
from planbook.statements.guide import Guide


@dataclass(frozen=True, slots=True)
class Words:
    """What the page, and the door to it, say of their own."""

    title: str
    lead: str
    first: str
    """Heading of the first questions, with their number."""
    facts: str
    """Heading of the facts, with their number."""
    doors: str
    others: str
    """Heading of the other questions."""
    silence: str
    silence_lead: str
    verbs: str
    verbs_lead: str
    open: str
    """Before what the plan leaves open."""
    more: str
    ways: str
    """Before the links to the pages that lead on, at the beginning."""
    ours: str
    """Before an explanation of ours."""
    says: str
    """Before what the plan itself says."""
    example: str
    """The link to a paragraph, and how its address shows both languages; `{}` is the link."""
    door: str
    """What stands under the door on the home page."""
    glance: str
    """Under the picture of the whole plan."""
    pages: dict[str, str]
    """By path of a page that leads on, what is there."""


WORDS: dict[Locale, Words] = {
    "zh": Words(
        title="投资者指南",
        lead="规划说了什么、没说什么，供投资者快速查阅。句后的编号通向规划原段，可逐一核对。",
        first="{}个问题",
        facts="{}项要点",
        doors="继续查阅",
        others="其他问题",
        silence="规划没有告诉您的",
        silence_lead="以下内容规划未载，须查其他来源；此处只写来源的类别。",
        verbs="动词有多重的分量",
        verbs_lead="规划用词的力度不同，英文保留这种差别。编号是一处用例。",
        open="规划未写明：",
        more="详见：",
        ways="另见：",
        ours="本站说明：",
        says="规划写道：",
        example="示例：{}（在其地址的.html之后加上`?view=both`，即中英对照）",
        door="规划要点，投资者常问的问题和作答的段落，规划没有写的内容；由此也可查赛道、数字、名录和空间布局。",
        glance="规划的目标、各章与各节。每一项都链接到规划原文。",
        pages={
            SECTORS: "每条赛道一页：要做什么，点名了谁，有哪些政策。",
            FIGURES: "规划里的每个数字：数的是什么，目标还是现状，原文在哪一段。",
            NAMES: "规划点名的企业、机构、平台和项目，以及出现在哪些段落。",
            PLACES: "港区、组团、走廊和集聚区，画成示意图。",
            DOWNLOADS: "两页的投资者简报（PDF），以及全书和数据文件。",
        },
    ),
    "en": Words(
        title="For investors",
        lead="What the plan says and does not say, in brief. The number behind a sentence leads to its paragraph in the plan, where it can be checked.",
        first="{} questions",
        facts="{} facts",
        doors="Where to go on",
        others="More questions",
        silence="What the plan does not tell you",
        silence_lead="The plan has none of the following. After each stands the kind of source to look in; no source is named.",
        verbs="How much a verb promises",
        verbs_lead="The plan's verbs differ in strength, and the English keeps the difference. The number leads to an example.",
        open="Left open: ",
        more="More: ",
        ways="See also: ",
        ours="Our explanation: ",
        says="The plan: ",
        example="an example: {} (in both languages with `?view=both` behind the .html in its address)",
        door="Start here if you read only English: the plan in short facts, the questions investors ask with the paragraphs that answer them, and what the plan leaves out. It leads on to sectors, figures, names, and a map.",
        glance="The plan's aims, its chapters, and their sections. Each of them is a link to its passage.",
        pages={
            SECTORS: "A page for each industry track: what is wanted, who is named, which policies bear on it.",
            FIGURES: "Every number of the plan: what it counts, whether it is a target, and where it stands.",
            NAMES: "The companies, institutions, platforms, and projects that the plan names, and in which paragraphs.",
            PLACES: "The port area, clusters, and corridors, drawn as a schematic.",
            DOWNLOADS: "A brief of two pages (PDF) to hand on, the whole plan as books, and data files.",
        },
    ),
}  # fmt: skip


def guide_door(guide: Guide, locale: Locale) -> str:
    """The door to the page on the home page, with an empty line behind it; or nothing."""
    if guide.is_empty:
        return ""
    words = WORDS[locale]
    lines = (door(words.title, GUIDE), md.escape(words.door))
    return md.block(lines, "", ".door", ".guide-door") + "\n\n"


def door(name: str, href: str) -> str:
    return f"[{md.bold(md.escape(name))}]({href})"
