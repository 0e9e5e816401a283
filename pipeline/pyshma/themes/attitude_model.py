"""Learned weights → the attitudes that an author expresses towards a theme."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from ..resources import default_attitudes
from .attitude_features import sentence_features
from .attitudes import ATTITUDES, Attitude, AttitudeCues
from .compilation import Lemmas

Floats = npt.NDArray[np.float64]

NEIGHBOURS: Final = (1, 2, -1, -2)
"""Sentences after (positive) and before a mention that may speak about the same thing."""

NEARNESS: Final = ("mention", "several mentions", "1 after", "2 after", "1 before", "2 before", "no mention")
THEME: Final = (
    *(f"{rank} {name}" for rank in ("strongest", "second") for name in ATTITUDES),
    *(
        f"{part} {name}"
        for part in ("strongest anywhere", "mean anywhere", "mean about the theme")
        for name in ATTITUDES
    ),
    "length",
    "nearest",
    "sentences about the theme",
)
"""Names of what `nearness_features` and `theme_features` give, in their order."""

ALMOST_NONE: Final = 1e-6
MOST_SENTENCES: Final = 5.0
"""Sentences about a theme count up to this number."""

ABOUT: Final = 2.0
"""Power of a sentence's nearness to the theme beside its attitude, when one is chosen to show both. Of 944 attitudes of
the demonstration corpus 892 in a thousand are shown by a sentence that was coded with them; with power 1, 880."""

STEEPNESS, MIDDLE = 10.0, 0.2
"""A sentence to which a theme model gives a score of `MIDDLE` is about the theme by half; chosen on hands w1 to w3 of
the demonstration corpus, leaving one out."""


@cache
def attitudes_digest() -> str:
    """SHA-256 of the weights that come with pyshma: other weights, other attitudes."""
    return sha256(default_attitudes().read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class LinearWeights:
    """A linear function: name of a feature → weight of it for each result.

    Parameters
    ----------
    weights
        (n_features, n_results), rows in the order of `names`.
    intercept
        (n_results,)
    """

    names: tuple[str, ...]
    weights: Floats
    intercept: Floats

    @classmethod
    def from_json(cls, data: Mapping[str, Any], names: Iterable[str] | None = None) -> LinearWeights:
        """From ``{"intercept": [...], "weights": {name: [...]}}``, in the order of `names`, if given."""
        names = tuple(data["weights"] if names is None else names)
        weights = np.array([data["weights"][name] for name in names], dtype=float)
        return cls(names, weights, np.array(data["intercept"], dtype=float))


def probability(score: Floats) -> Floats:
    """Logistic function of `score`."""
    return 1.0 / (1.0 + np.exp(-score))


def nearness_features(n_sentences: int, sentences: Iterable[int]) -> Floats:
    """Where each sentence stands to those with mentions of a theme: (n_sentences, 7) of 0 and 1, see `NEARNESS`.

    Before and after count only for sentences without a mention; ``no mention`` is 1 for all when there is none.
    """
    counts = np.zeros(n_sentences)
    for sentence, n in Counter(sentences).items():
        counts[sentence] = n
    near = counts > 0
    beside = [(~near) & np.array([_at(near, i - step) for i in range(n_sentences)], dtype=bool) for step in NEIGHBOURS]
    nowhere = np.full(n_sentences, not near.any())
    return np.column_stack([near, counts > 1, *beside, nowhere]).astype(float)


def nearness_of_scores(scores: npt.ArrayLike) -> Floats:
    """How much each sentence is about a theme, 0 to 1, from the scores that a theme model gives it: (n_sentences,)."""
    return probability(STEEPNESS * (np.asarray(scores, dtype=float) - MIDDLE))


def _at(flags: npt.NDArray[np.bool_], place: int) -> bool:
    return 0 <= place < len(flags) and bool(flags[place])


def theme_features(strengths: Floats, nearness: Floats) -> Floats:
    """What says which attitudes a document expresses towards a theme: (18,), see `THEME`.

    The strongest and the second strongest sentence for each attitude, its strength times its nearness; what the
    document expresses anywhere, because who wishes for nothing in a whole letter complains; how much of it is about the
    theme.
    """
    weighted = np.vstack([nearness[:, None] * strengths, np.zeros((2, len(ATTITUDES)))])
    about = nearness / (nearness.sum() + ALMOST_NONE)
    return np.concatenate(
        [
            -np.sort(-weighted, axis=0)[:2].ravel(),
            strengths.max(axis=0),
            strengths.mean(axis=0),
            about @ strengths,
            [np.log(len(strengths)), nearness.max(), min(nearness.sum(), MOST_SENTENCES)],
        ]
    )


class AttitudeModel:
    """Says whether an author complains, wishes or praises.

    Three logistic regressions after each other: what a sentence expresses, from its words, grammar and cues; whether it
    is about the theme, from its distance to the mentions; what the document expresses, from both. Where a theme model
    has scored the sentences, its scores say what they are about.

    Parameters
    ----------
    data
        As in ``models/attitudes/model.json``, whose card says how it was learned.
    lemmas
        All dictionary forms that a word of a cue may stand for.
    """

    def __init__(self, data: Mapping[str, Any], lemmas: Lemmas) -> None:
        self._sentence = LinearWeights.from_json(data["sentence"])
        self._nearness = LinearWeights.from_json(data["nearness"], NEARNESS)
        self._theme = LinearWeights.from_json(data["theme"], THEME)
        self._scored_theme = LinearWeights.from_json(data["scored theme"], THEME)
        self._rows = {name: row for row, name in enumerate(self._sentence.names)}
        self._cues = AttitudeCues(lemmas)

    @classmethod
    def read(cls, path: Path, lemmas: Lemmas) -> AttitudeModel:
        """Read a model that ``models/make_attitudes.py`` wrote."""
        return cls(json.loads(path.read_text(encoding="utf-8")), lemmas)

    def strengths(self, doc: Doc) -> Floats:
        """Probability that a sentence of `doc` which is about a theme expresses an attitude: (n_sentences, 3)."""
        return self.strengths_all([doc])[0]

    def strengths_all(self, docs: Sequence[Doc]) -> list[Floats]:
        """Those of each of some documents, as `strengths` gives them; faster than one by one."""
        found = sentence_features(docs, self._cues)
        scores = [np.array(list(map(self._score, sentences))).reshape(-1, len(ATTITUDES)) for sentences in found]
        return list(map(probability, scores))

    def _score(self, features: Mapping[str, float]) -> Floats:
        rows = self._rows
        known = [(rows[name], value) for name, value in features.items() if name in rows]
        values = np.array([value for _, value in known])
        score: Floats = self._sentence.intercept + values @ self._sentence.weights[[row for row, _ in known]]
        return score

    def judge(self, strengths: Floats, sentences: Iterable[int], fit: npt.ArrayLike = 1.0) -> dict[Attitude, int]:
        """Attitudes towards a theme; at least one, because who speaks about a thing says something of it.

        Parameters
        ----------
        strengths
            From `strengths`.
        sentences
            Number of the sentence of each mention of the theme; none: every sentence counts alike.
        fit
            How well each sentence can be quoted, 0 to 1: (n_sentences,).

        Returns
        -------
        dict
            Attitude → number of the sentence that shows it best.
        """
        features = nearness_features(len(strengths), sentences)
        nearness = probability(features @ self._nearness.weights[:, 0] + self._nearness.intercept[0])
        return _give(strengths, nearness, self._theme, fit)

    def judge_scored(self, strengths: Floats, scores: npt.ArrayLike, fit: npt.ArrayLike = 1.0) -> dict[Attitude, int]:
        """Attitudes towards a theme by what a theme model says of the sentences; at least one.

        Parameters
        ----------
        strengths, fit
            As for `judge`, which says what is returned.
        scores
            Of the sentences for the theme, about 0 to 1: (n_sentences,).
        """
        return _give(strengths, nearness_of_scores(scores), self._scored_theme, fit)


def _give(strengths: Floats, nearness: Floats, theme: LinearWeights, fit: npt.ArrayLike) -> dict[Attitude, int]:
    if not len(strengths):
        return {}
    scores = theme_features(strengths, nearness) @ theme.weights + theme.intercept
    shown = strengths * (nearness**ABOUT * np.asarray(fit))[:, None]
    places = np.round(shown, 6).argmax(axis=0)
    given = zip(ATTITUDES, places, decide(scores[None, :])[0], strict=True)
    return {attitude: int(place) for attitude, place, expressed in given if expressed}


def decide(scores: Floats) -> npt.NDArray[np.bool_]:
    """Attitudes with a score of 0 or more; where there is none, the best: (n, 3) → (n, 3)."""
    given = scores >= 0
    none = ~given.any(axis=1)
    given[none, scores[none].argmax(axis=1)] = True
    return given
