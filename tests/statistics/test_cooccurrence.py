"""Themes that stand together in documents."""

import pandas as pd
import pytest

from pyshma.errors import ColumnError
from pyshma.statistics import theme_cooccurrence

THEMES = [("air", "Чистый воздух"), ("parks", "Парки"), ("bus", "Автобусы")]
DOCUMENTS = pd.DataFrame({"document_id": ["а", "б", "в"]})


def count_pairs(*rows: tuple[str, str], documents: pd.DataFrame = DOCUMENTS) -> pd.DataFrame:
    return theme_cooccurrence(pd.DataFrame(rows, columns=["document_id", "theme_id"]), documents, THEMES)


def test_documents_with_both_themes_are_counted_once() -> None:
    table = count_pairs(("а", "air"), ("а", "bus"), ("а", "bus"), ("б", "bus"), ("б", "air"), ("в", "parks"))
    assert table[["theme_id", "other_theme_id", "n_both"]].values.tolist() == [
        ["air", "bus", 2],
        ["air", "parks", 0],
        ["parks", "bus", 0],
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("в", "zzz"), "1 theme_id that the codebook lacks: 'zzz'"),
        (("ъ", "air"), "1 document_id that the table of documents lacks: 'ъ'"),
    ],
)
def test_an_assignment_of_what_is_not_there_is_an_error(row: tuple[str, str], said: str) -> None:
    with pytest.raises(ColumnError, match=said):
        count_pairs(("в", "air"), ("в", "parks"), row)


def test_a_document_that_stands_twice_is_an_error() -> None:
    with pytest.raises(ColumnError, match="the table of documents has document_id 'а' more than once"):
        count_pairs(("а", "air"), documents=pd.DataFrame({"document_id": ["а", "а"]}))
