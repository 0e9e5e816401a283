from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents import Catalogue, catalogue_sources
from pyshma.documents.catalogue import printable_name
from pyshma.documents.document import make_unique
from pyshma.errors import SourceError
from pyshma.settings import DocumentSettings


def put(folder: Path, *names: str, text: str = "Хочу парк") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def ids(path: Path) -> list[str]:
    return [source.id for source in catalogue_sources(path).sources]


def without_root(catalogue: Catalogue) -> Catalogue:
    return replace(catalogue, corpus=replace(catalogue.corpus, root=Path()))


def test_ids_are_paths_without_suffix_in_the_order_of_names(tmp_path):
    put(tmp_path, "б.txt", "а.md", "7б/иванов.txt", "7б/архив.2025/петров.txt", "В.txt")
    assert ids(tmp_path) == ["7б/архив.2025/петров", "7б/иванов", "В", "а", "б"]


def test_files_that_would_share_an_id_keep_their_suffix(tmp_path):
    put(tmp_path, "а.txt", "а.md", "б.txt", "7/а.txt")
    assert ids(tmp_path) == ["7/а", "а.md", "а.txt", "б"]


def test_what_no_person_put_there_is_passed_over(tmp_path):
    put(
        tmp_path,
        "а.txt",
        ".hidden.txt",
        ".git/x.txt",
        "~$а.docx",
        "Thumbs.db",
        "__MACOSX/a.txt",
        ".DS_Store",
        "desktop.ini",
    )
    assert ids(tmp_path) == ["а"]


def test_variables_of_a_plain_folder_are_no_text(tmp_path, caplog):
    put(tmp_path, "а.txt", "б/variables.csv")
    put(tmp_path, "variables.csv", text="id,age\nа,15\nнет такого,16\n")
    catalogue = catalogue_sources(tmp_path)
    assert [source.name for source in catalogue.sources] == ["а.txt", "б/variables.csv"]
    assert catalogue.variables == {"а": {"age": 15}, "нет такого": {"age": 16}}
    assert "1 of 2 ids match no document: нет такого" in caplog.text


def test_a_table_of_variables_that_is_given_is_no_text_and_takes_the_place_of_the_own_one(tmp_path, caplog):
    put(tmp_path, "а.txt", "б.txt")
    put(tmp_path, "variables.csv", text="номер,класс\nа,7\n")
    put(tmp_path, "анкеты/ответы.csv", text="id,комментарий\nа,хорошо\nв,плохо\n")
    catalogue = catalogue_sources(tmp_path, variables=tmp_path / "анкеты" / ".." / "анкеты" / "ответы.csv")
    assert [source.id for source in catalogue.sources] == ["а", "б"]
    assert catalogue.variables == {"а": {"комментарий": "хорошо"}, "в": {"комментарий": "плохо"}}
    assert "1 of 2 ids match no document: в" in caplog.text


def test_a_file_may_be_texts_and_variables_at_once(tmp_path):
    put(tmp_path, "а.csv", text="id,текст,класс\nw1,Парк,7\n")
    assert [source.id for source in catalogue_sources(tmp_path / "а.csv", variables=tmp_path / "а.csv").sources] == [
        "w1"
    ]


def test_variables_of_rows_are_found_by_id_or_by_file_and_row(tmp_path, caplog):
    put(tmp_path, "а.csv", text="текст\nПарк\nЛес\nЛуг\n")
    put(tmp_path, "variables.csv", text="id,класс\nа#2,7\nа.csv#3,8\nа.csv,9\n")
    catalogue_sources(tmp_path)
    assert "1 of 3 ids match no document: а.csv\n" in caplog.text
    assert "1 of 3 documents have no variables: а#4\n" in caplog.text


def test_rows_of_a_table_have_ids_of_their_own(tmp_path):
    put(tmp_path, "а.csv", text="id;текст\nw1;Парк\n;Лес\nw1;Луг\n")
    put(tmp_path, "б.csv", text="текст\nПруд\n")
    put(tmp_path, "w1.txt")
    sources = catalogue_sources(tmp_path).sources
    assert [(source.id, source.label) for source in sources] == [
        ("w1", "w1.txt"),
        ("w1~2", "а.csv#2"),
        ("а#3", "а.csv#3"),
        ("w1~3", "а.csv#4"),
        ("б#2", "б.csv#2"),
    ]


def test_a_single_file_is_catalogued_without_its_neighbours(tmp_path):
    put(tmp_path, "а.txt", "б.txt")
    assert ids(tmp_path / "а.txt") == ["а"]


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no line feed in names")
def test_names_are_printable(tmp_path):
    put(tmp_path, "две\nстроки.txt", "🌳.txt", "й\u0438\u0306.txt")
    assert ids(tmp_path) == ["две\ufffdстроки", "йй", "🌳"]


@pytest.mark.skipif(
    os.name == "nt" or os.uname().sysname == "Darwin", reason="only some systems allow any bytes in names"
)
def test_names_that_are_not_utf8_are_printable_and_unique(tmp_path):
    for name in (b"\xff.txt", b"\xfe.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("Парк", encoding="utf-8")
    assert ids(tmp_path) == ["\ufffd.txt", "\ufffd.txt~2"]


def link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target)
    except OSError:
        pytest.skip("this system lets only administrators make links")


def test_links_lead_neither_out_nor_in_circles(tmp_path):
    folder = tmp_path / "texts"
    put(folder, "а.txt")
    put(tmp_path, "секрет.txt")
    for name, target in (("loop", folder), ("out.txt", tmp_path / "секрет.txt"), ("in.txt", folder / "а.txt")):
        link(folder / name, target)
    catalogue = catalogue_sources(folder)
    assert [source.id for source in catalogue.sources] == ["in", "а"]
    assert [(item.source, item.code) for item in catalogue.rejections] == [
        ("loop", "not_a_file"),
        ("out.txt", "not_a_file"),
    ]


def test_an_empty_folder_says_what_was_looked_for(tmp_path):
    put(tmp_path, ".hidden")
    with pytest.raises(SourceError, match=r"holds no files; put texts into it \(.*\.docx.*\.txt"):
        catalogue_sources(tmp_path)


MANIFEST = '{"corpus": {}, "codebook": {}, "counts": {}, "versions": {"pyshma": "0.1"}}'


def test_folders_of_results_are_no_texts(tmp_path):
    put(tmp_path, "а.txt", "итоги/documents.csv", "б/опись/manifest.json", "новые/store/1.parquet")
    put(tmp_path, "итоги/manifest.json", text=MANIFEST)
    put(tmp_path, "б/опись/manifest.json", text='{"title": "Опись писем"}')
    catalogue = catalogue_sources(tmp_path, out=tmp_path / "б" / ".." / "новые")
    assert [source.name for source in catalogue.sources] == ["а.txt", "б/опись/manifest.json"]
    assert catalogue.passed_over == ("итоги", "новые")


def test_the_folder_to_write_into_is_named_before_it_is_there(tmp_path):
    put(tmp_path / "письма", "а.txt")
    assert catalogue_sources(tmp_path / "письма", out=tmp_path / "письма" / "итоги").passed_over == ("итоги",)
    assert catalogue_sources(tmp_path / "письма", out=tmp_path).passed_over == ()


def test_results_are_kept_apart_from_texts(tmp_path):
    put(tmp_path, "а.txt")
    with pytest.raises(SourceError, match="cannot be written among the texts; give --out a folder of its own"):
        catalogue_sources(tmp_path, out=tmp_path)
    put(tmp_path, "manifest.json", text=MANIFEST)
    with pytest.raises(SourceError, match="holds results of pyshma; give the folder of the texts"):
        catalogue_sources(tmp_path)


def test_digests_follow_the_content_only(tmp_path):
    for name, text in (("один", "Парк"), ("два", "Лес")):
        put(tmp_path / name, "а.txt", text=text)
        put(tmp_path / name, "б.csv", text=f"id;текст\n1;{text}\n2;Луг\n")
    one, two = (catalogue_sources(tmp_path / name).sources for name in ("один", "два"))
    assert [a.digest == b.digest for a, b in zip(one, two, strict=True)] == [False, False, True]


def test_a_catalogue_does_not_depend_on_where_the_folder_lies(tmp_path):
    for name in ("один", "два"):
        put(tmp_path / name, "а.txt", "б/в.txt")
    assert without_root(catalogue_sources(tmp_path / "один")) == without_root(catalogue_sources(tmp_path / "два"))


@pytest.mark.parametrize(("text", "size"), [("", 0), ("парк" * 100, 0)])
def test_what_cannot_be_read_is_kept_as_a_source(tmp_path, text, size):
    put(tmp_path, "а.txt", text=text)
    (source,) = catalogue_sources(tmp_path, settings=DocumentSettings(max_bytes=100)).sources
    assert (source.id, source.digest, source.size) == ("а", "", size)


@given(st.lists(st.sampled_from(["а", "а~2", "а~3", "б", "а~2~2"])))
def test_unique_ids_lose_nothing(names):
    unique = make_unique(names)
    assert len(set(unique)) == len(unique) == len(names)
    assert {name for name in names if names.count(name) == 1} <= set(unique)
    assert [new for new, old in zip(unique, names, strict=True) if names.index(old) == unique.index(new)] == list(
        dict.fromkeys(names)
    )


@given(st.text(st.characters(exclude_characters="\0")))
def test_printable_names_can_be_encoded(name):
    assert printable_name(Path(name)).encode("utf-8").decode("utf-8").isprintable() or "\ufffd" not in name
