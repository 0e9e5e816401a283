"""Institutions with a number (школа № 22, «двадцать вторая школа») or a quoted name after a word (ДК «Металлург»)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from .lexicon import read_lexicon
from .text import QUOTES, Clue, Name, Text, is_capitalized, plain

MAX_NUMBER: Final = 999
NUMBER_SIGNS: Final = frozenset({"№", "N", "#", "номер"})
INSTITUTION_PREPOSITIONS: Final = frozenset({"в", "во", "на", "из", "от", "с", "при", "у"})
MAX_QUOTED: Final = 4
"""Words between the quotes of a name; longer quotations are speech."""


def numbered_head(form: str, lemma: str) -> str:
    """The institution that a form stands for, as names show it; empty for words that carry no number."""
    heads = read_lexicon().numbered
    return heads.get(plain(lemma)) or heads.get(plain(form)) or ""


def find_numbered(text: Text) -> Iterator[Name]:
    """Schools, clinics and others that are told apart by a number."""
    doc = text.doc
    for token in text.tokens(Clue.NUMBERED_HEAD):
        shown = numbered_head(token.text, token.lemma_)
        if shown == "детский сад" and token.lemma_ == "сад" and not _two_word_head(token):
            continue
        start = (
            token.i - 1
            if shown == "детский сад"
            and token.lower_.startswith("сад")
            and token.i
            and doc[token.i - 1].lemma_ == "детский"
            else token.i
        )
        found = _number_after(doc, token.i + 1) or _number_before(doc, token, start)
        if found is not None:
            number, first, stop = found
            yield Name(min(start, first), max(token.i + 1, stop), "ORG", f"{shown} № {number}")


def _two_word_head(token: Token) -> str | None:
    return "детский сад" if token.lemma_ == "сад" and token.i and token.nbor(-1).lemma_ == "детский" else None


def _number(token: Token) -> int | None:
    digits = token.text.lstrip("№#N")
    return int(digits) if digits.isdecimal() and digits.isascii() and 0 < int(digits[:4]) <= MAX_NUMBER else None


def _number_after(doc: Doc, index: int) -> tuple[int, int, int] | None:
    """школа № 22, школа №22, школа 22."""
    signed = index < len(doc) and doc[index].text in NUMBER_SIGNS
    index += signed
    if index >= len(doc) or doc[index].is_sent_start:
        return None
    number = _number(doc[index])
    followed = index + 1 < len(doc) and doc[index + 1].pos_ in {"NOUN", "ADJ"} and not signed
    return None if number is None or followed else (number, index, index + 1)


def _number_before(doc: Doc, head: Token, start: int) -> tuple[int, int, int] | None:
    """22 школа, 22-я школа, двадцать вторая школа; but not «построят 4 школы»."""
    if not start or doc[start].is_sent_start or "Plur" in head.morph.get("Number", []):
        return None
    before = doc[start - 1]
    number = _number(before)
    if number is not None:
        return (number, start - 1, start) if _is_name_not_count(doc, head, before, number) else None
    suffixed = before.text.split("-")[0]
    if "-" in before.text and suffixed.isdecimal() and int(suffixed[:4]) <= MAX_NUMBER:
        return int(suffixed), start - 1, start
    return _ordinal_before(doc, before)


def _is_name_not_count(doc: Doc, head: Token, before: Token, number: int) -> bool:
    """A count of two to four asks for the genitive singular, one for agreement; every other singular is a name."""
    counted = number % 10 in {1, 2, 3, 4} and number % 100 not in {11, 12, 13, 14}
    if not counted or not ({"Gen", "Nom", "Acc"} & set(head.morph.get("Case", []))):
        return True
    previous = doc[before.i - 1] if before.i else None
    if previous is None or "Gen" not in head.morph.get("Case", []):
        return number > 4
    return previous.lower_ in read_lexicon().genitive_prepositions or previous.pos_ == "NOUN"


def _ordinal_before(doc: Doc, before: Token) -> tuple[int, int, int] | None:
    """Ordinals up to «третья» alone are too often «вторую школу построят»; with tens before them they are names."""
    lexicon = read_lexicon()
    unit = lexicon.ordinals.get(before.lemma_)
    if unit is None:
        return None
    tens = lexicon.tens.get(doc[before.i - 1].lower_, 0) if before.i and unit < 10 else 0
    if not tens and unit < 4:
        return None
    return unit + tens, before.i - bool(tens), before.i + 1


def quoted_head(form: str, lemma: str) -> str:
    """The word that stands before a quoted name, as names show it; empty for other words."""
    heads = read_lexicon().quoted
    written = heads.get(form.lower(), "") if form.isupper() or form.istitle() else ""
    return written or heads.get(lemma, "")


def find_quoted(text: Text) -> Iterator[Name]:
    """ДК «Металлург», ДК Металлург, технопарк «Медь»."""
    doc = text.doc
    for token in text.tokens(Clue.QUOTED_HEAD):
        if token.i + 1 == len(doc):
            continue
        shown = quoted_head(token.text, token.lemma_)
        quoted = _quoted_words(doc, token.i + 1)
        if quoted is None and shown.isupper():
            quoted = _capitalized_words(doc, token.i + 1)
        if quoted is not None:
            words, stop = quoted
            yield Name(token.i, stop, "ORG", f"{shown} «{words}»")


def find_quoted_places_of_work(text: Text) -> Iterator[Name]:
    """«на «Уралредмете», в «Юности», от «Контура»»: what one is in, at or from is an institution.

    Works of art stand after such prepositions too («в «Войне и мире»»), rarely in writing about a town.
    """
    doc = text.doc
    for quote in text.tokens(Clue.QUOTE):
        first = quote.i + 1
        if quote.i and first < len(doc) and doc[quote.i - 1].lower_ in INSTITUTION_PREPOSITIONS:
            quoted = _quoted_words(doc, quote.i)
            if quoted is not None and doc[first].text[:1].isupper() and quoted[1] - first < MAX_QUOTED:
                yield Name(first, quoted[1] - 1, "ORG")


def _quoted_words(doc: Doc, index: int) -> tuple[str, int] | None:
    if doc[index].text not in QUOTES:
        return None
    for stop in range(index + 1, min(index + 2 + MAX_QUOTED, len(doc))):
        if doc[stop].text in QUOTES and stop > index + 1:
            return doc[index + 1 : stop].text, stop + 1
    return None


def _capitalized_words(doc: Doc, index: int) -> tuple[str, int] | None:
    stop = index
    while stop < len(doc) and stop - index < MAX_QUOTED and is_capitalized(doc[stop]) and not doc[stop].is_sent_start:
        stop += 1
    return (doc[index:stop].text, stop) if stop > index else None


def normalize_quotes(name: str) -> str:
    """Write every pair of quotes as «»."""
    opened, letters = False, []
    for letter in name:
        if letter in QUOTES and letter not in "'’":
            opened = not opened
            letters.append("«" if opened else "»")
        else:
            letters.append(letter)
    return "".join(letters)
