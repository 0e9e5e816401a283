"""Try one plan at one place of a text: the words of its phrases one after another, then the phrases together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product

from .plans import Links, Plan

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """Tokens that count, in order: whitespace and quotation marks are left out, so they never break a phrase.

    Parameters
    ----------
    types
        Number of the type of each token.
    passed
        Tests that each type passes.
    words
        How many words stand before each token; a comma or a dash counts for two.
    """

    types: list[int]
    passed: list[frozenset[int]]
    words: list[int]


def match_plan(text: Text, plan: Plan, at: int, sentence: Span) -> list[Span]:
    """Matches of a plan whose anchor is the token `at`.

    Parameters
    ----------
    sentence
        First token of the sentence, and the token after its last.
    """
    if plan.is_row:
        return _match_row(text, plan.chains[0], at - plan.nearest, sentence)
    first, types, passed = plan.chains[0][0].test, text.types, text.passed
    window = range(max(sentence[0], at - plan.farthest), at - plan.nearest + 1)
    starts = [start for start in window if first in passed[types[start]]]
    return [span for start in starts for span in _match_from(text, plan, start, sentence)]


def _match_row(text: Text, links: Links, start: int, sentence: Span) -> list[Span]:
    """The one match of words that stand next to each other, if there is one."""
    stop = start + len(links)
    if start < sentence[0] or stop > sentence[1]:
        return []
    types, passed = text.types, text.passed
    for at, link in enumerate(links, start):
        if link.test not in passed[types[at]]:
            return []
    return [(start, stop)]


def _match_from(text: Text, plan: Plan, start: int, sentence: Span) -> list[Span]:
    """Matches whose first phrase begins at `start`, a token that passes its first test."""
    stops = _ends(text, plan.chains[0], start, sentence[1])
    if len(plan.chains) == 1:
        return [(start, stop) for stop in stops[:1]]
    return [span for stop in stops for span in _join(text, plan, (start, stop), sentence)]


def _ends(text: Text, links: Links, at: int, limit: int) -> list[int]:
    """Each position after the last token of `links` when they begin at `at`, which passes the first; nearest first."""
    if len(links) == 1:
        return [at + 1]
    test, gap = links[1].test, links[1].gap
    types, passed, words = text.types, text.passed, text.words
    ends: list[int] = []
    for following in range(at + 1, min(at + 2 + gap, limit)):
        if words[following] - words[at + 1] > gap:
            break
        if test in passed[types[following]]:
            ends += _ends(text, links[1:], following, limit)
    return ends


def _join(text: Text, plan: Plan, first: Span, sentence: Span) -> list[Span]:
    """Add the other phrases of the same sentence to `first`, wherever they stand near enough; the tightest only."""
    window = range(max(sentence[0], first[0] - plan.reach), min(sentence[1], first[1] + plan.reach))
    places: list[list[Span]] = []
    types, passed = text.types, text.passed
    for links in plan.chains[1:]:
        test = links[0].test
        starts = [at for at in window if test in passed[types[at]]]
        if not starts:
            return []
        places.append([(at, stop) for at in starts for stop in _ends(text, links, at, sentence[1])])
    near = (sorted((first, *others)) for others in product(*places))
    joined = [(spans[0][0], max(spans)[1]) for spans in near if _are_near(text, spans, plan.distance)]
    return [min(joined, key=lambda span: (span[1] - span[0], span))] if joined else []


def _are_near(text: Text, spans: list[Span], distance: int) -> bool:
    """Whether no two of `spans`, in order, overlap, and the words between them are at most so many."""
    outside = 0
    for before, after in pairwise(spans):
        if before[1] > after[0]:
            return False
        outside += text.words[after[0]] - text.words[before[1]]
    return outside <= distance
