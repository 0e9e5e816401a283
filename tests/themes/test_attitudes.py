"""Complaint, wish and praise, in sentences as people write them."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pyshma
from pyshma.language import citation_lemmas
from pyshma.resources import data_path
from pyshma.themes import ATTITUDES, AttitudeCues, AttitudeModel
from pyshma.themes.attitude_features import sentence_features
from pyshma.themes.attitude_model import NEARNESS, THEME, decide, nearness_features, theme_features


@pytest.fixture(scope="module")
def nlp():
    return pyshma.load()


@pytest.fixture(scope="module")
def cues():
    return AttitudeCues(citation_lemmas)


@pytest.fixture(scope="module")
def model():
    return AttitudeModel.read(data_path("models", "attitudes", "model.json"), citation_lemmas)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Дорога у нас вся в ямах.", "problem"),
        ("Автобус опять не пришёл.", "problem"),
        ("В поликлинике не хватает врачей.", "problem"),
        ("Третий месяц записываюсь к окулисту и никак не запишусь.", "problem"),
        ("Хочу, чтобы открыли бассейн.", "wish"),
        ("Прошу принять меры по уборке снега.", "wish"),
        ("Через десять лет тут построят школу.", "wish"),
        ("Вот бы у нас был свой каток.", "wish"),
        ("Горжусь нашим театром.", "praise"),
        ("Спасибо врачам за работу!", "praise"),
        ("Библиотека у нас отличная, мы туда ходим всем классом.", "praise"),
    ],
)
def test_a_sentence_expresses_one_attitude_most(nlp, model, sentence, expected):
    strengths = model.strengths(nlp(sentence))
    assert ATTITUDES[strengths[0].argmax()] == expected


@pytest.mark.parametrize(
    ("one", "other", "attitude"),
    [
        ("В парке красиво.", "Хорошо бы парк.", "praise"),
        ("С дорогами беда.", "С дорогами нет проблем.", "problem"),
        ("Нам нужен новый мост.", "Новый мост нам не нужен.", "wish"),
        ("Здесь построят больницу.", "Здесь построили больницу.", "wish"),
    ],
)
def test_one_word_turns_an_attitude(nlp, model, one, other, attitude):
    column = ATTITUDES.index(attitude)
    assert model.strengths(nlp(one))[0, column] > 0.1 + model.strengths(nlp(other))[0, column]


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        ([0, 0, 1], {"problem": 0, "wish": 1}),
        ([0, 0], {"problem": 0}),
        ([1], {"wish": 1}),
        ([3], {"praise": 3}),
    ],
)
def test_attitudes_are_those_of_the_sentences_with_mentions(nlp, model, mentions, expected):
    doc = nlp("В парке темно, фонари не горят. Хочу, чтобы фонари починили. Вчера шёл дождь. Горжусь нашим театром.")
    assert model.judge(model.strengths(doc), mentions) == expected


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.9, 0.8, 0.0, 0.0], {"problem": 0, "wish": 1}),
        ([0.9, 0.0, 0.0, 0.0], {"problem": 0}),
        ([0.0, 0.9, 0.0, 0.0], {"wish": 1}),
        ([0.0, 0.0, 0.0, 0.9], {"praise": 3}),
    ],
)
def test_attitudes_are_those_of_the_sentences_with_high_scores(nlp, model, scores, expected):
    doc = nlp("В парке темно, фонари не горят. Хочу, чтобы фонари починили. Вчера шёл дождь. Горжусь нашим театром.")
    assert model.judge_scored(model.strengths(doc), scores) == expected


def test_a_sentence_that_can_be_quoted_shows_an_attitude(nlp, model):
    strengths = model.strengths(nlp("Темно. В парке темно, фонари не горят, ходить страшно."))
    assert model.judge_scored(strengths, [0.9, 0.9], [0.1, 1.0]) == {"problem": 1}
    assert model.judge_scored(strengths, [0.9, 0.9], [1.0, 0.1]) == {"problem": 0}


def test_a_theme_always_has_an_attitude(nlp, model):
    assert model.judge_scored(model.strengths(nlp("Дом. Улица.")), [0.0, 0.0])
    assert model.judge_scored(model.strengths(nlp("")), []) == {}
    assert model.judge(model.strengths(nlp("На улице Ленина стоит дом.")), [0])
    assert model.judge(model.strengths(nlp("Дом. Улица. Хочу парк.")), [])
    assert model.judge(model.strengths(nlp("")), []) == {}


def test_cues_are_counted_by_sentence(nlp, cues):
    counts = cues.count(nlp("Хочу парк. С дорогами нет проблем, а школа хорошая."))
    assert counts[0] == Counter({("wish", "strong"): 1})
    assert counts[1]["problem", "strong"] == 0
    assert counts[1]["praise", "strong"] >= 1


def test_features_of_a_sentence(nlp, cues):
    ((features,),) = sentence_features([nlp("К 2035 году Анна посадит новые ёлки!")], cues)
    expected = {"новый", "новый елка", "[name] посадить", "[year]", "[!]", "[Tense=Fut]", "! $", "^ к"}
    assert expected <= features.keys()
    assert "анна" not in features
    assert "ёлка" not in features


def test_nearness_of_sentences():
    names = [{NEARNESS[i] for i in np.flatnonzero(row)} for row in nearness_features(5, [1, 1])]
    assert names == [{"1 before"}, {"mention", "several mentions"}, {"1 after"}, {"2 after"}, set()]
    assert nearness_features(3, [])[:, NEARNESS.index("no mention")].all()


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 4), min_size=1, max_size=8), st.randoms())
def test_the_order_of_sentences_does_not_matter_to_a_theme(rows, random):
    table = np.array(rows)
    shuffled = table[random.sample(range(len(table)), len(table))]
    features = theme_features(table[:, :3], table[:, 3])
    assert features.shape == (len(THEME),)
    assert np.allclose(features, theme_features(shuffled[:, :3], shuffled[:, 3]))


def test_the_best_attitude_is_given_where_none_is_sure():
    scores = np.array([[-1.0, -0.5, -2.0], [0.0, 1.0, -1.0]])
    assert decide(scores).tolist() == [[False, True, False], [True, True, False]]
