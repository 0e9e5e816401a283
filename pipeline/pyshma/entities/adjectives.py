"""Adjectives that names begin with, in the nominative of the gender of their noun."""

from __future__ import annotations

from typing import Final

from .grammar import ADJECTIVAL, GENDERS, POSSESSIVES
from .morphology import Morphology, Parse

OF_PERSONS: Final = tuple(end for end in POSSESSIVES if end != "ёв")
"""Ends of adjectives of a person («мамина»); those of an animal (остров Лисий) and царёв name places."""


def gender_of(noun: str, morphology: Morphology) -> str:
    """Gender of a noun, as a grammeme."""
    return next(
        (gender for parse in morphology.parse_word(noun) for gender in GENDERS if gender in parse.grammemes), "femn"
    )


def adjective_reading(word: str, gender: str, morphology: Morphology) -> Parse | None:
    """Reading of a word as an adjective of this gender; None where it has none."""
    for parse in morphology.parse_word(word):
        if (
            parse.grammemes & ADJECTIVAL
            and gender in parse.grammemes
            and "sing" in parse.grammemes
            and "Fixd" not in parse.grammemes  # Косотур, which the dictionary guesses to be short for an adjective
            and not ("Poss" in parse.grammemes and parse.lemma.endswith(OF_PERSONS))
        ):
            return parse
    return None


def nominative_adjective(word: str, gender: str, morphology: Morphology) -> str:
    """Nominative singular of an adjective in this gender; empty for other words."""
    reading = adjective_reading(word, gender, morphology)
    return "" if reading is None else morphology.inflect(word, {"nomn", "sing", gender}, parse=reading) or ""
