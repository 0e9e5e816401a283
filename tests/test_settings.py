"""Settings: what a file may say, and what it is told when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyshma.errors import SettingsError
from pyshma.messages import translate_error
from pyshma.settings import ReportSettings, Settings, StatisticsSettings, TopicSettings


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "analysis.toml"
    path.write_text(text, encoding="utf-8")
    return Settings.read(path)


def test_a_file_names_only_what_differs(tmp_path: Path) -> None:
    settings = read(tmp_path, "[topics]\nn_topics = 8\n[statistics]\nby = ['класс']\nconfidence = 0.9\n")
    assert settings.topics == TopicSettings(n_topics=8)
    assert settings.statistics == StatisticsSettings(by=("класс",), confidence=0.9)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    settings = read(tmp_path, "[language]\nspelling = false\n[themes]\nthreshold = 1.5\n[results]\nseparator = ';'\n")
    assert Settings.from_dict(settings.as_dict()) == settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[topic]\nseed = 1", "did you mean 'topics'"),
        ("[topics]\nn_topic = 1", "did you mean 'n_topics'"),
        ("[topics]\nn_topics = 'восемь'", "must be a value of type int, found 'восемь'"),
        ("[topics]\nn_topics = true", "must be a value of type int"),
        ("[language]\nspelling = 1", "must be a value of type bool"),
        ("[statistics]\nby = 'класс'", "must be a list of strings"),
        ("[results]\nseparator = '|'", "separator must be one of"),
        ("topics = 1", r"\[topics\] must be a section"),
        ("[topics", "not a TOML file"),
    ],
)
def test_an_error_names_the_place_and_the_next_step(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read(tmp_path, text)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such settings file; check the name"):
        Settings.read(tmp_path / "нет.toml")


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}: the settings file does not open: ")
    assert translate_error(str(caught.value), "ru").endswith("; укажите файл TOML")


def test_a_russian_report_needs_three_forms_of_a_noun() -> None:
    two = ReportSettings(document_forms=("сочинение", "сочинений"))
    two.check_forms("en")
    with pytest.raises(SettingsError, match=r"must be three in Russian.*found 'сочинение', 'сочинений'") as caught:
        two.check_forms("ru")
    assert "по-русски нужны три формы" in translate_error(str(caught.value), "ru")


@pytest.mark.parametrize(
    ("section", "value", "russian"),
    [
        ("documents", {"max_bytes": -1}, "не меньше 1"),
        ("documents", {"max_unpacked": 0}, "не меньше 1"),
        ("documents", {"max_characters": -1}, "не меньше 1"),
        ("run", {"partition_documents": 0}, "не меньше 1"),
        ("run", {"partition_bytes": 0}, "не меньше 1"),
        ("themes", {"threshold": 0.0}, "больше 0"),
        ("themes", {"short_document": -5}, "не меньше 0"),
        ("themes", {"min_share": 5.0}, "от 0 до 1"),
        ("topics", {"n_topics": -1}, "не меньше 0 (0 — без топиков)"),
        ("topics", {"min_documents": 0}, "не меньше 1"),
        ("topics", {"max_share": 0.0}, "больше 0 и не больше 1"),
        ("topics", {"max_share": 50.0}, "больше 0 и не больше 1"),
        ("topics", {"n_subsamples": 0}, "не меньше 1"),
        ("topics", {"seed": -1}, "не меньше 0"),
        ("statistics", {"population": 0}, "не меньше 1"),
        ("statistics", {"confidence": 2.0}, "больше 0 и меньше 1"),
        ("statistics", {"confidence": 1.0}, "больше 0 и меньше 1"),
    ],
)
def test_numbers_have_a_range(section: str, value: dict[str, float], russian: str) -> None:
    ((name, found),) = value.items()
    with pytest.raises(SettingsError) as caught:
        Settings.from_dict({section: value})
    assert translate_error(str(caught.value), "ru") == f"[{section}] {name} должно быть {russian}, а там {found}"
