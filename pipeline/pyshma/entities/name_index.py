"""Names of a corpus, found by what shorter, abbreviated or misspelt names have in common with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from .keys import adjective_stem, initials, name_key
from .lexicon import read_lexicon
from .mentions import Id, NameCount
from .morphology import Dictionary

RARE: Final = 3
"""Names in at most so many documents may be misspelt."""


@cache
def place_heads() -> frozenset[str]:
    """Words such as улица, озеро that stay in a canonical name, as keys."""
    lexicon = read_lexicon()
    return frozenset(name_key(shown) for shown in {*lexicon.streets.values(), *lexicon.landscape.values()})


@cache
def street_heads() -> frozenset[str]:
    """Words such as улица, проспект, as keys."""
    return frozenset(map(name_key, read_lexicon().streets.values()))


def is_initialed(given: Iterable[str]) -> bool:
    """Whether one of the words before a surname is an initial.

    >>> is_initialed(["к."]), is_initialed(["карла"]), is_initialed([])
    (True, False, False)
    """
    return any(len(word.rstrip(".")) == 1 for word in given)


@cache
def institution_heads() -> frozenset[str]:
    """Words such as ДК, стадион that stand before a quoted name, as keys."""
    return frozenset(map(name_key, read_lexicon().quoted.values()))


@cache
def named_after_places() -> frozenset[str]:
    """Words such as ТОС, УК, whose quoted name is often that of the place where they are, as keys."""
    return frozenset(map(name_key, read_lexicon().named_after_places))


class NameIndex:
    """Index of the names of a corpus.

    Parameters
    ----------
    counts
        All names.
    abbreviations
        Key of an abbreviation → ids of the long forms that texts give beside it.
    gazetteer
        Keys of names that are known to exist.
    dictionary
        Readings that the dictionary has for a word; with one it is no slip of another word.
    told_apart
        Ids of a short name and of a longer one that one document has for two things.
    """

    def __init__(
        self,
        counts: Iterable[NameCount],
        abbreviations: Mapping[str, Iterable[Id]],
        gazetteer: frozenset[str],
        dictionary: Dictionary,
        told_apart: Container[tuple[Id, Id]] = frozenset(),
    ) -> None:
        self.names = sorted(counts, key=lambda item: item.id)
        self._gazetteer = gazetteer
        self._dictionary = dictionary
        self.told_apart = told_apart
        self.by_rest_of_adjectives: dict[str, list[NameCount]] = defaultdict(list)
        self.by_first_part: dict[str, list[NameCount]] = defaultdict(list)
        self.by_rest: dict[str, list[NameCount]] = defaultdict(list)
        self.by_stem: dict[str, list[NameCount]] = defaultdict(list)
        self.by_initials: dict[str, list[NameCount]] = defaultdict(list)
        self.streets_by_surname: dict[tuple[str, str], list[NameCount]] = defaultdict(list)
        self.single_by_stem: dict[str, list[NameCount]] = defaultdict(list)
        self._by_deletion: dict[str, list[NameCount]] = defaultdict(list)
        for name in self.names:
            if name.id[0] != "PER":
                self._add(name)
        self.by_id = by_id = {name.id: name for name in self.names}
        self.by_abbreviation: dict[str, list[NameCount]] = defaultdict(list)
        for key, ids in abbreviations.items():
            self.by_abbreviation[key] = [by_id[id_] for id_ in sorted(set(ids)) if id_ in by_id]

    def _add(self, name: NameCount) -> None:
        words = name.words
        for key in deletions(name.id[1]):
            self._by_deletion[key].append(name)
        if len(words) == 1:
            if stem := adjective_stem(words[0]):
                self.single_by_stem[stem].append(name)
            return
        self.by_initials[initials(name.id[1])].append(name)
        if words[0] in street_heads() and _may_be_of_person(words[1:]):
            self.streets_by_surname[words[0], words[-1]].append(name)
        if words[0] in place_heads() | institution_heads():
            self.by_rest[" ".join(words[1:])].append(name)
        elif len(words) == 2 and words[1] in place_heads():
            self.by_stem[adjective_stem(words[0])].append(name)
        else:
            self._add_parts(name)

    def _add_parts(self, name: NameCount) -> None:
        words = name.words
        for place in range(1, len(words)):
            if not adjective_stem(words[place - 1]):
                break
            self.by_rest_of_adjectives[" ".join(words[place:])].append(name)
        if "-" in name.shown:
            self.by_first_part[words[0]].append(name)

    def text_keys(self, name: NameCount) -> set[str]:
        """Keys of the surface forms of a name."""
        return {name_key(text) for text in name.texts}

    def is_known(self, name: NameCount) -> bool:
        """Whether the name stands in the gazetteer."""
        return name.id[1] in self._gazetteer

    def is_unknown_word(self, name: NameCount) -> bool:
        """Whether the dictionary lacks one of the words, so that the name may be a slip."""
        return not all(self._dictionary(word) for word in name.words)

    def near(self, name: NameCount) -> Iterator[NameCount]:
        """Names of the same kind that differ in one letter: more, less, another one, or two exchanged."""
        if name.n_documents > RARE:
            return
        found = {other.id: other for key in deletions(name.id[1]) for other in self._by_deletion.get(key, ())}
        for other in found.values():
            alike = other.id[0] == name.id[0] and other.id != name.id and other.id[1][0] == name.id[1][0]
            if alike and differ_in_one_letter(name.id[1], other.id[1]):
                yield other


def _may_be_of_person(rest: Sequence[str]) -> bool:
    """«маркса», «к. маркса», «карла маркса», but not «30 лет победы»."""
    return len(rest) == 1 or is_initialed(rest) or " ".join(rest) in read_lexicon().eponyms


def deletions(key: str) -> set[str]:
    """A key, and the key without each of its letters: two keys that differ in one letter share one of these.

    >>> sorted(deletions("омск"))
    ['мск', 'омк', 'омс', 'омск', 'оск']
    """
    return {key, *(key[:place] + key[place + 1 :] for place in range(len(key)))}


def differ_in_one_letter(first: str, second: str) -> bool:
    """Whether one letter more, less or different, or two neighbours exchanged, make the second of the first.

    >>> [differ_in_one_letter("ревда", other) for other in ("ревдда", "рева", "ревна", "рведа", "руза")]
    [True, True, True, True, False]
    """
    short, long = sorted((first, second), key=len)
    start = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    rest = short[start + 1 :], long[start + 1 :]
    exchanged = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return rest[0] == rest[1] or exchanged
