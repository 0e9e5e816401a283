"""Sentences as rows of numbers: words, their vectors, mentions of the codebook, nearness to landmarks.

Words, vectors and mentions enter a score linearly. The landmarks are some of the coded sentences; how near a sentence
is to each of them, a Gaussian kernel of its vectors and mentions, lets a score bend (Nyström approximation of kernel
ridge regression, Williams and Seeger 2001).
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

EVIDENCE, EVIDENCE_BESIDE = 0.4, 0.1
"""Scales of the mentions in a sentence and in its neighbours."""


@dataclass(frozen=True, slots=True)
class SentenceRows:
    """Features of sentences.

    Parameters
    ----------
    words
        TF-IDF: (n_sentences, n_terms).
    dense
        Vectors and mentions of the sentences and of their neighbours, and the nearness to each landmark: (n_sentences,
        2 × n_dimensions + 2 × n_themes + n_landmarks).
    """

    words: sp.csr_matrix
    dense: Floats

    def score(self, coefficients: Floats, intercepts: Floats) -> Floats:
        """Linear scores: (n_sentences, n_themes)."""
        n_terms = self.words.shape[1]
        words: Floats = self.words @ coefficients[:, :n_terms].T
        return words + self.dense @ coefficients[:, n_terms:].T + intercepts


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


def add_neighbours(rows: Floats) -> Floats:
    """For each sentence of a document the sum of the rows before and after it."""
    beside = np.zeros_like(rows)
    beside[1:] += rows[:-1]
    beside[:-1] += rows[1:]
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
    landmarks, narrowness
        The kernel is exp(−narrowness × squared distance) from each landmark: (n_landmarks, 2 × n_dimensions + 2 ×
        n_themes).
    """

    terms: tuple[str, ...]
    idf: Floats
    centre: Floats
    scale: float
    landmarks: Floats
    narrowness: float
    vectors: Vectors = field(repr=False)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {term: column for column, term in enumerate(self.terms)}

    @cached_property
    def _squares(self) -> Floats:
        squares: Floats = (self.landmarks**2).sum(axis=1)
        return squares

    @cached_property
    def _n_counted(self) -> int:
        return int(self.vectors.counts.sum())

    def transform(self, sentences: Sequence[SentenceReading]) -> SentenceRows:
        """Rows of the sentences of one document, whatever other documents there are."""
        return self.describe(sentences, self.locate(sentences))

    def describe(self, sentences: Sequence[SentenceReading], place: Floats) -> SentenceRows:
        """The same from what `locate` gives for the sentences."""
        words = weigh_lemmas(sentences, self._columns, self.idf)
        return SentenceRows(words, np.hstack([place, self.nearness(place)]))

    def locate(self, sentences: Sequence[SentenceReading]) -> Floats:
        """Vectors and mentions of sentences and of their neighbours: (n_sentences, 2 × n_dimensions + 2 × n_themes)."""
        means = self.mean_vectors(sentences)
        evidence = np.array([sentence.evidence for sentence in sentences], np.float32)
        parts = (
            (means - self.centre) / self.scale,
            add_neighbours(means) * (NEIGHBOURS / 2 / self.scale),
            evidence * EVIDENCE,
            add_neighbours(evidence) * EVIDENCE_BESIDE,
        )
        return np.hstack(parts).astype(np.float32)

    def mean_vectors(self, sentences: Sequence[SentenceReading]) -> Floats:
        """Sum of the word vectors of a sentence, rare words more, over the root of their number: (n, n_dimensions)."""
        vectors = self.vectors
        means = np.zeros((len(sentences), vectors.n_dimensions), np.float32)
        known = [[row for lemma in s.lemmas if (row := vectors.words.get(lemma)) is not None] for s in sentences]
        distinct = np.unique(np.array([row for rows in known for row in rows], np.int64))
        if not len(distinct):
            return means
        frequency = vectors.counts[distinct] / self._n_counted
        table = vectors.lookup(distinct) * (COMMON / (COMMON + frequency))[:, None].astype(np.float32)
        for number, rows in enumerate(known):
            if rows:
                means[number] = table[np.searchsorted(distinct, rows)].sum(axis=0) / np.sqrt(len(rows))
        return means

    def nearness(self, place: Floats) -> Floats:
        """Kernel of located sentences and landmarks: (n_sentences, n_landmarks)."""
        products = (self.landmarks @ place.T).T  # the same numbers as the other way round, in two thirds of the time
        distances = (place**2).sum(axis=1)[:, None] + self._squares - 2 * products
        nearness: Floats = np.exp(-self.narrowness * np.maximum(distances, 0.0)).astype(np.float32)
        return nearness
