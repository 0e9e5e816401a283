"""The chapters in order: tables that agree, numbers that lead back to a sentence, work that is not lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

import pyshma
from pyshma.documents import Document
from pyshma.errors import ColumnError, SettingsError
from pyshma.resources import default_attitudes, demonstration_corpus
from pyshma.results.summary import run_notes
from pyshma.settings import ReportSettings, RunSettings, Settings, StatisticsSettings, TopicSettings

SMALL_PARTITIONS = Settings(
    run=RunSettings(partition_documents=8),
    topics=TopicSettings(n_topics=3),
    statistics=StatisticsSettings(by=("group",)),
)


@pytest.fixture(scope="session")
def essays(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty essays of the demonstration corpus, with their variables."""
    root = tmp_path_factory.mktemp("essays")
    source = demonstration_corpus()
    for path in sorted((source / "essays").glob("w1-0[0-3]*.txt")):
        (root / path.name).write_bytes(path.read_bytes())
    (root / "variables.csv").write_bytes((source / "variables.csv").read_bytes())
    return root


@pytest.fixture(scope="session")
def written(essays: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("results")
    pyshma.analyze(essays, settings=SMALL_PARTITIONS, out=out)
    return out


def files(folder: Path) -> dict[str, bytes]:
    """Content of every result; the manifest without its times."""
    found = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    manifest = json.loads(found.pop("manifest.json"))
    del manifest["times"]
    return found | {"manifest": json.dumps(manifest, sort_keys=True).encode()}


def test_breakdown_counts_documents(analysis: pyshma.Analysis) -> None:
    assigned = analysis.breakdown.set_index("theme_id")["n_assigned"]
    assert assigned[["ecology", "healthcare", "transport", "safety"]].to_dict() == {
        "ecology": 1,
        "healthcare": 1,
        "transport": 2,
        "safety": 0,
    }
    assert set(analysis.breakdown["n_documents"]) == {6}
    assert len(analysis.breakdown) == 16


def test_every_number_leads_back_to_a_sentence(analysis: pyshma.Analysis, texts: dict[str, str]) -> None:
    assert len(analysis.mentions)
    for mention in analysis.mentions.itertuples():
        assert texts[mention.document_id][mention.start : mention.stop] == mention.text
        assert mention.text in mention.sentence
        assert mention.sentence in texts[mention.document_id]
    for assignment in analysis.assignments.itertuples():
        assert assignment.quote in texts[assignment.document_id]
    for mention in analysis.entity_mentions.itertuples():
        assert texts[mention.document_id][mention.start : mention.stop] == mention.text


def test_tables_agree_with_each_other(analysis: pyshma.Analysis) -> None:
    matrix = analysis.theme_matrix.set_index("document_id")
    assert matrix.sum().to_dict() == analysis.breakdown.set_index("theme_id")["n_assigned"].to_dict()
    assert list(matrix.index) == list(analysis.documents["document_id"])
    counts = analysis.entity_mentions.groupby("entity_id").size()
    assert analysis.entities.set_index("entity_id")["n_mentions"].to_dict() == counts.to_dict()


def test_repeats_and_non_answers_are_flagged(analysis: pyshma.Analysis) -> None:
    documents = analysis.documents.set_index("document_id")
    assert documents["repeat_of"].dropna().to_dict() == {"7б/сидоров": "7б/копия"}
    assert list(documents.index[documents["non_answer"] == 1]) == ["не знаю"]


def test_rejections_say_why(analysis: pyshma.Analysis) -> None:
    assert analysis.rejected.to_dict("records") == [{"source": "пусто.txt", "reason": analysis.rejected["reason"][0]}]
    assert "пуст" in analysis.rejected["reason"][0]


def test_variables_are_joined_and_gaps_reported(analysis: pyshma.Analysis) -> None:
    documents = analysis.documents.set_index("document_id")
    assert documents.loc["7а/петров", ["класс", "возраст"]].to_list() == ["7а", 14]
    assert analysis.manifest["variables"] == {
        "unmatched_variables": ["нет такого"],
        "without_variables": ["не знаю", "о разном"],
    }
    by_class = analysis.breakdown_by("класс").set_index(["theme_id", "класс"])
    assert by_class.loc[("transport", "7б"), "n_assigned"] == 2


def test_a_table_of_variables_beside_the_texts_is_not_counted(tmp_path: Path) -> None:
    for name, text in (("а.txt", "Хочу парк."), ("б.txt", "Хочу лес."), ("анкеты.csv", "id,комментарий\nа,хорошо\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    analysis = pyshma.analyze(tmp_path, variables=tmp_path / "анкеты.csv", model=False)
    assert list(analysis.documents["document_id"]) == ["а", "б"]
    assert analysis.documents["комментарий"].dropna().to_list() == ["хорошо"]
    assert analysis.manifest["variables"] == {"unmatched_variables": [], "without_variables": ["б"]}


def test_results_among_the_texts_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "а.txt").write_text("Хочу парк.", encoding="utf-8")
    first, second = (pyshma.analyze(tmp_path, model=False, out=tmp_path / "results") for _ in range(2))
    assert list(second.documents["source"]) == ["а.txt"]
    assert list(run_notes(second, "ru")) == list(run_notes(first, "ru"))
    assert "Папки с результатами pyshma не прочитаны: results." in " ".join(run_notes(first, "ru"))


def test_groups_that_differ_in_case_alone_are_told_and_kept_apart(tmp_path: Path) -> None:
    table = tmp_path / "ответы.csv"
    table.write_text("район;текст\nЛенинский;Хочу парк\n ленинский ;Хочу лес\nЛенинский;Хочу пруд\n", encoding="utf-8")
    settings = Settings(statistics=StatisticsSettings(by=("район",)))
    analysis = pyshma.analyze(table, settings=settings, model=False)
    assert set(analysis.breakdown_by("район")["район"]) == {"Ленинский", "ленинский"}
    assert "только строчными и заглавными буквами, ё или пробелами: Ленинский, ленинский." in " ".join(
        run_notes(analysis, "ru")
    )


def test_an_unknown_variable_is_an_error_that_names_the_known(analysis: pyshma.Analysis) -> None:
    with pytest.raises(pyshma.PyshmaError, match=r"клас.*возраст"):
        analysis.breakdown_by("клас")


def test_sources_of_every_kind_give_the_same(texts: dict[str, str], analysis: pyshma.Analysis) -> None:
    frame = pd.DataFrame({"id": list(texts), "text": list(texts.values())})
    pairs = list(texts.items())
    for source in (frame, pairs):
        other = pyshma.analyze(source)
        pd.testing.assert_frame_equal(other.breakdown, analysis.breakdown)
        pd.testing.assert_frame_equal(other.mentions, analysis.mentions)


def test_settings_may_stand_in_a_file(essays: Path, tmp_path: Path) -> None:
    path = tmp_path / "analysis.toml"
    path.write_text("[topics]\nn_topics = 3\n", encoding="utf-8")
    assert pyshma.analyze(essays, settings=path).manifest["settings"]["topics"]["n_topics"] == 3


def test_a_language_that_no_title_has_is_refused() -> None:
    with pytest.raises(SettingsError, match="language must be one of: ru, en; found 'de'"):
        pyshma.analyze(["Построят новую больницу."], language="de")  # type: ignore[arg-type]


def test_two_forms_of_a_noun_are_refused_before_texts_are_annotated(tmp_path: Path) -> None:
    two = Settings(report=ReportSettings(document_forms=("essay", "essays")))
    with pytest.raises(SettingsError, match="must be three in Russian"):
        pyshma.analyze(["Построят новую больницу."], settings=two, out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_analysis_shows_its_counts_and_no_text(analysis: pyshma.Analysis) -> None:
    assert repr(analysis).startswith(f"<Analysis {analysis.title!r}: documents {len(analysis.documents)}, themes ")
    assert repr(analysis).endswith(f"rejected {len(analysis.rejected)}>")
    assert len(repr(analysis)) < 200


def test_results_are_complete(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir() if path.is_file()) == [
        "assignments.csv",
        "corrections.csv",
        "document_topics.csv",
        "documents.csv",
        "entities.csv",
        "entity_mentions.csv",
        "entity_themes.csv",
        "lemmas.csv",
        "manifest.json",
        "mentions.csv",
        "rejected.csv",
        "report.html",
        "summary.xlsx",
        "theme_attitudes.svg",
        "theme_breakdown.csv",
        "theme_breakdown.png",
        "theme_breakdown.svg",
        "theme_breakdown_by_group.csv",
        "theme_breakdown_by_group.svg",
        "theme_cooccurrence.csv",
        "theme_cooccurrence.svg",
        "theme_matrix.csv",
        "topics.csv",
    ]


def test_two_workers_give_the_same_bytes(essays: Path, written: Path, tmp_path: Path) -> None:
    pyshma.analyze(essays, settings=SMALL_PARTITIONS, out=tmp_path, jobs=2)
    assert files(tmp_path) == files(written)


def test_a_second_run_takes_finished_partitions_from_the_store(essays: Path, written: Path, tmp_path: Path) -> None:
    for out in (tmp_path, tmp_path):
        again = pyshma.analyze(essays, settings=SMALL_PARTITIONS, out=out)
    n_partitions = len(list((tmp_path / "store").iterdir()))
    assert again.manifest["times"]["n_partitions_resumed"] == n_partitions > 1
    assert files(tmp_path) == files(written)


def test_a_changed_text_is_read_again_alone(essays: Path, tmp_path: Path) -> None:
    copy = tmp_path / "essays"
    copy.mkdir()
    for path in essays.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    out = tmp_path / "out"
    pyshma.analyze(copy, settings=SMALL_PARTITIONS, out=out)
    n_partitions = len(list((out / "store").iterdir()))
    next(copy.glob("*.txt")).write_text("Хочу, чтобы у нас построили метро.", encoding="utf-8")
    again = pyshma.analyze(copy, settings=SMALL_PARTITIONS, out=out)
    assert again.manifest["times"]["n_partitions_resumed"] == n_partitions - 1


@pytest.mark.skipif(sys.platform == "win32", reason="process groups and SIGKILL are POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_goes_on_and_gives_the_same_bytes(essays: Path, written: Path, tmp_path: Path, jobs: str) -> None:
    settings = tmp_path / "analysis.toml"
    settings.write_text("[run]\npartition_documents = 8\n[topics]\nn_topics = 3\n[statistics]\nby = ['group']\n")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pyshma", "analyze", str(essays), "--out", str(out)]
    command += ["--settings", str(settings), "--jobs", jobs]
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for(lambda: (out / "store").is_dir() or process.poll() is not None)
    time.sleep(random.uniform(0, 1.5))  # any moment will do
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert files(out) == files(written)
    assert not [path for path in out.rglob("*") if path.name.startswith(".")]


def test_the_manifest_names_the_weights_of_attitudes(analysis: pyshma.Analysis) -> None:
    assert analysis.manifest["attitudes"] == {"sha256": sha256(default_attitudes().read_bytes()).hexdigest()}


def _wait_for(condition: object) -> None:
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)


def test_two_variables_of_one_column_are_refused_rather_than_one_lost(tmp_path: Path) -> None:
    table = tmp_path / "а.csv"
    table.write_text("id;text;source;variable_source\n1;Дороги плохие;школа;анкета\n", encoding="utf-8")
    with pytest.raises(ColumnError, match="'source' and 'variable_source' share the column 'variable_source'"):
        pyshma.analyze(tmp_path)
    with pytest.raises(ColumnError, match="share the column"):
        pyshma.analyze([Document("1", "Дороги плохие", variables={"variable_source": "анкета", "source": "школа"})])


@pytest.mark.parametrize("source", ["папка", "таблица.csv"])
def test_a_misspelt_variable_is_refused_before_texts_are_annotated(tmp_path: Path, source: str) -> None:
    (tmp_path / "папка").mkdir()
    (tmp_path / "папка" / "а.txt").write_text("Хочу парк.", encoding="utf-8")
    (tmp_path / "папка" / "variables.csv").write_text("id,класс\nа,7б\n", encoding="utf-8")
    (tmp_path / "таблица.csv").write_text("id,текст,класс\nа,Хочу парк у пруда.,7б\n", encoding="utf-8")
    settings = Settings(statistics=StatisticsSettings(by=("клас",)))
    with pytest.raises(ColumnError, match=r"no column 'клас'; the table of documents has: .*did you mean 'класс'"):
        pyshma.analyze(tmp_path / source, settings=settings, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
