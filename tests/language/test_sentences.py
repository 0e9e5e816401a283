"""Sentence borders: razdel's, and one at every blank line; each border names its rule."""

import re

import pytest
import razdel
from hypothesis import given, settings
from hypothesis import strategies as st
from razdel.segmenters.sentenize import DELIMITERS
from razdel.segmenters.sokr import INITIALS, PAIR_SOKRS, SOKRS

from pyshma.language.letters import matching_form
from pyshma.language.sentences import explain_sentences, find_sentences

FRAGMENTS = [
    *DELIMITERS,
    *"(«„“—-–,:_0aбВZ§ \n\t\u00a0\u0301\u00ad²",
    *(" ", " ", ". ", ". ", "? ", "! Он", ". Он", "! он", ". 5", " слово", " Слово", "слово", " СЛОВО"),
    *("1. ", "2) ", "а) ", "XIV. ", "§ 2. ", "\n\n", "\n \n", " А. ", " т. е. ", "P. S. ", "и т.п."),
    *(" :) ", ";-( ", "=)) ", ":(((( ", "достопримечательность"),
]
ABBREVIATIONS = sorted({*SOKRS, *INITIALS, *(word for pair in PAIR_SOKRS for word in pair)})
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.sampled_from(ABBREVIATIONS), max_size=25).map("".join)


def razdel_sentences(text: str) -> list[tuple[int, int]]:
    return [(sentence.start, sentence.stop) for sentence in razdel.sentenize(text) if sentence.text]


@pytest.mark.parametrize(
    "marked",
    [
        "Я живу на ул. Мира.| |Мне 15 лет.",
        "Р. А. Жилина нашла гриб.| |Он белый.",
        "Мой город\n\n|Я его люблю.",
        "Мой город\n \t\n|Я его люблю.",
        "Строка первая\nи вторая.",
        "«Ура!»| |Он ушёл.",
        "ДК «Металлург» Кино там.",
        "1. Дороги.| |2. Парк.",
        "Красиво :)| |Очень.",
        "За\u0301мок стар.| |\u00adОн мал.",
    ],
)
def test_borders(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [piece.strip() for piece in marked.split("|") if piece.strip()]
    assert [text[start:stop] for start, stop in find_sentences(text)] == expected


@given(TEXTS | st.text(alphabet='абв АБ.!?…«»)"\n', max_size=60) | st.text(max_size=40))
@settings(max_examples=1500, deadline=None)
def test_borders_are_those_of_razdel_and_of_the_named_rules(text: str) -> None:
    text = matching_form(text).text
    expected = razdel_sentences(text)
    assert list(find_sentences(text, paragraphs=False)) == expected
    splits = [decision.offset for decision in explain_sentences(text, paragraphs=False) if decision.outcome == "split"]
    assert splits == [stop for _, stop in expected[:-1]]


def test_a_line_that_only_looks_blank_is_blank() -> None:
    assert list(find_sentences("Мой город\n\u200b\nЯ там")) == [(0, 9), (12, 17)]


@given(TEXTS)
def test_paragraphs_are_cut_by_themselves(text: str) -> None:
    text = matching_form(text).text
    expected = [
        text[paragraph.start() + start : paragraph.start() + stop]
        for paragraph in re.finditer(r"(?:(?!\n[^\S\n]*\n).)+", text, re.DOTALL)
        for start, stop in razdel_sentences(paragraph.group())
    ]
    assert [text[start:stop] for start, stop in find_sentences(text)] == expected


def test_borders_of_the_essays_are_those_of_razdel(essays: list[str]) -> None:
    assert [list(find_sentences(essay, paragraphs=False)) for essay in essays] == list(map(razdel_sentences, essays))


@pytest.mark.parametrize("unit", [".", ". ", "?! ", "а", "а. ", "А. ", "\n", "\n ", ") ", ":( ", "1. "])
def test_time_grows_with_the_length_of_a_monotonous_text(unit: str) -> None:
    # If time grew with the square of the length, this would take hours.
    text = unit * 100_000
    assert [stop for _, stop in find_sentences(text)][-1:] in ([len(text.rstrip())], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Да. Нет", "3 default split"),
        (". Нет", "1 bare_side join"),
        ("e1.ru", "3 no_space join"),
        ("да. нет", "3 small_letters join"),
        ("Да. …", "3 delimiter_follows join"),
        ("На ул. Мира", "6 abbreviation join"),
        ("т. е. Так", "5 abbreviation join"),
        ("до н. Э", "5 inside_abbreviation join"),
        ("Б. Жилина", "2 initial join"),
        ("2. Дороги", "2 list_item join"),
        ("«Да» Нет", "4 closing_quote join"),
        ("я (да) Нет", "6 closing_bracket join"),
        ("«Да!» — сказал", "5 dash_follows join"),
        ("Да\n\nНет", "2 blank_line split"),
        ("за\u0301мок. Нет", "7 default split"),
    ],
)
def test_a_border_names_the_rule_that_decided(text: str, expected: str) -> None:
    assert expected in [" ".join(map(str, decision)) for decision in explain_sentences(text)]
