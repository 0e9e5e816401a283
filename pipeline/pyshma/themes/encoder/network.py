"""Forward pass of a transformer encoder in numpy (Vaswani et al. 2017, arXiv:1706.03762; Devlin et al. 2019).

Every layer is: attention among all pieces of a window → added to what came in, normalised → a hidden layer four times
as wide with GELU → added, normalised. One window at a time: the numbers of a text do not depend on what is read with
it, and a window of 256 pieces keeps one core as busy as many windows would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

EPSILON: Final = np.float32(1e-12)
"""Added to a variance before it divides."""


@dataclass(frozen=True, slots=True)
class Linear:
    """``rows @ weights + biases``; the weights are (n_in, n_out)."""

    weights: Floats
    biases: Floats

    def __call__(self, rows: Floats) -> Floats:
        """(n_rows, n_in) → (n_rows, n_out)."""
        result: Floats = rows @ self.weights
        result += self.biases
        return result


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation: every row to mean 0 and variance 1, then scaled and shifted (Ba et al. 2016)."""

    scales: Floats
    shifts: Floats

    def __call__(self, rows: Floats) -> Floats:
        """(n_rows, n) → the same, in place."""
        rows -= rows.mean(axis=1, keepdims=True)
        rows *= 1 / np.sqrt(np.einsum("ij,ij->i", rows, rows)[:, None] / rows.shape[1] + EPSILON)
        rows *= self.scales
        rows += self.shifts
        return rows


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the encoder.

    Parameters
    ----------
    attend
        To queries, keys and values side by side: (n, 3 × n).
    """

    n_heads: int
    attend: Linear
    attended: Linear
    attended_norm: Norm
    widen: Linear
    narrow: Linear
    norm: Norm

    def __call__(self, rows: Floats) -> Floats:
        """(n_pieces, n) → the same."""
        attended = self.attended(self._attention(rows))
        attended += rows
        attended = self.attended_norm(attended)
        rows = self.narrow(gelu(self.widen(attended)))
        rows += attended
        return self.norm(rows)

    def _attention(self, rows: Floats) -> Floats:
        heads = self.attend(rows).reshape(len(rows), 3, self.n_heads, -1).transpose(1, 2, 0, 3)
        queries, keys, values = heads
        weights = queries @ keys.transpose(0, 2, 1)
        weights *= np.float32(queries.shape[2] ** -0.5)
        weights -= weights.max(axis=2, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=2, keepdims=True)
        mixed = (weights @ values).transpose(1, 0, 2).reshape(len(rows), -1)
        return mixed.astype(np.float32, copy=False)


def gelu(rows: Floats) -> Floats:
    """Gaussian error linear unit by its tanh approximation (Hendrycks and Gimpel 2016, arXiv:1606.08415).

    >>> gelu(np.array([-1.0, 0.0, 1.0], np.float32)).round(3).tolist()
    [-0.1589999943971634, 0.0, 0.8410000205039978]
    """
    inner = rows * rows
    inner *= rows
    inner *= np.float32(0.044715)
    inner += rows
    inner *= np.float32(np.sqrt(2 / np.pi))
    np.tanh(inner, out=inner)
    inner += 1
    inner *= rows
    inner *= np.float32(0.5)
    return inner


@dataclass(frozen=True, slots=True)
class Words:
    """Vectors of pieces, stored as whole numbers: row × scale.

    Parameters
    ----------
    rows
        (n_pieces, n), 8 bits each.
    scales
        (n_pieces,).
    """

    rows: npt.NDArray[np.int8]
    scales: Floats

    def lookup(self, ids: Ids) -> Floats:
        """Vectors of some pieces: (n_ids, n)."""
        vectors: Floats = self.rows[ids] * self.scales[ids, None]
        return vectors


@dataclass(frozen=True, slots=True)
class Network:
    """A whole encoder.

    Parameters
    ----------
    words
        Vectors of the pieces.
    places
        Vectors of the places in a window: (longest window, n).
    norm
        What their sum passes through.
    """

    words: Words
    places: Floats
    norm: Norm
    layers: Sequence[Layer]

    @property
    def longest(self) -> int:
        """Pieces of the longest window."""
        return len(self.places)

    def __call__(self, ids: Ids) -> Floats:
        """Vectors of the pieces of a window, each in view of the others: (n_pieces,) → (n_pieces, n)."""
        rows = self.norm(self.words.lookup(ids) + self.places[: len(ids)])
        for layer in self.layers:
            rows = layer(rows)
        return rows
