"""Why the model gives a document a theme, or does not: the sentences that show it and the words in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from spacy.tokens import Doc

from ...settings import ThemeSettings
from ..assignment import quote_attitudes, readability
from ..attitude_model import AttitudeModel
from ..explain import SentenceReason, ThemeReasons, explain_mentions
from ..matcher import ThemeMatcher
from .assigning import model_threshold
from .model import Prediction, ThemeModel
from .readings import SentenceReading, ask_encoder, read_sentences

MOST_SENTENCES: Final = 3
MOST_LEMMAS: Final = 4
LEAST_SCORE: Final = 0.1
"""Score of a sentence below which it shows nothing."""


def explain_with_model(
    doc: Doc,
    matcher: ThemeMatcher,
    model: ThemeModel,
    settings: ThemeSettings | None = None,
    *,
    attitude_model: AttitudeModel | None = None,
) -> list[ThemeReasons]:
    """Explain `doc` theme by theme, in the order of the codebook; themes without mention and sentence are left out."""
    by_mentions = {reasons.theme_id: reasons for reasons in explain_mentions(doc, matcher)}
    (opinions,) = ask_encoder(model.encoder, [doc], matcher.codebook)
    readings = read_sentences(doc, matcher.codebook, opinions=opinions)
    (prediction,) = model.predict([readings])
    threshold = model_threshold(doc, prediction, model, settings or ThemeSettings())
    explained = list(_explain(doc, matcher, model, readings, prediction, by_mentions, threshold))
    return explained if attitude_model is None else _with_attitudes(doc, model, prediction, explained, attitude_model)


def _with_attitudes(
    doc: Doc,
    model: ThemeModel,
    prediction: Prediction,
    explained: Sequence[ThemeReasons],
    attitude_model: AttitudeModel,
) -> list[ThemeReasons]:
    sentences = list(doc.sents)
    fit, strengths = list(map(readability, sentences)), attitude_model.strengths(doc)
    shown = []
    for reasons in explained:
        if reasons.assigned:
            scores = prediction.sentences[:, model.theme_ids.index(reasons.theme_id)]
            quotes = quote_attitudes(attitude_model.judge_scored(strengths, scores, fit), sentences)
            shown.append(replace(reasons, attitudes=quotes))
        else:
            shown.append(reasons)
    return shown


def _explain(
    doc: Doc,
    matcher: ThemeMatcher,
    model: ThemeModel,
    readings: list[SentenceReading],
    prediction: Prediction,
    by_mentions: dict[str, ThemeReasons],
    threshold: float,
) -> Iterator[ThemeReasons]:
    for column, theme in enumerate(matcher.codebook.themes):
        probability = float(prediction.probabilities[column])
        assigned = probability >= threshold
        sentences = tuple(_explain_sentences(doc, model, readings, prediction, column))
        empty = ThemeReasons(theme.id, theme.name, 0.0, threshold, assigned, ())
        reasons = by_mentions.get(theme.id, empty)
        if reasons.mentions or sentences:
            scored = replace(reasons, score=probability, threshold=threshold, assigned=assigned)
            yield replace(scored, sentences=sentences, trained=True)


def _explain_sentences(
    doc: Doc, model: ThemeModel, readings: list[SentenceReading], prediction: Prediction, column: int
) -> Iterator[SentenceReason]:
    scores = prediction.sentences[:, column]
    for number in np.argsort(-scores, kind="stable")[:MOST_SENTENCES].tolist():
        if scores[number] >= LEAST_SCORE:
            span = doc[readings[number].start : readings[number].stop]
            lemmas = tuple(strongest_lemmas(model, readings[number], column))
            opinions = readings[number].opinion
            opinion = None if opinions is None else float(opinions[column])
            yield SentenceReason(span.start_char, span.end_char, float(scores[number]), lemmas, opinion)


def strongest_lemmas(model: ThemeModel, reading: SentenceReading, column: int) -> Iterator[str]:
    """Words of a sentence that add most to its score for a theme, the strongest first."""
    row = model.space.transform([reading]).words
    parts = {int(place): float(row[0, place] * model.coefficients[column, place]) for place in row.indices}
    words = sorted((-part, place) for place, part in parts.items() if part > 0)
    return (model.space.terms[place] for _, place in words[:MOST_LEMMAS])
