"""The best path is the best of all paths, wherever blocks are cut."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.language.decoding import BLOCK, LEAD_IN, best_path


@given(st.lists(st.integers(0, 4), max_size=5), st.integers(0, 2**31))
def test_best_path_beats_every_other(lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    transitions = rng.normal(size=(2, 2)).astype(np.float32)
    scores = rng.normal(size=(sum(lengths), 2)).astype(np.float32)
    borders = np.cumsum(lengths)[:-1]
    paths = np.split(best_path(scores, lengths, transitions), borders)
    for item, path in zip(np.split(scores, borders), paths, strict=True):
        every = [[(code >> bit) & 1 for bit in range(len(item))] for code in range(2 ** len(item))]
        assert total(item, transitions, path) == pytest.approx(
            max(total(item, transitions, other) for other in every), abs=1e-4
        )


@given(
    st.lists(st.integers(0, 3 * BLOCK), max_size=4),
    st.sampled_from([0.1, 1.0, 30.0]),
    st.integers(0, 2**31),
)
def test_blocks_change_nothing(lengths: list[int], stickiness: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    transitions = (stickiness * np.eye(4) + rng.normal(size=(4, 4))).astype(np.float32)
    scores = rng.normal(size=(sum(lengths), 4)).astype(np.float32)
    borders = np.cumsum(lengths)[:-1]
    paths = np.split(best_path(scores, lengths, transitions), borders)
    for item, path in zip(np.split(scores, borders), paths, strict=True):
        assert total(item, transitions, path) == pytest.approx(
            total(item, transitions, word_by_word(item, transitions)), rel=1e-4, abs=1e-3
        )


def test_memory_longer_than_a_lead_in() -> None:
    """A first word that decides all tags of a text of many blocks."""
    transitions = np.array([[0, -100], [-100, 0]], dtype=np.float32)
    scores = np.zeros((4 * BLOCK + LEAD_IN, 2), dtype=np.float32)
    scores[0] = [0, 5]
    assert best_path(scores, [len(scores)], transitions).tolist() == [1] * len(scores)


def total(scores: np.ndarray, transitions: np.ndarray, path: list[int]) -> float:
    steps = pairwise(path)
    return float(sum(scores[i, tag] for i, tag in enumerate(path)) + sum(transitions[a, b] for a, b in steps))


def word_by_word(scores: np.ndarray, transitions: np.ndarray) -> list[int]:
    """Viterbi as the textbook has it."""
    best, back = scores[:1], []
    for row in scores[1:]:
        reached = best[-1][:, None] + transitions
        back.append(reached.argmax(axis=0))
        best = np.vstack([best, reached.max(axis=0) + row])
    path = [int(best[-1].argmax())] if len(scores) else []
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]
