"""Federal roads, which have numbers: М-4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .text import Clue, Name, Text

_ROAD = re.compile(r"М(?:-\d{1,2})?")
ROAD_PREPOSITIONS: Final = frozenset({"на", "по", "с", "до", "у", "к", "вдоль", "от", "через"})


def is_road(form: str) -> bool:
    """Whether a form is the number of a federal road, or the letter before it.

    >>> [is_road(form) for form in ("М-4", "М", "Т-34")]
    [True, True, False]
    """
    return _ROAD.fullmatch(form) is not None


def find_roads(text: Text) -> Iterator[Name]:
    """«фуры на М-4», «вдоль трассы М5»."""
    doc = text.doc
    for token in text.tokens(Clue.ROAD):
        before = doc[token.i - 1] if token.i and not token.is_sent_start else None
        stop = token.i + 1
        stop += stop < len(doc) and token.text == "М" and not token.whitespace_ and doc[stop].is_digit
        written = doc[token.i : stop].text
        on_road = before is not None and (before.lower_ in ROAD_PREPOSITIONS or before.lemma_ == "трасса")
        if on_road and written[-1:].isdigit():
            yield Name(token.i, stop, "LOC", f"М-{written.lstrip('М-')}", sure=True)
