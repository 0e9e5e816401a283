"""Cells that a spreadsheet would run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.results.cells import escape_formula, unescape_formula


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://…","Парк")',
        "+7 912 000-00-00",
        "-",
        "- парк",
        "-5",
        "@SUM(A1)",
        "\t=1+1",
        "\rтекст",
        "\nтекст",
        "  =1+1",
        "\N{NO-BREAK SPACE}=1+1",
        "\ufeff=1+1",
        "\u200b\u200b+1",
        "＝1+1",
        "＠SUM",
        "\x00=1",
        "\x01=1",
        "'=5 баллов",
        "''- парк",
    ],
)
def test_what_a_spreadsheet_would_run_is_escaped(text):
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["", "парк", "— Где парк? — спросил я.", "– тире", "  парк", "2 + 2 = 4", "'парк'", "«=»", "к 2035-му", "…", "−5"],
)
def test_other_texts_stay_verbatim(text):
    assert escape_formula(text) == text


@given(st.text())
def test_no_text_begins_dangerously(text):
    escaped = escape_formula(text)
    assert not escaped.strip("\t\r\n \ufeff\u200b\xa0\x00").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not escaped.startswith(("\t", "\r", "\n"))


@given(st.text())
def test_the_text_is_still_there(text):
    assert escape_formula(text) in (text, f"'{text}")


@given(st.text())
def test_what_was_escaped_comes_back(text):
    assert unescape_formula(escape_formula(text)) == text


@given(st.text(alphabet="'=- а\t"))
def test_apostrophes_before_a_formula_come_back(text):
    assert unescape_formula(escape_formula(text)) == text
