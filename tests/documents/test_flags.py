from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents import find_repeats, has_other_alphabet, is_non_answer, text_fingerprint


@pytest.mark.parametrize(
    "text",
    [
        *(
            "не знаю",
            "Не знаю.",
            "НЕ ЗНАЮ!!!",
            "незнаю",
            "нет",
            "-",
            "—",
            "…",
            "???",
            "",
            "без ответа",
            "хз",
            "нет ответа",
        ),
        *("затрудняюсь ответить", "Затрудняюсь ответить на этот вопрос", "ну я даже не знаю", "Я не знаю что сказать"),
        *("не знаю, если честно", "всё равно", "Мне всё равно", "ничего", "нечего добавить"),
        *("нету", "Пока нету", "+", "42", "2035", "1/10"),
    ],
)
def test_non_answers(text):
    assert is_non_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        *("чистый воздух", "парк", "Нет пробок", "не знаю, наверное парк", "дороги", "ничего не менять", "нет мусора"),
        *("в 2035", "5 парков", "Мне нравится", "я не знаю что сказать но знаю что хочу парк", "это тоже", "всё"),
    ],
)
def test_short_answers_are_answers(text):
    assert not is_non_answer(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ещё парк!", "еще  парк", True),
        ("за\u0301мок", "замок", True),
        ("парк", "парки", False),
        ("пар к", "парк", False),
        ("в 5 классе", "в 6 классе", False),
    ],
)
def test_fingerprint_sees_words_only(one, other, same):
    assert (text_fingerprint(one) == text_fingerprint(other)) is same


@given(st.lists(st.sampled_from("абвг")))
def test_repeats_point_to_the_first(texts):
    pairs = [(str(number), text) for number, text in enumerate(texts)]
    repeats = find_repeats(pairs)
    assert len(pairs) - len(repeats) == len(set(texts))
    assert all(texts[int(first)] == texts[int(again)] and int(first) < int(again) for again, first in repeats.items())


@pytest.mark.parametrize(
    "text",
    [
        "Хочу, щоб наше місто було чистим і зеленим.",  # Ukrainian
        "Хачу, каб наш горад быў чыстым і зялёным.",  # Belarusian
        "Мин шәһәребезнең чиста һәм яшел булуын телим.",  # Tatar
        "Қаламыздың таза болғанын қалаймын.",  # Kazakh
        "Эпӗ хулара таса сывлӑш пултӑр тесе шутлатӑп.",  # Chuvash
        "Желим да наш град буде чист, да има више паркова и школа за децу, љубав и ђаци.",  # Serbian
        "ХОЧУ, ЩОБ НАШЕ МІСТО БУЛО ЧИСТИМ",
    ],
)
def test_other_alphabets_are_seen(text):
    assert has_other_alphabet(text)


@pytest.mark.parametrize(
    "text",
    [
        "Хочу, чтобы в Верхней Пышме был чистый воздух, а Ёлкин жил у пруда.",
        "За\u0301мок и замо\u0301к, бѐрег и \u045d под ударением в словаре для школы",
        "В городе открыли музей «Әкият», и мы ходили туда всем классом, а потом гуляли у пруда и ели мороженое.",
        "Мін",  # too short to tell
        "I want clean air in our town, WiFi and many parks",
        "",
    ],
)
def test_russian_has_no_other_alphabet(text):
    assert not has_other_alphabet(text)
