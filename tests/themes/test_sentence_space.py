"""Sentences as rows of numbers, and the regression on them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from pyshma.language.vectors import read_vectors
from pyshma.themes.trained import SentenceReading
from pyshma.themes.trained.readings import Floats
from pyshma.themes.trained.sentence_fitting import _solve
from pyshma.themes.trained.sentence_space import SentenceSpace, add_neighbours

SENTENCES = (("врач", "принимать", "четверг"), ("доктор", "болеть"), ("автобус", "опоздать"), ())
SEEDS = st.integers(0, 1000)


def read(*sentences: tuple[str, ...]) -> list[SentenceReading]:
    return [SentenceReading(lemmas, np.zeros(2, np.float32), 0, len(lemmas)) for lemmas in sentences]


def make_space() -> SentenceSpace:
    vectors = read_vectors()
    centre = np.zeros(vectors.n_dimensions, np.float32)
    space = SentenceSpace(("врач",), np.ones(1, np.float32), centre, 1.0, np.zeros((0, 0), np.float32), 0.0, vectors)
    landmarks = np.vstack([space.locate(read(sentence)) for sentence in SENTENCES[:3]])
    return SentenceSpace(space.terms, space.idf, centre, 1.0, landmarks, 0.5, vectors)


def test_a_sentence_is_nearest_to_its_own_landmark_then_to_one_of_like_words() -> None:
    space = make_space()
    doctor, patient, _ = (space.nearness(space.locate(read(sentence)))[0] for sentence in SENTENCES[:3])
    assert np.isclose(doctor[0], 1.0, atol=1e-4)
    assert doctor[0] > doctor[1] > doctor[2] > 0
    assert patient.argmax() == 1


def test_a_sentence_without_known_words_has_a_row_too() -> None:
    rows = make_space().transform(read(*SENTENCES))
    assert rows.words.shape == (4, 1)
    assert rows.words[0, 0] == 1.0
    assert rows.dense.shape == (4, 2 * read_vectors().n_dimensions + 4 + 3)
    assert np.isfinite(rows.dense).all()


def test_neighbours_are_those_before_and_after() -> None:
    assert add_neighbours(np.array([[1.0], [10.0], [100.0]], np.float32)).ravel().tolist() == [10.0, 101.0, 10.0]
    assert add_neighbours(np.array([[7.0]], np.float32)).tolist() == [[0.0]]


def numbers(seed: int) -> tuple[Floats, Floats, Floats, npt.NDArray[np.float64]]:
    random = np.random.default_rng(seed)
    words = random.random((30, 6)) * (random.random((30, 6)) < 0.4)
    return (
        words.astype(np.float32),
        random.normal(size=(30, 4)).astype(np.float32),
        random.random((30, 2)).astype(np.float32),
        random.integers(1, 4, 30).astype(np.float64),
    )


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_the_regression_is_that_of_scikit_learn(seed: int) -> None:
    words, dense, targets, weights = numbers(seed)
    root = np.sqrt(weights).astype(np.float32)[:, None]
    columns = np.hstack([dense, np.ones((30, 1), np.float32)])
    ours = _solve(sp.csr_matrix(words * root), columns * root, targets * root, 2.0)
    theirs = Ridge(alpha=2.0).fit(np.hstack([words, dense]), targets, sample_weight=weights)
    np.testing.assert_allclose(ours[:-1].T, theirs.coef_, atol=1e-3)
    np.testing.assert_allclose(ours[-1], theirs.intercept_, atol=1e-3)
