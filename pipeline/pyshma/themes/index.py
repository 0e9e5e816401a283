"""Search many compiled patterns in many `Doc` objects at once.

What a token may be is decided once per token type: an inverted index (lemma, form, spelling, beginning → tests) tells
all tests of all patterns that the type passes. Tokens are looked up as arrays, so that most of them cost nothing more:
patterns of one word are read off the type, and a pattern of several words is tried only at its anchor, the word of it
that is probably rarest, and only in sentences that seem to have all its other words. The cost of a token hardly depends
on how many patterns there are. spaCy's own `Matcher` tries every pattern at every token, and its `PhraseMatcher` knows
neither gaps nor alternatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, Generic, TypeVar

import numpy as np
from spacy.attrs import LEMMA, NORM, ORTH, POS, SENT_START
from spacy.tokens import Doc

from .compilation import Variant
from .plans import TokenTests, make_plans
from .token_types import Ids, TokenTypes
from .walk import Text, match_plan

_COLUMNS: Final = [ORTH, NORM, LEMMA, POS, SENT_START]

MAX_CELLS: Final = 4096
"""Bytes of memory per sentence: where patterns have more tests, some share one, and a false yes costs a vain try."""

K = TypeVar("K")
Match = tuple[int, int, int]
"""First token, token after the last, number of the pattern."""


class PatternIndex(Generic[K]):
    """Finds all places where patterns match.

    Parameters
    ----------
    patterns
        Key → ways of reading the pattern. Keys come back with the matches.
    """

    def __init__(self, patterns: Mapping[K, Iterable[Variant]]) -> None:
        tests = TokenTests()
        self._keys = list(patterns)
        self._plans, roles = make_plans(patterns.values(), tests)
        needs = [[roles.needed[test] % MAX_CELLS for test in plan.needs] for plan in self._plans]
        self._first_needs = np.array([row[0] for row in needs], np.int64)
        self._all_needs = _pad(needs)
        self._n_cells = min(MAX_CELLS, len(roles.needed))
        self._types = TokenTypes(tests, roles)

    def find(self, doc: Doc) -> list[tuple[K, int, int]]:
        """Key, first token and token after the last of every match, in order of the text; each once."""
        return self.find_all([doc])[0]

    def find_all(self, docs: Sequence[Doc]) -> list[list[tuple[K, int, int]]]:
        """Matches in each of some documents, as `find` gives them; faster than one by one.

        Matches at one place stand in the order of the patterns.
        """
        if any(doc.vocab is not docs[0].vocab for doc in docs):
            return [self.find(doc) for doc in docs]
        found: list[list[tuple[K, int, int]]] = [[] for _ in docs]
        borders = [0, *accumulate(map(len, docs))]
        if not borders[-1]:
            return found
        number = 0
        for first, stop, pattern in sorted(self._find(docs, borders)):
            while first >= borders[number + 1]:
                number += 1
            found[number].append((self._keys[pattern], first - borders[number], stop - borders[number]))
        return found

    def _find(self, docs: Sequence[Doc], borders: list[int]) -> set[Match]:
        """Matches in tokens counted through all documents."""
        rows = np.concatenate([doc.to_array(_COLUMNS) for doc in docs]).astype(np.uint64, copy=False)
        types = self._types.read(rows[:, :4], docs[0].vocab.strings)
        begins = rows[:, 4] == 1
        begins[[border for border in borders if border < len(begins)]] = True
        tokens = np.flatnonzero(self._types.costs[types])
        types, sentences = types[tokens], np.cumsum(begins)[tokens] - 1
        found = set(self._find_singles(types, tokens))
        for start, stop, pattern in self._find_plans(types, sentences):
            found.add((int(tokens[start]), int(tokens[stop - 1]) + 1, pattern))
        return found

    def _find_singles(self, types: Ids, tokens: Ids) -> Iterator[Match]:
        """Matches of patterns of one word."""
        at = np.flatnonzero(self._types.has_singles[types])
        singles = self._types.singles
        for token, number in zip(tokens[at].tolist(), types[at].tolist(), strict=True):
            for pattern in singles[number]:
                yield token, token + 1, pattern

    def _find_plans(self, types: Ids, sentences: Ids) -> Iterator[Match]:
        """Matches of patterns of several words, in positions among the tokens that count."""
        anchors = np.flatnonzero(self._types.is_anchor[types])
        if not len(anchors):
            return
        rows, plans = self._types.anchored.expand(types[anchors])
        at = anchors[rows]
        likely = self._have_all(types, sentences, sentences[at], plans)
        at, plans = at[likely], plans[likely]
        first = np.searchsorted(sentences, sentences[at], side="left").tolist()
        last = np.searchsorted(sentences, sentences[at], side="right").tolist()
        costs = self._types.costs[types]
        text = Text(types.tolist(), self._types.passed, (np.cumsum(costs) - costs).tolist())
        for position, number, start, stop in zip(at.tolist(), plans.tolist(), first, last, strict=True):
            plan = self._plans[number]
            for begin, end in match_plan(text, plan, position, (start, stop)):
                yield begin, end, plan.pattern

    def _have_all(self, types: Ids, sentences: Ids, asked: Ids, plans: Ids) -> Ids:
        """Places of those of `plans` for whose every test the sentence `asked` seems to have a word; none is missed."""
        rows, needed = self._types.needed.expand(types)
        has = np.zeros((int(sentences[-1]) + 1, self._n_cells), bool)
        has[sentences[rows], needed % self._n_cells] = True
        likely = np.flatnonzero(has[asked, self._first_needs[plans]])
        return likely[has[asked[likely, None], self._all_needs[plans[likely]]].all(axis=1)]


def _pad(rows: list[list[int]]) -> Ids:
    """Rows as one array; short ones repeat their last value."""
    width = max(map(len, rows), default=0)
    return np.array([row + row[-1:] * (width - len(row)) for row in rows], np.int64).reshape(len(rows), width)
