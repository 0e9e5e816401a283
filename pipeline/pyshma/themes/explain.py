"""Why a document has a theme, or has not: every match with what it added, and every match that was dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from ..settings import ThemeSettings
from .assignment import reaching, show_attitudes, theme_thresholds
from .attitude_model import AttitudeModel
from .attitudes import Attitude
from .codebook import Pattern
from .matcher import Mention, ThemeMatcher
from .scoring import score_themes


@dataclass(frozen=True, slots=True)
class MentionReason:
    """One match of one pattern.

    Parameters
    ----------
    contribution
        What it added to the score; 0 when it was dropped.
    dropped
        None, ``"unless"``, ``"overlap"``, ``"figurative"``, ``"negated"`` or ``"street"``.
    by
        The context or the pattern of the other mention that dropped it, or an empty string.
    """

    pattern: Pattern
    start: int
    stop: int
    text: str
    contribution: float
    dropped: str | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class SentenceReason:
    """What a trained model says of one sentence.

    Parameters
    ----------
    score
        About 0 to 1.
    lemmas
        Its words that speak most for the theme, the strongest first.
    opinion
        Probability that the encoder gives, which is a part of the score; None: the model has none.
    """

    start: int
    stop: int
    score: float
    lemmas: tuple[str, ...]
    opinion: float | None = None


@dataclass(frozen=True, slots=True)
class ThemeReasons:
    """All matches of one theme in one document, in order of the text.

    Parameters
    ----------
    score, threshold
        The sum of the mentions and what it must reach; with a trained model probabilities.
    sentences
        The sentences that show the theme best, by a trained model.
    trained
        Whether a trained model gave the score; the mentions are then part of what it saw, and their contributions do
        not add up to it.
    attitudes
        Of an assigned theme: what the author expresses towards it → the sentence that shows it best.
    """

    theme_id: str
    name: str
    score: float
    threshold: float
    assigned: bool
    mentions: tuple[MentionReason, ...]
    sentences: tuple[SentenceReason, ...] = ()
    trained: bool = False
    attitudes: Mapping[Attitude, str] = field(default_factory=dict)


def explain_mentions(
    doc: Doc,
    matcher: ThemeMatcher,
    settings: ThemeSettings | None = None,
    *,
    attitude_model: AttitudeModel | None = None,
) -> list[ThemeReasons]:
    """Explain `doc` theme by theme, in the order of the codebook; themes without any match are left out.

    `doc` is matched anew, and its ``doc.spans["themes"]`` is written as by the component.
    """
    mentions, dropped = matcher.match_with_reasons(doc)
    matcher.set_annotations(doc, mentions)
    found = score_themes(doc, matcher.codebook, settings)
    thresholds = theme_thresholds(doc, matcher.codebook, found, settings)
    scores = {score.theme_id: score for score in found}
    assigned = reaching(found, thresholds)
    shown = show_attitudes(doc, assigned, attitude_model)
    attitudes = {score.theme_id: quotes for score, quotes in zip(assigned, shown, strict=True)}
    reasons: dict[str, list[MentionReason]] = {}
    for score in found:
        for mention, contribution in zip(score.mentions, score.contributions, strict=True):
            reasons.setdefault(score.theme_id, []).append(_reason(matcher, mention, contribution))
    for loss in dropped:
        reason = _reason(matcher, loss.mention, 0.0, loss.reason, loss.by)
        reasons.setdefault(loss.mention.theme_id, []).append(reason)
    return [
        ThemeReasons(
            theme.id,
            theme.name,
            scores[theme.id].score if theme.id in scores else 0.0,
            thresholds[theme.id],
            theme.id in attitudes,
            tuple(sorted(reasons[theme.id], key=lambda reason: (reason.start, reason.stop, reason.pattern.id))),
            attitudes=attitudes.get(theme.id, {}),
        )
        for theme in matcher.codebook.themes
        if theme.id in reasons
    ]


def _reason(
    matcher: ThemeMatcher, mention: Mention, contribution: float, dropped: str | None = None, by: str = ""
) -> MentionReason:
    pattern = matcher.codebook.pattern(mention.pattern_id)
    return MentionReason(pattern, mention.start, mention.stop, mention.text, contribution, dropped, by)
