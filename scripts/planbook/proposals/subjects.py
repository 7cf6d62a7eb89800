"""Tells what a figure measures, by the words of its clause and of the clauses before it."""

import re
from dataclasses import dataclass

from planbook.characters import HAN
from planbook.figures import Span

CLAUSE = re.compile(r"[，。；：！？、]")
CHANGES = frozenset(("percent-change", "percentage-point"))
PHRASE = 80
"""Characters of a clause that are looked at on either side of a figure."""
CHANGED = re.compile(
    r"(?:增长|增加|提升|提高|上升|扩大|上涨|增产|高|快|多|降低|下降|减少|回落|缩小|下跌|下滑|收窄|压减|缩减|削减|减产|低"
    r"|少|减)了?$"
)
FALLEN = re.compile(r"(?:负增长|下降|降低|减少|回落|缩小|下跌|下滑|收窄|压减|缩减|削减|减产)了?$")
"""Right before a number: it is a fall by so much; 下降到 is not."""
REACHED = (
    r"(?<![通直抵])达到?|增加到|增加至|增长到|增长至|提高到|提高至|提升到|提升至|上升到|上升至|扩大到|扩大至|降低到|降低至|下降到|下降至|增至|减至|升至|增到|升到"
    r"|缩小到|缩小至|减少到|减少至|降到|降至|控制在|保持在|稳定在|突破|迈上|站上|超过|不低于|不少于|不超过|小于|低于|至少|接近|约合?|近|仅"
    r"|为|到|至|从|由"
)
REACHING = re.compile(
    rf"(?:分别|累计|力争|均|将|已|共|合计|接连|连续)*(?:年均|每[年月日天]|保持|维持|{REACHED}|负?增长|上升|提升|降低|下降|减少|提高|增加(?!值)|回落|缩小|扩大"
    r"|收窄|上涨|下跌|下滑|增产|减产|缩减|削减|压减|高|快|低|多|少|了|完成|实现|(?:拥|现|共|设|建)?有|共计|总计)++$"
)
"""The words between what is counted and its number."""
COMPARED = re.compile(
    r"(?:同比|环比|同口径|按?(?:可比|不变)(?:价格?|口径)?(?:计算)?|实际|名义|累计|年均|每年|平均"
    r"|[比较](?:上[年月季]|上一|去年|前年|年初|年末|期初|同期|基期|计划|规划|预算|目标|全[国省市区县]|全国"
    r"|\d{2,4}年|“)[^，]{0,12}|[高低快慢好]于[^，]{1,10}|[近过去]{0,2}[\d一二三四五六七八九十两]+年[来间]?)$"
)
"""With what a number is compared, right before the change: 比上年, 同比, 较“十三五”末."""
NEUTRAL = re.compile(
    r"(?:按[^，；]{2,12}计算|扣除[^，；]{2,14}因素(?:后|影响)?|其中|同比|环比|[为占][^，；]{0,8}的\d[\d.]*%|)"
)
"""A clause between two figures that names no other subject: 按可比价格计算."""
OPENING = re.compile(
    r"^(?:其中)?(?:力争|预计|预期)?(?:[到至])?(?:\d{4}年|\d{2,3}年(?=[底末])|“.{2,4}”末|规划期末|全年|当年)?(?:[底末初止]|度(?!假))?[，,]?(?:已经?)?(?:年均)?"
)
"""A time at the beginning of a clause."""
VERB = re.compile(
    rf"^(全[国省市区县州旗盟镇乡]|我[省市区县])?(?:共|累计|预计)?(?:实现|完成)(?=[{HAN}]{{2}})"
)
"""全市实现生产总值: what is counted is 全市生产总值."""
OPEN = re.compile(r"[等和及与以对向将的]$")
"""A word after which what is counted is still to come."""
WORDS = re.compile(rf"[{HAN}]")
JOINTS = re.compile(r"^(?:以及|[和及与的]|(?<![）”])[）”])+|(?:以及|[和及与的、]|[（“])+$")
LEADING = re.compile(r"^(?:个|的|及|（[^（）]{1,3}）)+")
LED_ON = re.compile(r"(?:提[高升]|增[长加]|扩大|上升|降低|下降|减少|缩小|[增减升降])[到至]$")
"""Words before the next number: 由15个县扩大到57个."""
VERBS = re.compile(r"提[高升]|增[长加]|[上下]降|降低|减少|达到|上升|缩小|扩大|回落")
"""Words after a number that count nothing: 由35%提高到."""
TERM = re.compile(r"(?:周期|工期|期限|时限|年限|时长|时间|天数|寿命|年龄|有效期|服务期)$")
"""What takes a time: 建设周期3年; other words beside a time do not tell what it is of."""
OF_SUBJECT = re.compile(r"(?:同比)?(?:年均)?(?:增速|增幅|降幅|涨幅|跌幅|增长率|占比|比重)|占.+")
"""What is the earlier subject's: 地区生产总值…，增速6%."""
ATTRIBUTE = re.compile(
    r"(?:总|年|播种|种植|建筑|占地|销售)?(?:产值|增加值|产量|面积|总量|总额|营业收入|收入|利润|利税|税收|销售额|投资额"
    r"|投资|数量|规模|里程|余额)"
)
"""A property that needs an owner: 蔬菜播种面积3938公顷，产量106551吨."""
PROPERTY = re.compile(rf"(?:[人户亩地]均)?(?:可支配|纯)?(?:{ATTRIBUTE.pattern})$")
RATIO = re.compile(r"[:：∶]")
LISTED = re.compile("以及|、|(?<![普涉波])及|(?<![饱缓共温调])和(?![谐平解])|(?<!参)与")
"""All that is between two numbers of a list: 分别增长5%、6%; 普及 is one word."""
START = re.compile(r"[由从](?:\d{4}年[底末]?的?|“.{2,4}”末的?|上年的?|每[人户]每?[年月]?)?$")
"""Before the number from which another one starts: 由2025年的35%提高到."""
HALF_BEGUN = re.compile(r"[是为较比前后底末于把被让也又还并且其、，：:．]|在(?![校编建册职岗园用])")
HALF_ENDED = re.compile(
    r"(?:[较是的在将把于以从由每为超近有]|相比|同期比|过去|未来|今后|其中|前|历史性|关键|连续|基本|经过|累计|平均)$"
    r"|^(?:累计|新)*(?:建成|建设|新建|新增|完成|改造|培育|引进|打造|实施)$"
)
COPULA = re.compile(r"(?<![总但于如就还可若凡正要])是(?!否)|，|。|；")
LONGEST = 40
QUANTITIES = tuple("率值量额数比")
"""The end of what is a quantity: 失业率, 生产总值."""
SHORTEST = 3
"""Minimum characters of a thing in a list."""
KINDS = (
    "城镇|城市|农村|乡村|牧区",
    "男性?|女性?",
    "第?[一二三]次?",
    "幼儿园|学前|小学|初中|高中|中小学|高校",
    "公路|铁路|水路|民航|航空|海运",
    "国内|国际|境内|境外|入境",
    "工业|农业|生活|生态",
    "新生儿|婴儿|5岁以下儿童|孕产妇",
)
"""Words that tell things of one kind apart, and stand alone before the last: 城镇和农村居民收入."""
PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"), ("〔", "〕"))


@dataclass(frozen=True, slots=True)
class Said:
    """A figure in its sentence, as far as it tells what the next one measures."""

    end: int
    measures: str
    subject: str
    """What it measures, without the share of it: 数字经济增加值, not 数字经济增加值占比."""
    changes: bool
    """True for a change, or the number that one starts from: the next number is of the same subject."""


def clause(zh: str, start: int, end: int) -> tuple[str, str]:
    """The text before and after a figure in its clause."""
    before, behind = zh[max(0, start - PHRASE) : start], zh[end : end + PHRASE]
    return CLAUSE.split(before)[-1], CLAUSE.split(behind)[0]


def fall_before(zh: str, start: int) -> int:
    """The start of the word that makes the number a fall: 下降21.7%; without one, the number's."""
    found = FALLEN.search(zh[max(0, start - PHRASE) : start])
    return start - len(found[0]) if found else start


def own_subject(before: str) -> str:
    """The words before a figure, without the times, verbs, and comparisons around them."""
    named = OPENING.sub("", START.sub("", before))
    for _ in range(3):
        named = COMPARED.sub("", REACHING.sub("", named))
    return VERB.sub(r"\1", named)


def with_owner(named: str, zh: str, span: Span, unit: str, last: Said | None) -> Said:
    """What a clause names, which may be a property of the subject before: 增加值, 占比, or nothing."""
    start, end = span
    above = zh[max(0, start - PHRASE) : start]
    changes = unit in CHANGES or bool(CHANGED.search(above))
    is_bound = changes or bool(START.search(above))
    is_share = bool(OF_SUBJECT.fullmatch(named))
    if named and not is_share and not ATTRIBUTE.fullmatch(named):
        return Said(end, named, named, is_bound)
    if not last or not follows(zh, start, last):
        return Said(end, "", "", is_bound)
    if is_share:
        return Said(end, last.subject + named, last.subject, is_bound)
    if named:
        owned = PROPERTY.sub("", last.subject) + named
        return Said(end, owned, owned, is_bound)
    same = last.subject if unit == "percent-change" else last.measures
    return Said(end, same if changes or last.changes else "", last.subject, is_bound)


def follows(zh: str, start: int, last: Said) -> bool:
    """True if no clause between two figures names another subject."""
    between = zh[last.end : start]
    *clauses, _ = re.split("[，：、]", between)
    is_list = LISTED.fullmatch(between)
    return not (is_list or re.search("[。；！？]", between)) and all(
        map(NEUTRAL.fullmatch, clauses)
    )


def each_name(listed: list[str]) -> list[str]:
    """The things of a list, each with the property that only the last one names: 粮食作物、蔬菜产量.

    None where a piece is too short to stand alone, and is of no pair: 东和西片收入.
    """
    if not listed:
        return []
    if paired := each_of_pair(listed):
        return paired
    owned = [bool(PROPERTY.search(one)) or one.endswith(QUANTITIES) for one in listed]
    if not all(len(one) >= SHORTEST for one in listed) or (any(owned[:-1]) and not all(owned)):
        return []
    tail = None if any(owned[:-1]) else PROPERTY.search(listed[-1])
    return [*(one + (tail[0] if tail else "") for one in listed[:-1]), listed[-1]]


def each_of_pair(listed: list[str]) -> list[str]:
    """The same of things that words of one kind tell apart: 城镇和农村居民收入, 第一、第二产业产值."""
    for kind in KINDS:
        found = (re.fullmatch(rf"(.*?)({kind})(.*)", one) for one in listed)
        said = [one.groups() for one in found if one]
        if 1 < len(said) == len(listed):
            *_, (before, _, rest) = said
            if not before and all(rest.startswith(own) for *_, own in said):
                return [above + word + rest for above, word, _ in said]
    return []


def sound(text: str) -> str:
    """The text if it can name something: no half phrase, no clause, no lone mark; otherwise empty."""
    text = JOINTS.sub("", text)
    for one, other in PAIRS:
        if text.count(one) != text.count(other):
            return ""
    is_half = HALF_BEGUN.match(text) or HALF_ENDED.search(text) or COPULA.search(text)
    is_named = len(WORDS.findall(text)) > 1 and len(text) <= LONGEST
    return text if is_named and not is_half else ""
