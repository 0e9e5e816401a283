"""The words beside a word: what stands before and after it in the document or in its sentence."""

from __future__ import annotations

from spacy.tokens import Token

from .text import QUOTES, plain


def token_before(token: Token, *, in_sentence: bool = False) -> Token | None:
    """The token before; None at the beginning of the document or, `in_sentence`, of a sentence."""
    if not token.i or (in_sentence and token.is_sent_start):
        return None
    return token.nbor(-1)


def token_after(token: Token) -> Token | None:
    """The token after, also that of the next sentence; None at the end of the document."""
    return token.nbor(1) if token.i + 1 < len(token.doc) else None


def word_before(token: Token, *, in_sentence: bool = False) -> str:
    """The token before in lower case; empty where `token_before` is None."""
    before = token_before(token, in_sentence=in_sentence)
    return "" if before is None else before.lower_


def lemma_before(token: Token, *, in_sentence: bool = False) -> str:
    """Dictionary form of the token before, ё as е; empty where `token_before` is None."""
    before = token_before(token, in_sentence=in_sentence)
    return "" if before is None else plain(before.lemma_)


def follows_quote(token: Token) -> bool:
    """Whether a quote stands right before."""
    before = token_before(token)
    return before is not None and before.text in QUOTES
