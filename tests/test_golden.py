"""Tables of a small corpus, to the byte: a difference here is reviewed as a result.

After a change that is meant, write them anew: ``PYSHMA_WRITE_GOLDEN=1 pytest tests/test_golden.py``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import pyshma

GOLDEN = Path(__file__).parent / "golden"
TABLES = (
    "assignments",
    "corrections",
    "documents",
    "entities",
    "entity_mentions",
    "entity_themes",
    "lemmas",
    "mentions",
    "rejected",
    "theme_breakdown",
    "theme_matrix",
)


@pytest.fixture(scope="module")
def results(analysis: pyshma.Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("golden")
    analysis.write(out)
    return out


@pytest.mark.parametrize("table", TABLES)
def test_table(results: Path, table: str) -> None:
    found = (results / f"{table}.csv").read_text(encoding="utf-8-sig")
    path = GOLDEN / f"{table}.csv"
    if os.environ.get("PYSHMA_WRITE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
