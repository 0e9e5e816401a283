"""What the dictionary says of a word that may be a street without «улица»."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Token

from .grammar import ADJECTIVAL, CASES, PERSON
from .lexicon import read_lexicon
from .morphology import Morphology, is_usual_name, known_grammemes, known_parses
from .neighbours import word_before
from .surnames import read_surname
from .text import plain
from .unknown_names import read_usual

_ANNIVERSARY = re.compile(r"\d{1,3}-лет(?:и[еяю]|ием|ии)")
_ORDINAL = re.compile(r"(?P<number>\d{1,2})-(?:[йяюе]|ая|ой|ый|ую|го|му|м)")
TRADES: Final = ("телей", "щиков", "чиков", "логов", "истов", "инцев")
"""Ends of trades in the genitive plural, after which streets are named: Краностроителей."""
ORDINAL_ENDINGS: Final = {"masc": "й", "femn": "я", "neut": "е"}


def is_anniversary(form: str) -> bool:
    """Whether a form is a number of years, as streets have: улица 40-летия Октября.

    >>> [is_anniversary(form) for form in ("40-летия", "40-й")]
    [True, False]
    """
    return _ANNIVERSARY.fullmatch(form) is not None


def is_ordinal(form: str) -> bool:
    """Whether a form is an ordinal in figures, as streets have: 2-я Садовая.

    >>> [is_ordinal(form) for form in ("2-й", "6-ую", "40-летия")]
    [True, True, False]
    """
    return _ORDINAL.fullmatch(form) is not None


def nominative_ordinal(form: str, gender: str) -> str:
    """An ordinal in figures in the nominative of a gender; empty for other forms.

    >>> nominative_ordinal("2-ю", "femn"), nominative_ordinal("Садовую", "femn")
    ('2-я', '')
    """
    number = _ORDINAL.fullmatch(form)
    return f"{number['number']}-{ORDINAL_ENDINGS[gender]}" if number else ""


def is_only_place(token: Token, morphology: Morphology) -> bool:
    """«от Острова до Пскова»: places to the dictionary, and no man's name."""
    readings = known_grammemes(token.norm_, morphology)
    return any("Geox" in grammemes for grammemes in readings) and not any("Surn" in one for one in readings)


def is_town_of_person(token: Token, morphology: Morphology) -> bool:
    """Куйбышева: the dictionary lists the town only, a street has the name of the man."""
    return any("gent" in parse.grammemes for parse in morphology.parse_word(token.norm_)) and is_of_man(token)


def is_of_man(token: Token) -> bool:
    """Whether a word ends like the genitive of a man's surname: Мильчакова, Ушинского."""
    men = (reading for reading in read_surname(token.norm_) if {"gent", "masc"} <= reading.grammemes)
    return any(reading.lemma != token.norm_ for reading in men)


def is_of_woman(token: Token) -> bool:
    """Whether a word ends like the genitive of a woman's surname: Тенишевой."""
    women = (reading for reading in read_surname(token.norm_) if {"gent", "femn"} <= reading.grammemes)
    return any(reading.lemma.endswith("а") for reading in women)


def is_undeclined(token: Token, morphology: Morphology) -> bool:
    """Костюшко, Рыбалко: a surname that has one form for all cases, also where the dictionary lacks it."""
    return token.norm_.endswith("ко") and not is_known(token, morphology)


def is_day(token: Token) -> bool:
    """Whether a month stands after the number of a day: «8 Марта»."""
    return token.i > 0 and token.nbor(-1).is_digit and token.lower_ in read_lexicon().date_words


def opens_town(first: Token) -> bool:
    """«у Большого Афанасова»."""
    return plain(first.lemma_) in read_lexicon().town_adjectives


def is_no_street(first: Token, morphology: Morphology) -> bool:
    """«на Вадима», «до Таганая», «Чехов отсюда уехал»."""
    before = word_before(first, in_sentence=True)
    if is_given_name(first, before, morphology) or not is_governed(first, before, morphology):
        return True
    surnames = (one.grammemes for one in morphology.parse_word(first.norm_) if "Surn" in one.grammemes)
    return before not in read_lexicon().government and any({"nomn", "masc"} <= one for one in surnames)


def is_given_name(token: Token, before: str, morphology: Morphology) -> bool:
    """«на Вадима», «с Юркой»: no street is named after a first name alone."""
    known = known_grammemes(token.norm_, morphology)
    if is_usual_name(token.norm_, morphology) and before == "с":
        return True
    return bool(known or read_usual(token.norm_)) and all("Name" in grammemes for grammemes in known)


def is_given_in_genitive(token: Token, morphology: Morphology) -> bool:
    """«Сони», «Карла»: a given name of one person in the genitive, and not in the dative («по Ивану») or locative."""
    names = (parse.grammemes for parse in morphology.parse_word(token.norm_) if "Fixd" not in parse.grammemes)
    cases = frozenset().union(*(one for one in names if {"Name", "sing"} <= one))
    return "gent" in cases and not cases & {"datv", "loct"}


def is_governed(token: Token, before: str, morphology: Morphology) -> bool:
    """Whether an adjective can stand after the preposition: «до Долгой», but «до Таганая» is no street."""
    cases = read_lexicon().government.get(before, frozenset())
    readings = [parse.grammemes for parse in morphology.parse_word(token.norm_)]
    adjective = bool(cases and readings) and all(grammemes & ADJECTIVAL for grammemes in readings)
    return not adjective or any(grammemes & cases for grammemes in readings)


def is_known(token: Token, morphology: Morphology) -> bool:
    """Whether the dictionary has the word."""
    return bool(known_parses(token.norm_, morphology))


def is_genitive_name(word: str, morphology: Morphology) -> bool:
    """Ленина, Чайковского, Огнеупорщиков, but not Юбилейной or Пышмы."""
    for parse in morphology.parse_word(word):
        grammemes = parse.grammemes
        if "gent" not in grammemes or "NOUN" not in grammemes or "Geox" in grammemes:
            continue
        if (
            "Surn" in grammemes
            and grammemes & {"masc", "ms-f"}
            and "sing" in grammemes
            and (parse.lemma != word or "Fixd" in grammemes)
        ):
            return True
        trade = parse.known or word.endswith(TRADES)
        if "anim" in grammemes and "plur" in grammemes and trade and not grammemes & {"Name", "Patr", "Surn"}:
            return True
    return False


def is_only_genitive(token: Token, morphology: Morphology) -> bool:
    """«на Победы», «по Мира»: no case that these prepositions ask for, so that a street is meant."""
    readings = known_grammemes(token.norm_, morphology)
    if any({"anim", "sing", "accs"} <= grammemes and not grammemes & PERSON for grammemes in readings):
        return False  # «на Жулика»
    cases = frozenset().union(*(grammemes for grammemes in readings if "NOUN" in grammemes))
    if any(grammemes & ADJECTIVAL for grammemes in readings):
        return False
    return "gent" in cases and not cases & {"loct", "loc2", "datv", "ablt", "Geox"}


def feminine_cases(word: str, morphology: Morphology) -> frozenset[str]:
    """Cases in which a word can be a feminine singular."""
    found = (parse.grammemes for parse in morphology.parse_word(word) if {"femn", "sing"} <= parse.grammemes)
    return frozenset().union(*found) & CASES.keys()


def is_place_word(token: Token, morphology: Morphology) -> bool:
    """Whether the dictionary lists a word as a place name."""
    return any({"Geox", "NOUN"} <= one for one in known_grammemes(token.norm_, morphology))
