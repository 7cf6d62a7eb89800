"""`take` reads a Word document as Word shows it, automatic numbers and all."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from documents import abstract, cell, docx, level, listed, num, p, table
from planbook.begin.take import take
from planbook.intake.form import absent, digit_runs
from planbook.intake.marks import numeral
from test_grammar import outcome

INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


def text(body: str, **parts: str) -> str:
    return take(docx(body, **parts), "plan.docx").text


SPACE, NOTHING = '<w:suff w:val="space"/>', '<w:suff w:val="nothing"/>'
NUMBERING = (
    abstract(
        0,
        level("chineseCountingThousand", "第%1章", more=SPACE),
        level("chineseCounting", "%2、"),
        level("chineseCounting", "（%3）"),
        level("decimal", "%4."),
        level("decimal", "%1.%2", more="<w:isLgl/>"),
    )
    + abstract(1, level("decimal", "%1."), level("decimal", "%1.%2.", more=NOTHING))
    + abstract(2, level("bullet", "\uf0b7"), level("bullet", "——", more=NOTHING),
               level("bullet", "o"), level("bullet", "➢"))
    + abstract(3, level("decimalEnclosedCircleChinese", "%1", start=9))
    + abstract(4, level("chineseLegalSimplified", "%1、"), level("upperLetter", "%2."),
               level("lowerRoman", "%3)", more='<w:lvlRestart w:val="0"/>'))
    + "".join(num(number + 1, number) for number in range(5))
    + num(6, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    + num(7, 1, f'<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">{level("ideographTraditional", "%1、")}</w:lvl>'
                "</w:lvlOverride>")
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (listed("总则", 1) + listed("目标", 1, 1) + listed("总体", 1, 2) + listed("甲", 1, 3) + listed("乙", 1, 3)
         + listed("具体", 1, 2) + listed("丙", 1, 3) + listed("任务", 1) + listed("产业", 1, 1) + listed("丁", 1, 4),
         "第一章 总则\n一、目标\n（一）总体\n1.甲\n2.乙\n（二）具体\n1.丙\n第二章 任务\n一、产业\n2.1 丁\n"),
        (listed("甲", 2) + p("文。") + listed("乙", 2) + listed("丙", 6) + listed("丁", 6),
         "1.甲\n文。\n2.乙\n1.丙\n2.丁\n"),
        (listed("2026年", 2) + listed("甲", 2, 1) + listed("乙", 2, 1) + listed("丙", 2),
         "1. 2026年\n1.1.甲\n1.2.乙\n2.丙\n"),
        (listed("甲", 3) + listed("乙", 3, 1) + listed("丙", 3, 2) + listed("丁", 3, 3),
         "• 甲\n——乙\n○ 丙\n➢ 丁\n"),
        (listed("甲", 4) + listed("乙", 4), "⑨ 甲\n⑩ 乙\n"),
        (listed("甲", 5) + listed("乙", 5, 1) + listed("丙", 5, 2) + listed("丁", 5, 1) + listed("戊", 5, 2)
         + listed("己", 5), "壹、甲\nA.乙\ni)丙\nB.丁\nii)戊\n贰、己\n"),
        (listed("甲", 7) + listed("乙", 7), "甲、甲\n乙、乙\n"),
        (listed("甲", 2) + listed("", 2) + listed("乙", 2), "1.甲\n2.\n3.乙\n"),
        (listed("甲", 0) + listed("乙", 99), "甲\n乙\n"),
        ("".join(listed("甲", 1) for _ in range(101)), None),
    ],
)  # fmt: skip
def test_automatic_numbers_are_as_word_shows_them(body: str, expected: str | None) -> None:
    made = text(body, numbering=NUMBERING)
    if expected:
        assert made == expected
    else:
        assert made.splitlines()[98:] == ["第九十九章 甲", "第一百章 甲", "第一百零一章 甲"]


STYLES = (
    '<w:docDefaults><w:pPrDefault><w:pPr><w:ind w:firstLine="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题样式"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="b"><w:name w:val="正文缩进"/><w:pPr>{INDENT}</w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/><w:basedOn w:val="c"/></w:style>'
)


def styled(words: str, style: str, more: str = "") -> str:
    return p(words, f'<w:pStyle w:val="{style}"/>{more}')


def test_styles_give_numbers_levels_and_indents() -> None:
    body = (
        styled("总则", "1") + styled("目标", "2") + styled("正文。", "b")
        + styled("顶格。", "b", '<w:ind w:firstLineChars="0" w:firstLine="0"/>')
        + styled("悬挂。", "b", '<w:ind w:hanging="420"/>')
        + styled("无号", "1", '<w:numPr><w:numId w:val="0"/></w:numPr>') + p("普通。")
        + styled("<w:r><w:t>总则</w:t><w:tab/><w:t>1</w:t></w:r>", "c")
    )  # fmt: skip
    found = take(docx(body, numbering=NUMBERING, styles=STYLES), "plan.docx")
    assert found.text == (
        "第一章 总则\n一、目标\n　　正文。\n顶格。\n悬挂。\n无号\n普通。\n总则……1\n"
    )
    assert [(one.line, one.level) for one in found.headings] == [(1, 1), (2, 2), (6, 1)]


def test_an_emphasized_line_above_a_break_is_shown_as_a_heading() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>建设成效</w:t></w:r>"
    broken = f"<w:p>{bold}<w:r><w:br/></w:r><w:r><w:t>全县建成10座。</w:t></w:r></w:p>"
    found = take(docx(broken), "a.docx")
    assert found.text.splitlines() == ["建设成效", "全县建成10座。"]
    assert [(one.line, one.text) for one in found.headings] == [(1, "建设成效")]
    assert not found.leads


def test_the_emphasized_beginning_of_a_paragraph_is_known() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>加快发展。</w:t></w:r><w:r><w:t>推进建设。</w:t></w:r>"
    own = '<w:r><w:rPr><w:rFonts w:eastAsia="{}"/></w:rPr><w:t>{}</w:t></w:r>'
    faces = own.format("楷体_GB2312", "（一）保障民生。") + own.format("仿宋", "改善条件。")
    found = take(docx(listed(bold, 2) + p(faces) + p("甲。"), numbering=NUMBERING), "plan.docx")
    assert found.text == "1.加快发展。推进建设。\n（一）保障民生。改善条件。\n甲。\n"
    assert [(one.line, one.text) for one in found.leads] == [
        (1, "1.加快发展。"), (2, "（一）保障民生。"),
    ]  # fmt: skip


def merged(columns: int = 1, down: str = "") -> str:
    wide = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return wide + (f"<w:vMerge {down}/>" if down is not None and down != "" else "")


RESTART, ON = 'w:val="restart"', " "
HEAD = "<w:trPr><w:tblHeader/></w:trPr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (table(cell("指标") + cell("2030年"), cell("产量") + cell("12")), "指标\t2030年\n产量\t12\n"),
        (table(cell("指标", merged(1, RESTART)) + cell("目标", merged(2)),
               cell("", merged(1, ON)) + cell("2025年") + cell("2030年"), cell("合计") + cell() + cell()),
         "指标\t目标\t目标\n\t2025年\t2030年\n合计\t\t\n"),
        (table(cell("表1　指标", merged(4)), cell("指标", merged(1, RESTART)) + cell("目标", merged(3)),
               cell("", merged(1, ON)) + cell("2025年", merged(2)) + cell("2030年", merged(1, RESTART)),
               cell("", merged(1, ON)) + cell("城市") + cell("农村") + cell("", merged(1, ON)),
               cell("床位") + cell("3") + cell("1") + cell("5"), cell("合计", merged(2)) + cell("4") + cell("6")),
         "表1　指标\n指标\t目标\t目标\t目标\n\t2025年\t2025年\t2030年\n\t城市\t农村\t\n床位\t3\t1\t5\n合计\t\t4\t6\n"),
        (table(cell("表1　指标", merged(2)), cell("甲") + cell("1"), cell("注：甲为预期性指标", merged(2))),
         "表1　指标\n甲\t1\n注：甲为预期性指标\n"),
        (table(cell(listed("甲", 2)) + cell(p("12") + p("34")), cell(listed("", 2)) + cell("<w:p/>")),
         "1.甲\t12 34\n2.\t\n"),
        (table(cell("甲") + cell(p("乙") + table(cell("丙") + cell("3"), cell("丁") + cell("4")) + p("戊"))),
         "甲\t乙 戊\n\n丙\t3\n丁\t4\n"),
        (table(cell(p("专栏1　工程") + p("建设学校3所。", INDENT)), cell("续。")), "专栏1　工程\n　　建设学校3所。\n续。\n"),
        (table(cell("甲") + cell(p("<w:r><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r>"))),
         "甲\t乙  丙 丁\n"),
        (table(cell("指标") + cell("2030年"), cell("产值") + cell("900")) + table(cell("项目") + cell("投资"))
         + "<w:p/>" + table(cell("丙") + cell("3")) + p("文。") + table(cell("丁") + cell("4")),
         "指标\t2030年\n产值\t900\n\n项目\t投资\n\n丙\t3\n文。\n丁\t4\n"),
        (table(cell("指标") + cell("2025年") + cell("2030年"),
               cell(p("就业人数") + p("其中：女性")) + cell(p("42.5") + p("20.1")) + cell(p("45") + p("21.5")),
               cell("比例") + cell("") + cell(p("6.5%") + p("左右"))),
         "指标\t2025年\t2030年\n就业人数\t42.5\t45\n其中：女性\t20.1\t21.5\n比例\t\t6.5% 左右\n"),
        (table(cell("指标") + cell("2025年") + cell("属性"),
               cell(p("班额比例（%）") + p("其中：小学") + p("　　　初中")) + cell(p(" ") + p("34.5%") + p("77.3%以上")) + cell("预期性")),
         "指标\t2025年\t属性\n班额比例（%）\t\t预期性\n其中：小学\t34.5%\t\n初中\t77.3%以上\t\n"),
        (table(HEAD + cell("类") + cell("目标", merged(2)), HEAD + cell("名") + cell("规划", merged(2)),
               cell("产值") + cell("4") + cell("5")),
         "类\t目标\t目标\n名\t规划\t规划\n产值\t4\t5\n"),
        (table("<w:sdt><w:sdtContent>" + cell("甲") + "</w:sdtContent></w:sdt>" + cell("1")), "甲\t1\n"),
    ],
)  # fmt: skip
def test_tables_become_rows(body: str, expected: str) -> None:
    assert text(body, numbering=NUMBERING) == expected


def test_values_that_the_rows_do_not_show_are_named() -> None:
    rows = (
        cell("指标") + cell("现状") + cell("目标", merged(2)),
        cell("一、经济", merged(4)),
        cell(p("产值")) + cell(p("42") + p("20") + p("11")) + cell("控制在5以内", merged(2)),
    )
    found = take(docx(table(*rows)), "plan.docx").warnings
    assert [one.partition(": ")[2] for one in found if "table" in one] == [
        "“控制在5以内”",
        "“42 20 11”",
    ]


def test_a_value_over_rows_is_named_and_the_name_of_a_group_is_none() -> None:
    rows = [
        cell("类别") + cell("指标") + cell("2030年"),
        cell("投资", merged(1, RESTART)) + cell("中央") + cell("8.0", merged(1, RESTART)),
        cell("", merged(1, ON)) + cell("省级") + cell("", merged(1, ON)),
    ]
    (said, *_) = take(docx(table(*rows)), "plan.docx").warnings
    assert said.endswith("in the first of them: “8.0”")


@pytest.mark.parametrize(
    "label", [("社会工作者", "（含兼职）"), ("专业社会工作者", "人数"), ("合", "计")], ids="".join
)
@pytest.mark.parametrize(
    "broken",
    [
        p("{}") + p("{}"),
        p("{}") + p("{}", INDENT),
        p("<w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r>"),
        p("<w:r><w:t>{}</w:t><w:tab/><w:t>{}</w:t></w:r>"),
    ],
    ids=["paragraphs", "indented", "a line end", "a tab"],
)
def test_a_line_end_in_a_cell_below_a_merged_one_parts_nothing(
    broken: str, label: tuple[str, str]
) -> None:
    found = text(
        p("一、目标") + p("健全体系。", INDENT) + p("表1　指标")
        + table(
            cell("类别") + cell("指标") + cell("2025年") + cell("2030年"),
            cell("服务", merged(1, RESTART)) + cell("床位占比") + cell("62%") + cell("73%"),
            cell("", merged(1, ON)) + cell(broken.format(*label)) + cell("0.9人") + cell("1人"),
        )
    )  # fmt: skip
    row = f"(empty) | {''.join(label)} | 0.9人 | 1人"
    head = "类别 | 指标 | 2025年 | 2030年 | 服务 | 床位占比 | 62% | 73%"
    assert f"(table) 4 columns: {head} | {row}" in outcome(found)


STOPS = '<w:tabs><w:tab w:val="left" w:pos="4200"/></w:tabs>'
CLEARED = '<w:tabs><w:tab w:val="clear" w:pos="4200"/></w:tabs>'


def tabbed(line: str, properties: str = "") -> str:
    run = "</w:t><w:tab/><w:t>".join(line.split("⇥"))
    return p(f"<w:r><w:t>{run}</w:t></w:r>", properties)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (tabbed("组　长：张建国⇥县长") + tabbed("成　员：李　明⇥局长"), "组　长：张建国　县长\n成　员：李　明　局长\n"),
        (tabbed("组长：张建国⇥县长", CLEARED), "组长：张建国　县长\n"),
        (tabbed("联系人：周华⇥电话：0551-6543210"), "联系人：周华　电话：0551-6543210\n"),
        (tabbed("县文体局⇥2025年底前完成各项任务"), "县文体局　2025年底前完成各项任务\n"),
        (tabbed("⇥组长：张建国⇥"), "组长：张建国\n"),
        (tabbed("⇥⇥组长：张建国"), "　　组长：张建国\n"),
        (tabbed("单位⇥项目", STOPS) + tabbed("县局⇥公路", STOPS), "单位  项目\n县局  公路\n"),
        (tabbed("指标⇥数值") + tabbed("人口⇥11万人"), "指标  数值\n人口  11万人\n"),
        (tabbed("单位⇥项目⇥期限") + tabbed("县局⇥公路"), "单位  项目  期限\n县局  公路\n"),
        (p("表1　分工") + tabbed("单位⇥项目") + tabbed("县局⇥公路"), "表1　分工\n单位  项目\n县局  公路\n"),
    ],
)  # fmt: skip
def test_a_tab_is_a_blank_unless_it_makes_columns(body: str, expected: str) -> None:
    assert text(body) == expected


def field(instruction: str, result: str = "") -> str:
    """A field as Word writes it, with its result if it has one."""
    separate = f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{result}" if result else ""
    return (
        f"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r>"
        f"{separate}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


NOTE = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">'
    + p('<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> 按2025年口径。</w:t></w:r>')
    + p("其余不变。")
    + "</w:footnote>"
)
REFERENCE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BOX = f"<w:txbxContent>{p('框内55')}</w:txbxContent>"
CHOICE = (
    f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing>'
    f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<w:r><w:t>强度</w:t></w:r>{REFERENCE}<w:r><w:t>提高{{}}。</w:t></w:r>", "强度¹提高{}。\n　　¹按2025年口径。 其余不变。\n"),
        (f"<w:r>{CHOICE}<w:t>有框。</w:t></w:r>", "有框。\n框内55\n"),
        ("<w:r><w:t>前。</w:t><w:br w:type='page'/><w:t>后。</w:t></w:r>", "前。\n\f后。\n"),
        ("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>", "上\n下\n"),
        ("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t>3</w:t></w:r></w:fldSimple>", "链接3\n"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>12</w:t><w:noBreakHyphen/><w:t>3</w:t></w:r>", "12-3\n"),
        ("<w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>4</w:t></w:r>", "10⁴\n"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FF'/><w:t>点</w:t></w:r>", "•点\n"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t>30%</w:t></w:r>", "≥30%\n"),
        ("<w:r><w:sym w:font='Symbol' w:char='00A3'/><w:t>5</w:t><w:sym w:font='Symbol' w:char='F0B1'/></w:r>", "≤5±\n"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:font='Wingdings 2' w:char='F0A3'/></w:r>", "☑□\n"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F082'/><w:t>学校</w:t></w:r>", "②学校\n"),
        ("<w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>\uf0b3</w:t></w:r><w:r><w:t>30</w:t></w:r>", "≥30\n"),
        ("<w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>ü是</w:t></w:r>", "✓是\n"),
        ("<w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>删30</w:t></w:r><w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>乙</w:t></w:r>", "甲乙\n"),
        ("<w:r><w:t>占</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>", "占1/3\n"),
        (field("eq \\o\\ac(○,3)"), "③\n"),
        ("<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>", "10⁴\n"),
        ("<m:oMath><m:sSub><m:e><m:r><m:t>CO</m:t></m:r></m:e><m:sub><m:r><m:t>2</m:t></m:r></m:sub></m:sSub></m:oMath>", "CO₂\n"),
        (field("SEQ 表 \\* ARABIC", "<w:r><w:t>3</w:t></w:r>"), "3\n"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>文</w:t></w:r>", "文\n"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1\n"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>bù</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>埠</w:t></w:r></w:rubyBase></w:ruby></w:r>", "埠\n"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件\n"),
    ],
)  # fmt: skip
def test_a_paragraph_is_what_is_shown_of_it(inside: str, expected: str) -> None:
    assert text(p("规划") + p(inside), footnotes=NOTE) == f"规划\n{expected}"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("第一章 构建体系", "打造高地", "第一章 构建体系 打造高地\n"),
        ("江州市“十五五”", "发展规划", "江州市“十五五”发展规划\n"),
        ("一、总则", "（一）目标", "一、总则\n（一）目标\n"),
    ],
)
def test_a_heading_with_a_line_break_is_one_line(first: str, second: str, expected: str) -> None:
    inside = f"<w:r><w:t>{first}</w:t><w:br/><w:t>{second}</w:t></w:r>"
    assert text(p(inside, '<w:outlineLvl w:val="0"/>') + p("甲。")) == f"{expected}甲。\n"
    assert text(p(inside)) == f"{first}\n{second}\n"


def test_endnotes_and_second_references_have_the_mark_that_word_shows() -> None:
    ends = f'<w:endnote w:id="2">{p("另计。")}</w:endnote>'
    again = field(
        "NOTEREF _Ref1 \\\\h",
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>",
    )
    body = p(f'<w:r><w:t>强度</w:t></w:r>{REFERENCE}<w:r><w:endnoteReference w:id="2"/></w:r>') + p(
        f"<w:r><w:t>强度</w:t></w:r>{again}<w:r><w:t>下降。</w:t></w:r>"
    )
    assert text(body, footnotes=NOTE, endnotes=ends) == (
        "强度¹[i]\n　　¹按2025年口径。 其余不变。\n　　[i]另计。\n强度¹下降。\n"
    )


BEGIN, SEPARATE, END = (
    f"<w:r><w:fldChar w:fldCharType='{one}'/></w:r>" for one in ("begin", "separate", "end")
)
ENTRY = f"<w:hyperlink><w:r><w:t>{{}}</w:t></w:r><w:r><w:tab/></w:r>{field('PAGEREF _Toc1', '<w:r><w:t>{}</w:t></w:r>')}</w:hyperlink>"
CONTENTS = styled(
    f"{BEGIN}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{SEPARATE}{ENTRY.format('第一章 总则', 3)}",
    "c",
) + styled(ENTRY.format("第二章 目标", 12), "c")


@pytest.mark.parametrize(
    "contents",
    [
        p("目　录") + CONTENTS + p(END),
        p("目录") + CONTENTS.removesuffix("</w:p>") + END + "</w:p>",
        ("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{p('目录')}{CONTENTS}{p(END)}</w:sdtContent></w:sdt>"),
        p("目录") + CONTENTS,
    ],
    ids=["field", "end in the last entry", "control", "without an end"],
)  # fmt: skip
def test_contents_that_word_makes_are_left_out_and_named(contents: str) -> None:
    found = take(
        docx(p("规划") + contents + p("第一章 总则") + p("正文。"), styles=STYLES), "plan.docx"
    )
    assert found.text == "规划\n第一章 总则\n正文。\n"
    assert {one.kind for one in found.left} == {"contents that Word makes"}
    left = "".join(one.text for one in found.left)
    assert all(one in left for one in ("录", "第一章 总则", "第二章 目标", "12"))


def test_a_formula_or_a_symbol_that_is_not_known_is_named() -> None:
    body = p(
        field("eq \\f(1,2)")
        + "<w:r><w:sym w:font='Wingdings 3' w:char='F07D'/><w:t>规划</w:t></w:r>"
    )
    found = take(docx(body), "plan.docx")
    assert found.text == "•规划\n"
    assert {(one.kind, one.text) for one in found.left} == {
        ("formulas of fields", "eq \\f(1,2)"),
        ("characters of symbol fonts, shown as bullets", "Wingdings 3 F07D"),
    }


def test_what_is_left_out_is_named() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏12</w:t></w:r><w:r><w:t>规划</w:t></w:r>"
    picture = "<w:r><w:drawing><wp:docPr descr='图1'/><a:blip/></w:drawing></w:r>"
    picture += "<w:r><w:drawing><wp:docPr descr='图示2'/><a:graphic><w:relIds/></a:graphic></w:drawing></w:r>"
    parts = {"header1": p("运行标题"), "footer1": p("第1页"), "comments": p("批注")}
    raw = docx(
        p(hidden) + p(picture),
        **{k.replace("header1", "hdr1").replace("footer1", "ftr1"): v for k, v in parts.items()},
    )
    raw = renamed(raw, {"word/hdr1.xml": "word/header1.xml", "word/ftr1.xml": "word/footer1.xml"})
    found = take(raw, "plan.docx")
    assert found.text == "规划\n"
    assert {(one.kind, one.text) for one in found.left} == {
        ("hidden or struck text", "隐藏12"), ("pictures", "图1"),
        ("charts and diagrams, with any text in them", "图示2"), ("running heads", "运行标题"),
        ("running feet and page numbers", "第1页"), ("comments", "批注"),
    }  # fmt: skip


def renamed(raw: bytes, names: dict[str, str]) -> bytes:
    """The archive with parts under other names."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            new.writestr(names.get(one, one), old.read(one))
    return target.getvalue()


def test_parts_are_found_by_their_relations() -> None:
    """Word for the web numbers them: document2.xml, styles2.xml."""
    raw = docx(listed("总则", 1), numbering=NUMBERING)
    made = renamed(
        raw, {"word/document.xml": "word/document2.xml", "word/numbering.xml": "word/n2.xml"}
    )
    relation = '<R><Relationship Type="x/{}" Target="{}"/></R>'
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            new.writestr(
                one,
                old.read(one)
                if one != "_rels/.rels"
                else relation.format("officeDocument", "/word/document2.xml"),
            )
        new.writestr("word/_rels/document2.xml.rels", relation.format("numbering", "n2.xml"))
    assert take(target.getvalue(), "plan.docx").text == "第一章 总则\n"


def test_every_number_is_in_the_text() -> None:
    """The numbers between the tags of the document, without those that Word counts itself."""
    body = "".join(
        table(cell(f"{number}指标") + cell(str(number * 37)), cell(table(cell(str(number)) + cell("0.5"))) + cell())
        + p(f"<w:r><w:t>20</w:t></w:r><w:r><w:t>{number + 10}年{CHOICE}</w:t></w:r>".replace(CHOICE, ""))
        for number in range(1, 20)
    )  # fmt: skip
    found = take(docx(p("规划") + body), "plan.docx")
    raw = re.sub(r"<[^>]*>", " ", body.replace("</w:t></w:r><w:r><w:t>", ""))
    assert absent(digit_runs(raw), found.text) == {}
    assert absent(found.numbers, found.text) == {}
    assert len(found.numbers) == 19 * 5


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [(27, "upperLetter", "AA"), (0, "lowerLetter", "0"), (1994, "upperRoman", "MCMXCIV"), (51, "decimalEnclosedCircle", "51"),
     (21, "decimalEnclosedCircle", "㉑"), (12, "ideographDigital", "一二"), (13, "ideographZodiac", "子"),
     (7, "decimalZero", "07"), (7, "decimalFullWidth", "７"), (5, "none", ""), (5, "thaiLetters", "5")],
)  # fmt: skip
def test_numbers_in_the_formats_of_word(number: int, kind: str, expected: str) -> None:
    assert numeral(number, kind) == expected


def test_a_table_inside_a_cell_is_named() -> None:
    inner = table(cell("城东") + cell("3公顷")) + p()
    rows = cell("项目") + cell("内容"), cell("公园") + cell(inner)
    found = take(docx(table(*rows)), "plan.docx")
    assert "tables inside a cell of another one come after it: “城东 3公顷”" in found.warnings


def test_cells_that_word_merges_one_by_one_are_one_cell() -> None:
    merged = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    rows = [
        cell("指标") + cell("目标", merged[0]) + cell("", merged[1]),
        cell("", "<w:vMerge/>") + cell("2020年") + cell("2025年"),
        cell("产量") + cell("1") + cell("2"),
        cell("注") + cell("甲", merged[0]) + cell("乙", merged[1]),
    ]
    assert take(docx(table(*rows)), "plan.docx").text == (
        "指标\t目标\t目标\n\t2020年\t2025年\n产量\t1\t2\n注\t甲\t乙\n"
    )


def sized(text: str, size: int) -> str:
    return p(text, run=f'<w:sz w:val="{size}"/>')


@pytest.mark.parametrize("usual", [24, 32])
def test_larger_letters_show_headings_where_no_style_does(usual: int) -> None:
    text = [sized(f"第{number}段，推动高质量发展。", usual) for number in range(4)]
    lines = [
        sized("发展基础", usual + 12),
        sized("主要成就", usual + 8),
        *text[:2],
        sized("任务", usual + 12),
        *text[2:],
    ]
    found = take(docx("".join(lines)), "plan.docx")
    assert [(one.text, one.level) for one in found.headings] == [
        ("发展基础", 1),
        ("主要成就", 2),
        ("任务", 1),
    ]
    centered = p("民生", properties='<w:jc w:val="center"/>')
    found = take(docx("".join([*text, centered, *text])), "plan.docx")
    assert [(one.text, one.level) for one in found.headings] == [("民生", 0)]


def test_headings_that_only_the_original_shows_are_no_reason_to_doubt() -> None:
    body = "".join(
        p(one, '<w:outlineLvl w:val="0"/>') + p("推动高质量发展，完善政策体系，加强组织领导。" * 9)
        for one in ("发展基础", "总体要求", "组织实施")
    )
    assert not any("heading" in one for one in take(docx(body), "plan.docx").warnings)
