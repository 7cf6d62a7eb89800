"""The brief's own words, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from planbook.locales import Bilingual

TITLE = Bilingual(zh="投资者简报", en="A brief for investors")
STANDING = Bilingual(
    zh="规划为官方文件；本简报不是官方出版物，不代表任何机关。英文为机器辅助翻译，经规则校验和第二遍审读，"
    "非官方译本；如有歧义，以中文为准。",
    en="The plan is an official document; this brief is no official publication and speaks for no"
    " authority. The English is a machine-assisted translation, checked by rule and reviewed in a"
    " second pass; it is unofficial, and the Chinese text prevails.",
)
HOW_TO_CHECK = Bilingual(
    zh="数字编号为规划的段落编号（章.节.目.段，原文无此层级者记0），与网站、电子书和数据文件一致。"
    "中英对照本按同一编号逐段并列两种文字，任何一句都可核对。",
    en="The small numbers are those of the plan's paragraphs: chapter, section, subsection,"
    " paragraph, with 0 where the plan has no such level. They are the same on the site, in the"
    " books, and in the data. The bilingual book has each paragraph in both languages under its"
    " number, so that any sentence can be checked.",
)
WORDS: Mapping[str, Bilingual] = {
    "joint": Bilingual(zh="：", en=": "),
    "what": Bilingual(zh="这是什么规划", en="What the plan is"),
    "facts": Bilingual(zh="要点", en="The plan in facts"),
    "tracks": Bilingual(zh="产业赛道", en="Industry tracks"),
    "targets": Bilingual(zh="主要目标", en="Key targets"),
    "measure": Bilingual(zh="内容", en="What it counts"),
    "reported": Bilingual(zh="规划所载当时数", en="As the plan reports"),
    "wanted": Bilingual(zh="目标", en="Target"),
    "place": Bilingual(zh="段落", en="Paragraph"),
    "silence": Bilingual(zh="规划没有告诉您的", en="What the plan does not tell you"),
    "silence_lead": Bilingual(
        zh="规划未载以下内容，冒号后为可查的来源类别。",
        en="The plan has none of the following. After each stands the kind of source to look in.",
    ),
    "official": Bilingual(zh="权威程度与核对方法", en="How official this is, and how to check it"),
    "site": Bilingual(zh="全文：", en="Full text: "),
    "unofficial": Bilingual(
        zh="非官方文件。规划所写为目标，不是结果。",
        en="Unofficial. A plan's aims, not its results.",
    ),
}
