from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents.readers.table_csv import ONE_COLUMN, read_csv, sniff_delimiter
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

SETTINGS = DocumentSettings()


def rows(text: str, encoding: str = "utf-8") -> list[tuple[int | None, str | None, str]]:
    return [(item.row, item.id, item.text) for item in read_csv(text.encode(encoding), settings=SETTINGS)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16", "koi8_r"])
def test_delimiters_and_encodings(delimiter, encoding):
    lines = [["id", "возраст", "ответ"], ["а1", "15", '"Парк, лес; луг\tи ""пруд"""'], ["а2", "16", "Дорога"]]
    text = "\r\n".join(delimiter.join(cells) for cells in lines)
    assert rows(text, encoding) == [(2, "а1", 'Парк, лес; луг\tи "пруд"'), (3, "а2", "Дорога")]


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["a;b,c;d", "1;2,5;3", "1;2,5,7;3"], ";"),
        (["id,текст", '1,"Парк; лес; луг"', '2,"А; б; в"'], ","),
        (["текст", "Парк, пруд", "Лес"], ONE_COLUMN),
        (["sep=|", "id|текст"], "|"),
        ([], ONE_COLUMN),
    ],
)
def test_sniffing(lines, delimiter):
    assert sniff_delimiter(lines) == delimiter


def test_a_column_alone_keeps_its_commas():
    assert rows("текст\nПарк, пруд\nЛес; луг\n") == [(2, None, "Парк, пруд"), (3, None, "Лес; луг")]


def test_excel_hint_is_not_the_header():
    assert rows("sep=;\nid;текст\n1;Парк\n") == [(3, "1", "Парк")]


def test_lines_within_a_cell_are_one_row():
    assert rows('id;текст\n1;"Парк\nи пруд"\n2;Лес') == [(2, "1", "Парк\nи пруд"), (3, "2", "Лес")]


def test_formulas_pass_through_as_text():
    assert rows("id;текст\n1;=cmd|' /C calc'!A0\n") == [(2, "1", "=cmd|' /C calc'!A0")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('id;текст\n1;"Парк\n2;Лес\n', "unclosed_quote"),
        ("a;b\n1;2\n", "no_text_column"),
        ("\n\n", "empty"),
    ],
)
def test_faults_say_what_they_are(text, code):
    with pytest.raises(UnreadableSource) as caught:
        rows(text)
    assert caught.value.code == code


def test_what_stands_above_a_quotation_mark_that_is_never_closed_is_read():
    first, second = read_csv('id;текст\n1;Парк\n2;"Лес\n3;Луг\n4;Пруд\n'.encode(), settings=SETTINGS)
    assert (first.row, first.text, first.fault) == (2, "Парк", None)
    assert (second.row, second.fault.code, second.fault.details) == (3, "unclosed_quote", {"row": "3", "n": "3"})


def test_a_long_cell_is_read_like_a_long_file():
    long = "парк " * 40_000
    assert rows(f"id,text\n1,{long}\n2,Лес\n") == [(2, "1", long), (3, "2", "Лес")]
    assert csv.field_size_limit() == 131_072, "the limit of the process is as it was"


def test_rows_come_one_by_one():
    def endless():
        return read_csv(("текст\n" + "парк\n" * 100_000).encode(), settings=SETTINGS)

    assert next(endless()).row == 2
    assert [item.row for item in read_csv(b"text\n" + b"a\n" * 999, settings=SETTINGS, rows=range(700, 702))] == [
        700,
        701,
    ]


WORDS = st.text('абв,;"\n\t |', min_size=1).filter(str.strip)


@given(st.lists(WORDS, min_size=2, max_size=8), st.sampled_from(";,\t"))
def test_what_was_written_is_read(cells, delimiter):
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "текст"], *([str(n), cell] for n, cell in enumerate(cells))])
    assert [text for _, _, text in rows(out.getvalue())] == cells
