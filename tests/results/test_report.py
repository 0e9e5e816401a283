"""The report as a file: what it says, and that nothing in it can act."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from lxml import html

import pyshma
from pyshma.messages import Language
from pyshma.results.analysis import Analysis
from pyshma.results.headings import column_title
from pyshma.results.report import render_report
from pyshma.results.summary import summary_lines


@pytest.fixture(scope="module")
def page(rich: Analysis) -> html.HtmlElement:
    return html.document_fromstring(render_report(rich).decode())


def blocks(page: html.HtmlElement) -> dict[str, object]:
    return {
        script.get("id").removeprefix("data-"): json.loads(script.text_content())
        for script in page.iter("script")
        if script.get("type") == "application/json"
    }


def test_the_same_analysis_gives_the_same_bytes(rich: Analysis) -> None:
    assert render_report(rich) == render_report(rich)


def test_the_headline_counts_documents_and_themes(page: html.HtmlElement) -> None:
    assert page.find_class("headline")[0].text_content().startswith("66\xa0документов, 16\xa0тем. Чаще всего:")


def test_a_document_may_be_called_otherwise(rich: Analysis) -> None:
    forms = ("сочинение", "сочинения", "сочинений")
    named = replace(rich, report=replace(rich.report, document_forms=forms, title="Каким видят город"))
    page = html.document_fromstring(render_report(named).decode())
    assert page.findtext(".//h1") == "Каким видят город"
    assert page.find_class("headline")[0].text_content().startswith("66\xa0сочинений")
    assert blocks(page)["core"]["texts"]["documents_few"] == "сочинения"


def test_english_numbers_are_english(rich: Analysis) -> None:
    text = render_report(replace(rich, language="en")).decode()
    assert '<html lang="en">' in text
    assert "66\xa0documents, 16\xa0themes. Most often:" in text
    assert re.search(r">\d+\.\d%<", text)
    assert not re.search(r">\d+,\d\s?%<", text)


def test_every_theme_stands_in_the_breakdown(page: html.HtmlElement, rich: Analysis) -> None:
    rows = page.get_element_by_id("breakdown-table").findall(".//tbody/tr")
    assert [row.get("data-theme") for row in rows] == list(rich.breakdown["theme_id"])
    assert [int(row.get("data-n")) for row in rows] == list(rich.breakdown["n_assigned"])


def test_every_quote_is_there_to_the_letter(page: html.HtmlElement, rich: Analysis) -> None:
    found = blocks(page)
    ids = [row[0] for row in found["documents"]["rows"]]
    themes = [theme["id"] for theme in found["core"]["themes"]]
    texts = [*found["quotes"]["texts"], ""]  # -1 stands for none
    quotes = {
        (ids[row], themes[place], *(texts[text] for text in quoted))
        for place, rows in enumerate(found["quotes"]["themes"])
        for row, *quoted in rows
    }
    columns = rich.assignments[["document_id", "theme_id", "quote", "problem_quote", "wish_quote", "praise_quote"]]
    assert quotes == set(columns.itertuples(index=False, name=None))


def test_the_policy_allows_the_script_and_style_of_the_page_alone(page: html.HtmlElement) -> None:
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag, directive in (("style", "style-src"), ("script[not(@type)]", "script-src")):
        (content,) = page.xpath(f"//{tag}/text()")
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy


def test_hostile_texts_are_only_text(page: html.HtmlElement) -> None:
    assert len(page.xpath("//script[not(@type)]")) == 1
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert not page.xpath("//*[starts-with(@href, 'javascript:')]")
    assert not page.xpath("//@src | //link | //iframe | //object | //img | //@style")
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    assert "<script>alert(6)</script>" in page.get_element_by_id("rejected").text_content()


def test_rejections_and_limits_are_told(page: html.HtmlElement) -> None:
    text = page.get_element_by_id("rejected").text_content()
    assert "пустой.txt" in text
    assert "файл пуст" in text
    assert "двадцать" in page.get_element_by_id("method").text_content()


def test_an_analysis_of_nothing_has_a_report(rich: Analysis) -> None:
    nothing = {
        name: getattr(rich, name).head(0) for name in ("assignments", "mentions", "entities", "documents", "topics")
    }
    text = render_report(replace(rich, **nothing)).decode()
    assert "Ни один документ не прочитан." in text
    assert "пустой.txt" in text


def test_groups_are_compared_in_words(page: html.HtmlElement) -> None:
    text = page.get_element_by_id("groups").text_content()
    assert "Переменная «группа»" in text
    assert re.search(r"Могло получиться случайно \(p = \d,\d{3}\)|Сравнить нельзя", text)


MODEL = {"name": "city", "sha256": "0", "threshold": 0.35, "date": "2026-11-27", "n_documents": 285}


@pytest.mark.parametrize(
    ("language", "model", "said"),
    [
        ("ru", None, ["книга кодов, без обученной модели; порог 1", "по книге кодов, без обученной модели."]),
        ("ru", MODEL, ["модель «city» от 2026-11-27, размеченных документов: 285; порог 0,35", "поставила модель"]),
        ("en", None, ["the codebook, without a trained model; threshold 1", "from the codebook, without a trained"]),
        ("en", MODEL, ["model “city” of 2026-11-27, coded documents: 285; threshold 0.35", "by a model that was"]),
        ("ru", {"name": "city", "sha256": "0"}, ["модель «city» от —, размеченных документов: —; порог —"]),
    ],
)
def test_the_reader_learns_what_assigned_the_themes(
    rich: Analysis, language: Language, model: dict[str, object] | None, said: list[str]
) -> None:
    analysis = replace(rich, language=language, manifest=rich.manifest | {"model": model})
    method = html.document_fromstring(render_report(analysis).decode()).get_element_by_id("method").text_content()
    assert [words for words in said if words not in method] == []
    assert said[0] in str(dict(summary_lines(analysis)))


def test_facts_have_a_decimal_comma(page: html.HtmlElement) -> None:
    assert re.search(r"Доверительная вероятность\s*0,95", page.get_element_by_id("method").text_content())


def test_files_of_one_name_are_shown_as_sources() -> None:
    documents = [
        pyshma.Document("письмо.html", "Хочу парк.", "письмо.html"),
        pyshma.Document("письмо.rtf", "Хочу каток.", "письмо.rtf"),
        pyshma.Document("п1", "Хочу бассейн.", "ответы.csv#2"),
    ]
    page = html.document_fromstring(render_report(pyshma.analyze(documents, model=False)).decode())
    rows = blocks(page)["documents"]["rows"]
    assert [row[1] for row in rows] == ["письмо.html", "письмо.rtf", "ответы.csv#2"]


def test_words_of_a_theme_say_that_a_pattern_found_more() -> None:
    codebook = {
        "title": "Вода",
        "themes": [{"id": "pool", "name": "Бассейн", "patterns": ["большой бассейн", "каток"]}],
    }
    texts = [
        "Нужен большой бассейн и каток.",
        "Нужны большие бассейны.",
        "Каток закрыт, катка нет, катку рады, катком горды.",
    ]
    page = html.document_fromstring(render_report(pyshma.analyze(texts, codebook=codebook)).decode())
    assert blocks(page)["core"]["themes"][0]["words"] == [["большие бассейны …", 2], ["каток, катка, катком …", 2]]


def test_attachments_have_a_title() -> None:
    assert [column_title("n_attachments", language) for language in ("ru", "en")] == ["Вложений", "Attachments"]
