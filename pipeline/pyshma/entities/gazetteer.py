"""Names that are known beforehand: the gazetteer that comes with pyshma, and the user's ``entities.yaml``.

What stands with a capital letter in a list is found with one; what stands in small letters is found in any letter case.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Final

from spacy.tokens import Doc, Token

from ..resources import data_path
from .forms import Forms
from .keys import name_key
from .neighbours import follows_quote
from .spans import is_verb
from .text import CAPITAL_VOWELS, QUOTES, Clue, Name, Text, plain

FILES: Final = ("places.toml", "organisations.toml", "people.toml")
ADDRESS_SIGNS: Final = frozenset("./@")
"""Signs before a part of a web address."""
REGIONS: Final = (" край", " область", " округ")
SHARED_LETTERS: Final = 3
"""Letters with which all case forms of a word begin; a shorter word shares all but its last."""
MIN_UNPRONOUNCEABLE: Final = 3


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of a list.

    Parameters
    ----------
    name
        As tables show it.
    kind
        PER, LOC or ORG.
    aliases
        Other ways to write it.
    """

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@cache
def read_gazetteer() -> tuple[KnownName, ...]:
    """Read the gazetteer that comes with pyshma; once per process."""
    names = []
    for file in FILES:
        data = tomllib.loads(data_path("models", "gazetteer", file).read_text(encoding="utf-8"))
        kind = data.pop("kind")
        names += [KnownName(name, kind, tuple(more)) for section in data.values() for name, more in section.items()]
    return tuple(names)


@cache
def gazetteer_digest() -> str:
    """SHA-256 of the files of the gazetteer: other lists, other names."""
    contents = (data_path("models", "gazetteer", file).read_bytes() for file in FILES)
    return sha256(b"\0".join(contents)).hexdigest()


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[str, ...]
    known: KnownName

    @property
    def sure(self) -> bool:
        """Whether letter case says nothing, so that it is no common word either."""
        return self.words[0].islower()


class Gazetteer:
    """Finds known names in texts.

    Parameters
    ----------
    names
        Earlier ones win over later ones.
    split
        Cuts a text into words as the pipeline does.
    always
        Whether a name stands also where it could be a common word that begins a sentence.
    """

    def __init__(
        self, names: Iterable[KnownName], forms: Forms, split: Callable[[str], list[str]], *, always: bool = False
    ) -> None:
        self._forms, self._split = forms, split
        self._always = always
        self._by_letters: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_form: dict[str, dict[str, list[_Pattern]]] = {}
        self._by_key: dict[str, KnownName] = {}
        for known in names:
            for spelling in (known.name, *known.aliases, *_in_small_letters(known)):
                self._by_key.setdefault(name_key(spelling), known)
                if words := tuple(split(spelling)):
                    self._by_letters[_letters(words[0])].append(_Pattern(words, known))

    def __bool__(self) -> bool:
        """Whether the list has names."""
        return bool(self._by_key)

    def get(self, name: str) -> KnownName | None:
        """The known name of which this is a spelling."""
        return self._by_key.get(name_key(name))

    def recognize(self, text: str) -> tuple[str, KnownName] | None:
        """The spelling of the list that a name in some case is a form of («Питере»: Питер), and what it stands for."""
        first, *others = self._split(text) or [""]
        for pattern in self._beginning(first):
            rest = pattern.words[1:]
            if len(rest) == len(others) and all(map(self._fits, others, rest)):
                return " ".join(pattern.words), pattern.known
        return None

    def starts(self, form: str) -> bool:
        """Whether a known name may begin with this form."""
        return next(self._beginning(form), None) is not None

    def _beginning(self, form: str) -> Iterator[_Pattern]:
        lower = plain(form)
        for n in range(min(len(lower), SHARED_LETTERS), 0, -1):
            if lower[:n] in self._by_letters:
                yield from (p for p in self._patterns(lower[:n]).get(lower, ()) if _has_capitals(form, p.words[0]))

    def _patterns(self, letters: str) -> dict[str, list[_Pattern]]:
        """Case form of the first word → patterns, of those that begin with these letters; made when first asked for."""
        found = self._by_form.get(letters)
        if found is None:
            found = self._by_form[letters] = defaultdict(list)
            for pattern in self._by_letters[letters]:
                for form in self._forms.of_word(pattern.words[0]):
                    found[form].append(pattern)
        return found

    def _fits(self, form: str, word: str) -> bool:
        return _has_capitals(form, word) and plain(form) in self._forms.of_word(word)

    def find(self, text: Text) -> list[Name]:
        """Known names of a text; of those that begin at one word the longest."""
        found = (self._longest(text, token.i) for token in text.tokens(Clue.KNOWN))
        return [name for name in found if name is not None]

    def _longest(self, text: Text, start: int) -> Name | None:
        doc = text.doc
        matches = [pattern for pattern in self._beginning(doc[start].text) if self._matches(doc, start, pattern)]
        if not matches:
            return None
        best = max(matches, key=lambda pattern: len(pattern.words))
        known, stop = best.known, start + len(best.words)
        if start and _is_address_or_time(doc[start - 1]):
            return None
        if not self._always and doc[start].is_lower and is_verb(doc[start], text.morphology):
            return None  # «уберу двор» is not to Uber
        if not self._always and known.kind == "LOC" and _is_quoted(doc, start, stop):
            return None
        sure = any(pattern.sure and pattern.known is known for pattern in matches)  # Сбербанк, also written сбербанк
        return Name(start, stop, known.kind, known.name, sure=self._always or sure)

    def _matches(self, doc: Doc, start: int, pattern: _Pattern) -> bool:
        stop = start + len(pattern.words)
        following = zip(doc[start + 1 : stop], pattern.words[1:], strict=False)
        return stop <= len(doc) and all(self._fits(token.text, word) for token, word in following)


def _in_small_letters(known: KnownName) -> Iterator[str]:
    """«стипендия пермского края»: regions are no other phrase."""
    if known.kind == "LOC" and known.name.endswith(REGIONS):
        yield known.name.lower()


def _has_capitals(form: str, word: str) -> bool:
    """Whether a form has the capitals that a word of a list has; «кхл» is no word, so that it can be nothing else."""
    if word.isupper() and form.islower() and _is_unpronounceable(word):
        return True
    if word[:1].isupper() and not form[:1].isupper():
        return False
    return form.isupper() or not (word.isupper() and len(word) > 1)


def _is_unpronounceable(word: str) -> bool:
    return len(word) >= MIN_UNPRONOUNCEABLE and CAPITAL_VOWELS.isdisjoint(word)


def _is_address_or_time(before: Token) -> bool:
    """«www.youtube.com», «в 12:30 мск»."""
    return before.text[-1:].isdigit() or (before.text in ADDRESS_SIGNS and not before.whitespace_)


def _letters(word: str) -> str:
    return plain(word)[: max(1, min(SHARED_LETTERS, len(word) - 1))]


def _is_quoted(doc: Doc, start: int, stop: int) -> bool:
    """«Урал» in quotes is a team or a motorcycle."""
    return follows_quote(doc[start]) and stop < len(doc) and doc[stop].text in QUOTES
