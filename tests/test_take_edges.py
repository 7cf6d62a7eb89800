"""`take` leaves out what a site or a paper puts around a text, and keeps what it says of it."""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path

import pytest

from documents import docx, p
from planbook.begin.take import take
from planbook.cli import main
from planbook.intake.form import Left, Taken
from planbook.intake.furniture import DETAILS
from planbook.intake.provenance import Provenance, provenance_of
from planbook.intake.report import as_toml, for_people

SENTENCE = "全区生产总值由320亿元增加到455亿元，年均增长7.2%，发展基础更加牢固，人民生活显著改善。"
TITLE = "临江区国民经济和社会发展第十五个五年规划纲要"
BODY = [TITLE, "第一章 总则", SENTENCE * 4, "第二章 保障", SENTENCE * 4]

ABOVE = [
    "分类号:BH66",
    "临江日报/2026年/02月/20日/第A01版/",
    "临 江 日 报 / 2 0 2 6年 / 0 2月 / 2 0日 / 第 A0 1版 /",
    "索 引 号：000014349/2026-00012",
    "发文字号：临政发〔2026〕3号 成文日期：2026年2月3日",
    "发布日期：2026-02-10 来源：临江日报",
    "2026年03月14日 08:12 来源：临江日报 字号：大 中 小 打印 分享",
    "来源： 区发展改革委",
    "作者：王某",
    "浏览次数：1234",
    "字号：【大 中 小】",
    "【打印】【关闭窗口】",
    "新华社北京3月13日电",
    "新华社北京3月13日电（记者王某、李某）",
    "当前位置：首页 > 政务公开 > 规划计划",
    "第A01版：要闻",
    "2025-11-30　　点击数：321　　【关闭】",
    "2025年11月30日 10:22 阅读：12次 【打印】 【关闭】",
    "2025/11/30 10:22:31　字体：【大 中 小】",
    "作者：管理员　发布时间：2025-11-30　点击：[321]",
    "白石镇人民政府　2025-11-30　浏览次数：321",
    "发布人：管理员",
    "添加时间：2025-11-30 10:22",
    "【字号 大 中 小】【我要打印】【关闭】",
    "【双击自动滚屏】【保护视力色】",
    "白石镇政府　发布于 2025-11-30 10:22",
    "视力保护色：　字体显示：大 中 小",
    "2025-11-30 10:22 已有321人阅读",
    "来源丨临江县工业和信息化局",
    "来源 | 临江发布",
    "阅读 1204　赞 15　在看 8",
    "网站首页 | 新闻中心 | 信息公开 | 走进临江",
    "首页　政务公开　办事服务　互动交流",
    "全屏",
    "【字号：",
    "加大",
    "还原",
    "】",
    "时间：2026-02-10",
    "本报记者 王某某 摄",
    "区长王某某作报告。临江日报记者　李某 摄",
]
BELOW = [
    "【责任编辑:王某】",
    "编辑 王某 审读 李某",
    "扫一扫在手机打开当前页",
    "【关闭窗口】",
    "【打印本稿】 【推荐朋友】 【关闭窗口】",
    "Produced By 临江网络 大汉版通",
    "附件下载",
    "1.规划纲要.pdf",
    "上一篇：没有了",
    "相关链接：",
    "主办：临江区人民政府办公室",
    "返回顶部",
    "共3页 首页 1 2 3 下一页 尾页",
    "第1页/共3页　首页　上一页　下一页　末页　转到第 页 GO",
    "[1] [2] [3] 下一页",
    "首页 | 上页 | 下页 | 尾页　共 12 条记录　1/3页",
    "« 上一页 1 2 … 9 下一页 »",
    "点分享 点收藏 点在看 点点赞",
    "分享　收藏　在看　点赞",
    "编辑丨张某　审核丨李某",
    "监制：王某",
    "— END —",
    "[9]打印 [10]关闭",
    "References",
    "1. http://www.example.gov.cn/",
    "▼",
    "轻触阅读原文",
    "页次：1/3 [2][3]",
    "转载请注明出处",
    "喜欢此内容的人还喜欢",
    "关注“临江发布”公众号 获取更多资讯",
    "觉得不错，请点赞和在看",
    "【发表评论】【告诉好友】【打印此文】【关闭窗口】",
    "预览时标签不可点",
    "继续滑动看下一个",
    "点击次数：321",
    "您访问的链接即将离开“临江区人民政府”门户网站，是否继续？",
    "您即将离开本网站，是否继续访问？",
    "继续访问 放弃",
    "您点击的链接将要打开其他网站。",
    "（来源：临江日报）",
    "(来源: 临江日报)",
    "本文仅代表作者观点，不代表本站立场。 凡注明为临江网原创作品的，未经许可，不得转载。",
    "免责声明：本网站转载的内容版权归原作者所有，如涉及侵权，请联系我们删除。",
    "【免责声明】本文来源于网络，仅供学习参考，如有侵权请及时与本站联系。",
    "声明：凡注明“来源：临江网”的作品，均为本网站版权所有，未经授权不得转载、摘编。",
    "特别声明：以上内容仅代表作者本人的观点和立场，与本平台无关。",
]
STAYS = [
    "2026年2月3日",
    "（2026年2月3日临江区第十八届人民代表大会第五次会议批准）",
    "临政发〔2026〕3号",
    "临江区人民政府",
    "（此件公开发布）",
    "附件",
    "附件：1.主要指标",
    "资料来源：区统计局",
    "来源地与目的地",
    "时间表和路线图",
    "推荐性标准",
    "首页工程",
    "政务公开 政务服务",
    "信息公开、政务服务、互动交流",
    "技术支持体系",
    "相关政策衔接",
    "2025年11月30日　临江区人民政府",
    "阅读推广 3 个社区",
    "访问农户 1200 户",
    "全民阅读：3年行动",
    "审核批准",
    "赞皇县",
    "第三页",
    "末页附图",
    "在看守所",
    "收藏品市场",
    "转载请求",
    "关注民生",
    "时间安排：2026年2月至2026年9月",
    "加大投入",
    "文物拍摄",
    "摄影爱好者协会",
    "即将离开本地的人员",
]


def written(lines: list[str], form: str) -> bytes:
    if form == "HTML":
        return f"<html><body>{''.join(f'<p>{escape(one)}</p>' for one in lines)}</body></html>".encode()
    if form == "DOCX":
        return docx("".join(p(escape(one)) for one in lines))
    return "\n".join([*lines, ""]).encode()


FORMS = ["text", "HTML", "DOCX"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line", [*ABOVE, *BELOW])
def test_lines_of_the_site_are_left_out_and_named(line: str, form: str) -> None:
    lines = [TITLE, line, *BODY[1:]] if line in ABOVE else [*BODY, line]
    found = take(written(lines, form), "plan")
    assert found.text.splitlines() == BODY
    assert [one.text for one in found.left] == [line]


@pytest.mark.parametrize("form", FORMS)
def test_a_line_that_names_several_pages_raises_a_doubt(form: str) -> None:
    for line, count in (("[1] [2] 下一页", 1), ("首页 1/3页 尾页", 1), ("首页 1/1页 尾页", 0)):
        warnings = take(written([*BODY, line], form), "plan").warnings
        assert sum("may go on on another page" in one for one in warnings) == count


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line", STAYS)
def test_lines_of_the_document_stay(line: str, form: str) -> None:
    for lines in ([TITLE, line, *BODY[1:]], [*BODY, line]):
        found = take(written(lines, form), "plan")
        assert found.text.splitlines() == lines
        assert found.left == ()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_words_inside_the_text_stay(form: str) -> None:
    lines = [*BODY[:3], "来源：区统计局", "打印", *BODY[3:]]
    assert take(written(lines, form), "plan").text.splitlines() == lines


@pytest.mark.parametrize("form", FORMS)
def test_a_dateline_is_cut_from_the_line_that_it_opens(form: str) -> None:
    dateline = "新华社北京3月13日电　"
    for at in (0, 2):
        lines = [f"{dateline}{one}" if i == at else one for i, one in enumerate(BODY)]
        found = take(written(lines, form), "plan")
        assert found.text.splitlines() == BODY
        assert [one.text.strip() for one in found.left] == [dateline.strip()]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ornament", ["▶", "　　●", "•", "- "])
def test_ornaments_of_headings_are_left_out(ornament: str, form: str) -> None:
    lines = [*BODY[:2], "PART.01", f"{ornament}第一章 总则", SENTENCE, f"{ornament}一是建设。"]
    found = take(written(lines, form), "plan")
    assert [one.strip() for one in found.text.splitlines()] == [
        *BODY[:2], "第一章 总则", SENTENCE, f"{ornament}一是建设。".strip(),
    ]  # fmt: skip
    assert [one.text for one in found.left] == ["PART.01", ornament.strip("　")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "jump", ["（下转第四版）（紧接第一版） ", "（下转第A03版）", "(上接1版)", "【紧接第二版】　"]
)
def test_where_a_paper_goes_on_is_cut_from_the_text(jump: str, form: str) -> None:
    lines = [*BODY[:2], f"{SENTENCE}{jump}{SENTENCE}（见第三章）", *BODY[3:], jump.strip()]
    found = take(written(lines, form), "plan")
    assert found.text.splitlines() == [*BODY[:2], f"{SENTENCE * 2}（见第三章）", *BODY[3:]]
    assert "".join(one.text for one in found.left).split() == (jump + jump).split()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("title", [[TITLE], [TITLE[:6], TITLE[6:]], [TITLE, "（草案）"]])
def test_a_title_that_the_site_repeats_above_its_lines_is_left_out(
    title: list[str], form: str
) -> None:
    site = [TITLE, "2025-11-30　点击数：321　【关闭】"]
    found = take(written([*site, *title, *BODY[1:]], form), "plan")
    assert found.text.splitlines() == [*title, *BODY[1:]]
    assert [one.text for one in found.left] == site
    assert found.provenance.published == "2025-11-30"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("between", ["（草案）", "临江区人民政府", "2026年2月3日"])
def test_a_title_on_the_cover_and_above_the_text_stays_twice(between: str, form: str) -> None:
    lines = [TITLE, between, *BODY]
    assert take(written(lines, form), "plan").text.splitlines() == lines


def test_markdown_has_the_same_edges() -> None:
    text = "\n\n".join(["# 临江区规划", ABOVE[5], f"**第一章**\n\n{SENTENCE * 2}", BELOW[0]])
    found = take(f"{text}\n".encode(), "plan.md")
    assert found.text == f"临江区规划\n\n\n第一章\n\n{SENTENCE * 2}\n"
    assert [one.text for one in found.left] == [ABOVE[5], BELOW[0]]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["发布日期：2026-02-10 来源：临江日报"], {"published": "2026-02-10", "source": "临江日报"}),
        (["发布时间：2026年2月9日 08:00　　信息来源：区发改委　　浏览次数：123"],
         {"published": "2026-02-09", "source": "区发改委"}),
        (["索 引 号：000014349/2026-00012 主题分类：规划", "发文机关：临江区人民政府", "成文日期：2026年02月03日"],
         {"index_number": "000014349/2026-00012", "publisher": "临江区人民政府", "dated": "2026-02-03"}),
        (["索引号 0143/26 发文字号 临政发〔2026〕3号 发布机构 临江区政府办 有效性 有效"],
         {"index_number": "0143/26", "document_number": "临政发〔2026〕3号", "publisher": "临江区政府办"}),
        (["来源：来源：临江日报"], {"source": "临江日报"}),
        (["【发布日期】2026.2.10 【字号】大 中 小"], {"published": "2026-02-10"}),
        (["临江日报/2026年/02月/20日/第A01版/"], {"published": "2026-02-20", "source": "临江日报"}),
        (["2026-02-10 18:02 来源: 临江网"], {"published": "2026-02-10", "source": "临江网"}),
        (["新华社北京3月13日电"], {"source": "新华社"}),
        (["（来源：临江日报）"], {"source": "临江日报"}),
        (["来源：临江日报（数字版）　2026-02-10"], {"source": "临江日报（数字版）", "published": "2026-02-10"}),
        (["时间：2026-02-10"], {"published": "2026-02-10"}),
        (["日期：2026-02-10 发布日期：2026-02-11"], {"published": "2026-02-11"}),
        (["更新时间：2026-02-10"], {}),
        (["文号：无", "索引号：无"], {}),
        (["来源：", "作者：王某", "发布日期：待定"], {}),
    ],
)  # fmt: skip
def test_details_of_publication_are_read(pieces: list[str], expected: dict[str, str]) -> None:
    assert provenance_of(pieces, {}) == Provenance(**expected)


def test_a_label_in_the_metadata_is_no_part_of_the_detail() -> None:
    assert provenance_of([], {"contentsource": "来源：临江日报"}).source == "临江日报"


@pytest.mark.parametrize("number", ["临政发〔2026〕3号", "臨政發〔2026〕3號"])
@pytest.mark.parametrize("form", FORMS)
def test_the_number_of_a_document_is_kept_and_stays(form: str, number: str) -> None:
    lines = ["临江区人民政府文件", number, *BODY]
    found = take(written(lines, form), "plan")
    assert found.text.splitlines() == lines
    assert found.provenance == Provenance(document_number=number)


def test_a_page_says_more_in_its_head() -> None:
    head = (
        "<!-- saved from url=(0041)https://www.example.gov.cn/zw/gh/1.html -->"
        "<html><head><meta name='PubDate' content='2026-02-10 18:02'><meta name='ContentSource' content='临江日报'>"
        f"<meta name='SiteName' content='临江区人民政府'><meta name='ArticleTitle' content='{TITLE}'></head>"
    )
    lines = "".join(f"<p>{one}</p>" for one in BODY)
    found = take(f"{head}<body>{lines}</body></html>".encode(), "plan.html")
    expected = Provenance(
        title=TITLE, published="2026-02-10", source="临江日报", publisher="临江区人民政府",
        url="https://www.example.gov.cn/zw/gh/1.html",
    )  # fmt: skip
    assert found.provenance == expected
    account = tomllib.loads(as_toml(found, b"", "plan.html", "plan.txt", "1"))
    assert {key: account[key] for key in expected.found()} == expected.found()
    assert "document_number" not in account


def test_the_report_is_short_however_much_is_left_out() -> None:
    pictures = "".join(f"<p><img alt='图{at}' src='{at}.png'></p>" for at in range(500))
    page = f"<html><body><p>{ABOVE[5]}</p><p>{BODY[0]}</p>{pictures}{''.join(f'<p>{one}</p>' for one in BODY[1:])}</body></html>"
    report = for_people(take(page.encode(), "plan.html"), page.encode(), "plan.html", "plan.txt")
    lines = report.splitlines()
    assert len(lines) < 15
    assert max(map(len, lines)) < 160
    assert "left out  pictures, with any tables in them: 500, " in report
    assert "「图0, after" in report
    assert "says      published: 2026-02-10" in lines


def test_an_address_that_is_none_is_not_kept() -> None:
    for said in ("javascript:alert(1)", "/zw/1.html", "https://a b", "https://x\n"):
        assert provenance_of([], {"canonical": said}).url == ""


def test_a_new_project_takes_the_text_without_the_lines_of_the_site(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_bytes(written([ABOVE[5], *BODY, BELOW[0]], "text"))
    assert main(["--root", str(tmp_path), "new", "edition", "--from", str(plan)]) == 0
    text = (tmp_path / "edition/source/plan.zh.txt").read_text("utf-8")
    assert text.splitlines() == BODY


ROWS = [("时间", "任务"), ("2021年3月1日", "启动"), ("2025年12月31日", "完成")]
SIGNED = ["临江县人民政府", "2021年3月1日"]


def tabled(rows: list[tuple[str, ...]]) -> str:
    cells = ("".join(f"<td>{one}</td>" for one in row) for row in rows)
    return f"<table>{''.join(f'<tr>{one}</tr>' for one in cells)}</table>"


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{one}</p>" for one in lines)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (paragraphs(*SIGNED), SIGNED),
        (paragraphs("县发展和改革委员会", "2021-03-01"), ["县发展和改革委员会", "2021-03-01"]),
        (tabled(ROWS), ["\t".join(row) for row in ROWS]),
        (tabled([("来源", "作者", "日期"), ("县局", "张某", "2021年")]), ["来源\t作者\t日期", "县局\t张某\t2021年"]),
        (tabled(ROWS) + paragraphs("来源：县统计局", *SIGNED),
         [*("\t".join(row) for row in ROWS), "来源：县统计局", *SIGNED]),
        (paragraphs("（二）推广扫码查看信息", "（三）完成公网安备备案"), ["（二）推广扫码查看信息", "（三）完成公网安备备案"]),
        (paragraphs("第三章 实施", "加强组织领导，落实各方责任。"), ["第三章 实施", "加强组织领导，落实各方责任。"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", ["{}", "</div>{}<div>", "</div><div>{}</div><div>"])
def test_what_closes_the_document_is_not_of_the_site(
    html: str, lines: list[str], part: str
) -> None:
    body = paragraphs(*BODY[1:])
    site = "<p>【打印】</p><div><a href='/x'>更多</a><p>主办：县政府</p></div>"
    page = f"<html><body><h1>{TITLE}</h1><div>{body}{part.format(html)}</div>{site}</body></html>"
    found = take(page.encode(), "plan.html")
    assert found.text.splitlines() == [*BODY, *lines]
    assert {one.text for one in found.left} == {"【打印】", "更多", "主办：县政府"}


@pytest.mark.parametrize(
    ("lines", "dated"),
    [
        (["2026年3月"], "2026-03"),
        (["二〇二一年四月"], "2021-04"),
        (["（二○二六年十一月二十一日）"], "2026-11-21"),
        (["2026年3月", "各区县：", "区政府", "2026年2月1日"], "2026-02-01"),
        (["2021—2025年"], ""),
        (["2026年2月1日起施行"], ""),
    ],
)
@pytest.mark.parametrize("form", ["plan.txt", "plan.html"])
def test_the_date_on_a_cover_or_under_a_letter_is_read(
    lines: list[str], dated: str, form: str
) -> None:
    """It stays in the text; what the site says comes first."""
    whole = [TITLE, *lines, *BODY]
    text = paragraphs(*whole) if form.endswith("html") else "\n".join(whole)
    found = take(text.encode(), form)
    assert found.provenance.dated == dated
    assert all(line in found.text for line in lines)


def test_a_table_of_details_is_of_the_site() -> None:
    rows = [("索引号", "000/26", "发文机关", "县政府"), ("标题", TITLE, "成文日期", "2021年3月1日")]
    page = f"<html><body>{tabled(rows)}{paragraphs(*BODY)}</body></html>"
    found = take(page.encode(), "plan.html")
    assert found.text.splitlines() == BODY
    assert found.provenance.dated == "2021-03-01"


DETAILS_OF = [
    ("索 引 号", "000/26"), ("主题分类", "水利、水务"), ("发文机关", "县政府"), ("成文日期", "2021年03月01日"),
    ("标　　题", TITLE), ("发文字号", "临政发〔2021〕12号"), ("有 效 性", "有效"), ("公开时限", "长期公开"),
    ("信息所属单位：", "县水利局"), ("废止时间", ""),
]  # fmt: skip
COLON = [(f"{label.strip('：')}：", value) for label, value in DETAILS_OF]
PAIRS = [(*COLON[at], *COLON[at + 1]) for at in range(0, len(COLON), 2)]


@pytest.mark.parametrize(
    "shape",
    [
        "<ul>{}</ul>".format("".join(f"<li>{a}{b}</li>" for a, b in COLON)),
        "<ul>{}</ul>".format("".join(f"<li><b>{a}</b> <span>{b}</span></li>" for a, b in COLON)),
        "<dl>{}</dl>".format("".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in COLON)),
        "<dl>{}</dl>".format("".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in DETAILS_OF)),
        "<div>{}</div>".format("".join(f"<div>{a}</div><div>{b}</div>" for a, b in COLON)),
        "<div>{}</div>".format("".join(f"<div><b>【{a.strip('：')}】</b>{b}</div>" for a, b in COLON)),
        "<div>{}</div>".format("".join(f"<div class=row><i class=cell>{a}</i><i class=cell>{b}</i></div>" for a, b in COLON)),
        tabled(COLON),
        tabled(PAIRS),
        "<p>{}</p>".format("　".join(a + b for a, b in COLON if "信息" not in a)),
        tabled(PAIRS) + "<ul>{}</ul>".format("".join(f"<li>{a}{b}</li>" for a, b in COLON)),
    ],
)  # fmt: skip
def test_details_of_any_shape_are_of_the_site(shape: str) -> None:
    """The title below the last of them, which has no value, is the title of the text."""
    page = f"<html><body>{shape}<h2>{TITLE}</h2>{paragraphs(*BODY)}</body></html>"
    found = take(page.encode(), "plan.html")
    assert found.text.splitlines() == [TITLE, *BODY]
    assert found.provenance.dated == "2021-03-01"
    assert "水利、水务" in " ".join(one.text for one in found.left)


def test_labels_above_their_values_are_of_the_site() -> None:
    shape = tabled([*zip(*(one for one in DETAILS_OF if "：" not in one[0]), strict=True)])
    found = take(
        f"<html><body>{shape}{paragraphs(TITLE, *BODY)}</body></html>".encode(), "plan.html"
    )
    assert found.text.splitlines() == [TITLE, *BODY]


@pytest.mark.parametrize(
    "own",
    [
        tabled([("名称", "时间", "来源"), ("公园", "2025年", "财政")]),
        "<ul><li>发展目标：建成水网</li><li>重点任务：修建堤防</li><li>来源：财政</li></ul>",
        "<dl><dt>分类</dt><dd>按用途分为两类</dd><dt>高标准农田</dt><dd>指稳产的农田</dd></dl>",
    ],
)
def test_tables_and_lists_of_the_text_are_no_details(own: str) -> None:
    page = f"<html><body><h2>{TITLE}</h2>{paragraphs(*BODY[1:])}{own}{paragraphs(BODY[-1])}</body></html>"
    found = take(page.encode(), "plan.html")
    assert not any(one.text.startswith(("名称", "发展", "分类")) for one in found.left)


def test_the_label_of_attached_files_goes_with_them() -> None:
    page = f"<html><body>{paragraphs(*BODY, '附件：')}<p><a href=a.docx>规划.docx</a></p></body></html>"
    assert take(page.encode(), "plan.html").text.splitlines() == BODY
    page = f"<html><body>{paragraphs(*BODY, '附件：', '水网布局图')}</body></html>"
    assert take(page.encode(), "plan.html").text.splitlines() == [*BODY, "附件：", "水网布局图"]


def test_rows_and_notes_of_a_plain_text_stay() -> None:
    lines = [*BODY, "表1 时间表", *("\t".join(row) for row in ROWS), "来源：县统计局", *SIGNED]
    found = take(written(lines, "text"), "plan.txt")
    assert found.text.splitlines() == lines
    assert found.left == ()


ACCOUNT = tabled([("索引号", "0143/2026"), ("发文机关", "县政府"), ("成文日期", "2021年3月1日")])
FIGURED = tabled([("指标", "2030年"), ("粮食产量", "12")])


@pytest.mark.parametrize(
    ("html", "said", "missing", "of_site"),
    [
        (FIGURED, "all 2 of tables are in the text", [], []),
        (ACCOUNT + FIGURED, "all of tables are in the text, except those of the site, left out above: 0143, 2026, 2021, 3, 1",
         [], ["0143", "2026", "2021", "3", "1"]),
        (f"<table><tr><td><a href=a>概况56</a> <a href=b>领导34</a></td><td>{paragraphs(*BODY[1:3])}{FIGURED}</td></tr></table>",
         "all of tables are in the text, except those of the site, left out above: 56, 34", [], ["56", "34"]),
        (paragraphs("2030年", "12年"), "no tables to compare", [], []),
    ],
    ids=["in the text", "in a table of details", "in a menu", "no table"],
)  # fmt: skip
def test_numbers_that_only_the_site_has_are_told_from_lost_ones(
    html: str, said: str, missing: list[str], of_site: list[str]
) -> None:
    page = f"<html><body>{html}{paragraphs(*BODY)}</body></html>".encode()
    found = take(page, "plan.html")
    assert f"numbers   {said}" in for_people(found, page, "plan.html", "plan.txt").splitlines()
    account = tomllib.loads(as_toml(found, page, "plan.html", "plan.txt", "1"))
    assert (account["missing_numbers"], account["site_numbers"]) == (missing, of_site)


@pytest.mark.parametrize("left", [(), (Left(DETAILS, "发布日期：2026-02-10"),)])
def test_a_lost_number_is_named_whatever_the_site_has(left: tuple[Left, ...]) -> None:
    lost = Taken("HTML page", "产量\t12\n", left=left, numbers=("12", "455", "455", "2026"))
    report = for_people(lost, b"", "plan.html", "plan.txt")
    assert "numbers   of tables that are not in the text: 455 ×2" in report
    assert ("2026" in report.partition("not in the text")[2]) is not bool(left)
