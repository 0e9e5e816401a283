"""Lexical attributes with spaCy's answers at a third of the price.

spaCy computes some twenty attributes of every new spelling, and a quarter of the words of a short corpus are new
spellings. For Russian a third of that time goes into looking a word up in a list of numerals, much of the rest into
questions that a word of letters need not be asked.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any, Final

from spacy import attrs
from spacy.lang import lex_attrs
from spacy.lang.ru import lex_attrs as russian
from spacy.vocab import Vocab

Getter = Callable[[str], Any]

_NUMERALS: Final = frozenset(russian._num_words)
_LONGEST_RUN: Final = 4
_LONG: Final = 100


def like_num(text: str) -> bool:
    """Whether a spelling is a number, in digits or in words."""
    return text.lower() in _NUMERALS if text.isalpha() else bool(russian.like_num(text))


def word_shape(text: str) -> str:
    """Shape of a spelling: Xxxxx for Пышма; a run of one kind is cut after four."""
    if text.isalpha() and len(text) < _LONG:
        if text.islower():
            return "x" * min(len(text), _LONGEST_RUN)
        if text[0].isupper() and text[1:].islower():
            return "X" + "x" * min(len(text) - 1, _LONGEST_RUN)
    return lex_attrs.word_shape(text)


class UnlessLetters:
    """A question that spaCy answers with no for every spelling of letters and digits, so that it need not be asked."""

    __slots__ = ("ask",)

    def __init__(self, ask: Getter) -> None:
        self.ask = ask

    def __call__(self, text: str) -> bool:
        """Answer it for one spelling."""
        return not text.isalnum() and self.ask(text)


QUICK: Final[dict[int, tuple[Getter, Getter]]] = {
    attrs.LIKE_NUM: (russian.like_num, like_num),
    attrs.SHAPE: (lex_attrs.word_shape, word_shape),
    attrs.LOWER: (lex_attrs.lower, str.lower),
    attrs.PREFIX: (lex_attrs.prefix, itemgetter(0)),
    attrs.SUFFIX: (lex_attrs.suffix, itemgetter(slice(-3, None))),
    attrs.IS_ALPHA: (lex_attrs.is_alpha, str.isalpha),
    attrs.IS_DIGIT: (lex_attrs.is_digit, str.isdigit),
    attrs.IS_LOWER: (lex_attrs.is_lower, str.islower),
    attrs.IS_UPPER: (lex_attrs.is_upper, str.isupper),
    attrs.IS_TITLE: (lex_attrs.is_title, str.istitle),
    attrs.IS_SPACE: (lex_attrs.is_space, str.isspace),
    attrs.IS_ASCII: (lex_attrs.is_ascii, str.isascii),
} | {
    attribute: (ask, UnlessLetters(ask))
    for attribute, ask in (
        (attrs.LIKE_URL, lex_attrs.like_url),
        (attrs.LIKE_EMAIL, lex_attrs.like_email),
        (attrs.IS_PUNCT, lex_attrs.is_punct),
        (attrs.IS_BRACKET, lex_attrs.is_bracket),
        (attrs.IS_QUOTE, lex_attrs.is_quote),
        (attrs.IS_LEFT_PUNCT, lex_attrs.is_left_punct),
        (attrs.IS_RIGHT_PUNCT, lex_attrs.is_right_punct),
        (attrs.IS_CURRENCY, lex_attrs.is_currency),
    )
}
"""Attribute → spaCy's function and ours."""


def use_quick_attributes(vocab: Vocab) -> None:
    """Replace spaCy's own functions in a vocabulary; functions that a user has put there stay."""
    getters: dict[int, Getter] = vocab.lex_attr_getters  # type: ignore[attr-defined]
    for attribute, (slow, quick) in QUICK.items():
        if getters.get(attribute) is slow:
            getters[attribute] = quick
