"""What the first convolution makes of single words, remembered for the words that are met most."""

from __future__ import annotations

from typing import Final

import numpy as np

from .vectors import Floats, Ids, Vectors


class Products:
    """Products of word forms with the three parts of the first convolution.

    A form is a word of the vectors and a shape; what a network cannot tell apart has one number. A product is always
    computed in a block of the same shape, so its value does not depend on the words that were met before.

    Parameters
    ----------
    weights
        (3, n_in, n_out) of the first convolution.
    vectors, shape_vectors
        Of words and of shapes; side by side they are its input.
    """

    CAPACITY: Final = 16384
    """Forms that are remembered; 3 kB each."""
    BLOCK: Final = 256

    def __init__(self, weights: Floats, vectors: Vectors, shape_vectors: Floats) -> None:
        self._weights = np.concatenate(list(weights), axis=1)
        self._vectors = vectors
        self._shape_vectors = shape_vectors
        n_out = weights.shape[2]
        self._parts = [np.zeros((1 + self.CAPACITY, n_out), dtype=np.float32) for _ in weights]
        self._numbers: dict[tuple[int, int], int] = {}
        self._forms = np.zeros((1024, 2), dtype=np.int64)
        self._slots = np.zeros(1024, dtype=np.int64)  # of each form; 0: not computed
        self._owners = np.zeros(1 + self.CAPACITY, dtype=np.int64)
        self._uses = np.zeros(1 + self.CAPACITY, dtype=np.int64)
        self._n_used = 0

    def add(self, word: int, shape: int) -> int:
        """Number of a form."""
        number = self._numbers.setdefault((word, shape), len(self._numbers))
        if number == len(self._forms):
            self._forms = np.concatenate([self._forms, np.zeros_like(self._forms)])
            self._slots = np.concatenate([self._slots, np.zeros_like(self._slots)])
        self._forms[number] = word, shape
        return number

    def slots(self, numbers: Ids) -> Ids:
        """Where the products of at most `CAPACITY` forms stand; 0 for a gap, whose number is −1.

        The answer holds until the next call.
        """
        slots = np.where(numbers >= 0, self._slots[numbers], 0)
        missing = np.unique(numbers[(slots == 0) & (numbers >= 0)])
        if self._n_used + len(missing) > self.CAPACITY:
            self._forget(np.unique(slots[slots > 0]), len(missing))
        for start in range(0, len(missing), self.BLOCK):
            self._compute(missing[start : start + self.BLOCK])
        if len(missing):
            slots = np.where(numbers >= 0, self._slots[numbers], 0)
        self._uses += np.bincount(slots, minlength=len(self._uses))
        return slots

    def convolve(self, slots: Ids) -> Floats:
        """First convolution without bias: (n + 2,) → (n, n_out)."""
        before, here, after = self._parts
        rows: Floats = here.take(slots[1:-1], axis=0)
        rows += before.take(slots[:-2], axis=0)
        rows += after.take(slots[2:], axis=0)
        return rows

    def _compute(self, numbers: Ids) -> None:
        words, shapes = self._forms[numbers].T
        block = np.zeros((self.BLOCK, len(self._weights)), dtype=np.float32)
        block[: len(numbers)] = np.concatenate([self._vectors.lookup(words), self._shape_vectors[shapes]], axis=1)
        slots = np.arange(self._n_used, self._n_used + len(numbers)) + 1
        for part, product in zip(self._parts, np.split(block @ self._weights, len(self._parts), axis=1), strict=True):
            part[slots] = product[: len(numbers)]
        self._slots[numbers] = slots
        self._owners[slots] = numbers
        self._uses[slots] = 0
        self._n_used += len(numbers)

    def _forget(self, wanted: Ids, n_missing: int) -> None:
        """Keep the slots that are wanted now and the most used others, up to half of the table."""
        rank = self._uses[1 : self._n_used + 1].copy()
        rank[wanted - 1] += rank.max() + 1
        n_kept = min(max(self.CAPACITY // 2, len(wanted)), self.CAPACITY - n_missing)
        kept = 1 + np.argsort(-rank, kind="stable")[:n_kept]
        for part in self._parts:
            part[1 : n_kept + 1] = part[kept]
        for column in (self._owners, self._uses):
            column[1 : n_kept + 1] = column[kept]
        self._uses //= 2  # what was frequent long ago may go one day
        self._slots[:] = 0
        self._slots[self._owners[1 : n_kept + 1]] = np.arange(n_kept) + 1
        self._n_used = n_kept
