"""How near words are in meaning, by the vectors of navec."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from .dictionary import fold_yo
from .vectors import Floats, read_vectors

N_COMMON: Final = 10_000
"""Most frequent words of the vocabulary, whose mean stands for language at large."""
COMMON_WEIGHT: Final = 100
"""So many words of a corpus outweigh them."""


def _scale(rows: Floats) -> Floats:
    """Rows of length 1; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


@cache
def _common_mean() -> Floats:
    vectors = read_vectors()
    rows = np.argsort(-vectors.counts, kind="stable")[:N_COMMON]
    return np.asarray(_scale(vectors.lookup(rows)).mean(axis=0, keepdims=True), dtype=np.float32)


def _row(word: str) -> int:
    words = read_vectors().words
    return words.get(word, words.get(fold_yo(word), -1))


def _sums(terms: Sequence[str], centre: Floats | float) -> Floats:
    """Sums of the vectors of the words of each term, each of length 1 before and after the centre is subtracted."""
    rows = [[_row(word) for word in term.split()] for term in terms]
    known = sorted({row for group in rows for row in group if row >= 0})
    place = {row: number for number, row in enumerate(known)}
    units = _scale(_scale(read_vectors().lookup(np.array(known, dtype=np.int64))) - centre)
    sums = np.zeros((len(terms), read_vectors().n_dimensions), dtype=np.float32)
    for number, group in enumerate(rows):
        if group and min(group) >= 0:
            sums[number] = units[[place[row] for row in group]].sum(axis=0)
    return sums


@dataclass(frozen=True, slots=True)
class MeaningSpace:
    """Vectors of words from which is taken what the words of a corpus share.

    All words of one kind of text are alike in that they are of that kind; without the mean (Mu & Viswanath 2018,
    arXiv:1702.01417), homely words would be near to every theme of homely texts.

    Parameters
    ----------
    centre
        (1, n_dimensions)
    """

    centre: Floats

    @classmethod
    def of(cls, terms: Sequence[str]) -> MeaningSpace:
        """Space whose centre is the mean of the terms of a corpus; of few terms, of language at large."""
        rows = _scale(_sums(terms, 0.0))
        known = rows[rows.any(axis=1)]
        total = known.sum(axis=0, keepdims=True) + COMMON_WEIGHT * _common_mean()
        return cls(np.asarray(total / (len(known) + COMMON_WEIGHT), dtype=np.float32))

    def vectors(self, terms: Sequence[str]) -> Floats:
        """Vectors of words and phrases, in lower case, whose dot products are cosines.

        Returns
        -------
        (n_terms, n_dimensions), rows of length 1; zeros where the vocabulary lacks a word of the term

        Examples
        --------
        >>> bus, tram, poem = MeaningSpace.of([]).vectors(["автобус", "трамвай", "стихи"])
        >>> bool(bus @ tram > 0.5 > bus @ poem)
        True
        """
        return _scale(_sums(terms, self.centre))


@cache
def _sorted_words() -> list[str]:
    return sorted(read_vectors().words)


def words_beginning(prefix: str, most: int) -> list[str]:
    """The most frequent words of the vocabulary that begin so, ё or е; forms of a word are words of it.

    >>> words_beginning("трамва", 2), words_beginning("зелёны", 1)
    (['трамвай', 'трамваев'], ['зеленый'])
    """
    vectors, words = read_vectors(), _sorted_words()
    beginnings = {prefix, fold_yo(prefix)}
    found = [
        word
        for beginning in beginnings
        for word in words[bisect_left(words, beginning) : bisect_left(words, beginning + "\U0010ffff")]
    ]
    return sorted(found, key=lambda word: (-int(vectors.counts[vectors.words[word]]), word))[:most]
