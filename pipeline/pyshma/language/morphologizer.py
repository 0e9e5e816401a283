"""Part of speech and features in context, as Universal Dependencies tags, by slovnet's morphology network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from spacy.attrs import MORPH, POS
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch
from spacy.vocab import Vocab

from .letters import matching_form
from .network import TagNetwork, read_morphology_network


def split_tag(tag: str) -> tuple[str, str]:
    """Part of speech and features of a tag of the network.

    >>> split_tag("ADJ|Case=Nom|Number=Sing")
    ('ADJ', 'Case=Nom|Number=Sing')
    """
    pos, _, features = tag.partition("|")
    return ("X", "") if pos == "<pad>" else (pos, features)


def sentence_words(doc: Doc) -> list[list[int]]:
    """Indices of the words of each sentence; whitespace tokens are left out."""
    return [[token.i for token in sentence if not token.is_space] for sentence in doc.sents]


def words_as_seen(doc: Doc) -> list[str]:
    """Matching form of each token with its capitals, which the networks look at."""
    return [token.text if token.lower == token.norm else matching_form(token.text).text for token in doc]


class Morphologizer:
    """Sets ``token.pos_`` and ``token.morph``; needs sentence borders."""

    def __init__(self, vocab: Vocab, network: TagNetwork) -> None:
        self.network = network
        attributes = [
            (vocab.strings.add(pos), vocab.morphology.add(features)) for pos, features in map(split_tag, network.tags)
        ]
        self._attributes = np.array(attributes, dtype=np.uint64)
        self._space = np.array([vocab.strings.add("SPACE"), vocab.morphology.add("")], dtype=np.uint64)

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Tag a stream of documents, a batch at a time."""
        for batch in minibatch(stream, batch_size):
            docs = list(batch)
            for doc, tags in zip(docs, self.match(docs), strict=True):
                self.set_annotations(doc, tags)
                yield doc

    def match(self, docs: list[Doc]) -> list[np.ndarray]:
        """Tag number of each token; -1 for whitespace."""
        sentences = [sentence_words(doc) for doc in docs]
        words = [words_as_seen(doc) for doc in docs]
        scores = self.network.score(
            [[words[number][index] for index in sentence] for number, doc in enumerate(sentences) for sentence in doc]
        )
        best = iter(scores)
        found = []
        for doc, doc_sentences in zip(docs, sentences, strict=True):
            tags = np.full(len(doc), -1, dtype=np.int64)
            for sentence in doc_sentences:
                tags[sentence] = next(best).argmax(axis=1)
            found.append(tags)
        return found

    def set_annotations(self, doc: Doc, tags: np.ndarray) -> None:
        """Write the tags into the document."""
        attributes = np.where(tags[:, None] < 0, self._space, self._attributes[tags])
        doc.from_array([POS, MORPH], attributes)  # type: ignore[arg-type]


@Language.factory("pyshma_morphologizer", requires=["doc.sents"], assigns=["token.pos", "token.morph"])
def make_morphologizer(nlp: Language, name: str) -> Morphologizer:  # noqa: ARG001
    """Make the component that sets part of speech and features."""
    return Morphologizer(nlp.vocab, read_morphology_network())
