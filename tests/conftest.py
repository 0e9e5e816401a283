"""What several chapters' tests share: one small corpus and its analysis."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

import pyshma

# Continuous integration judges a change, not a lucky draw; a developer's machine draws anew each time.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("developer", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "developer")

ESSAYS = {
    "7а/иванова.txt": "Мой город\n\nК 2035 году в Верхней Пышме будет чистый воздух. На заводах поставят фильтры.",
    "7а/петров.txt": "Хочу, чтобы построили новую поликлинику, потому что очереди к врачу огромные.",
    "7б/сидоров.txt": "Автобусы ходят редко, дорога вся в ямах. Нужен трамвай до Екатеринбурга.",
    "7б/копия.txt": "Автобусы ходят редко, дорога вся в ямах. Нужен трамвай до Екатеринбурга!",
    "не знаю.txt": "Не знаю",
    "о разном.txt": "Мне пятнадцать лет, и я люблю читать по ночам с фонариком.",
}
VARIABLES = "id,класс,возраст\n7а/иванова,7а,13\n7а/петров,7а,14\n7б/сидоров,7б,13\n7б/копия,7б,13\nнет такого,7в,12\n"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of texts as people have them, with a table of variables."""
    root = tmp_path_factory.mktemp("сочинения")
    for name, text in ESSAYS.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "пусто.txt").write_bytes(b"")
    (root / "variables.csv").write_text(VARIABLES, encoding="utf-8-sig")
    return root


@pytest.fixture(scope="session")
def analysis(folder: Path) -> pyshma.Analysis:
    """The folder, analysed with the default codebook."""
    return pyshma.analyze(folder)


@pytest.fixture(scope="session")
def texts(folder: Path) -> dict[str, str]:
    """Text of each document by its id."""
    return {document.id: document.text for document in pyshma.read_documents(folder)}
