"""Districts that are written short or in small letters: «Осинский р-н», «в индустриальном районе»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from .adjectives import nominative_adjective
from .lexicon import read_lexicon
from .morphology import Morphology
from .neighbours import token_after
from .text import Clue, Name, Text, is_capitalized, plain, replace_overlapping

DISTRICT: Final = "район"
AFTER_LETTER: Final = frozenset({"н", "он", "на", "не", "ну"})
"""What is left of «р-н» and its cases where the hyphen is lost."""
_ABBREVIATED = re.compile(r"р-о?н(?:а|у|е|ом)?")


def is_district(form: str, lemma: str) -> bool:
    """Whether a form is an adjective in small letters that districts of many towns have for a name.

    >>> is_district("ленинском", "ленинский"), is_district("Ленинском", "ленинский")
    (True, False)
    """
    return form.islower() and plain(lemma) in read_lexicon().districts


def is_abbreviated_district(form: str) -> bool:
    """Whether a form is «р-н», or the first letter of «р н».

    >>> [is_abbreviated_district(form) for form in ("р-не", "Р-ОН", "р", "район")]
    [True, True, True, False]
    """
    return form.lower() == "р" or _ABBREVIATED.fullmatch(form.lower()) is not None


def read_districts(text: Text, names: Sequence[Name]) -> Sequence[Name]:
    """Add districts; what the network took along before them stays a name: Носкова Юлия | Пермский р-н."""
    found = [*_find_lower_case(text), *_find_abbreviated(text)]
    if not found:
        return names
    starts = [district.start for district in found]
    cut = [
        replace(name, stop=next((start for start in starts if name.start < start < name.stop), name.stop))
        for name in names
    ]
    return replace_overlapping(cut, found)


def _find_lower_case(text: Text) -> Iterator[Name]:
    for token in text.tokens(Clue.DISTRICT):
        district = token_after(token)
        if district is not None and district.lemma_ == DISTRICT and "Plur" not in district.morph.get("Number", []):
            yield _district(token.i, token.i + 2, token.lemma_)


def _find_abbreviated(text: Text) -> Iterator[Name]:
    doc = text.doc
    for head in text.tokens(Clue.ABBREVIATED_DISTRICT):
        stop = head.i + 1
        if len(head) == 1:  # «р н», «Индустриального р на»
            if stop == len(doc) or doc[stop].lower_ not in AFTER_LETTER:
                continue
            stop += 1
        before, after = (doc[i] if 0 <= i < len(doc) else None for i in (head.i - 1, stop))
        if before is not None and (shown := _masculine(before, text.morphology)):
            yield _district(before.i, stop, shown)
        elif after is not None and (shown := _masculine(after, text.morphology)):
            yield _district(head.i, after.i + 1, shown)


def _district(start: int, stop: int, adjective: str) -> Name:
    return Name(start, stop, "LOC", f"{adjective.capitalize()} {DISTRICT}", sure=True)


def _masculine(word: Token, morphology: Morphology) -> str:
    """The nominative of an adjective with a capital; empty for other words."""
    return nominative_adjective(word.norm_, "masc", morphology) if is_capitalized(word) else ""
