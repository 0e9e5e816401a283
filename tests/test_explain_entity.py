"""Why names of a corpus were taken for one thing."""

from __future__ import annotations

import pytest

from pyshma.entities import KnownName, OwnNames
from pyshma.errors import NamesError
from pyshma.explain_entity import explain_entity, format_entity

TEXTS = [
    ("а", "Я живу в Верхней Пышме. На Метле вчера был концерт."),
    ("б", "В Пышме хорошо, а в ДК «Металлург» ещё лучше. Летом едем в Питер."),
    ("в", "К нам приехал Иванов Пётр Ильич. С Ивановым П. И. говорили о Санкт-Петербурге. Булка ушла."),
]
OWN = OwnNames(
    (KnownName("Верхняя Пышма", "LOC", ("Пышма", "ВП")), KnownName("ДК «Металлург»", "ORG", ("Металлург", "Метла"))),
    ("Булка",),
)


def joined(name: str) -> list[tuple[str, str, str]]:
    (entity,) = explain_entity(TEXTS, name, names=OWN)
    return [(item.name, item.into, item.rule) for item in entity.joined]


@pytest.mark.parametrize("asked", ["Верхняя Пышма", "пышма", "Пышме"])
def test_names_that_the_users_file_joins_say_so(asked: str) -> None:
    assert joined(asked) == [("Пышма", "Верхняя Пышма", "own")]


def test_a_nickname_of_the_users_file_is_told_but_not_the_name_itself() -> None:
    assert joined("Метла") == [("Метла", "ДК «Металлург»", "own")]


def test_names_of_the_gazetteer_say_so() -> None:
    assert joined("Питер") == [("Питер", "Санкт-Петербург", "gazetteer")]


def test_a_name_that_was_joined_is_shown_as_the_text_has_it() -> None:
    assert joined("Иванов Пётр Ильич") == [("Иванов П. И.", "Иванов Пётр Ильич", "person")]
    (entity,) = explain_entity(TEXTS, "Иванов Пётр Ильич", names=OWN)
    assert "Иванов П. И. (PER, документов: 1) → Иванов Пётр Ильич (PER): в том же" in format_entity(entity, "ru")


def test_a_name_to_ignore_is_told_from_one_that_is_not_there() -> None:
    with pytest.raises(NamesError, match="'Булка': the names to ignore have it"):
        explain_entity(TEXTS, "Булка", names=OWN)
    with pytest.raises(NamesError, match="no entity 'Ревда'; the most frequent are: "):
        explain_entity(TEXTS, "Ревда", names=OWN)


def test_a_name_is_explained_with_what_was_joined_into_its_short_form() -> None:
    texts = ["Живу в Верхней Пышме.", "Люблю Верхнюю Пышму.", "Автобус из Пышмы.", "До Пышмы ехать час."]
    (entity,) = explain_entity([*texts, "Играли «Пышма» и «Урал»."], "Верхняя Пышма")
    links = [(item.kind, item.into_kind, item.into, item.rule) for item in entity.joined]
    assert links == [("LOC", "LOC", "Верхняя Пышма", "shortened"), ("ORG", "LOC", "Пышма", "kind")]
