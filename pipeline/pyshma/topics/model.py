"""Topics of a term matrix: non-negative matrix factorisation with a stability figure per topic."""

from __future__ import annotations

import logging
import warnings
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import NMF, non_negative_factorization
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.validation import check_is_fitted, validate_data

from .stability import SUBSAMPLE, Floats, draw_subsamples, largest_overlap, match_topics

logger = logging.getLogger(__name__)

TOLERANCE: Final = 1e-4
SUBSAMPLE_TOLERANCE: Final = 5e-3
"""For solutions of which only the leading terms are compared: mean stability stays within 0.05 of that at 1e-4 (285
essays, 285 petitions, 4 to 15 topics), at a quarter of the time."""
MAX_ITERATIONS: Final = 2_000
MIN_SHARE: Final = 0.25
MIN_WEIGHT: Final = 0.15
"""Read by hand on 285 essays and 285 petitions: above 0.16 most texts are about the topic they carry, below 0.13 most
merely share a few ordinary words with it."""
CANDIDATES: Final = (4, 6, 8, 10, 12, 15)
DOCUMENTS_PER_TOPIC: Final = 10
N_CHOICE_SUBSAMPLES: Final = 5
MAX_CHOICE_DOCUMENTS: Final = 1_000
NEARLY_BEST: Final = 0.75
MAX_OVERLAP: Final = 0.5


def factorise(X: csr_matrix, n_topics: int, seed: int, *, tol: float = TOLERANCE) -> Floats:  # noqa: N803
    """Find up to `n_topics` topics: rows of length 1 over the terms; components that came out empty are left out."""
    model = NMF(n_topics, init="nndsvd", solver="cd", tol=tol, max_iter=MAX_ITERATIONS, random_state=seed)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):  # its residual is -1e-17 where the fit is perfect
        warnings.simplefilter("ignore", ConvergenceWarning)  # said in the log below
        components: Floats = model.fit(X).components_
    if model.n_iter_ >= MAX_ITERATIONS:
        logger.warning("%d topics: no convergence after %d iterations", n_topics, MAX_ITERATIONS)
    lengths = np.linalg.norm(components, axis=1)
    kept = lengths > np.finfo(components.dtype).eps
    rows: Floats = components[kept] / lengths[kept, np.newaxis]
    return rows


def weigh_topics(X: csr_matrix, components: Floats) -> Floats:  # noqa: N803
    """Find the non-negative weights of given topics in each document: documents × topics."""
    if not (len(components) and X.shape[0]):
        return np.zeros((X.shape[0], len(components)))
    weights: Floats = non_negative_factorization(
        X, H=components, n_components=len(components), update_H=False, tol=TOLERANCE, max_iter=MAX_ITERATIONS
    )[0]
    return weights


def carries_topic(weights: Floats) -> NDArray[np.bool_]:
    """Decide which documents carry which topics; a document may carry several, or none.

    A topic is carried when it has at least a quarter of the document's topic weight (`MIN_SHARE`) and when its part of
    the document, whose vector has length 1, is at least `MIN_WEIGHT` long.
    """
    shares: Floats = topic_shares(weights)
    return (shares >= MIN_SHARE) & (weights >= MIN_WEIGHT)


def topic_shares(weights: Floats) -> Floats:
    """Share of each topic in the topic weight of its document; rows sum to 1, or to 0 where no topic has weight.

    Examples
    --------
    >>> topic_shares(np.array([[3.0, 1.0], [0.0, 0.0]])).tolist()
    [[0.75, 0.25], [0.0, 0.0]]
    """
    totals = weights.sum(axis=1, keepdims=True)
    return weights / np.where(totals > 0, totals, 1)


class Subsamples:
    """Topics of random 80 % subsamples of some documents; those of one number are found once."""

    def __init__(self, X: csr_matrix, *, n_subsamples: int, seed: int) -> None:  # noqa: N803
        self.X = X
        self.seed = seed
        self._rows = list(draw_subsamples(X.shape[0], n_subsamples=n_subsamples, seed=seed))
        self._found: dict[tuple[int, int], Floats] = {}

    def find_topics(self, n_topics: int, subsample: int) -> Floats:
        """Up to `n_topics` topics of one subsample."""
        key = n_topics, subsample
        if key not in self._found:
            self._found[key] = factorise(self.X[self._rows[subsample]], n_topics, self.seed, tol=SUBSAMPLE_TOLERANCE)
        return self._found[key]

    def measure_stability(self, components: Floats, *, most: int | None = None) -> Floats:
        """Mean agreement of each topic with its partners in topics of all subsamples, or of `most` of them."""
        solutions = (self.find_topics(len(components), number) for number in range(len(self._rows[:most])))
        stability: Floats = np.mean([match_topics(components, solution) for solution in solutions], axis=0)
        return stability


def choose_n_topics(X: csr_matrix, *, n_subsamples: int, seed: int) -> int:  # noqa: N803
    """Choose a number of topics by the stability of the solutions; see `choose_by_stability`.

    Of a large corpus, 1,000 documents drawn at random decide.
    """
    if X.shape[0] > MAX_CHOICE_DOCUMENTS:
        X = X[np.sort(np.random.default_rng(seed).permutation(X.shape[0])[:MAX_CHOICE_DOCUMENTS])]  # noqa: N806
    return choose_by_stability(Subsamples(X, n_subsamples=n_subsamples, seed=seed))


def choose_by_stability(subsamples: Subsamples) -> int:
    """Choose the largest number of topics whose mean stability is at least three quarters of the best one.

    Candidates are 4, 6, 8, 10, 12 and 15, as far as there are ten documents for each topic; fewer documents than forty
    give one topic for every ten. Few topics are the most stable ones even where people speak of many things (285
    petitions of 18 known subjects: 0.6 with 4 topics, 0.5 with 12), so the best figure alone would lump subjects
    together; among numbers that are nearly as stable the largest tells most. Stability is measured on five subsamples,
    which leaves an error of a few hundredths. A number that splits one subject in two, so that two topics share most
    of their leading terms, is out: such twins would look stable.
    """
    X = subsamples.X  # noqa: N806
    most = min(X.shape[0] // DOCUMENTS_PER_TOPIC, largest_n_topics(X))
    stability = {n: _mean_stability(subsamples, n) for n in CANDIDATES if n <= most}
    logger.info("mean stability by number of topics: %s", {n: round(value, 3) for n, value in stability.items()})
    best = max(stability.values(), default=0.0)
    near = [n for n, value in stability.items() if value > 0 and value >= NEARLY_BEST * best]
    return max(near, default=max(1, min(most, CANDIDATES[0])))


def largest_n_topics(X: csr_matrix) -> int:  # noqa: N803
    """Largest number of topics that a subsample of the documents can hold: its rank is no larger than that."""
    return max(1, min(round(SUBSAMPLE * X.shape[0]), X.shape[1]))


def _mean_stability(subsamples: Subsamples, n_topics: int) -> float:
    components = factorise(subsamples.X, n_topics, subsamples.seed, tol=SUBSAMPLE_TOLERANCE)
    if largest_overlap(components) > MAX_OVERLAP:
        return 0.0
    return float(subsamples.measure_stability(components, most=N_CHOICE_SUBSAMPLES).mean())


class TopicModel(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Topics by non-negative matrix factorisation (Lee & Seung 1999, doi:10.1038/44565).

    Same matrix, same seed: same topics. Topics are exploration, not measurement: with a few hundred short texts about
    half of the leading terms change when a fifth of the texts is left out, so read each topic with its stability.

    Parameters
    ----------
    n_topics
        None: chosen from the stability of the solutions (see `choose_n_topics`). Fewer topics come out when the
        documents cannot hold so many.
    n_subsamples
        Number of 80 % subsamples behind each stability figure.
    seed
        Of the factorisation and of the subsamples.

    Attributes
    ----------
    components_ : array, topics × terms
        Term weights; rows have length 1. Topics are ordered by the number of documents that carry them.
    stability_ : array, one figure per topic, 0 to 1
        See `stability`.
    n_topics_ : int
        Number of topics found.
    """

    def __init__(self, *, n_topics: int | None = None, n_subsamples: int = 10, seed: int = 0) -> None:
        self.n_topics = n_topics
        self.n_subsamples = n_subsamples
        self.seed = seed

    def fit(self, X: csr_matrix, y: object = None) -> Self:  # noqa: N803, ARG002
        """Find topics.

        Parameters
        ----------
        X
            Documents × terms, non-negative, rows of length 1 or 0 (see `TermVectorizer`). Leave out repeated texts
            and non-answers: many copies of one text would be a topic of their own.
        """
        X = self._check(X, reset=True)  # noqa: N806
        subsamples = Subsamples(X, n_subsamples=self.n_subsamples, seed=self.seed)
        n_topics = self.n_topics
        if n_topics is None and X.shape[0] > MAX_CHOICE_DOCUMENTS:
            n_topics = choose_n_topics(X, n_subsamples=self.n_subsamples, seed=self.seed)
        elif n_topics is None:
            n_topics = choose_by_stability(subsamples)
        components = factorise(X, min(n_topics, largest_n_topics(X)), self.seed)
        weights = weigh_topics(X, components)
        order = np.lexsort((-weights.sum(axis=0), -carries_topic(weights).sum(axis=0)))
        self.components_ = components[order]
        self.stability_ = subsamples.measure_stability(self.components_)
        self.n_topics_ = self._n_features_out = len(order)
        return self

    def transform(self, X: csr_matrix) -> Floats:  # noqa: N803
        """Weigh the topics of documents.

        Returns
        -------
        array, documents × topics
            Length of the topic's part of the document's vector, 0 to about 1; a row of zeros where a document shares
            no term with any topic. `carries_topic` decides from these weights which topics a document carries.
        """
        check_is_fitted(self)
        return weigh_topics(self._check(X, reset=False), self.components_)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:  # noqa: ARG002
        """Ids of the topics: t01, t02 …"""  # noqa: D400
        check_is_fitted(self)
        return np.array([f"t{number:02d}" for number in range(1, self.n_topics_ + 1)], dtype=object)

    def _check(self, X: csr_matrix, *, reset: bool) -> csr_matrix:  # noqa: N803
        checked = validate_data(
            self,
            X,
            reset=reset,
            accept_sparse="csr",
            dtype=np.float64,
            ensure_non_negative=True,
            ensure_min_samples=int(reset),
        )
        return csr_matrix(checked)

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = tags.input_tags.positive_only = True
        return tags
