"""Dictionary forms chosen in agreement with the tag in context, not the dictionary's first guess.

Most forms have one lemma under the tag that was found; it is worked out once and remembered. Where the tag fits none of
the readings of a form, or the dictionary does not have it, the network's whole distribution over tags decides
(`doc.tensor` carries the network's last hidden layer), and a few forms are decided by their neighbours (`context`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.attrs import LEMMA, MORPH, NORM, POS
from spacy.language import Language
from spacy.strings import StringStore
from spacy.symbols import NAMES
from spacy.tokens import Doc, Token
from spacy.util import minibatch, registry
from spacy.vocab import Vocab

from . import dictionary
from .agreement import Agreement
from .citation import citation_lemmas
from .context import is_abbreviation, is_decided_by_context, lemma_in_context
from .lemma_options import Options, choose_lemmas, list_options
from .network import TagNetwork, read_morphology_network
from .readings import lemmatize_with_certainty
from .vectors import Floats, Ids, count_word

Lemmas = npt.NDArray[np.uint64]

MAX_REMEMBERED: Final = 500_000
"""Distinct triples of form and tag that are remembered; then the memory is emptied, so that streams do not fill it."""
N_TAGS: Final = 8
"""How many of the most probable tags of a token are looked at."""

BY_TAG, BY_DISTRIBUTION, BY_NEIGHBOURS, BY_FULL_STOP = range(4)
"""What decides on the lemma of a form under a tag; the last: its neighbours, where a full stop follows."""


class Memory(dict[tuple[int, int, int], int]):
    """Numbers of forms under tags (``norm``, ``pos``, ``morph``), with their lemmas and what decides on them."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings
        self.lemmas = np.zeros(1024, np.uint64)
        self.deciders = np.zeros(1024, np.uint8)

    def __missing__(self, key: tuple[int, int, int]) -> int:
        norm, pos, morph = key
        word = self._strings[norm] if norm else ""
        lemma, certain = lemmatize_with_certainty(word, NAMES[pos], self._strings[morph] if morph else "")
        number = self[key] = len(self)
        if number == len(self.lemmas):
            self.lemmas = np.concatenate([self.lemmas, np.zeros_like(self.lemmas)])
            self.deciders = np.concatenate([self.deciders, np.zeros_like(self.deciders)])
        self.lemmas[number] = self._strings.add(lemma)
        self.deciders[number] = decider(word, certain=certain)
        return number


def decider(word: str, *, certain: bool) -> int:
    """What decides on the lemma of a form."""
    if is_decided_by_context(word):
        return BY_NEIGHBOURS
    if is_abbreviation(word):
        return BY_FULL_STOP
    return BY_TAG if certain else BY_DISTRIBUTION


def explain_lemma(token: Token) -> str:
    """What decided on the lemma of a token: its ``tag``, its ``neighbours``, or all ``tags`` that it may have."""
    lemma, certain = lemmatize_with_certainty(token.norm_, token.pos_, str(token.morph))
    by = decider(token.norm_, certain=certain)
    stopped = token.i + 1 < len(token.doc) and token.nbor().norm_ == "."
    if (by == BY_NEIGHBOURS or (by == BY_FULL_STOP and stopped)) and lemma_in_context(token) == token.lemma_:
        return "neighbours"
    return "tag" if lemma == token.lemma_ else "tags"


class Chooser:
    """Chooses lemmas by the network's distribution over tags."""

    def __init__(self, strings: StringStore, network: TagNetwork) -> None:
        self._strings = strings
        self._network = network
        self._agreement = Agreement(network.tags)
        self._options: dict[tuple[int, bool], Options] = {}
        self.n_hidden = len(network.weights)

    def __call__(self, norms: list[int], names: list[bool], hidden: Floats) -> list[int]:
        """Lemmas of tokens.

        Parameters
        ----------
        norms
            Form of each token, as the number of a string.
        names
            Whether the best tag is that of a name.
        hidden
            (n_tokens, n_hidden): rows of `doc.tensor`.
        """
        scores = self._network.score(hidden)
        tags = scores.argpartition(-N_TAGS, axis=1)[:, -N_TAGS:]
        scores = np.take_along_axis(scores, tags, axis=1)
        scores -= scores.max(axis=1, keepdims=True)
        options = [self._list_options(key) for key in zip(norms, names, strict=True)]
        return list(map(self._strings.add, choose_lemmas(options, self._agreement.odds, tags, np.exp(scores))))

    def _list_options(self, key: tuple[int, bool]) -> Options:
        found = self._options.get(key)
        if found is None:
            found = self._options[key] = list_options(self._strings[key[0]], self._agreement, name=key[1])
        return found


class Lemmatizer:
    """Sets ``token.lemma_``: lower case, ё as in the dictionary; whitespace is its own lemma."""

    def __init__(self, vocab: Vocab) -> None:
        self._strings = vocab.strings
        self._full_stop = vocab.strings.add(".")
        self._name = vocab.strings["PROPN"]
        self._chooser: Chooser | None = None
        self._memory = Memory(vocab.strings)

    def __call__(self, doc: Doc) -> Doc:
        """Lemmatize one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Lemmatize a stream of documents, a batch at a time."""
        for batch in minibatch(stream, batch_size):
            docs = list(batch)
            for doc, lemmas in zip(docs, self.match(docs), strict=True):
                self.set_annotations(doc, lemmas)
                yield doc

    def match(self, docs: list[Doc]) -> list[Lemmas]:
        """Lemma of each token of each document, as the number of a string."""
        if len(self._memory) > MAX_REMEMBERED:
            self._memory, self._chooser = Memory(self._strings), None
        table = np.concatenate([doc.to_array([NORM, POS, MORPH]) for doc in docs]).astype(np.uint64)
        numbers = np.array(list(map(self._memory.__getitem__, zip(*table.T.tolist(), strict=True))), dtype=np.int64)
        lemmas, deciders = self._memory.lemmas[numbers], self._memory.deciders[numbers]
        self._decide_by_distribution(docs, table, np.flatnonzero(deciders == BY_DISTRIBUTION), lemmas)
        before_stop = np.flatnonzero(deciders[:-1] == BY_FULL_STOP)
        before_stop = before_stop[table[before_stop + 1, 0] == self._full_stop]
        self._decide_by_neighbours(docs, [*np.flatnonzero(deciders == BY_NEIGHBOURS), *before_stop], lemmas)
        return np.split(lemmas, np.cumsum([len(doc) for doc in docs])[:-1])

    def _decide_by_distribution(self, docs: list[Doc], table: Lemmas, at: Ids, lemmas: Lemmas) -> None:
        tensors = [doc.tensor if doc.tensor.ndim == 2 else np.zeros((0, 0), np.float32) for doc in docs]
        if not len(at) or not any(len(tensor) for tensor in tensors):
            return
        self._chooser = self._chooser or Chooser(self._strings, read_morphology_network())
        fits = [tensor.shape == (len(doc), self._chooser.n_hidden) for tensor, doc in zip(tensors, docs, strict=True)]
        has_row = np.repeat(fits, [len(doc) for doc in docs])
        at = at[has_row[at]]
        if not len(at):
            return
        rows = np.concatenate([tensor for tensor, fit in zip(tensors, fits, strict=True) if fit])
        hidden = rows[np.cumsum(has_row)[at] - 1]
        lemmas[at] = self._chooser(table[at, 0].tolist(), (table[at, 1] == self._name).tolist(), hidden)

    def _decide_by_neighbours(self, docs: list[Doc], at: list[int], lemmas: Lemmas) -> None:
        borders = np.cumsum([0, *map(len, docs)])
        for index, number in zip(at, (np.searchsorted(borders, at, side="right") - 1).tolist(), strict=True):
            if lemma := lemma_in_context(docs[number][int(index - borders[number])]):
                lemmas[index] = self._strings.add(lemma)

    def set_annotations(self, doc: Doc, lemmas: Lemmas) -> None:
        """Write the lemmas into the document."""
        doc.from_array([LEMMA], lemmas.reshape(-1, 1))  # type: ignore[arg-type]

    # What `EntityNamer` asks of the dictionary, see `pyshma.entities.morphology.Morphology`
    parse_word = staticmethod(dictionary.parse_word)
    dictionary_grammemes = staticmethod(dictionary.dictionary_grammemes)
    inflect = staticmethod(dictionary.inflect)
    count_word = staticmethod(count_word)


@Language.factory("pyshma_lemmatizer", requires=["token.pos", "token.morph"], assigns=["token.lemma"])
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:  # noqa: ARG001
    """Make the component that sets dictionary forms."""
    return Lemmatizer(nlp.vocab)


@registry.misc("pyshma.citation_lemmas.v1")
def make_citation_lemmas() -> Callable[[str], frozenset[str]]:
    """Make the function that says which dictionary forms a word of a codebook may stand for."""
    return citation_lemmas
