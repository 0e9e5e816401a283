"""Which names stand where two of them overlap: those of rules, of the network or of the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence

from .kinds import stands_in_place
from .morphology import is_known_surname, is_persons_name
from .text import Name, Text


def kept_whole(text: Text, names: Sequence[Name]) -> list[Name]:
    """Names that a shorter place is not cut out of: «Западный берег реки Иордан», but «Берег | Финского залива»."""
    return [name for name in names if name.kind == "ORG" or not text.doc[name.start].is_sent_start]


def certain(names: Sequence[Name]) -> list[Name]:
    """What the gazetteer has not: «на Пушкина» is not Пушкино, and «г. Чусовой» not the river Чусовая."""
    return [name for name in names if name.is_street or (name.sure and name.canonical)]


def is_person_instead(text: Text, name: Name, names: Sequence[Name]) -> bool:
    """«где сел Гагарин», «мы с Владиком»: a town of the list that is a person's name, where no place is spoken of."""
    first = text.doc[name.start]
    if name.kind != "LOC" or name.stop - name.start > 1:
        return False
    person = any(other.kind == "PER" and other.start == name.start for other in names)
    may_be = is_persons_name if person else is_known_surname
    if not may_be(first.norm_, text.morphology):
        return False
    place = any(other.kind == "LOC" and other.start <= name.start < other.stop for other in names)
    return not place and not stands_in_place(first, text.morphology)
