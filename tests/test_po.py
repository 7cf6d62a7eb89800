"""No English is lost: a PO file is read whole, or rejected before anything is written."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planbook.cli import main
from planbook.problems import Problems
from planbook.sources import Sources
from planbook.structure.model import Outline
from planbook.structure.parse import parse
from planbook.text.decode import decode
from planbook.text.repair import Repairs, repair
from planbook.translation.join import join
from planbook.translation.memory import FILE, Memory, format_memory, parse_memory, texts_of
from projects import PLAN, picture, tiny_project

HEAD = '# Head.\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Generator: Poedit 3.6\\n"\n\n'
REFUSED = {
    "plural": 'msgid "甲"\nmsgid_plural "甲们"\nmsgstr[0] "A"\nmsgstr[1] "As"\n',
    "plural form alone": 'msgid "甲"\nmsgstr[0] "A"\n',
    "context": 'msgctxt "menu"\nmsgid "甲"\nmsgstr "A"\n',
    "former context": '#| msgctxt "menu"\nmsgid "甲"\nmsgstr "A"\n',
    "former plural": '#| msgid_plural "甲"\nmsgid "甲"\nmsgstr "A"\n',
    "obsolete context": '#~ msgctxt "c"\n#~ msgid "甲"\n#~ msgstr "A"\n',
    "occurrence": '#: a.py:1\nmsgid "甲"\nmsgstr "A"\n',
    "flag": '#, fuzzy, c-format\nmsgid "甲"\nmsgstr "A"\n',
    "two notes": '# note: a\n# note: b\nmsgid "甲"\nmsgstr "A"\n',
    "two equal notes": '# note: a\n# note: a\nmsgid "甲"\nmsgstr "A"\n',
    "two provenances": '# provenance: a\n# provenance: b\nmsgid "甲"\nmsgstr "A"\n',
    "two states": '# state: draft\n# state: reviewed\nmsgid "甲"\nmsgstr "A"\n',
    "another comment": '# a remark\nmsgid "甲"\nmsgstr "A"\n',
    "two hashes": '## note: a\nmsgid "甲"\nmsgstr "A"\n',
    "no blank": '#note: a\nmsgid "甲"\nmsgstr "A"\n',
    "a remark as a place": '#. better: B\nmsgid "甲"\nmsgstr "A"\n',
    "msgid without end": 'msgid "甲\nmsgstr "A"\n',
    "msgstr without end": 'msgid "甲"\nmsgstr "A\n',
    "continuation without end": 'msgid "甲"\nmsgstr ""\n"A"\n"B\n',
    "bare quote inside": 'msgid "甲"\nmsgstr "A " B"\n',
    "bare text": 'msgid "甲"\nmsgstr A\n',
    "text behind the quote": 'msgid "甲"\nmsgstr "A" B\n',
    "unknown escape": 'msgid "甲"\nmsgstr "A\\x41"\n',
    "backslash at the end": 'msgid "甲"\nmsgstr "A\\"\n',
    "line break": 'msgid "甲"\nmsgstr "A\\nB"\n',
    "tab": 'msgid "甲"\nmsgstr "A\\tB"\n',
    "comment at the end": 'msgid "甲"\nmsgstr "A"\n\n# note: left over\n',
    "former text at the end": 'msgid "甲"\nmsgstr "A"\n\n#| msgid "旧"\n',
    "msgid alone": 'msgid "甲"\n\nmsgid "乙"\nmsgstr "B"\n',
    "msgstr alone": 'msgid "甲"\nmsgstr "A"\n\nmsgstr "B"\n',
    "msgid twice": 'msgid "甲"\nmsgid "乙"\nmsgstr "A"\n',
    "unit twice": 'msgid "甲"\nmsgstr "A"\n\nmsgid "甲 "\nmsgstr "B"\n',
    "no Chinese": 'msgid ""\nmsgstr "B"\n',
    "blank Chinese": 'msgid " "\nmsgstr "B"\n',
    "merge marker": '<<<<<<< HEAD\nmsgid "甲"\nmsgstr "A"\n=======\n',
    "path": "/etc/hostname\n",
    "markup": "<po>甲</po>\n",
}
HEADLESS = {
    "path alone": "source/plan.zh.txt",
    "absolute path": "/etc/hostname",
    "no first entry": '# note: a\nmsgid "甲"\nmsgstr "A"\n',
    "comments apart": '# a\n#, fuzzy\n# b\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n',
    "field twice": 'msgid ""\nmsgstr ""\n"A: 1\\n"\n"A: 2\\n"\n',
    "no field": 'msgid ""\nmsgstr ""\n"free text\\n"\n',
}
WHOLE = {
    "obsolete twins": '#~ msgid "甲"\n#~ msgstr "A"\n\n#~ msgid "甲"\n#~ msgstr "B"\n',
    "obsolete and live": 'msgid "甲"\nmsgstr "A"\n\n#~ msgid "甲"\n#~ msgstr "B"\n',
    "obsolete with a note": '# note: a\n#~ msgid "甲"\n#~ msgstr "A"\n',
    "obsolete note alone": '# note: a\n#~ msgid "甲"\n#~ msgstr ""\n',
    "obsolete with a former text": '#, fuzzy\n#~| msgid "旧"\n#~ msgid "甲"\n#~ msgstr "A"\n',
    "former text in lines": '#, fuzzy\n#| msgid ""\n#| "旧"\n#| "年"\nmsgid "甲"\nmsgstr "A"\n',
    "text in lines": 'msgid ""\n"甲"\n"乙"\nmsgstr ""\n"A \\"b\\" "\n"c\\\\"\n',
    "obsolete in lines": '#~ msgid ""\n#~ "甲"\n#~ msgstr ""\n#~ "A "\n#~ "B"\n',
    "all comments": '# note: n\n# provenance: p\n# state: draft\n#. 1.1.0.1.1 一、甲\n#, fuzzy\nmsgid "甲"\nmsgstr "A"\n',
}


def said(memory: Memory) -> Counter[str]:
    """Every text that somebody wrote, obsolete or not."""
    return Counter(one for one in texts_of(memory) if one)


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_has_no_place_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    root = tiny_project(tmp_path)
    (root / FILE).write_text(HEAD + text, "utf-8")
    before = picture(root)
    assert main(["--root", str(root), "convert"]) == 1
    message = capsys.readouterr().err
    assert message.startswith(f"{FILE}:")
    assert "remedy: " in message
    assert picture(root) == before


@pytest.mark.parametrize("text", HEADLESS.values(), ids=HEADLESS)
def test_a_file_that_does_not_begin_as_one_is_refused(text: str) -> None:
    with pytest.raises(Problems, match=FILE):
        parse_memory(text)


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_what_has_a_place_is_kept(tmp_path: Path, text: str) -> None:
    root = tiny_project(tmp_path)
    (root / FILE).write_text(HEAD + text, "utf-8")
    before = said(parse_memory(HEAD + text))
    for _ in range(3):
        assert main(["--root", str(root), "convert"]) == 0
        after = said(parse_memory((root / FILE).read_text("utf-8")))
        assert before - after - Counter(english_free(before)) == Counter()
    assert "X-Generator: Poedit 3.6" in (root / FILE).read_text("utf-8")


def english_free(texts: Counter[str]) -> list[str]:
    """What conversion may change: the fields of the head, and the state of an entry without English."""
    return [one for one in texts if one.startswith(("Language: ", "state: "))]


words = st.sampled_from(
    ["甲", "乙", "做好各项主要任务。", "到本期末，实现发展目标。", "总则", "旧年", "丙"]
)
english = st.sampled_from(["", "A", "B", 'He said "x".', "back\\slash", "Do it well."])
comments = st.lists(
    st.sampled_from(["# note: n", "# note: m", "# provenance: p", "# state: draft", "# state: reviewed", "#. 1.1 section"]),
    max_size=4, unique=True,
)  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> str:
    prefix = "#~ " if draw(st.booleans()) else ""
    lines = draw(comments)
    if draw(st.booleans()):
        lines.append("#, fuzzy")
        if draw(st.booleans()):
            lines.append(f'{"#~| " if prefix else "#| "}msgid "{polib.escape(draw(words))}"')
    source, target = polib.escape(draw(words)), polib.escape(draw(english))
    lines += [f'{prefix}msgid "{source}"', f'{prefix}msgstr "{target}"']
    return "\n".join(lines) + "\n"


@given(st.lists(entries(), max_size=8))
def test_no_text_disappears(found: list[str]) -> None:
    """The law: parse, join with a text that has some of the units, write: every text is there."""
    text = HEAD + "\n".join(found)
    try:
        memory = parse_memory(text)
    except Problems:
        return
    written = re.findall(r'"((?:[^"\\\n]|\\.)+)"', text)
    held = "\n".join(texts_of(memory))
    assert [one for one in written if polib.unescape(one) not in held] == []
    outline = tiny_outline()
    joined = join(outline, memory).memory
    lost = english_of(memory) - english_of(joined)
    assert not lost
    again = parse_memory(format_memory(joined, "p"))
    assert english_of(joined) == english_of(again)
    assert join(outline, again).memory.entries == joined.entries


def english_of(memory: Memory) -> Counter[tuple[str, str]]:
    """Every English text and note, by its kind."""
    every = (*memory.entries.values(), *memory.obsolete)
    pairs = (("target", one.target) for one in every), (("note", one.note) for one in every)
    return Counter(pair for found in pairs for pair in found if pair[1])


@cache
def tiny_outline() -> Outline:
    """The outline of the tiny plan."""
    outline: Outline = parse(repair(decode(PLAN.encode()), Repairs((), None)), ())
    return outline


def test_the_real_file_is_kept_whole(sources: Sources, outline: Outline) -> None:
    text = (Path(__file__).parent.parent / FILE).read_text("utf-8")
    assert format_memory(parse_memory(text), sources.description.id) == text
    gone = join(Outline(outline.front, (), (), (), ()), sources.memory).memory
    assert english_of(gone) == english_of(sources.memory)
    back = join(outline, parse_memory(format_memory(gone, "p"))).memory
    assert english_of(back) == english_of(sources.memory)
    assert back.entries == sources.memory.entries
