"""The model: a linear score of every sentence for every theme, and from these a probability for the document.

A sentence is scored from its words (TF-IDF), the mean of its word vectors, that of its neighbours, and the mentions of
the codebook in it and beside it; the coefficients are those of a ridge regression on coded sentences. The probability
that a document has a theme comes from a logistic regression on a dozen features of these scores and mentions, most of
them shared by all themes, so that few coded documents are enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import scipy.sparse as sp

from .readings import Floats, SentenceReading, Vectors

COMMON: Final = 3e-4
"""A word of this relative frequency counts half in the mean of the vectors (smooth inverse frequency, Arora et al.
2017)."""

NEIGHBOURS: Final = 0.5
"""Scale of the vectors of the neighbouring sentences."""

EVIDENCE, EVIDENCE_BESIDE = 0.7, 0.2
"""Scales of the mentions in a sentence and in its neighbours."""

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
)


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the model says of one document.

    Parameters
    ----------
    probabilities
        Of the themes, in the order of the codebook: (n_themes,).
    sentences
        Scores of its sentences, about 0 to 1: (n_sentences, n_themes).
    """

    probabilities: Floats
    sentences: Floats


def weigh_lemmas(sentences: Sequence[SentenceReading], columns: Mapping[str, int], idf: Floats) -> sp.csr_matrix:
    """TF-IDF of the lemmas of sentences: (1 + ln count) × inverse document frequency, rows of length 1 or 0.

    The numbers are those of scikit-learn's ``TfidfVectorizer(sublinear_tf=True)``, which takes half a second to import.

    Parameters
    ----------
    columns
        Column of each known lemma; others count for nothing.
    idf
        One figure per column.
    """
    counted = [sorted(Counter(columns[lemma] for lemma in s.lemmas if lemma in columns).items()) for s in sentences]
    cells = np.array([cell for row in counted for cell in row], np.int32).reshape(-1, 2)
    lengths = np.array([len(row) for row in counted], np.int64)
    weights = (np.log(cells[:, 1].astype(np.float32)) + 1) * idf[cells[:, 0]]
    rows = np.repeat(np.arange(len(sentences)), lengths)
    norms = np.sqrt(np.bincount(rows, weights * weights, len(sentences)))
    weights = (weights / norms[rows]).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return sp.csr_matrix((weights, cells[:, 0], starts), shape=(len(sentences), len(columns)))


def add_neighbours(rows: Floats, lengths: Sequence[int]) -> Floats:
    """For each sentence the sum of the rows before and after it in its document."""
    beside = np.zeros_like(rows)
    start = 0
    for length in lengths:
        stop = start + length
        beside[start + 1 : stop] += rows[start : stop - 1]
        beside[start : stop - 1] += rows[start + 1 : stop]
        start = stop
    return beside


@dataclass(frozen=True)
class SentenceSpace:
    """Turns sentences into rows of features.

    Parameters
    ----------
    terms, idf
        Lemmas of the coded sentences and their inverse document frequencies: (n_terms,).
    centre, scale
        Mean of the vectors of sentences, and their mean distance from it.
    """

    terms: tuple[str, ...]
    idf: Floats
    centre: Floats
    scale: float
    vectors: Vectors = field(repr=False)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.terms)}

    def transform(self, documents: Sequence[Sequence[SentenceReading]]) -> sp.csr_matrix:
        """Rows of all sentences: (n_sentences, n_terms + 2 × n_dimensions + 2 × n_themes)."""
        sentences = [sentence for document in documents for sentence in document]
        lengths = [len(document) for document in documents]
        means = mean_vectors(sentences, self.vectors)
        evidence = np.array([sentence.evidence for sentence in sentences], np.float32)
        dense = (
            (means - self.centre) / self.scale,
            add_neighbours(means, lengths) * (NEIGHBOURS / 2 / self.scale),
            evidence * EVIDENCE,
            add_neighbours(evidence, lengths) * EVIDENCE_BESIDE,
        )
        words = weigh_lemmas(sentences, self._columns, self.idf)
        rows: sp.csr_matrix = sp.hstack([words, full_matrix(np.hstack(dense).astype(np.float32))], format="csr")
        return rows


def full_matrix(dense: Floats) -> sp.csr_matrix:
    """A dense matrix as a sparse one that keeps its zeros, which is several times as fast as to leave them out."""
    n_rows, n_columns = dense.shape
    columns = np.tile(np.arange(n_columns, dtype=np.int32), n_rows)
    return sp.csr_matrix((dense.ravel(), columns, np.arange(n_rows + 1) * n_columns), shape=dense.shape)


def mean_vectors(sentences: Sequence[SentenceReading], vectors: Vectors) -> Floats:
    """Sum of the word vectors of each sentence, rare words more, over the root of their number: (n, n_dimensions)."""
    means = np.zeros((len(sentences), vectors.n_dimensions), np.float32)
    known = [[row for lemma in s.lemmas if (row := vectors.words.get(lemma)) is not None] for s in sentences]
    distinct = np.unique(np.array([row for rows in known for row in rows], np.int64))
    if not len(distinct):
        return means
    frequency = vectors.counts[distinct] / vectors.counts.sum()
    table = vectors.lookup(distinct) * (COMMON / (COMMON + frequency))[:, None].astype(np.float32)
    for number, rows in enumerate(known):
        if rows:
            means[number] = table[np.searchsorted(distinct, rows)].sum(axis=0) / np.sqrt(len(rows))
    return means


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
    )
    return np.stack(features, axis=1).astype(np.float32)


@dataclass(frozen=True)
class ThemeModel:
    """A trained assigner for one codebook.

    Parameters
    ----------
    codebook
        Digest of the codebook whose mentions it was trained with.
    theme_ids
        In the order of the codebook.
    space, coefficients, intercepts
        Of the sentences: (n_themes, n_features) and (n_themes,).
    means, scales, weights, biases
        Of the documents: the features are centred and scaled, weighted alike for all themes, and a bias of each
        theme is added: three times (n_features,) and (n_themes,).
    threshold
        Probability from which a theme is assigned; chosen by cross-validation.
    card
        What it was made of and how well it does.
    """

    codebook: str
    theme_ids: tuple[str, ...]
    space: SentenceSpace
    coefficients: Floats
    intercepts: Floats
    means: Floats
    scales: Floats
    weights: Floats
    biases: Floats
    threshold: float
    card: dict[str, object] = field(default_factory=dict, repr=False)

    def score_sentences(self, documents: Sequence[Sequence[SentenceReading]]) -> list[Floats]:
        """Scores of the sentences of each document: (n_sentences, n_themes)."""
        if not any(map(len, documents)):
            return [np.zeros((0, len(self.theme_ids)), np.float32) for _ in documents]
        scores = self.space.transform(documents) @ self.coefficients.T + self.intercepts
        borders = np.cumsum([len(document) for document in documents])[:-1]
        return np.split(scores.astype(np.float32), borders)

    def predict(self, documents: Sequence[Sequence[SentenceReading]]) -> list[Prediction]:
        """Probabilities of the themes in each document; 0 in one without sentences."""
        scored = self.score_sentences(documents)
        return [self._predict(scores, readings) for scores, readings in zip(scored, documents, strict=True)]

    def _predict(self, scores: Floats, readings: Sequence[SentenceReading]) -> Prediction:
        if not readings:
            return Prediction(np.zeros(len(self.theme_ids), np.float32), scores)
        return Prediction(self.probabilities(document_features(scores, readings)), scores)

    def probabilities(self, features: Floats) -> Floats:
        """Probabilities of the themes from `document_features`: (..., n_themes, n_features) → (..., n_themes)."""
        logits = (features - self.means) / self.scales @ self.weights + self.biases
        return (1 / (1 + np.exp(-logits))).astype(np.float32)
