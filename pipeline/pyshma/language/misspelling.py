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
from collections.abc import Callable, Iterable, Iterator, Mapping
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
    near: dict[str, str]
    """Letter → letters whose keys touch its own, or that look like it."""
    far: dict[str, str]
    """Letter → all the others."""


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
    close = {*pairs, *(pair[::-1] for pair in pairs)}
    near, far = (
        {letter: "".join(other for other in LETTERS if (other + letter in close) == wanted) for letter in LETTERS}
        for wanted in (True, False)
    )
    return Slips(data["costs"], sounds, voices, endings, near, far)


def _neighbours(rows: list[str]) -> Iterator[str]:
    """Pairs of keys that touch: in a row side by side, between rows with half a key of shift."""
    for row in rows:
        yield from map("".join, pairwise(row))
    for upper, lower in pairwise(rows):
        for place, key in enumerate(lower):
            yield from (key + other for other in upper[place : place + 2])


def by_ear(word: str, *, last: int) -> Iterator[tuple[str, float]]:
    """Forms that sound alike and differ from the word at its letter number `last` or before."""
    slips = read_slips()
    for written, meanings in slips.sounds.items():
        place = word.find(written)
        while 0 <= place <= last:
            for meant in meanings:
                yield f"{word[:place]}{meant}{word[place + len(written) :]}", slips.costs["sound"]
            place = word.find(written, place + 1)
    for place, letter in enumerate(word[: last + 1]):
        if word[place + 1 : place + 2] not in KEEPS_VOICE:
            for meant in slips.voices.get(letter, ()):
                yield f"{word[:place]}{meant}{word[place + 1 :]}", slips.costs["sound"]
    for written, meanings in slips.endings.items():
        if word.endswith(written) and len(word) - len(written) <= last:
            for meant in meanings:
                yield word.removesuffix(written) + meant, slips.costs["ending"]


def doubled(word: str, *, last: int) -> Iterator[tuple[str, float]]:
    """Forms with a letter doubled or not, number `last` or before; vowels where two are written, and in «вобще»."""
    cost = read_slips().costs["doubled"]
    for place, letter in enumerate(word[: last + 1]):
        rest = word[place + 1 :]
        if rest[:1] == letter:
            yield word[:place] + rest, cost
        elif letter not in VOWELS or (letter == "о" and place == 1):
            yield word[:place] + letter * 2 + rest, cost


def by_hand(word: str, *, last: int) -> Iterator[tuple[list[str], float]]:
    """Forms at one slip of the finger: two letters exchanged, one missing, one too many, one in place of another.

    Forms of one cost come together; they differ from the word at its letter number `last` or before.
    """
    slips, costs = read_slips(), read_slips().costs
    for place in range(min(last, len(word)) + 1):
        before, after = word[:place], word[place:]
        edge = costs["first"] * (not before) + costs["last"] * (len(after) < 2)
        if _HYPHEN_AFTER.fullmatch(before) or _HYPHEN_BEFORE.fullmatch(after):
            yield [f"{before}-{after}"], costs["hyphen"]
        yield [f"{before}{letter}{after}" for letter in LETTERS], costs["missing"] + edge * (len(after) != 1)
        if after:
            rest = after[1:]
            yield [before + rest], costs["extra"] + edge
            yield [f"{before}{letter}{rest}" for letter in slips.near.get(after[0], "")], costs["neighbour"] + edge
            yield [f"{before}{letter}{rest}" for letter in slips.far.get(after[0], LETTERS)], costs["other"] + edge
        if len(after) > 1:
            yield [f"{before}{after[1]}{after[0]}{after[2:]}"], costs["transposed"]


def stretched(word: str) -> Iterator[tuple[str, float]]:
    """Forms without the letters that are written for emphasis: ооочень → очень."""
    if _STRETCH.search(word):
        for kept in (r"\1", r"\1\1"):
            yield _STRETCH.sub(kept, word), read_slips().costs["stretched"]


def find_candidates(
    word: str, known: Callable[[str], bool], *, n_begun: Callable[[str], int] = len
) -> dict[str, float]:
    """Known words that `word` may have been meant to be, with the cost of the cheapest way.

    Two misspelt sounds are looked for only where no word sounds alike with one.

    Parameters
    ----------
    word
        In lower case.
    known
        Whether a dictionary has a form.
    n_begun
        Number of letters with which both a form and some known word begin: slips behind them need not be tried.

    >>> find_candidates("тратуар", {"тротуар", "тарту"}.__contains__)
    {'тротуар': 1.5}
    """
    everywhere = len(word)
    alike = _cheapest([*stretched(word), *by_ear(word, last=everywhere), *doubled(word, last=everywhere)])
    found = {form: cost for form, cost in alike.items() if known(form)}
    twice = {} if found else _cheapest(_twice(alike, n_begun))
    ways = chain(
        ((form, cost) for forms, cost in by_hand(word, last=n_begun(word)) for form in filter(known, forms)),
        ((form, cost) for form, cost in twice.items() if known(form)),
    )
    found |= _cheapest((form, cost) for form, cost in ways if form not in alike)
    found.pop(word, None)
    return found


def _twice(once: Mapping[str, float], n_begun: Callable[[str], int]) -> Iterator[tuple[str, float]]:
    more = read_slips().costs["twice"]
    for start, first in once.items():
        last = n_begun(start)
        for form, second in (*by_ear(start, last=last), *doubled(start, last=last)):
            yield form, first + second + more


def _cheapest(ways: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for form, cost in ways:
        if cost < found.get(form, math.inf):
            found[form] = cost
    return found
