"""Offices that are named in full, with their place: администрация города Кинешмы, Министерство труда Омской области."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .lexicon import read_lexicon
from .text import Clue, Name, Text, plain


def is_office(form: str, lemma: str) -> bool:
    """Whether a word is an office: администрация, МВД."""
    offices = read_lexicon().offices
    return plain(lemma) in offices or (form.isupper() and plain(form) in offices)


def of_country(name: str) -> str:
    """The name of a federal office without its country, under which it is known as well.

    >>> of_country("МВД России"), of_country("Почта России"), of_country("Прокуратура Пскова")
    ('МВД', 'Почта', '')
    """
    office, _, country = name.rpartition(" ")
    return office if country in {"России", "РФ"} else ""


def find_offices(text: Text, names: Sequence[Name]) -> Iterator[Name]:
    """Offices whose place follows in the genitive; the place is then a part of their name."""
    doc, lexicon = text.doc, read_lexicon()
    places = {name.start: name for name in names if name.kind == "LOC" and not name.is_street}
    wholes = {index: name for name in names if name.kind == "ORG" for index in range(name.start, name.stop)}
    for head in text.tokens(Clue.OFFICE):
        whole = wholes.get(head.i, Name(head.i, head.i + 1, "ORG"))
        stop = whole.stop
        settled = stop < len(doc) and doc[stop].lower_ in lexicon.of_settlement
        stop += settled
        place = places.get(stop)
        if place is not None and (settled or doc[stop].is_upper or "Gen" in doc[stop].morph.get("Case", [])):
            yield Name(whole.start, place.stop, "ORG")
