"""Lines of a printed page back to paragraphs: what a PDF and a scan know of are lines.

Decided by letters and lengths alone. Known gaps: two paragraphs run together when the first ends with a full line
(its sentences stay apart all the same), and the hyphen of a compound that is broken there and occurs nowhere else in
the text is taken for hyphenation (северо-/западе → северозападе).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

FULL_LINE = 0.75
"""A line of at least this share of the usual width goes on in the next one; a shorter one was ended by its author."""

_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_FIRST_PART = re.compile(r"^[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_ITEM = re.compile(r"^(?:[•●▪■◦·–—-]\s|\(?(?:\d{1,2}|[а-яёa-z])[.)]\s)")
_PARTICLES = frozenset({"либо", "нибудь", "таки"})


def _usual_width(lines: Sequence[str]) -> int:
    """Length of a long line, in characters: nine of ten are not longer."""
    lengths = sorted(map(len, lines))
    return lengths[(9 * len(lengths)) // 10]


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether `following` continues the paragraph of `line`."""
    full = len(line) >= FULL_LINE * width
    if _ITEM.match(following) and not (full and following[0] in "–—-"):
        return False
    return following[0].islower() or full or line.endswith(",")


def _glue(left: str, right: str, compounds: frozenset[str]) -> str:
    """Join a line that ends with a hyphen; the hyphen stays in front of capitals and digits and in known compounds."""
    first, second = _HYPHENATED.search(left), _FIRST_PART.match(right)
    if first is None or second is None or not second[0].islower():
        return left + right
    known = f"{first[1]}-{second[0]}".lower() in compounds or second[0] in _PARTICLES
    return f"{left[:-1]}{'-' if known else ''}{right}"


def join_lines(lines: Iterable[str]) -> list[str]:
    """Join lines into paragraphs; a blank line always separates.

    Parameters
    ----------
    lines
        In reading order; a word hyphenated at a line end has ``-``, a soft hyphen or ``‐`` there.

    Examples
    --------
    >>> join_lines(["Нужно бла-", "гоустройство", "парка.", "", "Конец."])
    ['Нужно благоустройство парка.', 'Конец.']
    """
    stripped = [line.strip() for line in lines]
    compounds = frozenset(word.lower() for line in stripped for word in _COMPOUND.findall(line))
    width = _usual_width([line for line in stripped if line] or [""])
    return _join(stripped, width, compounds)


def _join(lines: Sequence[str], width: int, compounds: frozenset[str]) -> list[str]:
    paragraphs: list[list[str]] = []
    previous = ""
    for line in lines:
        if previous and line and previous[-1] in "-\u00ad\u2010" and len(previous) > 1:
            paragraphs[-1][-1] = _glue(paragraphs[-1][-1], line, compounds)
        elif previous and line and _goes_on(previous, line, width):
            paragraphs[-1].append(line)
        elif line:
            paragraphs.append([line])
        previous = line
    return [" ".join(parts) for parts in paragraphs]
