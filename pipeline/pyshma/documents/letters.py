"""The own words of a letter: without the footer of the mail program and without the letter that it answers.

What no program marks, such as «С уважением, …» and a name, stays: only a person can tell whose words they are.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

QUOTED: Final = ">"
SIGNATURE: Final = "-- "
"""Line above a signature (RFC 3676, 4.3); two hyphens without the blank are a dash."""
N_HEADER_LINES: Final = 3
"""Lines after «От: …» among which Outlook puts «Отправлено: …» and «Кому: …»."""


class Marks(NamedTuple):
    """What mail programs write into letters, from ``letters.toml``."""

    footer: re.Pattern[str]
    attribution: re.Pattern[str]
    header_first: re.Pattern[str]
    header_below: tuple[re.Pattern[str], ...]


def _compile(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def read_marks() -> Marks:
    """Compile the patterns."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    below = tuple(map(_compile, data["header_below"]))
    return Marks(_compile(*data["footers"]), _compile(*data["attributions"]), _compile(data["header_first"]), below)


def _attribution_size(lines: list[str], place: int) -> int:
    """How many lines at a place say who wrote what follows: 0, 1, or 2 where the program broke the line."""
    marks, line = read_marks(), lines[place].strip()
    following = [other.strip() for other in lines[place + 1 : place + 1 + N_HEADER_LINES]]
    if marks.attribution.fullmatch(line):
        return 1
    if marks.header_first.fullmatch(line) and all(any(map(mark.fullmatch, following)) for mark in marks.header_below):
        return 1
    return 2 if line and following and following[0] and marks.attribution.fullmatch(f"{line} {following[0]}") else 0


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(QUOTED)


def _drop_answered(lines: list[str]) -> list[str]:
    """Leave out quoted lines, and all that stands below an attribution, unless that is marked as quoted."""
    kept: list[str] = []
    place = 0
    while place < len(lines):
        size = _attribution_size(lines, place)
        if size and not _is_quoted(next(filter(str.strip, islice(lines, place + size, None)), QUOTED)):
            return kept
        if not size and not _is_quoted(lines[place]):
            kept.append(lines[place])
        place += size or 1
    return kept


def _is_footer(line: str) -> bool:
    bare = line.strip(" \t-—–_*")
    return not bare or read_marks().footer.fullmatch(bare) is not None


def _drop_footer(lines: list[str]) -> list[str]:
    lines = lines[: lines.index(SIGNATURE)] if SIGNATURE in lines else lines
    stop = len(lines)
    while stop and _is_footer(lines[stop - 1]):
        stop -= 1
    return lines[:stop]


def own_words(body: str, *, forwarded: bool = False) -> str:
    r"""What the author of a letter wrote; the whole where that would be nothing.

    Parameters
    ----------
    body
        Text of the letter, without headers.
    forwarded
        The letter was passed on: what stands below an attribution is what it is about, and stays.

    Examples
    --------
    >>> own_words("Во дворе темно.\n\nОтправлено из мобильной Почты Mail.ru")
    'Во дворе темно.'
    >>> own_words("Спасибо, починили.\n\n12.03.2024 14:05, Администрация <a@example.org> пишет:\n> Фонарь заменён.")
    'Спасибо, починили.'
    """
    lines = body.replace("\r\n", "\n").split("\n")
    kept = _drop_footer(lines if forwarded else _drop_answered(lines))
    return "\n".join(kept) if any(line.strip() for line in kept) else body
