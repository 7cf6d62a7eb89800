"""Holds the rules on numbers, labels, qualifiers, and units. STYLE.md, S16 to S22."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from planbook import figures
from planbook.checks.kit import Kit, Unit, masked, rule
from planbook.figures import Figure
from planbook.numerals import number_of

LONGEST = 40
"""Characters by which labels are told apart. Labels in plans have at most ten."""
START = re.compile(r"(?<![A-Za-z\d])[A-Za-z\d]")
BETWEEN = re.compile(r"[\s-]")
"""English may have one of these between any two characters of a label."""
UNITS = {
    "%": r"%|\bpercent\b",
    "个百分点": r"\bpercentage points?\b",
    "元": r"\bRMB\b",
    "平方米": r"\bsquare[ -]meters?\b",
    "平方公里": r"\bsquare[ -]kilometers?\b",
    "立方米": r"\bcubic[ -]meters?\b",
    "公里": r"\bkilometers?\b",
    "吨": r"\btonnes?\b",
    "亩": r"\bmu\b",
    "‰": r"‰|\bper (?:mille|thousand)\b|\bper 1,000\b",
    "百分之": r"%|\bpercent\b",
    "千分之": r"‰|\b(?:per|in|of)(?: a| one)? (?:mille|thousand)\b|\b(?:per|in|of) 1,000\b",
    "万分之": r"‱|\b(?:per|in|of) (?:ten thousand|10,000)\b|\bbasis points?\b",
}
"""Units after a figure, with their English; none is converted."""
UNIT = re.compile(
    r"(?:\d[余多]?(?:万亿|[百千万亿])?|[每破][百千万亿]|(?=[百千万]分之))"
    rf"({'|'.join(sorted(UNITS, key=len, reverse=True))})"
)
MONEY = re.compile(r"\bRMB\b|\byuan\b|[¥$]")
HAN_RUN = re.compile(r"[一二两三四五六七八九十]+")
NEAR = 45
"""Maximum distance, in characters, of an English qualifier from its figure, on either side."""
LARGE = 1000
"""From here, a number in digits may be in words: 150万 is one and a half million."""
YEARS = frozenset(range(1900, 2101))


def labels_in(text: str, labels: Iterable[str]) -> Iterator[tuple[str, slice]]:
    """Each label with each of its places in an English text, ignoring case."""
    wanted: dict[str, list[str]] = {}
    for label in dict.fromkeys(labels):
        wanted.setdefault(closed_up(label)[:LONGEST], []).append(label)
    lengths = {len(one) for one in wanted}
    for found in START.finditer(text) if wanted else ():
        at = found.start()
        ahead = closed_up(text[at : at + 2 * LONGEST])
        for label in (one for length in lengths for one in wanted.get(ahead[:length], ())):
            if end := end_of(label[:LONGEST], text, at):
                yield label, slice(at, end)


def closed_up(text: str) -> str:
    return BETWEEN.sub("", text).lower()


def end_of(label: str, text: str, at: int) -> int:
    """The end of the label if it begins there; otherwise 0."""
    for number, char in enumerate(label.lower()):
        if number and text[at : at + 1].lower() != char and BETWEEN.match(text, at):
            at += 1
        if text[at : at + 1].lower() != char:
            return 0
        at += 1
    return 0 if text[at : at + 1].isdecimal() else at


@rule(
    "N01",
    "critical",
    "a number is missing or changed",
    "give the Chinese value exactly: 万 is 10,000, 亿 is 100 million",
)
def missing(unit: Unit, kit: Kit) -> Iterator[str]:
    """962.18亿元 must be 96.218 billion."""
    source, target = kit.without_numeric_terms(unit.source, unit.target)
    present = Counter(one.value for one in figures.english(unlabeled(source, target)))
    for one in figures.chinese(source):
        written = source[one.start : one.end]
        if one.english:
            if not phrase(one).search(target):
                yield f"{written} is not in the English"
        elif present[one.value] > 0:
            present[one.value] -= 1
        elif not said(one, target):
            yield f"{written} = {one} is not in the English"


def phrase(figure: Figure) -> re.Pattern[str]:
    """A pattern of the English for a figure that is not a number in English."""
    return re.compile(rf"(?<!\w)(?:{figure.english})(?!\w)", re.IGNORECASE)


def said(figure: Figure, target: str) -> bool:
    """True if the English has the figure in words, and may: a large number always."""
    return (figure.in_words or figure.value >= LARGE) and figures.said_in_words(
        figure.value, target
    )


def unlabeled(source: str, target: str) -> str:
    """The English without the labels of the Chinese, and without words for figures."""
    places = [place for _, place in labels_in(target, figures.labels(source))]
    phrases = (phrase(one).search(target) for one in figures.chinese(source) if one.english)
    return masked(target, (*places, *(slice(*found.span()) for found in phrases if found)))


@rule(
    "N03", "major", "an extra number", "remove it, or write it in words if the Chinese implies it"
)
def surplus(unit: Unit, kit: Kit) -> Iterator[str]:
    source, target = kit.without_numeric_terms(unit.source, unit.target)
    wanted = Counter(one.value for one in figures.chinese(source))
    mentioned = {Decimal(figures.SCALES[scale]) for scale in "百千万亿" if scale in source}
    mentioned |= {Decimal(number_of(run)) for run in HAN_RUN.findall(source)}
    digits = figures.english(unlabeled(source, target))
    found = Counter(one.value for one in digits if not one.in_words)
    for value in found - wanted:
        if value not in mentioned:
            yield f"{figures.plain(value)} is not in the Chinese"


@rule("N02", "critical", "a label is missing or changed", "copy the label unchanged")
def lost_label(unit: Unit, kit: Kit) -> Iterator[str]:
    """M5, PM2.5, 1+N, and “1412” are copied into the English."""
    terms = dict.fromkeys(one.term.zh for one in kit.hits(unit.source))
    named = "".join(terms)
    # A label inside a term may have different English: B级, 江城MALL, 便民e站.
    wanted = [one for one in dict.fromkeys(figures.labels(unit.source)) if one not in named]
    found = {label for label, _ in labels_in(unit.target, wanted)}
    for label in wanted:
        if label not in found:
            yield f"the label {label} is not in the English"


@rule("N04", "major", "a qualifier is missing", "add it to the number; see the table in S20")
def lost_qualifier(unit: Unit, kit: Kit) -> Iterator[str]:
    """20余万吨 is more than 200,000 tonnes, 80%以上 is at least 80%."""
    source, target = kit.without_numeric_terms(unit.source, unit.target)
    same: dict[Decimal, list[Figure]] = {}
    for one in (*figures.english(target), *figures.spelled(target)):
        same.setdefault(one.value, []).append(one)
    lost: dict[tuple[Decimal, str], bool] = {}
    for one in figures.chinese(source):
        said = one.value, one.qualifier
        if one.qualifier and said not in lost:
            wanted = re.compile(
                rf"(?<!\w)(?:{figures.QUALIFIERS[one.qualifier]})(?!\w)", re.IGNORECASE
            )
            there = same.get(one.value, [])
            lost[said] = bool(there) and not any(wanted.search(around(o, target)) for o in there)
        if lost.get(said):
            yield f"{one.qualifier} of {source[one.start : one.end]} is not in the English"


def around(figure: Figure, text: str) -> str:
    """The words beside a figure, up to the next figure on either side."""
    before = re.split(r"\d", text[max(0, figure.start - NEAR) : figure.start])[-1]
    behind = re.split(r"\d|[.;]\s", text[figure.end : figure.end + NEAR])[0]
    return f"{before} {behind}"


@rule(
    "N05",
    "major",
    "a unit or currency is wrong",
    "use the unit in the Chinese, and RMB only for 元",
)
def wrong_unit(unit: Unit, _: Kit) -> Iterator[str]:
    """平方米 is square meters, 元 is RMB; no money unless the Chinese has some."""
    bare = figures.LABEL.sub("□", unit.source)
    for name in dict.fromkeys(UNIT.findall(bare)):
        if not re.search(UNITS[name], unit.target):
            yield f"{name} is not in the English"
    if "元" not in unit.source and (found := MONEY.search(unit.target)):
        yield f"{found[0]} is not in the Chinese"


@rule(
    "N06",
    "major",
    "numbers are in a different order",
    "check what each number refers to; keep the order of the Chinese",
)
def other_order(unit: Unit, kit: Kit) -> Iterator[str]:
    """No figures change places. Years may be anywhere."""
    source, target = kit.without_numeric_terms(unit.source, unit.target)
    wanted = sequence(one for one in figures.chinese(source) if not one.in_words)
    found = sequence(figures.english(unlabeled(source, target)))
    if sorted(found) == sorted(wanted) and found != wanted:
        here, there = next((a, b) for a, b in zip(wanted, found, strict=True) if a != b)
        yield f"{figures.plain(there)} is where the Chinese has {figures.plain(here)}"


def sequence(figures: Iterable[Figure]) -> list[Decimal]:
    return [one.value for one in figures if one.value not in YEARS]
