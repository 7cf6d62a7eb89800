"""Small projects for tests: a tiny plan with empty declarations, and a picture of its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from planbook.sources import DESCRIPTION_FILE, FILES
from planbook.text.decode import FILE as PLAN_FILE

ROOT = Path(__file__).parent.parent
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
    for name in FILES:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(BARE.get(name, ""), "utf-8")
    description = (ROOT / DESCRIPTION_FILE).read_bytes()
    (folder / DESCRIPTION_FILE).write_bytes(description)
    (folder / PLAN_FILE).write_text(plan, "utf-8")
    return folder


def picture(folder: Path) -> dict[str, str]:
    """Every file below the folder with a hash of its content, and every folder."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        )
        for path in sorted(folder.rglob("*"))
    }
