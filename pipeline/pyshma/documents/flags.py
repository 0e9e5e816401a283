"""Texts that a person should look at before counting: non-answers and repeats. Nothing is removed, only flagged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from .phrases import read_phrases

MAX_WORDS: Final = 6
"""Longest text, in words, that can be a non-answer by the rule of fillers."""

_WORD: Final = re.compile(r"[^\W_]+")
_STRESS, _SOFT_HYPHEN = "\u0301", "\u00ad"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е").replace(_STRESS, "").replace(_SOFT_HYPHEN, ""))


def is_non_answer(text: str) -> bool:
    """Whether a text says only that there is no answer: «не знаю», «-», «ну даже не знаю».

    True for a text without letters or digits, for a phrase of the list ``non_answers``, and for a text of at most
    `MAX_WORDS` words that are all fillers with a word of refusal among them. A short real answer is one.

    Examples
    --------
    >>> [is_non_answer(text) for text in ("Не знаю...", "–", "ну я даже не знаю", "чистый воздух", "Нет пробок")]
    [True, True, True, False, False]
    """
    words = _words(text)
    if not words or " ".join(words) in read_phrases("non_answers"):
        return True
    fillers, refusals = read_phrases("filler_words"), read_phrases("refusal_words")
    return len(words) <= MAX_WORDS and fillers.issuperset(words) and not refusals.isdisjoint(words)


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
