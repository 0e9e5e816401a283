"""The choice among the lemmas of words by a distribution over tags, for many tokens at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .agreement import Agreement
from .readings import Reading, lemma_key, read_word, reading_lemma
from .vectors import Floats, Ids


@dataclass(frozen=True, slots=True)
class Options:
    """The readings of a word, those of one lemma side by side.

    Parameters
    ----------
    rows
        Row of each reading in `Agreement.odds`.
    weights
        Of each reading, as in `Reading`.
    starts
        First reading of each lemma.
    lemmas
        One for each of `starts`.
    """

    rows: Ids
    weights: Floats
    starts: Ids
    lemmas: tuple[str, ...]


def list_options(word: str, agreement: Agreement, *, name: bool = False) -> Options:
    """Readings of a word by lemma, in the order in which lemmas are first seen."""
    groups: dict[tuple[str, str], list[Reading]] = {}
    for reading in read_word(word, name=name):
        groups.setdefault(lemma_key(reading), []).append(reading)
    found = [reading for group in groups.values() for reading in group]
    return Options(
        rows=np.array([agreement.number(reading.grammemes) for reading in found]),
        weights=np.array([reading.weight for reading in found], dtype=np.float32),
        starts=np.cumsum([0, *map(len, groups.values())])[:-1],
        lemmas=tuple(reading_lemma(word, group[0]) for group in groups.values()),
    )


def choose_lemmas(options: Sequence[Options], odds: Floats, tags: Ids, probabilities: Floats) -> list[str]:
    """The most probable lemma of each of some tokens; of equals the first.

    A lemma is as probable as the sum over tags of P(tag) times the weighted odds of its reading that fits the tag best.

    Parameters
    ----------
    options
        Of each token.
    odds
        `Agreement.odds`.
    tags, probabilities
        (n_tokens, n_tags): the tags of each token that are looked at, and how probable they are.
    """
    token = np.arange(len(options))
    n_readings = [len(item.rows) for item in options]
    n_lemmas = [len(item.starts) for item in options]
    fits = odds[np.concatenate([item.rows for item in options])[:, None], tags[np.repeat(token, n_readings)]]
    fits *= np.concatenate([item.weights for item in options])[:, None]
    before = np.cumsum([0, *n_readings[:-1]])
    starts = np.concatenate([item.starts for item in options]) + np.repeat(before, n_lemmas)
    scores = np.einsum("ij,ij->i", np.maximum.reduceat(fits, starts), probabilities[np.repeat(token, n_lemmas)])
    firsts = np.cumsum([0, *n_lemmas[:-1]])
    best = np.flatnonzero(scores == np.repeat(np.maximum.reduceat(scores, firsts), n_lemmas))
    numbers = best[np.searchsorted(best, firsts)] - firsts
    return [item.lemmas[number] for item, number in zip(options, numbers.tolist(), strict=True)]
