"""Text into pieces of words, as the unigram model of SentencePiece cuts them (Kudo 2018, doi:10.18653/v1/P18-1007).

Every piece has a log probability, and a word is cut where the sum of its pieces is highest; letters that are no piece
count as unknown ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final, TypeAlias

START, END, UNKNOWN = "<s>", "</s>", "<unk>"
WORD: Final = "▁"
"""Begins the first piece of a word."""

UNKNOWN_PENALTY: Final = 10.0
"""How much less probable an unknown letter is than the rarest piece (as in SentencePiece)."""

LONGEST_WORD: Final = 200
"""Letters of a word that are looked at."""

_Last: TypeAlias = tuple[float, int, int]
"""Score of a cut, where its last piece starts, and the number of that piece."""


class Pieces:
    """Cuts texts into numbered pieces.

    Parameters
    ----------
    scores
        Log probability of each piece, in the order of their numbers; that of `START`, `END` and `UNKNOWN`, which must
        be among them, does not count.

    Examples
    --------
    >>> pieces = Pieces({"<s>": 0, "</s>": 0, "<unk>": 0, "▁парк": -2, "▁пар": -1, "к": -4, "и": -1})
    >>> pieces.encode("Парки  парк".lower())
    [3, 6, 3]
    >>> pieces.encode("пар!")
    [4, 2]
    """

    def __init__(self, scores: Mapping[str, float]) -> None:
        numbers = {piece: number for number, piece in enumerate(scores)}
        self.start, self.end, self.unknown = (numbers.pop(piece) for piece in (START, END, UNKNOWN))
        self._known = {piece: (number, float(scores[piece])) for piece, number in numbers.items()}
        self._longest = max(map(len, numbers), default=0)
        self._unknown_score = min((score for _, score in self._known.values()), default=0.0) - UNKNOWN_PENALTY
        self._cut_often = lru_cache(maxsize=50_000)(self._cut)

    def encode(self, text: str) -> list[int]:
        """Numbers of the pieces of a text, without `START` and `END`."""
        words = unicodedata.normalize("NFKC", text).split()
        return [number for word in words for number in self._cut_often(WORD + word[:LONGEST_WORD])]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The cut of highest score, found from the left (Viterbi)."""
        best: list[_Last] = [(0.0, 0, self.unknown)]
        for stop in range(1, len(word) + 1):
            best.append(max(self._ends(word[:stop], best), key=itemgetter(0)))
        numbers, stop = [], len(word)
        while stop:
            _, stop, number = best[stop]
            numbers.append(number)
        return tuple(reversed(numbers))

    def _ends(self, word: str, best: Sequence[_Last]) -> Iterator[_Last]:
        """Every piece with which the beginning of a word may end."""
        yield best[-1][0] + self._unknown_score, len(word) - 1, self.unknown
        for start in range(max(0, len(word) - self._longest), len(word)):
            if known := self._known.get(word[start:]):
                number, score = known
                yield best[start][0] + score, start, number
