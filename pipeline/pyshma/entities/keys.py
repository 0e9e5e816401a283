"""Under what a name is filed: spellings that differ in case, ё, quotes, hyphens or legal form share a key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from .eponyms import EPONYM
from .grammar import IN, OV
from .lexicon import read_lexicon

_QUOTES = re.compile("[«»\"“”„‟'‘’`()]")
_NUMBER = re.compile(r"(?:№|\bномер\b|#|(?<=[^\W\d])-)\s*(?=\d)")
_JOINTS = re.compile(r"[\s\-‐-―_]+")
_ADJECTIVE = re.compile(r"(?P<stem>\w{3,}?)(?:ый|ий|ой|ое|ее|ая|яя|ые|ие)")
_SURNAME = re.compile(
    rf"\w+(?:(?:{'|'.join(OV)})[аы]?|{'|'.join(IN)}|ск(?:ий|ая|ие|ой)|цк(?:ий|ая|ие)|[ыи]х|ко|[юу]к|ян|дзе|швили)"
)
"""Пушкина and Пушкины may be of Пушкин or of a given name in -ина."""
MIN_SURNAME: Final = 5


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Key of a name.

    >>> name_key("ООО «Зелёный Мир»"), name_key("Йошкар-Ола"), name_key("ДК им. Горького")
    ('зеленый мир', 'йошкар ола', 'дк горького')
    >>> name_key("Школа №22"), name_key("ЖКС-2")
    ('школа № 22', 'жкс № 2')
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("ё", "е")
    text = _NUMBER.sub(" № ", _QUOTES.sub(" ", text))
    words = _JOINTS.sub(" ", text).strip(" .,;:!?").split()
    legal = read_lexicon().legal
    kept = [word for word in words if word not in legal and word.rstrip(".") not in EPONYM] or words
    return " ".join(kept)


@lru_cache(maxsize=100_000)
def person_key(name: str) -> str:
    """Key of a person: given name, patronymic and surname come in any order.

    >>> person_key("Иванова Анна") == person_key("Анна Иванова")
    True
    """
    return " ".join(sorted(name_key(name).replace(".", " ").split()))


def adjective_stem(word: str) -> str:
    """Stem of a word with the ending of an adjective; empty for others.

    >>> adjective_stem("мостовское"), adjective_stem("пышма")
    ('мостовск', '')
    """
    match = _ADJECTIVE.fullmatch(word)
    return match["stem"] if match else ""


def initials(key: str) -> str:
    """First letters of the words of a key.

    >>> initials("уральская горно металлургическая компания")
    'угмк'
    """
    return "".join(word[0] for word in key.split())


def looks_like_surname(key: str) -> bool:
    """Whether a single word ends like a surname, so that it names the same person in several documents.

    >>> [looks_like_surname(key) for key in ("бажов", "полина", "валентин")]
    [True, False, False]
    """
    return len(key) >= MIN_SURNAME and key not in read_lexicon().given_names and _SURNAME.fullmatch(key) is not None
