from __future__ import annotations

from datetime import date, datetime

import pytest

from pyshma.documents.columns import Columns, find_columns, parse_value, read_rows
from pyshma.errors import UnreadableSource
from pyshma.messages import translate_reason
from pyshma.settings import DocumentSettings

LONG = "Хочу, чтобы в городе было много парков и чистый воздух для всех"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("15", 15),
        ("-3", -3),
        ("3,5", 3.5),
        ("3.50", 3.5),
        ("0", 0),
        ("007", "007"),
        ("+7 912", "+7 912"),
        ("1e5", "1e5"),
        ("nan", "nan"),
        ("", None),
        ("  ", None),
        (None, None),
        (True, True),
        (16.0, 16),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        (datetime(2026, 5, 1), "2026-05-01"),  # noqa: DTZ001 – a spreadsheet knows no zone
        (date(2026, 5, 1), "2026-05-01"),
        ("9" * 30, "9" * 30),
    ],
)
def test_cells_become_values(cell, value):
    assert parse_value(cell) == value
    assert type(parse_value(cell)) is type(value)


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        (["id", "текст"], [], Columns(1, 0, {})),
        (["ТЕКСТ ", "Возраст"], [], Columns(0, None, {1: "Возраст"})),
        (["№ п/п", "Ваш пол", "Сочинение"], [], Columns(2, 0, {1: "Ваш пол"})),
        (["номер", "essay", "text"], [], Columns(2, 0, {1: "essay"})),  # the likelier name wins
        (["Имя", "Каким вы видите город?"], [["Аня", LONG], ["Пётр", LONG]], Columns(1, None, {0: "Имя"})),
        (["id", "", "ответ"], [], Columns(2, 0, {})),
        (["текст", "Протокол"], [["Парк", LONG]], Columns(0, None, {1: "Протокол"})),  # nobody calls remarks so
    ],
)
def test_columns_are_found(header, rows, expected):
    assert find_columns(header, rows, DocumentSettings()) == expected


@pytest.mark.parametrize(
    ("header", "rows", "code"),
    [
        (["a", "b"], [["1", "2"]], "no_text_column"),
        (["Что нравится?", "Что изменить?"], [[LONG, LONG]], "unclear_text_column"),  # two candidates
        (["text", "text (2)"], [["Парк", "Лес"]], "unclear_text_column"),  # as `read_header` numbers a repeat
        (["Ответ на вопрос", "Комментарий"], [[LONG, "нет"], [LONG, ""]], "unclear_text_column"),
        (["Имя"], [], "no_text_column"),
    ],
)
def test_an_unclear_table_says_which_columns_it_has(header, rows, code):
    with pytest.raises(UnreadableSource) as caught:
        find_columns(header, rows, DocumentSettings())
    assert caught.value.code == code
    assert caught.value.details == {"columns": ", ".join(header)}


@pytest.mark.parametrize(
    ("settings", "code", "column"),
    [
        (DocumentSettings(text_column="отвт"), "no_such_column", "отвт"),
        (DocumentSettings(id_column="номр"), "no_id_column", "номр"),
    ],
)
def test_a_misspelt_column_is_told_the_nearest(settings, code, column):
    with pytest.raises(UnreadableSource) as caught:
        find_columns(["номер", "", "ответ"], [], settings)
    near = "ответ" if code == "no_such_column" else "номер"
    assert caught.value.code == code
    assert caught.value.details == {"column": column, "columns": f"номер, ответ; did you mean {near!r}?"}
    assert f"может быть, «{near}»?" in translate_reason(code, caught.value.details, "ru")


def test_settings_name_the_columns():
    settings = DocumentSettings(text_column="Что изменить?", id_column="код анкеты")
    header = ["код анкеты", "text", "Что изменить?"]
    assert find_columns(header, [], settings) == Columns(2, 0, {1: "text"})
    with pytest.raises(UnreadableSource, match="no_id_column"):
        find_columns(header, [], DocumentSettings(id_column="нет такого"))


def test_rows_keep_their_numbers_and_repeated_names():
    table = enumerate(
        [["id", "класс", "класс", "текст"], ["а", "7", "Б", "Парк"], ["", "", "", ""], ["б", "8", "", ""]], 1
    )
    first, second = read_rows(table, DocumentSettings())
    assert (first.row, first.id, first.text, first.variables) == (2, "а", "Парк", {"класс": 7, "класс (2)": "Б"})
    assert (second.row, second.text) == (4, "")


def test_rows_can_be_asked_for_by_number_and_nothing_is_read_after_them():
    def table():
        yield 1, ["текст"]
        for number in range(2, 1001):
            yield number, [f"парк {number}"]
        raise AssertionError("read too far")

    passages = list(read_rows(table(), DocumentSettings(), rows=range(500, 503)))
    assert [passage.row for passage in passages] == [500, 501, 502]


def test_short_rows_are_filled_with_nothing():
    (passage,) = read_rows(enumerate([["текст", "возраст"], ["Парк"]], 1), DocumentSettings())
    assert passage.variables == {"возраст": None}
