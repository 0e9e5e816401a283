"""Sentence borders: razdel's rules inside each paragraph, and a border at every blank line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import razdel
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from .letters import matching_form

_PARAGRAPH = re.compile(r"(?:(?!\n[^\S\n]*\n).)+", re.DOTALL)


def find_sentences(text: str, *, paragraphs: bool = True) -> Iterator[tuple[int, int]]:
    r"""Start and stop offset of each sentence.

    Parameters
    ----------
    paragraphs
        A blank line ends a sentence, so that a title without a full stop does not run into the text. False gives
        razdel's own borders, which know no paragraphs.

    Examples
    --------
    >>> list(find_sentences("Мой город\n\nЯ живу на ул. Мира. Тут хорошо."))
    [(0, 9), (11, 30), (31, 42)]
    """
    stretches = ((match.start(), match.group()) for match in _PARAGRAPH.finditer(text)) if paragraphs else [(0, text)]
    for offset, stretch in stretches:
        form = matching_form(stretch)
        for sentence in razdel.sentenize(form.text):
            start, stop = form.original_span(sentence.start, sentence.stop)
            if start < stop:
                yield offset + start, offset + stop


class Sentencizer:
    """Marks where sentences start; ``doc.sents`` is then set."""

    def __init__(self, *, paragraphs: bool = True) -> None:
        self.paragraphs = paragraphs

    def __call__(self, doc: Doc) -> Doc:
        """Mark one document."""
        starts = {start for start, _ in find_sentences(doc.text, paragraphs=self.paragraphs)}
        offsets = [token.idx for token in doc]
        marks = np.full(len(doc), -1, dtype=np.int64)
        marks[[index for index, offset in enumerate(offsets) if offset in starts]] = 1
        marks[:1] = 1
        doc.from_array([SENT_START], marks.reshape(-1, 1).astype(np.uint64))  # type: ignore[arg-type]
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Mark a stream of documents."""
        return map(self, stream)


@Language.factory(
    "pyshma_sentencizer", assigns=["token.is_sent_start", "doc.sents"], default_config={"paragraphs": True}
)
def make_sentencizer(nlp: Language, name: str, paragraphs: bool) -> Sentencizer:  # noqa: ARG001
    """Make the component that sets sentence borders."""
    return Sentencizer(paragraphs=paragraphs)
