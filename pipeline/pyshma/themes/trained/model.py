"""The model: a linear score of every sentence for every theme, and from these a probability for the document.

A sentence is scored from its words (TF-IDF), the mean of its word vectors, that of its neighbours, the mentions of the
codebook in it and beside it, and its nearness to coded sentences; the coefficients are those of a ridge regression.
An encoder, where the model has one, gives its own score, and the two are mixed.
The probability that a document has a theme comes from a logistic regression on fifteen features of these scores and
mentions, shared by all themes, so that few coded documents are enough. Short messages have a regression of their own:
they speak of one subject in a sentence or two, and nothing in passing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from ..encoder import SentenceEncoder
from .readings import Floats, SentenceReading
from .sentence_space import SentenceSpace

SHOWS: Final = 0.35
"""Score from which a sentence counts as one that shows a theme."""

MENTIONED: Final = 0.4
"""Sum of contributions from which a theme counts as mentioned in a sentence."""

DOCUMENT_FEATURES: Final = (
    "best sentence",
    "second sentence",
    "third sentence",
    "sum of sentences",
    "sum against the strongest theme",
    "share of all sums",
    "share of sentences that show it",
    "sentences that show it",
    "sum of mentions",
    "best sentence by mentions",
    "mentions against the strongest theme",
    "sentences with mentions",
    "length",
    "sum of sentences by length",
    "themes that are shown",
)
"""How many themes the whole document shows says much of each: a list of wishes names in a clause what an essay about
one thing only brushes. F1 of three hands, each left out: 0.780 → 0.797, of the two others 0.757 → 0.761."""


ENCODER_SHARE: Final = 0.35
"""How much an encoder counts against the other evidence of a sentence."""

LEAST_LOGIT: Final = -80.0
"""Of a theme that no coded text has; what is less overflows."""
_LENGTH: Final = DOCUMENT_FEATURES.index("length")

SHORT: Final = (15, 30)
"""Lemmas: a document of so few is a short message, one of so many is none; between them probabilities pass over."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the model says of one document.

    Parameters
    ----------
    probabilities
        Of the themes, in the order of the codebook: (n_themes,).
    sentences
        Scores of its sentences, about 0 to 1: (n_sentences, n_themes).
    shortness
        How far it was judged as a short message, 0 to 1; 0 by a model that has learned from none.
    """

    probabilities: Floats
    sentences: Floats
    shortness: float


def document_features(scores: Floats, readings: Sequence[SentenceReading]) -> Floats:
    """`DOCUMENT_FEATURES` of every theme in one document: (n_themes, n_features)."""
    scores = np.clip(scores, 0.0, 1.2)
    evidence = np.array([reading.evidence for reading in readings], np.float32)
    best = np.vstack([np.sort(scores, axis=0)[::-1], np.zeros((3, scores.shape[1]))])[:3]
    total, mentioned = scores.sum(axis=0), evidence.sum(axis=0)
    shown = (scores > SHOWS).sum(axis=0)
    length = np.log1p(sum(len(reading.lemmas) for reading in readings))
    features = (
        *best,
        np.log1p(total),
        total / (total.max() + 0.3),
        total / (total.sum() + 0.5),
        shown / len(readings),
        np.log1p(shown),
        np.log1p(mentioned),
        np.minimum(evidence.max(axis=0), 1.0),
        mentioned / (mentioned.max() + 0.3),
        np.log1p((evidence >= MENTIONED).sum(axis=0)),
        np.full(len(total), length),
        np.log1p(total) * length / 4,
        np.full(len(total), np.count_nonzero(shown)),
    )
    return np.stack(features, axis=1).astype(np.float32)


def shortness(features: Floats) -> Floats:
    """How far documents are short messages, 0 to 1, from `document_features`: (..., n_themes)."""
    fewest, most = SHORT
    share = (most - np.expm1(features[..., _LENGTH])) / (most - fewest)
    return np.clip(share, 0.0, 1.0).astype(np.float32)


@dataclass(frozen=True)
class DocumentRegression:
    """Logistic regression of the themes of a document on `DOCUMENT_FEATURES`.

    Parameters
    ----------
    means, scales, weights
        The features are centred and scaled, and weighted alike for all themes: (n_features,).
    biases
        Of each theme: (n_themes,).
    """

    means: Floats
    scales: Floats
    weights: Floats
    biases: Floats

    def logits(self, features: Floats) -> Floats:
        """From `document_features`: (..., n_themes, n_features) → (..., n_themes)."""
        scaled: Floats = ((features - self.means) / self.scales).astype(np.float32)
        return scaled @ self.weights + self.biases


@dataclass(frozen=True)
class ThemeModel:
    """A trained assigner for one codebook.

    Parameters
    ----------
    codebook
        Digest of the themes and patterns whose mentions it was trained with.
    theme_ids
        In the order of the codebook.
    space, coefficients, intercepts
        Of the sentences: (n_themes, n_features) and (n_themes,).
    texts, messages
        Of the documents: those of some length, and short messages (`SHORT`).
    threshold
        Probability from which a theme is assigned; chosen by cross-validation.
    card
        What it was made of and how well it does.
    encoder
        Whose opinion the readings must have, if any.
    nesting
        `Codebook.nesting`: whatever shows a theme shows the theme that contains it.
    """

    codebook: str
    theme_ids: tuple[str, ...]
    space: SentenceSpace
    coefficients: Floats
    intercepts: Floats
    texts: DocumentRegression
    messages: DocumentRegression
    threshold: float
    card: dict[str, object] = field(default_factory=dict, repr=False)
    encoder: SentenceEncoder | None = None
    nesting: tuple[tuple[int, int], ...] = ()

    @cached_property
    def knows_messages(self) -> bool:
        """Whether short messages have a regression of their own."""
        return not np.array_equal(self.texts.weights, self.messages.weights)

    def score_sentences(self, documents: Sequence[Sequence[SentenceReading]]) -> list[Floats]:
        """Scores of the sentences of each document: (n_sentences, n_themes)."""
        return [self._score(readings) for readings in documents]

    def _score(self, readings: Sequence[SentenceReading]) -> Floats:
        if not readings:
            return np.zeros((0, len(self.theme_ids)), np.float32)
        scores = self.space.transform(readings).score(self.coefficients, self.intercepts)
        for number, reading in enumerate(readings):
            if reading.opinion is not None:
                scores[number] += ENCODER_SHARE * (reading.opinion - scores[number])
        return scores

    def predict(self, documents: Sequence[Sequence[SentenceReading]]) -> list[Prediction]:
        """Probabilities of the themes in each document; 0 in one without sentences."""
        scored = self.score_sentences(documents)
        return [self._predict(scores, readings) for scores, readings in zip(scored, documents, strict=True)]

    def _predict(self, scores: Floats, readings: Sequence[SentenceReading]) -> Prediction:
        if not readings:
            return Prediction(np.zeros(len(self.theme_ids), np.float32), scores, 0.0)
        features = document_features(scores, readings)
        short = float(shortness(features)[0]) if self.knows_messages else 0.0
        return Prediction(self._nested(self.probabilities(features)), self._nested(scores), short)

    def _nested(self, scores: Floats) -> Floats:
        """Scores in which no theme is less likely than one inside it: (..., n_themes)."""
        for inner, outer in self.nesting:
            scores[..., outer] = np.maximum(scores[..., outer], scores[..., inner])
        return scores

    def probabilities(self, features: Floats) -> Floats:
        """Probabilities of the themes from `document_features`: (..., n_themes, n_features) → (..., n_themes)."""
        short = shortness(features)
        logits = (1 - short) * self.texts.logits(features) + short * self.messages.logits(features)
        return (1 / (1 + np.exp(-np.maximum(logits, LEAST_LOGIT)))).astype(np.float32)
