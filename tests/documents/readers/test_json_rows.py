from __future__ import annotations

import pytest

from pyshma.documents import read_documents
from pyshma.documents.readers.json_rows import read_json, read_json_lines
from pyshma.documents.registry import Passage
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

LINES = '{"id": "а", "age": 15, "tags": ["x"], "text": "Парк"}\n\n{"text": "Лес", "id": 7, "city": "Пышма"}\n'


def test_keys_are_columns():
    first, second = read_json_lines(LINES.encode("utf-8-sig"), settings=DocumentSettings())
    assert (first.row, first.id, first.text) == (1, "а", "Парк")
    assert first.variables == {"age": 15, "tags": None, "city": None}
    assert (second.row, second.id, second.variables["city"]) == (3, "7", "Пышма")


def faults(passages: list[Passage]) -> dict[int | None, tuple[str, dict[str, str]]]:
    return {item.row: (item.fault.code, item.fault.details) for item in passages if item.fault is not None}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", ("not_json", {"row": "2", "column": "2"})),
        ('{"text": "Лес}', ("not_json", {"row": "2", "column": "10"})),
        ("[" * 100_000, ("not_json", {"row": "2", "column": "1"})),
        ("[1]", ("not_object", {})),
        ("5", ("not_object", {})),
    ],
)
def test_a_broken_line_is_a_fault_of_its_own(line, fault):
    content = '{"text": "Парк"}\n' + line + '\n{"text": "Луг"}\n'
    passages = list(read_json_lines(content.encode(), settings=DocumentSettings()))
    assert [item.text for item in passages if item.fault is None] == ["Парк", "Луг"]
    assert faults(passages) == {2: fault}


def test_a_broken_line_is_rejected_and_the_others_go_on(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"text": "Парк"}\n{"text": \n{"text": "Луг"}\n', encoding="utf-8")
    documents = read_documents(tmp_path)
    assert [(item.id, item.text) for item in documents] == [("x#1", "Парк"), ("x#3", "Луг")]
    assert [(item.source, item.code) for item in documents.rejections] == [("x.jsonl#2", "not_json")]


def test_lines_of_which_none_is_an_object_are_one_fault():
    with pytest.raises(UnreadableSource, match="not_json"):
        list(read_json_lines("Парк\nЛес\n".encode(), settings=DocumentSettings()))


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('[{"id": "а", "text": "Парк"},\n {"id": "б", "text": "Лес"}]', [(1, "Парк"), (2, "Лес")]),
        ('["Парк", "Лес"]', [(1, "Парк"), (2, "Лес")]),
        ('{\n"id": "а",\n"text": "Парк"}', [(1, "Парк")]),
        ('{"text": "Парк"}\n{"text": "Лес"}\n', [(1, "Парк"), (2, "Лес")]),
        ('"Парк"', [(1, "Парк")]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_list_of_objects_or_texts(content, texts, encoding):
    passages = read_json(content.encode(encoding), settings=DocumentSettings())
    assert [(item.row, item.text) for item in passages] == texts


def test_a_number_in_a_list_is_a_fault_of_its_own():
    passages = list(read_json('["Парк", 5, null]'.encode(), settings=DocumentSettings()))
    assert faults(passages) == {2: ("not_object", {}), 3: ("not_object", {})}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('["Парк",', "not_json"),
        ("[" * 100_000, "not_json"),
        ("[1, 2]", "not_object"),
        ('{"type": "FeatureCollection", "features": []}', "no_text_column"),
        ("[]", "empty"),
        ("Парк", "not_json"),
    ],
)
def test_json_without_texts_says_why(content, code):
    with pytest.raises(UnreadableSource) as caught:
        list(read_json(content.encode(), settings=DocumentSettings()))
    assert caught.value.code == code


def test_half_of_a_surrogate_pair_is_no_character():
    content = r'{"id": "\ud800а", "text": "Парк \ud83c\udf33 у \udc00пруда", "город\udfff": "Пышма\ud83c"}'
    (passage,) = read_json_lines(content.encode(), settings=DocumentSettings())
    assert (passage.id, passage.text) == ("\ufffdа", "Парк \U0001f333 у \ufffdпруда")
    assert passage.variables == {"город\ufffd": "Пышма\ufffd"}
