"""Microdistricts and quarters: «в микрорайоне Южном», «мкр. Рекинцо», «Октябрьский микрорайон», «в 15 мкр»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from .adjectives import nominative_adjective
from .agreement import share_case
from .morphology import Morphology, known_grammemes
from .neighbours import token_after, token_before
from .spans import noun_after
from .street_names import street_rest
from .street_words import is_ordinal
from .text import Clue, Name, Text, is_capitalized, is_of_place, plain

MICRODISTRICT: Final = "микрорайон"
SHORT: Final = frozenset({"мкр", "мкрн", "мкр-н", "мр"})
QUARTER: Final = "квартал"
MIN_QUARTER: Final = 5
"""A year has four quarters."""
MIN_LETTERS: Final = 3


def quarter_head(form: str, lemma: str) -> str:
    """The word микрорайон or квартал that a form stands for; empty for other words.

    >>> [quarter_head(form, form) for form in ("мкр", "квартал", "Мкрн", "МИКРОРАЙОН")]
    ['микрорайон', 'квартал', 'микрорайон', '']
    """
    if form.lower() in SHORT:
        return MICRODISTRICT
    return plain(lemma) if plain(lemma) in {MICRODISTRICT, QUARTER} and not form.isupper() else ""


def find_microdistricts(text: Text) -> Iterator[Name]:
    """Parts of towns whose word tells; it belongs to their name, because what follows it is often a common word."""
    for head in text.tokens(Clue.QUARTER):
        shown = quarter_head(head.text, head.lemma_)
        if "Plur" in head.morph.get("Number", []):
            continue
        name = _with_number(head, shown)
        if name is None and shown == MICRODISTRICT:
            name = _with_name_behind(head, text.morphology) or _with_adjective(head, text.morphology)
        if name is not None:
            yield name


def _with_number(head: Token, shown: str) -> Name | None:
    """«в 15 мкр», «85 квартал», «в 94-м квартале»; but neither «в 3 квартале» of the year nor «4 микрорайона»."""
    before, after = token_before(head), token_after(head)
    number = "" if before is None else before.text.partition("-")[0]
    if before is None or not number.isdecimal() or _is_of_house(before):
        return None
    if after is not None and is_capitalized(after):
        return None  # «д. 11 мкр Южный»
    counted = head.text == f"{shown}а" and not is_ordinal(before.text)
    if counted or (shown == QUARTER and int(number) < MIN_QUARTER):
        return None
    return Name(head.i - 1, head.i + 1, "LOC", f"{int(number)}-й {shown}", sure=True)


def _is_of_house(number: Token) -> bool:
    """«дом 3», «д. 11»."""
    before = number.doc[max(0, number.i - 2) : number.i]
    words = [token.lower_ for token in before if token.text != "."]
    return bool(words) and (words[-1] == "д" or words[-1].startswith("дом"))


def _with_name_behind(head: Token, morphology: Morphology) -> Name | None:
    """«мкр. Южный», «в микрорайоне Новый Быт», «мкр рекинцо»."""
    doc, start = head.doc, head.i + 1
    pointed = start < len(doc) and doc[start].text == "." and head.lower_ in SHORT
    start += pointed
    if start >= len(doc) or (doc[start].is_sent_start and not pointed):
        return None
    first, stop = doc[start], start + 1
    if is_capitalized(first) and len(first) >= MIN_LETTERS and first.ent_type_ != "ORG":
        both = stop < len(doc) and first.pos_ == "ADJ" and is_capitalized(doc[stop]) and not doc[stop].is_sent_start
        stop += both
    elif not (head.lower_ in SHORT and _is_named_in_lower_case(first, morphology)):
        return None
    rest = street_rest(doc[start:stop], MICRODISTRICT, morphology)
    return Name(head.i, stop, "LOC", f"{MICRODISTRICT} {rest[:1].upper()}{rest[1:]}", sure=True)


def _is_named_in_lower_case(token: Token, morphology: Morphology) -> bool:
    """«мкр | рекинцо», «мкр | юбилейный»: no word of the dictionary, or an adjective without its noun."""
    if not token.is_lower or not token.is_alpha or len(token) < MIN_LETTERS:
        return False
    parses = known_grammemes(token.norm_, morphology)
    adjective = any({"ADJF", "masc", "nomn", "sing"} <= one for one in parses)
    return not parses or (adjective and not noun_after(token))


def _with_adjective(head: Token, morphology: Morphology) -> Name | None:
    """«Октябрьский микрорайон», but not «Новый микрорайон построят»."""
    before = token_before(head, in_sentence=True)
    if before is None or not is_capitalized(before) or (before.is_sent_start and not is_of_place(plain(before.lemma_))):
        return None
    adjective = nominative_adjective(before.norm_, "masc", morphology)
    if not adjective or not (head.lower_ in SHORT or share_case(before.norm_, head.norm_, morphology)):
        return None
    return Name(before.i, head.i + 1, "LOC", f"{MICRODISTRICT} {adjective.capitalize()}", sure=True)
