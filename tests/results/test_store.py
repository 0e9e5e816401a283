"""The store: a partition is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyshma import statistics, themes
from pyshma.errors import OutputError
from pyshma.results.columns import COLUMNS
from pyshma.results.quotes import Quotes
from pyshma.results.store import SCHEMAS, Store

KEYS = ["0" * 32, "1f" * 16]
TEXT = "Мой город\n\nХочу парк."
ROWS = {
    "documents": [{"document_id": "а", "text": TEXT, "n_tokens": 5, "non_answer": False}],
    "sentences": [
        {"document_id": "а", "sentence": 0, "start": 0, "stop": 9},
        {"document_id": "а", "sentence": 1, "start": 11, "stop": 21},
    ],
    "assignments": [
        {"document_id": "а", "theme_id": "city", "score": 1.5, "n_mentions": 2}
        | {"problem": 0, "wish": 1, "praise": 0, "quote": "Хочу парк."}
        | {"problem_quote": "", "wish_quote": "Хочу парк.", "praise_quote": ""}
    ],
}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("k1", ROWS)
    assert store.read("assignments", ["k1"]).to_dict("records") == ROWS["assignments"]
    assert store.read("documents", ["k1"], columns=["text"]).to_dict("list") == {"text": [TEXT]}


def test_tables_of_partitions_come_in_the_order_that_is_asked_for(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in ("k1", "k2"):
        store.write(key, {"rejected": [{"source": key, "code": "empty", "details": "{}"}]})
    assert list(store.read("rejected", ["k2", "k1"])["source"]) == ["k2", "k1"]


def test_no_partitions_give_tables_without_rows(tmp_path: Path) -> None:
    for name, schema in SCHEMAS.items():
        table = Store(tmp_path).read(name, [])
        assert (len(table), list(table.columns)) == (0, schema.names)


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(Exception, match=r"document_id|int|str"):
        store.write("k1", {"documents": [{"document_id": 1}]})
    assert not store.has("k1")
    assert list(tmp_path.iterdir()) == []


def test_a_partition_that_another_process_wrote_is_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("k1", ROWS)
    store.write("k1", {})
    assert len(store.read("documents", ["k1"])) == 1


def test_prune_keeps_what_is_wanted(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in KEYS:
        store.write(key, {})
    (tmp_path / f".unfinished-{KEYS[0]}-17").mkdir()
    store.prune(KEYS[1:])
    assert [path.name for path in tmp_path.iterdir()] == KEYS[1:]


def test_what_the_store_has_not_made_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for key in KEYS:
        store.write(key, {})
    own = store.folder / "мои записи"
    own.mkdir()
    store.prune([])
    store.clear()
    assert list(store.folder.iterdir()) == [own]


def test_a_cleared_store_is_gone(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.write(KEYS[0], ROWS)
    store.clear()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="choose another name"):
        Store(tmp_path / "file" / "store")


def test_quotes_are_cut_from_the_stored_text(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write("k1", ROWS)
    quotes = Quotes(store, {"а": "k1"})
    assert [quotes("а", number) for number in (0, 1)] == ["Мой город", "Хочу парк."]


def test_chapters_that_do_not_import_each_other_know_the_same_attitudes() -> None:
    assert themes.ATTITUDES == statistics.ATTITUDES
    assert tuple(SCHEMAS["assignments"].names) == COLUMNS["assignments"]
