from __future__ import annotations

import copy
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents import Document, Rejection, catalogue_sources, read_documents, read_sources
from pyshma.documents.normalise import normalise_text
from pyshma.errors import ColumnError, SourceError
from pyshma.messages import LANGUAGES, translate_reason
from pyshma.settings import DocumentSettings

CORPUS = Path(__file__).parents[2] / "corpora" / "pyshma2035"
SEVEN = ("utf-8", "utf-16", "cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
PLAIN = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "—": "-", "–": "-", "…": "...", "№": "N"})


def put(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def outcome(path: Path, **options: object) -> tuple[dict[str, str], dict[str, str]]:
    documents = read_documents(path, settings=DocumentSettings(**options))
    texts = {document.id: document.text for document in documents}
    return texts, {rejection.source: rejection.code for rejection in documents.rejections}


def test_the_demonstration_corpus_is_whole():
    documents = read_documents(CORPUS)
    ids = [document.id for document in documents]
    assert (len(ids), len(set(ids)), documents.rejections) == (285, 285, [])


def test_the_corpus_reencoded_is_read_right_in_seven_encodings(tmp_path):
    texts = {document.id: document.text for document in read_documents(CORPUS)}
    wanted = {}
    for name, text in texts.items():
        for encoding in SEVEN:
            fitted = (
                text
                if encoding.startswith("utf")
                else text.translate(PLAIN).encode(encoding, "ignore").decode(encoding)
            )
            put(tmp_path, {f"{encoding}/{name}.txt": fitted.encode(encoding)})
            wanted[f"{encoding}/{name}"] = normalise_text(fitted)
    read, rejected = outcome(tmp_path)
    assert rejected == {}
    assert [name for name in wanted if read[name] != wanted[name]] == []
    assert len(read) == 285 * 7


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "large.txt": ("Хочу парк. ".encode() * 1000, "too_large"),
    "nul.txt": ("Хочу парк".encode() + b"\0\0\0" + "и лес".encode(), "binary"),
    "english.txt": (b"I want clean air and many parks in my town", "not_russian"),
    "blank.txt": (b" \n\t ", "no_text"),
    "dashes.txt": (b"---", "no_text"),
    "blank.rtf": (b"{\\rtf1 }", "no_text"),
    "long.txt": ("Хочу парк. ".encode() * 60, "too_long"),
    "song.mp3": (b"\xff\xfb\x90\x00" * 50, "unknown_format"),
    "запись.mp3": (b"ID3aaaa", "unknown_format"),
    "zip.docx": (b"PK\x03\x04" + b"x" * 100, "damaged"),
    "table.csv": (b"a;b\n1;2\n", "no_text_column"),
    "header.csv": ("id;текст\n".encode(), "empty"),
    "mangled.txt": ("Хочу чистый парк и Иру".encode().decode("cp1251", "replace").encode(), "mangled"),
    "quote.csv": ('id;текст\n1;"Парк\n2;Лес\n'.encode(), "unclosed_quote"),
}


@pytest.mark.parametrize("text", ["Хочу чистый парк и пруд", "И ещё: «Ирбит» — 5 км…"])
def test_letters_that_another_program_has_mangled_are_restored(tmp_path, text):
    mangled = "".join(bytes([byte]).decode("cp1251") if byte != 0x98 else "\x98" for byte in text.encode())
    texts, rejected = outcome(put(tmp_path, {"а.txt": mangled, "б.csv": f"id;текст\nw1;{mangled}\n"}))
    assert (texts, rejected) == ({"а": text, "w1": text}, {})


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_rejected_beside_good_ones(tmp_path, name):
    content, code = BAD[name]
    put(tmp_path, {"а.txt": "Парк", name: content, "я.txt": "Лес"})
    assert outcome(tmp_path, max_bytes=2000, max_characters=600) == ({"а": "Парк", "я": "Лес"}, {name: code})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_said(tmp_path, language):
    put(tmp_path, {name: content for name, (content, _) in BAD.items()})
    documents = read_documents(tmp_path, settings=DocumentSettings(max_bytes=2000, max_characters=600))
    assert list(documents) == []
    reasons = [translate_reason(item.code, item.details, language) for item in documents.rejections]
    assert len(reasons) == len(BAD)
    assert not any("{" in reason or " at 0x" in reason for reason in reasons)
    assert language == "en" or not any("zip file" in reason for reason in reasons)


def test_halves_of_characters_are_replaced_wherever_python_gives_them():
    given = [
        Document("а\ud800", "Парк\ud800", "б\ud800", {"класс\ud800": "7\ud800", "возраст": 14}),
        ("а\ufffd", "Лес"),
    ]
    first, second = read_documents(given)
    assert first == Document("а\ufffd", "Парк\ufffd", "б\ufffd", {"класс\ufffd": "7\ufffd", "возраст": 14})
    assert second.id == "а\ufffd~2"


def test_answers_without_letters_count_and_files_without_letters_are_rejected(tmp_path):
    texts, rejected = outcome(
        put(tmp_path, {"а.txt": "42", "б.csv": "id;текст\nw1;42\nw2;+\n", "в.jsonl": '{"text": "42"}'})
    )
    assert (texts, rejected) == ({"w1": "42", "w2": "+", "в#1": "42"}, {"а.txt": "no_text"})
    given = read_documents([("w3", "42"), ("w4", " ")])
    assert [(item.id, item.text) for item in given] == [("w3", "42")]
    assert [(item.source, item.code) for item in given.rejections] == [("w4", "empty_row")]


def test_a_folder_of_pictures_gives_reasons_only(tmp_path):
    put(tmp_path, {f"{n}.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(50) for n in range(3)})
    texts, rejected = outcome(tmp_path)
    assert texts == {}
    assert list(rejected) == ["0.jpg", "1.jpg", "2.jpg"]


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="holds no files"):
        read_documents(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the system refuses nothing to this user")
def test_a_file_that_may_not_be_read(tmp_path):
    put(tmp_path, {"а.txt": "Парк", "б.txt": "Лес"})
    (tmp_path / "б.txt").chmod(0)
    assert outcome(tmp_path) == ({"а": "Парк"}, {"б.txt": "permission"})


def test_a_file_that_vanished_is_rejected(tmp_path):
    catalogue = catalogue_sources(put(tmp_path, {"а.txt": "Парк", "б.csv": "текст\nЛес\nЛуг\n"}))
    (tmp_path / "а.txt").unlink()
    (tmp_path / "б.csv").write_text("текст\nЛес\n", encoding="utf-8")
    items = list(read_sources(catalogue.sources, tmp_path, DocumentSettings()))
    assert [type(item) for item in items] == [Rejection, Document, Rejection]
    assert [item.source for item in items] == ["а.txt", "б.csv#2", "б.csv#3"]


def test_what_changes_between_catalogue_and_reading_is_not_taken_for_what_it_was(tmp_path):
    catalogue = catalogue_sources(put(tmp_path, {"а.txt": "Парк", "б.csv": "текст\nЛес\nЛуг\n", "в.txt": "Пруд"}))
    put(tmp_path, {"а.txt": "Парки", "б.csv": "текст\nЛеса\nЛуг\n"})
    items = list(read_sources(catalogue.sources, tmp_path, DocumentSettings()))
    assert [item.text if isinstance(item, Document) else item.code for item in items] == [
        "changed",
        "changed",
        "Луг",
        "Пруд",
    ]


def test_one_word_is_a_document(tmp_path):
    assert outcome(put(tmp_path, {"а.txt": "Парк"})) == ({"а": "Парк"}, {})


def test_rows_without_text_are_rejected_and_dashes_are_answers(tmp_path):
    put(tmp_path, {"t.csv": "id;текст;балл\n1;Парк;5\n2;;4\n3;-;3\n4;=HYPERLINK(1);2\n"})
    assert outcome(tmp_path) == ({"1": "Парк", "3": "-", "4": "=HYPERLINK(1)"}, {"t.csv#3": "empty_row"})


def test_variables_come_from_the_row_and_the_table_of_variables(tmp_path):
    put(tmp_path, {"а.txt": "Парк", "t.csv": "id;текст;балл\nб;Лес;5\n", "variables.csv": "id;класс\nа;7\nб;8\n"})
    found = {document.id: dict(document.variables) for document in read_documents(tmp_path)}
    assert found == {"а": {"класс": 7}, "б": {"балл": 5, "класс": 8}}


@pytest.mark.parametrize(
    "source", [[("а", "Парк"), ("б", "Лес")], pd.DataFrame({"id": ["а", "б"], "text": ["Парк", "Лес"]})]
)
def test_variables_are_given_to_texts_in_memory_too(tmp_path, source):
    put(tmp_path, {"классы.csv": "id;класс\nа;7\n"})
    documents = read_documents(source, variables=tmp_path / "классы.csv")
    assert [dict(document.variables) for document in documents] == [{"класс": 7}, {}]
    assert documents.variables == {"а": {"класс": 7}}


def test_parts_of_a_catalogue_make_the_whole(tmp_path):
    rows = "".join(f"{n};Ответ {n}\n" for n in range(50))
    put(tmp_path, {"а.txt": "Парк", "t.csv": "id;текст\n" + rows, "я.txt": "Лес"})
    sources = copy.deepcopy(catalogue_sources(tmp_path).sources)
    whole = list(read_sources(sources, tmp_path, DocumentSettings()))
    parts = [
        item
        for start in range(0, 52, 7)
        for item in read_sources(sources[start : start + 7], tmp_path, DocumentSettings())
    ]
    assert parts == whole
    assert [item.id for item in whole] == [source.id for source in sources]


def test_reading_twice_gives_the_same(tmp_path):
    documents = read_documents(put(tmp_path, {"а.txt": "Парк", "б.txt": b""}))
    assert (list(documents), len(documents.rejections)) == (list(documents), len(documents.rejections))


def test_columns_can_be_named(tmp_path):
    path = put(tmp_path, {"t.csv": "что;кто;text\nПарк;Аня;x\n"}) / "t.csv"
    (document,) = read_documents(path, text="что", id="кто")
    assert (document.id, document.text, document.variables) == ("Аня", "Парк", {"text": "x"})


def test_a_dataframe_is_a_table():
    frame = pd.DataFrame(
        {"id": ["а", "а", None], "text": ["Парк", None, "Лес"], "age": [15, None, 16], "ok": [True, False, True]}
    )
    documents = read_documents(frame)
    assert [(item.id, item.text, item.variables) for item in documents] == [
        ("а", "Парк", {"age": 15, "ok": True}),
        ("2", "Лес", {"age": 16, "ok": True}),
    ]
    assert [(item.source, item.code) for item in documents.rejections] == [("table#2", "empty_row")]


def test_a_blank_cell_does_not_change_the_other_ids_of_a_dataframe():
    frame = pd.DataFrame({"id": [1, 2, None], "text": ["Парк", "Лес", "Луг"]}, index=["x", "y", "z"])
    assert [item.id for item in read_documents(frame)] == ["1", "2", "z"]


def test_columns_of_a_dataframe_that_share_a_name_are_all_kept():
    frame = pd.DataFrame([["Парк", 15, 16]], columns=["text", "возраст", "возраст"])
    [document] = read_documents(frame)
    assert document.variables == {"возраст": 15, "возраст (2)": 16}


LONG = "Хочу, чтобы во дворе построили площадку и новую школу"


@pytest.mark.parametrize(
    ("frame", "text", "says"),
    [
        ({"ответы": ["Парк"]}, "ответ", "there is no column 'ответ'.*columns are: ответы; did you mean 'ответы'"),
        ({"ответы": ["Парк"]}, None, "no column is clearly the text.*columns are: ответы"),
        ({"мечта": [LONG], "план": [LONG]}, None, "more than one column may be the text.*columns are: мечта, план"),
    ],
)
def test_a_dataframe_without_a_clear_column_names_those_it_has(frame, text, says):
    with pytest.raises(ColumnError, match=says):
        read_documents(pd.DataFrame(frame), text=text)


@pytest.mark.parametrize(
    "source", [["Парк", "Парк и пруд"], pd.DataFrame({"text": ["Парк", "Парк и пруд"]}, index=[1, 2])]
)
def test_texts_in_memory_may_be_too_long_as_well(source):
    documents = read_documents(source, settings=DocumentSettings(max_characters=4))
    assert [document.id for document in documents] == ["1"]
    assert [(item.code, item.details) for item in documents.rejections] == [("too_long", {"size": "11", "limit": "4"})]


def test_iterables_of_every_kind():
    items = [Document("а", "Парк\r\n", "x.txt", {"age": 15}), "Лес", ("б", "Луг"), ("б", "Пруд")]
    found = [(item.id, item.text, item.variables) for item in read_documents(items)]
    assert found == [("а", "Парк", {"age": 15}), ("2", "Лес", {}), ("б", "Луг", {}), ("б~2", "Пруд", {})]
    assert [item.id for item in read_documents({"в": "Мост"})] == ["в"]


@pytest.mark.parametrize("source", [5, None, [5], [("а", 5)], "", " ", [], {}, pd.DataFrame({"text": []})])
def test_nothing_that_can_be_read(source):
    with pytest.raises(SourceError, match="give"):
        read_documents(source)


@given(
    st.binary(max_size=400),
    st.sampled_from([".txt", ".md", ".csv", ".html", ".eml", ".rtf", ".docx", ".xlsx", ".jsonl", ".json"]),
)
def test_no_bytes_raise(tmp_path_factory, content, suffix):
    folder = tmp_path_factory.mktemp("fuzz")
    put(folder, {f"а{suffix}": content})
    documents = read_documents(folder)
    assert len(list(documents)) + len(documents.rejections) >= 1


def test_a_set_of_texts_is_refused() -> None:
    with pytest.raises(SourceError, match="texts in a set come in another order"):
        read_documents({"Хочу парк у пруда", "Хочу новый автобус"})


def test_a_text_in_place_of_a_source_says_what_to_give() -> None:
    with pytest.raises(SourceError, match="name of 150 characters; check it, or give texts in a list"):
        read_documents("Парк! " * 25)
