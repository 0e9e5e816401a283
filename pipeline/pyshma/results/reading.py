"""Results read back from their folder, so that report and figures can be made anew without the texts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from ..errors import ColumnError, SourceError
from ..messages import LANGUAGES, Language
from ..settings import Settings
from .analysis import Analysis
from .cells import unescape_formula

FLAGS: Final = ("non_answer", "other_alphabet")
"""Columns of documents that are 0 or 1."""

COLUMNS: Final = {
    "assignments": ("document_id", "theme_id", "score", "n_mentions", "problem", "wish", "praise", "quote"),
    "mentions": ("document_id", "theme_id", "pattern_id", "start", "stop", "text", "sentence"),
    "entities": ("entity_id", "kind", "name", "n_documents", "n_mentions", "variants"),
    "entity_mentions": ("document_id", "entity_id", "start", "stop", "text"),
    "entity_themes": ("theme_id", "entity_id", "kind", "name", "n_documents", "n_mentions"),
    "topics": ("topic_id", "label", "n_documents", "prevalence", "top_terms", "stability"),
    "document_topics": ("document_id", "topic_id", "weight"),
    "lemmas": ("lemma", "pos", "n_documents", "n_tokens"),
    "corrections": ("form", "corrected", "n_documents", "n_tokens"),
    "documents": ("document_id", "source", "n_tokens", "n_sentences", "repeat_of", *FLAGS),
    "rejected": ("source", "reason"),
}
"""Columns without which a table is not one of ours."""

COUNTS: Final = {"n_mentions", "n_documents", "n_tokens", "n_sentences", "start", "stop", *FLAGS}
COUNTS_OF_THEMES: Final = {"problem", "wish", "praise"}
FRACTIONS: Final = {"score", "prevalence", "stability", "weight"}


def read_analysis(
    folder: str | Path, *, settings: Settings | None = None, language: Language | None = None
) -> Analysis:
    """Read the tables that `Analysis.write` has written.

    Parameters
    ----------
    folder
        Of the results.
    settings
        Their section ``report`` takes the place of the one of the analysis; None: that one.
    language
        Of the report and the figures; None: that of the analysis.

    Raises
    ------
    SourceError
        The folder holds no results, or a file of them is missing or damaged.
    ColumnError
        A table lacks a column.
    """
    folder = Path(folder)
    manifest = _read_manifest(folder)
    made_with = Settings.from_dict(manifest["settings"], place=str(folder / "manifest.json"))
    if settings is not None:
        made_with = replace(made_with, report=settings.report)
        manifest["settings"]["report"] = made_with.as_dict()["report"]
    tables = {name: _read_table(folder, name, made_with.results.separator) for name in COLUMNS}
    return Analysis(
        title=manifest["corpus"]["title"],
        themes=pd.DataFrame(manifest["codebook"]["themes"], dtype=object),
        **tables,
        statistics=replace(made_with.statistics, population=manifest["population"]),
        results=made_with.results,
        report=made_with.report,
        manifest=manifest,
        language=language or manifest["language"],
        anonymized=manifest["anonymized"],
    )


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SourceError(f"{folder}: no manifest.json; give the folder that pyshma analyze has written") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be read ({error}); run pyshma analyze again") from error
    whole = isinstance(manifest, dict) and {"settings", "corpus", "codebook", "population", "anonymized"} <= set(
        manifest
    )
    if not whole or "themes" not in manifest["codebook"] or manifest.get("language") not in LANGUAGES:
        raise SourceError(f"{path}: written by another version; run pyshma analyze again")
    return manifest


def _read_table(folder: Path, name: str, sep: str) -> pd.DataFrame:
    path = folder / f"{name}.csv"
    try:
        table = pd.read_csv(path, sep=sep, dtype=object, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SourceError(f"{path}: no such file; run pyshma analyze again") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be read ({error}); run pyshma analyze again") from error
    table.columns = pd.Index([unescape_formula(str(column)) for column in table.columns], dtype=object)
    for column in COLUMNS[name]:
        if column not in table.columns:
            raise ColumnError.missing(column, table.columns, table=path.name)
    try:
        columns = {column: _read_column(name, column, table[column]) for column in table.columns}
    except ValueError as error:
        raise SourceError(f"{path}: cannot be read ({error}); run pyshma analyze again") from error
    return pd.DataFrame(columns)


def _read_column(table: str, column: str, cells: pd.Series[Any]) -> pd.Series[Any]:
    """Cells as what they were: counts, fractions, texts; a variable is a number when all of its cells are."""
    if column in COUNTS or (column in COUNTS_OF_THEMES and table == "assignments"):
        return cells.astype("int64")
    if column in FRACTIONS:
        return cells.map(lambda cell: float(cell or "nan")).astype("float64")
    texts = cells.map(unescape_formula).astype(object)
    if table != "documents" or column in COLUMNS["documents"][:2]:
        return texts
    missing = texts.map(lambda text: text or None).astype(object)
    return missing if column == "repeat_of" else _numbers(missing)


def _numbers(values: pd.Series[Any]) -> pd.Series[Any]:
    try:
        numbers = pd.Series([None if value is None else float(value) for value in values], dtype="float64")
    except ValueError:
        return values
    present = numbers.dropna()
    whole = len(present) == len(numbers) and bool((present % 1 == 0).all())
    return numbers.astype("int64") if whole else numbers
