"""razdel tokens in a spaCy `Doc`: the text is kept whole, every token points into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import razdel
from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from .letters import matching_form

MAX_REMEMBERED: Final = 500_000
"""Distinct spellings that are remembered; then the memory is emptied, so that endless streams do not fill it."""


def find_tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, stop and matching form of each token; offsets point into `text`.

    Borders are those of razdel on the matching form of the text, so that a stress mark does not cut a word in two.

    Examples
    --------
    >>> list(find_tokens("по-русски!"))
    [(0, 9, 'по-русски'), (9, 10, '!')]
    """
    form = matching_form(text)
    for token in razdel.tokenize(form.text):
        start, stop = form.original_span(token.start, token.stop)
        yield start, stop, token.text


class _Words:
    """Words, matching forms and trailing spaces of a `Doc` while it is being built."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.forms: list[str] = []
        self.spaces: list[bool] = []

    def add(self, word: str, form: str, *, space: bool = False) -> None:
        """Add a token."""
        self.words.append(word)
        self.forms.append(form)
        self.spaces.append(space)

    def add_gap(self, gap: str) -> None:
        """Add what lies between two words: a single space belongs to the word before, the rest is a token."""
        if self.spaces and gap.startswith(" "):
            self.spaces[-1] = True
            gap = gap[1:]
        if gap:
            space = len(gap) > 1 and gap.endswith(" ")
            self.add(gap[:-1] if space else gap, "", space=space)


class Tokenizer:
    """Cuts a text into a `Doc`; ``token.norm_`` is the matching form in lower case.

    Whitespace other than single spaces between words becomes tokens of its own, as everywhere in spaCy, so
    ``doc.text`` is the text to the letter.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._norms: dict[str, int] = {}

    def __call__(self, text: str) -> Doc:
        """Tokenize one text."""
        built = _Words()
        end = 0
        for start, stop, form in find_tokens(text):
            built.add_gap(text[end:start])
            built.add(text[start:stop], form)
            end = stop
        built.add_gap(text[end:])
        doc = Doc(self.vocab, words=built.words, spaces=built.spaces)
        norms = [self._norm(word, form) for word, form in zip(built.words, built.forms, strict=True)]
        doc.from_array([NORM], np.array(norms, dtype=np.uint64).reshape(-1, 1))  # type: ignore[arg-type]
        return doc

    def _norm(self, word: str, form: str) -> int:
        """Hash of the matching form in lower case; what has no form is white space, also a lone soft hyphen."""
        norm = self._norms.get(word)
        if norm is None:
            if not form:
                self.vocab[word].is_space = True
            if len(self._norms) >= MAX_REMEMBERED:
                self._norms.clear()
            norm = self._norms[word] = self.vocab.strings.add(form.lower() or word)
        return norm

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
