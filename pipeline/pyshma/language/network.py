"""Forward pass of slovnet's tagging networks in numpy, over the words of many documents at once.

A network is: word vector (navec, product-quantised) and shape vector side by side → three convolutions of width 3, each
followed by ReLU and batch normalisation → a linear layer. The same numbers are reached with less work:

- Sequences are laid end to end with a gap between them, which is exactly what padding gives, and cut into windows
  that overlap by what a convolution sees; every window has the same shape.
- The first convolution is linear in single words, and words repeat by Zipf's law: its three parts are computed once
  per distinct form (`products`) and gathered.
- Bias, batch normalisation and the next layer are all linear, so they are folded into the weights (`folding`).
- The other convolutions give two outputs from four products instead of six: Winograd's minimal filtering F(2, 3)
  (Lavin and Gray 2016, arXiv:1509.09308, section 4.1).

Architecture and weights: slovnet 0.6 (MIT), models ``slovnet_morph_news_v1`` and ``slovnet_ner_news_v1``; vectors:
``navec_news_v1_1B_250K_300d_100q``; all three ship inside the natasha package.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
from slovnet.exec.model import NER, Morph
from slovnet.exec.pack import Pack

from .folding import fold
from .forms import read_forms
from .products import Products
from .vectors import Floats, Ids, Vectors, natasha_data, read_vectors

WINDOW: Final = 512
"""Rows per forward pass, even: the working arrays stay in the second-level cache."""
HALO: Final = 3
"""Rows that a word sees on either side, one per convolution."""
MAX_THREADS: Final = 2
"""Windows at a time; numpy works without the interpreter's lock. Their number does not change the result."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class TagNetwork:
    """One of slovnet's networks, ready to score tags.

    Attributes
    ----------
    forms
        Numbers of word forms, which `hidden` takes.
    tags
        Names of the tags, in the order of the columns of `weights`.
    weights
        (n_hidden, n_tags): scores are ``hidden @ weights``; the last hidden value is always 1, its weights the bias.
    transitions
        Scores of one tag after another for the name network (its CRF); None for morphology.
    """

    def __init__(self, path: Path, vectors: Vectors, kind: type[Morph] | type[NER]) -> None:
        with Pack(path) as pack:
            model = pack.load_model(kind)
            model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
            self.tags: list[str] = pack.load_vocab("tag").items
            shapes: list[str] = pack.load_vocab("shape").items
        self.forms = read_forms(tuple(shapes))
        *layers, head = fold(model.encoder.layers, model.head.proj)
        self._first, *rest = layers
        self._layers = [(layer, minimal_filter(layer.weights)) for layer in rest]
        self._products = Products(self._first.weights, vectors, model.emb.shape.weight.array, self.forms)
        self.weights = head
        crf = getattr(model.head, "crf", None)
        self.transitions: Floats | None = None if crf is None else crf.transitions.array

    def hidden(self, numbers: Ids, lengths: Sequence[int]) -> Floats:
        """Last hidden layer.

        Parameters
        ----------
        numbers
            Numbers of the forms of all words of all sequences, laid end to end.
        lengths
            Number of words of each sequence; a sequence does not see its neighbours.

        Returns
        -------
        (n_words, n_hidden)
        """
        at = positions(lengths)
        n_rows = len(numbers) + len(lengths)
        n_windows = -(-n_rows // WINDOW)
        laid = np.full(n_windows * WINDOW + 2 * HALO, -1, dtype=np.int64)
        laid[at + HALO] = numbers
        rows = np.ones((n_windows * WINDOW, len(self.weights)), dtype=np.float32)
        for start in range(0, n_windows, Products.CAPACITY // WINDOW):
            stretch = range(start * WINDOW, min(n_windows, start + Products.CAPACITY // WINDOW) * WINDOW, WINDOW)
            slots = self._products.slots(laid[stretch.start : stretch.stop + 2 * HALO])
            pieces = [slots[offset : offset + WINDOW + 2 * HALO] for offset in range(0, len(stretch) * WINDOW, WINDOW)]
            for offset, result in zip(stretch, in_threads(self._pass, pieces), strict=True):
                rows[offset : offset + WINDOW, :-1] = result
        return rows[at]

    def best_tags(self, hidden: Floats) -> Ids:
        """Number of the tag of highest score for each row of the last hidden layer."""
        pieces = [hidden[start : start + WINDOW] for start in range(0, len(hidden), WINDOW)]
        best = in_threads(lambda piece: self.score(piece).argmax(axis=1), pieces)
        return np.concatenate([np.zeros(0, dtype=np.int64), *best])

    def score(self, hidden: Floats) -> Floats:
        """Tag scores (n, n_tags) of some rows of the last hidden layer."""
        scores: Floats = hidden @ self.weights
        return scores

    def _pass(self, slots: Ids) -> Floats:
        """Last hidden layer of a window: `HALO` rows fewer on either side than `slots`."""
        gaps = np.flatnonzero(slots == 0)
        rows = self._products.convolve(slots)
        self._first.finish(rows, gaps - 1)
        for n_lost, (layer, filters) in enumerate(self._layers, start=2):
            rows = convolve(rows, filters)
            layer.finish(rows, gaps - n_lost)
        return rows


def minimal_filter(weights: Floats) -> Floats:
    """Weights (3, n_in, n_out) of a convolution as the four filters of F(2, 3)."""
    before, here, after = weights
    return np.stack([before, (before + here + after) / 2, (before - here + after) / 2, after])


def convolve(rows: Floats, filters: Floats) -> Floats:
    """Convolution by F(2, 3): (2n + 2, n_in) → (2n, n_out), without the first and the last row."""
    d0, d1, d2, d3 = rows[:-2:2], rows[1:-1:2], rows[2::2], rows[3::2]
    inputs = np.empty((4, len(d0), rows.shape[1]), dtype=np.float32)
    np.subtract(d0, d2, out=inputs[0])
    np.add(d1, d2, out=inputs[1])
    np.subtract(d2, d1, out=inputs[2])
    np.subtract(d1, d3, out=inputs[3])
    m0, m1, m2, m3 = np.matmul(inputs, filters)
    outputs = np.empty((len(d0), 2, filters.shape[2]), dtype=np.float32)
    even, odd = outputs[:, 0], outputs[:, 1]
    np.add(m0, np.add(m1, m2, out=even), out=even)
    np.subtract(np.subtract(m1, m2, out=odd), m3, out=odd)
    return outputs.reshape(-1, filters.shape[2])


def positions(lengths: Sequence[int]) -> Ids:
    """Row of each word when sequences are laid end to end with one gap after each.

    >>> positions([2, 1]).tolist()
    [0, 1, 3]
    """
    counts = np.asarray(lengths, dtype=np.int64)
    return np.arange(counts.sum()) + np.repeat(np.arange(len(counts)), counts)


def n_threads() -> int:
    """Cores that this process may use, at most `MAX_THREADS`."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MAX_THREADS, usable)


def in_threads(function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Map in order; with threads where there is more than one item and more than one core."""
    threads = min(n_threads(), len(items))
    if threads <= 1:
        yield from map(function, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(function, items)


@cache
def read_morphology_network() -> TagNetwork:
    """Read slovnet's morphology network; once per process."""
    return TagNetwork(natasha_data() / "model" / "slovnet_morph_news_v1.tar", read_vectors(), Morph)


@cache
def read_name_network() -> TagNetwork:
    """Read slovnet's name network; once per process."""
    return TagNetwork(natasha_data() / "model" / "slovnet_ner_news_v1.tar", read_vectors(), NER)
