"""`take` reads a saved page as its reader does, without what the site puts around the text."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest

from planbook.begin.take import take
from planbook.intake.form import absent, digit_runs
from planbook.problems import Problems
from test_grammar import outcome

SENTENCE = "全区生产总值由320亿元增加到455亿元，年均增长7.2%，发展基础更加牢固，人民生活显著改善。"
LONG = f"<p style='text-indent:2em'>{SENTENCE * 4}</p>"


def taken(inside: str) -> str:
    """The text of a page with this between two long paragraphs, without these."""
    page = f"<html><body><div class='TRS_Editor'>{LONG}{inside}{LONG}</div></body></html>"
    text = take(page.encode(), "page.html").text
    begin = end = f"　　{SENTENCE * 4}\n"
    assert text.startswith(begin)
    assert text.endswith(end)
    return text[len(begin) : -len(end)]


CASES = {
    "an indent by style": ("<p style='text-indent: 2em'>甲</p>", "　　甲\n"),
    "an indent that all inherit": ("<div style='text-indent:32px'><p>甲</p><p>乙</p></div>", "　　甲\n　　乙\n"),
    "no indent": ("<p style='text-indent:0pt'>甲</p>", "甲\n"),
    "blanks as indent": ("<p>&nbsp;&nbsp;&nbsp;&nbsp;甲</p><p>　　乙</p>", "　　甲\n　　乙\n"),
    "blanks that center": ("<p>　　　　　　　第一章</p>", "第一章\n"),
    "a gap in a title": ("<p>第一章&nbsp;&nbsp;总则 夯实根基</p>", "第一章  总则 夯实根基\n"),
    "line breaks": ("<p>甲<br>　　乙<br/><br/>丙</p>", "甲\n　　乙\n丙\n"),
    "a page of pdftohtml": ("<p>推动<br/>1<br/><hr/><a name=2></a>发展。<br/></p>", "推动\n1\n\f发展。\n"),
    "a rule in the text": ("<p>甲</p><hr/><p>乙</p>", "甲\n乙\n"),
    "a remark on two lines": ("<p align=center>(2026年1月20日临江区第九</p><p align=center>届人民代表大会通过)</p>",
                              "(2026年1月20日临江区第九届人民代表大会通过)\n"),
    "two remarks": ("<p>（区农业局）</p><p>（区水务局）</p>", "（区农业局）\n（区水务局）\n"),
    "a heading on two lines": ("<h2>第一章　构建体系<br>打造高地</h2><p>甲<br>乙</p>", "第一章　构建体系 打造高地\n甲\n乙\n"),
    "a heading that is broken inside a word": ("<h2>第一章　推动产业高质<br>量发展</h2>", "第一章　推动产业高质量发展\n"),
    "a heading above a short rest": ("<h2>第一章　构建更高水平的全民健身公共<br>服务体系</h2>", "第一章　构建更高水平的全民健身公共服务体系\n"),
    "a heading with its text in one": ("<h2>一、产业<br>发展现代农业。</h2>", "一、产业\n发展现代农业。\n"),
    "two headings in one": ("<h2>第一章　体系<br/>第一节　基础</h2>", "第一章　体系\n第一节　基础\n"),
    "a sentence on three lines": ("<p>坚持绿色，推动高质量发<br>展和建<br>设，走在前列。</p>", "坚持绿色，推动高质量发展和建设，走在前列。\n"),
    "a sentence that goes on after a comma": ("<p>　　坚持绿色，<br>推动发展</p>", "　　坚持绿色，推动发展\n"),
    "a line break after a sentence": ("<p>坚持绿色，推动发展。<br>走在前列，建设强县。</p>", "坚持绿色，推动发展。\n走在前列，建设强县。\n"),
    "two line breaks in a sentence": ("<p>坚持绿色，推动<br><br>发展，建设强县。</p>", "坚持绿色，推动\n发展，建设强县。\n"),
    "a line break before an indent": ("<p>坚持绿色，推动<br>　　发展，建设强县。</p>", "坚持绿色，推动\n　　发展，建设强县。\n"),
    "a line break before a mark": ("<p>坚持绿色，做到<br>（一）发展，建设。<br>——改革，开放。</p>", "坚持绿色，做到\n（一）发展，建设。\n——改革，开放。\n"),
    "line breaks in a series": ("<p>坚持绿色，做到<br>一是发展，建设。</p>", "坚持绿色，做到\n一是发展，建设。\n"),
    "a line break after a heading": ("<p>（一）坚持绿色，推动发展<br>建设园区，引进企业。</p>", "（一）坚持绿色，推动发展\n建设园区，引进企业。\n"),
    "line breaks of a signature": ("<p>某市政府，某市人大<br>2026年1月9日</p>", "某市政府，某市人大\n2026年1月9日\n"),
    "a list after a colon": ("<p>建设大桥，项目有：<br>东岸大桥<br>西岸大桥</p>", "建设大桥，项目有：\n东岸大桥\n西岸大桥\n"),
    "three line breaks in a sentence": ("<p>坚持绿色，推动<br><br><br>发展，建设强县。</p>", "坚持绿色，推动\n发展，建设强县。\n"),
    "a line break that opens a paragraph": ("<h2>江州市规划</h2><p><br>江州市规划</p>", "江州市规划\n江州市规划\n"),
    "a title on two lines": ("<h1>江州市“十五五”<br>发展<br>规划</h1>", "江州市“十五五”发展规划\n"),
    "a wrapped source": ("<p>改革\n   开放 and\n reform</p>", "改革开放 and reform\n"),
    "a quotation": ("<p>坚持<q>两<b>山</b></q>理念</p>", "坚持“两山”理念\n"),
    "tags within a word": ("<p><b>改</b><font>革</font>20<i>30</i>年</p>", "改革2030年\n"),
    "raised and lowered digits": ("<p>10<sup>4</sup>公顷CO<sub>2</sub></p>", "10⁴公顷CO₂\n"),
    "numbers of a list": ("<ol><li>甲</li><li>乙</li></ol>", "1.甲\n2.乙\n"),
    "a list that starts late": ("<ol start='9'><li>甲</li><li value='20'>乙</li><li>丙</li></ol>",
                                "9.甲\n20.乙\n21.丙\n"),
    "a list that goes down": ("<ol reversed><li>甲</li><li>乙</li></ol>", "2.甲\n1.乙\n"),
    "Chinese numbers": ("<ol style='list-style-type:cjk-ideographic'><li>甲</li><li>乙</li></ol>",
                        "一、甲\n二、乙\n"),
    "letters": ("<ol type='A'><li>甲</li></ol>", "A.甲\n"),
    "items with their own marks": ("<ul><li>（一）甲</li><li>——乙</li></ul><ol><li>1.丙</li></ol>",
                                   "（一）甲\n——乙\n1.丙\n"),
    "bullets": ("<ul><li>甲</li></ul><ul style='list-style:none'><li>乙</li></ul>", "• 甲\n乙\n"),
    "lists in lists": ("<ol><li>甲<ol><li>乙</li></ol></li><li>丙</li></ol>", "1.甲\n1.乙\n2.丙\n"),
    "what is not shown": ("<p>甲<span style='display:none'>乙</span><del>丙</del><script>丁</script></p>", "甲\n"),
    "a reading above": ("<p><ruby>埠<rp>(</rp><rt>bù</rt><rp>)</rp></ruby>头</p>", "埠头\n"),
    "a picture": ("<p><img alt='图1' src='a.png'></p><p>图1　布局</p>", "图1　布局\n"),
    "a link in the text": ("<p><a href='http://a.example/'>第一章</a></p>", "第一章\n"),
    "a list of links": ("<ul><li><a href='/1'>一图读懂</a></li><li><a href='/2'>新闻发布会</a></li></ul>", ""),
    "contents with links": (("<ul style='list-style:none'><li><a href='#1'>第一章</a></li>"
                            "<li><a href='#2'>第二章</a></li></ul>"), "第一章\n第二章\n"),
    "contents with links to the headings": (("<ul><li><a href='#a'>一、基础</a></li><li><a href='#b'>二、任务</a></li></ul>"
                                              "<h2 id='a'>一、基础</h2><p>甲</p><h2><a name='b'></a>二、任务</h2><p>乙</p>"),
                                             "一、基础\n甲\n二、任务\n乙\n"),
    "contents with a title": (("<p>目录</p><ul style='list-style:none'><li><a href='#a'>一、基础</a></li>"
                                "<li><a href='#b'>二、任务</a></li></ul><h2 id='a'>一、基础</h2><h2 id='b'>二、任务</h2>"),
                               "目录\n一、基础\n二、任务\n一、基础\n二、任务\n"),
    "a table": ("<table><tr><th>指标<th>2030年</tr><tr><td>产量<td>12</tr></table>",
                "指标\t2030年\n产量\t12\n"),
    "a head on two rows that are marked": (("<table><thead><tr><th>类<th colspan=2>目标</tr><tr><th>名<th colspan=2>规划</tr></thead>"
                                            "<tr><td>产量<td>4<td>5</tr></table>"),
                                           "类\t目标\t目标\n名\t规划\t规划\n产量\t4\t5\n"),
    "a foot in front of the body": (("<table><thead><tr><th>指标<th>数</tr></thead><tfoot><tr><td>合计<td>9</tr></tfoot>"
                                     "<tbody><tr><td>产量<td>4</tr></tbody></table>"),
                                    "指标\t数\n产量\t4\n合计\t9\n"),
    "numbers by a style sheet": ("<style>ol.c{list-style-type:cjk-ideographic}</style><ol class=c><li>甲</li><li>乙</li></ol>",
                                 "一、甲\n二、乙\n"),
    "merged cells": (("<table><tr><td rowspan=2>指标</td><td colspan=2>目标</td></tr>"
                     "<tr><td>2025年</td><td>2030年</td></tr><tr><td>合计</td><td></td><td></td></tr></table>"),
                     "指标\t目标\t目标\n\t2025年\t2030年\n合计\t\t\n"),
    "heads over columns": (("<table><tr><td colspan=4>表1　指标</td></tr><tr><td rowspan=3>指标<td colspan=3>目标</tr>"
                            "<tr><td colspan=2>2025年<td rowspan=2>2030年</tr><tr><td>城市<td>农村</tr>"
                            "<tr><td>床位<td>3<td>1<td>5</tr><tr><td colspan=2>合计<td>4<td>6</tr></table>"),
                           "表1　指标\n指标\t目标\t目标\t目标\n\t2025年\t2025年\t2030年\n\t城市\t农村\t\n床位\t3\t1\t5\n合计\t\t4\t6\n"),
    "a head with nothing beside it below": (("<table><tr><td>指标<td colspan=2>目标</tr><tr><td>床位<td>3<td></tr></table>"),
                                            "指标\t目标\t\n床位\t3\t\n"),
    "a text over columns": (("<table><tr><td>重点<td colspan=2>建设西岸新城，加快东岸更新，完善公共服务设施网络</tr>"
                             "<tr><td>床位<td>3<td>5</tr></table>"),
                            "重点\t建设西岸新城，加快东岸更新，完善公共服务设施网络\t\n床位\t3\t5\n"),
    "an empty corner": ("<table><tr><td></td><td>甲</td></tr><tr><td>乙</td><td>1</td></tr></table>",
                        "\t甲\n乙\t1\n"),
    "rowspan to the end": ("<table><tr><td rowspan=0>甲</td><td>1</td></tr><tr><td>2</td></tr></table>",
                           "甲\t1\n\t2\n"),
    "a cell of paragraphs": ("<table><tr><td><p>甲</p><p>乙</p></td><td>丙<br>丁\t戊</td></tr></table>",
                             "甲 乙\t丙 丁 戊\n"),
    "numbers below each other": (("<table><tr><td>指标<br>名称</td><td>2025年<br>实际</td><td>属性</td></tr>"
                                 "<tr><td><p>就业人数</p><p>其中：女性</p></td><td>42.5<br>20.1</td><td>预期性</td></tr>"
                                 "<tr><td>床位</td><td>6.5<br>[7.2]</td><td>810张<br>940张</td></tr></table>"),
                                ("指标 名称\t2025年 实际\t属性\n就业人数\t42.5\t预期性\n其中：女性\t20.1\t\n"
                                "床位\t6.5\t810张\n\t[7.2]\t940张\n")),
    "a caption in the table": (("<table><tr><td colspan=2>表1　指标</td></tr><tr><td>甲</td><td>1</td></tr>"
                               "<tr><td colspan=2>注：甲为预期性指标。</td></tr></table>"),
                               "表1　指标\n甲\t1\n注：甲为预期性指标。\n"),
    "a caption in two centered paragraphs": (("<p align=center>表1　“十四五”时期经济</p><p align=center>社会发展指标</p>"
                                         "<p align=center>单位：亿元</p><table><tr><td>甲</td><td>1</td></tr></table>"),
                                        "表1　“十四五”时期经济\n社会发展指标\n单位：亿元\n甲\t1\n"),
    "a caption in two centered paragraphs right above its table": (
        ("<p align=center>表1　“十四五”时期经济</p><p align=center>社会发展指标</p>"
         "<table><tr><td>甲</td><td>1</td></tr></table>"),
        "表1　“十四五”时期经济社会发展指标\n甲\t1\n"),
    "the unit below a caption": (("<p align=center>表1　指标</p><p align=center>单位：亿元</p>"
                                  "<table><tr><td>甲</td><td>1</td></tr></table>"), "表1　指标\n单位：亿元\n甲\t1\n"),
    "a centered caption on two lines": ("<p align=center>表1　指标<br>及其说明</p><p>甲</p>", "表1　指标及其说明\n甲\n"),
    "a centered heading on two lines": ("<p align=center><b>第一章　发展环境和<br>总体要求</b></p><p>甲</p>",
                                        "第一章　发展环境和总体要求\n甲\n"),
    "a centered heading above a date": ("<center>附件1<br>2026年1月9日</center>", "附件1\n2026年1月9日\n"),
    "items in pieces": (("<ul><li><span>一是</span><span>场地，</span><span>12个。</span></li>"
                        "<li><span>二是</span><span>赛事，</span><span>5场。</span></li></ul>"),
                        "• 一是场地，12个。\n• 二是赛事，5场。\n"),
    "a caption element": ("<table><caption>表1　指标</caption><tr><td>甲</td><td>1</td></tr></table>",
                          "表1　指标\n甲\t1\n"),
    "a heading that is a row": (("<table><tr><td>指标</td><td>值</td></tr><tr><td colspan=2>一、经济</td></tr>"
                                "<tr><td>甲</td><td>1</td></tr></table>"), "指标\t值\n一、经济\t\n甲\t1\n"),
    "two tables": (("<table><tr><td>指标</td><td>2030年</td></tr><tr><td>产值</td><td>900</td></tr></table><p>&nbsp;</p>"
                   "<table><caption>表2</caption><tr><td>甲</td><td>1</td></tr></table>"
                   "<table><tr><td>项目</td><td>年限</td></tr><tr><td>乙</td><td>2</td></tr></table>"),
                  "指标\t2030年\n产值\t900\n\n表2\n甲\t1\n\n项目\t年限\n乙\t2\n"),
    "a box": ("<table><tr><td><p>专栏1　工程</p><p style='text-indent:2em'>建设学校。</p></td></tr></table>",
              "专栏1　工程\n　　建设学校。\n"),
    "a table in a table": ("<table><tr><td>专栏</td><td><table><tr><td>甲</td><td>1</td></tr></table></td></tr></table>",
                           "专栏\n甲\t1\n"),
    "a table in a table of data": (("<table border=1><tr><td>项目</td><td>内容</td></tr><tr><td>甲</td><td>投资5亿元"
                                   "<table><tr><td>2026年</td><td>2</td></tr></table></td></tr></table>"),
                                   "项目\t内容\n甲\t投资5亿元\n\n2026年\t2\n"),
    "lines that are spans": ("<div><span style='display:block'>一、甲</span><span style='display: block'>乙</span></div>", "一、甲\n乙\n"),
    "notes": (("<p>强度<sup>[1]</sup>和产值<sup><a href='#n2'>〔2〕</a></sup>提高。</p><p>丙</p><p>注释：</p><p>[1] 口径甲。</p>"
              "<p><a name='n2'>[2]</a>口径乙。<a href='#r2'>↩</a></p>"),
              "强度¹和产值²提高。\n　　¹口径甲。\n　　²口径乙。\n丙\n"),
    "notes of a converted document": (("<p>强度<a href='#_ftn1' name='_ftnref1'>[1]</a>提高。</p><p>丙</p>"
                                      "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> 口径。</p>"), "强度¹提高。\n　　¹口径。\n丙\n"),
    "notes in a list": (("<p>强度<a href='#fn1' id='r1'><sup>1</sup></a>和产值<a href='#fn2'><sup>2</sup></a>提高。</p><p>丙</p>"
                         "<section><hr><ol><li id='fn1'><p>口径甲。</p>\n<p>另见乙。<a href='#r1'>↩︎</a></p></li><li id='fn2'>口径乙。</li></ol></section>"),
                        "强度¹和产值²提高。\n　　¹口径甲。 另见乙。\n　　²口径乙。\n丙\n"),
    "notes of a wiki": (("<p>强度<sup><a href='#cite-1'>[1]</a></sup>提高。</p><p>丙</p>"
                         "<ol><li id='cite-1'><a href='#ref-1'>↑</a> <span>口径。</span></li></ol>"), "强度¹提高。\n　　¹口径。\n丙\n"),
    "numbers of items with paragraphs": ("<ol><li><p>甲</p><p>乙</p></li><li>\n<div>丙</div></li><li></li></ol><ul><li><p>丁</p></li></ul><p>戊</p>",
                                         "1.甲\n乙\n2.丙\n• 丁\n戊\n"),
    "notes that start over": ("<p>甲<sup>1</sup></p><p><sup>1</sup>一。</p><p>乙<sup>1</sup></p><p>丙</p><p><sup>1</sup>二。</p>",
                              "甲¹\n　　¹一。\n乙¹\n　　¹二。\n丙\n"),
    "a note of a table": ("<table><tr><td>产值<sup>[1]</sup></td><td>12</td></tr></table><p>[1] 口径。</p>", "产值¹\t12\n　　¹口径。\n"),
    "brackets that are no notes": ("<p>（见[3]）</p><p>[1] 甲</p><p>[2] 乙</p>", "（见[3]）\n[1] 甲\n[2] 乙\n"),
    "powers and units": ("<p>10<sup>4</sup>公顷，5m<sup>2</sup></p><p>强度<sup>2</sup></p><p><sup>2</sup>注。</p>",
                         "10⁴公顷，5m²\n强度²\n　　²注。\n"),
    "a unit after the mark of a note": ("<p>强度<sup>2</sup></p><p>共5m<sup>2</sup>。</p><p><sup>2</sup>注。</p>",
                                        "强度²\n　　²注。\n共5m²。\n"),
    "wide blanks as indent": ("<div>&emsp;&emsp;甲<br>&ensp;&ensp;&ensp;&ensp;乙<br>&#12288;&#12288;丙</div>", "　　甲\n　　乙\n　　丙\n"),
    "text as it is set": ("<pre>　　甲\n　　<b>乙\n丙</b>\n\n丁</pre>", "　　甲\n　　乙\n丙\n丁\n"),
    "text set by style": ("<div style='white-space: pre-wrap'>一、甲\n　　乙<span>丙</span>二\n丁\n戊</div>", "一、甲\n　　乙丙二\n丁\n戊\n"),
    "an absurd span": ("<table><tr><td colspan=99999999 rowspan=99999999>甲</td></tr></table>", "甲\t"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_read_as_it_is_shown(name: str) -> None:
    inside, expected = CASES[name]
    made = taken(inside)
    assert made.rstrip("\t\n") == "甲" if name == "an absurd span" else made == expected


SITE = """\
<!DOCTYPE html><html><head><meta charset="{charset}"><title>临江区“十五五”规划纲要_临江区人民政府</title>
<style>p {{color: red}}</style></head><body>
<div class="top"><a href="/">首页</a><ul><li><a href="/a">政务公开</a></li><li><a href="/b">互动</a></li></ul></div>
<div>当前位置：<a href="/">首页</a> &gt; <a href="/zw">规划计划</a></div>
<table><tr><td>索引号</td><td>0143/2026-00012</td></tr><tr><td>成文日期</td><td>2026年2月3日</td></tr></table>
<h1>临江区“十五五”规划纲要</h1><p>（2026年2月3日区人民代表大会批准）</p>
<div><span>2026-02-10 18:02</span> <span>来源：临江日报</span> 字号：<a href="#">大</a></div>
<div id="UCAP-CONTENT"><div class="TRS_Editor">
<p align="center"><strong>第一章　发展环境</strong></p>{text}
<p align="center">表1　主要指标</p>
<table><tr><td>指标</td><td>2030年</td></tr><tr><td>粮食产量</td><td>12</td></tr></table>
<p style="text-indent:2em">注：粮食产量为约束性指标。</p>{text}
<p>责任编辑：王某</p><p>扫一扫在手机打开当前页</p></div></div>
<div>相关附件：<a href="/x.pdf">项目表.pdf</a></div>
<div>分享到：<a href="#">微信</a></div>
<ul><li><a href="/1">一图读懂规划</a></li><li><a href="/2">新闻发布会</a></li></ul>
<footer>主办：临江区人民政府。建议使用1024×768分辨率。</footer><script>var a = "脚本";</script></body></html>
"""
SITE_TEXT = f"""\
临江区“十五五”规划纲要
（2026年2月3日区人民代表大会批准）
第一章　发展环境
　　{SENTENCE * 4}
表1　主要指标
指标\t2030年
粮食产量\t12
　　注：粮食产量为约束性指标。
　　{SENTENCE * 4}
"""


LABELS = [
    ("社会工作者", "（含兼职）"),
    ("专业社会工作者", "人数"),
    ("护理型床位占比（万元/", "人）"),
    ("近岸海域水质优", "良比例"),
]
BREAKS = [
    "{}<br>{}",
    "<p>{}</p><p>{}</p>",
    "{}<br>&nbsp;&nbsp;&nbsp;{}",
    "<p>{}</p><p>　　{}</p>",
    "{}　　{}",
]


@pytest.mark.parametrize("label", LABELS, ids="".join)
@pytest.mark.parametrize("broken", BREAKS)
def test_a_line_end_in_a_cell_below_a_merged_one_parts_nothing(
    broken: str, label: tuple[str, str]
) -> None:
    rows = (
        "<tr><td>类别<td>指标<td>2025年<td>2030年</tr>"
        "<tr><td rowspan=2>服务<td>床位占比<td>62%<td>73%</tr>"
        f"<tr><td>{broken.format(*label)}<td>0.9人<td>1人</tr>"
    )
    found = taken(f"<p>一、目标</p><p>　　健全体系。</p><p>表1　指标</p><table>{rows}</table>")
    row = f"(empty) | {''.join(label)} | 0.9人 | 1人"
    head = "类别 | 指标 | 2025年 | 2030年 | 服务 | 床位占比 | 62% | 73%"
    assert f"(table) 4 columns: {head} | {row}" in outcome(found)


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("utf-8", "gbk"),
        ("gbk", "utf-8"),
        ("", "gbk"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "utf-16-be"),
    ],
)
def test_the_text_is_found_on_a_page(charset: str, encoding: str) -> None:
    found = take(SITE.format(charset=charset, text=LONG).encode(encoding), "page.html")
    assert found.text == SITE_TEXT
    assert [(one.line, one.level) for one in found.headings] == [(1, 1), (3, 0)]
    left = {one.text for one in found.left}
    assert {"政务公开", "责任编辑：王某", "扫一扫在手机打开当前页"} <= {
        one.removeprefix("• ") for one in left
    }
    assert "脚本" not in "".join(left)
    assert dict(absent(found.numbers, found.text)) == {"0143": 1, "2026": 1, "00012": 1}


@pytest.mark.parametrize("declared", ["big5", "gb2312", "", "utf-8"])
@pytest.mark.parametrize("encoding", ["cp950", "big5hkscs", "gb18030"])
def test_a_page_in_traditional_characters_needs_no_right_label(
    declared: str, encoding: str
) -> None:
    text = "過去五年，全區經濟總量增加，人民生活顯著改善，學校建成。" * 9
    meta = f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>"
    page = f"<html><head>{meta}</head><body><p>第一章 總則</p><p>{text}</p></body></html>"
    found = take(page.encode(encoding), "page.html")
    assert found.text == f"第一章 總則\n{text}\n"


@pytest.mark.parametrize(
    "page",
    [
        "<html><table><tr><td><a href='/'>首页</a></td><td>{}</td></tr></table></html>",
        "<html><body>{}</body></html>",
        "<html><div style='display:none' id='js'>{}</div></html>",
        "<?xml version='1.0' encoding='gb2312'?><html><body><center><span>{}</span></center></body></html>",
        "<div>{}</div>",
        f"<html><body>{'<div>' * 200}{{}}{'</div>' * 200}</body></html>",
        "<html><body><form><div>{}</div></form></body></html>",
        "<HTML><BODY><!-- <p>旧</p> --><FONT>{}</FONT>\x00</BODY></HTML>",
    ],
    ids=[
        "layout by table",
        "bare",
        "hidden",
        "XML",
        "fragment",
        "deep",
        "form",
        "comment",
    ],
)
def test_no_part_of_the_text_is_lost(page: str) -> None:
    paragraphs = [f"第{number}段，{SENTENCE * 3}" for number in range(1, 30)]
    inside = "".join(f"<p>{one}</p>" for one in paragraphs)
    text = take(page.format(inside).encode(), "page.html").text
    assert text.splitlines() == paragraphs


MENU = "<td>• 概况<br>• 规划<br>• 统计</td>"


@pytest.mark.parametrize(
    "page",
    [
        f"<table><tr>{MENU}<td>{{}}</td></tr></table>",
        f"<table width='100%'><tr><td colspan=2>• 首页</td><td>• 政务</td></tr><tr>{MENU}<td>{{}}</td></tr></table>",
        (
            "<table><tr><td><table><tr><td><a href=/>首页</a></td><td><a href=/b>政务</a></td></tr></table></td></tr>"
            f"<tr>{MENU}<td><table><tr><td>{{}}</td></tr><tr><td>【打印】</td></tr></table></td></tr></table>"
        ),
    ],
    ids=["beside", "above", "tables in tables"],
)
@pytest.mark.parametrize("breaks", ["<p>{}</p>", "　　{}<br>", "<div>{}</div>"])
def test_a_table_that_lays_out_a_page_is_no_table(page: str, breaks: str) -> None:
    paragraphs = [f"第{number}段，{SENTENCE}" for number in range(1, 20)]
    inside = "".join(breaks.format(one) for one in paragraphs)
    found = take(f"<html><body>{page.format(inside)}</body></html>".encode(), "page.html")
    assert [one.strip("　") for one in found.text.splitlines()] == paragraphs
    assert "概况" in "".join(one.text for one in found.left)


WECHAT = (
    "<html><head><meta property='og:title' content='临江区规划纲要'><meta property='og:url' content='https://mp.example.com/s/a'>"
    "</head><body><div id='js_article'><h1 id='activity-name'>临江区规划纲要</h1><div><a id='js_name'>临江发布</a>"
    "<em id='publish_time'>2026年3月1日 08:00</em></div><div id='js_content' style='visibility: hidden; opacity: 0;'>"
    f"<section><section><p><span>第一章 总则</span></p></section>{LONG}</section><section>{LONG}</section></div></div>"
    "<p>点击上方蓝字关注我们</p><div>往期推荐</div></body></html>"
)


def test_an_article_of_wechat_is_read() -> None:
    found = take(WECHAT.encode(), "page.html")
    text = f"　　{SENTENCE * 4}\n"
    assert found.text == f"临江区规划纲要\n第一章 总则\n{text}{text}"
    assert found.provenance.found() == {
        "title": "临江区规划纲要", "published": "2026-03-01", "publisher": "临江发布", "url": "https://mp.example.com/s/a",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["<section><p><span>{}</span></p></section>", "<div>{}</div>"])
@pytest.mark.parametrize("long", [0, 2, 4])
def test_parts_of_one_paragraph_each_are_one_text(form: str, long: int) -> None:
    lines = ["临江区规划纲要", f"一、{SENTENCE}", "附件", SENTENCE, "1.街道改造12处。"]
    lines[long] += SENTENCE * 8
    page = f"<body><div id=a>{''.join(map(form.format, lines))}</div><ul><li>友情</li></ul></body>"
    assert take(page.encode(), "page.html").text.splitlines() == lines


def test_short_parts_that_look_like_the_long_one_are_of_the_text() -> None:
    letter = "<p>关于印发规划的通知</p><p>现将规划印发给你们，请认真贯彻执行。</p>"
    annex = "<p>附件</p><p>1.街道改造12处。</p>"
    parts = "".join(f"<div class=s>{one}</div>" for one in (letter, LONG, annex))
    page = f"<div class=n><a href=/>首页</a></div><div class=s1></div>{parts}"
    lines = take(f"<body>{page}</body>".encode(), "page.html").text.splitlines()
    assert (lines[0], lines[-1]) == ("关于印发规划的通知", "1.街道改造12处。")


def test_sentences_beside_the_text_are_doubted() -> None:
    lead = "<div class=lead><p>为应对人口老龄化，根据有关文件，结合本区实际，制定本规划。</p></div>"
    own = "<p>本站未经授权，任何单位和个人不得转载，转载时请注明来源。</p><a href=/>首页</a>"
    page = f"<body>{lead}<div>{LONG * 2}</div><div class=foot>{own}</div></body>"
    warnings = take(page.encode(), "page.html").warnings
    (found,) = [one for one in warnings if "sentences of the page are not in the text" in one]
    assert "「为应对人口老龄化" in found
    assert "本站" not in found


def test_a_page_of_a_wiki_is_read() -> None:
    box = "<table><tr><td>←</td><td>临江区规划纲要</td><td>→</td></tr><tr><td colspan=3>2026年</td></tr></table>"
    contents = "<div class=toc><h2>目录</h2><ul><li><a href='#a'>1 第一章 总则</a></li></ul></div>"
    button = "<span class='mw-editsection'>[<a href='/edit'>编辑</a>]</span>"
    text = f"<h2>第一章 总则{button}</h2>{LONG}<h2>第二章 附则{button}</h2>{LONG}"
    page = f"<h1>临江区规划纲要</h1><p>自由的图书馆</p><div id=content>{box}{contents}{text}</div>"
    found = take(f"<html><body>{page}</body></html>".encode(), "page.html")
    title, above, year, *rest = found.text.splitlines()
    assert (title, above, year) == ("临江区规划纲要", "←\t临江区规划纲要\t→", "2026年\t\t")
    assert rest == ["第一章 总则", f"　　{SENTENCE * 4}", "第二章 附则", f"　　{SENTENCE * 4}"]


def test_a_text_with_the_full_stops_of_english_is_found() -> None:
    text = "从现在起到2010年,是改革开放和现代化建设的重要时期.根据市委的建议,特制定本纲要. " * 6
    page = f"<ul><li>设为主页</li></ul><h1>江州市九五计划纲要</h1><div><p>{text}</p><p>一、回顾</p></div><ul><li>友情</li></ul>"
    found = take(page.encode(), "page.html")
    assert found.text == f"江州市九五计划纲要\n{text.strip()}\n一、回顾\n"


def test_parts_side_by_side_are_one_text() -> None:
    parts = "".join(
        f"<div class='page'>{LONG}</div><div><a href='/'>首页</a></div>" for _ in range(3)
    )
    text = take(
        f"<html><body><div><p>前言</p>{parts}</div></body></html>".encode(), "page.html"
    ).text
    assert text.count(SENTENCE) == 12
    assert text.startswith("前言\n")


def test_a_title_in_two_lines_is_not_repeated() -> None:
    page = (
        f"<title>临江区规划纲要_政府网</title><p>临江区</p><p>规划纲要</p>{LONG}<p>完。</p>{LONG}"
    )
    text = take(f"<html><body>{page}</body></html>".encode(), "page.html").text
    assert text.startswith("临江区\n规划纲要\n　　")


@pytest.mark.parametrize(
    "name", ["临江区规划纲要（临政发〔2026〕3号）_政府信息公开", "临江区规划纲要(临政发[2026]3号)"]
)
@pytest.mark.parametrize("heading", ["", "<h2>临江区规划纲要</h2><div>点击：12次</div>"])
def test_a_title_that_the_text_has_is_not_added(name: str, heading: str) -> None:
    own = "<p align=center>临江区</p><p align=center>规划纲要</p><p>临政发〔2026〕3号</p>"
    page = f"<html><head><title>{name}</title></head><body>{heading}<div>{own}{LONG}</div></body></html>"
    text = take(page.encode(), "page.html").text
    assert text.startswith("临江区\n规划纲要\n临政发〔2026〕3号\n　　")


def test_what_a_site_adds_to_a_title_makes_no_second_one() -> None:
    heading = "<h1>临江区规划纲要[区长](附PDF檔/10KB)</h1>"
    page = f"<body>{heading}<div><p>临江区规划纲要</p>{LONG * 2}</div></body>"
    assert take(page.encode(), "page.html").text.startswith("临江区规划纲要\n　　")


@pytest.mark.parametrize("tag", ["h1", "h2", "h3"])
@pytest.mark.parametrize(
    "said", ["", "《临江区规划纲要》根据省、市规划编制。", "关于印发《临江区规划纲要》的通知"]
)
def test_a_title_above_the_text_is_kept_from_the_menus(tag: str, said: str) -> None:
    menu = "<ul><li><a href=a>概况</a></li><li><a href=b>领导</a></li></ul>"
    title = f"<{tag}>临江区规划纲要</{tag}><div>时间:2026/2/10 作者:管理员 点击:12次</div>"
    found = take(
        f"<html><body>{menu}<div>{title}<div><p>{said}</p>{LONG}</div></div></body></html>".encode(),
        "page.html",
    )
    assert found.text == f"临江区规划纲要\n{said}\n　　{SENTENCE * 4}\n".replace("\n\n", "\n")


def test_headings_of_the_text_are_not_made_its_title() -> None:
    column = "<div><h2>规划计划</h2></div>"
    body = f"<div><h2>第一章 规划背景</h2>{LONG}<h2>第二章 规划实施</h2>{LONG}</div>"
    for above, title in (("<div><h1>临江区规划纲要</h1></div>", "临江区规划纲要\n"), ("", "")):
        page = f"<html><head><title>首页</title></head><body>{column}{above}{body}</body></html>"
        text = f"　　{SENTENCE * 4}\n"
        expected = f"{title}第一章 规划背景\n{text}第二章 规划实施\n{text}"
        assert take(page.encode(), "page.html").text == expected


@pytest.mark.parametrize(
    "link",
    ["<a href='/x/规划纲要.docx?v=1'>规划纲要</a>", "<a href=a.PDF>规划纲要</a>", "<iframe src='规划纲要.pdf'></iframe>",
     "<embed src=/规划纲要.pdf>", "<object data='规划纲要.ofd'></object>"],
)  # fmt: skip
def test_files_that_the_page_leads_to_are_named(link: str) -> None:
    """A notice on a page often has the plan itself attached."""
    found = take(f"<html><body>{LONG}<p>{link}</p>{LONG}</body></html>".encode(), "page.html")
    (warning, *_) = found.warnings
    assert warning.startswith("files that the page leads to, and that are not in the text: ")
    assert "规划纲要" in warning


@pytest.mark.parametrize("title", ["临江区规划纲要_临江区人民政府", "临江区人民政府门户网站"])
def test_the_title_of_a_page_is_no_line_of_its_text(title: str) -> None:
    """It may be that of another file, as in a page that Word made; the text has its own."""
    page = f"<html><head><title>{title}</title></head><body>{LONG}<p>完。</p></body></html>"
    found = take(page.encode(), "page.html")
    assert found.text.splitlines() == [f"　　{SENTENCE * 4}", "完。"]
    warned = any("临江区规划纲要, in its head alone" in one for one in found.warnings)
    assert warned == ("规划纲要" in title)


@pytest.mark.parametrize(
    "own",
    ["<p align=center><b>临江区“十五五”养老服务规划</b></p>", "<h2>临江区养老服务实施方案</h2>"],
)
def test_a_title_left_over_from_another_file_replaces_none(own: str) -> None:
    head = "<head><title>临江区十四五规划</title></head>"
    found = take(f"<html>{head}<body>{own}{LONG}<p>完。</p></body></html>".encode(), "page.html")
    assert "十四五" not in found.text
    assert found.text.splitlines()[0] == re.sub("<.*?>", "", own)
    assert not found.warnings


@pytest.mark.parametrize(
    "title",
    [
        "临江区人民政府 规划计划 临江区养老服务行动方案",
        "临江区养老服务行动方案 临江区人民政府",
        "首页",
    ],
)
@pytest.mark.parametrize("tag", ["div class=title", "h1", "h3"])
def test_the_title_of_a_page_tells_which_line_is_its_title(title: str, tag: str) -> None:
    """The line is above the lines of the site; it is kept where the page names it among others."""
    above = f"<{tag}>临江区养老服务行动方案</{tag.split(maxsplit=1)[0]}>"
    info = "<div>发布时间：2024-03-08　来源：区政府办公室　浏览次数：12次</div>"
    page = f"<html><head><title>{title}</title></head><body>{above}{info}<div id=zoom>{LONG}</div></body></html>"
    assert take(page.encode(), "page.html").text.splitlines()[0] == "临江区养老服务行动方案"


def test_only_what_belongs_to_the_site_is_cut_from_the_ends() -> None:
    path = "当前位置：首页 &gt; 政务公开 &gt; 规划计划 &gt; 国民经济和社会发展规划 &gt; 临江区 &gt; 正文"
    end = f"<p>相关部门要加强协调。{SENTENCE}</p><p>责任编辑：王某</p><p>打印本页</p>"
    page = f"<html><body><p>{path}</p><p>前言</p>{LONG}{end}</body></html>"
    found = take(page.encode(), "page.html")
    assert found.text == f"前言\n　　{SENTENCE * 4}\n相关部门要加强协调。{SENTENCE}\n"
    assert len(found.left) == 3


def test_ornaments_and_what_follows_the_end_are_of_the_site() -> None:
    part = "<section><span>PART</span><span>.0{}</span></section><p><b>{}</b></p>"
    text = part.format(1, "一、回顾") + LONG + part.format(2, "二、展望") + LONG
    end = "<p>《 江州日报 》（ 2026年06月20日 第 03 版）</p><p>-END-</p><p>点亮“在看”，让更多人知道</p><p>往期回顾</p><p>江州市召开会议</p>"
    found = take(f"<html><body><div>{text}{end}</div></body></html>".encode(), "page.html")
    assert found.text == f"一、回顾\n　　{SENTENCE * 4}\n二、展望\n　　{SENTENCE * 4}\n"
    assert found.provenance.found() == {"published": "2026-06-20", "source": "江州日报"}
    assert len(found.left) == 7


def test_parts_that_a_script_shows_in_turn_are_doubted() -> None:
    parts = "".join(
        f"<div class='part' style='display:{how}'><p>{mark}、要求</p>{LONG * 2}</div>"
        for mark, how in (("一", "block"), ("二", "none"))
    )
    copy = f"<div class='phone' style='display:none'>{LONG * 2}</div>"
    found = take(f"<html><body><div>{parts}{copy}</div></body></html>".encode(), "page.html")
    assert found.text == "一、要求\n" + f"　　{SENTENCE * 4}\n" * 2
    (doubt,) = found.warnings
    assert "「二、要求全区生产总值由320" in doubt
    assert len(found.left) == 2


def test_a_piece_of_a_page_is_one() -> None:
    piece = f"江州市规划<br>\n一、要求<br>\n{SENTENCE}<br>\n"
    assert take(piece.encode(), "plan.txt").text == f"江州市规划\n一、要求\n{SENTENCE}\n"
    few = "\n".join((*(f"一、要求<br>{SENTENCE}",) * 3, *(SENTENCE,) * 9))
    assert take(few.encode(), "plan.txt").kind == "plain text"


def test_a_page_that_has_more_is_doubted() -> None:
    page = f"<html><body>{LONG * 2}<a href='2.html'>展开全文</a></body></html>"
    assert "cut off" in take(page.encode(), "page.html").warnings[0]


@pytest.mark.parametrize("word", ["下一页", "[下一页]", "下页 >", "Next", "后一页»"])
def test_the_page_where_the_text_goes_on_is_named(word: str) -> None:
    pages = f"<div><a href='1_1.html'>2</a> <a href='1_1.html'>{escape(word)}</a></div>"
    found = take(f"<html><body>{LONG * 2}{pages}</body></html>".encode(), "page.html")
    assert "may go on on another page at 1_1.html" in found.warnings[0]
    assert found.text == f"　　{SENTENCE * 4}\n" * 2


PAGERS = {
    "a script has written numbers": ("<b>1</b><a href='t1_1.html'>2</a><a href='t1_1.html'>&gt;</a>", " at t1_1.html:"),
    "numbers in brackets": ("[1] <a href='page_2.shtml'>[2]</a> <a href='page_3.shtml'>[3]</a>", " at page_2.shtml:"),
    "numbers in a list": ("<ul><li>共2页</li><li><a href='#'>1</a></li><li><a href='9_2.html'>2</a></li></ul>", " at 9_2.html:"),
    "numbers for a program": ("<a href='#'>1</a><a href='javascript:go(2)'>2</a>", ":"),
    "numbers that a program hears": ("<a href='#'>1</a><a href='#' onclick='go(2)'>2</a>", ":"),
    "words without links": ("首页 上一页 <b>1</b> 下一页 尾页 共2页", ":"),
    "a number of pages": ("<span>第<em>1</em>页/共<em>3</em>页</span>", ":"),
    "a script that is to write": ("<script>createPageHTML(3, 0, 't1', 'html');</script>", ":"),
    "a script that names the place": ("<script>createPageHTML('pages', 2, 1, 't1', 'shtml', 20);</script>", ":"),
    "the last page": ("<a href='t1.html'>上一页</a> <b>2</b>", " at t1.html:"),
}  # fmt: skip
SINGLE = {
    "words": "首页 上一页 <b>1</b> 下一页 尾页 共1页",
    "entries": "首页 上页 下页 尾页 共 12 条记录 1/1页",
    "a script": "<script>createPageHTML(1, 0, 't1', 'html');</script>",
    "other articles": "<div>上一篇：<a href='t2.html'>通告</a></div><div>下一篇：<a href='t3.html'>决定</a></div>",
    "a ranking": "<ul><li><b>1</b><a href='t2.html'>某项通告</a></li><li><b>2</b><a href='t3.html'>某项决定</a></li></ul>",
    "pictures in turn": "<a href='c_4512.html'>1</a><a href='c_4513.html'>2</a><a href='javascript:;'>3</a>",
    "a way back": "<a href='javascript:history.go(-1)'>上一页</a><a href='t0.html'>返回上一页</a>",
    "notes": "强度<sup><a href='/a.html#note2'>2</a></sup>",
    "all pages": "<p>第1页 共2页</p><p>第2页 共2页</p>",
}


def said_of_pages(below: str) -> list[str]:
    page = f"<html><body><div>{LONG * 2}</div><div>{below}</div></body></html>"
    return [one for one in take(page.encode(), "page.html").warnings if "another page" in one]


@pytest.mark.parametrize("name", PAGERS)
def test_a_page_that_is_one_of_several_says_so(name: str) -> None:
    below, place = PAGERS[name]
    (found,) = said_of_pages(below)
    assert f"may go on on another page{place}" in found


@pytest.mark.parametrize("name", SINGLE)
def test_what_leads_to_no_other_page_of_the_text_is_not_taken_for_it(name: str) -> None:
    assert said_of_pages(SINGLE[name]) == []


def test_controls_of_any_spelling_go() -> None:
    page = f"<html><body>{LONG}<p>甲&#0;&#x0B;&#55357;\x08&#99999999;乙<s>\x01&#2;丙</s>\x03</p>{LONG}</body></html>"
    assert "\n甲乙\n" in take(page.encode(), "page.html").text


def test_a_page_with_its_pictures_inside_is_read() -> None:
    picture = f"<img alt='图1' src='data:image/png;base64,{'A' * 11_000_000}'>"
    found = take(f"<html><body>{LONG}{picture}{LONG}</body></html>".encode(), "page.html")
    assert found.text == f"　　{SENTENCE * 4}\n" * 2
    assert [one.text[:2] for one in found.left] == ["图1"]


def test_lost_characters_outside_the_text_do_not_matter() -> None:
    good = SITE.format(charset="gbk", text=LONG).encode("gbk")
    assert take(good.replace("互动".encode("gbk"), b"\xff\xff"), "page.html").text == SITE_TEXT
    with pytest.raises(Problems, match="U\\+FFFD"):
        take(good.replace("粮食产量".encode("gbk"), b"\xff\xff"), "page.html")


def test_a_page_that_cannot_be_read_whole_is_not_taken() -> None:
    page = f"<html><body>{LONG}{'<div>' * 300}{LONG}</body></html>"
    with pytest.raises(Problems, match="nested too deeply"):
        take(page.encode(), "page.html")


def test_a_table_inside_a_cell_is_named() -> None:
    inner = "<table border=1><tr><td>城东</td><td>3公顷</td></tr></table>"
    rows = f"<tr><td>项目</td><td>内容</td></tr><tr><td>公园</td><td>{inner}</td></tr>"
    page = f"<html><body>{LONG}<table border=1>{rows}</table>{LONG}</body></html>"
    found = take(page.encode(), "page.html")
    assert "项目\t内容\n公园\t\n\n城东\t3公顷\n" in found.text
    assert "tables inside a cell of another one come after it: “城东 3公顷”" in found.warnings


def test_items_of_several_pieces_are_rows() -> None:
    """The style sheet of a site parts them."""
    rows = [("指标", "2020年", "2025年"), ("公园", "12", "20")]
    items = (f"<li>{''.join(f'<span>{one}</span>' for one in row)}</li>" for row in rows)
    assert taken(f"<ul>{''.join(items)}</ul>") == "指标\t2020年\t2025年\n公园\t12\t20\n"


PAGES = {**{name: f"<html><body>{LONG}{case[0]}{LONG}</body></html>" for name, case in CASES.items()},
         "a site": SITE.format(charset="utf-8", text=LONG)}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_every_number_is_in_the_text_or_named(name: str) -> None:
    """The numbers of the page, read without a parser: what is between the tags."""
    shown = re.sub(
        r"(?s)<head>.*</head>|<!--.*?-->|<(script|style|rt|del)\b.*?</\1>", "", PAGES[name]
    )
    inline = re.sub(r"</?(?:b|font|i|sup|span|strong)\b[^>]*>", "", shown)
    raw = unescape(re.sub(r"<[^>]*>", " ", inline))
    found = take(PAGES[name].encode(), "page.html")
    assert absent(digit_runs(raw), " ".join([found.text, *(one.text for one in found.left)])) == {}


def test_a_short_first_part_stays_before_the_text() -> None:
    text = f"<section><h2>第一章 总则</h2><p>{'推动高质量发展，改善人民生活。' * 20}</p></section>"
    first = "<section><h2>前言</h2><p>本规划依法编制。</p></section>"
    page = f"<html><body><h1>临江县发展规划</h1>{first}{text}<div><p>分享到</p></div></body></html>"
    lines = take(page.encode(), "plan.html").text.splitlines()
    assert lines[:4] == ["临江县发展规划", "前言", "本规划依法编制。", "第一章 总则"]


@pytest.mark.parametrize(
    ("sheet", "attributes", "is_shown"),
    [
        (".a{display:none}", "class=a", False),
        ("p.a, .b { color: red; visibility: hidden }", "class='x a'", False),
        ("#a{display:none}", "id=a", False),
        ("/* .a{} */ div.a{display:none}", "class=a", True),
        (".a{display:none} .a{display:block}", "class=a", True),
        ("@media print{.a{display:none}}", "class=a", True),
        (".a{display:none}", "class=a style='display:block'", True),
        (".no .a{display:none}", "class=a", True),
    ],
)
def test_what_a_style_sheet_hides_is_named(sheet: str, attributes: str, *, is_shown: bool) -> None:
    text = "<p>第一章 总则</p>" + f"<p>{'推动高质量发展，改善人民生活。' * 20}</p>"
    page = f"<html><head><style>{sheet}</style></head><body>{text}<p {attributes}>建设数字乡村。</p></body></html>"
    found = take(page.encode(), "plan.html")
    assert ("建设数字乡村。" in found.text) is is_shown
    assert ("建设数字乡村。" in [one.text for one in found.left]) is not is_shown


def test_a_table_with_another_in_a_cell_keeps_its_rows() -> None:
    inner = "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    rows = "<tr><td>指标</td><td>数值</td></tr><tr><td>公园</td><td>5</td></tr>"
    outer = f"<table>{rows}<tr><td>其中</td><td>{inner}</td></tr></table>"
    text = f"<p>第一章 总则</p><p>{'推动高质量发展，改善人民生活。' * 20}</p>"
    found = take(f"<html><body>{text}{outer}</body></html>".encode(), "plan.html")
    assert found.text.splitlines()[2:] == ["指标\t数值", "公园\t5", "其中\t", "", "甲\t1", "乙\t2"]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("<p align=center>发展基础</p>", True),
        ("<p style='text-align: center'>发展基础</p>", True),
        ("<p><b>发展基础</b></p>", True),
        ("<p><span style='font-weight: bold'>发展</span><b>基础</b></p>", True),
        ("<p style='FONT-WEIGHT:700'>发展基础</p>", True),
        ("<p><span style='font-weight: normal'>发展基础</span></p>", False),
        ("<p><span style='font-weight: bold'>发展</span>基础</p>", False),
        ("<div style='font-weight: bold'><p>发展基础</p><p>基础良好。</p></div>", False),
        ("<p>发展基础</p>", False),
        ("<p align=center>表1　主要指标</p>", False),
    ],
)
def test_a_line_that_is_set_apart_is_shown_as_a_heading(line: str, *, is_heading: bool) -> None:
    text = f"<p>{'推动高质量发展，改善人民生活。' * 20}</p>"
    found = take(f"<html><body>{text}{line}{text}</body></html>".encode(), "plan.html")
    assert [(one.line, one.level) for one in found.headings] == [(2, 0)] * is_heading


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("<td>失业率</td><td colspan=2>控制在5.5以内</td><td>预期性</td>", "first of them: “控制在5.5以内”"),
        ("<td>1</td><td>失业率</td><td colspan=2>5.5<br>以内</td>", "first of them: “5.5 以内”"),
        ("<td>就业<br>人数<br>（万人）</td><td>42.5<br>20.1</td><td>45<br>21.5</td><td></td>",
         "one line: “42.5 20.1”, “45 21.5”"),
        ("<td>人数</td><td>42<br>20<br>11</td><td></td><td></td>", "one line: “42 20 11”"),
        ("<td colspan=2>合计</td><td>42</td><td>45</td>", ""),
        ("<td>1</td><td colspan=2>就业人数</td><td>45</td>", ""),
        ("<td>产值<br>（亿元）</td><td>42.5<br>左右</td><td>45<br>左右</td><td></td>", ""),
        ("<td colspan=4>一、经济<br>发展</td>", ""),
        ("<td>中央投资</td><td>5.2</td><td rowspan=2>8.0</td><td></td></tr><tr><td>省级投资</td><td>3.1</td><td></td>", "first of them: “8.0”"),
        ("<td>中央投资</td><td rowspan=2>亿元</td><td>8.0</td><td></td></tr><tr><td>省级投资</td><td>3.1</td><td></td>", "first of them: “亿元”"),
        ("<td>1</td><td rowspan=2>产业</td><td>工业</td><td>3</td></tr><tr><td>2</td><td>农业</td><td>4</td>", ""),
        ("<td rowspan=2>产业</td><td rowspan=2>投资</td><td>工业</td><td>3</td></tr><tr><td>农业</td><td>4</td>", ""),
    ],
)  # fmt: skip
def test_what_the_rows_do_not_show_is_named(row: str, said: str) -> None:
    head = "<tr><td>指标</td><td>现状</td><td colspan=2>目标</td></tr>"
    page = f"<h1>规划</h1><p>第一章 目标</p><table>{head}<tr>{row}</tr></table>"
    found = [one for one in take(page.encode(), "plan.html").warnings if "table" in one]
    assert len(found) == bool(said)
    assert "".join(found).endswith(said)


@pytest.mark.parametrize("form", ["&#147;四好&#148;&#151;农村路", "\x93四好\x94\x97农村路"])
def test_quotation_marks_in_the_code_of_windows_are_kept(form: str) -> None:
    found = take(f"<html><body><p>{form}</p>{LONG}</body></html>".encode(), "page.html")
    assert found.text.splitlines()[0] == "“四好”—农村路"


CELLS = (("指标", "单位", "2030年"), ("产值", "亿元", "455"), ("公园", "", "5"))
SHOWN_AS_TABLE = ".t{display:table}.r{display:table-row} .c { padding: 0; display: table-cell }"


def made_of(row: str, cell: str) -> str:
    """A table of other elements, by the attributes of its rows and cells."""
    tags = row.partition(" ")[0], cell.partition(" ")[0]
    cells = ("".join(f"<{cell}>{one}</{tags[1]}>" for one in line) for line in CELLS)
    return "\n".join(f"<{row}>{one}</{tags[0]}>" for one in cells)


GRID = "".join(f"<div>{one}</div>" for line in CELLS for one in line)


@pytest.mark.parametrize(
    ("sheet", "table"),
    [
        ("", f'<div role="table">{made_of("div role=row", "div role=cell")}</div>'),
        ("", made_of('div style="display: table-row"', 'div style="display:table-cell"')),
        ("", f'<div class="table">{made_of("div", "span")}</div>'),
        ("", f'<ul class="tbl-data">{made_of("li", "span")}</ul>'),
        ("", made_of('div class="row"', 'div class="col-md-4"')),
        (SHOWN_AS_TABLE, made_of('div class="r"', 'span class="c"')),
        (SHOWN_AS_TABLE, f'<div class="t"><p>表1</p>{made_of("div", "div")}</div>'),
        (".r{display:flex}", made_of('div class="r"', "div")),
        (".g{display:grid;grid-template-columns:2fr 1fr 1fr}", f'<div class="g">{GRID}</div>'),
        ("", f'<div style="display:grid; grid-template-columns: repeat(3, 1fr)">{GRID}</div>'),
    ],
)
def test_a_table_of_other_elements_is_one(sheet: str, table: str) -> None:
    page = f"<html><style>{sheet}</style><body>{LONG}<div>{table}</div>{LONG}</body></html>"
    text = take(page.encode(), "page.html").text
    assert "\n".join("\t".join(line) for line in CELLS) in text


@pytest.mark.parametrize(
    "parts",
    [
        "<div class='row'><div class='col'>{0}</div><div class='col'>{0}</div></div>" * 2,
        "<div><span>一、</span><span>目标</span></div><div><span>二、</span><span>任务</span></div>",
        "<div class='row'><span>一、</span>目标</div><div class='row'><span>二、</span>任务</div>",
        "<div class='row'><span>来源</span><span>日报</span></div><p>正文。</p>",
    ],
)
def test_parts_side_by_side_are_no_table(parts: str) -> None:
    page = f"<html><body>{LONG}{parts.format(LONG)}{LONG}</body></html>"
    assert "\t" not in take(page.encode(), "page.html").text


@pytest.mark.parametrize(
    ("sheet", "is_told"),
    [
        ("h2::before{counter-increment:c;content:'第' counter(c,cjk-ideographic) '章 '}", True),
        (".con h2:before { content: '第一章 ' }", True),
        ("h6::before{content:counter(c)}", False),
        ("h2::before{content:'\\f101'}", False),
    ],
    ids=["counter", "text", "no such element", "a sign"],
)
def test_marks_that_a_style_sheet_writes_are_told(sheet: str, is_told: bool) -> None:  # noqa: FBT001
    page = f"<html><style>{sheet}</style><body><h2>总则</h2>{LONG}<h2>目标</h2>{LONG}</body></html>"
    warnings = take(page.encode(), "page.html").warnings
    assert [one.startswith("the style sheet of the page writes") for one in warnings] == [
        True
    ] * is_told


@pytest.mark.parametrize(
    ("line", "text", "lead"),
    [
        ("<b>（一）加快发展。</b>推进建设。", "（一）加快发展。推进建设。\n", "（一）加快发展。"),
        ("（一）<b>加快发展。</b>2025年建成。", "（一）加快发展。2025年建成。\n", "（一）加快发展。"),
        ("<span style='font-family:楷体'>1.加快发展。</span><span style='font-family:仿宋'>推进建设。</span>",
         "1.加快发展。推进建设。\n", "1.加快发展。"),
        ("<b>（一）主要目标</b>　到2025年建成。", "（一）主要目标\n到2025年建成。\n", ""),
        ("<b>1.1主要目标</b>建成示范区。", "1.1主要目标\n建成示范区。\n", ""),
        ("<b>1.坚持创新</b>是第一动力。", "1.坚持创新是第一动力。\n", "1.坚持创新"),
        ("<b>（一）指导思想</b>以新理念为指导，在县委领导下建设。", "（一）指导思想\n以新理念为指导，在县委领导下建设。\n", ""),
        ("<b>建设成效</b>　有关部门建成10座。", "建设成效\n有关部门建成10座。\n", ""),
        ("<b>建设成效</b>有关部门建成10座。", "建设成效有关部门建成10座。\n", "建设成效"),
        ("<b>供水普及率</b>　指供水人口的比例。", "供水普及率　指供水人口的比例。\n", "供水普及率"),
        ("1.<b>张三</b>　副区长", "1.张三　副区长\n", "1.张三"),
        ("<b>第一条</b>　为推进建设，制定本办法。", "第一条　为推进建设，制定本办法。\n", ""),
        ("推进<b>建设。</b>加快发展。", "推进建设。加快发展。\n", ""),
    ],
)  # fmt: skip
def test_the_emphasized_beginning_of_a_line_is_known(line: str, text: str, lead: str) -> None:
    page = f"<html><body><div class='TRS_Editor'>{LONG}<p>{line}</p>{LONG}</div></body></html>"
    found = take(page.encode(), "page.html")
    assert taken(f"<p>{line}</p>") == text
    assert [one.text for one in found.leads] == [lead] * bool(lead)
    is_doubtful = lead == "" and text.startswith(("1.1", "（一）指导"))
    assert any("titles that only their looks" in one for one in found.warnings) is is_doubtful


def test_titles_that_nothing_but_their_looks_parts_from_their_text_are_told() -> None:
    lines = "".join(f"<p><b>{one}</b>全县建成10座。</p>" for one in ("建设成效", "存在问题"))
    found = take(f"<html><body>{LONG}{lines}{LONG}</body></html>".encode(), "page.html")
    assert "建设成效全县建成10座。" in found.text
    assert any("“建设成效”, “存在问题”" in one for one in found.warnings)


@pytest.mark.parametrize(
    "size", ["<p style='font-size:20px'>{}</p>", "<p><font size=5>{}</font></p>"]
)
def test_larger_lines_beside_headings_of_a_page_are_shown_as_headings(size: str) -> None:
    def part(title: str) -> str:
        lines = "".join(size.format(one) + LONG for one in ("建设成效", "存在问题"))
        return f"<h2>{title}</h2>{lines}"

    page = f"<html><body style='font-size:16px'>{part('发展基础')}{part('总体要求')}</body></html>"
    found = take(page.encode(), "page.html").headings
    assert [(one.text, one.level) for one in found] == [
        ("发展基础", 2), ("建设成效", 0), ("存在问题", 0),
        ("总体要求", 2), ("建设成效", 0), ("存在问题", 0),
    ]  # fmt: skip


def test_values_of_fields_are_named() -> None:
    fields = "<input value='500'><input type='submit' value='搜索'><input type='hidden' value='9'>"
    page = f"<html><body><table><tr><td>产值</td><td>{fields}</td></tr></table>{LONG}</body></html>"
    found = take(page.encode(), "page.html")
    assert [one.text for one in found.left if one.kind == "values of fields"] == ["500"]
