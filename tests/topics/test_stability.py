"""Matching of topics and the draw of subsamples."""

from __future__ import annotations

import numpy as np
import pytest

from pyshma.topics.stability import draw_subsamples, leading_terms, match_topics


def topics(*rows: str) -> np.ndarray:
    """Topics over the letters а–я: one weight of 1 per letter of a row."""
    matrix = np.zeros((len(rows), 32))
    for number, row in enumerate(rows):
        matrix[number, [ord(letter) - ord("а") for letter in row]] = 1
    return matrix


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (["абв", "где"], ["где", "абв"], [1, 1]),  # order means nothing
        (["абв", "где"], ["абг", "где"], [0.5, 1]),
        (["абв", "абг"], ["абв", "жзи"], [1, 0]),  # one to one: абг cannot take абв as well
        (["абв", "где"], ["абв"], [1, 0]),  # no partner
        ([], ["абв"], []),
        (["абв"], [], [0]),
    ],
)
def test_match_topics(mine: list[str], theirs: list[str], expected: list[float]) -> None:
    assert match_topics(topics(*mine), topics(*theirs)).tolist() == expected


def test_matching_is_the_best_overall() -> None:
    # абвг fits both; greedy matching would give it to абвг and leave абде with nothing
    agreement = match_topics(topics("абвг", "абде"), topics("абвг", "вгжз"))
    assert agreement.tolist() == pytest.approx([1, 0])
    assert match_topics(topics("абвг", "абвж"), topics("абвж", "вгаз")).sum() == pytest.approx(1 + 3 / 5)


def test_leading_terms_are_positive_and_ordered() -> None:
    assert leading_terms(np.array([0, 0.2, 0.5, 0.2])).tolist() == [2, 1, 3]
    assert len(leading_terms(np.ones(40))) == 10


def test_subsamples_are_four_fifths_and_repeatable() -> None:
    first, second = (list(draw_subsamples(50, n_subsamples=3, seed=1)) for _ in range(2))
    assert [rows.tolist() for rows in first] == [rows.tolist() for rows in second]
    assert all(len(set(rows.tolist())) == 40 for rows in first)
    assert first[0].tolist() != first[1].tolist()
