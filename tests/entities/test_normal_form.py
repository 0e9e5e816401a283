"""Nominative of a marked phrase in its sentence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span

from pyshma.entities.normal_form import copy_case, is_fixed, normal_form

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\|([^\]]+)\]")

PLACES = [
    "Я живу в [Верхней Пышме|LOC|Верхняя Пышма].",
    "Мы приехали из [Екатеринбурга|LOC|Екатеринбург].",
    "Посёлок рядом с [Кировградом|LOC|Кировград].",
    "Бабушка живёт в [Мытищах|LOC|Мытищи].",
    "Летом мы были в [Йошкар-Оле|LOC|Йошкар-Ола].",
    "Он работает в [Видном|LOC|Видное].",
    "Завод стоит в [Каменске-Уральском|LOC|Каменск-Уральский].",
    "Мы отдыхали в [Сочи|LOC|Сочи].",
    "Они живут в [Ростове-на-Дону|LOC|Ростов-на-Дону].",
    "Берег [реки Пышмы|LOC|река Пышма] зарос.",
    "Дом на [улице Ленина|LOC|улица Ленина].",
    "Дом на [улице Юбилейной|LOC|улица Юбилейная].",
    "Сбор на [площади 1905 года|LOC|площадь 1905 года].",
]
PERSONS = [
    "Мы говорили с [Ивановой Анной Сергеевной|PER|Иванова Анна Сергеевна].",
    "Мы видели [Федю Стрельникова|PER|Федя Стрельников] вчера.",
    "Письмо [Вадиму Олеговичу Сысолятину|PER|Вадим Олегович Сысолятин].",
    "Мы шли к [Даше Лапиной|PER|Даша Лапина].",
    "Это дом [Лёни Фоминых|PER|Лёня Фоминых].",
    "Спор с [Шевченко Тарасом Григорьевичем|PER|Шевченко Тарас Григорьевич].",
    "Концерт [Ольги Шевчук|PER|Ольга Шевчук].",
    "[Александра Петрова|PER|Александр Петров]",
]
ORGANISATIONS = [
    "Экскурсия около [музея военной техники|ORG|музей военной техники].",
    "Работал на [Уральских локомотивах|ORG|Уральские локомотивы].",
    "Учусь в [Техническом университете УГМК|ORG|Технический университет УГМК].",
    "Матч в [УГМК-Арене|ORG|УГМК-Арена].",
    "Работа в [УГМК|ORG|УГМК] есть.",
    "Концерт в [ДК «Металлург»|ORG|ДК «Металлург»].",
    "Стоит на [заводе «Уралэлектромедь»|ORG|завод «Уралэлектромедь»].",
    "Отчёт [Министерства культуры и спорта|ORG|Министерство культуры и спорта].",
]


@pytest.mark.parametrize("marked", [*PLACES, *PERSONS, *ORGANISATIONS])
def test_nominative(namer, morphology, marked):
    match = _MARK.search(marked)
    text, kind, expected = match.groups()
    doc = namer(_MARK.sub(r"\1", marked))
    found = doc.char_span(match.start(), match.start() + len(text))
    assert normal_form(Span(doc, found.start, found.end, label=kind), morphology) == expected


@pytest.mark.parametrize(
    ("text", "fixed"),
    [("УГМК", True), ("УрФУ", True), ("Т-34", True), ("IT", True), ("Пышме", False), ("ЕКАТЕРИНБУРГЕ", False)],
)
def test_abbreviations_do_not_decline(text, fixed):
    assert is_fixed(text) is fixed


@given(st.from_regex(r"[А-ЯЁа-яё]{1,12}(-[А-ЯЁа-яё]{1,8})?", fullmatch=True))
def test_copying_a_title_or_lower_word_to_itself_changes_nothing(word):
    word = "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    assert copy_case(word.lower(), word) == word
