"""Dictionary forms chosen in agreement with the tag in context, not the dictionary's first guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np
from spacy.attrs import LEMMA, MORPH, NORM, POS
from spacy.language import Language
from spacy.symbols import NAMES
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from . import dictionary

MAX_REMEMBERED: Final = 500_000
"""Distinct pairs of form and tag that are remembered; then the memory is emptied, so that streams do not fill it."""


class Lemmatizer:
    """Sets ``token.lemma_``: lower case, ё as in the dictionary; whitespace is its own lemma."""

    def __init__(self, vocab: Vocab) -> None:
        self._strings = vocab.strings
        self._morphology = vocab.morphology
        self._lemmas: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Lemmatize one document."""
        self.set_annotations(doc, self.match(doc))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Lemmatize a stream of documents."""
        return map(self, stream)

    def match(self, doc: Doc) -> list[int]:
        """Lemma of each token, as the number of a string; each distinct form and tag is looked up once."""
        return [self._lemma(*key) for key in doc.to_array([NORM, POS, MORPH]).tolist()]

    def _lemma(self, norm: int, pos: int, morph: int) -> int:
        key = (norm, pos, morph)
        lemma = self._lemmas.get(key)
        if lemma is None:
            if len(self._lemmas) >= MAX_REMEMBERED:
                self._lemmas.clear()
            word = self._strings[norm] if norm else ""
            found = dictionary.lemmatize(word, NAMES[pos], self._strings[morph] if morph else "")
            lemma = self._lemmas[key] = self._strings.add(found)
        return lemma

    def set_annotations(self, doc: Doc, lemmas: list[int]) -> None:
        """Write the lemmas into the document."""
        doc.from_array([LEMMA], np.array(lemmas, dtype=np.uint64).reshape(-1, 1))  # type: ignore[arg-type]

    # What other components of a pipeline ask of the dictionary; see `pyshma.language`.
    citation_lemmas = staticmethod(dictionary.citation_lemmas)
    parse_word = staticmethod(dictionary.parse_word)
    score_parses = staticmethod(dictionary.score_parses)
    inflect = staticmethod(dictionary.inflect)
    knows_word = staticmethod(dictionary.knows_word)


@Language.factory("pyshma_lemmatizer", requires=["token.pos", "token.morph"], assigns=["token.lemma"])
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:  # noqa: ARG001
    """Make the component that sets dictionary forms."""
    return Lemmatizer(nlp.vocab)


@registry.misc("pyshma.citation_lemmas.v1")
def make_citation_lemmas() -> Callable[[str], frozenset[str]]:
    """Make the function that says which dictionary forms a word of a codebook may stand for."""
    return dictionary.citation_lemmas
