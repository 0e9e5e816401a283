"""Parsed patterns → chains of token tests: all alternatives and optional words written out."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeVar

from ..errors import CodebookError
from .notation import Choice, Gap, Item, Lists, Maybe, Near, Phrase, Word, fold, parse_pattern

MAX_VARIANTS = 256
"""Ways of reading one pattern; more come from brackets multiplied by brackets and are a slip of the pen."""

Lemmas = Callable[[str], frozenset[str]]
"""All dictionary forms that a written word may stand for; after ``=``, forms that count as they are written."""


class Atom(NamedTuple):
    """One thing that a token can be: a lemma, a form, a spelling, a beginning; with `pos`, as this part of speech."""

    kind: str
    text: str
    pos: str | None = None


class Step(NamedTuple):
    """A token that passes any of the atoms, after at most `gap` other words."""

    atoms: frozenset[Atom]
    gap: int = 0


Chain = tuple[Step, ...]


class Variant(NamedTuple):
    """One way of reading a pattern: its chains occur in any order, with at most `distance` words that are in none."""

    chains: tuple[Chain, ...]
    distance: int = 0


Link = frozenset[Atom] | Gap
_T = TypeVar("_T")


class _TooManyError(Exception):
    """Brackets multiplied by brackets; `compile_pattern` tells it with the pattern."""


@lru_cache(maxsize=50_000)
def _atoms(word: Word, lemmas: Lemmas) -> frozenset[Atom]:
    return frozenset(Atom(kind, text, pos) for kind, text in _looks(word, lemmas) for pos in word.pos or (None,))


def _looks(word: Word, lemmas: Lemmas) -> list[tuple[str, str]]:
    """Kind and text of the atoms of a word."""
    if word.mode == "lemma":
        found = lemmas(word.text) or {word.text}
        return [("form" if text[:1] == "=" else "lemma", fold(text.lstrip("="))) for text in found]
    if word.mode == "form" and word.text != word.text.lower():
        return [("spelling", word.text.replace("ё", "е").replace("Ё", "Е"))]
    return [(word.mode, fold(word.text))]


def _readings(item: Item, lemmas: Lemmas) -> list[tuple[Link, ...]]:
    """Every way of reading one item; the single words of a choice stay one test, so that they do not multiply."""
    if isinstance(item, Gap):
        return [(item,)]
    if isinstance(item, Word):
        return [(_atoms(item, lemmas),)]
    if isinstance(item, Maybe):
        return [*_readings(item.item, lemmas), ()]
    words, phrases = _split(item)
    together: list[tuple[Link, ...]] = [(frozenset[Atom]().union(*(_atoms(word, lemmas) for word in words)),)]
    return (together if words else []) + [reading for phrase in phrases for reading in _expand(phrase, lemmas)]


def _split(choice: Choice) -> tuple[list[Word], list[Phrase]]:
    """Options that are single words, and the others."""
    words = [option[0] for option in choice.options if len(option) == 1 and isinstance(option[0], Word)]
    return words, [option for option in choice.options if len(option) > 1 or not isinstance(option[0], Word)]


def _expand(phrase: Phrase, lemmas: Lemmas) -> list[tuple[Link, ...]]:
    expanded: list[tuple[Link, ...]] = [()]
    for item in phrase:
        readings = _readings(item, lemmas)
        expanded = [(*before, *reading) for before in expanded for reading in readings]
        _limited(expanded)
    return expanded


def _chain(links: tuple[Link, ...]) -> Chain:
    """Attach each gap to the token after it; a gap that lost its neighbour to an optional word is dropped."""
    steps: list[Step] = []
    gap = 0
    for link in links:
        if isinstance(link, Gap):
            gap = max(gap, link.words)
        else:
            steps.append(Step(link, gap if steps else 0))
            gap = 0
    return tuple(steps)


def _join(near: Near, lemmas: Lemmas) -> list[Variant]:
    combined: list[tuple[Chain, ...]] = [()]
    for phrase in near.phrases:
        chains = dict.fromkeys(_chain(links) for links in _expand(phrase, lemmas))
        combined = _limited([(*some, chain) for some in combined for chain in chains])
    return [Variant(chains, near.distance) for chains in combined]


def _limited(variants: list[_T]) -> list[_T]:
    if len(variants) > MAX_VARIANTS:
        raise _TooManyError
    return variants


def as_written(word: str) -> frozenset[str]:
    """Stand-in for a dictionary: the word itself is its only dictionary form."""
    return frozenset({word})


def compile_pattern(text: str, lemmas: Lemmas, lists: Lists | None = None) -> tuple[Variant, ...]:
    """Write out every way of reading a pattern.

    Raises
    ------
    CodebookError
        The pattern is malformed, or may be read in more than `MAX_VARIANTS` ways.

    Examples
    --------
    >>> len(compile_pattern("новый? (парк | сквер) у (дом | река за дом)", as_written))
    4
    """
    try:
        return tuple(
            dict.fromkeys(_limited([variant for near in parse_pattern(text, lists) for variant in _join(near, lemmas)]))
        )
    except _TooManyError as error:
        raise CodebookError(
            f"{text!r}: it can be read in more than {MAX_VARIANTS} ways; write several simpler patterns"
        ) from error


def check_pattern(text: str, lists: Lists | None = None) -> None:
    """Read a pattern for its faults only.

    Raises
    ------
    CodebookError
        As `compile_pattern`.
    """
    if sum(math.prod(map(_count_phrase, near.phrases)) for near in parse_pattern(text, lists)) > MAX_VARIANTS:
        compile_pattern(text, as_written, lists)  # readings that are the same count once, so it may yet be good


def _count_phrase(phrase: Phrase) -> int:
    return math.prod(map(_count_readings, phrase))


def _count_readings(item: Item) -> int:
    """Ways of reading an item; at least as many as `_readings` gives."""
    if isinstance(item, Maybe):
        return _count_readings(item.item) + 1
    if not isinstance(item, Choice):
        return 1
    words, phrases = _split(item)
    return bool(words) + sum(map(_count_phrase, phrases))
