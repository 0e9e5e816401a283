"""Words that were torn apart: «из за», «какой нибудь», «что бы» in place of «чтобы».

Both halves are words, so only the neighbours can tell. Rules are named functions in one ordered list; each says how the
pair at a place should have been written, or nothing. Left alone, because both spellings are common and only the sense
can tell: «так же», «то же», «за то», «на счёт», «во время», «что то».
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from .dictionary import parse_word
from .misspelling import read_data

WINDOW: Final = 6
"""Words before a conjunction, among which the word stands that asks for it; words behind, where a pair may repeat."""


@dataclass(frozen=True, slots=True)
class Place:
    """A pair of neighbouring words in a sentence; everything in lower case."""

    before: Sequence[str]
    first: str
    second: str
    after: Sequence[str]

    @property
    def next(self) -> str:
        """Word or sign behind the pair; empty at the end of the sentence."""
        return self.after[0] if self.after else ""


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_data("joined.toml")["torn"].items()}


def _lemmas(word: str) -> set[str]:
    return {parse.lemma for parse in parse_word(word) if parse.known}


def _has(word: str, grammemes: set[str]) -> bool:
    return any(parse.known and grammemes <= parse.grammemes for parse in parse_word(word))


def preposition(place: Place) -> str:
    """из за | из под."""
    return f"{place.first}-{place.second}" if place.first == "из" and place.second in {"за", "под"} else ""


def indefinite(place: Place) -> str:
    """кто нибудь | какой либо, but: что либо то, либо это."""
    if place.first not in _lists()["indefinite"] or place.second not in {"нибудь", "либо"}:
        return ""
    repeated = place.second == "либо" and "либо" in place.after[: 2 * WINDOW]
    return "" if repeated else f"{place.first}-{place.second}"


def indefinite_to(place: Place) -> str:
    """какой то, but: где то место, о котором | какая то, что."""
    if place.second != "то" or place.first not in _lists()["indefinite_to"]:
        return ""
    if not place.next.isalpha() or place.next in _lists()["after_to"] or _has(place.next, {"neut", "sing", "NOUN"}):
        return ""
    return f"{place.first}-то"


def still(place: Place) -> str:
    """все таки."""
    return f"{place.first}-таки" if place.second == "таки" and place.first in {"все", "всё", "так"} else ""


def negative(place: Place) -> str:
    """ни кто, but: ни кто, ни что."""
    if place.first != "ни" or place.second not in _lists()["negative"] or "ни" in place.after[:WINDOW]:
        return ""
    return f"ни{place.second}"


def despite(place: Place) -> str:
    """не смотря на."""
    return "несмотря" if (place.first, place.second, place.next) == ("не", "смотря", "на") else ""


def therefore(place: Place) -> str:
    """По этому я хочу, but: по этому двору я хожу."""
    starts = not place.before or place.before[-1] in {",", "и", "а"}
    if (place.first, place.second) == ("по", "этому") and starts and place.next in _lists()["after_therefore"]:
        return "поэтому"
    return ""


def so_that(place: Place) -> str:
    """хочу, что бы построили | что бы построить, but: что бы я изменил | не знаю, что бы почитать | что бы ни."""
    if (place.first, place.second) != ("что", "бы") or "ни" in place.after[:3]:
        return ""
    before = [lemma for word in place.before[-WINDOW:] for lemma in _lemmas(word)]
    if _lists()["asks_what"] & set(before) or "?" in place.after:
        return ""
    wanted = bool(_lists()["asks_for_that"] & set(before))
    infinitive = any(_has(word, {"INFN"}) for word in place.after[:2])
    return "чтобы" if wanted or (infinitive and (not place.before or place.before[-1] == ",")) else ""


RULES: Final[tuple[Callable[[Place], str], ...]] = (
    preposition,
    indefinite,
    indefinite_to,
    still,
    negative,
    despite,
    therefore,
    so_that,
)


@cache
def torn_pairs() -> frozenset[tuple[str, str]]:
    """Every pair that a rule may join."""
    lists = _lists()
    pairs = [("не", "смотря"), ("по", "этому"), ("что", "бы"), ("из", "за"), ("из", "под")]
    pairs += [(first, second) for first in lists["indefinite"] for second in ("нибудь", "либо")]
    pairs += [(first, "то") for first in lists["indefinite_to"]] + [(first, "таки") for first in ("все", "всё", "так")]
    return frozenset(pairs + [("ни", second) for second in lists["negative"]])


def join_torn(place: Place) -> str:
    """How a pair should have been written; empty where it is right or unclear.

    >>> join_torn(Place(["это"], "из", "за", ["дождя"]))
    'из-за'
    >>> join_torn(Place([], "что", "бы", ["я", "изменил"]))
    ''
    """
    return next((joined for rule in RULES if (joined := rule(place))), "")


def join_at(words: Sequence[str], number: int) -> str:
    """How the pair that begins at a word of a sentence should have been written; empty where it is right or unclear."""
    return join_torn(Place(words[:number], words[number], words[number + 1], words[number + 2 :]))
