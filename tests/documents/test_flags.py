from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents import find_repeats, is_non_answer, text_fingerprint


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
    ],
)
def test_non_answers(text):
    assert is_non_answer(text)


@pytest.mark.parametrize(
    "text",
    [
        *("чистый воздух", "парк", "Нет пробок", "не знаю, наверное парк", "дороги", "ничего не менять", "нет мусора"),
        *("2035", "Мне нравится", "я не знаю что сказать но знаю что хочу парк", "это тоже", "всё"),
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
