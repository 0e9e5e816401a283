"""What is remembered of words changes the time, never the numbers."""

import numpy as np
import pytest

from pyshma.language.forms import Forms
from pyshma.language.products import Products
from pyshma.language.vectors import Vectors

N_WORDS, N_SHAPES = 2000, 3


class FewProducts(Products):
    CAPACITY = 300


@pytest.fixture
def forms() -> Forms:
    return Forms({}, {})


@pytest.fixture
def products(forms: Forms) -> FewProducts:
    rng = np.random.default_rng(0)
    vectors = Vectors(
        words={},
        counts=np.zeros(0, dtype=np.int64),
        codes=rng.integers(0, 256, size=(N_WORDS, 4)).astype(np.uint8),
        centroids=rng.normal(size=(4, 256, 2)).astype(np.float32),
    )
    shapes = rng.normal(size=(N_SHAPES, 2)).astype(np.float32)
    return FewProducts(rng.normal(size=(3, 10, 5)).astype(np.float32), vectors, shapes, forms)


def test_one_number_for_what_cannot_be_told_apart(forms: Forms) -> None:
    assert forms.add(7, 1) == forms.add(7, 1) != forms.add(7, 2)


def test_a_gap_counts_as_zero(products: FewProducts, forms: Forms) -> None:
    number = forms.add(7, 1)
    alone = products.convolve(products.slots(np.array([-1, number, -1])))
    assert np.array_equal(products.slots(np.array([-1, -1, -1])), [0, 0, 0])
    assert np.abs(alone).sum() > 0


def test_forgetting_changes_no_value(products: FewProducts, forms: Forms) -> None:
    numbers = np.array([forms.add(word, word % N_SHAPES) for word in range(N_WORDS)])
    first = numbers[:250]
    before = products.convolve(products.slots(first))
    rng = np.random.default_rng(1)
    for _ in range(30):
        wanted = rng.choice(numbers, size=200)
        rows = products.convolve(products.slots(wanted))
        again = products.convolve(products.slots(wanted))
        assert np.array_equal(rows, again)
    assert np.array_equal(products.convolve(products.slots(first)), before)


def test_frequent_words_are_remembered(products: FewProducts, forms: Forms) -> None:
    numbers = np.array([forms.add(word, 0) for word in range(N_WORDS)])
    frequent = numbers[:100]
    for start in range(100, N_WORDS, 100):
        products.slots(np.concatenate([frequent, frequent, numbers[start : start + 100]]))
        assert (products._slots[frequent] > 0).all()
