"""The matching form of a text: what a reader sees, without what a keyboard or a scanner left in it.

Stress marks, soft hyphens and zero-width characters are dropped, Latin look-alikes inside Russian words become
Cyrillic, typographic hyphens become plain. The text itself is never changed; `MatchingForm` maps every character back.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# U+0300, U+0301 stress; U+00AD soft hyphen; U+200B–U+200F, U+2060, U+FEFF zero width and direction marks
DROPPED: Final = "\u0300\u0301\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
LOOKALIKES: Final = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
HYPHENS: Final = "\u2010\u2011"

_DROP = re.compile(f"[{DROPPED}]")
_MIXED_WORD = re.compile(  # possessive and from its first letter on, so that a long word is read once
    r"(?<![A-Za-zА-Яа-яЁё])(?:[A-Za-z]++[А-Яа-яЁё]|[А-Яа-яЁё]++[A-Za-z])[A-Za-zА-Яа-яЁё]*+"
)
_LATIN_REST = re.compile(r"[A-Za-z]")
_SUSPECT = re.compile(  # one set of letters first: the search is then as quick as a search can be
    f"[A-Za-z{DROPPED}\u2010\u2011](?:(?<![A-Za-z])|(?<=[А-Яа-яЁё].)|(?=[А-Яа-яЁё]))"
)


class MatchingForm(NamedTuple):
    """A cleaned text with the way back to the original.

    Parameters
    ----------
    text
        The cleaned text.
    offsets
        For each character of `text`, and one past its end, its offset in the original; None where nothing was dropped
        and offsets are the same.
    """

    text: str
    offsets: list[int] | None

    def original_span(self, start: int, stop: int) -> tuple[int, int]:
        """Offsets in the original of a stretch of the cleaned text, dropped marks inside and behind it included."""
        if self.offsets is None:
            return start, stop
        at_word_start = start == 0 or self.text[start - 1].isspace()
        first = (self.offsets[start - 1] + 1 if start else 0) if at_word_start else self.offsets[start]
        return first, self.offsets[stop]

    def original_border(self, offset: int) -> int:
        """Where the original is cut if the cleaned text is: right behind a space, else behind dropped marks too."""
        if self.offsets is None:
            return offset
        return self.offsets[offset - 1] + 1 if self.text[offset - 1 : offset].isspace() else self.offsets[offset]


def _repair_word(match: re.Match[str]) -> str:
    repaired = match.group().translate(LOOKALIKES)
    return match.group() if _LATIN_REST.search(repaired) else repaired


def matching_form(text: str) -> MatchingForm:
    """Clean a text for matching.

    Examples
    --------
    >>> matching_form("за\u0301мок, го\u00adрод, гopoд, Wi-Fi").text
    'замок, город, город, Wi-Fi'
    >>> matching_form("за\u0301мок").original_span(0, 5)
    (0, 6)
    """
    if not _SUSPECT.search(text):
        return MatchingForm(text, None)
    offsets = None
    if _DROP.search(text):
        kept = [offset for offset, letter in enumerate(text) if letter not in DROPPED]
        offsets = [*kept, len(text)]
        text = "".join(text[offset] for offset in kept)
    for hyphen in HYPHENS:
        text = text.replace(hyphen, "-")  # twenty times quicker than to translate
    return MatchingForm(_MIXED_WORD.sub(_repair_word, text), offsets)
