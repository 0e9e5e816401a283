"""Partitions: the key says what the tables depend on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

import pyshma
from pyshma.entities import OwnNames
from pyshma.partition import Job, make_partitions
from pyshma.resources import default_codebook
from pyshma.run import gather
from pyshma.settings import Settings


def make_keys(text: str) -> list[str]:
    settings = Settings()
    sections = (settings.documents, settings.themes, settings.language)
    job = Job(pyshma.Codebook.read(default_codebook()), Path("store"), Path(), *sections, OwnNames())
    return [part.key for part in make_partitions(gather([text], settings.documents, None), job, settings.run)]


def test_the_same_text_has_the_same_key() -> None:
    assert make_keys("Хочу парк.") == make_keys("Хочу парк.") != make_keys("Хочу пруд.")


@pytest.mark.parametrize("digest", ["pyshma.entities.gazetteer_digest", "pyshma.themes.attitudes_digest"])
def test_other_data_make_another_key(monkeypatch: pytest.MonkeyPatch, digest: str) -> None:
    before = make_keys("Хочу парк.")
    monkeypatch.setattr(digest, partial(str, "другие"))
    assert make_keys("Хочу парк.") != before


@pytest.mark.parametrize(
    ("name", "content", "names"),
    [
        ("а.txt", "Хочу парк.", set()),
        ("а.csv", "текст;класс\nХочу парк;7\n", {"класс"}),
        ("а.eml", "Subject: Парк\n\nХочу парк.", None),
        ("а.eml", "<!DOCTYPE html><html><body>Хочу парк.</body></html>", set()),  # a page under the name of a letter
    ],
)
def test_names_of_variables_are_known_but_where_a_reader_says_otherwise(
    tmp_path: Path, name: str, content: str, names: set[str] | None
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert gather(tmp_path, Settings().documents, None).variable_names == names
