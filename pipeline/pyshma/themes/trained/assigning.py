"""Assignments by the model: those themes whose probability reaches its threshold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Doc

from ...settings import ThemeSettings
from ..assignment import Assignment, quote_sentence, readability, score_themes, short_share
from ..attitude_model import AttitudeModel
from ..attitudes import Attitudes
from ..codebook import Codebook
from .model import SHOWS, Prediction, ThemeModel
from .readings import Floats, SentenceReading, read_sentences


def assign_with_model(
    docs: Sequence[Doc],
    codebook: Codebook,
    model: ThemeModel,
    settings: ThemeSettings | None = None,
    *,
    attitude_model: AttitudeModel | None = None,
) -> list[list[Assignment]]:
    """Themes of each document, in the order of the codebook; the score is the probability.

    Parameters
    ----------
    docs
        Annotated by the language pipeline and by ``pyshma_theme_matcher``.
    settings
        Of these only `ThemeSettings.short_document` counts; the model has its own threshold.
    attitude_model
        What shows attitudes; None: attitudes are not looked for.

    Raises
    ------
    CodebookError
        A doc was not matched with `codebook`.
    """
    readings = [read_sentences(doc, codebook) for doc in docs]
    predictions = model.predict(readings)
    settings = settings or ThemeSettings()
    thresholds = [model.threshold * short_share(doc, settings) for doc in docs]
    found = zip(docs, readings, predictions, thresholds, strict=True)
    return [list(_assign(*one, codebook, model, attitude_model)) for one in found]


def _assign(
    doc: Doc,
    readings: Sequence[SentenceReading],
    prediction: Prediction,
    threshold: float,
    codebook: Codebook,
    model: ThemeModel,
    attitude_model: AttitudeModel | None,
) -> Iterator[Assignment]:
    mentions = {score.theme_id: len(score.mentions) for score in score_themes(doc, codebook)}
    assigned = np.flatnonzero(prediction.probabilities >= threshold)
    strengths = attitude_model.strengths(doc) if attitude_model and len(assigned) else None
    for column in assigned:
        theme_id = model.theme_ids[column]
        scores = prediction.sentences[:, column]
        quote = quote_sentence(doc, best_sentence(doc, readings, scores))
        attitudes = Attitudes()
        if attitude_model and strengths is not None:
            attitudes = attitude_model.judge(strengths, showing_sentences(scores))
        place = quote.text, quote.start_char, quote.end_char
        score = round(float(prediction.probabilities[column]), 3)
        yield Assignment(theme_id, score, mentions.get(theme_id, 0), *place, attitudes)


def showing_sentences(scores: Floats) -> list[int]:
    """Sentences that show a theme: those with a high score, or the best one."""
    return sorted({int(scores.argmax()), *np.flatnonzero(scores > SHOWS).tolist()})


def best_sentence(doc: Doc, readings: Sequence[SentenceReading], scores: Floats) -> int:
    """The sentence with the best score, as far as it is readable; of equal ones the earlier."""
    fit = [readability(doc[reading.start : reading.stop]) for reading in readings]
    weighed = np.round(scores * np.where(scores > 0, fit, 1.0), 6)
    return int(weighed.argmax())
