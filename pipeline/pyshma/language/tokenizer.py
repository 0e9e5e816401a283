"""razdel tokens in a spaCy `Doc`: the text is kept whole, every token points into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import razdel
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from .letters import matching_form


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


def _split_gap(gap: str) -> tuple[bool, str, bool]:
    """Space after the token before, whitespace token (may be empty), space after that token."""
    if gap in {"", " "}:
        return bool(gap), "", False
    before = gap[0] == " "
    rest = gap[1:] if before else gap
    after = len(rest) > 1 and rest[-1] == " "
    return before, rest[:-1] if after else rest, after


class Tokenizer:
    """Cuts a text into a `Doc`; ``token.norm_`` is the matching form in lower case.

    Whitespace other than single spaces between words becomes tokens of its own, as everywhere in spaCy, so
    ``doc.text`` is the text to the letter.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize one text."""
        words: list[str] = []
        spaces: list[bool] = []
        forms: list[str] = []
        end = 0

        def add(word: str, form: str, space: bool) -> None:
            words.append(word)
            forms.append(form)
            spaces.append(space)

        def add_gap(gap: str) -> None:
            before, whitespace, after = _split_gap(gap)
            if spaces and before:
                spaces[-1] = True
            elif before:
                whitespace = " " + whitespace
            if whitespace:
                add(whitespace, whitespace, after)

        for start, stop, form in find_tokens(text):
            if start > end:
                add_gap(text[end:start])
            add(text[start:stop], form, False)
            end = stop
        if end < len(text):
            add_gap(text[end:])
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token, form in zip(doc, forms, strict=True):
            lowered = form.lower()
            if token.lex.norm_ != lowered:
                token.norm_ = lowered
        return doc

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
