"""What a misspelt word may have been meant to be: every form at one slip, and at two where both are written by ear.

Candidates are made from the word itself and looked up in pymorphy3's dictionary, not searched for in a list. That takes
1 ms per unknown word with the five million forms of OpenCorpora, no time to load and no memory. symspellpy 6.10 answers
in 0.05 ms, but its index of the 194,000 forms of news that the dictionary knows costs 1.2 s and 117 MB in every process
before the first answer; rapidfuzz 3.14 needs no index and 9 ms per word. A thousand letters have some hundred unknown
words, and many of the forms that were meant («извините», «врезаешься») are rare in news or missing there.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Final

LETTERS: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
VOWELS: Final = frozenset("аеёиоуыэюя")
KEEPS_VOICE: Final = VOWELS | frozenset("лмнрйв")
"""Letters before which a consonant keeps its voice: «нефролог» is no «невролог»."""
_STRETCH: Final = re.compile(r"(.)\1{2,}")
_HYPHEN_AFTER: Final = re.compile(r"(?:кое|кой|по|во|в|из)$")
_HYPHEN_BEFORE: Final = re.compile(r"(?:то|либо|нибудь|таки|за|под)$")


@dataclass(frozen=True, slots=True)
class Slips:
    """The ways to misspell a word, each with its cost in decimal orders of magnitude."""

    costs: dict[str, float]
    sounds: dict[str, tuple[str, ...]]
    voices: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]
    neighbours: frozenset[str]


def read_data(name: str) -> dict[str, Any]:
    """One of the chapter's data files."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


@cache
def read_slips() -> Slips:
    """Read the ways to misspell; once per process."""
    data = read_data("spelling.toml")
    sounds, voices, endings = (
        {written: tuple(meant) for written, meant in data[name].items()} for name in ("sounds", "voices", "endings")
    )
    pairs = [*_neighbours(data["keyboard"]), *data["lookalikes"]]
    return Slips(data["costs"], sounds, voices, endings, frozenset(pairs + [pair[::-1] for pair in pairs]))


def _neighbours(rows: list[str]) -> Iterator[str]:
    """Pairs of keys that touch: in a row side by side, between rows with half a key of shift."""
    for row in rows:
        yield from map("".join, pairwise(row))
    for upper, lower in pairwise(rows):
        for place, key in enumerate(lower):
            yield from (key + other for other in upper[place : place + 2])


def by_ear(word: str) -> Iterator[tuple[str, float]]:
    """Forms that sound alike."""
    slips = read_slips()
    for written, meanings in slips.sounds.items():
        place = word.find(written)
        while place >= 0:
            for meant in meanings:
                yield f"{word[:place]}{meant}{word[place + len(written) :]}", slips.costs["sound"]
            place = word.find(written, place + 1)
    for place, letter in enumerate(word):
        if word[place + 1 : place + 2] not in KEEPS_VOICE:
            for meant in slips.voices.get(letter, ()):
                yield f"{word[:place]}{meant}{word[place + 1 :]}", slips.costs["sound"]
    for written, meanings in slips.endings.items():
        if word.endswith(written):
            for meant in meanings:
                yield word.removesuffix(written) + meant, slips.costs["ending"]


def doubled(word: str) -> Iterator[tuple[str, float]]:
    """Forms with a letter doubled or not; vowels double only where two are written, and in «вобще»."""
    cost = read_slips().costs["doubled"]
    for place, letter in enumerate(word):
        rest = word[place + 1 :]
        if rest[:1] == letter:
            yield word[:place] + rest, cost
        elif letter not in VOWELS or (letter == "о" and place == 1):
            yield word[:place] + letter * 2 + rest, cost


def by_hand(word: str) -> Iterator[tuple[str, float]]:
    """Forms at one slip of the finger: two letters exchanged, one missing, one too many, one in place of another."""
    slips, costs = read_slips(), read_slips().costs
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        edge = costs["first"] * (not before) + costs["last"] * (len(after) < 2)
        if _HYPHEN_AFTER.fullmatch(before) or _HYPHEN_BEFORE.fullmatch(after):
            yield f"{before}-{after}", costs["hyphen"]
        for letter in LETTERS:
            yield f"{before}{letter}{after}", costs["missing"] + edge * (len(after) != 1)
        if after:
            yield before + after[1:], costs["extra"] + edge
            for letter in LETTERS:
                kind = "neighbour" if letter + after[0] in slips.neighbours else "other"
                yield f"{before}{letter}{after[1:]}", costs[kind] + edge
        if len(after) > 1:
            yield f"{before}{after[1]}{after[0]}{after[2:]}", costs["transposed"]


def stretched(word: str) -> Iterator[tuple[str, float]]:
    """Forms without the letters that are written for emphasis: ооочень → очень."""
    if _STRETCH.search(word):
        for kept in (r"\1", r"\1\1"):
            yield _STRETCH.sub(kept, word), read_slips().costs["stretched"]


def find_candidates(word: str, known: Callable[[str], bool]) -> dict[str, float]:
    """Known words that `word` may have been meant to be, with the cost of the cheapest way.

    Two misspelt sounds are looked for only where no word sounds alike with one.

    Parameters
    ----------
    word
        In lower case.
    known
        Whether a dictionary has a form.

    >>> find_candidates("тратуар", {"тротуар", "тарту"}.__contains__)
    {'тротуар': 1.5}
    """
    alike = _cheapest([*stretched(word), *by_ear(word), *doubled(word)])
    found = {form: cost for form, cost in alike.items() if known(form)}
    more = alike.items() if not found else ()
    ways = chain(by_hand(word), _twice(more))
    others = _cheapest((form, cost) for form, cost in ways if form not in alike)
    found |= {form: cost for form, cost in others.items() if known(form)}
    found.pop(word, None)
    return found


def _twice(once: Iterable[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    more = read_slips().costs["twice"]
    for start, first in once:
        for form, second in (*by_ear(start), *doubled(start)):
            yield form, first + second + more


def _cheapest(ways: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for form, cost in ways:
        if cost < found.get(form, math.inf):
            found[form] = cost
    return found
