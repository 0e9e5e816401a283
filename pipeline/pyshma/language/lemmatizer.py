"""Dictionary forms chosen in agreement with the tag in context, not the dictionary's first guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from spacy.attrs import LEMMA
from spacy.language import Language
from spacy.tokens import Doc

from . import dictionary


class Lemmatizer:
    """Sets ``token.lemma_``: lower case, ё as in the dictionary; whitespace is its own lemma."""

    def __call__(self, doc: Doc) -> Doc:
        """Lemmatize one document."""
        self.set_annotations(doc, self.match(doc))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Lemmatize a stream of documents."""
        return map(self, stream)

    def match(self, doc: Doc) -> list[str]:
        """Lemma of each token."""
        return [
            token.text if token.is_space else dictionary.lemmatize(token.norm_, token.pos_, str(token.morph))
            for token in doc
        ]

    def set_annotations(self, doc: Doc, lemmas: list[str]) -> None:
        """Write the lemmas into the document."""
        hashes = np.array([doc.vocab.strings.add(lemma) for lemma in lemmas], dtype=np.uint64)
        doc.from_array([LEMMA], hashes.reshape(-1, 1))  # type: ignore[arg-type]

    # What other components of a pipeline ask of the dictionary; see `pyshma.language`.
    citation_lemmas = staticmethod(dictionary.citation_lemmas)
    parse_word = staticmethod(dictionary.parse_word)
    score_parses = staticmethod(dictionary.score_parses)
    inflect = staticmethod(dictionary.inflect)
    knows_word = staticmethod(dictionary.knows_word)


@Language.factory("pyshma_lemmatizer", requires=["token.pos", "token.morph"], assigns=["token.lemma"])
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:  # noqa: ARG001
    """Make the component that sets dictionary forms."""
    return Lemmatizer()
