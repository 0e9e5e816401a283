"""The matching form: what a reader sees; every character points back into the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.language.letters import DROPPED, matching_form


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("за\u0301мок", "замок"),
        ("бла\u00adго\u00adустройство", "благоустройство"),
        ("гopoд", "город"),  # Latin o, p, o
        ("Bоздух", "Воздух"),
        ("северо\u2011запад", "северо-запад"),
        ("Wi-Fi", "Wi-Fi"),
        ("IT-парк", "IT-парк"),
        ("USBшка", "USBшка"),  # U and S look like no Russian letter: left alone
        ("йод", "йод"),
        ("молодёжь", "молодёжь"),
    ],
)
def test_matching_form(written: str, seen: str) -> None:
    assert matching_form(written).text == seen


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("старый за\u0301мок", "замок", "за\u0301мок"),
        ("моя рука\u0301 болит", "рука", "рука\u0301"),
        ("\u00adслово", "слово", "\u00adслово"),
        ("мама \u200bмыла", "мыла", "\u200bмыла"),
    ],
)
def test_marks_belong_to_their_word(text: str, word: str, original: str) -> None:
    form = matching_form(text)
    at = form.text.index(word)
    start, stop = form.original_span(at, at + len(word))
    assert text[start:stop] == original


@given(st.text(alphabet="абё aAоo.,-\n" + DROPPED, max_size=40))
def test_offsets_give_back_every_character(text: str) -> None:
    form = matching_form(text)
    kept = [text[slice(*form.original_span(i, i + 1))] for i in range(len(form.text))]
    assert [matching_form(piece).text[:1] != "" for piece in kept] == [True] * len(kept)
    assert sum(letter not in DROPPED for letter in text) == len(form.text)


@given(st.text(max_size=60))
def test_matching_form_is_stable(text: str) -> None:
    once = matching_form(text).text
    assert matching_form(once).text == once
