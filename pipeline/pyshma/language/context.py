"""Lemmas that the neighbours of a word decide, because no tag does: his, abbreviations, initials, homonyms.

Each rule is a function that looks at one token and answers with a lemma, or with nothing where it has no opinion; the
first answer counts. Only tokens of a few forms come here (`is_decided_by_context`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from spacy.tokens import Span, Token

from .dictionary import knows_word
from .words import abbreviations

NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
ROMAN: Final = frozenset("ivxlcхміi")
WINDOW: Final = 7
"""Words to the right that are looked at for the infinitive or the price in «стоит»."""


@cache
def _homonyms() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(Path(__file__).with_name("homonyms.json").read_text(encoding="utf-8"))
    return table


@cache
def _phrases() -> dict[tuple[str, str], tuple[str, str]]:
    table = json.loads(Path(__file__).with_name("abbreviations.json").read_text(encoding="utf-8"))
    return {tuple(short.split()): tuple(words) for short, words in table["phrases"].items()}


@cache
def _abbreviations_beside() -> dict[str, dict[str, str]]:
    table = json.loads(Path(__file__).with_name("abbreviations.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = table["beside"]
    return found


@cache
def _phrase_letters() -> frozenset[str]:
    return frozenset(letter for pair in _phrases() for letter in pair)


def is_decided_by_context(word: str) -> bool:
    """Whether a form, in lower case, has to be looked at token by token."""
    homonyms = _homonyms()
    return (
        word in homonyms["possessive"]
        or word in homonyms["self"]["forms"]
        or word in homonyms["worth"]["forms"]
        or (word.endswith(".") and is_abbreviation(word[:-1]))
    )


def is_abbreviation(word: str) -> bool:
    """Whether a form, in lower case, has to be looked at where a full stop follows."""
    return (len(word) == 1 and word.isalpha()) or word in abbreviations() or word in _abbreviations_beside()


def lemma_in_context(token: Token) -> str:
    """Lemma that the neighbours decide; empty where they do not."""
    return next((lemma for rule in RULES if (lemma := rule(token))), "")


def _next(token: Token, n: int = 1) -> Token | None:
    doc = token.doc
    return doc[token.i + n] if token.i + n < len(doc) else None


def _before(token: Token, n: int = 1) -> Token | None:
    return token.doc[token.i - n] if token.i >= n else None


def _around(token: Token) -> tuple[Span, Span]:
    """The two tokens before a token and those of the window after it, within its sentence."""
    doc, start, stop = token.doc, token.i, token.i + 1
    while start and start > token.i - 2 and not doc[start].is_sent_start:
        start -= 1
    while stop < len(doc) and stop <= token.i + WINDOW and not doc[stop].is_sent_start:
        stop += 1
    return doc[start : token.i], doc[token.i + 1 : stop]


def his(token: Token) -> str:
    """«Его дом», «к их дому», but «вижу его», «у него»: possessive before a noun, or after a preposition without н-."""
    lemma = _homonyms()["possessive"].get(token.norm_, "")
    if not lemma:
        return ""
    before, after = _before(token), _next(token)
    if after is None or after.pos_ not in NOMINAL:
        return ""
    if before is not None and before.pos_ == "ADP":
        return str(lemma)
    return str(lemma) if "Case=Gen" in token.morph else ""


def _dotted(token: Token | None) -> str:
    """An abbreviation without its full stop, which may be a token of its own; empty where there is none."""
    if token is None:
        return ""
    if len(token.norm_) > 1 and token.norm_.endswith("."):
        return token.norm_[:-1]
    after = _next(token)
    return token.norm_ if after is not None and after.norm_ == "." else ""


def _beside(token: Token, step: int) -> Token | None:
    """The next (1) or the last (-1) token that is not a full stop."""
    index = token.i + step
    while 0 <= index < len(token.doc) and token.doc[index].norm_ == ".":
        index += step
    return token.doc[index] if 0 <= index < len(token.doc) else None


def phrase(token: Token) -> str:
    """т. д. | т. е. | н. э.: each part has the lemma of its word."""
    short = _dotted(token)
    if short not in _phrase_letters():
        return ""
    if found := _phrases().get((short, _dotted(_beside(token, 1)))):
        return found[0]
    if found := _phrases().get((_dotted(_beside(token, -1)), short)):
        return found[1]
    return ""


def initial(token: Token) -> str:
    """А. С. Пушкин: a capital letter before a full stop, beside a name or another initial, is itself."""
    short = _dotted(token)
    if len(short) != 1 or not token.text[0].isupper():
        return ""
    return short


def beside_number_or_name(token: Token) -> str:
    """XIX в. | 2035 г. | г. Пермь | д. 5 | ст. 123."""
    meanings = _abbreviations_beside().get(_dotted(token))
    if meanings is None:
        return ""
    before, after = _before(token), _beside(token, 1)
    if before is not None and _is_number(before) and "after_number" in meanings:
        return meanings["after_number"]
    if after is not None and not after.is_sent_start:
        if _is_number(after) and "before_number" in meanings:
            return meanings["before_number"]
        if after.text[:1].isupper() and "before_name" in meanings:
            return meanings["before_name"]
        if after.is_alpha and "before_word" in meanings:
            return meanings["before_word"]
    return meanings.get("else", "")


def _is_number(token: Token) -> bool:
    return token.text[:1].isdigit() or token.text[-1:].isdigit() or set(token.norm_) <= ROMAN or token.pos_ == "NUM"


def abbreviation(token: Token) -> str:
    """ул. | тыс. | см."""
    short = _dotted(token)
    if short and (word := abbreviations().get(short)) and not (_ends_sentence(token) and knows_word(short)):
        return word
    return ""


def _ends_sentence(token: Token) -> bool:
    after = _beside(token, 1)
    return after is None or bool(after.is_sent_start)


def most_or_self(token: Token) -> str:
    """«У самого моря», «в самом центре», «этой самой точки», but «самого мэра», «самому делать»."""
    words = _homonyms()["self"]
    if token.norm_ not in words["forms"]:
        return ""
    before, after = _before(token), _next(token)
    if after is not None and after.pos_ == "ADJ" and "Variant=Short" not in after.morph:
        return str(words["most"])
    if before is not None and before.pos_ == "DET" and before.norm_[:1] in "эт":
        return str(words["most"])
    if before is not None and before.pos_ == "ADP" and after is not None and "Animacy=Inan" in after.morph:
        return str(words["most"])
    return str(words["self"])


def worth_or_stand(token: Token) -> str:
    """«Стоит построить», «стоит сто рублей», «не стоит», but «стоит на углу», «я стою»."""
    words = _homonyms()["worth"]
    if token.norm_ not in words["forms"] or token.pos_ not in {"VERB", "AUX"}:
        return ""
    if token.norm_ in words["of_standing_only"]:
        return str(words["stand"])
    left, right = _around(token)
    if any("VerbForm=Inf" in other.morph for other in right[:3]):
        return str(words["worth"])
    near = {other.norm_ for other in (*left, *right)}
    if near & set(words["price"]) or _sum_of_money(right):
        return str(words["worth"])
    before = _before(token)
    refused = before is not None and before.norm_ == "не" and (not len(right) or right[0].pos_ == "PUNCT")
    return str(words["worth" if refused else "stand"])


def _sum_of_money(right: Span) -> bool:
    """A number with nothing that it counts: «стоит 500», but not «стоит два часа»."""
    numbers = [other for other in right[:2] if other.pos_ == "NUM"]
    after = _next(numbers[-1]) if numbers else None
    return bool(numbers) and (after is None or after.pos_ == "PUNCT")


RULES: Final[tuple[Callable[[Token], str], ...]] = (
    his, phrase, initial, beside_number_or_name, abbreviation, most_or_self, worth_or_stand,
)  # fmt: skip
