"""Turns of speech in which a word is no mention of a theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .mentions import Dropped, Mention


@dataclass(frozen=True, slots=True)
class Context:
    """An ``unless`` of a codebook: of one pattern, or of a whole theme (`pattern_id` empty)."""

    text: str
    theme_id: str
    pattern_id: str = ""


def drop_in_context(
    mentions: Iterable[Mention], contexts: Iterable[tuple[Context, int, int]]
) -> tuple[list[Mention], list[Dropped]]:
    """Mentions that overlap no context of theirs, and those that do."""
    places: defaultdict[int, list[Context]] = defaultdict(list)
    for context, first, last in contexts:
        for token in range(first, last):
            places[token].append(context)
    kept: list[Mention] = []
    dropped: list[Dropped] = []
    for mention in mentions:
        tokens = range(mention.first_token, mention.last_token)
        near = [] if places.keys().isdisjoint(tokens) else [c for token in tokens for c in places.get(token, ())]
        by = _first(near, mention) if near else None
        if by is None:
            kept.append(mention)
        else:
            dropped.append(Dropped(mention, "unless", by.text))
    return kept, dropped


def _first(contexts: list[Context], mention: Mention) -> Context | None:
    """The context that concerns a mention; one of its pattern goes before one of its theme."""
    of_theme = [context for context in contexts if context.theme_id == mention.theme_id]
    of_pattern = (context for context in of_theme if context.pattern_id == mention.pattern_id)
    return next(of_pattern, None) or next((context for context in of_theme if not context.pattern_id), None)
