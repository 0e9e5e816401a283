"""What the first convolution makes of single words, remembered for the words that are met most."""

from __future__ import annotations

from typing import Final

import numpy as np

from .forms import Forms
from .vectors import Floats, Ids, Vectors


class Products:
    """Products of word forms with the three parts of the first convolution.

    A product is always computed in a block of the same shape, so its value does not depend on the words that were met
    before.

    Parameters
    ----------
    weights
        (3, n_in, n_out) of the first convolution.
    vectors, shape_vectors
        Of words and of shapes; side by side they are its input.
    forms
        Word and shape of each number.
    """

    CAPACITY: Final = 16384
    """Forms that are remembered; 3 kB each."""
    BLOCK: Final = 256

    def __init__(self, weights: Floats, vectors: Vectors, shape_vectors: Floats, forms: Forms) -> None:
        self._weights = np.concatenate(list(weights), axis=1)
        self._vectors = vectors
        self._shape_vectors = shape_vectors
        n_out = weights.shape[2]
        self._parts = [np.zeros((1 + self.CAPACITY, n_out), dtype=np.float32) for _ in weights]
        self._forms = forms
        self._slots = np.zeros(0, dtype=np.int64)  # of each form; 0: not computed
        self._owners = np.zeros(1 + self.CAPACITY, dtype=np.int64)
        self._uses = np.zeros(1 + self.CAPACITY, dtype=np.int64)
        self._n_used = 0

    def slots(self, numbers: Ids) -> Ids:
        """Where the products of at most `CAPACITY` forms stand; 0 for a gap, whose number is −1.

        The answer holds until the next call.
        """
        if len(self._slots) < len(self._forms.rows):
            self._slots = np.concatenate([self._slots, np.zeros(len(self._forms.rows) - len(self._slots), np.int64)])
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
        words, shapes = self._forms.rows[numbers].T
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
