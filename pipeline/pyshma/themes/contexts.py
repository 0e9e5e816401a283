"""Turns of speech in which a word is no mention: exceptions of the codebook, figures of speech, negations."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

from spacy.tokens import Doc, Token

from .compilation import Lemmas, Variant, compile_pattern
from .mentions import Match
from .token_types import is_blank

SCOPE: Final = 5
"""Words that a negation reaches over, in its clause."""

Reach = Literal["after", "before", "around", "nothing"]
REACHES: Final[tuple[Reach, ...]] = get_args(Reach)


@dataclass(frozen=True, slots=True)
class Context:
    """A turn of speech.

    Parameters
    ----------
    text
        In the notation of codebooks.
    theme_id, pattern_id
        Whose mentions it drops: those of one pattern, of a whole theme, or all (both empty).
    reason
        As in `Dropped`.
    reach
        Where the words stand that it drops; ``"nothing"``: it calls off a negation.
    """

    text: str
    theme_id: str = ""
    pattern_id: str = ""
    reason: str = "unless"
    reach: Reach = "around"


STREET: Final = Context("", reason="street")
"""Stands for a match that names a street (`names_street`)."""

Place = tuple[Context, int, int]


@cache
def _read_contexts() -> dict[str, dict[str, list[Any]]]:
    data: dict[str, Any] = tomllib.loads((Path(__file__).parent / "contexts.toml").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=4)
def compile_general_contexts(lemmas: Lemmas) -> dict[Context, tuple[Variant, ...]]:
    """Contexts that hold for every codebook (``contexts.toml``)."""
    return {context: compile_pattern(context.text, lemmas) for context in _general_contexts()}


def _general_contexts() -> Iterator[Context]:
    data = _read_contexts()
    for text in (text for turns in data["figurative"].values() for text, _ in turns):
        yield Context(text, reason="figurative")
    for reach in REACHES:
        for text, _ in data["negation"]["unless" if reach == "nothing" else reach]:
            yield Context(text, reason="negated", reach=reach)


def drop_in_context(
    doc: Doc, matches: Iterable[Match], found: Sequence[Place]
) -> tuple[list[Match], list[tuple[Match, Context]]]:
    """Matches that stand in no context of theirs, and those that do."""
    places: defaultdict[int, list[Place]] = defaultdict(list)
    for place in _in_force(found):
        for token in _tokens_concerned(doc, *place):
            places[token].append(place)
    kept: list[Match] = []
    dropped: list[tuple[Match, Context]] = []
    for match in matches:
        tokens = range(match.first_token, match.last_token)
        near = [] if places.keys().isdisjoint(tokens) else [p for token in tokens for p in places.get(token, ())]
        by = _first(near, match) if near else None
        if by is None:
            kept.append(match)
        else:
            dropped.append((match, by))
    return kept, dropped


def names_street(doc: Doc, match: Match) -> bool:
    """Whether a match is one adjective that names a street: «по улице [Театральной]», «на [Больничной], 2».

    In capitals inside a sentence, and beside a word for streets or before no noun of its own: «Драматический театр» is
    a theatre.
    """
    if match.last_token - match.first_token > 1:
        return False
    token = doc[match.first_token]
    if not token.text.istitle() or token.is_sent_start:
        return False
    if token.pos_ not in {"ADJ", "PROPN"} or not token.lemma_.endswith(("ый", "ий", "ой")):
        return False
    words = _read_contexts()["street"]["words"]
    before = [other.lemma_.rstrip(".") for other in doc[max(token.sent.start, token.i - 2) : token.i]]
    after = doc[token.i + 1 : min(token.i + 2, token.sent.end)]
    bare = not any(other.pos_ in {"ADJ", "NOUN", "PROPN"} for other in after)
    return bare or any(other.lemma_ in words for other in after) or not {*before}.isdisjoint(words)


def _in_force(found: Sequence[Place]) -> Iterator[Place]:
    """Contexts without the negations that another context calls off."""
    off = {token for context, first, last in found if context.reach == "nothing" for token in range(first, last)}
    for context, first, last in found:
        called_off = context.reason == "negated" and not off.isdisjoint(range(first, last))
        if context.reach != "nothing" and not called_off:
            yield context, first, last


def _tokens_concerned(doc: Doc, context: Context, first: int, last: int) -> range:
    if context.reach == "after":
        return range(first, last + _reach(doc[last : doc[last - 1].sent.end]))
    if context.reach == "before":
        return range(first - _reach(reversed(list(doc[doc[first].sent.start : first]))), last)
    return range(first, last)


def _reach(tokens: Iterable[Token]) -> int:
    """Number of tokens up to the end of the clause, at most so many that they hold `SCOPE` words."""
    contrast = _read_contexts()["negation"]["contrast"]
    n_tokens = n_words = 0
    for token in tokens:
        is_word = any(map(str.isalnum, token.text))
        if n_words == SCOPE or token.lemma_ in contrast or not (is_word or is_blank(token.text)):
            break
        n_tokens += 1
        n_words += is_word
    return n_tokens


def _first(places: Iterable[Place], match: Match) -> Context | None:
    """The context that concerns a match: of its pattern, of its theme, or of every one that does not cover it."""
    owners = {(match.theme_id, match.pattern_id): 0, (match.theme_id, ""): 1, ("", ""): 2}
    concerning = [
        context
        for context, first, last in places
        if (context.theme_id, context.pattern_id) in owners and (context.theme_id or not _covers(match, first, last))
    ]
    return min(concerning, key=lambda context: owners[context.theme_id, context.pattern_id], default=None)


def _covers(match: Match, first: int, last: int) -> bool:
    """Whether a pattern names a general turn of speech itself; then it is what the codebook wants."""
    return match.first_token <= first and last <= match.last_token
