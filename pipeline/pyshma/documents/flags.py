"""Texts to look at before counting: non-answers, repeats, other languages. Nothing is removed, only flagged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from .phrases import read_phrases

MAX_WORDS: Final = 6
"""Longest text, in words, that can be a non-answer by the rule of fillers."""

MIN_CYRILLIC: Final = 20
"""Fewer Cyrillic letters do not tell a language."""
OTHER_SHARE: Final = 0.02
"""Share of letters that Russian has not, above which a text is in another language; one foreign name stays below it."""

_CYRILLIC: Final = re.compile(r"[\u0400-\u0482\u048a-\u052f]")
_OTHER: Final = re.compile(r"[\u0402-\u040c\u040e\u040f\u0452-\u045c\u045e-\u0482\u048a-\u052f]")
"""Without А–я, Ё, ё, and Russian Е and И under a stress mark (Ѐ, Ѝ), which normalisation makes one sign."""
_WORD: Final = re.compile(r"[^\W_]+")
_STRESS, _SOFT_HYPHEN = "\u0301", "\u00ad"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е").replace(_STRESS, "").replace(_SOFT_HYPHEN, ""))


def is_non_answer(text: str) -> bool:
    """Whether a text says only that there is no answer: «не знаю», «-», «ну даже не знаю».

    True for a text without letters («+», «42»), for a phrase of the list ``non_answers``, and for a text of at most
    `MAX_WORDS` words that are all fillers with a word of refusal among them. A short real answer is one.

    Examples
    --------
    >>> [is_non_answer(text) for text in ("Не знаю...", "–", "ну я даже не знаю", "чистый воздух", "Нет пробок")]
    [True, True, True, False, False]
    """
    words = _words(text)
    if not any(map(str.isalpha, text)) or " ".join(words) in read_phrases("non_answers"):
        return True
    fillers, refusals = read_phrases("filler_words"), read_phrases("refusal_words")
    return len(words) <= MAX_WORDS and fillers.issuperset(words) and not refusals.isdisjoint(words)


def has_other_alphabet(text: str) -> bool:
    """Whether a text is written with Cyrillic letters that Russian has not: as Ukrainian and Tatar are.

    True when they are more than `OTHER_SHARE` of at least `MIN_CYRILLIC` Cyrillic letters. Every text in these
    languages has several times as many (і alone is a twentieth of Ukrainian); so has Russian before 1918. A language
    that has no letters of its own beside the Russian ones, such as Bulgarian, is not seen.

    Examples
    --------
    >>> [has_other_alphabet(text) for text in ("Мин шәһәребезнең яшел булуын телим", "Хочу, чтобы в городе был парк")]
    [True, False]
    """
    n_other = len(_OTHER.findall(text))  # most texts have none, and end here
    n_letters = len(_CYRILLIC.findall(text)) if n_other else 0
    return n_letters >= MIN_CYRILLIC and n_other > OTHER_SHARE * n_letters


def text_fingerprint(text: str) -> str:
    """Hash of the words of a text: equal for texts that differ only in case, ё, punctuation, blanks or stress marks.

    Examples
    --------
    >>> text_fingerprint("Ещё парк!") == text_fingerprint("  еще — парк")
    True
    """
    return sha256(" ".join(_words(text)).encode()).hexdigest()[:32]


def find_repeats(fingerprints: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Find the documents that repeat an earlier one.

    Parameters
    ----------
    fingerprints
        (document id, fingerprint) in the order of the documents.

    Returns
    -------
    id of each repeat → id of the first document with that text

    Examples
    --------
    >>> find_repeats([("а", "1"), ("б", "2"), ("в", "1")])
    {'в': 'а'}
    """
    first: dict[str, str] = {}
    return {id_: first[mark] for id_, mark in fingerprints if first.setdefault(mark, id_) != id_}
