"""The notation of codebook patterns: text that a person writes → a small tree.

==============================  ==================================================================
``парк``                        the word in any form
``детская площадка``            words next to each other, in this order, each in any form
``эколог*``                     every word that begins so
``(ремонт | строительство)``    one of several; each may be a phrase
``построить ... парк``          a gap of up to three words inside the sentence, ``..5`` of up to five
``чистый & воздух``             any order, up to four other words between them, ``&8`` up to eight
``очень? грязный``              a word that may be missing
``=детьми``, ``=ТЦ``            exactly this form; with a capital letter, exactly this spelling
``стать/VERB``, ``стать/глаг``  the word as this part of speech only
``школа & <нехватка>``          one of the words of a list that the codebook names
==============================  ==================================================================

A comma or a dash in a gap counts as two words; quotation marks and line breaks count for nothing.
``docs/codebook.md`` explains it for people who write codebooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from ..errors import CodebookError, did_you_mean

DEFAULT_GAP = 3
DEFAULT_DISTANCE = 4
MAX_DISTANCE = 99
MAX_GAP = 15
MAX_LENGTH = 1000
MAX_DEPTH = 8
MAX_NEAR = 4
MIN_PREFIX = 2

PARTS_OF_SPEECH = {
    "сущ": ("NOUN", "PROPN"),  # «Очередь» at the beginning of a sentence may be taken for a name
    "прил": ("ADJ",),
    "глаг": ("VERB", "AUX"),  # был
    "нареч": ("ADV",),
    "мест": ("PRON", "DET"),  # он; мой, этот, весь
    "числ": ("NUM",),
    "имя": ("PROPN",),
    **{tag: (tag,) for tag in ("NOUN", "ADJ", "VERB", "ADV", "PRON", "DET")},
    **{tag: (tag,) for tag in ("NUM", "PROPN", "AUX", "ADP", "PART", "INTJ")},
}
"""Names after ``/``: Universal Dependencies tags, and Russian abbreviations for what a school grammar means by them."""

_LEXEME = re.compile(r"\s+|\(|\)|\||&\d*|\.\.\.|…|\.\.\d*|\?|<[^<>]*>|(?:(?!\.\.)[^\s()|&?…<>])+|.")
_WORD = re.compile(r"(=?)([\w№][\w\-'’.+№]*|№)(\*?)(?:/(\w+))?")


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `mode` says what is compared: the dictionary form, the form as written, or how it begins.

    `pos` are the parts of speech as which it counts; all where there are none.
    """

    text: str
    mode: Literal["lemma", "form", "prefix"] = "lemma"
    pos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `words` words in between."""

    words: int


@dataclass(frozen=True, slots=True)
class Maybe:
    """A word or group that may be missing."""

    item: Word | Choice


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several phrases."""

    options: tuple[Phrase, ...]


Item = Word | Gap | Maybe | Choice
Phrase = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Phrases in any order in one sentence, together at most `distance` other words between them."""

    phrases: tuple[Phrase, ...]
    distance: int = 0


Expression = tuple[Near, ...]
"""What a pattern means: any of these."""

Lists = Mapping[str, Choice]
"""Named lists of a codebook: ``<name>`` in a pattern stands for any of its phrases."""


def _lexemes(text: str) -> list[str]:
    return [lexeme for lexeme in _LEXEME.findall(text) if not lexeme.isspace()]


class _Parser:
    """Recursive descent over the lexemes of one pattern; every fault names its place in the text."""

    def __init__(self, text: str, lists: Lists) -> None:
        self.text = text
        self.lists = lists
        self.lexemes = [*_lexemes(text), ""]  # the end
        self.next = 0

    def fault(self, message: str, *, at: int | None = None) -> CodebookError:
        """The error for the lexeme of number `at`, by default the next one."""
        places = [found.start() for found in _LEXEME.finditer(self.text) if not found[0].isspace()]
        place = [*places, len(self.text)][self.next if at is None else at]
        return CodebookError(f"{self.text!r}, character {place + 1}: {message}")

    def peek(self) -> str:
        return self.lexemes[self.next]

    def take(self) -> str:
        self.next += 1
        return self.lexemes[self.next - 1]

    def expression(self) -> Expression:
        options = [self.near()]
        while self.peek() == "|":
            self.take()
            options.append(self.near())
        if self.peek():
            raise self.fault(f"unexpected {self.peek()!r}; a bracket is closed that was not opened")
        return tuple(options)

    def near(self) -> Near:
        phrases, distance = [self.phrase(depth=0)], 0
        while self.peek().startswith("&"):
            distance += self.distance()
            phrases.append(self.phrase(depth=0))
        if len(phrases) > MAX_NEAR:
            raise self.fault(f"& joins at most {MAX_NEAR} phrases; write several patterns", at=0)
        return Near(tuple(phrases), distance)

    def distance(self) -> int:
        at, lexeme = self.next, self.take()
        words = int(lexeme[1:] or DEFAULT_DISTANCE)
        if words > MAX_DISTANCE:
            raise self.fault(f"& has 0 to {MAX_DISTANCE} words between, found {lexeme!r}", at=at)
        return words

    def phrase(self, *, depth: int) -> Phrase:
        start, items = self.next, list(self.items(depth))
        if not items:
            raise self.fault("a word is missing here", at=start)
        if isinstance(items[0], Gap) or isinstance(items[-1], Gap):
            raise self.fault("a gap needs a word on either side; delete it", at=start)
        if any(isinstance(a, Gap) and isinstance(b, Gap) for a, b in pairwise(items)):
            raise self.fault("two gaps in a row; write one, such as ..5", at=start)
        if all(isinstance(item, Maybe) for item in items):
            raise self.fault("every word may be missing; delete one question mark", at=start)
        return tuple(items)

    def items(self, depth: int) -> Iterator[Item]:
        while (lexeme := self.peek()) not in {"", "|", ")"} and lexeme[0] != "&":
            if lexeme == "?":
                raise self.fault("a question mark belongs right after a word or a bracket")
            if lexeme[0] == "…" or lexeme.startswith(".."):
                yield self.gap()
            else:
                yield self.maybe(self.item(lexeme, depth))

    def item(self, lexeme: str, depth: int) -> Word | Choice:
        if lexeme == "(":
            return self.group(depth + 1)
        return self.list() if lexeme.endswith(">") else self.word()

    def list(self) -> Choice:
        at, name = self.next, self.take()[1:-1].strip()
        if name not in self.lists:
            known = f": {', '.join(self.lists)}" if self.lists else " none, add it to lists"
            raise self.fault(f"no list {name!r}; the codebook has{known}{did_you_mean(name, self.lists)}", at=at)
        return self.lists[name]

    def maybe(self, item: Word | Choice) -> Item:
        if self.peek() != "?":
            return item
        self.take()
        return Maybe(item)

    def gap(self) -> Gap:
        at, lexeme = self.next, self.take()
        if lexeme in {"...", "…"}:
            return Gap(DEFAULT_GAP)
        words = int(lexeme[2:] or 0)
        if not 0 < words <= MAX_GAP:
            raise self.fault(f"a gap is written ... (three words) or ..1 to ..{MAX_GAP}, found {lexeme!r}", at=at)
        return Gap(words)

    def group(self, depth: int) -> Choice:
        opened = self.next
        self.take()
        if depth > MAX_DEPTH:
            raise self.fault(f"brackets are nested deeper than {MAX_DEPTH}; write several patterns", at=opened)
        options = [self.phrase(depth=depth)]
        while self.peek() == "|":
            self.take()
            options.append(self.phrase(depth=depth))
        if self.peek().startswith("&"):
            raise self.fault("& cannot stand inside brackets; write several patterns")
        if self.peek() != ")":
            raise self.fault("this bracket is not closed", at=opened)
        self.take()
        return Choice(tuple(options))

    def word(self) -> Word:
        at, lexeme = self.next, self.take()
        try:
            return _read_word(lexeme)
        except CodebookError as error:
            raise self.fault(str(error), at=at) from None


@lru_cache(maxsize=50_000)
def _read_word(lexeme: str) -> Word:
    found = _WORD.fullmatch(lexeme)
    if found is None:
        raise CodebookError(f"{lexeme!r} is not a word; one word is letters, digits and hyphens")
    exact, text, star, pos = found.groups()
    if pos and pos not in PARTS_OF_SPEECH:
        hint = did_you_mean(pos, PARTS_OF_SPEECH)
        raise CodebookError(f"part of speech {pos!r} is unknown; known: {', '.join(PARTS_OF_SPEECH)}{hint}")
    if exact and star:
        raise CodebookError("= asks for one exact form and * for many; keep one of them")
    if star and len(text) < MIN_PREFIX:
        raise CodebookError(f"{lexeme!r} matches too much; give at least {MIN_PREFIX} letters before *")
    mode: Literal["lemma", "form", "prefix"] = "form" if exact else "prefix" if star else "lemma"
    return Word(text, mode, PARTS_OF_SPEECH[pos] if pos else ())


def words_of(expression: Expression) -> Iterator[Word]:
    """Every word of a pattern, in the order in which they are written."""

    def walk(item: Item) -> Iterator[Word]:
        if isinstance(item, Word):
            yield item
        elif isinstance(item, Maybe):
            yield from walk(item.item)
        elif isinstance(item, Choice):
            yield from (word for option in item.options for part in option for word in walk(part))

    yield from (word for near in expression for phrase in near.phrases for item in phrase for word in walk(item))


def normalise_pattern(text: str) -> str:
    """Write a pattern in its one canonical way: spaces, letter case and ё no longer matter.

    >>> normalise_pattern("Чист*(воздух|вода)…")
    'чист* ( воздух | вода ) ...'
    """
    named = ["..." if lexeme == "…" else lexeme for lexeme in _lexemes(text)]
    return " ".join(lexeme if lexeme.startswith("=") else _fold_word(lexeme) for lexeme in named)


@lru_cache(maxsize=50_000)
def _fold_word(lexeme: str) -> str:
    """Fold the word and leave a part of speech after ``/`` as it is."""
    word, slash, pos = lexeme.partition("/")
    return fold(word) + slash + pos


def fold(word: str) -> str:
    """Letter case and ё do not tell words apart.

    >>> fold("Ёлка")
    'елка'
    """
    return word.lower().replace("ё", "е")


def parse_list(texts: Iterable[str]) -> Choice:
    """Read the phrases of a named list.

    Raises
    ------
    CodebookError
        As `parse_pattern`; lists know neither ``&`` nor other lists.
    """
    nears = [near for text in texts for near in parse_pattern(text)]
    joined = next((near for near in nears if len(near.phrases) > 1), None)
    if joined is not None:
        raise CodebookError("& cannot stand in a list; write it in the patterns")
    return Choice(tuple(near.phrases[0] for near in nears))


def parse_pattern(text: str, lists: Lists | None = None) -> Expression:
    """Read a pattern.

    Raises
    ------
    CodebookError
        With the pattern, the place (counted from 1), what was found and what to write.

    Examples
    --------
    >>> [near] = parse_pattern("чист* ..5 воздух")
    >>> near.phrases[0][:2]
    (Word(text='чист', mode='prefix', pos=()), Gap(words=5))
    """
    if not text.strip():
        raise CodebookError("the pattern is empty; delete it or give a word")
    if len(text) > MAX_LENGTH:
        raise CodebookError(
            f"{text[:40]!r}…: a pattern may have {MAX_LENGTH} characters, found {len(text)}; write several"
        )
    return _Parser(text, lists).expression() if lists and "<" in text else _parse_without_lists(text)


@lru_cache(maxsize=20_000)
def _parse_without_lists(text: str) -> Expression:
    """Most patterns name no list; a codebook asks for each several times."""
    return _Parser(text, {}).expression()
