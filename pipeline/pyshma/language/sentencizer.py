"""A spaCy component that marks sentence starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from spacy.attrs import LENGTH, SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

from .sentences import find_sentences


class Sentencizer:
    """Marks where sentences start; ``doc.sents`` is then set.

    Parameters
    ----------
    paragraphs
        As of `find_sentences`.
    overwrite
        Whether marks that tokens have already are replaced, as in spaCy's own ``sentencizer``.
    """

    def __init__(self, *, paragraphs: bool = True, overwrite: bool = False) -> None:
        self.paragraphs = paragraphs
        self.overwrite = overwrite

    def __call__(self, doc: Doc) -> Doc:
        """Mark one document."""
        if not len(doc):
            return doc
        starts = [start for start, _ in find_sentences(doc.text, paragraphs=self.paragraphs)]
        lengths = doc.to_array([LENGTH, SPACY]).astype(np.int64).sum(axis=1)
        offsets = np.cumsum(lengths) - lengths
        marks = np.full(len(doc), -1)
        marks[np.searchsorted(offsets, starts, side="right") - 1] = 1  # the token that begins there, or that spans it
        marks[0] = 1
        if not self.overwrite:
            before = doc.to_array([SENT_START]).astype(np.int64)
            marks = np.where(before == 0, marks, before)
        doc.from_array([SENT_START], marks.reshape(-1, 1).astype(np.uint64))  # type: ignore[arg-type]
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Mark a stream of documents."""
        return map(self, stream)


@Language.factory(
    "pyshma_sentencizer",
    assigns=["token.is_sent_start", "doc.sents"],
    default_config={"paragraphs": True, "overwrite": False},
)
def make_sentencizer(nlp: Language, name: str, paragraphs: bool, overwrite: bool) -> Sentencizer:  # noqa: ARG001
    """Make the component that sets sentence borders."""
    return Sentencizer(paragraphs=paragraphs, overwrite=overwrite)
