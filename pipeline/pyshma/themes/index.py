"""Search many compiled patterns in a `Doc` at once.

What a token may be is decided once per token type: an inverted index (lemma, form, spelling, beginning → tests) tells
all tests of all patterns that the type passes. A pattern is tried only where its first test passes and where the
sentence passes all its others, so the cost of a token hardly depends on how many patterns there are. spaCy's own
`Matcher` tries every pattern at every token, and its `PhraseMatcher` knows neither gaps nor alternatives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Generic, TypeVar

from spacy.attrs import LEMMA, NORM, ORTH, POS, SENT_START
from spacy.tokens import Doc
from spacy.vocab import Vocab

from .compilation import Atom, Chain, Variant
from .notation import fold

MAX_TYPES = 300_000
"""Token types that are remembered; beyond, the memory is emptied so that it stays bounded on endless streams."""

PUNCTUATION_COST = 2
"""A comma or a dash in a gap counts as so many words: behind it often begins something else."""

_UNMARKED = str.maketrans("ёЁ", "еЕ", "\u0301\u00ad")
"""Takes stress marks and soft hyphens from a word as it stands; ё = е."""
_QUOTES = frozenset("«»\"“”„‟‘’'`‹›")
_COLUMNS = [ORTH, NORM, LEMMA, POS]

Span = tuple[int, int]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class _Link:
    """Number of a test, and how many other words may stand before the token that passes it."""

    test: int
    gap: int


_Links = tuple[_Link, ...]


@dataclass(frozen=True, slots=True)
class _Plan(Generic[K]):
    """A variant with its tests numbered; `needs` are all tests that its sentence must pass somewhere."""

    key: K
    chains: tuple[_Links, ...]
    distance: int
    needs: frozenset[int]


@dataclass(frozen=True, slots=True)
class _TokenType(Generic[K]):
    """What the index knows of all tokens with one spelling, form, lemma and part of speech.

    `cost` is what the token counts for in a gap, in words.
    """

    is_blank: bool
    cost: int
    tests: frozenset[int]
    plans: tuple[_Plan[K], ...]


@dataclass(frozen=True, slots=True)
class _Text(Generic[K]):
    """Tokens that count, in order: whitespace and quotation marks are left out, so they never break a phrase.

    `tokens` holds indices into the `Doc`, `sentences` the number of the sentence of each.
    """

    types: list[_TokenType[K]]
    tokens: list[int]
    sentences: list[int]


class PatternIndex(Generic[K]):
    """Finds all places where patterns match.

    Parameters
    ----------
    patterns
        Key → ways of reading the pattern. Keys come back with the matches.
    """

    def __init__(self, patterns: Mapping[K, Iterable[Variant]]) -> None:
        self._numbers: dict[frozenset[Atom], int] = {}
        self._tests: defaultdict[Atom, list[int]] = defaultdict(list)
        self._atoms: defaultdict[tuple[str, str], list[Atom]] = defaultdict(list)
        self._plans: defaultdict[int, list[_Plan[K]]] = defaultdict(list)
        self._types: dict[tuple[int, ...], _TokenType[K]] = {}
        for key, variants in patterns.items():
            for variant in variants:
                plan = self._plan(key, variant)
                self._plans[plan.chains[0][0].test].append(plan)
        self._prefix_lengths = sorted({len(text) for kind, text in self._atoms if kind == "prefix"})

    def _plan(self, key: K, variant: Variant) -> _Plan[K]:
        """Number the tests; the chain with the most particular first word goes first, and is tried first."""
        ordered = sorted(variant.chains, key=lambda chain: len(chain[0].atoms)) if variant.distance else variant.chains
        chains = tuple(self._links(chain) for chain in ordered)
        return _Plan(key, chains, variant.distance, frozenset(link.test for chain in chains for link in chain))

    def _links(self, chain: Chain) -> _Links:
        return tuple(_Link(self._number(step.atoms), step.gap) for step in chain)

    def _number(self, atoms: frozenset[Atom]) -> int:
        if atoms not in self._numbers:
            self._numbers[atoms] = len(self._numbers)
            for atom in atoms:
                if atom not in self._tests:
                    self._atoms[atom.kind, atom.text].append(atom)
                self._tests[atom].append(self._numbers[atoms])
        return self._numbers[atoms]

    def find(self, doc: Doc) -> list[tuple[K, int, int]]:
        """Key, first token and token after the last of every match, in order of the text; each once."""
        text = self._read(doc)
        found: dict[tuple[K, int, int], None] = {}
        sentence, passed = -1, frozenset[int]()
        for at, token_type in enumerate(text.types):
            if not token_type.plans:
                continue
            if text.sentences[at] != sentence:
                sentence, passed = text.sentences[at], _tests_passed(text, at)
            for plan in token_type.plans:
                if plan.needs <= passed:
                    found.update(((plan.key, *span), None) for span in _match_plan(text, plan, at))
        matches = [(key, text.tokens[start], text.tokens[stop - 1] + 1) for key, start, stop in found]
        return sorted(matches, key=lambda match: match[1:])

    def _read(self, doc: Doc) -> _Text[K]:
        rows = doc.to_array([*_COLUMNS, SENT_START]).tolist()
        text: _Text[K] = _Text([], [], [])
        sentence = 0
        for i, (*key, start) in enumerate(rows):
            sentence += start == 1
            token_type = self._types.get(tuple(key)) or self._learn(doc.vocab, tuple(key))
            if not token_type.is_blank:
                text.types.append(token_type)
                text.tokens.append(i)
                text.sentences.append(sentence)
        return text

    def _learn(self, vocab: Vocab, key: tuple[int, ...]) -> _TokenType[K]:
        if len(self._types) >= MAX_TYPES:
            self._types.clear()
        spelling, norm, lemma, pos = (vocab.strings[code] for code in key)
        self._types[key] = self._describe(spelling, norm, lemma, pos)
        return self._types[key]

    def _describe(self, spelling: str, norm: str, lemma: str, pos: str) -> _TokenType[K]:
        form, dictionary_form = fold(norm), fold(lemma)
        looks = {("form", form), ("lemma", dictionary_form), ("spelling", spelling.translate(_UNMARKED))}
        looks |= {("prefix", word[:n]) for word in {form, dictionary_form} for n in self._prefix_lengths}
        atoms = (atom for look in looks for atom in self._atoms.get(look, ()) if atom.pos in {None, pos})
        tests = frozenset(test for atom in atoms for test in self._tests[atom])
        return _TokenType(
            is_blank=all(character.isspace() or character in _QUOTES for character in spelling),
            cost=1 if any(character.isalnum() for character in spelling) else PUNCTUATION_COST,
            tests=tests,
            plans=tuple(plan for test in sorted(tests) for plan in self._plans.get(test, ())),
        )


def _tests_passed(text: _Text[K], at: int) -> frozenset[int]:
    """All tests that some token of the sentence passes, whose first token with a plan is `at`."""
    sentence, start = text.sentences[at], at
    while start and text.sentences[start - 1] == sentence:
        start -= 1
    stop = at
    while stop < len(text.types) and text.sentences[stop] == sentence:
        stop += 1
    return frozenset[int]().union(*(token_type.tests for token_type in text.types[start:stop]))


def _match_plan(text: _Text[K], plan: _Plan[K], at: int) -> Iterator[Span]:
    first, *others = plan.chains
    for stop in _match_links(text, first, at):
        if not others:
            yield at, stop
            return
        yield from _join(text, plan, (at, stop))


def _match_links(text: _Text[K], links: _Links, at: int) -> Iterator[int]:
    """Yield each position after the last token of `links` when they begin at `at`; the nearest first."""
    if links[0].test not in text.types[at].tests:
        return
    rest = links[1:]
    if not rest:
        yield at + 1
        return
    skipped = 0
    for following in _same_sentence(text, at, at + 1, at + 2 + rest[0].gap):
        yield from _match_links(text, rest, following)
        skipped += text.types[following].cost
        if skipped > rest[0].gap:
            return


def _same_sentence(text: _Text[K], at: int, start: int, stop: int) -> Iterator[int]:
    """Positions from `start` to `stop` that lie in the sentence of `at`."""
    sentence = text.sentences[at]
    window = range(max(start, 0), min(stop, len(text.sentences)))
    return (position for position in window if text.sentences[position] == sentence)


def _join(text: _Text[K], plan: _Plan[K], first: Span) -> Iterator[Span]:
    """Add the other phrases of the same sentence to `first`, wherever they stand near enough; the tightest only."""
    reach = plan.distance + sum(1 + link.gap for links in plan.chains for link in links)
    window = list(_same_sentence(text, first[0], first[0] - reach, first[1] + reach))
    places = [[(at, stop) for at in window for stop in _match_links(text, links, at)] for links in plan.chains[1:]]
    joined = [
        (min(span[0] for span in spans), max(span[1] for span in spans))
        for spans in ((first, *others) for others in product(*places))
        if _words_outside(text, spans) <= plan.distance
    ]
    if joined:
        yield min(joined, key=lambda span: (span[1] - span[0], span))


def _words_outside(text: _Text[K], spans: tuple[Span, ...]) -> float:
    """Count words between the first and the last of `spans` that are in none of them; infinite when two overlap."""
    ordered = sorted(spans)
    between = [(a[1], b[0]) for a, b in pairwise(ordered)]
    if any(start > stop for start, stop in between):
        return float("inf")
    return sum(text.types[at].cost for start, stop in between for at in range(start, stop))
