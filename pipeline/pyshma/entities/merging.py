"""Which names of a corpus are short, misread, misspelt or abbreviated forms of another name of the corpus.

Each rule looks names up by a word, a stem, initials or the name with a letter left out, never all with all, and merges
only where one longer name fits or one clearly dominates. Rules are tried in order; the first that finds a longer name
decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from .keys import adjective_stem
from .mentions import Id, NameCount
from .name_index import NameIndex, is_initialed, named_after_places, street_heads
from .unknown_names import TOWN_ENDS

DOMINANCE: Final = 2.0
"""A longer name wins over a rival when it stands in this many times as many documents.

So do an institution's word and name over the bare name: beside ДК «Металлург» the team may be called Металлург.
"""
MIN_SUPPORT: Final = 2
"""Documents in which a longer name must stand before an abbreviation is taken for it."""
MIN_SHARE_OF_SHORT: Final = 0.5
"""«озеро Балтым» takes «Балтым» over only if it is named in full at least half as often: there may be a village too."""
MIN_SHARE_OF_HEAD: Final = 0.2
"""«Верхняя Пышма» takes «Пышма» over also where people mostly leave the first word out."""
MISSPELT_RATIO: Final = 5.0
"""A spelling is a slip of another that stands in this many times as many documents."""
MIN_MISSPELT: Final = 6
"""Letters of a name below which one letter makes too much of a difference."""

FEMININE: Final = ("ая", "яя")
ONLY_FEMININE: Final = ("ую", "юю")
NOT_FEMININE: Final = ("ого", "его", "ому", "ему", "ом", "ем", "ым", "им")
"""Ends of the cases of adjectives that show the gender."""

Rule = Callable[[NameCount, NameIndex], NameCount | None]


@dataclass(frozen=True, slots=True)
class Merge:
    """That a name stands for another one, and why.

    Parameters
    ----------
    source, target
        Kinds and keys of the names.
    rule
        Key of the reason in the message catalogue, section ``entities``.
    n_documents
        Documents in which the name stood.
    """

    source: Id
    target: Id
    rule: str
    n_documents: int


def dominant(candidates: Iterable[NameCount]) -> NameCount | None:
    """The only candidate, or the one that stands in twice as many documents as the next; else None."""
    ranked = sorted(candidates, key=lambda name: (-name.n_documents, name.id))
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0].n_documents < DOMINANCE * ranked[1].n_documents:
        return None
    return ranked[0]


def gender_variant(name: NameCount, index: NameIndex) -> NameCount | None:
    """«в Мостовском» was read as Мостовский, but somewhere Мостовское is written."""
    stem = adjective_stem(name.id[1])
    if not stem or name.attested:
        return None
    variants = [other for other in index.single_by_stem[stem] if _may_be_of_gender(name.texts, other.id[1])]
    written = [other for other in variants if other.attested and other.id != name.id]
    guesses = [other for other in variants if not other.attested]
    best = min(guesses, key=lambda other: (-other.n_documents, other.id), default=None)
    return dominant(written) or (best if best and best.id != name.id else None)


def _may_be_of_gender(texts: Iterable[str], key: str) -> bool:
    """Whether forms can be those of an adjective: «в Чусовом» cannot be Чусовая, «вижу Чусовую» can be nothing else."""
    feminine = key.endswith(FEMININE)
    return not any(text.casefold().endswith(NOT_FEMININE if feminine else ONLY_FEMININE) for text in texts)


def shortened(name: NameCount, index: NameIndex) -> NameCount | None:
    """Пышма → Верхняя Пышма, университет УГМК → Технический университет УГМК: adjectives and the same rest."""
    if name.id[0] == "PER":
        return None
    longer = [other for other in index.by_rest_of_adjectives[name.id[1]] if other.id[0] == name.id[0]]
    rivals = [other for other in index.by_rest[name.id[1]] if other.id[0] == name.id[0]]
    best = dominant([*longer, *rivals])
    if best is not None and _hides_known(best, name, index):
        return None  # Обь is not Юганская Обь
    return best if best in longer and _supports(best, name, index) else None


def first_part(name: NameCount, index: NameIndex) -> NameCount | None:
    """Комсомольск → Комсомольск-на-Амуре, Каменск → Каменск-Уральский."""
    if name.id[0] == "PER":
        return None
    best = dominant(other for other in index.by_first_part[name.id[1]] if other.id[0] == name.id[0])
    return best if _supports(best, name, index) else None


def _supports(longer: NameCount | None, name: NameCount, index: NameIndex) -> bool:
    if longer is None:
        return False
    known = longer.n_documents >= MIN_SUPPORT or index.is_known(longer)
    return longer.n_documents >= name.n_documents or (
        known and longer.n_documents >= MIN_SHARE_OF_HEAD * name.n_documents
    )


def without_head(name: NameCount, index: NameIndex) -> NameCount | None:
    """Ключи → озеро Ключи, Успенский → Успенский проспект, Металлург → ДК «Металлург»."""
    stem = adjective_stem(name.id[1])
    longer = list(index.by_rest[name.id[1]]) + (list(index.by_stem[stem]) if stem else [])
    person = name.id[0] == "PER" and not index.is_known(name)
    if person and len(index.text_keys(name)) == 1:  # «из Кирова» is a town, not улица Кирова
        longer += index.by_rest[next(iter(index.text_keys(name)))]
    longer = [other for other in longer if not _is_another(other, name, index)]
    best = dominant({other.id: other for other in longer}.values())
    if best is not None and _hides_known(best, name, index):
        return None  # Россия is not кинотеатр «Россия»
    share = DOMINANCE if name.id[0] == "ORG" else MIN_SHARE_OF_SHORT
    return best if best and best.n_documents >= share * name.n_documents else None


def _is_another(longer: NameCount, name: NameCount, index: NameIndex) -> bool:
    """«посёлок Шувакиш» is not озеро Шувакиш of the same text, and the place «Южный» not ТОС «Южный»."""
    of_place = longer.id[0] == "ORG" and longer.words[0] in named_after_places()
    return (name.id, longer.id) in index.told_apart or (name.id[0] == "LOC" and of_place)


def _hides_known(longer: NameCount, name: NameCount, index: NameIndex) -> bool:
    """Whether a name that the whole country knows would become part of one that it does not."""
    return index.is_known(name) and not index.is_known(longer)


def initial_and_word(name: NameCount, index: NameIndex) -> NameCount | None:
    """В. Пышма → Верхняя Пышма."""
    words = name.words
    if len(words) != 2 or len(words[0].rstrip(".")) != 1:
        return None
    return dominant(other for other in index.by_rest_of_adjectives[words[1]] if other.id[1].startswith(words[0][0]))


def abbreviated(name: NameCount, index: NameIndex) -> NameCount | None:
    """ВП → Верхняя Пышма, and what the corpus itself explains: «Уральская горно-металлургическая компания (УГМК)»."""
    if len(name.words) > 1 or len(name.id[1]) < 2 or not any(text.isupper() for text in name.texts):
        return None
    explained = dominant(index.by_abbreviation[name.id[1]])
    best = explained or dominant(index.by_initials[name.id[1]])
    return best if best and (explained or best.n_documents >= MIN_SUPPORT) else None


def implied_street(name: NameCount, index: NameIndex) -> NameCount | None:
    """«на Космонавтов» was read as a street, but the corpus has проспект Космонавтов or, of Придорожная, an аллея."""
    head, _, rest = name.id[1].partition(" ")
    if head != "улица" or any(word.startswith("ул") for text in name.texts for word in text.casefold().split()):
        return None
    stem = adjective_stem(rest)
    feminine = [other for other in index.by_stem[stem] if other.words[-1] == "аллея"] if stem else []
    heads = street_heads() - {"улица", "площадь"}
    return dominant(o for o in (*index.by_rest[rest], *feminine) if o.id != name.id and heads & set(o.words))


def street_of_person(name: NameCount, index: NameIndex) -> NameCount | None:
    """улица К. Маркса, улица Маркса → улица Карла Маркса, or whichever of them stands in most documents."""
    alike = index.streets_by_surname.get((name.words[0], name.words[-1]), [])
    if not _may_be_one_street(alike):  # улица Толстого, улица Льва Толстого, улица Алексея Толстого
        alike = [other for other in alike if _given(other)]
    family = [other for other in alike if _may_be_one_street((name, other))]
    if name not in alike or not _may_be_one_street(family):
        return None
    return max(family, key=lambda other: (other.n_documents, len(other.id[1]), other.id))


def _given(street: NameCount) -> list[str]:
    """What stands before the surname in the name of a street: «карла», «к.» or nothing."""
    return street.words[1:-1]


def _may_be_one_street(streets: Sequence[NameCount]) -> bool:
    """Whether given names and initials contradict each other nowhere."""
    pairs = (zip(_given(one), _given(two), strict=False) for one, two in combinations(streets, 2))
    return all(one == two or (one[0] == two[0] and is_initialed((one, two))) for pair in pairs for one, two in pair)


def nominative(name: NameCount, index: NameIndex) -> NameCount | None:
    """«в Пушкине» was read as Пушкино, but Пушкин is written."""
    if name.id[0] != "LOC" or name.attested or not name.id[1].endswith(TOWN_ENDS):
        return None
    written = index.by_id.get(("LOC", name.id[1][:-1]))
    return written if written is not None and written.attested else None


def misspelt(name: NameCount, index: NameIndex) -> NameCount | None:
    """Екатеренбург → Екатеринбург: one letter differs, and one spelling is much more usual."""
    if name.id[0] == "PER" or len(name.id[1]) < MIN_MISSPELT or index.is_known(name):
        return None
    near = [other for other in index.near(name) if other.n_documents >= MISSPELT_RATIO * name.n_documents]
    best = dominant(near)
    return best if best and index.is_unknown_word(name) else None


RULES: Final[tuple[Rule, ...]] = (
    gender_variant,
    shortened,
    first_part,
    without_head,
    initial_and_word,
    abbreviated,
    implied_street,
    street_of_person,
    nominative,
    misspelt,
)


def find_merges(index: NameIndex) -> dict[Id, Merge]:
    """Names that stand for another name of the corpus, each with its reason; names of the user's list stay."""
    merges: dict[Id, Merge] = {}
    for name in index.names:
        if name.own:
            continue
        for rule in RULES:
            longer = rule(name, index)
            if longer is not None and longer.id != name.id:
                merges[name.id] = Merge(name.id, longer.id, rule.__name__, name.n_documents)
                break
    return merges


def follow(start: Id, merges: dict[Id, Merge]) -> Id:
    """The name at the end of a chain of merges."""
    seen = {start}
    end = start
    while end in merges and merges[end].target not in seen:
        end = merges[end].target
        seen.add(end)
    return end
