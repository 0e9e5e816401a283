"""Tables that stay open from one part of a catalogue to the next."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from pyshma.documents import catalogue_sources, open_table, read_sources
from pyshma.documents.open_table import OpenTable
from pyshma.documents.registry import Passage, read_passages
from pyshma.engine import _call, _pack
from pyshma.settings import DocumentSettings

SETTINGS = DocumentSettings()
ROWS = [f"Хочу парк № {n}" for n in range(300)]


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens to files: each is opened, and closed when nobody reads on."""
    happened: list[str] = []

    def watched(name: str, content: bytes, **options: object) -> Iterator[Passage]:
        happened.append("opened")
        try:
            yield from read_passages(name, content, **options)
        finally:
            happened.append("closed")

    monkeypatch.setattr(open_table, "read_passages", watched)
    return happened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text("текст\n" + "\n".join(ROWS), encoding="utf-8")
    return path


def read(table: OpenTable, path: Path, *rows: int, settings: DocumentSettings = SETTINGS) -> list[str]:
    return [item.text for item in table.read(path, path.name, [("", row) for row in rows], settings=settings)]


def test_later_rows_are_read_on_and_earlier_ones_from_the_top(path: Path, events: list[str]) -> None:
    table = OpenTable()
    assert read(table, path, 2, 3) == ROWS[:2]
    assert read(table, path, 250, 240) == [ROWS[238], ROWS[248]]
    assert events == ["opened"]
    assert read(table, path, 249) == [ROWS[247]]
    assert events == ["opened", "closed", "opened"]


def test_another_file_other_settings_and_a_later_time_open_anew(path: Path, events: list[str]) -> None:
    table, other = OpenTable(), path.with_name("u.csv")
    other.write_bytes(path.read_bytes())
    read(table, path, 2)
    read(table, other, 3)
    read(table, other, 4, settings=replace(SETTINGS, id_column="текст"))
    os.utime(other, ns=(0, 0))
    read(table, other, 5, settings=replace(SETTINGS, id_column="текст"))
    assert events.count("opened") == 4


def test_a_table_is_closed_at_its_end_after_a_fault_and_with_its_owner(path: Path, events: list[str]) -> None:
    table = OpenTable()
    assert read(table, path, 301, 302) == ROWS[-1:]
    assert events == ["opened", "closed"]
    abandoned = table.read(path, path.name, [("", 2), ("", 3)], settings=SETTINGS)
    next(abandoned)
    del abandoned
    assert events == ["opened", "closed"] * 2
    read(table, path, 2)
    del table
    assert events == ["opened", "closed"] * 3


def test_two_that_read_from_one_table_at_once_do_not_disturb_each_other(path: Path) -> None:
    table = OpenTable()
    pairs = [table.read(path, path.name, [("", row) for row in (2, 4, start)], settings=SETTINGS) for start in (5, 6)]
    assert [[item.text for item in pair] for pair in zip(*pairs, strict=True)] == [
        [ROWS[0]] * 2,
        [ROWS[2]] * 2,
        [ROWS[3], ROWS[4]],
    ]


def test_another_process_opens_tables_of_its_own(path: Path) -> None:
    table = OpenTable()
    read(table, path, 2)
    assert _call(_pack(partial(read, table, path, 3))) == ROWS[1:2]


def workbook() -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, n_rows in (("7Б", 12), ("пояснения", 0), ("8А", 5), ("9В", 30)):
        sheet = book.create_sheet(name)
        sheet.append(["класс", "текст" if n_rows else "учитель"])
        for number in range(n_rows):
            sheet.append([name, f"Хочу парк № {number}"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", ("класс;текст\n" + "".join(f"7Б;Парк {n}\n" for n in range(50))).encode()),
        ("t.jsonl", "".join(f'{{"текст": "Парк {n}"}}\n' for n in range(50)).encode()),
        ("t.xlsx", workbook()),
    ],
)
def test_the_order_of_the_parts_changes_nothing(tmp_path: Path, name: str, content: bytes, seed: int) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "а.txt").write_text("Хочу пруд", encoding="utf-8")
    sources = catalogue_sources(tmp_path).sources
    parts = [sources[start : start + 4] for start in range(0, len(sources), 4)]
    whole = [list(read_sources(part, tmp_path, SETTINGS)) for part in parts]
    order = list(range(len(parts)))
    random.Random(seed).shuffle(order)
    for numbers in (order, sorted(order[::2]), sorted(order[1::2])):
        table = OpenTable()
        for number in numbers:
            assert list(read_sources(parts[number], tmp_path, SETTINGS, table=table)) == whole[number]
