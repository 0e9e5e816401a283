"""What the dictionary knows of a word as a name of a person; handed to `pyshma.results.anonymize`."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from .language import parse_word
from .results.anonymize import NameReading

_GIVEN: Final = frozenset({"Name", "Patr"})
_PERSON: Final = _GIVEN | {"Surn"}
_PLACE: Final = frozenset({"Geox", "Orgn", "Trad", "Abbr"})


@lru_cache(maxsize=100_000)
def read_name(word: str) -> NameReading:
    """Readings of a word as a name, by the morphological dictionary.

    >>> read_name("Тимуром").sure, read_name("Серый").possible, read_name("парка").possible
    (True, False, False)
    """
    parses = parse_word(word.lower())
    known = [parse for parse in parses if parse.known]
    names = [parse for parse in (known or parses) if parse.grammemes & _PERSON]
    elsewhere = any(parse.grammemes & _PLACE for parse in known)
    return NameReading(
        lemmas=frozenset(parse.lemma.replace("ё", "е") for parse in names or parses),
        known=bool(known),
        listed=bool(names),
        given=any(parse.grammemes & _GIVEN for parse in names),
        surname=not known or any("Surn" in parse.grammemes for parse in names),
        possible=bool(names) and not elsewhere,
        sure=bool(names) and bool(known) and known[0] in names and not elsewhere,
        only=bool(known) and len(names) == len(known),
    )
