"""Name spans (PER, LOC, ORG) by slovnet's name network, which reads the whole text at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from spacy.attrs import IS_SPACE, ORTH
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch
from spacy.vocab import Vocab

from .network import FormNumbers, TagNetwork, best_path, read_name_network


def join_tags(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Spans from B-, I- and O-tags: start, stop and label; an I- that follows another label starts anew.

    >>> list(join_tags(["O", "B-LOC", "I-LOC", "O", "I-PER"]))
    [(1, 3, 'LOC'), (4, 5, 'PER')]
    """
    start, label = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        part, _, kind = tag.partition("-")
        if label and (part != "I" or kind != label):
            yield start, index, label
            label = ""
        if kind and not label:
            start, label = index, kind


class NameFinder:
    """Sets ``doc.ents``."""

    def __init__(self, vocab: Vocab, network: TagNetwork) -> None:
        self.network = network
        self._numbers = FormNumbers(network, vocab.strings)
        self._no_scores = np.zeros((0, len(network.tags)), dtype=np.float32)

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Find the names of a stream of documents, a batch at a time."""
        for batch in minibatch(stream, batch_size):
            docs = list(batch)
            for doc, spans in zip(docs, self.match(docs), strict=True):
                doc.ents = spans
                yield doc

    def match(self, docs: list[Doc]) -> list[list[Span]]:
        """Name spans of each document."""
        assert self.network.transitions is not None
        columns = [doc.to_array([ORTH, IS_SPACE]) for doc in docs]
        words = [np.flatnonzero(column[:, 1] == 0) for column in columns]
        lengths = [len(indices) for indices in words]
        spellings = [
            spelling for column, kept in zip(columns, words, strict=True) for spelling in column[kept, 0].tolist()
        ]
        scores = np.concatenate([self._no_scores, *self.network.score(self._numbers(spellings), lengths)])
        paths = best_path(np.split(scores, np.cumsum(lengths)[:-1]), self.network.transitions)
        return [
            [
                Span(doc, int(kept[start]), int(kept[stop - 1]) + 1, label=label)
                for start, stop, label in join_tags([self.network.tags[tag] for tag in path])
            ]
            for doc, kept, path in zip(docs, words, paths, strict=True)
        ]


@Language.factory("pyshma_ner", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_ner(nlp: Language, name: str) -> NameFinder:  # noqa: ARG001
    """Make the component that finds names."""
    return NameFinder(nlp.vocab, read_name_network())
