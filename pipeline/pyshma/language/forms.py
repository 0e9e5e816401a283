"""Word forms as the networks see them: a word of the vectors and a shape; what they cannot tell apart is one form."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from slovnet.shape import word_shape
from spacy.strings import StringStore

from .letters import matching_form
from .vectors import Ids, read_vectors

RUSSIAN: Final = re.compile("[а-яё]+")
MAX_REMEMBERED: Final = 500_000
"""Spellings; their forms are fewer, since words outside the vocabulary share one."""
PLAIN: Final = {"xx": "RU_xx", "Xx": "RU_Xx"}
"""Shapes of words of nothing but Russian letters, in lower case or with a capital: most forms."""


class Forms:
    """Numbers of forms; networks with the same words and shapes share them.

    Parameters
    ----------
    words
        Word → row of the vectors, in lower case; ``<unk>`` among them.
    shapes
        Shape → row.

    Attributes
    ----------
    rows
        (at least as many as there are forms, 2): word and shape of each.
    """

    def __init__(self, words: dict[str, int], shapes: dict[str, int]) -> None:
        self._words = words
        self._shapes = shapes
        self._plain = {lower: shapes.get(shape, 0) for lower, shape in PLAIN.items()}
        self._numbers: dict[int, int] = {}
        self._by_rows: dict[tuple[int, int], int] = {}
        self.rows = np.zeros((1024, 2), dtype=np.int64)

    def of(self, spellings: npt.NDArray[np.uint64], strings: StringStore) -> Ids:
        """Numbers of some tokens; remembered for all vocabularies, since a hash stands for the same spelling in each.

        Parameters
        ----------
        spellings
            Hash of the text of each token (``token.orth``). Its form is that of its matching form, with its capitals.
        strings
            Of the vocabulary of the tokens.
        """
        if len(self._numbers) >= MAX_REMEMBERED:
            self._numbers.clear()
        hashes = spellings.tolist()
        for spelling in [spelling for spelling in dict.fromkeys(hashes) if spelling not in self._numbers]:
            self._numbers[spelling] = self.number(matching_form(strings[spelling]).text)
        return np.fromiter(map(self._numbers.__getitem__, hashes), np.int64, len(hashes))

    def number(self, text: str) -> int:
        """Number of the form of a text."""
        lower = text.lower()
        word = self._words.get(lower)
        return self.add(self._words["<unk>"] if word is None else word, self._shape(text, lower))

    def _shape(self, text: str, lower: str) -> int:
        if len(text) > 1 and RUSSIAN.fullmatch(lower):
            if text == lower:
                return self._plain["xx"]
            if text[1:] == lower[1:]:
                return self._plain["Xx"]
        return self._shapes[word_shape(text)]

    def add(self, word: int, shape: int) -> int:
        """Number of the form of a word and a shape."""
        number = self._by_rows.setdefault((word, shape), len(self._by_rows))
        if number == len(self.rows):
            self.rows = np.concatenate([self.rows, np.zeros_like(self.rows)])
        self.rows[number] = word, shape
        return number


@cache
def read_forms(shapes: tuple[str, ...]) -> Forms:
    """Forms of navec's words and slovnet's shapes; once per process for each list of shapes."""
    return Forms(read_vectors().words, {shape: row for row, shape in enumerate(shapes)})
