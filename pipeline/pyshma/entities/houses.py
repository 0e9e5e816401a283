"""Numbers of houses after the name of a street."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc

from .lexicon import read_lexicon
from .text import QUOTES

DASHES: Final = frozenset("-–—")
NOT_AFTER_HOUSE: Final = DASHES | QUOTES | {":", "%", "/"}
MAX_HOUSE: Final = 300
LETTERS: Final = frozenset("абвгде")
_HOUSE = re.compile(r"(\d{1,3})[а-еА-Е]?(?:[к/-]\d{1,3}[а-еА-Е]?)?")
"""5, 14а, 24к1, 4/3, 30-3"""


def _is_house(text: str) -> bool:
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
    if index == len(doc) or doc[index].is_sent_start or not _is_house(doc[index].text.rstrip(",")):
        return False
    if doc[index].text.endswith(","):  # «15, 2 подъезд»: between numbers the comma is no token of its own
        return any({token.lower_, token.lemma_} & read_lexicon().flats for token in doc[index + 2 : index + 3])
    index += index + 1 < len(doc) and doc[index + 1].lower_ in LETTERS  # «10 А»
    following = doc[index + 1] if index + 1 < len(doc) else None
    if following is None or following.is_space:
        return True
    if following.text in DASHES and not doc[index + 2 : index + 3].text.isdecimal():
        return True  # «Литейный, 16 - на стене»
    if following.is_title and _is_house(doc[index + 2 : index + 3].text):
        return True  # «Геологов 3 Леонова 60»
    return following.text not in NOT_AFTER_HOUSE and (
        following.lower_ in read_lexicon().flats or following.pos_ not in {"NOUN", "ADJ", "PROPN"} or index > stop + 1
    )
