"""Name spans (PER, LOC, ORG) by slovnet's name network, which reads the whole text at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from spacy.attrs import IS_SPACE, ORTH
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch
from spacy.vocab import Vocab

from .decoding import best_path
from .network import TagNetwork, read_name_network
from .vectors import Ids


def join_tags(tags: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Spans from B- and I-tags: start, stop and label; an I- that follows another label, or nothing, starts anew.

    Parameters
    ----------
    tags
        Index of a word and its tag, in order; words outside of names are left out.

    >>> list(join_tags([(1, "B-LOC"), (2, "I-LOC"), (4, "I-PER")]))
    [(1, 3, 'LOC'), (4, 5, 'PER')]
    """
    start, stop, label = 0, 0, ""
    for index, tag in tags:
        part, _, kind = tag.partition("-")
        if label and (index > stop or part != "I" or kind != label):
            yield start, stop, label
            label = ""
        if not label:
            start, label = index, kind
        stop = index + 1
    if label:
        yield start, stop, label


class NameFinder:
    """Adds names to ``doc.ents``; what other components found stays, and no name overlaps it."""

    def __init__(self, vocab: Vocab, network: TagNetwork) -> None:
        self.network = network
        self._strings = vocab.strings
        self._outside = network.tags.index("O")

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Find the names of a stream of documents, a batch at a time."""
        for batch in minibatch(stream, batch_size):
            docs = list(batch)
            for doc, spans in zip(docs, self.match(docs), strict=True):
                doc.ents = [*doc.ents, *(span for span in spans if not any(token.ent_type for token in span))]
                yield doc

    def match(self, docs: list[Doc]) -> list[list[Span]]:
        """Name spans of each document."""
        assert self.network.transitions is not None
        columns = [doc.to_array([ORTH, IS_SPACE]) for doc in docs]
        words = [np.flatnonzero(column[:, 1] == 0) for column in columns]
        lengths = [len(indices) for indices in words]
        spellings = [column[kept, 0] for column, kept in zip(columns, words, strict=True)]
        numbers = self.network.forms.of(np.concatenate([np.zeros(0, dtype=np.uint64), *spellings]), self._strings)
        scores = self.network.score(self.network.hidden(numbers, lengths))
        path = best_path(scores, lengths, self.network.transitions)
        borders = np.cumsum(lengths)[:-1]
        return [
            list(self._spans(doc, kept, tags))
            for doc, kept, tags in zip(docs, words, np.split(path, borders), strict=True)
        ]

    def _spans(self, doc: Doc, words: Ids, tags: Ids) -> Iterator[Span]:
        """Spans of one document from the tags of its words."""
        inside = np.flatnonzero(tags != self._outside)
        named = [
            (index, self.network.tags[tag]) for index, tag in zip(inside.tolist(), tags[inside].tolist(), strict=True)
        ]
        for start, stop, label in join_tags(named):
            yield Span(doc, int(words[start]), int(words[stop - 1]) + 1, label=label)


@Language.factory("pyshma_ner", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_ner(nlp: Language, name: str) -> NameFinder:  # noqa: ARG001
    """Make the component that finds names."""
    return NameFinder(nlp.vocab, read_name_network())
