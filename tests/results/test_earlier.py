"""Files of an earlier analysis: those that are not written anew go, and no others."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pyshma.results.analysis import Analysis
from pyshma.results.earlier import listed_files, remove_earlier
from pyshma.settings import StatisticsSettings


def list_in_manifest(folder: Path, files: object) -> None:
    (folder / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")


def test_breakdowns_that_are_not_written_anew_are_removed(rich: Analysis, tmp_path: Path) -> None:
    rich.write(tmp_path)
    rich.write_report(tmp_path, png=True)
    (tmp_path / "мои заметки.csv").write_text("это не ваше", encoding="utf-8")
    assert {path.suffix for path in tmp_path.glob("*_by_группа.*")} == {".csv", ".svg", ".png"}
    replace(rich, statistics=StatisticsSettings()).write(tmp_path)
    assert list(tmp_path.glob("*_by_*")) == []
    files = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {path.name for path in tmp_path.iterdir()} == {"manifest.json", "мои заметки.csv", *files}


@pytest.mark.parametrize(
    "name",
    [
        "../диплом.csv",
        "..\\диплом.csv",
        "/tmp/диплом.csv",
        "C:диплом.csv",
        "store/диплом.csv",
        "диплом.docx",
        ".csv",
        "..",
        "",
        "диплом.csv\n",
        "\ud800.csv",
        "д" * 130 + ".csv",
        5,
        None,
        ["диплом.csv"],
    ],
)
def test_only_names_that_we_give_are_believed(tmp_path: Path, name: object) -> None:
    list_in_manifest(tmp_path, [name, "theme_breakdown_by_пол - 2.csv"])
    assert listed_files(tmp_path) == ["theme_breakdown_by_пол - 2.csv"]


@pytest.mark.parametrize("manifest", ["", "[]", "{}", "5", '{"files": "topics.csv"}', '{"files": {"topics.csv": 1}}'])
def test_a_manifest_without_a_list_lists_nothing(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    assert listed_files(tmp_path) == []


def test_a_folder_and_a_missing_file_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "topics.csv").mkdir()
    remove_earlier(tmp_path, ["topics.csv", "lemmas.csv"], [])
    assert [path.name for path in tmp_path.iterdir()] == ["topics.csv"]


def test_a_file_that_has_been_written_under_another_letter_case_stays(tmp_path: Path) -> None:
    (tmp_path / "by_класс.csv").write_text("новое", encoding="utf-8")
    (tmp_path / "by_Класс.csv").hardlink_to(tmp_path / "by_класс.csv")  # as Windows and macOS show one file
    remove_earlier(tmp_path, ["by_Класс.csv"], ["by_класс.csv"])
    assert (tmp_path / "by_Класс.csv").read_text(encoding="utf-8") == "новое"
