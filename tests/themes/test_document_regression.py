"""Probabilities of documents: texts and short messages have a regression each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from pyshma.settings import ThemeSettings
from pyshma.themes.trained import Prediction, SentenceReading
from pyshma.themes.trained.assigning import model_threshold
from pyshma.themes.trained.model import (
    DOCUMENT_FEATURES,
    DocumentRegression,
    ThemeModel,
    document_features,
    shortness,
)
from pyshma.themes.trained.readings import Floats


def features(n_lemmas: int) -> Floats:
    reading = SentenceReading(("автобус",) * n_lemmas, np.zeros(2, np.float32), 0, n_lemmas)
    return document_features(np.array([[0.5, 0.1]], np.float32), [reading])


def regression(bias: float) -> DocumentRegression:
    zeros, ones = np.zeros(len(DOCUMENT_FEATURES), np.float32), np.ones(len(DOCUMENT_FEATURES), np.float32)
    return DocumentRegression(zeros, ones, zeros, np.full(2, bias, np.float32))


@pytest.mark.parametrize(("n_lemmas", "short"), [(1, 1.0), (15, 1.0), (20, 2 / 3), (30, 0.0), (200, 0.0)])
def test_shortness_ends_at_thirty_lemmas(n_lemmas: int, short: float) -> None:
    assert np.allclose(shortness(features(n_lemmas)), short, atol=1e-4)


@pytest.mark.parametrize(("n_lemmas", "probability"), [(5, 0.881), (20, 0.661), (60, 0.119)])
def test_between_a_message_and_a_text_probabilities_pass_over(n_lemmas: int, probability: float) -> None:
    empty = np.zeros(0, np.float32)
    model = ThemeModel("", ("a", "b"), None, empty, empty, regression(-2.0), regression(2.0), 0.5)  # type: ignore[arg-type]
    assert model.probabilities(features(n_lemmas)) == pytest.approx(np.full(2, probability), abs=1e-3)


class AlwaysHalf(ThemeModel):
    """A model whose sentences score alike, whatever they say."""

    def score_sentences(self, documents: Sequence[Sequence[SentenceReading]]) -> list[Floats]:
        return [np.full((len(readings), 2), 0.5, np.float32) for readings in documents]


@pytest.mark.parametrize(
    ("knows_messages", "n_lemmas", "shortness"),
    [(True, 5, 1.0), (True, 20, 2 / 3), (True, 60, 0.0), (False, 5, 0.0)],
)
def test_only_a_model_of_short_messages_judges_something_as_one(
    knows_messages: bool, n_lemmas: int, shortness: float
) -> None:
    empty, texts, messages = np.zeros(0, np.float32), regression(-2.0), regression(2.0)
    messages = replace(messages, weights=messages.weights + 0.1) if knows_messages else messages
    model = AlwaysHalf("", ("a", "b"), None, empty, empty, texts, messages, 0.4)  # type: ignore[arg-type]
    reading = SentenceReading(("автобус",) * n_lemmas, np.zeros(2, np.float32), 0, n_lemmas)
    [prediction] = model.predict([[reading]])
    assert prediction.shortness == pytest.approx(shortness, abs=1e-4)


@pytest.mark.parametrize(
    ("shortness", "threshold"),
    [(0.0, 0.64), (0.5, 0.39), (1.0, 0.4)],  # как у текста: 0,3 / 0,5^1,25 от 0,9; как у сообщения: порог как есть
)
def test_in_short_messages_the_threshold_is_as_it_is(shortness: float, threshold: float) -> None:
    doc = Doc(spacy.blank("ru").vocab, words=["автобус"] * 10)
    probabilities = np.array([0.9, 0.5], np.float32)
    prediction = Prediction(probabilities, np.zeros((1, 2), np.float32), shortness)
    empty = np.zeros(0, np.float32)
    model = AlwaysHalf("", ("a", "b"), None, empty, empty, regression(0.0), regression(0.0), 0.4)  # type: ignore[arg-type]
    assert model_threshold(doc, prediction, model, ThemeSettings()) == pytest.approx(threshold, abs=0.01)
