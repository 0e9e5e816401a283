"""Names of documents → entities of the corpus."""

import random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.entities import KnownName, resolve_entities
from pyshma.errors import ColumnError


def table(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """(document, kind, name, text) → mentions, one after the other."""
    return pd.DataFrame(
        [
            (document, kind, name, 10 * i, 10 * i + len(text), text)
            for i, (document, kind, name, text) in enumerate(rows)
        ],
        columns=["document_id", "kind", "name", "start", "stop", "text"],
    )


PYSHMA = [("d1", "LOC", "Верхняя Пышма", "Верхней Пышме"), ("d2", "LOC", "Верхняя Пышма", "Верхняя Пышма")]

MERGED = [
    ("short name", [*PYSHMA, ("d3", "LOC", "Пышма", "Пышму")], "Верхняя Пышма"),
    (
        "taken for a person once",
        [*PYSHMA, ("d3", "LOC", "Пышма", "Пышмы"), ("d4", "LOC", "Пышма", "Пышмы"), ("d5", "PER", "Пышма", "Пышма")],
        "Верхняя Пышма",
    ),
    ("initials", [*PYSHMA, ("d3", "ORG", "ВП", "ВП")], "Верхняя Пышма"),
    ("dotted initial", [*PYSHMA, ("d3", "LOC", "В. Пышма", "В. Пышме")], "Верхняя Пышма"),
    (
        "letter ё",
        [
            ("d1", "LOC", "Берёзовский", "Берёзовский"),
            ("d2", "LOC", "Берёзовский", "Берёзовский"),
            ("d3", "LOC", "Березовский", "Березовском"),
        ],
        "Берёзовский",
    ),
    (
        "hyphen",
        [
            ("d1", "LOC", "Йошкар-Ола", "Йошкар-Оле"),
            ("d2", "LOC", "Йошкар-Ола", "Йошкар-Ола"),
            ("d2", "LOC", "Йошкар Ола", "Йошкар Ола"),
        ],
        "Йошкар-Ола",
    ),
    (
        "short form of a given name",
        [("d1", "PER", "Вера Тарасова", "Вере Тарасовой"), ("d1", "PER", "Верка", "Верка")],
        "Вера Тарасова",
    ),
    (
        "short form beside the same surname",
        [("d1", "PER", "Дима Палкин", "Димой Палкиным"), ("d1", "PER", "Дмитрий Палкин", "Дмитрий Палкин")],
        "Дмитрий Палкин",
    ),
    (
        "legal form and quotes",
        [
            ("d1", "ORG", "ООО «Ромашка»", "ООО «Ромашка»"),
            ("d2", "ORG", "ООО «Ромашка»", "ООО «Ромашка»"),
            ("d3", "ORG", "Ромашка", "Ромашке"),
        ],
        "ООО «Ромашка»",
    ),
    (
        "guessed gender",
        [("d1", "LOC", "Мостовский", "Мостовском"), ("d2", "LOC", "Мостовское", "Мостовское")],
        "Мостовское",
    ),
    (
        "street without its word",
        [
            ("d1", "LOC", "улица Кривоусова", "Кривоусова"),
            ("d2", "LOC", "улица Кривоусова", "улице Кривоусова"),
            ("d3", "PER", "Кривоусов", "Кривоусова"),
        ],
        "улица Кривоусова",
    ),
    (
        "street whose word was guessed",
        [
            ("d1", "LOC", "улица Космонавтов", "Космонавтов"),
            ("d2", "LOC", "проспект Космонавтов", "проспекта Космонавтов"),
        ],
        "проспект Космонавтов",
    ),
    (
        "adjective of an avenue",
        [("d1", "LOC", "Успенский", "Успенском"), ("d2", "LOC", "Успенский проспект", "Успенском проспекте")],
        "Успенский проспект",
    ),
    ("surname in two documents", [("d1", "PER", "Бажов", "Бажова"), ("d2", "PER", "Бажов", "Бажовым")], "Бажов"),
    (
        "given name inside one document",
        [("d1", "PER", "Соня Рябкова", "Соня Рябкова"), ("d1", "PER", "Соня", "Соне")],
        "Соня Рябкова",
    ),
]

MERGED += [
    (
        "first part of a compound",
        [("d1", "LOC", "Комсомольск-на-Амуре", "Комсомольске-на-Амуре"), ("d2", "LOC", "Комсомольск", "Комсомольске")],
        "Комсомольск-на-Амуре",
    ),
    (
        "quoted name without its word",
        [(f"d{i}", "ORG", "ДК «Металлург»", "ДК Металлург") for i in (1, 3)]
        + [("d2", "ORG", "Металлург", "Металлурге")],
        "ДК «Металлург»",
    ),
    (
        "institution without its adjective",
        [
            ("d1", "ORG", "Технический университет УГМК", "Техническом университете УГМК"),
            ("d2", "ORG", "университет УГМК", "университета УГМК"),
        ],
        "Технический университет УГМК",
    ),
    (
        "order of a person's names",
        [
            ("d1", "PER", "Иванова Анна", "Иванову Анну"),
            ("d2", "PER", "Анна Иванова", "Анна Иванова"),
            ("d3", "PER", "Анна Иванова", "Анне Ивановой"),
        ],
        "Анна Иванова",
    ),
    (
        "initials inside one document",
        [
            ("d1", "PER", "Анна Сергеевна Котова", "Анну Сергеевну Котову"),
            ("d1", "PER", "А. С. Котова", "А. С. Котовой"),
        ],
        "Анна Сергеевна Котова",
    ),
    (
        "slip of a letter",
        [
            *[(f"d{i}", "LOC", "Екатеринбург", "Екатеринбурге") for i in range(5)],
            ("d9", "LOC", "Екатеренбург", "Екатеренбурга"),
        ],
        "Екатеринбург",
    ),
    (
        "candidate that the corpus knows",
        [*PYSHMA, ("d4", "", "Пышма", "Пышму"), ("d4", "LOC", "Пышма", "Пышме")],
        "Верхняя Пышма",
    ),
    (
        "street with an initial, without a given name and in full",
        [
            ("d1", "LOC", "улица К. Маркса", "ул. К. Маркса"),
            ("d2", "LOC", "улица Маркса", "улице Маркса"),
            ("d3", "LOC", "улица Карла Маркса", "Карла Маркса"),
        ],
        "улица Карла Маркса",
    ),
    (
        "nominative that is written",
        [("d1", "LOC", "Пушкино", "Пушкине"), ("d2", "LOC", "Пушкин", "Пушкин")],
        "Пушкин",
    ),
    (
        "named after somebody",
        [
            ("d1", "ORG", "ДК им. Горького", "ДК им. Горького"),
            ("d2", "ORG", "ДК Горького", "ДК Горького"),
            ("d3", "ORG", "ДК Горького", "ДК Горького"),
        ],
        "ДК Горького",
    ),
    (
        "day that is a street elsewhere",
        [("d1", "", "улица 8 Марта", "8 Марта"), ("d2", "LOC", "улица 8 Марта", "улице 8 Марта")],
        "улица 8 Марта",
    ),
]

APART = [
    (
        "a quoted name as often without its word, which may be the team",
        [("d1", "ORG", "ДК «Металлург»", "ДК Металлург"), ("d2", "ORG", "Металлург", "Металлурге")],
    ),
    (
        "settlement and lake of one text",
        [("d1", "LOC", "Шувакиш", "Шувакиш"), ("d1", "LOC", "озеро Шувакиш", "озере Шувакиш")],
    ),
    ("district and its association", [("d1", "LOC", "Южный", "Южном"), ("d2", "ORG", "ТОС «Южный»", "ТОС «Южный»")]),
    (
        "streets of two people with one surname",
        [("d1", "LOC", "улица Л. Толстого", "ул. Л. Толстого"), ("d2", "LOC", "улица А. Толстого", "ул. А. Толстого")],
    ),
    (
        "street of a day and of an anniversary",
        [("d1", "LOC", "улица Победы", "Победы"), ("d2", "LOC", "улица 30 лет Победы", "30 лет Победы")],
    ),
    ("one given name, two documents", [("d1", "PER", "Полина", "Полина"), ("d2", "PER", "Полина", "Полина")]),
    (
        "given name and a namesake elsewhere",
        [("d1", "PER", "Соня Рябкова", "Соня Рябкова"), ("d2", "PER", "Соня", "Соня")],
    ),
    (
        "two towns of one short name",
        [("d1", "LOC", "Верхняя Салда", "Верхней Салде"), ("d2", "LOC", "Нижняя Салда", "Нижней Салде")],
    ),
    (
        "two attested genders",
        [("d1", "LOC", "Первомайский", "Первомайский"), ("d2", "LOC", "Первомайское", "Первомайское")],
    ),
    (
        "a town and a river, told apart by the gender of the case",
        [
            ("d1", "LOC", "Чусовой", "Чусовом"),
            ("d2", "LOC", "Чусовая", "Чусовую"),
            ("d3", "LOC", "Чусовая", "Чусовая"),
        ],
    ),
    (
        "rare longer name",
        [("d1", "LOC", "Средний Урал", "Среднем Урале"), *[(f"d{i}", "LOC", "Урал", "Урал") for i in range(2, 9)]],
    ),
    (
        "town in the genitive and a street of another text",
        [("d1", "LOC", "улица Кирова", "улице Кирова"), ("d2", "LOC", "Киров", "Кирова")],
    ),
    (
        "village in the genitive and a street of several texts",
        [
            ("d1", "LOC", "улица Чапаева", "улице Чапаева"),
            ("d2", "LOC", "улица Чапаева", "ул. Чапаева"),
            ("d3", "LOC", "Чапаево", "Чапаева"),
        ],
    ),
]


@pytest.mark.parametrize(("rows", "name"), [case[1:] for case in MERGED], ids=[case[0] for case in MERGED])
def test_variants_become_one_entity(rows, name):
    entities, mentions = resolve_entities(table(*rows))
    assert entities["name"].tolist() == [name]
    assert entities["n_mentions"].tolist() == [len(rows)] == [len(mentions)]


@pytest.mark.parametrize("rows", [case[1] for case in APART], ids=[case[0] for case in APART])
def test_different_things_stay_apart(rows):
    assert len(resolve_entities(table(*rows))[0]) == 2


def test_abbreviation_that_the_text_explains():
    long = "Уральская горно-металлургическая компания"
    rows = [("d1", "ORG", long, 0, len(long), long), ("d1", "ORG", "УГМК", len(long) + 2, len(long) + 6, "УГМК")]
    rows.append(("d2", "ORG", "УГМК", 0, 4, "УГМК"))
    mentions = pd.DataFrame(rows, columns=["document_id", "kind", "name", "start", "stop", "text"])
    assert resolve_entities(mentions)[0]["name"].tolist() == [long]


def test_candidate_that_nobody_names_is_left_out():
    entities, mentions = resolve_entities(table(("d1", "", "Бабушкин", "Бабушкин"), ("d2", "LOC", "Ревда", "Ревде")))
    assert entities["name"].tolist() == ["Ревда"]
    assert len(mentions) == 1


def test_common_word_that_texts_capitalise_is_no_name():
    """«Закон» was taken for a place once; everywhere else it is only a capital."""
    laws = [*[(f"d{i}", "", "Закон", "Законом") for i in range(3)], ("d9", "LOC", "Закон", "Закон")]
    ponds = [*[(f"d{i}", "", "Балтым", "Балтым") for i in range(3)], ("d9", "LOC", "Балтым", "Балтым")]
    found = resolve_entities(table(*laws, *ponds), dictionary=lambda word: [frozenset({"NOUN"})] * (word == "закон"))[0]
    assert found["name"].tolist() == ["Балтым"]
    assert resolve_entities(table(*laws), own=[KnownName("Закон", "ORG")])[0]["kind"].tolist() == ["ORG"]


def test_common_word_that_is_a_name_most_often_stays():
    rows = [("d1", "LOC", "Ключи", "Ключах"), ("d2", "LOC", "Ключи", "Ключи"), ("d3", "", "Ключи", "Ключи")]
    assert resolve_entities(table(*rows), dictionary=lambda _: [frozenset({"NOUN"})])[0]["n_documents"].tolist() == [3]


def test_candidate_that_may_be_a_common_word_needs_as_many_names():
    """«Короче, …» opens many sentences, and one text is about Короча."""
    rows = [*[(f"d{i}", "", "Короча", "Короче") for i in range(3)], ("d9", "LOC", "Короча", "Короче")]

    def read(_):
        return [frozenset({"COMP"}), frozenset({"NOUN", "Geox"})]

    assert resolve_entities(table(*rows), dictionary=read)[0]["n_documents"].tolist() == [1]
    named = [(f"e{i}", "LOC", "Короча", "Короче") for i in range(2)]
    assert resolve_entities(table(*rows, *named), dictionary=read)[0]["n_documents"].tolist() == [6]


def test_word_of_the_dictionary_is_no_slip():
    rows = [*[(f"d{i}", "LOC", "Березники", "Березниках") for i in range(5)], ("d9", "LOC", "Березняки", "Березняках")]
    found = resolve_entities(table(*rows), dictionary=lambda _: [frozenset({"Geox"})])[0]
    assert sorted(found["name"]) == ["Березники", "Березняки"]


def test_ambiguous_short_name_stays_alone():
    rows = [
        ("d1", "LOC", "Верхняя Салда", "Верхней Салде"),
        ("d2", "LOC", "Нижняя Салда", "Нижней Салде"),
        ("d3", "LOC", "Салда", "Салде"),
    ]
    assert sorted(resolve_entities(table(*rows))[0]["name"]) == ["Верхняя Салда", "Нижняя Салда", "Салда"]


def test_a_country_is_not_the_cinema_of_its_name():
    rows = [("d1", "LOC", "Россия", "России"), ("d2", "ORG", "кинотеатр «Россия»", "кинотеатр «Россия»")]
    known = resolve_entities(table(*rows), gazetteer=[KnownName("Россия", "LOC")])[0]
    assert sorted(known["name"]) == ["Россия", "кинотеатр «Россия»"]
    assert resolve_entities(table(*rows))[0]["name"].tolist() == ["кинотеатр «Россия»"]


def test_counts_and_variants():
    rows = [*PYSHMA, ("d2", "LOC", "Пышма", "Пышме"), ("d3", "LOC", "Пышма", "Пышме")]
    entity = resolve_entities(table(*rows))[0].iloc[0]
    assert (entity["n_documents"], entity["n_mentions"]) == (3, 4)
    assert entity["variants"] == "Пышме (2); Верхней Пышме (1); Верхняя Пышма (1)"


def test_most_frequent_entities_come_first():
    rows = [("d1", "LOC", "Пермь", "Перми"), ("d1", "LOC", "Тюмень", "Тюмени"), ("d2", "LOC", "Тюмень", "Тюмень")]
    assert resolve_entities(table(*rows))[0]["name"].tolist() == ["Тюмень", "Пермь"]


def test_no_mentions_give_empty_tables():
    entities, mentions = resolve_entities(table())
    assert len(entities) == len(mentions) == 0
    assert list(entities.columns) == ["entity_id", "kind", "name", "n_documents", "n_mentions", "variants"]


def test_missing_column_is_named():
    with pytest.raises(ColumnError, match="no column 'name'"):
        resolve_entities(table().drop(columns="name"))


NAMES = [
    "Пышма",
    "Верхняя Пышма",
    "В. Пышма",
    "ВП",
    "река Пышма",
    "Полина",
    "Полина Бажова",
    "Бажов",
    "улица Бажова",
    "Мостовский",
    "Мостовское",
    "№",
    "",
]
ROWS = st.lists(
    st.tuples(st.sampled_from(["d1", "d2", "d3"]), st.sampled_from(["PER", "LOC", "ORG"]), st.sampled_from(NAMES)),
    max_size=25,
)


@given(ROWS, st.integers(0, 100))
def test_order_of_mentions_changes_nothing(rows, seed):
    mentions = table(*[(document, kind, name, name) for document, kind, name in rows])
    order = list(range(len(mentions)))
    random.Random(seed).shuffle(order)
    for one, other in zip(resolve_entities(mentions), resolve_entities(mentions.iloc[order]), strict=True):
        pd.testing.assert_frame_equal(one, other)


@given(ROWS)
def test_every_mention_with_letters_has_an_entity(rows):
    entities, mentions = resolve_entities(table(*[(document, kind, name, name) for document, kind, name in rows]))
    assert set(mentions["entity_id"]) == set(entities["entity_id"])
    assert entities["entity_id"].is_unique
    assert len(mentions) == entities["n_mentions"].sum() == sum(name != "" for *_, name in rows)
