"""Mentions of themes, and which of those that overlap count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple, TypeVar

from spacy.tokens import Doc

_PLACE = attrgetter("first_token", "last_token", "theme_id")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that a pattern matched.

    Parameters
    ----------
    start, stop
        Characters of the text, half-open.
    first_token, last_token
        Half-open as well: `last_token` is the token after the mention.
    weight
        Of the pattern.
    """

    theme_id: str
    pattern_id: str
    weight: float
    start: int
    stop: int
    first_token: int
    last_token: int
    text: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A match that is no mention.

    Parameters
    ----------
    reason
        ``"unless"``: it stands in a context in which the codebook does not want it; ``"figurative"``: in a figure of
        speech; ``"negated"``: the author says that it is not the point; ``"street"``: it names a street;
        ``"overlap"``: a heavier or longer mention of the same theme overlaps it.
    by
        The context, or the text of the pattern of the other mention.
    """

    mention: Mention
    reason: str
    by: str


class Match(NamedTuple):
    """A mention before its text is read; many of them never count."""

    theme_id: str
    pattern_id: str
    weight: float
    first_token: int
    last_token: int


M = TypeVar("M", Match, Mention)


def make_mention(doc: Doc, match: Match) -> Mention:
    """Read the text of a match."""
    theme_id, pattern_id, weight, first, last = match
    token = doc[first]
    text = token.text
    if last > first + 1:  # several times as fast as Span.text
        text = "".join([doc[i].text_with_ws for i in range(first, last - 1)]) + doc[last - 1].text
    start = token.idx
    return Mention(theme_id, pattern_id, weight, start, start + len(text), first, last, text)


def resolve_overlaps(mentions: Iterable[M]) -> tuple[list[M], list[tuple[M, M]]]:
    """Leave no two mentions of a theme that overlap: the heavier wins, of equally heavy ones the longer, the earlier.

    Returns
    -------
    mentions in order of the text, and pairs of each mention that gave way and the one that won
    """
    ordered = sorted(mentions, key=_PLACE)
    kept: list[M] = []
    lost: list[tuple[M, M]] = []
    for group in _overlapping(ordered):
        if len(group) == 1:
            kept += group
        else:
            _choose(group, kept, lost)
    return sorted(kept, key=_PLACE), lost


def _overlapping(ordered: Iterable[M]) -> list[list[M]]:
    """Mentions of one theme in groups, such that mentions of different groups never overlap."""
    groups: list[list[M]] = []
    latest: dict[str, tuple[int, list[M]]] = {}
    for mention in ordered:
        stop, group = latest.get(mention.theme_id, (-1, []))
        if mention.first_token >= stop:
            group = []
            groups.append(group)
        group.append(mention)
        latest[mention.theme_id] = max(stop, mention.last_token), group
    return groups


def _choose(group: list[M], kept: list[M], lost: list[tuple[M, M]]) -> None:
    taken: dict[int, M] = {}
    for mention in sorted(group, key=_rank):
        places = range(mention.first_token, mention.last_token)
        winner = next((taken[place] for place in places if place in taken), None)
        if winner is None:
            kept.append(mention)
            taken.update(dict.fromkeys(places, mention))
        else:
            lost.append((mention, winner))


def _rank(mention: Match | Mention) -> tuple[float, int, int, str, str]:
    length = mention.last_token - mention.first_token
    return -mention.weight, -length, mention.first_token, mention.theme_id, mention.pattern_id
