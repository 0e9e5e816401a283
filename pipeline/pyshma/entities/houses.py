"""Numbers of houses after the name of a street."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from .text import QUOTES

NOT_AFTER_HOUSE: Final = frozenset({":", "-", "–", "%", "/", *QUOTES})
MAX_HOUSE: Final = 300
FLAT: Final = frozenset({"кв", "квартира", "корп", "корпус", "подъезд", "этаж", "стр", "строение"})
"""Words that go on after the number of a house."""


def _is_house(text: str) -> bool:
    digits = text.rstrip("абвгдеАБВГДЕ")
    return len(text) - len(digits) <= 1 and digits.isdecimal() and 0 < int(digits[:4]) <= MAX_HOUSE


def has_house(doc: Doc, stop: int) -> bool:
    """«Мира, 60», «Гагарина 14а», «Строителей, д. 5», «Ленина 5, 12 квартира»; but not «Петрова, 45 лет»."""
    index = stop
    for sign in (",", "дом", "д", "."):
        index += index < len(doc) and doc[index].lower_ == sign
    if index == len(doc) or doc[index].is_sent_start or not _is_house(doc[index].text.rstrip(",")):
        return False
    if doc[index].text.endswith(","):  # «15, 2 подъезд»: between numbers the comma is no token of its own
        return any({token.lower_, token.lemma_} & FLAT for token in doc[index + 2 : index + 3])
    following = doc[index + 1] if index + 1 < len(doc) else None
    if following is None or following.is_space:
        return True
    return following.text not in NOT_AFTER_HOUSE and (
        following.lower_ in FLAT or following.pos_ not in {"NOUN", "ADJ", "PROPN"} or index > stop + 1
    )
