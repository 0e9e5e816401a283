from __future__ import annotations

import pytest

from pyshma.documents.readers.json_lines import read_json_lines
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

LINES = '{"id": "а", "age": 15, "tags": ["x"], "text": "Парк"}\n\n{"text": "Лес", "id": 7, "city": "Пышма"}\n'


def test_keys_are_columns():
    first, second = read_json_lines(LINES.encode("utf-8-sig"), settings=DocumentSettings())
    assert (first.row, first.id, first.text) == (1, "а", "Парк")
    assert first.variables == {"age": 15, "tags": None, "city": None}
    assert (second.row, second.id, second.variables["city"]) == (3, "7", "Пышма")


@pytest.mark.parametrize("line", ["{", "[1]", "[" * 100_000, '"x"'])
def test_a_broken_line_is_named(line):
    with pytest.raises(UnreadableSource) as caught:
        list(read_json_lines(('{"text": "Парк"}\n' + line).encode(), settings=DocumentSettings()))
    assert caught.value.code == "damaged"
    assert "line 2" in caught.value.details["detail"]
