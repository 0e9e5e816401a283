"""razdel tokens in a spaCy `Doc`: the text is kept whole, every token points into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from .letters import MatchingForm, matching_form
from .lexemes import use_quick_attributes
from .tokens import cut

MAX_REMEMBERED: Final = 500_000
"""Distinct spellings that are remembered; then the memory is emptied, so that endless streams do not fill it."""


def cut_original(text: str, form: MatchingForm) -> list[str]:
    r"""Cut a text into pieces where its matching form is cut; dropped marks stay with the piece before them.

    >>> cut_original("за\u0301мок мой", matching_form("за\u0301мок мой"))
    ['за́мок ', 'мой']
    """
    pieces = cut(form.text)
    if form.text == text:
        return pieces
    originals: list[str] = []
    start = offset = 0
    for piece in pieces:
        offset += len(piece)
        stop = form.original_border(offset)
        originals.append(text[start:stop])
        start = stop
    return [*originals, text[start:]] if start < len(text) else originals


class _Spellings(dict[str, tuple[int, int, bool]]):
    """Hash of the word, hash of its matching form in lower case and trailing space of each piece that was seen."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, piece: str) -> tuple[int, int, bool]:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        space = len(piece) > 1 and piece.endswith(" ")
        word = piece[:-1] if space else piece
        norm = matching_form(word).text.lower().strip()
        orth = self._add(word)
        if not norm:  # white space, also a lone soft hyphen; not remembered, since a memory zone may forget the mark
            self._vocab[word].is_space = True
            return orth, orth, space
        self[piece] = entry = (orth, self._add(norm), space)
        return entry

    def _add(self, string: str) -> int:
        """Hash of a string that outlives spaCy's memory zones, as this memory does."""
        return self._vocab.strings.add(string, allow_transient=False)  # type: ignore[call-arg]


class Tokenizer:
    """Cuts a text into a `Doc`; ``token.norm_`` is the matching form in lower case.

    Whitespace other than single spaces between words becomes tokens of its own, as everywhere in spaCy, so
    ``doc.text`` is the text to the letter.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._spellings = _Spellings(vocab)
        use_quick_attributes(vocab)

    def __call__(self, text: str) -> Doc:
        """Tokenize one text."""
        pieces = cut_original(text, matching_form(text))
        if not pieces:
            return Doc(self.vocab)
        words, norms, spaces = zip(*map(self._spellings.__getitem__, pieces), strict=True)
        doc = Doc(self.vocab, words=list(words), spaces=list(spaces))
        doc.from_array([NORM], np.fromiter(norms, np.uint64, len(norms)).reshape(-1, 1))  # type: ignore[arg-type]
        return doc

    def pipe(self, texts: Iterable[str], *, batch_size: int = 128) -> Iterator[Doc]:  # noqa: ARG002
        """Tokenize a stream of texts."""
        return map(self, texts)

    def __reduce__(self) -> tuple[type[Tokenizer], tuple[Vocab]]:
        return Tokenizer, (self.vocab,)

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401
        """Nothing to store: the rules are the code."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Tokenizer:  # noqa: ANN401
        """Nothing to load."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:  # noqa: ANN401
        """Nothing to store: the rules are the code."""

    def from_disk(self, _path: str | Path, **_: Any) -> Tokenizer:  # noqa: ANN401
        """Nothing to load."""
        return self


@registry.tokenizers("pyshma.tokenizer.v1")
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """Make the tokenizer factory, for ``[nlp.tokenizer]`` of a spaCy configuration."""
    return lambda nlp: Tokenizer(nlp.vocab)
