"""Whether an author complains, wishes or praises: cues in and beside the sentences in which a theme is mentioned."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from .compilation import Lemmas, compile_pattern
from .index import PatternIndex

Attitude = Literal["problem", "wish", "praise"]
ATTITUDES: Final[tuple[Attitude, ...]] = get_args(Attitude)
"""Complaint about the present, wish for the future, praise; in the order of the tables."""

Floats = npt.NDArray[np.float64]

STRONG, WEAK = 1.0, 0.25
MOST = 2.0
"""Cues of one attitude in one sentence count up to this sum: a long sentence is not a louder one."""

AFTER, BEFORE = 0.5, 0.25
"""What the sentences after and before a mention count for: people name a thing and then say what they want of it."""

THRESHOLDS: Final[Mapping[Attitude, float]] = {"problem": 0.25, "wish": 0.5, "praise": 0.6}
"""Sums from which a document has an attitude. Chosen on the gold codes of the demonstration corpus (729 themes), so
that each attitude is given about as often as by people: 68, 83 and 23 %."""


@dataclass(frozen=True, slots=True)
class Attitudes:
    """What an author expresses towards a theme; one, several or none."""

    problem: bool = False
    wish: bool = False
    praise: bool = False


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

    def read(self, doc: Doc) -> Floats:
        """Strength of each attitude in each sentence of `doc`: (n_sentences, 3), 0 to `MOST`."""
        starts = [sentence.start for sentence in doc.sents]
        strengths = np.zeros((len(starts), len(ATTITUDES)))
        matches = self._index.find(doc)
        blocked: defaultdict[Attitude, set[int]] = defaultdict(set)
        for cue, first, last in matches:
            if cue.kind == "unless":
                blocked[cue.attitude].update(range(first, last))
        for cue, first, last in matches:
            if cue.kind != "unless" and blocked[cue.attitude].isdisjoint(range(first, last)):
                place = bisect_right(starts, first) - 1, ATTITUDES.index(cue.attitude)
                strengths[place] += STRONG if cue.kind == "strong" else WEAK
        for token in doc:
            if "Fut" in token.morph.get("Tense", []):
                strengths[bisect_right(starts, token.i) - 1, ATTITUDES.index("wish")] += WEAK
        return np.minimum(strengths, MOST)


def judge_attitudes(strengths: Floats, sentences: Iterable[int]) -> Attitudes:
    """Attitudes towards something that is mentioned in some sentences.

    Parameters
    ----------
    strengths
        From `AttitudeCues.read`.
    sentences
        Numbers of the sentences with mentions.

    Examples
    --------
    >>> judge_attitudes(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 2.0]]), [0])
    Attitudes(problem=True, wish=True, praise=False)
    """
    near = np.zeros(len(strengths))
    near[sorted(set(sentences))] = 1.0
    after, before = np.append(0.0, near[:-1]), np.append(near[1:], 0.0)
    sums = dict(zip(ATTITUDES, (near + AFTER * after + BEFORE * before) @ strengths, strict=True))
    return Attitudes(**{attitude: bool(sums[attitude] >= THRESHOLDS[attitude]) for attitude in ATTITUDES})
