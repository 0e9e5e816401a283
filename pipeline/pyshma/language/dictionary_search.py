"""What the search for misspelt words asks of the dictionary: the known beginning of a word, the letter that is open."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from .dictionary import analyzer, fold_yo

ALPHABET: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
OPEN: Final = "?"
"""Stands for any letter."""


@cache
def _open_letter() -> Any:  # noqa: ANN401 - pymorphy3 carries no types
    return analyzer().dictionary.words.compile_replaces({OPEN: list(ALPHABET), "е": ["ё"]})


def letters_between(before: str, after: str) -> set[str]:
    """Letters that make a word of the dictionary between a beginning and an end; ё counts as е.

    >>> sorted(letters_between("пар", "к"))
    ['и', 'о']
    """
    found = analyzer().dictionary.words.similar_keys(f"{before}{OPEN}{after}", _open_letter())
    return {fold_yo(form[len(before)]) for form in found}


def known_beginning(word: str) -> int:
    """Number of letters with which both a word in lower case and a word of the dictionary begin.

    >>> known_beginning("площатка"), known_beginning("звездный")
    (5, 8)
    """
    words = analyzer().dictionary.words
    n_letters, certain = 0, len(word.partition("е")[0])  # up to the first е there is one spelling only
    while n_letters < certain and words.has_keys_with_prefix(word[: n_letters + 1]):
        n_letters += 1
    shared = [word[:n_letters]]
    while n_letters < len(word):
        letter = word[n_letters]
        longer = [beginning + other for beginning in shared for other in ("её" if letter == "е" else letter)]
        shared = [beginning for beginning in longer if words.has_keys_with_prefix(beginning)]
        if not shared:
            break
        n_letters += 1
    return n_letters
