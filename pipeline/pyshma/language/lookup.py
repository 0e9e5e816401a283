"""What can be said of a word that stands alone, as in a pattern: whether it exists, what it can be, what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .agreement import read_table
from .correction import MIN_LETTERS, correct_word, has_free_prefix
from .dictionary import knows_word, parse_raw
from .misspelling import LETTERS
from .neighbours import words_beginning
from .vectors import count_word

KEPT_AT_END: Final = 2  # домашк* is no slip for домашн*
N_COUNTED: Final = 3
FREQUENT: Final = 3_000
"""Occurrences in a billion words of the three most frequent words with a beginning."""


def is_written(word: str) -> bool:
    """Whether the dictionary or the news vocabulary has a word, or it is a known one behind велo-, кибер- and so on.

    >>> [is_written(word) for word in ("парк", "большегруз", "велопарковка", "паркк")]
    [True, True, True, False]
    """
    lower = word.lower()
    return knows_word(lower) or count_word(lower) > 0 or has_free_prefix(lower)


def meant_word(word: str) -> str:
    """The word that a misspelt one was meant to be; empty where it is right or where that is not clear.

    >>> meant_word("поликленика"), meant_word("парк")
    ('поликлиника', '')
    """
    return "" if is_written(word) else corrected_word(word)


def corrected_word(word: str) -> str:
    """What a word counts as in texts with `Speller`, also one that people write; empty where it stays.

    >>> corrected_word("нехватать"), corrected_word("супер-маркет"), corrected_word("нехватка")
    ('не хватать', 'супермаркет', '')
    """
    meant = correct_word(word.lower())
    return "" if meant is None else meant.form


def _one_slip_away(word: str) -> Iterator[str]:
    """A letter changed, added, left out, or swapped with the next one; the last ones stay, new words are made there."""
    cuts = [(word[:place], word[place:]) for place in range(1, len(word) - KEPT_AT_END)]
    for before, after in cuts:
        yield before + after[1:]
        yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after[1:] for letter in LETTERS)
        yield from (before + letter + after for letter in LETTERS)


def meant_beginning(beginning: str) -> str:
    """The beginning of frequent words that a misspelt one was meant to be; empty where it is right or not clear.

    >>> meant_beginning("экалог"), meant_beginning("эколог"), meant_beginning("кикшеринг")
    ('эколог', '', '')
    """
    lower = beginning.lower()
    if len(lower) < MIN_LETTERS or words_beginning(lower, 1):
        return ""
    counts = {near: sum(map(count_word, words_beginning(near, N_COUNTED))) for near in _one_slip_away(lower)}
    best = max(counts, key=lambda near: (counts[near], near))
    return best if counts[best] >= FREQUENT else ""


def can_be(word: str, pos: str) -> bool:
    """Whether a word can be a part of speech (Universal Dependencies); True where the dictionary does not know it.

    >>> can_be("стать", "NOUN"), can_be("парк", "VERB"), can_be("первый", "NUM")
    (True, False, False)
    """
    parts = {part[:4] for part in read_table().parts.get(pos, {})}
    if not parts or not knows_word(word):
        return True
    tags = [str(parse.tag) for parse in parse_raw(word.lower())]
    return any(tag[:4] in parts and not (pos == "NUM" and _is_ordinal(tag)) for tag in tags)


def _is_ordinal(tag: str) -> bool:
    """Whether a tag is of «первый» and the like, which Universal Dependencies call adjectives; «один» is none."""
    return "Anum" in tag and "Apro" not in tag
