"""The estimator contract, the bounds, the weights and the words that are left to phrases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone

from pyshma.topics import TermVectorizer
from pyshma.topics.matrix import overlap, share_stem

COUNTS = [{"парк": 2, "вода": 1}, {"парк": 1, "лес": 1}, {"парк": 1, "лес": 3}, {"лес": 1}]
TERMS = st.dictionaries(st.sampled_from(["парк", "лес", "вода", "детский сад", "сад"]), st.integers(1, 5))


def test_estimator_keeps_its_contract() -> None:
    vectorizer = TermVectorizer(min_documents=2, max_share=0.9)
    assert vectorizer.get_params() == {"min_documents": 2, "max_share": 0.9}
    assert clone(vectorizer).get_params() == vectorizer.get_params()
    assert vectorizer.fit(COUNTS) is vectorizer


@pytest.mark.parametrize(
    ("bounds", "terms"),
    [
        ({"min_documents": 1, "max_share": 1.0}, ["вода", "лес", "парк"]),
        ({"min_documents": 2, "max_share": 1.0}, ["лес", "парк"]),
        ({"min_documents": 1, "max_share": 0.5}, ["вода"]),
        ({"min_documents": 4, "max_share": 1.0}, []),
    ],
)
def test_rare_and_common_terms_are_left_out(bounds: dict[str, float], terms: list[str]) -> None:
    assert TermVectorizer(**bounds).fit(COUNTS).get_feature_names_out().tolist() == terms


def test_weights_are_sublinear_and_rows_have_length_one() -> None:
    matrix = TermVectorizer(min_documents=2, max_share=1.0).fit_transform(COUNTS).toarray()
    np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1)
    les, park = matrix[2]  # both terms are in three of four documents; «лес» three times, «парк» once
    assert les / park == pytest.approx(1 + np.log(3))


def test_unknown_terms_give_an_empty_row() -> None:
    matrix = TermVectorizer(min_documents=2, max_share=1.0).fit(COUNTS).transform([{"море": 3}, {}])
    assert matrix.shape == (2, 2)
    assert matrix.nnz == 0


@pytest.mark.parametrize("counts", [[], [{}], [{}, {}]])
def test_documents_without_terms_give_an_empty_matrix(counts: list[dict[str, int]]) -> None:
    assert TermVectorizer().fit_transform(counts).shape == (len(counts), 0)


def test_word_that_lives_inside_a_phrase_is_left_to_it() -> None:
    counts = [{"детская площадка": 2, "площадка": 2, "детский": 2}] * 5 + [{"детский": 3}] * 5
    names = TermVectorizer(max_share=1.0).fit(counts).get_feature_names_out().tolist()
    assert names == ["детская площадка", "детский"]


def test_word_that_only_occurs_beside_a_phrase_is_kept() -> None:
    counts = [{"детская площадка": 1, "горка": 1}] * 5
    assert "горка" in TermVectorizer(max_share=1.0).fit(counts).get_feature_names_out()


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("площадка", "площадку", True),
        ("дорога", "дорожный", True),
        ("вода", "водитель", False),
        ("лес", "лес", True),
        ("лес", "лестница", False),
        ("транспорт", "трансформатор", False),
        ("", "", True),
    ],
)
def test_share_stem(word: str, other: str, same: bool) -> None:
    assert share_stem(word, other) is same
    assert overlap(other or "а", word or "а") is same


@given(st.lists(TERMS, max_size=8), st.randoms())
def test_order_of_terms_and_documents_changes_nothing(counts: list[dict[str, int]], random: object) -> None:
    shuffled = [dict(sorted(count.items(), reverse=True)) for count in counts]
    first = TermVectorizer(min_documents=1, max_share=1.0).fit(counts)
    second = TermVectorizer(min_documents=1, max_share=1.0).fit(shuffled[::-1])
    assert first.terms_.tolist() == second.terms_.tolist()
    np.testing.assert_array_equal(first.transform(counts).toarray(), second.transform(shuffled).toarray())
