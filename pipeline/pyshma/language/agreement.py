"""How far the readings of the dictionary (OpenCorpora grammemes) agree with Universal Dependencies tags."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from .vectors import Floats

NEVER_DISAGREES: Final = frozenset({"UNKN"})


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of ``agreement.json``.

    Parameters
    ----------
    parts
        Part of speech of a tag → part of speech of a reading → cost.
    other
        Cost of any other part of speech.
    names, names_cost
        Grammemes of names; cost of a name under NOUN, of a common noun under PROPN.
    features
        Feature of a tag, such as ``Case=Gen`` → grammemes that agree, and all grammemes of the category.
    costs
        Feature of a tag → cost of a reading that disagrees.
    """

    parts: dict[str, dict[str, float]]
    other: float
    names: frozenset[str]
    names_cost: dict[str, float]
    features: dict[str, tuple[frozenset[str], frozenset[str]]]
    costs: dict[str, float]


@cache
def read_table() -> Table:
    """Read ``agreement.json``; once per process."""
    content = json.loads(Path(__file__).with_name("agreement.json").read_text(encoding="utf-8"))
    costs = content["costs"]
    parts = {
        pos: dict.fromkeys(same, 0.0) | dict.fromkeys(related, costs["related_pos"])
        for pos, (same, related) in content["pos"].items()
    }
    features, feature_costs = {}, {}
    for category, values in content["features"].items():
        everything = frozenset(grammeme for grammemes in values.values() for grammeme in grammemes)
        for value, grammemes in values.items():
            features[f"{category}={value}"] = (frozenset(grammemes), everything)
            feature_costs[f"{category}={value}"] = costs[category]
    names_cost = {"NOUN": costs["name_as_noun"], "PROPN": costs["noun_as_name"]}
    return Table(parts, costs["other_pos"], frozenset(content["names"]), names_cost, features, feature_costs)


@lru_cache(maxsize=20_000)
def split_reading(reading: str) -> tuple[str, frozenset[str]]:
    """Part of speech, its asterisk included, and grammemes of a reading, part of speech without the asterisk included.

    >>> split_reading("PRTF*,pssv plur,gent")[0]
    'PRTF*'
    """
    grammemes = reading.replace(" ", ",").split(",")
    return grammemes[0], frozenset([grammemes[0].rstrip("*+"), *grammemes[1:]])


@lru_cache(maxsize=20_000)
def tag_features(tag: str) -> tuple[str, tuple[str, ...]]:
    """Part of speech of a tag and those of its features that readings can disagree with.

    Full adjectives and participles carry no feature that says so; here they do.

    >>> tag_features("ADJ|Case=Gen|Number=Plur")
    ('ADJ', ('Case=Gen', 'Number=Plur', 'Variant=Full'))
    """
    pos, _, rest = tag.partition("|")
    features = [feature for feature in rest.split("|") if feature in read_table().features]
    if "Variant=Short" not in features and (pos == "ADJ" or "VerbForm=Part" in features):
        features.append("Variant=Full")
    return pos, tuple(features)


def disagreements(reading: str, tag: str) -> Iterator[str]:
    """Features of a tag that a reading contradicts.

    >>> list(disagreements("NOUN,inan,masc plur,gent", "NOUN|Animacy=Inan|Case=Dat|Gender=Masc|Number=Plur"))
    ['Case=Dat']
    """
    _, grammemes = split_reading(reading)
    known = read_table().features
    for feature in tag_features(tag)[1]:
        agree, category = known[feature]
        if not grammemes & agree and grammemes & category:
            yield feature


def agreeing_features(reading: str, tag: str) -> tuple[str, ...]:
    """Features of a tag that a reading has.

    >>> agreeing_features("NOUN,inan,masc plur,gent", "NOUN|Case=Gen|Number=Plur")
    ('Case=Gen', 'Number=Plur')
    """
    _, grammemes = split_reading(reading)
    known = read_table().features
    return tuple(feature for feature in tag_features(tag)[1] if grammemes & known[feature][0])


@lru_cache(maxsize=200_000)
def cost(reading: str, tag: str) -> float:
    """Natural logarithm of the odds against a reading under a tag; 0 where nothing contradicts.

    >>> cost("NOUN,inan,masc plur,gent", "NOUN|Case=Gen|Number=Plur")
    0.0
    """
    table = read_table()
    return _part_cost(*split_reading(reading), tag_features(tag)[0]) + sum(
        table.costs[feature] for feature in disagreements(reading, tag)
    )


def _part_cost(part: str, grammemes: frozenset[str], pos: str) -> float:
    table = read_table()
    if part in NEVER_DISAGREES or part == f"={pos}":
        return 0.0
    cost = table.parts.get(pos, {}).get(part, table.other)
    if part == "NOUN" and pos in table.names_cost:
        return cost + table.names_cost[pos] * (bool(grammemes & table.names) == (pos == "NOUN"))
    return cost


class Agreement:
    """Odds of readings under each of a list of tags, as rows of one growing array.

    Parameters
    ----------
    tags
        As the morphology network names them: ``NOUN|Animacy=Inan|Case=Gen``.
    """

    def __init__(self, tags: Sequence[str]) -> None:
        split = [tag_features(tag) for tag in tags]
        self._parts = [pos for pos, _ in split]
        self._distinct = sorted(set(self._parts))
        self._pos = np.array([self._distinct.index(pos) for pos in self._parts])
        table = read_table()
        self._features = list(table.features)
        self._costs: Floats = np.array(
            [[table.costs[name] * (name in features) for _, features in split] for name in self._features], np.float32
        )
        self._numbers: dict[str, int] = {}
        self.odds: Floats = np.zeros((256, len(tags)), np.float32)

    def number(self, reading: str) -> int:
        """Row of a reading in `odds`; worked out when it is first seen."""
        number = self._numbers.get(reading)
        if number is None:
            number = self._numbers[reading] = len(self._numbers)
            if number == len(self.odds):
                self.odds = np.concatenate([self.odds, np.zeros_like(self.odds)])
            self.odds[number] = self._odds(reading)
        return number

    def _odds(self, reading: str) -> Floats:
        part, grammemes = split_reading(reading)
        known = read_table().features
        disagrees = [
            not grammemes & agree and bool(grammemes & category)
            for agree, category in (known[name] for name in self._features)
        ]
        parts = np.array([_part_cost(part, grammemes, pos) for pos in self._distinct], np.float32)
        result: Floats = np.exp(-parts[self._pos] - np.array(disagrees, np.float32) @ self._costs)
        return result
