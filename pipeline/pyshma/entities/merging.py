"""Which names of a corpus are short, misread or abbreviated forms of another name of the corpus.

Each rule looks names up by a word, a stem or initials, never all with all, and merges only where one longer name fits
or one clearly dominates. Rules are tried in order; the first that finds a longer name decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from .keys import adjective_stem, initials, name_key
from .lexicon import read_lexicon

Id = tuple[str, str]
"""Kind and key of a name."""

DOMINANCE: Final = 2.0
"""A longer name wins over a rival when it stands in this many times as many documents."""
MIN_SUPPORT: Final = 2
"""Documents in which a longer name must stand before an abbreviation is taken for it."""
MIN_SHARE_OF_SHORT: Final = 0.5
"""«озеро Балтым» takes «Балтым» over only if it is named in full at least half as often: there may be a village too."""
MIN_SHARE_OF_HEAD: Final = 0.2
"""«Верхняя Пышма» takes «Пышма» over also where people mostly leave the first word out."""


@dataclass(slots=True)
class NameCount:
    """A name with its counts in the corpus.

    Attributes
    ----------
    n_documents, n_mentions
        How often it occurs.
    texts
        Surface forms with their counts.
    """

    id: Id
    n_documents: int = 0
    n_mentions: int = 0
    texts: dict[str, int] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        """Words of the key."""
        return self.id[1].split()

    @property
    def attested(self) -> bool:
        """Whether the nominative itself was written somewhere, so that it is not a guess from an oblique case."""
        return any(name_key(text) == self.id[1] for text in self.texts)


class Index:
    """Names of a corpus, found by what shorter names have in common with them."""

    def __init__(self, names: Iterable[NameCount]) -> None:
        self.by_last: dict[str, list[NameCount]] = defaultdict(list)
        self.by_rest: dict[str, list[NameCount]] = defaultdict(list)
        self.by_stem: dict[str, list[NameCount]] = defaultdict(list)
        self.by_initials: dict[str, list[NameCount]] = defaultdict(list)
        self.single_by_stem: dict[str, list[NameCount]] = defaultdict(list)
        for name in sorted(names, key=lambda item: item.id):
            self._add(name)

    def _add(self, name: NameCount) -> None:
        words = name.words
        if name.id[0] == "PER":
            return
        if len(words) == 1:
            if stem := adjective_stem(words[0]):
                self.single_by_stem[stem].append(name)
            return
        self.by_initials[initials(name.id[1])].append(name)
        if words[0] in place_heads():
            self.by_rest[" ".join(words[1:])].append(name)
        elif len(words) == 2 and words[1] in place_heads():
            self.by_stem[adjective_stem(words[0])].append(name)
        elif all(adjective_stem(word) for word in words[:-1]):
            self.by_last[words[-1]].append(name)


@cache
def place_heads() -> frozenset[str]:
    """Words such as улица, озеро that stay in a canonical name, as keys."""
    lexicon = read_lexicon()
    return frozenset(name_key(shown) for shown in {*lexicon.streets.values(), *lexicon.landscape.values()})


def dominant(candidates: Iterable[NameCount]) -> NameCount | None:
    """The only candidate, or the one that stands in twice as many documents as the next; else None."""
    ranked = sorted(candidates, key=lambda name: (-name.n_documents, name.id))
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0].n_documents < DOMINANCE * ranked[1].n_documents:
        return None
    return ranked[0]


def _gender_variant(name: NameCount, index: Index) -> NameCount | None:
    """«в Мостовском» was read as Мостовский, but somewhere Мостовское is written."""
    stem = adjective_stem(name.id[1])
    if not stem or name.attested:
        return None
    written = [other for other in index.single_by_stem[stem] if other.attested and other.id != name.id]
    return dominant(written) or _most_frequent_guess(name, index.single_by_stem[stem])


def _most_frequent_guess(name: NameCount, variants: Iterable[NameCount]) -> NameCount | None:
    """Where no variant is written in the nominative, the most frequent guess stands for all."""
    guesses = [other for other in variants if not other.attested]
    best = min(guesses, key=lambda other: (-other.n_documents, other.id), default=None)
    return None if best is None or best.id == name.id else best


def _shortened(name: NameCount, index: Index) -> NameCount | None:
    """Пышма → Верхняя Пышма: adjectives and the same last word."""
    if name.id[0] == "PER":
        return None
    longer = [other for other in index.by_last[name.id[1]] if other.id[0] == name.id[0]]
    rivals = [other for other in index.by_rest[name.id[1]] if other.id[0] == name.id[0]]
    best = dominant([*longer, *rivals])
    if best is None or best not in longer:
        return None
    supported = best.n_documents >= MIN_SUPPORT and best.n_documents >= MIN_SHARE_OF_HEAD * name.n_documents
    return best if supported or best.n_documents >= name.n_documents else None


def _without_head(name: NameCount, index: Index) -> NameCount | None:
    """Ключи → озеро Ключи, Кривоусова → улица Кривоусова, Успенский → Успенский проспект."""
    stem = adjective_stem(name.id[1])
    texts = {name_key(text) for text in name.texts}
    longer = list(index.by_rest[name.id[1]]) + (list(index.by_stem[stem]) if stem else [])
    if len(texts) == 1:
        longer += index.by_rest[next(iter(texts))]
    best = dominant({other.id: other for other in longer}.values())
    return best if best and best.n_documents >= MIN_SHARE_OF_SHORT * name.n_documents else None


def _abbreviated(name: NameCount, index: Index) -> NameCount | None:
    """ВП → Верхняя Пышма, В. Пышма → Верхняя Пышма."""
    words = name.words
    if len(words) == 2 and len(words[0].rstrip(".")) == 1:
        first = words[0][0]
        return dominant(other for other in index.by_last[words[1]] if other.id[1].startswith(first))
    if len(words) > 1 or not any(text.isupper() for text in name.texts) or len(name.id[1]) < 2:
        return None
    best = dominant(index.by_initials[name.id[1]])
    return best if best and best.n_documents >= MIN_SUPPORT else None


def _implied_street(name: NameCount, index: Index) -> NameCount | None:
    """«на Космонавтов» was read as a street, but the corpus has проспект Космонавтов."""
    head, _, rest = name.id[1].partition(" ")
    if head != "улица" or any("ул" in text.casefold().split(" ")[0][:2] for text in name.texts):
        return None
    stem = adjective_stem(rest)
    others = [*index.by_rest[rest], *(index.by_stem[stem] if stem else [])]
    return dominant(other for other in others if other.id != name.id and other.words[0] != "улица")


SINGLE_WORD_RULES: Final[tuple[Callable[[NameCount, Index], NameCount | None], ...]] = (
    _gender_variant,
    _shortened,
    _without_head,
    _abbreviated,
)


def find_merges(names: Iterable[NameCount]) -> Mapping[Id, Id]:
    """Names that stand for another name of the corpus.

    Returns
    -------
    mapping
        From the kind and key of a name to those of the name it belongs to; chains are followed to their end.
    """
    counts = sorted(names, key=lambda name: name.id)
    index = Index(counts)
    merges: dict[Id, Id] = {}
    for name in counts:
        rules = SINGLE_WORD_RULES if len(name.words) == 1 else (_abbreviated, _implied_street)
        longer = next((found for rule in rules if (found := rule(name, index)) is not None), None)
        if longer is not None and longer.id != name.id:
            merges[name.id] = longer.id
    return {start: _follow(start, merges) for start in merges}


def _follow(start: Id, merges: Mapping[Id, Id]) -> Id:
    seen = {start}
    end = start
    while end in merges and merges[end] not in seen:
        end = merges[end]
        seen.add(end)
    return end
