"""Complaint, wish, praise: the three attitudes, and the cue words that show them."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

from spacy.tokens import Doc

from .compilation import Lemmas, compile_pattern
from .index import PatternIndex

Attitude = Literal["problem", "wish", "praise"]
ATTITUDES: Final[tuple[Attitude, ...]] = get_args(Attitude)
"""Complaint about the present, wish for the future, praise; in the order of the tables."""


@dataclass(frozen=True, slots=True)
class _Cue:
    attitude: Attitude
    kind: str
    text: str


@cache
def _read_cues() -> dict[str, dict[str, list[str]]]:
    data: dict[str, Any] = tomllib.loads((Path(__file__).parent / "attitudes.toml").read_text(encoding="utf-8"))
    return data


class AttitudeCues:
    """Finds the words by which people complain, wish and praise (``attitudes.toml``).

    Parameters
    ----------
    lemmas
        All dictionary forms that a word of a cue may stand for.
    """

    def __init__(self, lemmas: Lemmas) -> None:
        cues = (
            _Cue(attitude, kind, text)
            for attitude in ATTITUDES
            for kind, texts in _read_cues()[attitude].items()
            for text in texts
        )
        self._index = PatternIndex({cue: compile_pattern(cue.text, lemmas) for cue in cues})

    def count(self, doc: Doc) -> list[Counter[tuple[Attitude, str]]]:
        """Number of cues in each sentence of `doc` by attitude and kind, ``"strong"`` or ``"weak"``."""
        return self.count_all([doc])[0]

    def count_all(self, docs: Sequence[Doc]) -> list[list[Counter[tuple[Attitude, str]]]]:
        """Cues in the sentences of each of some documents, as `count` counts them; faster than one by one."""
        return list(map(_count, docs, self._index.find_all(docs)))


def _count(doc: Doc, matches: Sequence[tuple[_Cue, int, int]]) -> list[Counter[tuple[Attitude, str]]]:
    starts = [sentence.start for sentence in doc.sents]
    counts: list[Counter[tuple[Attitude, str]]] = [Counter() for _ in starts]
    blocked: defaultdict[Attitude, set[int]] = defaultdict(set)
    for cue, first, last in matches:
        if cue.kind == "unless":
            blocked[cue.attitude].update(range(first, last))
    for cue, first, last in matches:
        if cue.kind != "unless" and blocked[cue.attitude].isdisjoint(range(first, last)):
            counts[bisect_right(starts, first) - 1][cue.attitude, cue.kind] += 1
    return counts
