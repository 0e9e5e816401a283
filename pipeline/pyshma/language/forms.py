"""Word forms as the networks see them: a word of the vectors and a shape; what they cannot tell apart is one form."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from slovnet.shape import word_shape
from spacy.strings import StringStore

from .letters import matching_form
from .vectors import Ids, read_vectors


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
        self._numbers: dict[str, int] = {}
        self._by_rows: dict[tuple[int, int], int] = {}
        self.rows = np.zeros((1024, 2), dtype=np.int64)

    def number(self, text: str) -> int:
        """Number of the form of a text; remembered."""
        number = self._numbers.get(text)
        if number is None:
            word = self._words.get(text.lower(), self._words["<unk>"])
            number = self._numbers[text] = self.add(word, self._shapes[word_shape(text)])
        return number

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


class FormNumbers(dict[int, int]):
    """Hash of a token's text (``token.orth``) → number of its form.

    Parameters
    ----------
    forms
        They are those of the matching form of a token, with its capitals.
    strings
        Of the vocabulary that the documents share.
    """

    def __init__(self, forms: Forms, strings: StringStore) -> None:
        super().__init__()
        self._forms = forms
        self._strings = strings

    def __missing__(self, spelling: int) -> int:
        number = self[spelling] = self._forms.number(matching_form(self._strings[spelling]).text)
        return number

    def of(self, spellings: npt.NDArray[np.uint64]) -> Ids:
        """Numbers of some tokens."""
        return np.fromiter(map(self.__getitem__, spellings.tolist()), np.int64, len(spellings))
