"""Writes a proposal as TOML, in the form of `targets.toml`, for a person to confirm."""

from collections.abc import Iterator

from planbook.fields import quoted
from planbook.proposals.model import Proposal, Proposed
from planbook.proposals.units import Unit

FILE = "source/targets.proposed.toml"
HEADER = """\
# Figures as rules read them: proposed, and confirmed by nobody. Nothing reads this file.
#
# Compare each record with its sentence, correct it, and move it to targets.toml, whose header
# explains the fields; its unit goes to [units] there. A line that begins with `# to add` names
# what no rule can tell. `planbook convert` refuses a record without it. A record whose sentence is
# not in English needs none. Then run `planbook figures --propose` again: it proposes only what
# targets.toml does not account for.
"""


def as_toml(proposal: Proposal) -> str:
    """The file. The same proposal gives the same bytes."""
    units = {one.unit.key: one.unit for one in proposal.figures if one.unit}
    parts = [HEADER, "[units]", *(unit_line(one) for one in units.values())]
    for one in proposal.figures:
        parts += ["", "[[figure]]", *fields(one)]
    for (kind, at), texts in proposal.others.items():
        parts += ["", "[[other]]", f"kind = {quoted(kind)}"]
        parts += [f"at = {quoted(at)}"] if at else []
        parts += ["texts = [", *(f"    {quoted(text)}," for text in texts), "]"]
    return "\n".join(parts) + "\n"


def unit_line(unit: Unit) -> str:
    return f"{unit.key} = {{ zh = {quoted(unit.zh)}, en = {quoted(unit.en)} }}"


def fields(one: Proposed) -> Iterator[str]:
    yield f"at = {quoted(one.at)}"
    yield f"zh = {quoted(one.zh)}"
    if one.is_translated:
        yield f"en = {quoted(one.en)}" if one.en else '# to add: en = "…", as in its English'
    if one.nth > 1:
        yield f"nth = {one.nth}"
    yield f"value = {one.value.normalize():f}"
    if one.upper is not None:
        yield f"upper = {one.upper.normalize():f}"
    yield f"unit = {quoted(one.unit.key)}" if one.unit else '# to add: unit = "…"'
    if one.qualifier:
        yield f"qualifier = {quoted(one.qualifier)}"
    yield f"measures = {{ zh = {quoted(one.measures)} }}"
    if one.is_translated:
        yield '# to add: en = "…", in measures'
    yield f"kind = {quoted(one.kind)}"
    if one.nature:
        yield f"nature = {quoted(one.nature)}"
    if one.yearly:
        yield "yearly = true"
    if one.year:
        yield f"year = {one.year}"
    yield f"theme = {quoted(one.theme)}" if one.theme else '# to add: theme = "…"'
    if one.series:
        yield f"series = {quoted(one.series)}"
