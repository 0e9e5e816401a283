"""Who is named in a corpus, and which words of a text name them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import pandas as pd

from .contacts import mask_contacts

WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEGINNING: Final = re.compile(r"(?:^|[.!?…:;»“”\"«(\[\n—–-])[\s\"«“(\[—–-]*$")
_INITIALS_BEFORE: Final = re.compile(r"(?:\b[А-ЯЁA-Z]\.\s?){1,2}$")
_INITIALS_AFTER: Final = re.compile(r"\s?(?:[А-ЯЁA-Z]\.\s?){1,2}(?=\W|$)")


@dataclass(frozen=True, slots=True)
class NameReading:
    """A word as a name of a person.

    Parameters
    ----------
    lemmas
        Dictionary forms, ё as е; only those that are names where there are some.
    known
        The word stands in the dictionary.
    listed
        It may be a first name, surname or patronymic.
    possible
        It may be a first name, surname or patronymic, and is no name of a place or an organisation.
    sure
        Its most probable reading is one: «Тимуром», not «Роза».
    only
        It has no other reading.
    """

    lemmas: frozenset[str]
    known: bool
    listed: bool
    possible: bool
    sure: bool
    only: bool


NameWords: TypeAlias = Callable[[str], NameReading]
"""Reads a word as a name."""


def pseudonym(number: int) -> str:
    """What stands in place of a name.

    >>> pseudonym(12)
    '[имя 12]'
    """
    return f"[имя {number}]"


class People:
    """Persons of a corpus and the words that name them.

    Parameters
    ----------
    entities, entity_mentions
        Tables of an analysis.
    read_name
        Knows first names, surnames and patronymics in all their forms.
    """

    def __init__(self, entities: pd.DataFrame, entity_mentions: pd.DataFrame, read_name: NameWords) -> None:
        self._read = read_name
        persons = entities.loc[entities["kind"] == "PER", "entity_id"]
        self.numbers = {entity_id: number for number, entity_id in enumerate(persons, start=1)}
        self._next = len(self.numbers) + 1
        self._words: defaultdict[str, set[int]] = defaultdict(set)
        self._phrases: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._protected: set[str] = set()
        for document_id, entity_id, text in _rows(entity_mentions, ("document_id", "entity_id", "text")):
            number = self.numbers.get(entity_id)
            if number is None:
                self._protect(text)
            else:
                self._learn(document_id, text, number)
        self._protected -= set(self._words)

    def _learn(self, document_id: str, text: str, number: int) -> None:
        self._phrases[document_id][text] = number
        for word in WORD.findall(text):
            reading = self._read(word)
            if word[0].isupper() and (reading.possible or not reading.known):
                for lemma in {*reading.lemmas, plain(word)}:
                    self._words[lemma].add(number)

    def _protect(self, text: str) -> None:
        """Words of places and organisations stay, unless they are first names that were taken for one."""
        self._protected |= {plain(word) for word in WORD.findall(text) if not self._read(word).sure or " " in text}

    def mask(self, text: str, document_id: str = "", *, everywhere: bool = False) -> str:
        """Put pseudonyms in place of names, and words in brackets in place of contacts.

        Parameters
        ----------
        document_id
            Whose text it is: nicknames that are common words («Серый») are known in their document alone.
        everywhere
            Also words without a capital letter that may be a name, as in names of files.
        """
        text = mask_contacts(text)
        spans = list(self._spans(text, document_id, everywhere=everywhere))
        for start, stop, number in reversed(_merge(text, spans)):
            text = f"{text[:start]}{pseudonym(number)}{text[stop:]}"
        return text

    def is_name(self, lemma: str) -> bool:
        """Whether a dictionary form on its own tells a name."""
        reading = self._read(lemma)
        return reading.only or (plain(lemma) in self._words and reading.possible)

    def _spans(self, text: str, document_id: str, *, everywhere: bool) -> Iterator[tuple[int, int, frozenset[int]]]:
        phrases = self._phrases.get(document_id, {})
        done = 0
        for match in WORD.finditer(text):
            if match.start() < done:
                continue
            phrase = max((one for one in phrases if _stands_at(one, text, match.start())), key=len, default="")
            if phrase:
                done = match.start() + len(phrase)
                yield match.start(), done, frozenset({phrases[phrase]})
            elif numbers := self._numbers(match, everywhere=everywhere):
                yield match.start(), match.end(), numbers

    def _numbers(self, match: re.Match[str], *, everywhere: bool) -> frozenset[int]:
        """Numbers of the persons whom a word may name; none where it names nobody."""
        word = match.group()
        if plain(word) in self._protected:
            return frozenset()
        reading = self._read(word)
        keys = {*reading.lemmas, plain(word)} & self._words.keys()
        capital = word[0].isupper()
        if keys and (capital or (everywhere and reading.listed)):
            return frozenset(number for key in keys for number in self._words[key])
        begins = bool(_BEGINNING.search(match.string, 0, match.start()))
        told = reading.sure or (reading.possible and not begins) if capital else reading.only
        if not (told or (everywhere and reading.listed)):
            return frozenset()
        lemma = min(reading.lemmas)
        self._words[lemma] = {self._next}
        self._next += 1
        return frozenset(self._words[lemma])


def plain(word: str) -> str:
    """Small letters, ё as е."""
    return word.lower().replace("ё", "е")


def _rows(table: pd.DataFrame, columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(table[column] for column in columns), strict=True)


def _stands_at(phrase: str, text: str, place: int) -> bool:
    stop = place + len(phrase)
    return text.startswith(phrase, place) and not text[stop : stop + 1].isalpha()


def _merge(text: str, spans: list[tuple[int, int, frozenset[int]]]) -> list[tuple[int, int, int]]:
    """Join words of one name, with the initials around it; the number is one that all words share, if there is one."""
    merged: list[tuple[int, int, frozenset[int]]] = []
    for start, stop, numbers in spans:
        if merged and text[merged[-1][1] : start].isspace() and "\n" not in text[merged[-1][1] : start]:
            before = merged.pop()
            merged.append((before[0], stop, before[2] & numbers or before[2]))
        else:
            merged.append((start, stop, numbers))
    return [(*_with_initials(text, start, stop), min(numbers)) for start, stop, numbers in merged]


def _with_initials(text: str, start: int, stop: int) -> tuple[int, int]:
    before = _INITIALS_BEFORE.search(text, max(0, start - 6), start)
    after = _INITIALS_AFTER.match(text, stop)
    return (before.start() if before else start), (len(text[: after.end()].rstrip()) if after else stop)
