"""Who is named in a corpus, and which words of a text name them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import pandas as pd

from .contacts import find_contacts

WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD_BEFORE: Final = re.compile(rf"({WORD.pattern})[ \t\xa0]$")
_WORD_AFTER: Final = re.compile(rf"[ \t\xa0]({WORD.pattern})")
_BEGINNING: Final = re.compile(r"(?:^|[.!?…:;»“”\"«(\[\n—–-])[\s\"«“(\[—–-]*$")
_INITIALS_BEFORE: Final = re.compile(r"(?:\b[А-ЯЁA-Z]\.\s?){1,2}$")
_INITIALS_AFTER: Final = re.compile(r"\s?(?:[А-ЯЁA-Z]\.\s?){1,2}(?=\W|$)")
_INITIAL: Final = re.compile(r"\b[А-ЯЁA-Z](?=\.)")
_CLASS_BEFORE: Final = re.compile(r"\d\s?[«\"]?[А-ЯЁA-Z]\.\s?$")  # Я учусь в 5 А. Роза …
_NEAR: Final = 40
"""Characters before a word in which the word before it is looked for."""


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
    given
        It may be a first name or a patronymic.
    surname
        It may be a surname, or the dictionary does not have it.
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
    given: bool
    surname: bool
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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text; `keys` are its dictionary forms and itself, `number` that of a person found in this place."""

    start: int
    stop: int
    text: str
    reading: NameReading
    keys: frozenset[str]
    number: int | None = None

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


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
        self._letters: defaultdict[int, str] = defaultdict(str)
        self._phrases: defaultdict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
        self._protected: set[str] = set()
        mentions = list(_rows(entity_mentions, ("document_id", "entity_id", "text")))
        named: dict[tuple[str, str], int] = {}
        for document_id, entity_id, text in mentions:
            if number := self.numbers.get(entity_id):
                name = [word for word in map(self._word, WORD.finditer(text)) if word.capital]
                self._learn(name, number, _initials(text))
                named |= {(document_id, key): number for word in name for key in word.keys}
                self._remember(document_id, text, number)
        for document_id, entity_id, text in mentions:
            if entity_id not in self.numbers:
                self._protect(text)
                # Арсений Бабушкин, and further down «Бабушкин», a town
                self._remember(document_id, text, named.get((document_id, plain(text))))
        self._protected -= set(self._words)

    def _word(self, match: re.Match[str]) -> _Word:
        reading = self._read(match.group())
        return _Word(match.start(), match.end(), match.group(), reading, frozenset({*reading.lemmas, plain(match[0])}))

    def _learn(self, name: Sequence[_Word], number: int, initials: str) -> None:
        self._letters[number] += _first_letter(name, initials)
        for word in name:
            if len(word.text) > 1 and (word.reading.listed or not word.reading.known):
                for key in word.keys:
                    self._words[key].add(number)

    def _remember(self, document_id: str, text: str, number: int | None) -> None:
        """A phrase by its document and its first word; None for places and organisations."""
        if first := WORD.search(text):
            self._phrases[document_id, first.group()].setdefault(text[first.start() :], number)

    def _protect(self, text: str) -> None:
        """Words of places and organisations stay, unless they are first names that were taken for one."""
        self._protected |= {plain(word) for word in WORD.findall(text) if not self._read(word).sure or " " in text}

    def mask(self, text: str, document_id: str = "", *, everywhere: bool = False) -> str:
        """Put pseudonyms in place of names, and words in brackets in place of contacts; see `find`."""
        for start, stop, instead in reversed(self.find(text, document_id, everywhere=everywhere)):
            text = f"{text[:start]}{instead}{text[stop:]}"
        return text

    def find(self, text: str, document_id: str = "", *, everywhere: bool = False) -> list[tuple[int, int, str]]:
        """Find names and contacts, and learn the names that were not known.

        Parameters
        ----------
        document_id
            Whose text it is: nicknames that are common words («Серый») are known in their document alone.
        everywhere
            Also words without a capital letter that may be a name, as in names of files.

        Returns
        -------
        start, stop and what is to stand there instead, in the order of the text
        """
        contacts, text = find_contacts(text)
        names: list[tuple[int, int, str]] = []
        for name in _join(text, self._find_words(text, document_id, everywhere=everywhere)):
            start, stop = _with_initials(text, name[0].start, name[-1].stop)
            if names and start < names[-1][1]:  # Иванова А. Петрова Б.
                start = name[0].start
            number = self._choose_number(name, _initials(text[start : name[0].start] + text[name[-1].stop : stop]))
            names.append((start, stop, pseudonym(number)))
        return sorted([*contacts, *names])

    def is_name(self, lemma: str) -> bool:
        """Whether a dictionary form on its own tells a name."""
        reading = self._read(lemma)
        return reading.only or (plain(lemma) in self._words and reading.possible)

    def _find_words(self, text: str, document_id: str, *, everywhere: bool) -> Iterator[_Word]:
        """Words of a text that name somebody; a phrase that was found as a person is one word."""
        done, place, end_of_place = 0, "", 0
        for match in WORD.finditer(text):
            if match.start() < done:
                continue
            phrases = self._phrases.get((document_id, match.group()), {})
            phrase = max((one for one in phrases if _stands_at(one, text, match.start())), key=len, default="")
            word = self._word(match)
            if phrase and (number := phrases[phrase]) is not None:
                done = match.start() + len(phrase)
                yield replace(word, stop=done, text=phrase, number=number)
                continue
            if phrase:
                place, end_of_place = phrase, match.start() + len(phrase)
            elif match.start() >= end_of_place:
                place = ""
            if self._tells(word, text, place, everywhere=everywhere):
                yield word

    def _tells(self, word: _Word, text: str, place: str, *, everywhere: bool) -> bool:
        """Whether a word names a person; `place` is the name of a place or an organisation that it is a part of."""
        reading = word.reading
        if " " not in place and self._stands_by_name(word, text):
            return True
        protected = plain(word.text) in self._protected
        if place and (protected or (reading.known and not reading.possible)):
            return False
        if not word.keys.isdisjoint(self._words) and (word.capital or (everywhere and reading.listed)):
            return True
        if protected:
            return False
        begins = bool(_BEGINNING.search(text, max(0, word.start - _NEAR), word.start))
        told = reading.sure or (reading.possible and not begins) if word.capital else reading.only
        return told or (everywhere and reading.listed)

    def _stands_by_name(self, word: _Word, text: str) -> bool:
        """Whether a surname has initials or a first name beside it, or a first name has a surname or a patronymic.

        Towns are called like many surnames: «Иванова А. П.» and «Иванова Анна», not «из Иванова».
        """
        reading = word.reading
        if not word.capital or len(word.text) == 1 or not (reading.given or reading.surname):
            return False
        if reading.surname and _with_initials(text, word.start, word.stop) != (word.start, word.stop):
            return not _CLASS_BEFORE.search(text, max(0, word.start - _NEAR), word.start)
        before = _WORD_BEFORE.search(text, max(0, word.start - _NEAR), word.start)
        beside = [match[1] for match in (before, _WORD_AFTER.match(text, word.stop)) if match]
        others = [self._read(other) for other in beside if other[0].isupper() and len(other) > 1]
        return any(other.given or (reading.given and other.surname) for other in others)

    def _choose_number(self, name: Sequence[_Word], initials: str) -> int:
        """Number of the person whom words beside each other name; a new one for whom they do not fit.

        The surname decides, or all words do: Анна Петровна is not Анна Сергеевна, Ким Анна is not Ким О.
        """
        for word in name:
            if word.number is not None:
                return word.number
        numbers = [(word, set[int]().union(*(self._words.get(key, ()) for key in word.keys))) for word in name]
        known = [found for _, found in numbers if found]
        of_surname = next((found for word, found in numbers if found and word.reading.surname), set[int]())
        shared = set.intersection(*known) if known else set()
        enough = bool(of_surname) or len(known) > 1 or len(known) == len(name)
        letter = _first_letter(name, initials)
        fitting = [one for one in shared or of_surname if letter in (self._letters[one] or letter)]
        if enough and fitting:
            number = min(fitting)
        else:
            number, self._next = self._next, self._next + 1
        self._learn(name, number, initials)
        return number


def plain(word: str) -> str:
    """Small letters, ё as е."""
    return word.lower().replace("ё", "е")


def _rows(table: pd.DataFrame, columns: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(table[column] for column in columns), strict=True)


def _stands_at(phrase: str, text: str, place: int) -> bool:
    stop = place + len(phrase)
    return text.startswith(phrase, place) and not text[stop : stop + 1].isalpha()


def _join(text: str, words: Iterable[_Word]) -> list[list[_Word]]:
    """Words of one name together: those with nothing but a space between them."""
    names: list[list[_Word]] = []
    for word in words:
        between = text[names[-1][-1].stop : word.start] if names else ""
        if between.isspace() and "\n" not in between:
            names[-1].append(word)
        else:
            names.append([word])
    return names


def _initials(text: str) -> str:
    return "".join(_INITIAL.findall(text))


def _first_letter(name: Sequence[_Word], initials: str) -> str:
    """First letter of the first name, where a surname stands beside it; else nothing."""
    given = [word.text for word in name if word.reading.given and not word.reading.surname and len(name) > 1]
    return (initials or "".join(given))[:1].lower()


def _with_initials(text: str, start: int, stop: int) -> tuple[int, int]:
    before = _INITIALS_BEFORE.search(text, max(0, start - 6), start)
    after = _INITIALS_AFTER.match(text, stop)
    return (before.start() if before else start), (stop + len(after.group().rstrip()) if after else stop)
