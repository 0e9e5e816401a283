"""What a theme model is learned from, and how hard it is held back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .readings import SentenceReading

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How hard coefficients are held back; chosen by leaving out one author or hand at a time.

    Parameters
    ----------
    ridge
        Penalty of the sentence scores.
    most_landmarks
        Coded sentences whose nearness counts.
    bend
        Scale of the nearness to landmarks against words, vectors and mentions; 0: linear scores.
    own_weight
        How many times a coded sentence of the documents themselves counts against one of another text.
    logistic
        Inverse penalty of the document probabilities (scikit-learn's ``C``).
    bias_scale
        Freedom of the bias of each theme against the shared weights; 0: one bias for all. What is usual in one town is
        not in another: from 1 to 0.5, F1 of essays about other towns by two authors 0.802 → 0.804 and 0.801 → 0.812, of
        hands left out 0.782 → 0.777 with the same log loss.
    """

    ridge: float = 2.0
    most_landmarks: int = 1000
    bend: float = 2.0
    own_weight: float = 3.0
    logistic: float = 0.3
    bias_scale: float = 0.5


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A document with the codes that people gave it.

    Parameters
    ----------
    group
        Who wrote it, or where it comes from: cross-validation leaves out one group at a time.
    readings
        Its sentences.
    themes
        Whether it has each theme of the codebook: (n_themes,).
    sentence_themes
        The same for its sentences, if somebody coded them: (n_sentences, n_themes).
    """

    id: str
    group: str
    readings: tuple[SentenceReading, ...]
    themes: Flags
    sentence_themes: Flags | None = None

    @property
    def n_lemmas(self) -> int:
        """Lemmas of its sentences."""
        return sum(len(reading.lemmas) for reading in self.readings)
