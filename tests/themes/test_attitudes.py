"""Complaint, wish and praise, in sentences as people write them."""

import numpy as np
import pytest

import pyshma
from pyshma.language import citation_lemmas
from pyshma.themes import ATTITUDES, AttitudeCues, Attitudes, judge_attitudes


@pytest.fixture(scope="module")
def nlp():
    return pyshma.load()


@pytest.fixture(scope="module")
def cues():
    return AttitudeCues(citation_lemmas)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Дорога у нас вся в ямах.", {"problem"}),
        ("Автобус опять не пришёл.", {"problem"}),
        ("В поликлинике не хватает врачей.", {"problem"}),
        ("Хочу, чтобы открыли бассейн.", {"wish"}),
        ("Прошу принять меры по уборке снега.", {"wish"}),
        ("Через десять лет тут построят школу.", {"wish"}),
        ("Горжусь нашим театром.", {"praise"}),
        ("Спасибо врачам за работу!", {"praise"}),
        ("На улице Ленина стоит дом.", set()),
    ],
)
def test_attitudes_of_a_sentence(nlp, cues, sentence, expected):
    attitudes = judge_attitudes(cues.read(nlp(sentence)), [0])
    assert {name for name in ATTITUDES if getattr(attitudes, name)} == expected


@pytest.mark.parametrize(
    ("one", "other", "attitude"),
    [
        ("В парке красиво.", "Хорошо бы парк.", "praise"),
        ("С дорогами беда.", "С дорогами нет проблем.", "problem"),
        ("Нам надо новый мост.", "Нам не надо нового моста.", "wish"),
    ],
)
def test_one_word_turns_an_attitude(nlp, cues, one, other, attitude):
    assert getattr(judge_attitudes(cues.read(nlp(one)), [0]), attitude)
    assert not getattr(judge_attitudes(cues.read(nlp(other)), [0]), attitude)


def test_sentences_far_from_the_mention_say_nothing():
    strengths = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [2.0, 2.0, 2.0]])
    assert judge_attitudes(strengths, [0]) == Attitudes()
    assert judge_attitudes(strengths, [1]) == Attitudes(problem=True, wish=True, praise=True)


def test_a_text_without_cues_has_no_attitude(nlp, cues):
    assert cues.read(nlp("")).shape == (0, 3)
    assert not cues.read(nlp("Дом на углу.")).any()
