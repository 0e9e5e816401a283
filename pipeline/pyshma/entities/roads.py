"""Roads that have numbers instead of names: М-4, 7-я линия."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from .houses import has_house
from .neighbours import token_before
from .street_words import is_ordinal, nominative_ordinal
from .text import Clue, Name, Text

_ROAD = re.compile(r"М(?:-\d{1,2})?")
LINE: Final = "линия"
ISLAND: Final = frozenset({"во", "в.о", "в.о."})
"""How «Васильевского острова» is written short."""
ROAD_PREPOSITIONS: Final = frozenset({"на", "по", "с", "до", "у", "к", "вдоль", "от", "через"})


def is_road(form: str, lemma: str) -> bool:
    """Whether a form is the number of a federal road, or the letter before it, or a line, as some streets are called.

    >>> [is_road(form, form) for form in ("М-4", "М", "Т-34", "линия", "ЛИНИЯ")]
    [True, True, False, True, False]
    """
    return _ROAD.fullmatch(form) is not None or (lemma == LINE and not form.isupper())


def find_roads(text: Text) -> Iterator[Name]:
    """Roads that have numbers."""
    yield from _find_federal(text)
    yield from _find_lines(text)


def _find_federal(text: Text) -> Iterator[Name]:
    """«фуры на М-4», «вдоль трассы М5»."""
    doc = text.doc
    for token in text.tokens(Clue.ROAD):
        before = token_before(token, in_sentence=True)
        stop = token.i + 1
        stop += stop < len(doc) and token.text == "М" and not token.whitespace_ and doc[stop].is_digit
        written = doc[token.i : stop].text
        on_road = before is not None and (before.lower_ in ROAD_PREPOSITIONS or before.lemma_ == "трасса")
        if on_road and written[-1:].isdigit():
            yield Name(token.i, stop, "LOC", f"М-{written.lstrip('М-')}", sure=True)


def _find_lines(text: Text) -> Iterator[Name]:
    """«7-я линия В.О.», «на 3-й линии, 12»: a number before it, and the island or a house after it."""
    doc = text.doc
    for token in text.tokens(Clue.ROAD):
        number = doc[token.i - 1].text if token.i else ""
        if token.lemma_ != LINE or not (number.isdigit() or is_ordinal(number)):
            continue
        shown = nominative_ordinal(number, "femn") or f"{number}-я"
        stop = _stop_of_island(doc, token.i + 1)
        if stop > token.i + 1:
            yield Name(token.i - 1, stop, "LOC", f"{shown} линия Васильевского острова", sure=True)
        elif has_house(doc, stop):
            yield Name(token.i - 1, stop, "LOC", f"{shown} линия", sure=True)


def _stop_of_island(doc: Doc, start: int) -> int:
    """Index after «В.О.», «ВО»; `start` where neither stands."""
    for stop in range(min(start + 4, len(doc)), start, -1):
        if doc[start:stop].text.lower().replace(" ", "") in ISLAND and doc[start].text[:1].isupper():
            return stop
    return start
