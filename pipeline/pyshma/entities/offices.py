"""Offices that are named in full, with their place: администрация города Кинешмы, Министерство труда Омской области."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from .lexicon import read_lexicon
from .text import Clue, Name, Text, plain

_NUMBER_SIGN = re.compile(r"\bN\s?(?=\d)")


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
        short = not settled and stop < len(doc) and doc[stop].lower_ in lexicon.abbreviated_settlement
        stop += settled + short
        stop += short and stop < len(doc) and doc[stop].text == "."
        place = places.get(stop)
        if place is not None and (settled or short or doc[stop].is_upper or "Gen" in doc[stop].morph.get("Case", [])):
            yield Name(whole.start, place.stop, "ORG")


def with_belongings(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Organisations with the country or the district behind them, which are parts of their names."""
    kept = list[Name]()
    for name in names:
        before = kept[-1] if kept and kept[-1].stop == name.start and kept[-1].kind == "ORG" else None
        whole = None if before is None else _joined(doc, before, name)
        if whole is None:
            kept.append(name)
        else:
            kept[-1] = whole
    return kept


def _joined(doc: Doc, office: Name, place: Name) -> Name | None:
    """«Госстроя | РФ», and «ЖКС № 2 | Калининского района»: each district has one of this number."""
    words = doc[place.start : place.stop].text
    if place.canonical == "Россия" and (doc[place.start].is_upper or words.endswith(("Федерации", "России"))):
        return replace(office, stop=place.stop)
    if place.kind == "LOC" and "№" in office.canonical and words.endswith(" района"):
        return replace(office, stop=place.stop, canonical=f"{office.canonical} {words}")
    return None


def split_joined_offices(text: Text, names: Sequence[Name]) -> list[Name]:
    """«Администрации Центрального района и | Жилищной Инспекции»: two offices, if each has its own word."""
    doc, parts = text.doc, []
    offices = set(text.clues.get(Clue.OFFICE, ()))
    for name in names:
        inside = range(name.start + 2, name.stop - 1) if name.kind == "ORG" and name.start in offices else ()
        joint = next((i for i in inside if doc[i].lower_ == "и" and offices & {*range(i + 1, name.stop)}), None)
        if joint is None:
            parts.append(name)
        else:
            parts += [Name(name.start, joint, "ORG"), Name(joint + 1, name.stop, "ORG")]
    return parts


def with_whole_settlement(name: str) -> str:
    """The name of an office with the word for its place in full.

    >>> with_whole_settlement("администрация г. Перми"), with_whole_settlement("ЖЭК N1 Центрального р-на")
    ('администрация города Перми', 'ЖЭК № 1 Центрального района')
    """
    short = read_lexicon().abbreviated_settlement
    words = _NUMBER_SIGN.sub("№ ", name).split()
    return " ".join([words[0], *(short.get(word.rstrip("."), word) for word in words[1:])]) if words else name
