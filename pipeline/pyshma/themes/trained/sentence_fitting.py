"""Scores of sentences, learned by ridge regression from coded ones.

scikit-learn and scipy's linear algebra are imported where they are used; assigning themes does without them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from ..codebook import Codebook
from .coded import CodedDocument, FitSettings, Flags
from .model import DocumentRegression, ThemeModel
from .readings import Floats, SentenceReading, Vectors
from .sentence_space import SentenceRows, SentenceSpace

Weights = npt.NDArray[np.float64]

MOST_TERMS: Final = 15_000
"""Lemmas, the most frequent ones; the regression solves a system of so many equations."""

NARROW: Final = 0.4
"""Narrowness of the kernel, in units of the variance of the sentences."""

FLAT: Final = 1e-3
"""Directions among landmarks that vary less than this are noise."""


def fit_sentences(
    documents: Sequence[CodedDocument], codebook: Codebook, vectors: Vectors, settings: FitSettings, weights: Weights
) -> ThemeModel:
    """A theme model that scores sentences and cannot yet judge documents.

    Parameters
    ----------
    weights
        How much a sentence of each document counts: (n_documents,).
    """
    weights = np.repeat(weights, [len(document.readings) for document in documents])
    space, places = _fit_space(documents, vectors, settings, weights)
    rows = _stack([space.describe(item.readings, place) for item, place in zip(documents, places, strict=True)])
    solved = _regress(rows, np.vstack([_targets(document) for document in documents]), space, settings, weights)
    if any(document.sentence_themes is None for document in documents):
        solved = _regress(rows, _sharpen(rows.score(*solved), documents), space, settings, weights)
    empty = np.zeros(0, np.float32)
    none = DocumentRegression(empty, empty, empty, empty)
    ids = tuple(theme.id for theme in codebook.themes)
    return ThemeModel(codebook.matching_digest, ids, space, *solved, none, none, 0.5, nesting=codebook.nesting)


def _fit_space(
    documents: Sequence[CodedDocument], vectors: Vectors, settings: FitSettings, weights: Weights
) -> tuple[SentenceSpace, list[Floats]]:
    """The space of the sentences, and where those of each document lie in it."""
    sentences = [sentence for document in documents for sentence in document.readings]
    none = np.zeros((0, 0), np.float32)
    space = SentenceSpace(*_fit_terms(sentences), np.zeros(vectors.n_dimensions, np.float32), 1.0, none, 0.0, vectors)
    means = space.mean_vectors(sentences)
    centre = means.mean(axis=0)
    space = replace(space, centre=centre, scale=float(np.linalg.norm(means - centre, axis=1).mean()) or 1.0)
    places = [space.locate(document.readings) for document in documents]
    all_places = np.vstack(places)
    landmarks = all_places[_spread(weights, settings.most_landmarks)].astype(np.float16).astype(np.float32)
    narrowness = NARROW / (float(all_places.var(axis=0).sum()) or 1.0)
    return replace(space, landmarks=landmarks, narrowness=narrowness), places


def _fit_terms(sentences: Sequence[SentenceReading]) -> tuple[tuple[str, ...], Floats]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    repeated = any(n > 1 for n in Counter(lemma for item in sentences for lemma in set(item.lemmas)).values())
    vectorizer = TfidfVectorizer(
        analyzer=attrgetter("lemmas"), min_df=1 + repeated, max_features=MOST_TERMS, dtype=np.float32
    ).fit(sentences)
    return tuple(map(str, vectorizer.get_feature_names_out())), vectorizer.idf_.astype(np.float32)


def _spread(weights: Weights, most: int) -> npt.NDArray[np.int64]:
    """Places of at most a quarter of the sentences, evenly over their weights."""
    n_landmarks = min(most, len(weights) // 4)
    steps = (np.arange(n_landmarks) + 0.5) / max(1, n_landmarks)
    reached = np.cumsum(weights)
    return np.unique(np.searchsorted(reached, steps * reached[-1])).astype(np.int64)


def _stack(rows: Sequence[SentenceRows]) -> SentenceRows:
    return SentenceRows(sp.vstack([row.words for row in rows], format="csr"), np.vstack([row.dense for row in rows]))


def _regress(
    rows: SentenceRows, targets: Floats, space: SentenceSpace, settings: FitSettings, weights: Weights
) -> tuple[Floats, Floats]:
    """Coefficients and intercepts of the weighted ridge regression: (n_themes, n_features) and (n_themes,).

    The nearness to landmarks is made uncorrelated among them before it is penalized, which is the penalty of kernel
    ridge regression.
    """
    n_terms, n_placed = rows.words.shape[1], rows.dense.shape[1] - len(space.landmarks)
    spread = _whitening(space) * settings.bend
    ones = np.ones((len(rows.dense), 1), np.float32)
    dense = np.hstack([rows.dense[:, :n_placed], rows.dense[:, n_placed:] @ spread, ones])
    root = np.sqrt(weights).astype(np.float32)
    solved = _solve(sp.diags_array(root) @ rows.words, dense * root[:, None], targets * root[:, None], settings.ridge)
    straight, bent, intercepts = np.split(solved, [n_terms + n_placed, len(solved) - 1])
    return np.vstack([straight, spread @ bent]).T.astype(np.float32), intercepts[0].astype(np.float32)


def _whitening(space: SentenceSpace) -> Floats:
    if not len(space.landmarks):
        return np.zeros((0, 0), np.float32)
    values, directions = np.linalg.eigh(space.nearness(space.landmarks).astype(np.float64))
    kept = values > FLAT
    whitening: Floats = (directions[:, kept] / np.sqrt(values[kept])).astype(np.float32)
    return whitening


def _solve(words: sp.csr_matrix, dense: Floats, targets: Floats, ridge: float) -> Floats:
    """Solve the normal equations; the last column of `dense` is the intercept, which is not penalized."""
    from scipy.linalg import cho_factor, cho_solve

    n_terms, n_all = words.shape[1], words.shape[1] + dense.shape[1]
    normal = np.empty((n_all, n_all), np.float32, order="F")
    normal[:n_terms, :n_terms] = (words.T @ words).toarray()
    normal[:n_terms, n_terms:] = words.T @ dense
    normal[n_terms:, :n_terms] = normal[:n_terms, n_terms:].T
    normal[n_terms:, n_terms:] = dense.T @ dense
    normal[np.diag_indices(n_all - 1)] += ridge
    right = np.vstack([words.T @ targets, dense.T @ targets])
    solved: Floats = cho_solve(cho_factor(normal, overwrite_a=True, check_finite=False), right)
    return solved


def _targets(document: CodedDocument) -> Floats:
    """1 for sentences that have a theme. Where only the document is coded: in proportion to the mentions."""
    if document.sentence_themes is not None:
        return document.sentence_themes.astype(np.float32)
    evidence = np.array([reading.evidence for reading in document.readings], np.float32)
    return _share_out(evidence, document.themes)


def _share_out(scores: Floats, themes: Flags) -> Floats:
    """Scale the scores of the coded themes so that the best sentence has 1."""
    scores = np.clip(scores, 0.0, None) * themes
    best: Floats = scores.max(axis=0, keepdims=True)
    shared: Floats = np.where(best > 0, scores / np.maximum(best, 1e-9), 0.0)
    return shared


def _sharpen(scores: Floats, documents: Sequence[CodedDocument]) -> Floats:
    """Targets anew, with what a first model says of the sentences of documents that are coded only as a whole."""
    borders = np.cumsum([len(document.readings) for document in documents])[:-1]
    parts = np.split(scores, borders)
    return np.vstack(
        [
            _targets(document) if document.sentence_themes is not None else _share_out(part, document.themes)
            for part, document in zip(parts, documents, strict=True)
        ]
    )
