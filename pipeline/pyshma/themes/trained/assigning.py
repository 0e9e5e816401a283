"""Assignments by the model: those themes whose probability reaches its threshold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from ...settings import ThemeSettings
from ..assignment import Assignment, least_score, quote_attitudes, quote_sentence, readability, short_share
from ..attitude_model import AttitudeModel
from ..attitudes import Attitude
from ..codebook import Codebook
from ..scoring import ThemeScore, weigh_mentions
from .model import Prediction, ThemeModel
from .readings import Floats, ask_encoder, read_sentences


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
        Of these `ThemeSettings.short_document` and `ThemeSettings.min_share` count; the model has its own threshold.
    attitude_model
        What shows attitudes; None: attitudes are not looked for.

    Raises
    ------
    CodebookError
        A doc was not matched with `codebook`.
    """
    scores = [weigh_mentions(doc, codebook) for doc in docs]
    opinions = ask_encoder(model.encoder, docs, codebook)
    readings = [
        read_sentences(doc, codebook, found, opinions=said)
        for doc, found, said in zip(docs, scores, opinions, strict=True)
    ]
    predictions = model.predict(readings)
    settings = settings or ThemeSettings()
    thresholds = [model_threshold(*pair, model, settings) for pair in zip(docs, predictions, strict=True)]
    strengths = [None] * len(docs) if attitude_model is None else attitude_model.strengths_all(docs)
    found = zip(docs, scores, predictions, thresholds, strengths, strict=True)
    return [list(_assign(*one, model, attitude_model)) for one in found]


def model_threshold(doc: Doc, prediction: Prediction, model: ThemeModel, settings: ThemeSettings) -> float:
    """Probability that a theme must reach in `doc`.

    The threshold is lower in a short document, as long as it is judged like a text: the regression of short messages
    knows how short they are.
    """
    share = short_share(doc, settings)
    share += (1 - share) * prediction.shortness
    return least_score(share, model.threshold, float(prediction.probabilities.max()), settings)


def _assign(
    doc: Doc,
    scores: Sequence[ThemeScore],
    prediction: Prediction,
    threshold: float,
    strengths: npt.NDArray[np.float64] | None,
    model: ThemeModel,
    attitude_model: AttitudeModel | None,
) -> Iterator[Assignment]:
    assigned = np.flatnonzero(prediction.probabilities >= threshold)
    if not len(assigned):
        return
    sentences = list(doc.sents)
    fit = np.array([readability(sentence) for sentence in sentences])
    n_mentions = {score.theme_id: len(score.mentions) for score in scores}
    for column in assigned:
        theme_id = model.theme_ids[column]
        by_sentence = prediction.sentences[:, column]
        quote = quote_sentence(sentences[best_sentence(by_sentence, fit)])
        attitudes: dict[Attitude, str] = {}
        if attitude_model and strengths is not None:
            attitudes = quote_attitudes(attitude_model.judge_scored(strengths, by_sentence, fit), sentences)
        place = quote.text, quote.start_char, quote.end_char
        probability = round(float(prediction.probabilities[column]), 3)
        yield Assignment(theme_id, probability, n_mentions.get(theme_id, 0), *place, attitudes)


def best_sentence(scores: Floats, fit: Floats) -> int:
    """The sentence with the best score, as far as it is readable; of equal ones the earlier."""
    return int(np.round(scores * np.where(scores > 0, fit, 1.0), 6).argmax())
