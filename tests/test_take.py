"""`take`: what a file is, its content decides; what it is not, one message says."""

from __future__ import annotations

import json
import os
import quopri
import time
import tomllib
from pathlib import Path

import pytest

from documents import docx, p, zipped
from planbook.begin.take import take
from planbook.cli import main
from planbook.problems import Problems
from planbook.text.decode import decode

TEXT = """\
临江区国民经济和社会发展第十五个五年规划纲要
第一章 发展环境
　　过去五年，全区经济总量由320亿元增加到455亿元。
表1　主要指标
指标\t单位\t2030年
粮食产量\t万吨\t12
第二章 重点任务
　　建设三个产业园，引进企业120家，推动港口与产业联动发展。
"""
PAGE = f"<html><body><div>{''.join(f'<p>{line}</p>' for line in TEXT.splitlines())}</div></body></html>"


def said(raw: bytes, name: str = "plan.txt") -> str:
    """The message for a file that is not taken."""
    with pytest.raises(Problems) as problems:
        take(raw, name)
    (problem,) = problems.value.problems
    assert problem.file == name
    return f"{problem.found} / {problem.remedy}"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode("gbk"),
    ],
    ids=["UTF-8", "BOM", "GB18030", "UTF-16", "CRLF", "CR"],
)
def test_plain_text_keeps_its_lines(raw: bytes) -> None:
    assert take(raw, "plan.txt").text == TEXT


def test_a_mail_is_left_out_around_what_it_quotes() -> None:
    quoted = "".join(f"> {one}\n" for one in TEXT.splitlines())
    mail = f"发件人: 办公室 <a@example.org>\n主题: 转发\n\n张科长：请查收。\n\n{quoted}\n--\n李明\n"
    found = take(mail.encode(), "plan.txt")
    assert found.text == TEXT
    assert [one.text for one in found.left] == [
        "发件人: 办公室 <a@example.org>", "主题: 转发", "张科长：请查收。", "--", "李明",
    ]  # fmt: skip
    assert take(quoted.encode(), "plan.txt").left == ()


def test_codes_of_characters_are_read_as_what_they_mean() -> None:
    text = TEXT.replace("　　", "&#x3000;&#12288;").replace("区国民", "区&ZeroWidthSpace;国民")
    found = take(
        text.replace("过去五年", "&ldquo;过去&amp;rdquo;五年&none;A&B").encode(), "plan.txt"
    )
    wanted = TEXT.replace("区国民", "区\u200b国民").replace("过去五年", "“过去”五年&none;A&B")
    assert found.text == wanted
    assert [one.kind for one in found.left] == [
        "codes of HTML, read as the characters that they stand for"
    ] * 7


@pytest.mark.parametrize("gap", ["", " ", "\\n"])
def test_a_text_without_line_breaks_is_told_so(gap: str) -> None:
    text = gap.join(one.strip() for one in TEXT.splitlines() if "\t" not in one)
    (doubt,) = take(
        f"{text}{gap}第三章 保障措施加强组织领导，健全实施机制。".encode(), "plan.txt"
    ).warnings
    assert doubt.startswith("the line breaks are missing, and headings are inside lines: copy the")


# The lines around the end of a page, and the same with the notes after the paragraph that goes on.
FEET = {
    "a raised mark": (
        ["工业增加值¹达到300亿元，推", "¹ 按2025年口径。", "— 3 —", "进新型工业化。"],
        ["工业增加值¹达到300亿元，推", "— 3 —", "进新型工业化。", "¹ 按2025年口径。"],
    ),
    "notes over several lines, in brackets, above a form feed": (
        ["增加值[1]和增速[2]提高，推", "[1] 按2025年", "口径。", "[2] 按可比价。", "\f进工业化。"],
        ["增加值[1]和增速[2]提高，推", "\f进工业化。", "[1] 按2025年", "口径。", "[2] 按可比价。"],
    ),
    "a paragraph of several broken lines": (
        ["落实主体责任①，加快", "①指企业责任。", "3", "建设制造强县，推进转型", "升级。", "　　扩大开放。"],
        ["落实主体责任①，加快", "3", "建设制造强县，推进转型", "升级。", "①指企业责任。", "　　扩大开放。"],
    ),
    "a paragraph without a full stop": (
        ["落实主体责任①，加快", "①指企业责任。", "- 3 -", "建设制造强县", "第二章 重点任务"],
        ["落实主体责任①，加快", "- 3 -", "建设制造强县", "①指企业责任。", "第二章 重点任务"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), FEET.values(), ids=FEET)
def test_notes_at_the_foot_of_a_page_come_after_the_paragraph_that_goes_on(
    lines: list[str], expected: list[str]
) -> None:
    text, wanted = ("".join(f"{one}\n" for one in found) for found in (lines, expected))
    assert take((TEXT + text).encode(), "plan.txt").text == TEXT + wanted


@pytest.mark.parametrize(
    "lines",
    [
        ["工业增加值¹达到300亿元。", "¹ 按2025年口径。", "— 3 —", "推进工业化。"],
        ["工业增加值¹达到300亿元，推", "¹ 按2025年口径。", "进工业化。"],
        ["重点工作包括以下方面，", "①发展工业，", "— 3 —", "推进工业化。"],
        ["重点工作包括①农业，②林业，以及", "②推进造林，", "— 3 —", "加强养护。"],
        ["工业增加值¹达到300亿元，推", "¹ 按2025年口径。", "— 3 —", "第二章 重点任务"],
    ],
    ids=["whole paragraph", "no page", "list", "list in a sentence", "heading"],
)
def test_other_lines_at_the_foot_of_a_page_stay(lines: list[str]) -> None:
    text = TEXT + "".join(f"{one}\n" for one in lines)
    assert take(text.encode(), "plan.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(encoding: str) -> None:
    assert take(TEXT.encode(encoding), "plan.txt").text == TEXT


def test_traditional_characters_stay() -> None:
    text = "臨江區國民經濟和社會發展規劃綱要\n第一章 發展環境\n過去五年，全區經濟總量增加。\n"
    assert take(text.encode(), "plan.txt").text == text
    assert decode(text.encode()).traditional, "the folding is left to `decode`"


@pytest.mark.parametrize("marks", [("第一条　", "第二条　", "第三条　"), ("1 ", "1.1 ", "2 ")])
def test_articles_and_bare_numbers_begin_like_headings(marks: tuple[str, ...]) -> None:
    titles = ("发展基础", "建设成效", "面临形势")
    text = "".join(
        f"{mark}{title}\n过去五年，全区经济总量增加，人民生活改善。\n"
        for mark, title in zip(marks, titles, strict=True)
    )
    assert take(text.encode(), "plan.txt").warnings == ()


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (
            "臨江區國民經濟和社會發展規劃綱要\n第一章 發展環境\n過去五年，全區經濟總量增加。\n" * 3,
            "in Traditional characters",
        ),
        (
            "过去五年，全区经济总量增加，人民生活改善，发展基础更加牢固。\n" * 9,
            "no line begins like a heading",
        ),
        ("第一章 总则\n过去五年，全区经济总量增加。\n", "only 17 Chinese characters"),
    ],
)
def test_a_text_that_is_not_usual_is_named(text: str, doubt: str) -> None:
    (warning,) = take(text.encode(), "plan.txt").warnings
    assert doubt in warning


def archived(page: str, encoding: str) -> bytes:
    """A page as Chrome and Edge save it in one file, with a frame."""
    part = (
        f"Content-Type: text/html{'; charset=' + encoding if encoding != 'utf-8' else ''}\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://www.example.gov.cn/zw/1.html\r\n\r\n"
    )
    return b"".join(
        [
            (
                b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.gov.cn/zw/1.html\r\n"
                b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"; boundary="--b"\r\n\r\n'
            ),
            f"----b\r\n{part.replace('/zw/1', '/zw/menu')}<html><body>menu</body></html>\r\n".encode(),
            f"----b\r\n{part}".encode() + quopri.encodestring(page.encode(encoding)),
            b"\r\n----b\r\nContent-Type: image/png\r\n\r\nxx\r\n----b--\r\n",
        ]
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_archive_is_its_page(encoding: str) -> None:
    found = take(archived(PAGE, encoding), "plan.mhtml")
    assert found.text == take(PAGE.encode(), "plan.html").text
    assert found.kind == "web archive (MHTML)"
    assert found.provenance.url == "https://www.example.gov.cn/zw/1.html"
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("raw", "kind"),
    [(PAGE.encode(), "HTML page"), (docx(p(TEXT)), "DOCX document"), (TEXT.encode(), "plain text")],
)
@pytest.mark.parametrize("name", ["plan.txt", "plan.html", "plan.docx", "plan.pdf", "plan"])
def test_the_content_decides_what_a_file_is(raw: bytes, kind: str, name: str) -> None:
    found = take(raw, name)
    assert found.kind == kind
    right = {"HTML page": ".html", "DOCX document": ".docx", "plain text": ".txt"}[kind]
    lies = "." in name and not name.endswith(right)
    assert [kind in one for one in found.warnings if "the name ends" in one] == [True] * lies


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MIXED = TEXT.encode() + "改革开放取得新的突破，人民生活显著改善。\n".encode("gb18030") * 9
TRACKED = (
    "<w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
)
LOGIN = '<html><form><p>用户登录</p><input type="password"></form></html>'
SCRIPTED = "<html><body><div id='app'></div><script src='a.js'></script></body></html>"
DATA_PAGE = f"<html><div id=app>加载中，请稍候，正在为您打开</div><script>d={{'text':'{TEXT * 9}'}}</script></html>"
ESCAPED_PAGE = f"<html><div>导航</div><script>d='{json.dumps(TEXT * 9)}'</script></html>"
FRAMES = (
    "<html><frameset cols='20,80'><frame src='menu.htm'><frame src='main.htm'></frameset></html>"
)
INNER_FRAME = "<html><body><div>首页 政务公开</div><iframe id=f src=/content.html?id=3></iframe></body></html>"
ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize(
    ("raw", "found", "remedy"),
    [
        (b"", "is empty", "again"),
        (b"\xef\xbb\xbf \r\n\x0c", "is empty", "again"),
        (OLE + "WordDocument".encode("utf-16-le"), "an old Word or WPS document (.doc, .wps)", "save it as DOCX"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "remove the password"),
        (OLE, "an old Office file", "DOCX"),
        (b"{\\rtf1 abc}", "an RTF document", "DOCX"),
        (b"\x89PNG\r\n\x1a\n....", "a picture", "OCR"),
        (b"\x1f\x8b\x08....", "a compressed file", "unpack"),
        (b"From: x\r\nMIME-Version: 1.0\r\n\r\n", "a web archive without a page", "save the page as HTML"),
        (b"RIFF0000WEBPVP8 ", "a picture", "OCR"),
        (b"\0\0\0\x18ftypheic", "a picture", "OCR"),
        (b"MM\0*\0\0", "a picture", "OCR"),
        (b"ITSF\3\0\0\0", "a compiled help file", "HTML"),
        (b"%!PS-Adobe-3.0\n", "a PostScript file", "PDF"),
        (b"MZ\x90\0\3\0", "a program", "document"),
        (TEXT.encode("utf-32"), "text in UTF-32", "UTF-8"),
        (TEXT.encode() + b"\0\0", "has NUL characters", "UTF-8"),
        (json.dumps({"title": "临江区规划", "content": TEXT}).encode(), "JSON", "save the page itself"),
        (f"<?xml version='1.0'?><doc><p>{TEXT}</p></doc>".encode(), "an XML file", "DOCX"),
        ("指标,单位,2030年\n粮食产量,万吨,12\n公园,个,5\n".encode(), "a table (CSV)", "the document"),
        (f'place,year,text\n临江,2026,"{TEXT}"\n'.encode(), "a table (CSV)", "text file"),
        (f"\\documentclass{{article}}\n{TEXT}".encode(), "a LaTeX source", "PDF"),
        (zipped({"Index/Document.iwa": "x"}), "a Pages document", "DOCX"),
        ("<html><body>抱歉，您访问的页面不存在或已被删除！</body></html>".encode(), "not to be had", "page"),
        (DATA_PAGE.encode(), "a script puts in", "print it to PDF"),
        (ESCAPED_PAGE.encode(), "a script puts in", "browser"),
        (FRAMES.encode(), "frames; its text is in another file: main.htm", "open that frame"),
        (INNER_FRAME.encode(), "another file: /content.html?id=3", "open that frame"),
        (b"%PDF-1.7\ngarbage", "a damaged PDF", "again"),
        (b"PK\x03\x04garbage", "a damaged Office or ZIP file", "again"),
        (docx(p(TEXT))[:-40], "a damaged Office or ZIP file", "again"),
        (zipped({"ppt/presentation.xml": "<p/>"}), "a set of slides", "document"),
        (zipped({"xl/workbook.xml": "<w/>"}), "a spreadsheet", "DOCX"),
        (zipped({"OFD.xml": "<o/>", "Doc_0/Document.xml": "<o/>"}), "an OFD document", "PDF"),
        (zipped({"content.xml": "<o/>"}), "an OpenDocument text", "DOCX"),
        (zipped({"plan.txt": TEXT}), "a ZIP archive", "unpack"),
        (docx(f"<w:p>{TRACKED}</w:p>"), "2 tracked changes", "Accept All Changes"),
        (docx(""), "has no text", "document"),
        (LOGIN.encode(), "a login form", "log in"),
        (SCRIPTED.encode(), "a script", "browser"),
        (b"<html><body><p>Welcome</p></body></html>", "without text in Chinese", "page"),
        (b"The plan for the next five years.\n" * 9, "Latin letters", "Chinese"),
        ("これは計画です。地域の発展を目指します。\n".encode() * 9, "Japanese", "Chinese"),
        (MIXED, "is GB18030 in this line, and UTF-8 in others", "convert"),
        (TEXT.encode().decode("latin-1").encode(), "garbled", "UTF-8"),
        (TEXT.encode("gb18030").decode("utf-8", "replace").encode(), "U+FFFD", "again"),
        (b"12 34\n", "has no text", "document"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_text_is_named(raw: bytes, found: str, remedy: str) -> None:
    message = said(raw)
    assert found in message.partition(" / ")[0]
    assert remedy in message.partition(" / ")[2]


def test_no_entity_is_read() -> None:
    files = {"_rels/.rels": "", "word/document.xml": ENTITIES}
    files["_rels/.rels"] = (
        '<R><Relationship Type="x/officeDocument" Target="word/document.xml"/></R>'
    )
    assert "declares entities" in said(zipped(files), "plan.docx")


@pytest.mark.parametrize(
    "raw",
    [
        b"A: b\r\n" * 20_000,
        b"a: \n" * 20_000,
        "# 规划\n" .encode() + b"[" * 20_000,
        "# 规划\n".encode() + b"![" * 9_000,
        "# 规划\n".encode() + b"**a " * 9_000,
        "# 规划\n".encode() + b"<!-- " * 4_000,
        ("# 规划\n" + "".join(f"规划[^{at}]\n\n[^{at}]: 注。\n\n" for at in range(700))).encode(),
        ("首页 " * 9_000).encode(),
        ("大中小" * 9_000 + "。").encode(),
        (TEXT + " " * 200_000 + TEXT).encode(),
        f"# 规划\n\n## 总则\n\n{TEXT}甲{' ' * 200_000}乙".encode(),
        f"{TEXT}规划[1]\n\n[1] 甲{' ^' * 100_000}{' ' * 100_000}乙".encode(),
        ("<html><body>" + "<table border=1><tr><td>甲</td><td>" * 60 + TEXT * 9 + "</table>" * 60).encode(),
    ],
    ids=["fields", "lines", "brackets", "pictures", "stars", "comments", "notes", "buttons", "sizes", "blanks", "blanks in Markdown",
         "notes with blanks", "tables"],
)  # fmt: skip
def test_no_input_takes_long(raw: bytes) -> None:
    """Each of these took minutes, or would, if a rule ran in more than linear time."""
    started = time.process_time()
    try:
        take(raw, "plan")
    except Problems as problems:
        assert len(problems.problems) == 1
    assert time.process_time() - started < 5


def test_a_text_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planbook.begin.take.MOST_TEXT", 1_000)
    assert "the limit is 1,000" in said(TEXT.encode() * 9)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planbook.intake.word.package.MOST_BYTES", 10_000)
    bomb = docx(p("规划" * 100_000))
    assert len(bomb) < 3_000
    assert "unpacks to more than 10,000 bytes" in said(bomb, "plan.docx")


@pytest.mark.parametrize(
    ("end", "doubt"),
    [("推动港口与产业联动发展，加强药品和疫苗", True), ("推动港口与产业联动发展，加强药品和疫苗。", False),
     ("2026年2月3日", False), ("要素\t12", False), ("临江区人民政府办公室　　　　2026年3月6日印发", False),
     ("抄送：区委各部门，区人大常委会办公室，区政协", False), ("临江区人民政府办公室　　2026年3月6日", False),
     ("到2026年，全区建成高标准农田，并在3月6日前后", True),
     ("附件：1.临江区重点项目和任务安排表\n2.临江区港口与产业联动发展主要任务清单", False),
     ("附件：临江区港口与产业联动发展重点任务清单", False), ("1.推动港口与产业联动发展，加强药品和疫苗", True),
     ("高标准农田和港口建设面积        1200        3970", False), ("高标准农田和港口面积|1200|3970", False),
     ("加强药品和疫苗。\n\n          — 4 —\n\f", False), ("推动港口联动发展，加强药品和疫苗\n\n— 4 —", True)],
)  # fmt: skip
def test_a_text_that_is_cut_off_is_told(end: str, doubt: bool) -> None:  # noqa: FBT001
    warnings = take(f"{TEXT}{end}".encode(), "plan.txt").warnings
    assert [one.startswith("the text may be cut off") for one in warnings] == [True] * doubt


# The command


def run(root: Path, *words: str) -> int:
    return main(["--root", str(root), "take", *words])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode("gb18030"))
    return path


def files(root: Path) -> list[str]:
    return sorted(one.relative_to(root).as_posix() for one in root.rglob("*") if one.is_file())


def test_the_text_and_its_account_are_written(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = page.parent / "project"
    root.mkdir()
    assert run(root, str(page)) == 0
    assert (root / "source/plan.zh.txt").read_text("utf-8") == "".join(
        f"{line}\n" for line in TEXT.replace("\t", " ").splitlines()
    )
    account = tomllib.loads((root / "source/taken.toml").read_text("utf-8"))
    assert account["file"] == "page.html"
    assert account["kind"] == "HTML page"
    assert len(account["sha256"]) == 64
    assert "took      page.html: HTML page" in capsys.readouterr().out
    assert files(root) == ["source/plan.zh.txt", "source/taken.toml"]


def test_the_same_bytes_give_the_same_bytes(page: Path) -> None:
    made = []
    for name in ("one", "two"):
        root = page.parent / name
        root.mkdir()
        assert run(root, str(page)) == 0
        made.append([(root / one).read_bytes() for one in files(root)])
    assert made[0] == made[1]


def test_a_file_that_is_there_is_kept_unless_told(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = page.parent
    target = root / "source/plan.zh.txt"
    target.parent.mkdir()
    target.write_text("第一章 别的规划\n", "utf-8")
    assert run(root, str(page)) == 1
    assert "--replace" in capsys.readouterr().err
    assert target.read_text("utf-8") == "第一章 别的规划\n"
    assert not (root / "source/taken.toml").exists()
    assert run(root, str(page), "--replace") == 0
    assert target.read_text("utf-8").startswith("临江区")
    assert run(root, str(page)) == 0, "nothing would change"


def test_another_place_can_be_named(page: Path) -> None:
    assert run(page.parent, str(page), "--to", "texts/lj.txt") == 0
    assert files(page.parent) == ["page.html", "texts/lj.taken.toml", "texts/lj.txt"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["https://www.example.org/plan.html"], "nothing is fetched from the network"),
        (["."], "is a folder"),
        (["missing.pdf"], "cannot be read: No such file"),
        (["page.html", "--to", "source/terms.toml"], "ends in .txt"),
        (["page.html", "--to", "../plan.txt"], "not a path below the project's folder"),
        (["page.html", "--to", ""], "not a path below the project's folder"),
    ],
)
def test_what_cannot_be_taken_leaves_nothing(
    words: list[str], message: str, page: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(page.parent)
    assert run(page.parent, *words) == 1
    shown = capsys.readouterr().err
    assert message in shown
    assert shown.endswith("1 problem; nothing was written\n")
    assert files(page.parent) == ["page.html"]


def test_a_file_that_is_too_large_is_not_read(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    large = page.with_name("large.pdf")
    with large.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        os.truncate(large, 200 * 1024 * 1024 + 1)
    assert run(page.parent, str(large)) == 1
    assert "the limit for one file" in capsys.readouterr().err
