"""Which words and phrases of a corpus belong to a theme that does not have them: meaning and company, added up.

Meaning is the cosine between a candidate and the weighted mean of the words of the theme; company is Dunning's
log-likelihood ratio (1993, Computational Linguistics 19(1), 61–74) of the documents with the candidate and those with
the theme. The score is ``ln(1 + company) + 10 · meaning``, company counted only where it is more than by chance.

The sum was chosen among twenty formulas by giving a codebook of towns a quarter of its patterns and asking for the
others. Of the first five suggestions for each of 16 themes so many were patterns left out (mean of four draws; 0.66,
0.57 and 0.33 of the first twenty at the most):

=========================  ======  =========  ========
formula                    essays  petitions  messages
=========================  ======  =========  ========
company alone                0.33       0.31      0.16
meaning alone                0.40       0.29      0.18
ln(1 + company) + 10 · m.    0.52       0.45      0.23
=========================  ======  =========  ========
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .codebook import Codebook, Theme
from .compilation import Lemmas, Variant, compile_pattern

Floats = npt.NDArray[np.floating]
Vectors = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Words and phrases → rows of length 1, zeros where one is unknown."""
Complete = Callable[[str, int], list[str]]
"""Beginning of a word, number → so many words that begin so."""

MEANING_FACTOR: Final = 10.0
PHRASE_SHARE: Final = 0.1
"""Weight of a word that stands in a phrase of a theme, beside one that is a pattern by itself; 0.05 to 0.2 do alike."""
MAX_OPTIONS: Final = 3  # a place of a phrase where more words may stand says little about its subject
N_COMPLETED: Final = 5  # words that stand for a prefix
N_NEAR: Final = 3
MIN_LETTERS: Final = 3  # «не», «у», «на» are of no theme
MIN_SCORE: Final = 4.0
MIN_MEANING: Final = 0.1
"""Below these, or where company is less than by chance, nothing is suggested: by then, what was suggested for a full
codebook of towns on the 285 essays was mostly chance, as read by eye."""
IN_PHRASE: Final = 0.7
"""Share of a word's documents from which a phrase says the same."""
STEM: Final = 4  # letters that forms of a word share


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word or phrase of the corpus, in the notation of patterns, with the numbers of its documents, from 0."""

    term: str
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate for a theme.

    Parameters
    ----------
    n_with_theme
        Documents that have both.
    company
        Log-likelihood ratio; negative where they meet less often than by chance.
    meaning
        Cosine, -1 to 1; 0 where the vectors lack a word.
    near
        The words of the theme that are nearest, the nearest first.
    """

    theme_id: str
    candidate: Candidate
    score: float
    n_with_theme: int
    company: float
    meaning: float
    near: tuple[str, ...]


def _words_of(variant: Variant, weight: float) -> Iterator[tuple[str, str, float]]:
    """Kind, text and weight of what a way of reading a pattern compares with."""
    steps = [step for chain in variant.chains for step in chain]
    alone = len(steps) == 1
    for step in steps:
        if alone or len(step.atoms) <= MAX_OPTIONS:
            yield from ((atom.kind, atom.text, weight if alone else weight * PHRASE_SHARE) for atom in step.atoms)


def theme_words(theme: Theme, codebook: Codebook, lemmas: Lemmas, complete: Complete) -> dict[str, float]:
    """Words of the patterns of a theme, sorted, with the largest weight of each; a prefix as words that begin so."""
    weights: dict[str, float] = {}
    for pattern in theme.patterns:
        for variant in compile_pattern(pattern.text, lemmas, codebook.parsed_lists):
            for kind, text, weight in _words_of(variant, pattern.weight):
                for word in complete(text, N_COMPLETED) if kind == "prefix" else [text.lower()]:
                    if len(word) < MIN_LETTERS:
                        continue
                    weights[word] = max(weights.get(word, 0.0), weight)
    return dict(sorted(weights.items()))


def log_likelihood(n_both: Floats, n_one: Floats, n_other: Floats, n: int) -> Floats:
    """Dunning's ratio for counts of documents; with a minus where two things meet less often than by chance.

    Examples
    --------
    >>> counts = [np.array([x]) for x in (10.0, 12.0, 20.0)]
    >>> log_likelihood(*counts, 100).round(1).tolist()
    [27.0]
    """
    from scipy.special import xlogy  # takes long to import, and only suggestions need it

    cells = (
        (n_both, n_one * n_other),
        (n_one - n_both, n_one * (n - n_other)),
        (n_other - n_both, (n - n_one) * n_other),
        (n - n_one - n_other + n_both, (n - n_one) * (n - n_other)),
    )
    ratio: Floats = np.zeros(n_both.shape)
    for seen, by_chance in cells:
        ratio = ratio + 2 * xlogy(seen, seen * n / np.maximum(by_chance, 1))
    return np.where(n_both * n >= n_one * n_other, ratio, -ratio)


def _company(candidates: Sequence[Candidate], with_theme: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Documents with both, and log-likelihood: (n_candidates, n_themes) each."""
    n_both = np.array([with_theme[list(item.documents)].sum(axis=0) for item in candidates], dtype=float)
    n_one = np.array([[len(item.documents)] for item in candidates], dtype=float)
    return n_both, log_likelihood(n_both, n_one, with_theme.sum(axis=0, dtype=float), len(with_theme))


@dataclass(frozen=True, slots=True)
class _Subject:
    """The words of a theme and their weighted mean."""

    words: list[str]
    vectors: npt.NDArray[np.float32]
    mean: npt.NDArray[np.float32]

    @classmethod
    def of(cls, weights: Mapping[str, float], vectors: Vectors) -> _Subject:
        words = list(weights)
        rows = vectors(words)
        total = np.array(list(weights.values()), dtype=np.float32) @ rows
        return cls(words, rows, total / max(float(np.linalg.norm(total)), 1e-9))

    def nearest(self, term: str, row: npt.NDArray[np.float32]) -> tuple[str, ...]:
        cosines = np.round(self.vectors @ row, 6).tolist()
        others = (place for place, word in enumerate(self.words) if word != term and cosines[place] > 0)
        order = sorted(others, key=lambda place: (-cosines[place], self.words[place]))
        return tuple(self.words[place] for place in order[:N_NEAR])


def _say_the_same(one: Suggestion, other: Suggestion) -> bool:
    """Whether one is a word of the other, a phrase, and nearly always stands in it."""
    word, phrase = sorted((one.candidate, other.candidate), key=lambda candidate: candidate.term.count(" "))
    if " " in word.term or " " not in phrase.term:
        return False
    n_both = len(set(word.documents) & set(phrase.documents))
    is_part = any(part[:STEM] == word.term[:STEM] for part in phrase.term.split())  # ледовый, ледовая арена
    return is_part and n_both >= IN_PHRASE * len(word.documents)


def _drop_repeats(suggestions: list[Suggestion]) -> list[Suggestion]:
    """Of a word and a phrase that say the same, leave the better one; `suggestions` stand in order of score."""
    kept: list[Suggestion] = []
    for item in suggestions:
        if not any(_say_the_same(item, better) for better in kept):
            kept.append(item)
    return kept


def suggest_terms(
    codebook: Codebook,
    candidates: Sequence[Candidate],
    assigned: Sequence[Container[str]],
    *,
    lemmas: Lemmas,
    vectors: Vectors,
    complete: Complete,
    most: int,
) -> list[Suggestion]:
    """Suggest candidates for the themes that have patterns, each for the theme where it scores most.

    Parameters
    ----------
    candidates
        Words and phrases that no pattern finds.
    assigned
        Ids of the themes of each document; all documents, also those without candidates.
    complete
        What stands for the prefixes of patterns.
    most
        Suggestions for each theme.

    Returns
    -------
    suggestions in the order of the themes, the best of each theme first
    """
    themes = [theme for theme in codebook.themes if theme.patterns]
    if not candidates or not themes:
        return []
    with_theme = np.array([[theme.id in found for theme in themes] for found in assigned])
    rows = vectors([item.term for item in candidates])
    subjects = [_Subject.of(theme_words(theme, codebook, lemmas, complete), vectors) for theme in themes]
    n_both, company = _company(candidates, with_theme)
    meaning = np.stack([rows @ subject.mean for subject in subjects], axis=1)
    score = np.log1p(np.maximum(company, 0)) + MEANING_FACTOR * meaning
    enough = (score >= MIN_SCORE) & (meaning >= MIN_MEANING) & (company > 0)
    best = np.where(enough.any(axis=1), np.where(enough, score, -np.inf).argmax(axis=1), -1)
    chosen: list[Suggestion] = []
    for column, (theme, subject) in enumerate(zip(themes, subjects, strict=True)):
        found = [
            Suggestion(
                theme.id,
                candidates[number],
                float(score[number, column]),
                int(n_both[number, column]),
                float(company[number, column]),
                float(meaning[number, column]),
                subject.nearest(candidates[number].term, rows[number]),
            )
            for number in np.flatnonzero(best == column).tolist()
        ]
        found.sort(key=lambda item: (-round(item.score, 6), item.candidate.term))
        chosen += _drop_repeats(found)[:most]
    return chosen
