"""A document as the rules of this chapter see it: its tokens, and where those stand that a rule can start from.

Most words of a text have nothing to do with names. What a word can be (the head of a street, a capital, a quote) is
looked up once per form and remembered; rules then visit only the words that matter to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import Final

from spacy.attrs import LEMMA, ORTH
from spacy.strings import StringStore
from spacy.tokens import Doc, Token

from .grammar import VOWELS
from .morphology import Morphology

QUOTES: Final = frozenset("«»\"“”„‟'‘’`")
CAPITAL_VOWELS: Final = frozenset(map(str.upper, VOWELS))
MAX_ACRONYM: Final = 5
"""All-capital words up to this length are abbreviations; longer ones are shouted words (ЕКАТЕРИНБУРГЕ)."""
_DATED = re.compile(r"[А-ЯЁ][А-ЯЁа-яё]*-(?:19|20)\d\d")
MAX_REMEMBERED: Final = 300_000
"""Distinct forms whose clues are remembered; then the memory is emptied, so that streams do not fill it."""


class Clue(Enum):
    """What a word can be to a rule."""

    CAPITAL = auto()
    QUOTE = auto()
    PLACE_HEAD = auto()
    """улица, озеро"""
    NUMBERED_HEAD = auto()
    """школа, больница"""
    QUOTED_HEAD = auto()
    """ДК, технопарк"""
    INSTITUTION = auto()
    """музей, университет"""
    PLACE = auto()
    """In small letters, and to the dictionary a place and nothing else."""
    KNOWN = auto()
    """First word of a name that is known beforehand."""
    INTRODUCING = auto()
    """магазин, кафе, команда"""
    SURNAME = auto()
    """In small letters, and to the dictionary the genitive of a man's surname: ленина."""
    STREET_WORD = auto()
    """In small letters, and what a street may be called like where the number of a house follows: советская, попова."""
    EPONYM = auto()
    """In small letters, and the first word of the name of somebody after whom many streets are named."""
    MOSTLY_NAME = auto()
    """In small letters, and to the dictionary more often a name than a common word: ленке."""
    ORDINAL = auto()
    """второй, 25-й"""
    NUMBERED_ABBREVIATION = auto()
    """ТЭЦ-2"""
    SETTLEMENT_HEAD = auto()
    """посёлок, с., г."""
    OFFICE = auto()
    """администрация, министерство"""
    WATER = auto()
    """разлилась, обмелела"""
    ROAD = auto()
    """М-4, 7-я линия"""
    QUARTER = auto()
    """микрорайон, мкр, квартал"""
    DISTRICT = auto()
    """In small letters, and what districts of many towns are called: ленинский."""
    ABBREVIATED_DISTRICT = auto()
    """р-н"""
    GIVEN = auto()
    """In small letters, and to the dictionary a given name and nothing else: вовка, катя."""
    DATED = auto()
    """Пышма-2035"""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a document.

    Parameters
    ----------
    start, stop
        Half-open, counted in tokens.
    kind
        PER, LOC or ORG.
    canonical
        Its canonical form where the rule that found it knows it; else empty.
    sure
        Whether it stands even where it could be a common word.
    """

    start: int
    stop: int
    kind: str
    canonical: str = ""
    sure: bool = False

    @property
    def is_street(self) -> bool:
        """Whether a rule found that it is a street."""
        return self.canonical.startswith("улица ")


class ClueFinder:
    """Finds the words of documents that rules can start from.

    Parameters
    ----------
    strings
        Of the pipeline's vocabulary.
    judge
        Clues of a form, given its text and its dictionary form; must depend on nothing else.
    """

    def __init__(self, strings: StringStore, judge: Callable[[str, str], tuple[Clue, ...]]) -> None:
        self._strings = strings
        self._judge = judge
        self._known: dict[tuple[int, int], tuple[Clue, ...]] = {}

    def find(self, doc: Doc) -> dict[Clue, list[int]]:
        """Indices of the tokens that have each clue; clues that no token has are missing."""
        found: dict[Clue, list[int]] = {}
        known = self._known
        for index, key in enumerate(map(tuple, doc.to_array([ORTH, LEMMA]).tolist())):
            clues = known.get(key)
            if clues is None:
                clues = self._remember(key)
            for clue in clues:
                found.setdefault(clue, []).append(index)
        return found

    def _remember(self, key: tuple[int, int]) -> tuple[Clue, ...]:
        if len(self._known) >= MAX_REMEMBERED:
            self._known.clear()
        form, lemma = (self._strings[number] if number else "" for number in key)
        clues = self._known[key] = self._judge(form, lemma)
        return clues


@dataclass(frozen=True)
class Text:
    """A document with its clues and the dictionary."""

    doc: Doc
    clues: dict[Clue, list[int]]
    morphology: Morphology
    _tokens: dict[Clue, list[Token]] = field(default_factory=dict)

    def tokens(self, clue: Clue) -> list[Token]:
        """Tokens that have a clue, in order."""
        found = self._tokens.get(clue)
        if found is None:
            found = self._tokens[clue] = [self.doc[index] for index in self.clues.get(clue, ())]
        return found

    @cached_property
    def waters(self) -> frozenset[int]:
        """«Весной Сылва разлилась», «обмелела наша Вельгия»: tokens beside what waters do, over a word or none."""
        doc, found = self.doc, set[int]()
        for doing in self.tokens(Clue.WATER):
            before, after = doing.i - 1, doing.i + 1
            before -= before > 0 and doc[before].pos_ in {"ADV", "PART"}
            after += after + 1 < len(doc) and doc[after].pos_ in {"DET", "ADJ"}
            found |= {before, after}
        return frozenset(found)


def plain(text: str) -> str:
    """Lower case, ё as е: the form under which words are looked up."""
    return text.lower().replace("ё", "е")


def is_of_place(lemma: str) -> bool:
    """Whether an adjective is made from a name, as a rule of a place: «уральский», but not «исторический»."""
    return lemma.endswith(("ский", "цкий")) and not lemma.endswith("ческий")


def is_capitalized(token: Token) -> bool:
    """Whether a token is a word that begins with a capital letter."""
    return is_capital_form(token.text)


def is_capital_form(text: str) -> bool:
    """Whether a form is a word that begins with a capital letter.

    >>> [is_capital_form(text) for text in ("Пышма", "Йошкар-Ола", "школа", "2035", "«")]
    [True, True, False, False, False]
    """
    return text[:1].isupper() and (text.isalpha() or "-" in text)


def is_acronym(text: str) -> bool:
    """Whether a word has capitals inside, as abbreviations do.

    >>> [is_acronym(text) for text in ("БрГУ", "КамАЗ", "Пышма", "Йошкар-Ола")]
    [True, True, False, False]
    """
    return text.isalpha() and sum(map(str.isupper, text)) > 1 and not text.isupper()


def is_dated(text: str) -> bool:
    """Whether a word has a year hung on.

    >>> [is_dated(text) for text in ("Пышма-2035", "Т-34", "М-4")]
    [True, False, False]
    """
    return _DATED.fullmatch(text) is not None


def replace_overlapping(names: Iterable[Name], better: Sequence[Name]) -> list[Name]:
    """Put names in place of all that overlap with them; among themselves the first wins."""
    taken: set[int] = set()
    kept = []
    for name in [*better, *names]:
        tokens = set(range(name.start, name.stop))
        if not tokens & taken:
            taken |= tokens
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def covered(names: Iterable[Name]) -> set[int]:
    """Indices of the tokens of names."""
    return {index for name in names for index in range(name.start, name.stop)}


def without(names: Iterable[Name], known: Sequence[Name]) -> list[Name]:
    """Names that overlap with none of the known ones."""
    if not known:
        return list(names)
    taken = covered(known)
    return [name for name in names if not taken & set(range(name.start, name.stop))]


def not_inside(names: Iterable[Name], known: Sequence[Name]) -> list[Name]:
    """Names that are no part of a longer one."""
    return [name for name in names if not any(_is_part(name, longer) for longer in known)]


def _is_part(name: Name, longer: Name) -> bool:
    inside = longer.start <= name.start and name.stop <= longer.stop
    return inside and name.stop - name.start < longer.stop - longer.start
