"""What this chapter asks of a morphological dictionary.

The dictionary itself lives in another component of the pipeline (``pyshma_lemmatizer``) and is handed over as an object
with these methods; nothing here knows which dictionary it is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Protocol

from .grammar import NAMES
from .lexicon import read_lexicon
from .unknown_names import read_usual

Dictionary = Callable[[str], Sequence[frozenset[str]]]
"""Grammemes of each reading that a dictionary has for a word in lower case; empty for words it does not have."""


class Parse(Hashable, Protocol):
    """One reading of a word; see `pyshma.language.Parse`."""

    @property
    def lemma(self) -> str:
        """Dictionary form."""

    @property
    def grammemes(self) -> frozenset[str]:
        """OpenCorpora grammemes, part of speech included."""

    @property
    def probability(self) -> float:
        """P(reading | word), 0 to 1."""

    @property
    def known(self) -> bool:
        """The word stands in the dictionary."""


class Morphology(Hashable, Protocol):
    """A morphological dictionary."""

    def parse_word(self, word: str) -> Sequence[Parse]:
        """All readings of a word, most probable first."""

    def dictionary_grammemes(self, word: str) -> Sequence[frozenset[str]]:
        """Grammemes of the readings that the dictionary has for a word in lower case, several times as fast."""

    def count_word(self, word: str) -> int:
        """How often a word in lower case occurs in a large corpus; 0 for rare words."""

    def inflect(self, word: str, grammemes: Iterable[str], *, parse: Any = None) -> str | None:  # noqa: ANN401
        """Another form of a word, from the given reading."""


def known_parses(word: str, morphology: Morphology) -> list[Parse]:
    """Readings of a word that stand in the dictionary, most probable first; guesses are left out."""
    return [parse for parse in morphology.parse_word(word) if parse.known]


def known_grammemes(word: str, morphology: Morphology) -> list[frozenset[str]]:
    """Grammemes of each reading of a word that stands in the dictionary, most probable first."""
    return [parse.grammemes for parse in known_parses(word, morphology)]


def is_common_word(readings: Iterable[frozenset[str]]) -> bool:
    """Whether the dictionary has a word, and as a name in no reading.

    >>> is_common_word([frozenset({"NOUN", "inan"})]), is_common_word([frozenset({"NOUN", "Geox"})]), is_common_word([])
    (True, False, False)
    """
    found = list(readings)
    return bool(found) and all(NAMES.isdisjoint(grammemes) for grammemes in found)


def may_be_common(readings: Iterable[frozenset[str]]) -> bool:
    """Whether the dictionary has a word as something else than a name.

    >>> may_be_common([frozenset({"COMP"}), frozenset({"NOUN", "Geox"})]), may_be_common([])
    (True, False)
    """
    return any(NAMES.isdisjoint(grammemes) for grammemes in readings)


def is_usual_name(word: str, morphology: Morphology) -> bool:
    """Whether a word is a form of a usual given name, whatever else it is: «Ксюхой», «Света»."""
    usual = read_lexicon().everyday_names
    return bool(read_usual(word)) or any(parse.lemma in usual for parse in morphology.parse_word(word))


def is_persons_name(word: str, morphology: Morphology) -> bool:
    """Whether people are called so, whatever else it is: Владик, Чехов."""
    return is_known_surname(word, morphology) or is_usual_name(word, morphology)


def is_only_noun(word: str, morphology: Morphology) -> bool:
    """Whether the dictionary has a word as a noun and as nothing else, whatever its tag says: «ремёсел»."""
    parses = morphology.parse_word(word)
    return bool(parses) and all(parse.known and "NOUN" in parse.grammemes for parse in parses)


def is_known_surname(word: str, morphology: Morphology) -> bool:
    """Whether the dictionary has a word as a surname, whatever else it is: Чехов, Гагарин."""
    return any("Surn" in one for one in known_grammemes(word, morphology))
