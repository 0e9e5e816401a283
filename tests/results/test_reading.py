"""Results read back from their folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pyshma.errors import ColumnError, SettingsError, SourceError
from pyshma.results.analysis import TABLES, Analysis
from pyshma.results.reading import read_analysis
from pyshma.settings import ReportSettings, ResultSettings, Settings


@pytest.fixture(scope="module", params=[",", ";"])
def written(request: pytest.FixtureRequest, rich: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    _with_separator(rich, request.param).write(folder)
    return folder


def _with_separator(analysis: Analysis, separator: str) -> Analysis:
    settings = analysis.manifest["settings"] | {"results": {"separator": separator}}
    return replace(
        analysis, results=ResultSettings(separator=separator), manifest=analysis.manifest | {"settings": settings}
    )


@pytest.mark.parametrize("name", TABLES)
def test_tables_come_back(written: Path, rich: Analysis, name: str) -> None:
    before, after = (pd.DataFrame(getattr(analysis, _attribute(name))) for analysis in (rich, read_analysis(written)))
    assert list(after.columns) == list(before.columns)
    for column in before.columns:
        for old, new in zip(before[column], after[column], strict=True):
            if pd.isna(old):
                assert pd.isna(new)
            elif isinstance(old, float):
                assert new == pytest.approx(old, rel=1e-5)
            else:
                assert new == (old.encode("utf-8", "backslashreplace").decode() if isinstance(old, str) else old)


VARIABLES: dict[str, list[object]] = {
    "класс": ["01", "02", "12"],
    "код": ["1e5", "nan", "inf"],
    "балл": ["'=5 баллов", "=5 баллов", "-5"],
    "школа": ["9а", None, "9"],
    "возраст": [13, 14, 15],
    "weight": [3.5, None, 4],
    "дробь": ["3,5", "0.5", "1;5"],
    "score": ["много", "мало", "мало"],
}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_variables_come_back_as_what_they_were(rich: Analysis, tmp_path: Path, separator: str) -> None:
    n = len(rich.documents)
    rows = {name: pd.Series((values * n)[:n], dtype=object).infer_objects() for name, values in VARIABLES.items()}
    described = replace(rich, documents=rich.documents.assign(**rows))
    _with_separator(described, separator).write(tmp_path, figures=dict)
    after = read_analysis(tmp_path).documents
    found = {name: [None if pd.isna(value) else value for value in after[name].head(3)] for name in VARIABLES}
    assert found == VARIABLES


def _attribute(name: str) -> str:
    return "breakdown" if name == "theme_breakdown" else name


def test_the_report_made_anew_is_the_same(written: Path) -> None:
    before = {path.name: path.read_bytes() for path in written.glob("*.svg")} | {
        "report.html": (written / "report.html").read_bytes()
    }
    read_analysis(written).write_report(written)
    for name, content in before.items():
        assert (written / name).read_bytes() == content


def test_titles_and_captions_can_be_set(written: Path, tmp_path: Path) -> None:
    report = ReportSettings(title="Наш город", groups_title="Сравнение: {column}", attitudes_caption="Подпись")
    read_analysis(written, settings=Settings(report=report)).write_report(tmp_path, png=True)
    assert "<h1>Наш город</h1>" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Сравнение: группа" in (tmp_path / "theme_breakdown_by_группа.svg").read_text(encoding="utf-8")
    assert "Подпись" in (tmp_path / "theme_attitudes.svg").read_text(encoding="utf-8")
    names = {"theme_breakdown", "theme_breakdown_by_группа", "theme_attitudes", "theme_cooccurrence"}
    assert {path.stem for path in tmp_path.glob("*.png")} == names


def test_braces_in_a_title_are_braces(written: Path, tmp_path: Path) -> None:
    report = ReportSettings(groups_title="{column} {x} {0} {")
    read_analysis(written, settings=Settings(report=report)).write_report(tmp_path)
    assert "группа {x} {0} {" in (tmp_path / "theme_breakdown_by_группа.svg").read_text(encoding="utf-8")


def test_forms_of_another_language_are_refused(written: Path) -> None:
    two = Settings(report=ReportSettings(document_forms=("essay", "essays")))
    assert read_analysis(written, settings=two, language="en").report.document_forms == ("essay", "essays")
    with pytest.raises(SettingsError, match="must be three in Russian"):
        read_analysis(written, settings=two, language="ru")


def test_the_language_can_be_another(written: Path) -> None:
    assert read_analysis(written, language="en").language == "en"


def test_a_folder_without_results_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no manifest\.json; give the folder"):
        read_analysis(tmp_path)


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"settings": {}}', "\udcff"])
def test_a_damaged_manifest_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(SourceError, match=r"manifest\.json: .*run pyshma analyze again"):
        read_analysis(tmp_path)


def test_a_damaged_table_is_named(rich: Analysis, tmp_path: Path) -> None:
    rich.write(tmp_path)
    path = tmp_path / "assignments.csv"
    path.write_text("document_id,theme_id\n", encoding="utf-8")
    with pytest.raises(ColumnError, match=r"no column 'score'; assignments\.csv has"):
        read_analysis(tmp_path)
    path.unlink()
    with pytest.raises(SourceError, match=r"assignments\.csv: no such file"):
        read_analysis(tmp_path)
