"""Two words without the space between them: территорияшколы, онбудет, муниципальногорайона.

Russian makes long words from short ones, so most unknown words of two known parts are words: кинопремия, велодорожка,
самозахват. What cannot begin a compound is a form that agrees or governs: a full adjective, a finite verb, a noun in an
oblique case. Only after such a form, or after a personal pronoun before its verb, a space is taken to be missing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from .dictionary import Parse, knows_word, parse_word
from .vectors import count_word

MIN_FIRST: Final = 5
MIN_SECOND: Final = 4
"""Letters of the two words; a pronoun before a verb may be shorter."""
TOGETHER: Final = 8.5
"""Decimal logarithms of how often both words occur in a billion, summed; of 131 unknown words of petitions, letters
and news with two parts so frequent, the grammar of the first part decides (read by eye)."""

SUBJECTS: Final = frozenset({"он", "она", "оно", "они", "мы", "ты"})
NOT_COMMON: Final = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init", "Arch", "Erro", "Dist"})
AGREEING: Final = frozenset({"ADJF", "PRTF", "NPRO"})


def split_unspaced(word: str) -> str:
    """Both words with a space between; empty where none is missing or where that is not clear.

    >>> [split_unspaced(word) for word in ("онбудет", "территорияшколы", "велогорода", "киноистория")]
    ['он будет', 'территория школы', '', '']
    """
    found = sorted(_cuts(word), reverse=True)
    return f"{found[0][1]} {found[0][2]}" if found and found[0][0] >= TOGETHER else ""


def _cuts(word: str) -> Iterator[tuple[float, str, str]]:
    for place in range(2, len(word) - MIN_SECOND + 1):
        first, second = word[:place], word[place:]
        if _may_be_followed(first, second):
            yield math.log10(1 + count_word(first)) + math.log10(1 + count_word(second)), first, second


def _may_be_followed(first: str, second: str) -> bool:
    if len(first) < MIN_FIRST and first not in SUBJECTS:
        return False
    if not (knows_word(second) and knows_word(first)):
        return False
    after = _common(second)
    if first in SUBJECTS:
        return any(_is_finite(parse) for parse in after)
    before = _common(first)
    return bool(before and after) and not any(_begins_compounds(parse, first) for parse in before)


def _common(word: str) -> list[Parse]:
    return [parse for parse in parse_word(word) if parse.known and not parse.grammemes & NOT_COMMON]


def _is_finite(parse: Parse) -> bool:
    return "VERB" in parse.grammemes and "impr" not in parse.grammemes


def _begins_compounds(parse: Parse, form: str) -> bool:
    """Whether a form may be the first part of a compound, and so is no proof of a missing space."""
    if parse.grammemes & AGREEING or _is_finite(parse):
        return False
    return "NOUN" not in parse.grammemes or "Fixd" in parse.grammemes or not _is_inflected(parse, form)


def _is_inflected(parse: Parse, form: str) -> bool:
    """станции, квартире, школа, but: пункт, дело, поле, травм(пункт)."""
    return form[-1] in "ая" if form == parse.lemma else not parse.lemma.startswith(form)
