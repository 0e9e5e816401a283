"""The estimator contract, repeatability, stability and the choice of the number of topics."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.base import clone

from pyshma.topics import TermVectorizer, TopicModel
from pyshma.topics.model import carries_topic, choose_n_topics, topic_shares


@pytest.fixture
def matrix(corpus: list[list[str]]) -> csr_matrix:
    return TermVectorizer().fit_transform([Counter(terms) for terms in corpus])


def test_estimator_keeps_its_contract(matrix: csr_matrix) -> None:
    model = TopicModel(n_topics=4, n_subsamples=2, seed=7)
    assert clone(model).get_params() == {"n_topics": 4, "n_subsamples": 2, "seed": 7}
    assert model.fit(matrix) is model
    assert model.get_feature_names_out().tolist() == ["t01", "t02", "t03", "t04"]
    assert model.transform(matrix).shape == (80, 4)
    with pytest.raises(ValueError, match="features"):
        model.transform(matrix[:, :5])


def test_clear_topics_are_found_and_stable(matrix: csr_matrix) -> None:
    model = TopicModel(n_topics=4).fit(matrix)
    assert model.stability_.min() > 0.9
    carried = carries_topic(model.transform(matrix))
    assert (carried.sum(axis=1) == 1).all()
    assert [len(set(carried[start::4].argmax(axis=1))) for start in range(4)] == [1, 1, 1, 1]


def test_noise_is_not_stable() -> None:
    generator = np.random.default_rng(0)
    counts = [Counter(map(str, generator.integers(0, 200, 30))) for _ in range(80)]
    model = TopicModel(n_topics=4, n_subsamples=5).fit(TermVectorizer().fit_transform(counts))
    assert model.stability_.mean() < 0.5


def test_number_of_clear_topics_is_chosen(matrix: csr_matrix) -> None:
    assert choose_n_topics(matrix, n_subsamples=5, seed=0) == 4
    assert TopicModel().fit(matrix).n_topics_ == 4


@pytest.mark.parametrize(("n_documents", "n_topics"), [(10, 1), (25, 2), (39, 3), (45, 4)])
def test_few_documents_give_few_topics(matrix: csr_matrix, n_documents: int, n_topics: int) -> None:
    assert choose_n_topics(matrix[:n_documents], n_subsamples=2, seed=0) == n_topics


def test_same_matrix_and_seed_give_the_same_topics(matrix: csr_matrix) -> None:
    first, second = (TopicModel(n_topics=6).fit(matrix) for _ in range(2))
    np.testing.assert_array_equal(first.components_, second.components_)
    np.testing.assert_array_equal(first.stability_, second.stability_)


@pytest.mark.parametrize("n_topics", [1, 5, 200])
def test_identical_documents_hold_one_topic_of_any_number(n_topics: int) -> None:
    matrix = csr_matrix(np.tile([0.6, 0.8, 0.0], (12, 1)))
    model = TopicModel(n_topics=n_topics, n_subsamples=2).fit(matrix)
    assert 1 <= model.n_topics_ <= min(n_topics, 3)
    assert np.isfinite(model.components_).all()
    assert carries_topic(model.transform(matrix)).any(axis=1).all()


def test_more_topics_than_documents_hold_are_cut(matrix: csr_matrix) -> None:
    assert TopicModel(n_topics=50, n_subsamples=1).fit(matrix[:12]).n_topics_ <= 10


def test_document_without_known_terms_carries_nothing(matrix: csr_matrix) -> None:
    weights = TopicModel(n_topics=4, n_subsamples=1).fit(matrix).transform(csr_matrix((1, matrix.shape[1])))
    assert weights.tolist() == [[0, 0, 0, 0]]
    assert not carries_topic(weights).any()


@pytest.mark.parametrize(
    ("weights", "carried"),
    [
        ([0.5, 0.0], [True, False]),
        ([0.5, 0.4], [True, True]),
        ([0.5, 0.16], [True, False]),  # less than a quarter of the document's weight
        ([0.14, 0.0], [False, False]),  # too short a part of the document
    ],
)
def test_topic_is_carried_when_strong_enough(weights: list[float], carried: list[bool]) -> None:
    assert carries_topic(np.array([weights])).tolist() == [carried]


def test_shares_sum_to_one_or_zero() -> None:
    assert topic_shares(np.array([[0.2, 0.6], [0.0, 0.0]])).sum(axis=1).tolist() == pytest.approx([1, 0])


def test_large_corpus_is_chosen_on_a_sample(matrix: csr_matrix) -> None:
    large = csr_matrix(np.tile(matrix.toarray(), (14, 1)))
    assert choose_n_topics(large, n_subsamples=1, seed=0) == 4
