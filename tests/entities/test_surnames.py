"""Surnames by their endings."""

import pytest

from pyshma.entities.surnames import read_surname


@pytest.mark.parametrize(
    ("word", "case", "gender", "nominative"),
    [
        ("сысолятину", "datv", "masc", "сысолятин"),
        ("лапиной", "ablt", "femn", "лапина"),
        ("вотинцевым", "ablt", "masc", "вотинцев"),
        ("неустроеву", "accs", "femn", "неустроева"),
        ("дресвянскому", "datv", "masc", "дресвянский"),
        ("дресвянской", "gent", "femn", "дресвянская"),
    ],
)
def test_reading_by_ending(word, case, gender, nominative):
    found = {reading.lemma for reading in read_surname(word) if {case, gender} <= reading.grammemes}
    assert found == {nominative}


@pytest.mark.parametrize("word", ["", "дом", "полина", "сова", "шевченко"])
def test_other_words_have_no_oblique_surname_reading(word):
    assert not [reading for reading in read_surname(word) if "datv" in reading.grammemes]
