"""Tables as CSV files, and their names."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.results.cells import escape_formula
from pyshma.results.write import file_name, format_cell, write_csv

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


def read_back(path, sep=","):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=sep))


def test_a_table_is_utf8_with_mark_and_plain_line_ends(tmp_path):
    table = pd.DataFrame({"theme": ["Парки"], "n_assigned": [75], "prevalence": [75 / 285], "quote": [None]})
    write_csv(table, tmp_path / "т.csv")
    content = (tmp_path / "т.csv").read_bytes()
    assert content == "\ufefftheme,n_assigned,prevalence,quote\nПарки,75,0.263158,\n".encode()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (0, "0"),
        (-3, "-3"),
        (True, "True"),
        (14.0, "14"),
        (-0.0, "0"),
        (1 / 3, "0.333333"),
        (-1 / 3, "-0.333333"),
        (1234567.0, "1234567"),
        (8.638530001e-07, "8.63853e-07"),
        (float("nan"), ""),
        (float("inf"), "inf"),
        (float("-inf"), "'-inf"),
        (None, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        ("=1+1", "'=1+1"),
        ("— парк", "— парк"),
        (pd.Timestamp("2035-01-01"), "2035-01-01 00:00:00"),
    ],
)
def test_values_become_cells(value, cell):
    assert format_cell(value) == cell


@pytest.mark.parametrize(
    ("sep", "line"),
    [
        (",", '0.357143,14,"парк, 0.5",8.63853e-07'),
        (";", "0,357143;14;парк, 0.5;8,63853e-07"),
        ("\t", "0.357143\t14\tпарк, 0.5\t8.63853e-07"),
    ],
)
def test_numbers_have_a_decimal_comma_where_excel_wants_one(tmp_path, sep, line):
    write_csv(
        pd.DataFrame([[10 / 28, 14.0, "парк, 0.5", 8.638530001e-07]], columns=list("абвг")), tmp_path / "t.csv", sep=sep
    )
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()[1] == line


def test_numbers_do_not_depend_on_their_last_bits(tmp_path):
    for name, value in (("a", 0.1 + 0.2), ("b", 0.3)):
        write_csv(pd.DataFrame({"x": [value]}), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("sep", [",", ";", "\t"])
@given(rows=st.lists(st.tuples(texts, texts, st.integers()), max_size=6))
def test_write_then_read_gives_the_escaped_texts(sep, rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    write_csv(pd.DataFrame(rows, columns=["a", "=b", "n"]), path, sep=sep)
    expected = [["a", "'=b", "n"], *([escape_formula(a), escape_formula(b), str(n)] for a, b, n in rows)]
    assert read_back(path, sep) == expected


@given(rows=st.lists(texts, max_size=6))
def test_no_text_cell_begins_as_a_formula(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    write_csv(pd.DataFrame({"quote": rows}, dtype="object"), path)
    assert len(read_back(path)) == len(rows) + 1
    assert not any(row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for row in read_back(path))


def test_half_of_a_surrogate_pair_does_not_stop_the_table(tmp_path):
    write_csv(pd.DataFrame({"source": ["сочинение\udcff.txt"]}, dtype="object"), tmp_path / "t.csv")
    assert read_back(tmp_path / "t.csv") == [["source"], ["сочинение\\udcff.txt"]]


@pytest.mark.parametrize("dtype", ["object", "string", "category"])
def test_kinds_of_columns_are_written_alike(tmp_path, dtype):
    write_csv(pd.DataFrame({"v": pd.Series(["=а", None, "б"], dtype=dtype)}), tmp_path / "t.csv")
    assert read_back(tmp_path / "t.csv") == [["v"], ["'=а"], [""], ["б"]]


def test_two_columns_of_one_name_are_both_written(tmp_path):
    write_csv(pd.DataFrame([[1, 2.5]], columns=["a", "a"]), tmp_path / "t.csv")
    assert read_back(tmp_path / "t.csv") == [["a", "a"], ["1", "2.5"]]


def test_an_empty_table_has_its_header(tmp_path):
    write_csv(pd.DataFrame({"a": [], "b": np.array([], dtype=int)}), tmp_path / "t.csv")
    assert read_back(tmp_path / "t.csv") == [["a", "b"]]


@given(st.text(max_size=200))
def test_a_file_name_stays_in_its_folder_and_fits(text):
    name = file_name(text)
    assert name
    assert not set(name) & set('/\\:*?"<>|\0\r\n.')
    assert len(name.encode("utf-8", "replace")) <= 80
    assert name == name.strip()
