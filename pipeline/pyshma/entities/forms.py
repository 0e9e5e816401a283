"""Case forms of names, so that a list needs to hold their nominative only."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final

from .grammar import ADJECTIVAL, CONSONANTS, OBLIQUE_CASES
from .morphology import Morphology, Parse, known_parses
from .text import plain

FEMININE_ENDINGS: Final = ("ы", "и", "е", "у", "ой")
"""Of a name in -а that the dictionary takes for a form of another word: Русса."""
MASCULINE_ENDINGS: Final = ("а", "у", "ом", "е")
"""Of a name that the dictionary does not have: ютуб."""
MAX_READINGS: Final = 4


class Forms:
    """Case forms of words as they stand in names: plural-only towns stay plural, adjectives keep their gender."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology
        self.of_word = lru_cache(maxsize=20_000)(self._of_word)

    def __reduce__(self) -> tuple[type[Forms], tuple[Morphology]]:
        """Go to another process without what is remembered."""
        return Forms, (self._morphology,)

    def _of_word(self, word: str) -> frozenset[str]:
        """Forms of a word in lower case, ё as е, the word itself included."""
        form = word.lower()
        if word.isupper() and len(word) > 1:
            return frozenset({plain(form)})
        found = {plain(form), *map(plain, self._inflected(form))}
        if "-" in form:
            parts = [{part, *self._inflected(part)} for part in form.split("-")]
            found |= {plain("-".join(chosen)) for chosen in product(*parts)}
        return frozenset(found)

    def _inflected(self, form: str) -> set[str]:
        if form.endswith("а") and not any(_in_nominative(parse) for parse in self._morphology.parse_word(form)):
            return {form[:-1] + ending for ending in FEMININE_ENDINGS}
        if not known_parses(form, self._morphology) and form[-1:] in CONSONANTS:
            return {form + ending for ending in MASCULINE_ENDINGS}
        readings = [parse for parse in self._morphology.parse_word(form) if _in_nominative(parse)][:MAX_READINGS]
        forms = (self._morphology.inflect(form, {case}, parse=parse) for parse in readings for case in OBLIQUE_CASES)
        return {found for found in forms if found}


def _in_nominative(parse: Parse) -> bool:
    return "nomn" in parse.grammemes and bool(parse.grammemes & (ADJECTIVAL | {"NOUN"}))
