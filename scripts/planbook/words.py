"""The site's own words, in both languages; everything else comes from the plan."""

from __future__ import annotations

from dataclasses import dataclass

from planbook.links.terms import Confidence, Type
from planbook.locales import Locale
from planbook.translation.memory import State


@dataclass(frozen=True, slots=True)
class Wording:
    """Short texts that pages are put together from."""

    home: str
    full_text: str
    glossary: str
    translation: str
    about: str
    sections: str
    source_label: str
    untranslated: str
    """Stands over a passage that has no English yet."""
    partly_translated: str
    drafted: str
    """Stands over a passage with English that nobody has read yet."""
    draft: str
    """Stands behind a title that nobody has read yet."""
    editor: str
    translator: str
    missing: str
    colon: str
    comma: str
    """Between the members of a list."""
    terms: str
    """The lead of the glossary, with the number of terms."""
    by_type: str
    by_letter: str
    part: str
    """Behind the title of a page that is one of several, with its number and theirs."""
    preferred: str
    admitted: str
    forbidden: str
    variants: str
    occurs: str
    """Over the passages that use a term, with their number."""
    unused: str
    entry: str
    """The link of a term's card to its entry."""
    related: str
    shared: str
    """Behind a related section, with the terms that both use."""
    named: str
    """Over the passages that name this one."""
    front: str
    """What stands before chapter 1."""
    no_waiver: str
    """Said where no finding of the checks was waived."""
    confidence: dict[Confidence, str]
    types: dict[Type, str]
    states: dict[State, str]
    """How far a translation has come."""


WORDING: dict[Locale, Wording] = {
    "zh": Wording(
        home="首页",
        full_text="规划全文",
        glossary="术语表",
        translation="译文说明",
        about="关于本站",
        sections="本章各节",
        source_label="来源标题",
        untranslated="",
        partly_translated="",
        drafted="",
        draft="",
        editor="编者注",
        translator="译者注",
        missing="原文缺失",
        colon="：",
        comma="、",
        terms="全文术语共{}条，中英对照。点开词条可见释义、译法的依据，以及每一处用例。",
        by_type="按类别",
        by_letter="按拼音",
        part="（{}/{}）",
        preferred="首选译法",
        admitted="也可译作",
        forbidden="不用",
        variants="又作",
        occurs="用例{}处",
        unused="正文未单独使用，仅出现在更长的名称中。",
        entry="查看词条",
        related="相关各节",
        shared="（共有：{}）",
        named="提及此处",
        front="卷首",
        no_waiver="没有。",
        confidence={
            "confirmed": "英文已核实",
            "descriptive": "英文为本站意译",
            "unconfirmed": "英文未经核实",
        },
        types={
            "policy": "政策用语", "term": "专业用语", "organisation": "机构与企业",
            "place": "地名", "zone": "园区与功能区", "project": "项目", "programme": "计划与工程",
            "institution": "平台与院所", "brand": "品牌", "measure": "举措", "honour": "称号",
            "treaty": "条约",
        },
        states={
            "reviewed": "经第二遍审读", "translated": "经第一遍", "draft": "机器初稿",
            "fuzzy": "属于旧文", "untranslated": "未译",
        },
    ),
    "en": Wording(
        home="Home",
        full_text="The plan",
        glossary="Glossary",
        translation="About the translation",
        about="About this edition",
        sections="Sections of this chapter",
        source_label="Label of the source",
        untranslated="Not yet in English. The Chinese original stands here instead.",
        partly_translated="Not yet wholly in English. The rest stands in the Chinese original.",
        drafted="Underlined: a machine draft that nobody has read yet. Check it against the Chinese.",
        draft=" [machine draft]",
        editor="Editor’s note",
        translator="Translator’s note",
        missing="Missing from the source",
        colon=": ",
        comma=", ",
        terms="All {} terms of the plan, in both languages. An entry says what the term means, on whose authority its English rests, and where the plan uses it.",
        by_type="By type",
        by_letter="By letter",
        part=" ({} of {})",
        preferred="Preferred",
        admitted="Also allowed",
        forbidden="Not used",
        variants="Chinese variants",
        occurs="Uses in the plan: {}",
        unused="The plan uses it only within longer names.",
        entry="Full entry",
        related="Related sections",
        shared=" (both on {})",
        named="Named in",
        front="Front",
        no_waiver="Nothing.",
        confidence={
            "confirmed": "English confirmed",
            "descriptive": "our own descriptive English",
            "unconfirmed": "English unconfirmed",
        },
        types={
            "policy": "Policy language", "term": "Technical terms",
            "organisation": "Organizations and companies", "place": "Places",
            "zone": "Zones and parks", "project": "Projects", "programme": "Programs",
            "institution": "Institutions and platforms", "brand": "Brands", "measure": "Measures",
            "honour": "Honors", "treaty": "Treaties",
        },
        states={
            "reviewed": "Reviewed in a second pass", "translated": "First pass only", "draft": "Machine draft",
            "fuzzy": "Of an earlier text", "untranslated": "No English",
        },
    ),
}  # fmt: skip

# How a mark of the Chinese outline reads in English, by the family of the mark.
ENGLISH_MARKS = {
    "部分": "Part {}. ",
    "篇": "Part {}. ",
    "章": "Chapter {}. ",
    "节": "Section {}. ",
    "一、": "{}. ",
    "（一）": "({}) ",
    "1.": "{}. ",
    "（1）": "({}) ",
}
