"""The books' own words, in both languages; everything else comes from the plan and its sources."""

from __future__ import annotations

from collections.abc import Mapping

from planbook.locales import Bilingual

EDITIONS: Mapping[str, Bilingual] = {
    "zh": Bilingual(zh="中文本", en="Chinese edition"),
    "en": Bilingual(zh="英文本", en="English edition"),
    "zh-en": Bilingual(zh="中英对照本", en="Chinese and English, in parallel"),
    "zh-Hant": Bilingual(zh="中文繁体本", en="Edition in Traditional Chinese characters"),
}
TYPESET = Bilingual(zh="非官方排印本", en="Unofficial edition")
ABOUT = Bilingual(zh="本书", en="This book")
READING = Bilingual(
    zh="外侧页边的数字为段落编号（章.节.目.段，原文无此层级者记0），与网站、数据文件一致，引用时以此为准。",
    en="The figures in the outer margin number the paragraphs: chapter, section, subsection,"
    " paragraph, with 0 where the plan has no such level. They are the same on the site and in"
    " its data; cite by them.",
)
MENDED = Bilingual(
    zh="提取造成的半角标点、多余空格、断行、页码已恢复；少数更正与存疑之处，见编者注与网站“关于本站”。",
    en="Punctuation, spaces, broken lines, and page numbers that came from the extraction of the"
    " text are mended by rule. Doubtful passages are kept and have an editor’s note; the site"
    " lists the few corrections.",
)
CITATION = Bilingual(
    zh="引用格式：《{title}》，段落编号，非官方{edition}，第{version}版，{day}。",
    en="Cite as: {title}, para. [number], unofficial {edition}, version {version}, {day}.",
)
FONTS = Bilingual(
    zh="字体：思源宋体、思源黑体（Noto CJK）与Libertinus Serif，均依SIL开放字体许可证1.1版。",
    en="Set in Libertinus Serif and Noto CJK (Source Han), all under the SIL Open Font License 1.1.",
)
WORDS: Mapping[str, Bilingual] = {
    "contents": Bilingual(zh="目录", en="Contents"),
    "imprint": Bilingual(zh="版本说明", en="About this edition"),
    "pictures": Bilingual(zh="图示", en="The plan in pictures"),
    "glossary": Bilingual(zh="术语表", en="Glossary"),
    "glossary_lead": Bilingual(
        zh="正文所用政策用语与专业用语。末尾数字为页码。带*者，英文译名未经核实。机构、地名、项目见索引。",
        en="The policy language and the technical terms of the plan. Figures are pages. An asterisk"
        " marks English that nobody confirmed. For organizations, places, and projects see the"
        " index.",
    ),
    "index": Bilingual(
        zh="机构、地名、项目索引", en="Index of organizations, places, and projects"
    ),
    "index_lead": Bilingual(
        zh="数字为页码。带*者，英文译名未经核实。",
        en="Figures are pages. An asterisk marks English that nobody confirmed.",
    ),
    "missing": Bilingual(zh="原文缺失", en="Missing from the source"),
    "volume": Bilingual(zh="第{number}册（共{count}册）", en="Volume {number} of {count}"),
}
