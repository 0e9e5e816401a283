"""People inside one document: Соня, С. Рябкова and Соня Рябкова are one person where only one fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

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
            by_word[word].add(key)
            by_word[word[0]].add(key)
    full = {}
    for key in names:
        candidates = set.intersection(*(by_word[word] for word in key.split()))
        longer = {other for other in candidates if _extends(other.split(), key.split())}
        longest = [one for one in longer if not any(_extends(other.split(), one.split()) for other in longer)]
        if len(longest) == 1:
            full[key] = longest[0]
    return full


def _extends(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether each word of the shorter name is a word of the longer one, or the first letter of one."""
    rest = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        match = next((other for other in rest if other == word or (len(word) == 1 and other[0] == word)), None)
        if match is None:
            return False
        rest.remove(match)
    return len(longer) > len(shorter) or len("".join(longer)) > len("".join(shorter))
