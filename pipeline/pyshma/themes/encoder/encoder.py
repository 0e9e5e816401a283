"""Scores of sentences by an encoder: how likely each shows each theme, read in view of the sentences around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np

from ...errors import CodebookError
from .network import Floats, Linear, Network
from .pieces import Pieces

MAX_WINDOWS: Final = 400
"""Windows of a document that are read, some 200 pages: half a minute of one core."""

MAX_THREADS: Final = 2
"""Documents at a time; their number does not change the result."""


def cut_windows(sentences: Iterable[str], pieces: Pieces, longest: int) -> Iterator[list[list[int]]]:
    """Sentences of a document as numbers of pieces, as many at a time as fit; of an endless sentence the beginning.

    Parameters
    ----------
    longest
        Pieces of a window, with the `Pieces.start` before its sentences and the `Pieces.end` behind each.
    """
    window: list[list[int]] = []
    length = 1
    for sentence in sentences:
        numbers = [*pieces.encode(sentence)[: longest - 2], pieces.end]
        if window and length + len(numbers) > longest:
            yield window
            window, length = [], 1
        window.append(numbers)
        length += len(numbers)
    if window:
        yield window


@dataclass(frozen=True)
class SentenceEncoder:
    """A trained encoder.

    Parameters
    ----------
    theme_ids
        Themes that it scores.
    digest
        SHA-256 of its files.
    head
        From the mean and the maximum of the vectors of a sentence to its themes: (2 × n, n_themes).
    """

    theme_ids: tuple[str, ...]
    digest: str
    pieces: Pieces = field(repr=False)
    network: Network = field(repr=False)
    head: Linear = field(repr=False)

    def columns(self, theme_ids: Iterable[str]) -> list[int]:
        """Columns of some themes in what `score` gives.

        Raises
        ------
        CodebookError
            It does not know one of them.
        """
        known = {theme_id: column for column, theme_id in enumerate(self.theme_ids)}
        wanted = list(theme_ids)
        if unknown := [theme_id for theme_id in wanted if theme_id not in known]:
            raise CodebookError(
                f"the encoder does not know the themes {', '.join(unknown)}; it knows: {', '.join(known)}; "
                "train the model without it"
            )
        return [known[theme_id] for theme_id in wanted]

    def score(self, sentences: Sequence[str]) -> Floats:
        """Probabilities of the themes of the sentences of one document: (n_sentences, n_themes).

        Sentences behind the first `MAX_WINDOWS` windows are not read; theirs are NaN.
        """
        probabilities = np.full((len(sentences), len(self.theme_ids)), np.nan, np.float32)
        start = 0
        for window in islice(self._windows(sentences), MAX_WINDOWS):
            stop = start + len(window)
            probabilities[start:stop] = 1 / (1 + np.exp(-self.head(np.array(list(self._pool(window))))))
            start = stop
        return probabilities

    def score_documents(self, documents: Sequence[Sequence[str]]) -> list[Floats]:
        """The same for many documents, some at a time: numpy works without the interpreter's lock."""
        with ThreadPoolExecutor(MAX_THREADS) as pool:
            return list(pool.map(self.score, documents))

    def _windows(self, sentences: Sequence[str]) -> Iterator[list[list[int]]]:
        return cut_windows(sentences, self.pieces, self.network.longest)

    def _pool(self, window: Sequence[Sequence[int]]) -> Iterator[Floats]:
        """Mean and maximum of the vectors of each sentence: (2 × n,)."""
        ids = np.array([self.pieces.start, *(piece for sentence in window for piece in sentence)], np.int64)
        rows = self.network(ids)
        stop = 1
        for sentence in window:
            start, stop = stop, stop + len(sentence)
            yield np.concatenate([rows[start:stop].mean(axis=0), rows[start:stop].max(axis=0)])
