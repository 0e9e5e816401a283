"""What stands before the person whom a street or an institution is named after: «имени», initials, a rank."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from .lexicon import read_lexicon
from .text import is_capitalized

EPONYM: Final = frozenset({"имени", "им"})
"""ДК им. Горького is ДК Горького."""


def stop_of_initials(doc: Doc, first: int, last: int) -> int:
    """Index after the initials «К.», «А. С.», none of which reaches beyond `last`; `first` where none stand."""
    index = first
    while index + 1 < last and len(doc[index]) == 1 and doc[index].is_upper and doc[index + 1].text == ".":
        index += 2
    return index


def after_initials(doc: Doc, first: int) -> int:
    """Index of the surname in «К. Маркса», «А. С. Пушкина»; `first` where no initials and surname stand."""
    index = stop_of_initials(doc, first, len(doc) - 1)
    return index if index < len(doc) and is_capitalized(doc[index]) else first


def after_rank(doc: Doc, first: int) -> int:
    """«ул. профессора | Попова», «музей художника | Нечитайло»: index of the name behind a rank in small letters."""
    ranked = first + 1 < len(doc) and doc[first].text in read_lexicon().street_openers
    return first + (ranked and is_capitalized(doc[first + 1]))
