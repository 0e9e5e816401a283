"""How much of a sentence is quoted."""

from __future__ import annotations

import re
from typing import Final

READABLE: Final = (40, 240)
"""Characters of a sentence that can be quoted by itself: shorter ones say too little, longer ones tire."""

LONGEST_QUOTE: Final = 1000
"""Characters; only texts without sentences, such as lists and tables, reach it, and every mention would carry all."""

_SPACE = re.compile(r"\s+")


def shorten_quote(text: str, start: int, stop: int, first: int, last: int) -> tuple[int, int]:
    """Where the quote of a sentence begins and ends: of a long one, the whole words around what shows the theme.

    Parameters
    ----------
    start, stop
        Of the sentence; returned as they are when it is no longer than `LONGEST_QUOTE`.
    first, last
        Of what must stay: up to half of `LONGEST_QUOTE` is quoted on either side of it.

    >>> shorten_quote("Хочу парк.", 0, 10, 5, 9)
    (0, 10)
    """
    if stop - start <= LONGEST_QUOTE:
        return start, stop
    left, right = first - LONGEST_QUOTE // 2, last + LONGEST_QUOTE // 2
    if left <= start:
        left = start
    elif space := _SPACE.search(text, left - 1, first):
        left = space.end()
    if right >= stop:
        right = stop
    elif spaces := list(_SPACE.finditer(text, last, right + 1)):
        right = spaces[-1].start()
    return left, right
