"""Part of speech and features in context, as Universal Dependencies tags, by slovnet's morphology network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, MORPH, ORTH, POS, SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch
from spacy.vocab import Vocab

from .network import FormNumbers, TagNetwork, read_morphology_network
from .vectors import Ids


def split_tag(tag: str) -> tuple[str, str]:
    """Part of speech and features of a tag of the network.

    >>> split_tag("ADJ|Case=Nom|Number=Sing")
    ('ADJ', 'Case=Nom|Number=Sing')
    """
    pos, _, features = tag.partition("|")
    return ("X", "") if pos == "<pad>" else (pos, features)


class Morphologizer:
    """Sets ``token.pos_`` and ``token.morph``; needs sentence borders."""

    def __init__(self, vocab: Vocab, network: TagNetwork) -> None:
        self.network = network
        self._numbers = FormNumbers(network, vocab.strings)
        attributes = [
            (vocab.strings.add(pos), vocab.morphology.add(features)) for pos, features in map(split_tag, network.tags)
        ]
        space = (vocab.strings.add("SPACE"), vocab.morphology.add(""))
        self._attributes = np.array([*attributes, space], dtype=np.uint64)

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

    def match(self, docs: list[Doc]) -> list[Ids]:
        """Tag number of each token; white space has the number after the last tag."""
        columns = [doc.to_array([ORTH, IS_SPACE, SENT_START]).astype(np.uint64) for doc in docs]
        table = np.concatenate(columns) if columns else np.zeros((0, 3), dtype=np.uint64)
        words = table[:, 1] == 0
        lengths = [length for doc in columns for length in sentence_lengths(doc)]
        tags = np.full(len(table), len(self.network.tags), dtype=np.int64)
        scores = self.network.score(self._numbers(table[words, 0].tolist()), lengths)
        tags[words] = np.concatenate([np.zeros(0, np.int64), *(chunk.argmax(axis=1) for chunk in scores)])
        return np.split(tags, np.cumsum([len(doc) for doc in docs])[:-1])

    def set_annotations(self, doc: Doc, tags: Ids) -> None:
        """Write the tags into the document."""
        doc.from_array([POS, MORPH], self._attributes[tags])  # type: ignore[arg-type]


def sentence_lengths(columns: npt.NDArray[np.uint64]) -> list[int]:
    """Number of words of each sentence that has any, from the columns ORTH, IS_SPACE, SENT_START of a document."""
    sentence = np.cumsum(columns[:, 2] == 1)
    lengths = np.bincount(sentence[columns[:, 1] == 0])
    return [length for length in lengths.tolist() if length]


@Language.factory("pyshma_morphologizer", requires=["doc.sents"], assigns=["token.pos", "token.morph"])
def make_morphologizer(nlp: Language, name: str) -> Morphologizer:  # noqa: ARG001
    """Make the component that sets part of speech and features."""
    return Morphologizer(nlp.vocab, read_morphology_network())
