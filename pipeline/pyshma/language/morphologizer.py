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

from .network import TagNetwork, read_morphology_network
from .vectors import Floats, Ids


def split_tag(tag: str) -> tuple[str, str]:
    """Part of speech and features of a tag of the network.

    >>> split_tag("ADJ|Case=Nom|Number=Sing")
    ('ADJ', 'Case=Nom|Number=Sing')
    """
    pos, _, features = tag.partition("|")
    return ("X", "") if pos == "<pad>" else (pos, features)


class Morphologizer:
    """Sets ``token.pos_`` and ``token.morph``; needs sentence borders.

    ``doc.tensor`` gets the last hidden layer of the network, (n_tokens, n_hidden) with zeros for white space, from
    which the scores of all tags can be had again: ``network.score(doc.tensor)``.
    """

    def __init__(self, vocab: Vocab, network: TagNetwork) -> None:
        self.network = network
        self._strings = vocab.strings
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
            hidden, tags = self.match(docs)
            borders = np.cumsum([len(doc) for doc in docs])[:-1]
            for doc, rows, numbers in zip(docs, np.split(hidden, borders), np.split(tags, borders), strict=True):
                self.set_annotations(doc, rows, numbers)
                yield doc

    def match(self, docs: list[Doc]) -> tuple[Floats, Ids]:
        """Last hidden layer and number of the tag for each token; white space has the number after the last tag."""
        columns = [doc.to_array([ORTH, IS_SPACE, SENT_START]).astype(np.uint64, copy=False) for doc in docs]
        table = np.concatenate(columns) if columns else np.zeros((0, 3), dtype=np.uint64)
        words = np.flatnonzero(table[:, 1] == 0)
        lengths = [length for doc in columns for length in sentence_lengths(doc)]
        hidden = self.network.hidden(self.network.forms.of(table[words, 0], self._strings), lengths)
        tensor = np.zeros((len(table), hidden.shape[1]), dtype=np.float32)
        tensor[words] = hidden
        tags = np.full(len(table), len(self.network.tags), dtype=np.int64)
        tags[words] = self.network.best_tags(hidden)
        return tensor, tags

    def set_annotations(self, doc: Doc, hidden: Floats, tags: Ids) -> None:
        """Write the hidden layer and the tags into the document."""
        doc.tensor = hidden  # type: ignore[assignment]
        doc.from_array([POS, MORPH], self._attributes[tags])  # type: ignore[arg-type]


def sentence_lengths(columns: npt.NDArray[np.uint64]) -> list[int]:
    """Number of words of each sentence that has any, from the columns ORTH, IS_SPACE, SENT_START of a document."""
    sentence = np.cumsum(columns[:, 2] == 1)
    lengths = np.bincount(sentence[columns[:, 1] == 0])
    return [length for length in lengths.tolist() if length]


@Language.factory("pyshma_morphologizer", requires=["doc.sents"], assigns=["token.pos", "token.morph", "doc.tensor"])
def make_morphologizer(nlp: Language, name: str) -> Morphologizer:  # noqa: ARG001
    """Make the component that sets part of speech and features."""
    return Morphologizer(nlp.vocab, read_morphology_network())
