"""Streets without their word where an address tells: before a house, at a crossing, beside another street."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from spacy.tokens import Doc, Token

from .adjectives import adjective_reading
from .capitals import inside_sentence
from .houses import has_full_address, has_house
from .lexicon import read_lexicon
from .morphology import Morphology, known_grammemes
from .neighbours import token_after, token_before, word_before
from .street_names import street_name
from .street_words import (
    feminine_cases,
    is_genitive_name,
    is_of_man,
    is_of_woman,
    is_only_genitive,
    is_only_place,
    is_place_word,
    is_town_of_person,
    is_undeclined,
)
from .text import is_capitalized, plain

TOWN_PREPOSITIONS: Final = frozenset({"в", "во", "из"})
JOINTS: Final = frozenset({",", "и", "до", "с", "-", "–", "—", "/"})
"""Between two streets: «Ленина и Советской», «от Пушкина до Комсомольской»."""
ASKED: Final = {"между": "ablt", "к": "datv"}
"""Prepositions after which a genitive is the name of a street, and the case they ask for."""
MAX_WORDS: Final = 2
AVENUES: Final = (("masc", "проспект"), ("neut", "шоссе"))


def is_address(doc: Doc, first: Token, stop: int, ends: Container[int], morphology: Morphology) -> bool:
    """Whether a house number follows, or a crossing or another street stands before."""
    before = token_before(first, in_sentence=True)
    if stop - first.i > MAX_WORDS or (before is not None and before.lower_ in TOWN_PREPOSITIONS):
        return False
    if before is not None and before.lower_ in JOINTS and first.i - 1 in ends:
        return True
    crossing = before is not None and _is_at_crossing(first, before, morphology)
    return crossing or has_house(doc, stop) or _is_range(doc, before, stop, morphology)


def _is_at_crossing(first: Token, before: Token, morphology: Morphology) -> bool:
    """«угол Хромова», «по адресу», «между Чичерина и Полушкина», «к Кирова»: what stands there is a street."""
    if plain(before.lemma_) in read_lexicon().crossings or before.lower_ == "адресу":
        return True
    asked = ASKED.get(before.lower_, "")
    cases = frozenset[str]().union(*(parse.grammemes for parse in morphology.parse_word(first.norm_)))
    return bool(asked) and "gent" in cases and asked not in cases


def _is_range(doc: Doc, before: Token | None, stop: int, morphology: Morphology) -> bool:
    """«от Пушкина до Комсомольской»."""
    if before is None or before.lower_ != "от" or stop + 1 >= len(doc) or doc[stop].lower_ != "до":
        return False
    towns = any(is_only_place(token, morphology) for token in (doc[stop - 1], doc[stop + 1]))
    return is_capitalized(doc[stop + 1]) and not towns


def may_be_street(doc: Doc, first: Token, stop: int, morphology: Morphology) -> bool:
    """Whether words can be the name of a street: a genitive, or a feminine adjective without its noun."""
    full_name = stop - first.i > 1 and all("Nom" in token.morph.get("Case", []) for token in doc[first.i : stop])
    if full_name or plain(first.lemma_) in read_lexicon().landscape:
        return False  # «Анфиса Порошина, 84 г.», «во дворе Кремля»
    if is_genitive_name(doc[stop - 1].norm_, morphology) or is_undeclined(doc[stop - 1], morphology):
        return True
    if stop - first.i == 1 and (is_town_of_person(first, morphology) or _is_of_somebody(first, morphology)):
        return True
    if stop - first.i > 1 or is_place_word(first, morphology):
        return False
    before = word_before(first)
    if is_only_genitive(first, morphology):
        return before not in {"от", "до"}
    addressed = before in {"адресу", "на"} or has_full_address(doc, stop)  # «на Крупской, 67»
    feminine = is_feminine(first, morphology) and not has_noun(first, morphology)
    return feminine or (addressed and _is_genitive_noun(first, morphology))


def _is_of_somebody(first: Token, morphology: Morphology) -> bool:
    """«Малунцева, 15», «угол Хромова и Артюхиной»: by its ending the genitive of a surname that is in no dictionary."""
    before = token_before(first, in_sentence=True)
    beside = before is not None and (before.lower_ == "и" or _is_at_crossing(first, before, morphology))
    return (is_of_man(first) and (beside or has_house(first.doc, first.i + 1))) or (beside and is_of_woman(first))


def _is_genitive_noun(token: Token, morphology: Morphology) -> bool:
    """«Культуры», «Стойкости», «Крупской»: a noun that may stand in the genitive, or a woman's surname."""
    readings = known_grammemes(token.norm_, morphology)
    return any({"NOUN", "gent"} <= one and ("inan" in one or {"Surn", "femn"} <= one) for one in readings)


def guess_avenue(doc: Doc, token: Token, morphology: Morphology) -> str:
    """«Гражданский 105», «по Пулковскому 36»: before a house a masculine adjective is most often that of проспект.

    A neuter one is that of шоссе. Empty for other words, and where a sentence begins unless a flat follows.
    """
    inside = inside_sentence(token)
    if (inside and word_before(token) in TOWN_PREPOSITIONS) or not has_house(doc, token.i + 1):
        return ""
    if not inside and not has_full_address(doc, token.i + 1):
        return ""
    heads = (head for gender, head in AVENUES if adjective_reading(token.norm_, gender, morphology) is not None)
    head = "" if is_genitive_name(token.norm_, morphology) else next(heads, "")
    return street_name(doc[token.i : token.i + 1], head, morphology) if head else ""


def is_feminine(token: Token, morphology: Morphology) -> bool:
    """«Придорожная»: an adjective that can stand with «улица»."""
    return adjective_reading(token.norm_, "femn", morphology) is not None


def has_noun(adjective: Token, morphology: Morphology) -> bool:
    """Whether the next word is a feminine noun in a case of the adjective."""
    following = token_after(adjective)
    if following is None or following.pos_ not in {"NOUN", "PROPN"}:
        return False
    cases = feminine_cases(adjective.norm_, morphology)
    return bool(cases & feminine_cases(following.norm_, morphology))
