"""Finds lists that a sentence announces, whose items have the marks of the headings around them."""

from planbook.structure.node import Line
from planbook.text.grammar import Family, is_open


def below_colons(lines: list[Line]) -> set[int]:
    """The lines that list what a sentence announces, with the marks of the headings around them.

    任务是： above 一、健全体系。 and 二、提升质量。, in a text whose headings are 一、总体要求 and 二、保障.
    """
    found: set[int] = set()
    open_at: dict[Family, int] = {}
    for at, line in enumerate(lines):
        mark = line.mark
        if mark is None or at in found:
            continue
        before = open_at.get(mark.family, 0)
        may_begin = mark.number == 1 and before and not mark.family.may_lead
        if may_begin and lines[at - 1].text.endswith("："):
            found.update(announced(lines, at, mark.family, before))
        if at not in found:
            open_at = {
                one: number for one, number in open_at.items() if one.rank < mark.family.rank
            }
            open_at[mark.family] = mark.number
    return found


def announced(lines: list[Line], start: int, family: Family, before: int) -> range:
    """The lines of such a list, if they are sentences, and the heading before it is followed by the next."""
    end = start
    while end < len(lines) and is_sentence(lines[end], family, end - start + 1):
        end += 1
    marks = (one.mark for one in lines[end:] if one.mark)
    after = next((one for one in marks if one.family.rank <= family.rank), None)
    is_whole = not after or after.family != family or after.number == before + 1
    return range(start, end if is_whole else start)


def is_sentence(line: Line, family: Family, number: int) -> bool:
    """True for a sentence with the mark of this family and number."""
    mark = line.mark
    return bool(mark and (mark.family, mark.number) == (family, number)) and not is_open(line.text)
