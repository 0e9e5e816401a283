"""The workbook, read back with another library."""

import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyshma.errors import OutputError
from pyshma.results import workbook
from pyshma.results.workbook import write_workbook

SUMMARY = [("Корпус", "Синтетический корпус"), ("Документов", 285), ("Доверие", 0.95), ("", "Одно слово: =1+1")]
BREAKDOWN = pd.DataFrame(
    {
        "theme_id": ["economy", "air"],
        "theme": ["Экономика и работа", "Чистый воздух"],
        "n_documents": [285, 285],
        "n_assigned": [75, 0],
        "prevalence": [75 / 285, 0.0],
        "ci_low": [0.217, 0.0],
        "ci_high": [0.315, float("nan")],
    }
)


def write_and_read(tables, path, summary=SUMMARY, lang="ru"):
    write_workbook(tables, path, summary=summary, lang=lang)
    return openpyxl.load_workbook(path)


def values_of(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_sheets_and_columns_have_names_a_person_reads(tmp_path):
    book = write_and_read({"theme_breakdown": BREAKDOWN, "assignments": BREAKDOWN[["theme"]]}, tmp_path / "s.xlsx")
    assert book.sheetnames == ["Сводка", "Темы", "Темы документов"]
    assert values_of(book["Темы"])[0] == [
        "Код темы",
        "Тема",
        "Документов",
        "Документов с темой",
        "Доля",
        "Доля, от",
        "Доля, до",
    ]


def test_english_is_english(tmp_path):
    book = write_and_read({"theme_breakdown": BREAKDOWN}, tmp_path / "s.xlsx", lang="en")
    assert book.sheetnames == ["Summary", "Themes"]
    assert book["Themes"]["E1"].value == "Share"


def test_numbered_columns_are_known_by_their_word(tmp_path):
    table = pd.DataFrame([["д1", "…", 1]], columns=["exemplar_1", "quote_2", "вопрос_3"])
    assert values_of(write_and_read({"t": table}, tmp_path / "s.xlsx")["t"])[0] == ["Пример 1", "Цитата 2", "вопрос_3"]


def test_values_keep_their_type_and_precision(tmp_path):
    sheet = write_and_read({"theme_breakdown": BREAKDOWN}, tmp_path / "s.xlsx")["Темы"]
    assert values_of(sheet)[1:] == [
        ["economy", "Экономика и работа", 285, 75, pytest.approx(75 / 285), 0.217, 0.315],
        ["air", "Чистый воздух", 285, 0, 0, 0, None],
    ]


def test_a_sheet_is_formatted_for_reading(tmp_path):
    sheet = write_and_read({"theme_breakdown": BREAKDOWN}, tmp_path / "s.xlsx")["Темы"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G3"
    assert sheet["A1"].font.bold
    widths = {letter: sheet.column_dimensions[letter].width for letter in "ABC"}
    assert 18 < widths["B"] < 30
    styles = {column.min: column for column in sheet.column_dimensions.values()}
    assert openpyxl.styles.numbers.is_date_format(styles[5].number_format) is False
    assert styles[5].number_format == "0.0%"


def test_the_summary_comes_first_and_lists_the_sheets(tmp_path):
    rows = values_of(write_and_read({"theme_breakdown": BREAKDOWN}, tmp_path / "s.xlsx")["Сводка"])
    assert rows[:4] == [
        ["Корпус", "Синтетический корпус"],
        ["Документов", 285],
        ["Доверие", 0.95],
        ["", "Одно слово: =1+1"],
    ]
    assert rows[-2:] == [["Листы", ""], ["Темы", "строк: 2"]]


def test_a_breakdown_by_a_variable_names_it(tmp_path):
    tables = {f"theme_breakdown_by_{name}": BREAKDOWN for name in ("group", "район", "МФЦ")}
    names = write_and_read(tables, tmp_path / "s.xlsx").sheetnames[1:]
    assert names == ["Темы × группа", "Темы × район", "Темы × МФЦ"]


def test_texts_are_never_formulas_or_links(tmp_path):
    cells = ["=1+1", "{=A1}", "http://пышма.рф", "internal:A1", "-5", "007", "<r>жирно</r>", "_x0041_", " пробелы "]
    sheet = write_and_read({"t": pd.DataFrame({"=заголовок": cells})}, tmp_path / "s.xlsx")["t"]
    assert sheet["A1"].value == "=заголовок"
    assert sheet["A1"].data_type in ("s", "inlineStr")
    for row, text in enumerate(cells, start=2):
        cell = sheet.cell(row, 1)
        assert cell.data_type in ("s", "inlineStr")
        assert cell.hyperlink is None
        assert openpyxl.utils.escape.unescape(cell.value).rstrip() == text.rstrip()


def test_no_sheet_holds_a_formula(tmp_path):
    write_workbook({"t": pd.DataFrame({"a": ["=1+1"]})}, tmp_path / "s.xlsx", summary=[("=1", "=2")])
    with zipfile.ZipFile(tmp_path / "s.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 2
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@settings(max_examples=25, deadline=None)
@given(cells=st.lists(st.text(max_size=30), max_size=4), name=st.text(max_size=40))
def test_any_text_gives_a_readable_workbook(cells, name, tmp_path_factory):
    table = pd.DataFrame({"v": pd.Series(cells, dtype="object")})
    path = tmp_path_factory.mktemp("xlsx") / "s.xlsx"
    book = write_and_read({name: table}, path, summary=[(name, name)])
    assert book.worksheets[1].max_row == len(cells) + 1
    assert len(book.sheetnames[1]) <= 31


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (None, None),
        (float("inf"), "inf"),
        (12345678901234567890, "12345678901234567890"),
        (-2.5, -2.5),
        ("\x00а\x1b\ud800б\uffff", "аб"),
        (pd.Timestamp("2035-01-01"), "2035-01-01 00:00:00"),
        (["а", "б"], "['а', 'б']"),
    ],
)
def test_unusual_values(tmp_path, value, expected):
    table = pd.DataFrame({"v": pd.Series([value, "конец"], dtype="object")})
    assert write_and_read({"t": table}, tmp_path / "s.xlsx")["t"]["A2"].value == expected


def test_names_of_sheets_are_short_unique_and_legal(tmp_path):
    long = "очень длинное название таблицы номер "
    names = [f"{long}1", f"{long}2", "а/б:в*[г]?\\д", "СВОДКА", "history", "'", "", "😀" * 20]
    sheetnames = write_and_read(dict.fromkeys(names, BREAKDOWN), tmp_path / "s.xlsx").sheetnames
    assert len({name.casefold() for name in sheetnames}) == len(names) + 1
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in sheetnames)
    assert sheetnames[3:6] == ["а_б_в__г___д", "СВОДКА (2)", "history (2)"]


def test_what_a_sheet_cannot_hold_is_cut_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    monkeypatch.setattr(workbook, "MAX_COLUMNS", 2)
    table = pd.DataFrame({"a": [1, 2, 3], "b": ["й" * 40_000, "", ""], "c": [1, 2, 3]})
    book = write_and_read({"mentions": table}, tmp_path / "s.xlsx")
    rows = values_of(book["Упоминания тем"])
    assert [len(rows), len(rows[0])] == [3, 2]
    assert rows[1][1] == "й" * 32_766 + "…"
    note = values_of(book["Сводка"])[-1][1]
    assert "строк: 3, здесь первые 2" in note
    assert "здесь первые 2 столбцов из 3" in note
    assert "обрезано длинных ячеек: 1; целиком они в файле mentions.csv" in note


def test_signs_outside_the_basic_plane_count_twice_in_excel():
    assert workbook._cut("😀" * 16_383, 32_767) == "😀" * 16_383
    assert workbook._cut("😀" * 16_384, 32_767) == "😀" * 16_383 + "…"


def test_the_same_tables_give_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook({"theme_breakdown": BREAKDOWN}, tmp_path / name, summary=SUMMARY)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_old_workbook_is_replaced_and_nothing_else_is_left(tmp_path):
    (tmp_path / "s.xlsx").write_bytes(b"old")
    write_workbook({"theme_breakdown": BREAKDOWN}, tmp_path / "s.xlsx", summary=SUMMARY)
    assert [item.name for item in tmp_path.iterdir()] == ["s.xlsx"]
    assert openpyxl.load_workbook(tmp_path / "s.xlsx").sheetnames == ["Сводка", "Темы"]


def test_empty_tables_and_no_tables(tmp_path):
    book = write_and_read(
        {"rejected": pd.DataFrame({"source": [], "reason": []}), "x": pd.DataFrame()}, tmp_path / "s.xlsx"
    )
    assert values_of(book["Не прочитано"]) == [["Источник", "Причина"]]
    assert write_and_read({}, tmp_path / "n.xlsx").sheetnames == ["Сводка"]


def test_a_fault_in_the_middle_leaves_the_old_workbook(tmp_path):
    class Rude:
        def __str__(self):
            raise RuntimeError("нет")

    (tmp_path / "s.xlsx").write_bytes(b"old")
    table = pd.DataFrame({"v": pd.Series([1] * 600 + [Rude()], dtype="object")})
    with pytest.raises(RuntimeError, match="нет"):
        write_workbook({"t": table}, tmp_path / "s.xlsx", summary=[])
    assert [item.name for item in tmp_path.iterdir()] == ["s.xlsx"]
    assert (tmp_path / "s.xlsx").read_bytes() == b"old"


def test_a_disk_that_fills_up_is_explained(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)
    with pytest.raises(OutputError, match=r"s\.xlsx: the disk is full"):
        write_workbook({"theme_breakdown": BREAKDOWN}, tmp_path / "s.xlsx", summary=SUMMARY)
    assert list(tmp_path.iterdir()) == []
