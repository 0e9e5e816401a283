"""What is known of all tokens that look alike, worked out once and kept in arrays."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.strings import StringStore

from .notation import fold
from .plans import Roles, Tests

MAX_TYPES: Final = 300_000
"""Token types that are remembered; beyond, the memory is emptied so that it stays bounded on endless streams."""

PUNCTUATION_COST: Final = 2
"""A comma or a dash in a gap counts as so many words: behind it often begins something else."""

Ids = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]

_UNMARKED: Final = str.maketrans("ёЁ", "еЕ", "\u0301\u00ad")
"""Takes stress marks and soft hyphens from a word as it stands; ё = е."""
_QUOTES: Final = frozenset("«»\"“”„‟‘’'`‹›")
_MIX: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64)
"""Odd 64-bit numbers. A sum of spaCy's 64-bit string hashes under these weights is a 64-bit hash of a token type; the
probability that two of 300,000 types share one is 2e-9."""


class Ragged:
    """Rows of different length in one array."""

    def __init__(self) -> None:
        self._values = np.zeros(1024, np.int64)
        self._starts = np.zeros(1024, np.int64)
        self._lengths = np.zeros(1024, np.int64)
        self._n_rows = self._n_values = 0

    def append(self, row: Iterable[int]) -> None:
        """Add a row."""
        values = list(row)
        self._values = _with_room(self._values, self._n_values + len(values))
        self._starts, self._lengths = (_with_room(a, self._n_rows + 1) for a in (self._starts, self._lengths))
        self._values[self._n_values : self._n_values + len(values)] = values
        self._starts[self._n_rows], self._lengths[self._n_rows] = self._n_values, len(values)
        self._n_rows += 1
        self._n_values += len(values)

    def expand(self, rows: Ids) -> tuple[Ids, Ids]:
        """All values of some rows, and for each the place of its row among `rows`.

        >>> ragged = Ragged()
        >>> for row in ([7, 8], [], [9]):
        ...     ragged.append(row)
        >>> [array.tolist() for array in ragged.expand(np.array([2, 0, 1]))]
        [[0, 1, 1], [9, 7, 8]]
        """
        lengths = self._lengths[rows]
        ends = np.cumsum(lengths)
        shifts = self._starts[rows] - ends + lengths
        return np.repeat(np.arange(len(rows)), lengths), self._values[
            np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(shifts, lengths)
        ]


def _with_room(array: Ids, size: int) -> Ids:
    if size <= len(array):
        return array
    more = max(len(array), size - len(array))
    return np.concatenate([array, np.zeros((more, *array.shape[1:]), array.dtype)])


class TokenTypes:
    """Token types under numbers, learnt as they come.

    Tokens of one type have one spelling, form, lemma and part of speech.

    Parameters
    ----------
    tests
        What a token may be asked.
    roles
        What passing a test is good for.
    """

    def __init__(self, tests: Tests, roles: Roles) -> None:
        self._tests, self._roles = tests, roles
        self._clear()

    def _clear(self) -> None:
        self._numbers: dict[int, int] = {}
        self.passed: list[frozenset[int]] = []
        self.singles: list[tuple[int, ...]] = []
        self.needed, self.anchored = Ragged(), Ragged()
        self._marks = np.zeros((1024, 3), np.int64)

    @property
    def costs(self) -> Ids:
        """What a token of each type counts for in a gap, in words; 0: it never breaks a phrase."""
        return self._marks[:, 0]

    @property
    def has_singles(self) -> Ids:
        """Whether each type has patterns of one word."""
        return self._marks[:, 1]

    @property
    def is_anchor(self) -> Ids:
        """Whether plans are looked for at each type."""
        return self._marks[:, 2]

    def read(self, columns: Codes, strings: StringStore) -> Ids:
        """Number of the type of each token.

        Parameters
        ----------
        columns
            (n_tokens, 4): spelling, form, lemma and part of speech as numbers of strings.
        """
        if len(self.passed) >= MAX_TYPES:
            self._clear()
        keys = (columns @ _MIX).tolist()
        numbers = np.fromiter(map(self._numbers.get, keys, repeat(-1)), np.int64, len(keys))
        for at in np.flatnonzero(numbers < 0).tolist():
            if keys[at] not in self._numbers:
                self._numbers[keys[at]] = len(self.passed)
                self._learn(*(strings[code] for code in columns[at].tolist()))
            numbers[at] = self._numbers[keys[at]]
        return numbers

    def _learn(self, spelling: str, norm: str, lemma: str, pos: str) -> None:
        passed = self._tests.passed(spelling=spelling.translate(_UNMARKED), form=fold(norm), lemma=fold(lemma), pos=pos)
        singles = sorted({pattern for test in passed for pattern in self._roles.singles.get(test, ())})
        plans = [plan for test in passed for plan in self._roles.anchored.get(test, ())]
        self._marks = _with_room(self._marks, len(self.passed) + 1)
        self._marks[len(self.passed)] = _cost(spelling), bool(singles), bool(plans)
        self.passed.append(frozenset(passed))
        self.singles.append(tuple(singles))
        self.needed.append(self._roles.needed[test] for test in passed if test in self._roles.needed)
        self.anchored.append(plans)


def is_blank(spelling: str) -> bool:
    """Whether a token never breaks a phrase: white space and quotation marks."""
    return all(character.isspace() or character in _QUOTES for character in spelling)


def _cost(spelling: str) -> int:
    """What a token counts for in a gap, in words."""
    if is_blank(spelling):
        return 0
    return 1 if any(map(str.isalnum, spelling)) else PUNCTUATION_COST
