"""What a misspelt word may have been meant to be: every form at one slip, and at two where both are written by ear.

Candidates are made from the word itself and looked up in pymorphy3's dictionary, not searched for in a list. That takes
0.4 ms per unknown word with the five million forms of OpenCorpora, no time to load and no memory. symspellpy 6.10
answers in 0.05 ms, but its index of the 194,000 forms of news that the dictionary knows costs 1.2 s and 117 MB in every
process before the first answer; rapidfuzz 3.14 needs no index and 9 ms per word. A thousand letters from citizens
have some hundred unknown words, and many of the forms that were meant («извините», «врезаешься») are rare in news or
missing there.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Final

LETTERS: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
VOWELS: Final = frozenset("аеёиоуыэюя")
OVERLAP: Final = 3
"""Letters by which two slips can be apart and still touch the same letters: the longest has four."""
KEEPS_VOICE: Final = VOWELS | frozenset("лмнрйв")
"""Letters before which a consonant keeps its voice: «нефролог» is no «невролог»."""
_STRETCH: Final = re.compile(r"(.)\1{2,}")
_HYPHEN_AFTER: Final = re.compile(r"(?:кое|кой|по|во|в|из)$")
_HYPHEN_BEFORE: Final = re.compile(r"(?:то|либо|нибудь|таки|за|под)$")


@dataclass(frozen=True, slots=True)
class Words:
    """What a dictionary is asked.

    Parameters
    ----------
    known
        Whether it has a form.
    n_begun
        Number of letters with which both a form and some known word begin: slips behind them need not be tried.
    letters_between
        Letters that make a known form between a beginning and an end; None: each letter is tried.
    """

    known: Callable[[str], bool]
    n_begun: Callable[[str], int] = len
    letters_between: Callable[[str, str], Iterable[str]] | None = None

    def fill(self, before: str, after: str) -> Iterable[str]:
        """Letters that make a known form between `before` and `after`."""
        if self.letters_between is not None:
            return self.letters_between(before, after)
        return [letter for letter in LETTERS if self.known(f"{before}{letter}{after}")]


@dataclass(frozen=True)
class Slips:
    """The ways to misspell a word, each with its cost in decimal orders of magnitude."""

    costs: dict[str, float]
    sounds: dict[str, tuple[str, ...]]
    voices: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]
    near: dict[str, str]
    """Letter → letters whose keys touch its own, or that look like it."""

    @cached_property
    def all_endings(self) -> tuple[str, ...]:
        """Endings that may be misspelt."""
        return tuple(self.endings)

    @cached_property
    def _by_letter(self) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        return {
            letter: [item for item in self.sounds.items() if item[0].startswith(letter)] for letter in LETTERS + "ё"
        }

    def sounds_from(self, letter: str) -> list[tuple[str, tuple[str, ...]]]:
        """What is written with this letter first → what is meant."""
        return self._by_letter.get(letter, [])


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
    near = {letter: "".join(other for other in LETTERS if other + letter in close) for letter in LETTERS}
    return Slips(data["costs"], sounds, voices, endings, near)


def _neighbours(rows: list[str]) -> Iterator[str]:
    """Pairs of keys that touch: in a row side by side, between rows with half a key of shift."""
    for row in rows:
        yield from map("".join, pairwise(row))
    for upper, lower in pairwise(rows):
        for place, key in enumerate(lower):
            yield from (key + other for other in upper[place : place + 2])


def by_ear(word: str, *, last: int, first: int = 0) -> Iterator[tuple[str, float]]:
    """Forms that sound alike and differ from the word at one of its letters from number `first` to `last`."""
    slips = read_slips()
    cost = slips.costs["sound"]
    for place in range(first, min(last + 1, len(word))):
        before, letter = word[:place], word[place]
        for written, meanings in slips.sounds_from(letter):
            if word.startswith(written, place):
                for meant in meanings:
                    yield f"{before}{meant}{word[place + len(written) :]}", cost
        if word[place + 1 : place + 2] not in KEEPS_VOICE:
            for meant in slips.voices.get(letter, ()):
                yield f"{before}{meant}{word[place + 1 :]}", cost
    yield from _by_ending(word, first, last)


def _by_ending(word: str, first: int, last: int) -> Iterator[tuple[str, float]]:
    slips = read_slips()
    for written, meanings in slips.endings.items() if word.endswith(slips.all_endings) else ():
        if word.endswith(written) and first <= len(word) - len(written) <= last:
            for meant in meanings:
                yield word.removesuffix(written) + meant, slips.costs["ending"]


def doubled(word: str, *, last: int, first: int = 0) -> Iterator[tuple[str, float]]:
    """Forms with a letter doubled or not, number `first` to `last`; vowels where two are written, and in «вобще»."""
    cost = read_slips().costs["doubled"]
    for place in range(first, min(last + 1, len(word))):
        letter, rest = word[place], word[place + 1 :]
        if rest[:1] == letter:
            yield word[:place] + rest, cost
        elif letter not in VOWELS or (letter == "о" and place == 1):
            yield word[:place] + letter * 2 + rest, cost


def by_hand(word: str, dictionary: Words, *, last: int) -> Iterator[tuple[str, float]]:
    """Known forms at one slip of the finger: two letters exchanged, one missing, too many, or in place of another.

    They differ from the word at its letter number `last` or before.
    """
    slips, costs = read_slips(), read_slips().costs
    for place in range(min(last, len(word)) + 1):
        before, after = word[:place], word[place:]
        rest = after[1:]
        edge = costs["first"] * (not before) + costs["last"] * (len(after) < 2)
        for letter in dictionary.fill(before, after):
            yield f"{before}{letter}{after}", costs["missing"] + edge * (len(after) != 1)
        for letter in dictionary.fill(before, rest) if after else ():
            kind = "neighbour" if letter in slips.near.get(after[0], "") else "other"
            yield f"{before}{letter}{rest}", costs[kind] + edge
        whole = [(before + rest, costs["extra"] + edge)] if after else []
        if len(after) > 1:
            whole.append((f"{before}{after[1]}{after[0]}{after[2:]}", costs["transposed"]))
        if _HYPHEN_AFTER.fullmatch(before) or _HYPHEN_BEFORE.fullmatch(after):
            whole.append((f"{before}-{after}", costs["hyphen"]))
        yield from (item for item in whole if dictionary.known(item[0]))


def stretched(word: str) -> Iterator[tuple[str, float]]:
    """Forms without the letters that are written for emphasis: ооочень → очень."""
    if _STRETCH.search(word):
        for kept in (r"\1", r"\1\1"):
            yield _STRETCH.sub(kept, word), read_slips().costs["stretched"]


def find_candidates(word: str, dictionary: Words) -> dict[str, float]:
    """Known words that `word`, in lower case, may have been meant to be, with the cost of the cheapest way.

    Two misspelt sounds are looked for only where no word sounds alike with one.

    >>> find_candidates("тратуар", Words({"тротуар", "тарту"}.__contains__))
    {'тротуар': 1.5}
    """
    everywhere = len(word)
    alike = _cheapest([*stretched(word), *by_ear(word, last=everywhere), *doubled(word, last=everywhere)])
    found = {form: cost for form, cost in alike.items() if dictionary.known(form)}
    twice = {} if found else _cheapest(_twice(word, dictionary.n_begun))
    ways = chain(
        by_hand(word, dictionary, last=dictionary.n_begun(word)),
        ((form, cost) for form, cost in twice.items() if dictionary.known(form)),
    )
    found |= _cheapest((form, cost) for form, cost in ways if form not in alike)
    found.pop(word, None)
    return found


def _twice(word: str, n_begun: Callable[[str], int]) -> Iterator[tuple[str, float]]:
    """Forms at two slips of sound; the second stands behind the first or overlaps with it."""
    more, last = read_slips().costs["twice"], n_begun(word) + OVERLAP
    once = _cheapest([*stretched(word), *by_ear(word, last=last), *doubled(word, last=last)])
    for start, cost in once.items():
        first, last = max(0, _n_shared(word, start) - OVERLAP), n_begun(start)
        for form, second in (*by_ear(start, first=first, last=last), *doubled(start, first=first, last=last)):
            yield form, cost + second + more


def _n_shared(word: str, start: str) -> int:
    """Number of letters with which both begin."""
    pairs = enumerate(zip(word, start, strict=False))
    return next((place for place, (mine, other) in pairs if mine != other), min(len(word), len(start)))


def _cheapest(ways: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for form, cost in ways:
        if cost < found.get(form, math.inf):
            found[form] = cost
    return found
