from __future__ import annotations

from pathlib import Path

import pytest

from pyshma.documents import Corpus, read_corpus
from pyshma.errors import SourceError


def write(folder: Path, description: str) -> Path:
    (folder / "essays").mkdir()
    (folder / "v.csv").write_text("id,age\n", encoding="utf-8")
    (folder / "corpus.toml").write_text(description, encoding="utf-8")
    return folder


def test_a_described_folder(tmp_path):
    description = """
        title = "Мой город"
        source = "школа"
        licence = "MIT"
        population = 3990
        year = 2026
        [texts]
        path = "essays"
        [variables]
        path = "v.csv"
        id = "номер"
    """
    assert read_corpus(write(tmp_path, description)) == Corpus(
        tmp_path / "essays", "Мой город", "школа", "MIT", 3990, tmp_path / "v.csv", "номер"
    )


def test_a_plain_folder_may_hold_variables(tmp_path):
    assert read_corpus(tmp_path) == Corpus(tmp_path)
    (tmp_path / "variables.csv").write_text("id\n", encoding="utf-8")
    assert read_corpus(tmp_path) == Corpus(tmp_path, variables=tmp_path / "variables.csv")


def test_a_file_lies_in_its_folder(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Парк", encoding="utf-8")
    assert read_corpus(file) == Corpus(tmp_path)


@pytest.mark.parametrize(
    ("description", "message"),
    [
        ("title = ", "not a TOML file"),
        ("title = 5", "title must be of type str, found 5"),
        ('population = "много"', "population must be of type int"),
        ("population = true", "population must be of type int"),
        ("population = 0", "population must be at least 1"),
        ("texts = 5", "texts must be of type dict"),
        ('[texts]\npath = "нет"', "path 'нет' does not exist"),
        ('[texts]\npath = "../.."', "leads out of the folder"),
        ('[variables]\npath = "/etc/passwd"', "leads out of the folder"),
    ],
)
def test_faults_are_named(tmp_path, description, message):
    with pytest.raises(SourceError, match=message):
        read_corpus(write(tmp_path, description))


def test_a_description_that_does_not_open_is_not_called_faulty(tmp_path, monkeypatch):
    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    folder = write(tmp_path, 'title = "Письма"')
    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(SourceError, match=r"corpus\.toml: the file does not open: Permission denied; close it"):
        read_corpus(folder)


def test_a_missing_source_is_named():
    with pytest.raises(SourceError, match="нет такого: no such file or folder"):
        read_corpus("нет такого")
