"""Numbers of houses after the name of a street."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Token

from .lexicon import read_lexicon
from .text import QUOTES, plain

DASHES: Final = frozenset("-–—")
NOT_AFTER_HOUSE: Final = DASHES | QUOTES | {":", "%", "/"}
MAX_BRACKETED: Final = 6
"""Tokens before the number of a house among which its bracket is open: «(Космонавтов, 61/2)»."""
MAX_HOUSE: Final = 300
LETTERS: Final = frozenset("абвгде")
_HOUSE = re.compile(r"(\d{1,3})[а-еА-Е]?(?:[к/-]\d{1,3}[а-еА-Е]?)?")
"""5, 14а, 24к1, 4/3, 30-3"""


def is_house(text: str) -> bool:
    """Whether a text is the number of a house.

    >>> [is_house(text) for text in ("14/1", "24к1", "1996", "2-я")]
    [True, True, False, False]
    """
    number = _HOUSE.fullmatch(text)
    return number is not None and 0 < int(number[1]) <= MAX_HOUSE


def has_full_address(doc: Doc, stop: int) -> bool:
    """«Культуры, дом 24», «Культуры 24к1», «Стойкости 15, кв. 3»: nothing but a house is numbered so."""
    if not has_house(doc, stop):
        return False
    words = {token.lower_ for token in doc[stop : stop + 4]}
    built = any(word[0].isdecimal() and "к" in word for word in words)
    return built or bool(words & ({"дом", "д"} | read_lexicon().flats))


def has_house(doc: Doc, stop: int) -> bool:
    """«Мира, 60», «Гагарина 14а», «Строителей, д. 5», «Ленина 5, 12 квартира»; but not «Петрова, 45 лет»."""
    index = stop
    for sign in (",", "дом", "д", "."):
        index += index < len(doc) and doc[index].lower_ == sign
    if index == len(doc) or doc[index].is_sent_start or not is_house(doc[index].text.rstrip(",")):
        return False
    if doc[index].text.endswith(","):  # «15, 2 подъезд»: between numbers the comma is no token of its own
        return any({token.lower_, token.lemma_} & read_lexicon().flats for token in doc[index + 2 : index + 3])
    number = doc[index].text
    index += index + 1 < len(doc) and doc[index + 1].lower_ in LETTERS  # «10 А»
    if index + 1 == len(doc) or doc[index + 1].is_space or _goes_on(doc, index + 1):
        return True
    following = doc[index + 1]
    if following.text == ")" and not any(token.text == "(" for token in doc[max(0, stop - MAX_BRACKETED) : index]):
        return False  # «ремонт Ограждения, 2) помыть»
    direct = index <= stop + 1 and following.pos_ in {"NOUN", "ADJ", "PROPN"}
    return following.text not in NOT_AFTER_HOUSE and not (direct and _may_be_counted(number, following))


def _goes_on(doc: Doc, index: int) -> bool:
    """What stands after the number of a house whatever the number is: a flat, another address, a sign and a text."""
    token, after = doc[index], doc[index + 1 : index + 2].text
    if token.text == ":" or token.text in DASHES:
        return not after.isdecimal()  # «Литейный, 16 - на стене», «Мира 29: сломан доводчик», but not «3:1»
    return token.lower_ in read_lexicon().flats or (token.is_title and is_house(after))  # «Геологов 3 Леонова 60»


def _may_be_counted(number: str, following: Token) -> bool:
    """«12 соседей», «5 класс», «21 дом», but neither «84 люк» nor «7/1 дом»: numbers but one ask for another case."""
    if not number.isdecimal() and following.is_lower:
        return False
    alone = "Nom" in following.morph.get("Case", []) and "Sing" in following.morph.get("Number", [])
    ends_in_one = number.endswith("1") and number != "11"
    return not alone or ends_in_one or plain(following.lemma_) in read_lexicon().numbered_after


def stop_before_house(doc: Doc, start: int, stop: int) -> int:
    """«Пермь | 5», «Кораблестроителей | 16 корп»: index after a name without the number of a house."""
    flats = read_lexicon().flats
    last = stop - 1
    while last > start and doc[last].lower_ in flats:
        last -= 1
    housed = last > start and (doc[last].is_digit or is_house(doc[last].text))
    return stop_before_house(doc, start, last) if housed else stop
