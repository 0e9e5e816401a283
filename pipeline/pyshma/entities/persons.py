"""People inside one document: Соня, С. Рябкова and Соня Рябкова are one person where only one fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from .lexicon import read_lexicon
from .mentions import Mention


def join_persons(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
    """Mentions of people with the key of the full name that their document has for them."""
    for _, group in groupby(mentions, key=lambda mention: mention.document_id):
        persons = [mention for mention in group if mention.kind == "PER" and not mention.own]
        if persons:
            full = _full_names({mention.key for mention in persons})
            yield from ((mention, full[mention.key]) for mention in persons if mention.key in full)


def _full_names(keys: Iterable[str]) -> dict[str, str]:
    """Key of a shorter name → the only longest name of the document that has all its words."""
    names = sorted(keys)
    by_word: dict[str, set[str]] = defaultdict(set)
    for key in names:
        for word in key.split():
            for form in _same_names(word):
                by_word[form].add(key)
            by_word[word[0]].add(key)
    full = {}
    for key in names:
        candidates = set.intersection(*(_with_word(word, by_word) for word in key.split()))
        longer = {other for other in candidates if _extends(other.split(), key.split())}
        longest = [one for one in longer if not any(_extends(other.split(), one.split()) for other in longer)]
        if len(longest) == 1:
            full[key] = longest[0]
    return full


def _same_names(word: str) -> frozenset[str]:
    """A word, and the full names of which it is a short form: верка → вера."""
    return read_lexicon().full_names.get(word, frozenset()) | {word}


def _with_word(word: str, by_word: Mapping[str, set[str]]) -> set[str]:
    return set[str]().union(*(by_word.get(form, set()) for form in _same_names(word)))


def _stands_for(word: str, other: str, *, loosely: bool) -> bool:
    """Whether a word is the first letter or a short form of another; `loosely`: another short form of it as well."""
    if len(word) == 1:
        return other[0] == word
    return bool(_same_names(word) & _same_names(other)) if loosely else other in _same_names(word)


def _extends(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether a name says all of a shorter one and more: further words, or in full what is a letter or a short form."""
    further = len(longer) > len(shorter)
    counterparts = _counterparts(shorter, longer, loosely=further)
    if counterparts is None or further:
        return counterparts is not None
    two_given_names = len(shorter) == 1 < len(shorter[0])  # Соня and София alone may be two people
    return not two_given_names and any(word != other for word, other in counterparts)


def _counterparts(words: Sequence[str], others: Sequence[str], *, loosely: bool) -> list[tuple[str, str]] | None:
    """Each word with one of the others that it stands for, the longest words first; None if one has no counterpart."""
    rest, pairs = list(others), []
    for word in sorted(words, key=len, reverse=True):
        standing = (other for other in rest if _stands_for(word, other, loosely=loosely))
        other = word if word in rest else next(standing, None)
        if other is None:
            return None
        rest.remove(other)
        pairs.append((word, other))
    return pairs
