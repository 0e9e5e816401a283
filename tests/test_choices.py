"""What a caller may give in several forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pyshma
from pyshma.errors import CodebookError, SettingsError
from pyshma.explain import explain
from pyshma.explain_entity import explain_entity
from pyshma.lint import lint_codebook_file
from pyshma.suggest import suggest_patterns

BOOK = {"title": "Город", "language": "ru", "themes": [{"id": "water", "name": "Вода", "patterns": ["река", "пруд"]}]}
TEXT = "Хочу, чтобы река Пышма стала чистой."


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Settings under which one mention is not enough."""
    path = tmp_path / "analysis.toml"
    path.write_text("[themes]\nthreshold = 3.0\n", encoding="utf-8")
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "вода.yaml"
    pyshma.Codebook.from_dict(BOOK).write(path)
    return path


def test_a_codebook_is_an_object_a_dict_or_a_path(book: Path) -> None:
    given = (pyshma.Codebook.from_dict(BOOK), BOOK, book, str(book))
    assert [len(pyshma.analyze([TEXT], codebook=one).assignments) for one in given] == [1] * 4


def test_what_is_no_codebook_is_said() -> None:
    with pytest.raises(CodebookError, match="must be a Codebook, a path or a dict, found list"):
        pyshma.analyze([TEXT], codebook=[])  # type: ignore[arg-type]
    with pytest.raises(CodebookError, match="title"):
        pyshma.analyze([TEXT], codebook={"themes": []})


def test_what_are_no_settings_is_said() -> None:
    with pytest.raises(SettingsError, match="path of a file, found dict"):
        pyshma.analyze([TEXT], settings={"themes": {}})  # type: ignore[arg-type]


def test_settings_may_be_a_path_in_analyze_and_explain(settings: Path) -> None:
    assert pyshma.analyze([TEXT], codebook=BOOK, settings=settings).assignments.empty
    [explanation] = explain([TEXT], codebook=BOOK, settings=settings)
    assert [(theme.assigned, theme.threshold) for theme in explanation.themes] == [(False, 1.5)]


@pytest.mark.parametrize(
    "call",
    [
        lambda settings, book: list(explain([TEXT], codebook=book, settings=settings)),
        lambda settings, book: explain_entity([TEXT], "Пышма", settings=settings),
        lambda settings, book: suggest_patterns([TEXT], codebook=book, settings=settings),
        lambda settings, book: lint_codebook_file(book, corpus=[TEXT], settings=settings),
        lambda settings, book: pyshma.train([TEXT], {"1": {"water"}}, codebook=book, settings=settings),
    ],
)
def test_a_file_of_settings_that_is_missing_is_named(call: Callable[[Path, Path], Any], book: Path) -> None:
    with pytest.raises(SettingsError, match=r"нет\.toml"):
        call(Path("нет.toml"), book)
