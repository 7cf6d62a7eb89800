"""Pinyin, compared with a second dictionary (CC-CEDICT): each difference is approved once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from planbook.links.pinyin import general_readings, spell
from planbook.search.words import divided, plain, spoken_by
from planbook.sources import Sources
from planbook.text.repair import Repaired
from planbook.text.words import words_of

APPROVED = {
    "供应链": "gōngyìngliàn",  # as in 供应 gōngyìng; the other dictionary has gōngyīngliàn
    "标识": "biāoshí",  # the noun; the other has biāozhì, which is 标志
    "学生": "xuéshēng",  # the neutral tone is optional in these four
    "知识产权": "zhīshíchǎnquán",
    "力量": "lìliàng",
    "困难": "kùnnán",
}
RUN = re.compile("[\u4e00-\u9fff]+")


def others(word: str) -> set[str]:
    """What the second dictionary has for a word; empty if it does not have it as a word."""
    from dragonmapper import hanzi  # noqa: PLC0415 - it reads its dictionary, which takes a second

    found = hanzi.to_pinyin(word, all_readings=True)
    return set(map(letters, found[1:-1].split("/"))) if found.count("[") == 1 else set()


def letters(reading: str) -> str:
    return re.sub(r"[\s’'-]", "", reading.casefold())


def long_words(text: str) -> Iterator[str]:
    return (word for run in RUN.findall(text) for word in words_of(run) if len(word) > 1)


def test_terms_are_read_as_in_a_second_dictionary(sources: Sources) -> None:
    words = {word for term in sources.terms for word in long_words(term.zh)}
    found = {word: letters(spell(word, sources.pinyin)) for word in words}
    compared = {word: mine for word, mine in found.items() if others(word)}
    assert len(compared) > 500
    differing = {word: mine for word, mine in compared.items() if mine not in others(word)}
    assert differing == {word: one for word, one in APPROVED.items() if word in words}


def test_the_search_reads_every_word_as_a_second_dictionary(
    sources: Sources, repaired: Repaired
) -> None:
    """Without tones, as readers type. What the search has wrong, nobody can find by its sound."""
    own = {phrase: divided(plain(one), phrase) for phrase, one in sources.pinyin.items()}
    runs = sorted(set(RUN.findall(repaired.text)))
    differing = set[str]()
    for run, syllables in zip(runs, spoken_by(runs, own), strict=True):
        at = 0
        for word in words_of(run):
            mine = "".join(syllables[at : at + len(word)])
            at += len(word)
            theirs = {plain(one) for one in others(word)} if len(word) > 1 else set()
            if theirs and mine not in theirs:
                differing.add(word)
    assert differing == {"标识"}


PLACES = [("长清区", "Chángqīng"), ("长兴岛", "Chángxīng"), ("蚌埠路", "Bèngbù"), ("六安", "Lù’ān"),
          ("台州市", "Tāizhōu"), ("厦门", "Xiàmén"), ("重庆路", "Chóngqìng"), ("乐清", "Yuèqīng"),
          ("廊坊市", "Lángfáng"), ("花都区", "Huādū"), ("曲靖市", "Qǔjìng"), ("朝阳市", "Cháoyáng"),
          ("六合区", "Lùhé"), ("乐陵市", "Làolíng"), ("什邡市", "Shífāng"), ("朝阳区", "Cháoyáng"), ("郫都区", "Pí Dū"), ("监利市", "Jiānlì"),
          ("高要区", "Gāo Yāo"), ("葛洲坝", "Gězhōubà"), ("厦漳泉", "Xià Zhāng Quán"), ("燕郊", "Yānjiāo")]  # fmt: skip


@pytest.mark.parametrize(("place", "reading"), PLACES)
def test_places_are_read_as_their_inhabitants_read_them(place: str, reading: str) -> None:
    assert spell(place, {}, name=True).startswith(reading)


def test_every_general_reading_is_needed() -> None:
    """A phrase that the dictionary has right would be kept in vain."""
    program = """
import sys
from pypinyin import Style, lazy_pinyin
for phrase in sys.stdin.read().split():
    print(" ".join(lazy_pinyin(phrase, style=Style.TONE)))
"""
    own = general_readings()
    plain = subprocess.run(
        [sys.executable, "-c", program],
        input="\n".join(own),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert [
        one for one, reading in zip(own, plain, strict=True) if own[one] == reading.split()
    ] == []
    assert [one for one, reading in own.items() if len(one) != len(reading)] == []


CASES = [("多重挑战", "duochongtiaozhan"), ("比重回升", "bizhonghuisheng"), ("调峰", "tiaofeng"),
         ("调蓄", "tiaoxu"), ("长租房", "changzufang"), ("增长链条", "zengzhangliantiao"),
         ("链长", "lianzhang"), ("乡长", "xiangzhang"), ("藏羌", "zangqiang"), ("馆藏", "guancang"),
         ("朝阳产业", "zhaoyangchanye"), ("盛世行动", "shengshixingdong"), ("差旅", "chailu"),
         ("问卷", "wenjuan"), ("重构", "chonggou"), ("长效", "changxiao"), ("行业", "hangye"), ("行政", "xingzheng"),
         ("尊重", "zunzhong"), ("协调", "xietiao"), ("支行", "zhihang"), ("长沙路", "changshalu"),
         ("增长", "zengzhang"), ("战略", "zhanlue"), ("国际大都市", "guojidadushi")]  # fmt: skip


@pytest.mark.parametrize(("word", "sound"), CASES)
def test_a_word_sounds_in_the_search_as_it_is_spoken(word: str, sound: str) -> None:
    (syllables,) = spoken_by([word], {})
    assert "".join(syllables) == sound
