from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from pyshma.documents.readers.excel import read_excel
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

SETTINGS = DocumentSettings()
Sheets = dict[str, list[list[object]]]


def workbook(sheets: Sheets) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def places(sheets: Sheets) -> list[tuple[str, int | None, str | None, str]]:
    passages = list(read_excel(workbook(sheets), settings=SETTINGS))
    return [(item.sheet, item.row, item.id, item.text if item.fault is None else item.fault.code) for item in passages]


def test_every_sheet_with_texts_is_read():
    sheets: Sheets = {
        "7Б": [["id", "текст"], [1, "Парк"], [None, None], [2.0, "Лес"]],
        "пояснения": [["класс", "учитель"], ["7Б", "Иванова"]],
        "8А": [["текст"], ["Дорога"]],
    }
    assert places(sheets) == [
        ("", 2, "1", "Парк"),
        ("", 4, "2", "Лес"),
        ("8А", 2, None, "Дорога"),
        ("пояснения", 1, None, "no_text_column"),
    ]


def test_a_sheet_whose_header_stands_lower_is_not_lost_without_a_word():
    sheets: Sheets = {"7Б": [["id", "Ответ"], [1, "Парк"]], "8А": [["Опрос, школа 3"], ["id", "Ответ"], [1, "Лес"]]}
    assert places(sheets) == [("", 2, "1", "Парк"), ("8А", 1, None, "no_text_column")]


def test_a_hidden_sheet_is_not_read_and_not_passed_over_in_silence():
    book = load_workbook(BytesIO(workbook({"ответы": [["текст"], ["Парк"]], "черновик": [["текст"], ["Лес"]]})))
    book["черновик"].sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    passages = list(read_excel(out.getvalue(), settings=SETTINGS))
    assert [(item.sheet, item.text) for item in passages] == [("", "Парк"), ("черновик", "")]
    assert passages[1].fault is not None
    assert passages[1].fault.code == "hidden_sheet"


def test_cells_keep_their_kinds():
    content = workbook({"a": [["текст", "возраст", "балл", "дата"], ["Парк", 15, 4.5, date(2026, 5, 1)]]})
    (passage,) = read_excel(content, settings=SETTINGS)
    assert passage.variables == {"возраст": 15, "балл": 4.5, "дата": "2026-05-01"}


def test_a_formula_without_a_value_is_told_from_a_blank_cell():
    rows: list[list[object]] = [
        ["id", "класс", "текст"],
        [1, "=A2", "Парк"],
        [2, None, '=C2&" и лес"'],
        [3, "7Б", None],
    ]
    passages = list(read_excel(workbook({"а": rows}), settings=SETTINGS))
    assert [(item.id, item.text, item.fault and item.fault.code) for item in passages] == [
        ("1", "Парк", None),
        ("2", "", "uncomputed"),
        ("3", "", None),
    ]
    assert passages[0].variables == {"класс": None}


def test_a_formula_alone_in_its_row_is_not_lost():
    passages = read_excel(workbook({"а": [["текст"], ["Парк"], ['=A2&" и лес"']]}), settings=SETTINGS)
    assert [item.fault and item.fault.code for item in passages] == [None, "uncomputed"]


def test_a_formula_that_gives_an_empty_text_is_a_blank_cell():
    content = workbook({"а": [["id", "текст"], [1, '=IF(A2>5,"Парк","")']]})
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    content = with_part(content, "xl/worksheets/sheet1.xml", sheet.replace(b'<c r="B2">', b'<c r="B2" t="str">'))
    assert [item.fault for item in read_excel(content, settings=SETTINGS)] == [None]


def test_another_sheet_does_not_stand_for_unclear_answers():
    long = "Хочу, чтобы в городе было много парков и чистый воздух для всех"
    answers: list[list[object]] = [["Что нравится?", "Что изменить?"], [long, long]]
    with pytest.raises(UnreadableSource, match="unclear_text_column"):
        places({"Ответы": answers, "Справка": [["О проекте"], [long]]})
    assert places({"Справка": [["О проекте"], [long]], "Ответы": answers}) == [
        ("", 2, None, long),
        ("Ответы", 1, None, "unclear_text_column"),
    ]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [({"a": [["x", "y"], [1, 2]]}, "no_text_column"), ({"a": []}, "empty"), ({"a": [["текст"]]}, None)],
)
def test_workbooks_without_texts(sheets, code):
    if code is None:
        assert places(sheets) == []
        return
    with pytest.raises(UnreadableSource) as caught:
        places(sheets)
    assert caught.value.code == code


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            new.writestr(item, part if item == name else old.read(item))
        if name not in old.namelist():
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "part", "code"),
    [
        (
            "xl/sharedStrings.xml",
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "external_entity",
        ),
        ("xl/media/bomb.bin", b"0" * 5_000_000, "zip_bomb"),
    ],
)
def test_hostile_workbooks_are_refused(name, part, code):
    content = with_part(workbook({"a": [["текст"], ["Парк"]]}), name, part)
    with pytest.raises(UnreadableSource) as caught:
        list(read_excel(content, settings=SETTINGS))
    assert caught.value.code == code


def test_an_encrypted_workbook_asks_to_remove_the_password():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UnreadableSource, match="password"):
        list(read_excel(content, settings=SETTINGS))


def test_formulas_written_as_text_pass_through():
    book = Workbook()
    book.active.append(["текст"])
    book.active.append(["x"])
    book.active["A2"].value = "=1+1"
    book.active["A2"].data_type = "s"
    out = BytesIO()
    book.save(out)
    assert [item.text for item in read_excel(out.getvalue(), settings=SETTINGS)] == ["=1+1"]
