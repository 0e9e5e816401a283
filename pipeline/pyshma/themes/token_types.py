"""What is known of all tokens that look alike, worked out once and kept in arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.strings import StringStore

from .notation import fold
from .plans import Roles, TokenTests

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

    def extend(self, rows: Sequence[Sequence[int]]) -> None:
        """Add rows."""
        lengths = np.array([len(row) for row in rows], np.int64)
        values = np.fromiter(chain.from_iterable(rows), np.int64, int(lengths.sum()))
        starts = self._n_values + np.cumsum(lengths) - lengths
        self._values = _extended(self._values, self._n_values, values)
        self._starts, self._lengths = (
            _extended(array, self._n_rows, new) for array, new in ((self._starts, starts), (self._lengths, lengths))
        )
        self._n_rows += len(rows)
        self._n_values += len(values)

    def expand(self, rows: Ids) -> tuple[Ids, Ids]:
        """All values of some rows, and for each the place of its row among `rows`.

        >>> ragged = Ragged()
        >>> ragged.extend([[7, 8], [], [9]])
        >>> [array.tolist() for array in ragged.expand(np.array([2, 0, 1]))]
        [[0, 1, 1], [9, 7, 8]]
        """
        lengths = self._lengths[rows]
        ends = np.cumsum(lengths)
        shifts = self._starts[rows] - ends + lengths
        return np.repeat(np.arange(len(rows)), lengths), self._values[
            np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(shifts, lengths)
        ]


def _extended(array: Ids, n_rows: int, rows: Ids) -> Ids:
    """The array with `rows` behind its first `n_rows`, with room for more."""
    if n_rows + len(rows) > len(array):
        more = max(len(array), len(rows))
        array = np.concatenate([array, np.zeros((more, *array.shape[1:]), array.dtype)])
    array[n_rows : n_rows + len(rows)] = rows
    return array


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

    def __init__(self, tests: TokenTests, roles: Roles) -> None:
        self._tests, self._roles = tests, roles
        self._clear()

    def _clear(self) -> None:
        self._numbers: dict[int, int] = {}
        self.passed: list[frozenset[int]] = []
        self._shared: dict[frozenset[int], frozenset[int]] = {}
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
        unknown = np.flatnonzero(numbers < 0).tolist()
        if unknown:
            first = {keys[at]: at for at in reversed(unknown)}
            n_known = len(self.passed)
            self._learn([[strings[code] for code in codes] for codes in columns[list(first.values())].tolist()])
            self._numbers.update((key, number) for number, key in enumerate(first, n_known))
            numbers[unknown] = [self._numbers[keys[at]] for at in unknown]
        return numbers

    def _learn(self, types: Iterable[list[str]]) -> None:
        """Work out what tokens of some spellings, forms, lemmas and parts of speech are to the patterns."""
        marks, needed, anchored = [], [], []
        roles, n_known = self._roles, len(self.passed)
        for spelling, norm, lemma, pos in types:
            passed = self._tests.passed(spelling.translate(_UNMARKED), fold(norm), fold(lemma), pos)
            singles = {pattern for test in passed for pattern in roles.singles.get(test, ())}
            plans = [plan for test in passed for plan in roles.anchored.get(test, ())]
            asked = frozenset(passed) & roles.asked
            self.passed.append(self._shared.setdefault(asked, asked))
            self.singles.append(tuple(sorted(singles)))
            needed.append([roles.needed[test] for test in passed if test in roles.needed])
            anchored.append(plans)
            marks.append((_cost(spelling), bool(singles), bool(plans)))
        self.needed.extend(needed)
        self.anchored.extend(anchored)
        self._marks = _extended(self._marks, n_known, np.array(marks, np.int64))


def is_blank(spelling: str) -> bool:
    """Whether a token never breaks a phrase: white space and quotation marks."""
    return all(character.isspace() or character in _QUOTES for character in spelling)


def _cost(spelling: str) -> int:
    """What a token counts for in a gap, in words."""
    if any(map(str.isalnum, spelling)):
        return 1
    return 0 if is_blank(spelling) else PUNCTUATION_COST
