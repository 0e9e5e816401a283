"""What people and machines really put into folders: the run goes on, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

import pyshma
from pyshma.errors import OutputError, SourceError
from pyshma.settings import DocumentSettings, Settings, TopicSettings

GOOD = "Хочу, чтобы в нашем городе построили новую поликлинику."
QUICK = Settings(topics=TopicSettings(n_topics=0))
NO_TOPICS_SMALL_FILES = Settings(topics=TopicSettings(n_topics=0), documents=DocumentSettings(max_bytes=100_000))
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489".replace(" ", "")) + b"\0" * 40


def analyze(folder: Path, settings: Settings = QUICK, **options: object) -> pyshma.Analysis:
    return pyshma.analyze(folder, settings=settings, **options)


def bomb(path: Path) -> None:
    """A .docx whose document unpacks to 400 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(400):
                member.write(b" " * 1_000_000)


def with_entity(path: Path) -> None:
    """An .odt that asks for a file of the machine."""
    content = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]><x>&leak;</x>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)


SOURCES = {
    "пустой.txt": lambda path: path.write_bytes(b""),
    "нули.txt": lambda path: path.write_bytes(b"\0\0\0\1\2\3" * 50),
    "сломанный.docx": lambda path: path.write_bytes(b"PK\3\4" + b"broken" * 20),
    "бомба.docx": bomb,
    "сущность.odt": with_entity,
    "english.txt": lambda path: path.write_text("I want our town to have a new park and a clean river bank."),
    "фото.png": lambda path: path.write_bytes(PNG),
    "обрывок.pdf": lambda path: path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<"),
    "большой.txt": lambda path: path.write_text(GOOD * 3000, encoding="utf-8"),
    "цифры.txt": lambda path: path.write_text("12345 67890"),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_bad_source_is_a_row_with_a_reason_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    (tmp_path / "хороший.txt").write_text(GOOD, encoding="utf-8")
    SOURCES[name](tmp_path / name)
    analysis = analyze(tmp_path, NO_TOPICS_SMALL_FILES)
    assert list(analysis.documents["document_id"]) == ["хороший"]
    assert list(analysis.rejected["source"]) == [name]
    reason = analysis.rejected["reason"][0]
    assert len(reason) > 10
    assert "root:" not in reason
    assert "{" not in reason


def test_an_empty_folder_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"holds no files.*\.docx"):
        analyze(tmp_path)


def test_a_folder_of_pictures_gives_a_list_of_reasons(tmp_path: Path) -> None:
    folder = tmp_path / "фото"
    folder.mkdir()
    for number in range(5):
        (folder / f"фото{number}.png").write_bytes(PNG)
    analysis = analyze(folder, out=tmp_path / "out")
    assert analysis.documents.empty
    assert len(pd.read_csv(tmp_path / "out" / "rejected.csv")) == 5
    assert (tmp_path / "out" / "theme_breakdown.csv").is_file()


def test_a_text_of_one_word(tmp_path: Path) -> None:
    (tmp_path / "слово.txt").write_text("Экология", encoding="utf-8")
    analysis = analyze(tmp_path)
    assert (len(analysis.documents), analysis.documents["n_tokens"][0]) == (1, 1)


def test_a_text_with_script_and_formulas_stays_text(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://x")\n<script>alert(1)</script> Построят новую больницу. </script>{{ 7*7 }}'
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "=cmd.txt").write_text(hostile, encoding="utf-8")
    analyze(folder, out=tmp_path / "out")
    documents = (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8-sig")
    assert "\n'=cmd," in documents
    for path in (tmp_path / "out").glob("*.csv"):
        cells = pd.read_csv(path, dtype=str, keep_default_na=False).to_numpy().ravel()
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows neither line breaks nor quotes in file names")
def test_odd_file_names(tmp_path: Path) -> None:
    names = ["две\nстроки.txt", "смайл 😀.txt", 'кавычки "и" запятая,.txt', " пробел .txt", "-дефис.txt"]
    for name in names:
        (tmp_path / name).write_text(f"{GOOD} Меня зовут {len(name)}.", encoding="utf-8")
    analysis = analyze(tmp_path, out=tmp_path / "out")
    assert len(analysis.documents) == len(names)
    again = pd.read_csv(tmp_path / "out" / "documents.csv")
    assert again["document_id"].is_unique
    assert len(again) == len(names)


def test_duplicate_ids_in_a_table_are_kept_apart(tmp_path: Path) -> None:
    table = tmp_path / "ответы.csv"
    table.write_text(f"id;текст\nа;{GOOD}\nа;Нужны дороги без ям.\nб;\n", encoding="cp1251")
    analysis = analyze(table)
    assert list(analysis.documents["document_id"]) == ["а", "а~2"]
    assert len(analysis.rejected) == 1


def test_duplicate_ids_in_variables_are_an_error_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "variables.csv").write_text("id,пол\nа,м\nа,ж\n", encoding="utf-8")
    with pytest.raises(SourceError, match="more than once: а"):
        analyze(tmp_path)


def test_variables_that_match_nothing_are_reported(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "variables.csv").write_text("id,пол\nб,м\n", encoding="utf-8")
    assert analyze(tmp_path).manifest["variables"] == {"unmatched_variables": ["б"], "without_variables": ["а"]}


def test_ten_thousand_files_of_one_line(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_text("Нужен парк.", encoding="utf-8")
    analysis = analyze(tmp_path)
    assert len(analysis.documents) == 10_000
    assert analysis.documents["repeat_of"].notna().sum() == 9_999


def test_a_text_over_the_limit_is_not_loaded(tmp_path: Path) -> None:
    """300 MB of zeros as a sparse file; memory must not grow by it."""
    with (tmp_path / "огромный.txt").open("wb") as file:
        file.truncate(300_000_000)
    (tmp_path / "хороший.txt").write_text(GOOD, encoding="utf-8")
    analysis = analyze(tmp_path)
    assert list(analysis.documents["document_id"]) == ["хороший"]
    assert "300" in analysis.rejected["reason"][0]


def test_a_long_text_is_not_cut(tmp_path: Path) -> None:
    (tmp_path / "книга.txt").write_text((GOOD + " ") * 2000, encoding="utf-8")
    analysis = analyze(tmp_path)
    assert analysis.documents["n_sentences"][0] == 2000


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root and Windows write to read-only folders")
def test_a_read_only_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "а.txt").write_text(GOOD, encoding="utf-8")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="no permission"):
        analyze(tmp_path / "in", out=locked / "out")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "а.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "out").write_text("занято")
    with pytest.raises(OutputError, match="choose another name"):
        analyze(tmp_path / "in", out=tmp_path / "out")


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Path]:
    """A file system of its own, mounted with options such as its size."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"cannot mount a small file system here: {mounted.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


needs_mount = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="a small file system is mounted, which needs root on Linux",
)


@needs_mount
def test_a_read_only_file_system(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "а.txt").write_text(GOOD, encoding="utf-8")
    with small_disk(tmp_path / "disk", "ro") as disk, pytest.raises(OutputError, match="no permission"):
        analyze(source, out=disk / "out")


@needs_mount
@pytest.mark.parametrize("kilobytes", [64, 300])
def test_a_full_disk(tmp_path: Path, kilobytes: int) -> None:
    """The disk fills up while the store (64 kB) or the results (300 kB) are written."""
    source = tmp_path / "in"
    source.mkdir()
    for number in range(40):
        (source / f"{number}.txt").write_text(f"{GOOD} Мне {number} лет. " * 20, encoding="utf-8")
    with small_disk(tmp_path / "disk", f"size={kilobytes}k") as disk:
        with pytest.raises(OutputError, match="disk is full"):
            analyze(source, out=disk / "out")
        for path in (disk / "out").glob("*.csv"):
            pd.read_csv(path)  # whatever stands there is whole
        assert not list((disk / "out").rglob(".*"))


def test_a_text_without_full_stops_does_not_multiply(tmp_path: Path) -> None:
    (tmp_path / "поток.txt").write_text("воздух и парк и дорога " * 5000, encoding="utf-8")
    analysis = analyze(tmp_path)
    assert len(analysis.mentions) > 1000
    assert analysis.mentions["sentence"].str.len().max() < 1500
    assert all(
        text in sentence
        for text, sentence in zip(analysis.mentions["text"], analysis.mentions["sentence"], strict=True)
    )


def test_a_book_over_the_limit_of_characters_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "том.txt").write_text(GOOD * 10, encoding="utf-8")
    settings = Settings(topics=TopicSettings(n_topics=0), documents=DocumentSettings(max_characters=100))
    assert "550" in analyze(tmp_path, settings).rejected["reason"][0]
