"""Name spans (PER, LOC, ORG) by slovnet's name network, which reads the whole text at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch

from .morphologizer import words_as_seen
from .network import TagNetwork, best_path, read_name_network


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

    def __init__(self, network: TagNetwork) -> None:
        self.network = network

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
        indices = [[token.i for token in doc if not token.is_space] for doc in docs]
        words = [[seen[index] for index in kept] for seen, kept in zip(map(words_as_seen, docs), indices, strict=True)]
        paths = best_path(self.network.score(words), self.network.transitions)
        return [
            [
                Span(doc, kept[start], kept[stop - 1] + 1, label=label)
                for start, stop, label in join_tags([self.network.tags[tag] for tag in path])
            ]
            for doc, kept, path in zip(docs, indices, paths, strict=True)
        ]


@Language.factory("pyshma_ner", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_ner(nlp: Language, name: str) -> NameFinder:  # noqa: ARG001
    """Make the component that finds names."""
    return NameFinder(read_name_network())
