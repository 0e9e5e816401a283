from __future__ import annotations

import logging
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from pyshma.documents import Document, find_variables, read_variables, report_unmatched
from pyshma.documents.variables import name_some
from pyshma.errors import ColumnError, SourceError


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "variables.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_any_encoding_and_delimiter(tmp_path, encoding, delimiter):
    text = "номер,класс,возраст,рост\nа1,7Б,15,\nа2,,16,3.5\n".replace(",", delimiter)
    assert read_variables(write(tmp_path, text, encoding)) == {
        "а1": {"класс": "7Б", "возраст": 15, "рост": None},
        "а2": {"класс": None, "возраст": 16, "рост": 3.5},
    }


def test_the_id_column_is_named_or_known_or_first(tmp_path):
    path = write(tmp_path, "файл,id\nx,y\n")
    assert list(read_variables(path)) == ["y"]
    assert list(read_variables(path, id_column="файл")) == ["x"]
    assert list(read_variables(write(tmp_path, "файл,класс\nx,7\n"))) == ["x"]


def test_a_workbook_is_a_table_too(tmp_path):
    book = Workbook()
    for row in (["id", "возраст"], [0, 14], [7.0, 15]):
        book.active.append(row)
    book.save(tmp_path / "v.xlsx")
    assert read_variables(tmp_path / "v.xlsx") == {"0": {"возраст": 14}, "7": {"возраст": 15}}


def test_columns_that_share_a_name_are_all_kept(tmp_path):
    path = write(tmp_path, "id,возраст,возраст\nx,14,15\n")
    assert read_variables(path) == {"x": {"возраст": 14, "возраст (2)": 15}}


def test_an_id_column_without_a_name_is_not_taken_for_another(tmp_path):
    assert read_variables(write(tmp_path, ",класс,\nx,7,а\n")) == {"x": {"класс": 7}}


def test_an_unknown_id_column_is_named_with_those_that_are_there(tmp_path):
    with pytest.raises(ColumnError, match=r"no column 'ид'.*has: id, класс"):
        read_variables(write(tmp_path, "id,класс\nx,7\n"), id_column="ид")


def test_repeated_ids_are_named(tmp_path):
    with pytest.raises(SourceError, match="ids occur more than once: x, y; leave one row"):
        read_variables(write(tmp_path, "id,класс\nx,7\ny,8\nx,9\ny,1\nz,2\n,3\n,4\n"))


def test_an_unreadable_table_is_an_error_not_an_empty_table(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        read_variables(write(tmp_path, "id\0\0\n"))
    with pytest.raises(SourceError, match="no such table of variables"):
        read_variables(tmp_path / "нет.csv")


def test_what_does_not_match_is_counted_and_said_once(caplog):
    variables = {"а": {"age": 1}, "б.txt": {"age": 2}, "я": {"age": 3}}
    documents = [("а", "а.txt"), ("б", "б.txt"), ("в", "в.txt")]
    with caplog.at_level(logging.WARNING):
        assert report_unmatched(variables, documents, path="variables.csv") == (1, 1)
    assert [record.getMessage() for record in caplog.records] == [
        "variables.csv: 1 of 3 ids match no document: я",
        "variables.csv: 1 of 3 documents have no variables: в",
    ]


def test_a_row_may_name_the_file():
    document = Document("б", "Парк", "б.txt")
    assert find_variables({"б.txt": {"age": 2}}, document) == {"age": 2}
    assert find_variables({}, document) == {}


@pytest.mark.parametrize(
    ("count", "text"), [(0, ""), (2, "0, 1"), (5, "0, 1, 2, 3, 4"), (6, "0, 1, 2, 3, 4 and 1 more")]
)
def test_only_the_first_ids_are_named(count, text):
    assert name_some(map(str, range(count))) == text


def cut_part(path: Path, part: str) -> None:
    """Leave of one part of a workbook the first half."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part][: len(parts[part]) // 2]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_workbook_with_a_broken_part_is_told_in_words(tmp_path, part):
    Workbook().save(tmp_path / "v.xlsx")
    cut_part(tmp_path / "v.xlsx", part)
    with pytest.raises(SourceError, match=r"v\.xlsx: the table cannot be read: the file is damaged \(\w+Error: "):
        read_variables(tmp_path / "v.xlsx")


def test_a_damaged_workbook_is_told_in_words(tmp_path):
    (tmp_path / "v.xlsx").write_text("abc")
    with pytest.raises(SourceError, match="the table cannot be read: the file is damaged"):
        read_variables(tmp_path / "v.xlsx")
