from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents.normalise import normalise_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("парк\r\nлес\rлуг\u2028пруд", "парк\nлес\nлуг\nпруд"),
        ("\ufeffпарк", "парк"),
        ("  парк  \n", "парк"),
        ("парк \t\n лес", "парк\n лес"),
        ("и\u0306од", "йод"),  # NFC
        ("парк\x07лес", "парк лес"),
        ("парк\x00лес\x1b", "парк лес"),
        ("за\u0301мок", "за\u0301мок"),  # stress marks stay
        ("го\u00adрод", "го\u00adрод"),  # soft hyphens stay
        ("мeстo", "мeстo"),  # Latin e and o stay
        ("а\u00a0б", "а\u00a0б"),
        ("абзац\n\n\nабзац", "абзац\n\n\nабзац"),
    ],
)
def test_only_form_changes(text, expected):
    assert normalise_text(text) == expected


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = normalise_text(text)
    assert normalise_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_no_visible_character_is_lost(text):
    letters = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    assert [c for c in normalise_text(text) if c.isalnum()] == letters
