"""Compiled patterns with their tests numbered, each under the word of it that a text has most seldom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from .compilation import Atom, Variant
from .notation import MIN_PREFIX

KINDS: Final = ("spelling", "form", "lemma", "prefix")
"""What atoms ask of a token."""


class Link(NamedTuple):
    """Number of a test, and how many other words may stand before the token that passes it."""

    test: int
    gap: int


Links = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A variant of more than one word, ready to be looked for.

    Parameters
    ----------
    pattern
        Number of the pattern.
    chains
        Phrases in any order; the first of them is looked for first.
    distance
        Words that may stand between the phrases.
    anchor
        Test of the word of the first phrase at which the search begins.
    nearest, farthest
        How many tokens before the anchor its phrase begins.
    reach
        How many tokens away from the first phrase the others may stand.
    needs
        The other tests that the sentence must pass somewhere, the probably rarest first.
    is_row
        Whether it is one phrase without gaps.
    """

    pattern: int
    chains: tuple[Links, ...]
    distance: int
    anchor: int
    nearest: int
    farthest: int
    reach: int
    needs: tuple[int, ...]
    is_row: bool


class TokenTests:
    """What a token may be asked: each set of atoms under a number, and an inverted index from atoms to numbers."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[Atom], int] = {}
        self.frequencies: list[float] = []
        self._tests: dict[Atom, list[int]] = {}
        self._looks: dict[str, dict[str, list[tuple[str | None, list[int]]]]] = {kind: {} for kind in KINDS}
        self._prefixes: dict[str, set[int]] = {}

    def number(self, atoms: frozenset[Atom]) -> int:
        """Number of a test."""
        if atoms not in self._numbers:
            self._numbers[atoms] = len(self._numbers)
            self.frequencies.append(expected_frequency(atoms))
            for atom in atoms:
                self._tests_of(atom).append(self._numbers[atoms])
        return self._numbers[atoms]

    def _tests_of(self, atom: Atom) -> list[int]:
        """Tests that an atom passes; a new atom can be found by its text."""
        if atom not in self._tests:
            tests = self._tests[atom] = []
            self._looks[atom.kind].setdefault(atom.text, []).append((atom.pos, tests))
            if atom.kind == "prefix":
                self._prefixes.setdefault(atom.text[:MIN_PREFIX], set()).add(len(atom.text))
        return self._tests[atom]

    def passed(self, spelling: str, form: str, lemma: str, pos: str) -> list[int]:
        """Numbers of the tests that a token passes, in ascending order; ё and е are folded already."""
        looks = self._looks
        found = [*looks["spelling"].get(spelling, ()), *looks["form"].get(form, ()), *looks["lemma"].get(lemma, ())]
        for word in {form, lemma}:
            for n in self._prefixes.get(word[:MIN_PREFIX], ()):
                found += looks["prefix"].get(word[:n], ())
        return sorted({test for wanted, tests in found if wanted is None or wanted == pos for test in tests})


def expected_frequency(atoms: Iterable[Atom]) -> float:
    """Guess how common the words are that pass a test: the shorter, the commoner (Zipf 1935), so ``2 ** -length``.

    >>> expected_frequency([Atom("lemma", "не")]) > expected_frequency([Atom("lemma", "хватать")])
    True
    """
    return sum(2.0 ** -len(atom.text) for atom in atoms)


@dataclass(frozen=True, slots=True)
class Roles:
    """What passing a test is good for.

    Parameters
    ----------
    singles
        Test → patterns of one word that it decides.
    anchored
        Test → plans that are looked for where it is passed.
    needed
        Test → its number among the tests that a plan needs somewhere in the sentence.
    asked
        Tests that a plan asks of some token.
    """

    singles: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    anchored: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    needed: dict[int, int] = field(default_factory=dict)
    asked: set[int] = field(default_factory=set)


def make_plans(patterns: Iterable[Iterable[Variant]], tests: TokenTests) -> tuple[list[Plan], Roles]:
    """Plans of all patterns of several words; patterns of one word need none, their test decides."""
    plans: list[Plan] = []
    roles = Roles()
    for number, variant in ((number, variant) for number, variants in enumerate(patterns) for variant in variants):
        if len(variant.chains) == 1 and len(variant.chains[0]) == 1:
            roles.singles[tests.number(variant.chains[0][0].atoms)].append(number)
        else:
            plan = _make_plan(number, variant, tests)
            roles.anchored[plan.anchor].append(len(plans))
            roles.asked.update((plan.anchor, *plan.needs))
            for test in plan.needs:
                roles.needed.setdefault(test, len(roles.needed))
            plans.append(plan)
    return plans, roles


def _make_plan(pattern: int, variant: Variant, tests: TokenTests) -> Plan:
    """Number the tests of a variant and choose its anchor; of phrases in any order the most particular goes first."""
    chains = sorted(variant.chains, key=lambda chain: len(chain[0].atoms)) if variant.distance else variant.chains
    links = tuple(tuple(Link(tests.number(step.atoms), step.gap) for step in chain) for chain in chains)
    at = min(range(len(links[0])), key=lambda number: tests.frequencies[links[0][number].test])
    anchor = links[0][at].test
    lengths = [[1 + step.gap for step in chain] for chain in chains]
    return Plan(
        pattern=pattern,
        chains=links,
        distance=variant.distance,
        anchor=anchor,
        nearest=at,
        farthest=sum(lengths[0][1 : at + 1]),
        reach=variant.distance + sum(map(sum, lengths)),
        needs=_others(anchor, {link.test for chain in links for link in chain}, tests),
        is_row=len(chains) == 1 and sum(lengths[0]) == len(chains[0]),
    )


def _others(anchor: int, needed: set[int], tests: TokenTests) -> tuple[int, ...]:
    """All tests but the anchor, the probably rarest first; the anchor where there is no other."""
    return tuple(sorted(needed - {anchor} or {anchor}, key=lambda test: (tests.frequencies[test], test)))
