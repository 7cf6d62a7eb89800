"""Small projects for tests: a tiny plan with empty declarations, and a picture of its files."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from planbook.description import Description
from planbook.numerals import chinese_numeral
from planbook.pipeline import STAGES, Conversion
from planbook.sources import DESCRIPTION_FILE, FILES, toml
from planbook.text.decode import FILE as PLAN_FILE
from planbook.text.grammar import mark_of

ROOT = Path(__file__).parent.parent
DESCRIBED = (ROOT / DESCRIPTION_FILE).read_text("utf-8")
DESCRIPTION = toml(DESCRIBED.encode(), DESCRIPTION_FILE, Description)
"""Of this project's own edition."""
PLAN = """\
第一章 总则
本章说明目标和任务。
一、发展目标
到本期末，实现发展目标。
二、主要任务
做好各项主要任务。
第二章 保障
加强组织保障。
"""
BARE = {
    "source/repairs.toml": "[mechanical]\n",
    "source/terms.toml": "",
    "source/plan.en.po": 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n',
}


def tiny_project(folder: Path, plan: str = PLAN) -> Path:
    """A project with this plan, and nothing declared, translated or generated."""
    (folder / "source").mkdir(parents=True, exist_ok=True)
    own = {DESCRIPTION_FILE: described(plan), PLAN_FILE: plan}
    for name, text in (dict.fromkeys(FILES, "") | BARE | own).items():
        (folder / name).write_text(text, "utf-8")
    return folder


def tied_anew(conversion: Conversion, **statements: Any) -> Conversion:
    """The run with other statements about the plan; the stages before them are taken over."""
    made = Conversion(replace(conversion.sources, **statements))
    for stage in STAGES[: STAGES.index("tied")]:
        vars(made)[stage] = getattr(conversion, stage)
    return made


def described(plan: str) -> str:
    """The description, with the first line of the plan as its title if that is no heading."""
    first = plan.partition("\n")[0]
    if mark_of(first):
        return DESCRIBED
    return re.sub(r'(?m)^title = \{ zh = "[^"]*"', f'title = {{ zh = "{first}"', DESCRIBED)


def wide_project(folder: Path) -> Path:
    """A project of many pages, about as many as the real one has, with little on each."""
    numerals = [chinese_numeral(number) for number in range(1, 11)]
    sections = "".join(f"{one}、工作任务\n做好各项工作任务。\n" for one in numerals)
    return tiny_project(folder, "".join(f"第{one}章 总则\n{sections}" for one in numerals))


def picture(folder: Path) -> dict[str, str]:
    """Every file below the folder with a hash of its content, and every folder."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        )
        for path in sorted(folder.rglob("*"))
    }


RICH_PLAN = """\
某区“十四五”规划纲要
第一章 总则
本章说明目标和任务。
一、发展目标
到2025年，建成港区面积14平方公里，邮轮母港新增就业5万人。
二、主要任务
做好邮轮产业各项主要任务，加强RCEP合作。
第二章 保障
加强组织保障。
"""
ENGLISH = {
    "某区“十四五”规划纲要": "Outline of the 14th Five-Year Plan of a district",
    "总则": "General provisions",
    "本章说明目标和任务。": "This chapter sets out objectives and tasks.",
    "发展目标": "Development objectives",
    "到2025年，建成港区面积14平方公里，邮轮母港新增就业5万人。": (
        "By 2025, a port area of 14 square kilometers will be completed, and the cruise home port "
        "will add 50,000 jobs."
    ),
    "主要任务": "Main tasks",
    "做好邮轮产业各项主要任务，加强RCEP合作。": (
        "All main tasks of the cruise industry will be done well, and RCEP cooperation strengthened."
    ),
    "保障": "Safeguards",
    "加强组织保障。": "Organizational safeguards will be strengthened.",
}
PORT = (
    'zh = "到2025年，建成港区面积14平方公里。"\n'
    'en = "By 2025, a port area of 14 square kilometers is to be completed."\nat = ["1.1.0.1.1"]\n'
)
TASKS = (
    'zh = "做好邮轮产业各项主要任务。"\n'
    'en = "All main tasks of the cruise industry are to be done well."\nat = ["1.2.0.1.1"]\n'
)
RICH = {
    "source/terms.toml": (
        '[[term]]\nid = "cruise-industry"\nzh = "邮轮产业"\nen = "cruise industry"\ntype = "term"\n'
        'confidence = "descriptive"\ndefinition_zh = "邮轮及其产业。"\n'
        'definition_en = "Cruise ships and their industry."\n'
        '[[term]]\nid = "home-port"\nzh = "邮轮母港"\nen = "cruise home port"\ntype = "place"\n'
        'confidence = "unconfirmed"\nauthority = "the port"\ndefinition_zh = "母港。"\n'
        'definition_en = "A home port."\nadmitted = ["home port"]\nforbidden = ["mother port"]\n'
    ),
    "source/targets.toml": (
        '[units]\nsquare-kilometer = { zh = "平方公里", en = "square kilometers" }\n'
        'person = { zh = "人", en = "people" }\n'
        '[[figure]]\nat = "1.1.0.1.1"\nzh = "14平方公里"\nen = "14 square kilometers"\nvalue = 14\n'
        'unit = "square-kilometer"\nmeasures = { zh = "港区面积", en = "Area of the port" }\n'
        'kind = "target"\nyear = 2025\ntheme = "space"\n'
        '[[figure]]\nat = "1.1.0.1.1"\nzh = "5万人"\nen = "50,000 jobs"\nvalue = 50000\n'
        'unit = "person"\nmeasures = { zh = "新增就业", en = "Jobs added" }\nkind = "target"\n'
        'theme = "employment"\n[[other]]\nkind = "date"\ntexts = ["2025年"]\n'
    ),
    "source/sectors.toml": (
        f'[[sector]]\nid = "cruise"\nat = "1.2"\n[sector.summary]\n{TASKS}[sector.aim]\n{TASKS}[[sector.statement]]\n{TASKS}'
        f'[[sector.policy]]\ntheme = "space"\n{PORT}'
    ),
    "source/places.toml": (
        '[map]\ntitle = { zh = "示意图", en = "Schematic" }\n'
        'description = { zh = "示意。", en = "A schematic." }\nsize = [100, 100]\n'
        "land = [[0, 0], [100, 0], [100, 100]]\n"
        '[[element]]\nid = "port"\npart = "map"\nname = { zh = "港区", en = "Port\\narea" }\n'
        f'position = "text"\n[element.statement]\n{PORT}[element.shape]\nkind = "spot"\n'
        'points = [[10, 10]]\nzh = [10, 20]\nen = [10, 30]\nalign = "start"\n'
    ),
    "source/guide.toml": (
        f'target = ["1.1.0.1.1"]\n[[fact]]\nlabel = {{ zh = "面积", en = "Area" }}\n{PORT}'
        'key = { zh = "14平方公里", en = "14 square kilometers" }\n'
        '[[section]]\nid = "place"\ntitle = { zh = "位置", en = "Place" }\nshows = ["tracks", "silence"]\n'
        '[[question]]\nid = "where"\nsection = "place"\nask = { zh = "在哪里？", en = "Where?" }\n'
        'more = ["1.1"]\nkey = { zh = ["港区"], en = ["port area"] }\n'
        'open = { zh = "所据文本没有写明。", en = "The text at hand does not say." }\n'
        f"[[question.answer]]\n{PORT}"
        '[[silence]]\nmissing = { zh = "地价", en = "Land prices" }\n'
        'source = { zh = "公告", en = "Notices" }\n'
    ),
    "source/pinyin.txt": "# Readings\n母港\tmǔgǎng\n",
    "source/traditional.txt": "# Phrases\n发展\t發展\n",
    "source/words.txt": "# Words\ncruise\n",
}


def rich_project(folder: Path) -> Path:
    """A small project in which every file says something."""
    tiny_project(folder, RICH_PLAN)
    for name, text in RICH.items():
        (folder / name).write_text(text, "utf-8")
    entries = (
        f'\n# provenance: by hand\n# state: translated\nmsgid "{zh}"\nmsgstr "{en}"\n'
        for zh, en in ENGLISH.items()
    )
    memory = folder / "source/plan.en.po"
    memory.write_text(memory.read_text("utf-8") + "".join(entries), "utf-8")
    return folder
