"""Probabilities of documents: texts and short messages have a regression each."""

from __future__ import annotations

import numpy as np
import pytest

from pyshma.themes.trained import SentenceReading
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
