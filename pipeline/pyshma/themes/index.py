"""Search many compiled patterns in a `Doc` at once.

Every token type of a text is looked up once in an inverted index (lemma, form, spelling, beginning → patterns), so the
cost of a token is one dictionary look-up however many patterns there are; only tokens that can begin a pattern cost
more. spaCy's own `Matcher` tries every pattern at every token, and its `PhraseMatcher` knows neither gaps nor
alternatives nor that ё may be written е.
"""

from __future__ import annotations

import unicodedata
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

TOKENS_PER_WORD = 3
"""Punctuation is not counted in gaps, yet a gap may hold few tokens per word: a row of dashes ends it."""

_QUOTES = frozenset("«»\"“”„‟‘’'`‹›")
_COLUMNS = [ORTH, NORM, LEMMA, POS]

Span = tuple[int, int]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class _TokenType:
    """What the index knows of all tokens with one spelling, form, lemma and part of speech."""

    is_blank: bool
    is_word: bool
    atoms: frozenset[Atom]


@dataclass(frozen=True, slots=True)
class _Text:
    """Tokens that count, in order: whitespace and quotation marks are left out, so they never break a phrase.

    `tokens` holds indices into the `Doc`, `sentences` the index of the sentence of each.
    """

    types: list[_TokenType]
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
        self._by_start: defaultdict[Atom, list[tuple[K, Variant]]] = defaultdict(list)
        self._known: defaultdict[tuple[str, str], set[Atom]] = defaultdict(set)
        self._types: dict[tuple[int, int, int, int], _TokenType] = {}
        for key, variants in patterns.items():
            for variant in variants:
                self._add(key, variant)
        self._prefix_lengths = sorted({len(text) for kind, text in self._known if kind == "prefix"})

    def _add(self, key: K, variant: Variant) -> None:
        for atom in variant.chains[0][0].atoms:
            self._by_start[atom].append((key, variant))
        for atom in (atom for chain in variant.chains for step in chain for atom in step.atoms):
            self._known[atom.kind, atom.text].add(atom)

    def find(self, doc: Doc) -> Iterator[tuple[K, int, int]]:
        """Yield key, first token and token after the last of every match, in order of the text; each once."""
        text = self._read(doc)
        found: set[tuple[K, int, int]] = set()
        for at, token_type in enumerate(text.types):
            for atom in token_type.atoms:
                for key, variant in self._by_start.get(atom, ()):
                    found.update((key, start, stop) for start, stop in _match_variant(text, variant, at))
        ordered = sorted(found, key=lambda match: (match[1], match[2], str(match[0])))
        return ((key, text.tokens[start], text.tokens[stop - 1] + 1) for key, start, stop in ordered)

    def _read(self, doc: Doc) -> _Text:
        columns = doc.to_array([*_COLUMNS, SENT_START])
        text, sentence = _Text([], [], []), 0
        for i, (*key, start) in enumerate(columns.tolist()):
            sentence += start == 1
            token_type = self._type(doc.vocab, *key)
            if not token_type.is_blank:
                text.types.append(token_type)
                text.tokens.append(i)
                text.sentences.append(sentence)
        return text

    def _type(self, vocab: Vocab, orth: int, norm: int, lemma: int, pos: int) -> _TokenType:
        key = (orth, norm, lemma, pos)
        known = self._types.get(key)
        if known is None:
            if len(self._types) >= MAX_TYPES:
                self._types.clear()
            strings = vocab.strings
            known = self._types[key] = self._describe(strings[orth], strings[norm], strings[lemma], strings[pos])
        return known

    def _describe(self, spelling: str, norm: str, lemma: str, pos: str) -> _TokenType:
        looks = [("form", fold(norm)), ("lemma", fold(lemma)), ("spelling", _clean(spelling))]
        looks += [("prefix", fold(form)[:n]) for form in (norm, lemma) for n in self._prefix_lengths if len(form) >= n]
        atoms = (atom for look in looks for atom in self._known.get(look, ()))
        return _TokenType(
            is_blank=all(character.isspace() or character in _QUOTES for character in spelling),
            is_word=any(character.isalnum() for character in spelling),
            atoms=frozenset(atom for atom in atoms if atom.pos in {None, pos}),
        )


def _clean(spelling: str) -> str:
    """Take stress marks and soft hyphens from a word as it stands; ё = е."""
    decomposed = unicodedata.normalize("NFD", spelling)
    kept = "".join(character for character in decomposed if character not in "\u0301\u0308\u00ad")
    return unicodedata.normalize("NFC", kept)


def _match_variant(text: _Text, variant: Variant, at: int) -> Iterator[Span]:
    first, *others = variant.chains
    for stop in _match_chain(text, first, at):
        if not others:
            yield at, stop
            return
        yield from _join(text, variant, (at, stop))


def _match_chain(text: _Text, chain: Chain, at: int) -> Iterator[int]:
    """Yield each position after the last token of `chain` when it begins at `at`; the nearest first."""
    step, rest = chain[0], chain[1:]
    if text.types[at].atoms.isdisjoint(step.atoms):
        return
    if not rest:
        yield at + 1
        return
    skipped = 0
    for following in _same_sentence(text, at, at + 1, at + 2 + rest[0].gap * TOKENS_PER_WORD):
        yield from _match_chain(text, rest, following)
        skipped += text.types[following].is_word
        if skipped > rest[0].gap:
            return


def _same_sentence(text: _Text, at: int, start: int, stop: int) -> Iterator[int]:
    """Positions from `start` to `stop` that lie in the sentence of `at`."""
    sentence = text.sentences[at]
    window = range(max(start, 0), min(stop, len(text.sentences)))
    return (position for position in window if text.sentences[position] == sentence)


def _join(text: _Text, variant: Variant, first: Span) -> Iterator[Span]:
    """Add the other phrases of the same sentence to `first`, wherever they stand near enough; the tightest only."""
    steps = (step for chain in variant.chains for step in chain)
    reach = TOKENS_PER_WORD * (variant.distance + sum(1 + step.gap for step in steps))
    window = list(_same_sentence(text, first[0], first[0] - reach, first[1] + reach))
    places = [[(at, stop) for at in window for stop in _match_chain(text, chain, at)] for chain in variant.chains[1:]]
    joined = [
        (min(span[0] for span in spans), max(span[1] for span in spans))
        for spans in ((first, *others) for others in product(*places))
        if _words_outside(text, spans) <= variant.distance
    ]
    if joined:
        yield min(joined, key=lambda span: (span[1] - span[0], span))


def _words_outside(text: _Text, spans: tuple[Span, ...]) -> float:
    """Count words between the first and the last of `spans` that are in none; infinite when two overlap."""
    ordered = sorted(spans)
    between = [(a[1], b[0]) for a, b in pairwise(ordered)]
    if any(start > stop for start, stop in between):
        return float("inf")
    return sum(text.types[at].is_word for start, stop in between for at in range(start, stop))
