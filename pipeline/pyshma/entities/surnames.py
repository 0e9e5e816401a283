"""Surnames that no dictionary lists: their readings by the ending, so that «Вадиму Сысолятину» finds Сысолятин."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .grammar import CASES, POSSESSIVES

# Endings after the stem, case by case.
POSSESSIVE: Final = {
    "masc": ("", "а", "у", "а", "ым", "е"),
    "femn": ("а", "ой", "ой", "у", "ой", "ой"),
    "plur": ("ы", "ых", "ым", "ых", "ыми", "ых"),
}
ADJECTIVAL_ENDINGS: Final = {
    "masc": ("ий", "ого", "ому", "ого", "им", "ом"),
    "femn": ("ая", "ой", "ой", "ую", "ой", "ой"),
    "plur": ("ие", "их", "им", "их", "ими", "их"),
}
PARADIGMS: Final = (
    (POSSESSIVES, POSSESSIVE),
    (("ск", "цк"), ADJECTIVAL_ENDINGS),
)
WOMAN: Final = re.compile(f"(?:{'|'.join(POSSESSIVES)})ой$")
"""An oblique case of a woman's surname: Барамзиной; no man's has this end."""
FIXED: Final = ("ых", "их")
"""Surnames that are the same in every case: Еловских, Косых."""
MIN_STEM: Final = 4
"""Letters of the stem with its suffix, so that short common words are not taken for surnames."""


@dataclass(frozen=True, slots=True)
class SurnameReading:
    """A reading of a surname by its ending; `lemma` is the nominative in the gender of the reading."""

    lemma: str
    grammemes: frozenset[str]
    probability: float = 0.1
    known: bool = False


@lru_cache(maxsize=50_000)
def read_surname(word: str) -> tuple[SurnameReading, ...]:
    """Readings of a word as a surname in -ов, -ев, -ин, -ын, -ский, -цкий, -ых or -их; empty where it cannot be one.

    >>> sorted({reading.lemma for reading in read_surname("сысолятину")})
    ['сысолятин', 'сысолятина']
    """
    readings = []
    if word.endswith(FIXED) and len(word) > MIN_STEM + 1:
        marks = frozenset({"NOUN", "anim", "Surn", "sing", "ms-f"})
        readings += [SurnameReading(word, marks | {case}, probability=0.3) for case in CASES]
    for suffixes, paradigm in PARADIGMS:
        for gender, endings in paradigm.items():
            for case, ending in zip(CASES, endings, strict=True):
                stem = word.removesuffix(ending) if word.endswith(ending) else ""
                if len(stem) >= MIN_STEM and stem.endswith(suffixes):
                    number = {"plur"} if gender == "plur" else {"sing", gender}
                    readings.append(
                        SurnameReading(stem + endings[0], frozenset({"NOUN", "anim", "Surn", case, *number}))
                    )
    return tuple(readings)
