"""Lemmas of words that have but one: most words of a text, at a tenth of the price of their parses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from .dictionary import analyzer, inflection

Rule = tuple[int, int, str, str]
"""Letters to take from a form at both ends, and to put there, for a lemma."""


def only_lemma(
    word: str, *, besides: Callable[[frozenset[str]], bool] | None = None, among: frozenset[str] = frozenset()
) -> str:
    """Lemma of a word whose readings in the dictionary all have the same; empty for others. Most words are such.

    Parameters
    ----------
    besides
        Whether there is no answer because of the grammemes of a reading; asked once for each kind of word.
    among
        There is no answer unless some reading has one of these grammemes; any will do where none are given.
    """
    lemma, seen = "", not among
    for form, places in analyzer().dictionary.words.similar_items(word, analyzer().char_substitutes):
        rules, readings = _lemma_rules(tuple(places), besides)
        seen = seen or any(not among.isdisjoint(grammemes) for grammemes in readings)
        for before, after, lemma_before, lemma_after in rules:
            found = lemma_before + form[before : len(form) - after] + lemma_after
            if lemma and found != lemma:
                return ""
            lemma = found
        if not rules:
            return ""
    return lemma if seen else ""


@cache
def _lemma_rules(
    places: tuple[tuple[int, int], ...], besides: Callable[[frozenset[str]], bool] | None
) -> tuple[tuple[Rule, ...], tuple[frozenset[str], ...]]:
    """The distinct ways from a form to its lemmas, none beside some readings, and the grammemes of each reading."""
    found = [inflection(*place) for place in places]
    readings = tuple(item[4] for item in found)
    if besides is not None and any(map(besides, readings)):
        return (), readings
    return tuple(dict.fromkeys(item[:4] for item in found)), readings
