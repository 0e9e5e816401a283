"""Mentions → assignments: when a document speaks about a theme, and the sentence that shows it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Span

from ..settings import ThemeSettings
from .attitude_model import AttitudeModel
from .attitudes import Attitude
from .codebook import Codebook
from .matcher import Mention
from .quotes import READABLE, shorten_quote
from .scoring import ThemeScore, is_bare, score_themes, sentence_sums

SHORTEST_SHARE = 0.5
"""Of the threshold, for the shortest documents. On 600 short citizens' messages it found the main theme of 79 %
instead of 61 %, and changed nothing on essays of 43 words and more (F1 ±0.002)."""

RIVALRY = 1.25
"""Power by which the share of the strongest theme grows in a short document as that of the threshold shrinks. F1 by the
codebook from power 1: of 1,500 citizens' messages with one subject 0.73 → 0.75, of 150 that one of us coded 0.731 →
0.744, of 2,720 short texts by authors left out 0.749 → 0.750; 1.5 takes second themes away that are meant."""

LEADING = 0.8
"""Of the threshold; a theme that leads a sentence with so much is not passing, however short the document. F1 by the
codebook: of 200 citizens' messages that one of us coded 0.792 → 0.797, of 34 letters by one author 0.76 → 0.80, of 40
by another 0.81 as before, of 1,500 messages with one category each 0.701 → 0.698."""

AT_LENGTH = 4.0
"""Thresholds; what the strongest theme has gathered beyond counts by its root. F1 by the codebook without it: of the
essays of three hands 0.78 → 0.77, of 70 essays by an author of whom nothing was learned 0.73 → 0.71."""

ROUNDING = 1e-9
"""Ten tenths are one, also where their sum is not."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A theme given to a document.

    Parameters
    ----------
    quote
        The sentence that shows the theme best, to the letter; ``start`` and ``stop`` are its characters in the text.
    attitudes
        What the author expresses towards the theme → the sentence that shows it best, to the letter.
    """

    theme_id: str
    score: float
    n_mentions: int
    quote: str
    start: int
    stop: int
    attitudes: Mapping[Attitude, str]


def choose_quote(doc: Doc, score: ThemeScore) -> Span:
    """Sentence that carries most of the score, as far as it is readable; of equal ones the earlier.

    A sentence shorter or longer than `READABLE` counts in proportion. Of a text without sentences, longer than
    `LONGEST_QUOTE`, the words around the heaviest mention are quoted.
    """
    sentences = list(doc.sents)
    starts = [sentence.start for sentence in sentences]
    evidence: defaultdict[int, list[tuple[float, Mention]]] = defaultdict(list)
    for place, mention, contribution in zip(score.sentences(starts), score.mentions, score.contributions, strict=True):
        evidence[place].append((contribution, mention))
    weights = {i: sum(weight for weight, _ in found) * readability(sentences[i]) for i, found in evidence.items()}
    best = max(weights, key=lambda i: (round(weights[i], 6), -i))
    heaviest = max(evidence[best], key=lambda item: (item[0], -item[1].start))[1]
    return _shorten(_strip(sentences[best]), heaviest.start, heaviest.stop)


def quote_sentence(sentence: Span) -> Span:
    """A sentence as a quote; of one longer than `LONGEST_QUOTE`, its beginning."""
    sentence = _strip(sentence)
    return _shorten(sentence, sentence.start_char, sentence.start_char)


def _shorten(sentence: Span, first: int, last: int) -> Span:
    """Of an endless sentence, the whole tokens around the characters of the text from `first` to before `last`."""
    text, offset = sentence.text, sentence.start_char
    start, stop = shorten_quote(text, 0, len(text), first - offset, last - offset)
    return sentence.char_span(start, stop, alignment_mode="contract") or sentence


def readability(sentence: Span) -> float:
    """How well a sentence can be quoted by its length: 1 within `READABLE`, else less in proportion."""
    shortest, longest = READABLE
    length = max(1, sentence.end_char - sentence.start_char)
    return min(1.0, length / shortest, longest / length)


def _strip(sentence: Span) -> Span:
    """Take whitespace tokens from both ends."""
    start, stop = sentence.start, sentence.end
    while start < stop - 1 and sentence.doc[start].text.isspace():
        start += 1
    while stop > start + 1 and sentence.doc[stop - 1].text.isspace():
        stop -= 1
    return sentence.doc[start:stop]


def theme_thresholds(
    doc: Doc, codebook: Codebook, scores: Sequence[ThemeScore], settings: ThemeSettings | None = None
) -> dict[str, float]:
    """Score that each theme must reach in `doc`: `least_score`, by theme id.

    Less in a short document than in a long one, and more beside a strong theme, but not for one that leads a sentence
    (`LEADING`) or is named in a bare answer (`is_bare`). Themes that have themes inside are no measure, because they
    gather the scores of all of these.
    """
    settings = settings or ThemeSettings()
    strongest = max((score.score for score in scores if score.theme_id not in codebook.outer), default=0.0)
    share = short_share(doc, settings)
    passing = least_score(share, settings.threshold, strongest, settings)
    leading = least_score(share, settings.threshold, strongest, settings, leads=True)
    if leading < passing and is_bare(doc):
        passing = leading
    leaders = _leaders(doc, codebook, scores, settings) if leading < passing else frozenset()
    return {theme.id: leading if theme.id in leaders else passing for theme in codebook.themes}


def _leaders(doc: Doc, codebook: Codebook, scores: Sequence[ThemeScore], settings: ThemeSettings) -> frozenset[str]:
    """Themes of which some sentence says more than of any other."""
    starts = [sentence.start for sentence in doc.sents]
    said = sentence_sums(scores, [score.sentences(starts) for score in scores], len(starts))
    inner = [score.theme_id not in codebook.outer for score in scores]
    most = said[:, inner].max(axis=1, initial=0.0)[:, None]
    leads = ((said >= most - ROUNDING) & (said >= LEADING * settings.threshold - ROUNDING)).any(axis=0)
    return frozenset(score.theme_id for score, leading in zip(scores, leads, strict=True) if leading)


def least_score(
    share: float, threshold: float, strongest: float, settings: ThemeSettings, *, leads: bool = False
) -> float:
    """Score that a theme must reach in a document, of whatever kind the scores are.

    Parameters
    ----------
    share, threshold
        The threshold for a long document, and the share of it that holds in this one (`short_share`).
    strongest
        Score of the strongest theme. A theme must reach `ThemeSettings.min_share` of it, and in a short document the
        more the less the threshold is (`RIVALRY`): who writes three lines has one subject, and other words are passing.
        Beyond `AT_LENGTH` thresholds it makes others passing only slowly.
    leads
        Whether the theme leads a sentence; its part does not grow.
    """
    at_length = AT_LENGTH * threshold
    if strongest > at_length:
        strongest = math.sqrt(at_length * strongest)
    part = settings.min_share if leads else min(1.0, settings.min_share / math.pow(share, RIVALRY))
    return max(threshold * share, part * strongest)


def short_share(doc: Doc, settings: ThemeSettings) -> float:
    """Share of a threshold that holds in `doc`: 1, or less in a short document."""
    if not settings.short_document:
        return 1.0
    words = (token for token in doc if any(map(str.isalnum, token.text)))
    n_words = sum(1 for _ in islice(words, settings.short_document))
    return min(1.0, max(SHORTEST_SHARE, n_words / settings.short_document))


def assign_themes(
    doc: Doc, codebook: Codebook, settings: ThemeSettings | None = None, *, attitude_model: AttitudeModel | None = None
) -> list[Assignment]:
    """Themes that `doc` speaks about: those whose score reaches `theme_thresholds`, in the order of the codebook.

    Parameters
    ----------
    doc
        Annotated by the language pipeline and by ``pyshma_theme_matcher``.
    attitude_model
        None: attitudes are not looked for.

    Raises
    ------
    CodebookError
        `doc` was not matched with `codebook`.
    """
    found = score_themes(doc, codebook, settings)
    thresholds = theme_thresholds(doc, codebook, found, settings)
    scores = reaching(found, thresholds)
    attitudes = show_attitudes(doc, scores, attitude_model)
    return [_assignment(doc, *pair) for pair in zip(scores, attitudes, strict=True)]


def reaching(scores: Sequence[ThemeScore], thresholds: Mapping[str, float]) -> list[ThemeScore]:
    """Scores that reach the thresholds of their themes."""
    return [score for score in scores if score.score >= thresholds[score.theme_id] - ROUNDING]


def show_attitudes(
    doc: Doc, scores: Sequence[ThemeScore], model: AttitudeModel | None
) -> Sequence[Mapping[Attitude, str]]:
    """What the author expresses towards each theme, as `Assignment.attitudes` has it; nothing without a model."""
    if model is None or not scores:
        return [{}] * len(scores)
    strengths = model.strengths(doc)
    sentences = list(doc.sents)
    starts = [sentence.start for sentence in sentences]
    fit = list(map(readability, sentences))
    judged = (model.judge(strengths, score.sentences(starts), fit) for score in scores)
    return [quote_attitudes(places, sentences) for places in judged]


def quote_attitudes(places: Mapping[Attitude, int], sentences: Sequence[Span]) -> dict[Attitude, str]:
    """Attitude → text of the sentence that shows it, from the number of that sentence."""
    return {attitude: quote_sentence(sentences[place]).text for attitude, place in places.items()}


def _assignment(doc: Doc, score: ThemeScore, attitudes: Mapping[Attitude, str]) -> Assignment:
    quote = choose_quote(doc, score)
    place = quote.text, quote.start_char, quote.end_char
    return Assignment(score.theme_id, score.score, len(score.mentions), *place, attitudes)
