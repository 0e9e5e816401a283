"""Results read back from their folder, so that report and figures can be made anew without the texts."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import pandas as pd

from ..errors import ColumnError, SourceError
from ..messages import LANGUAGES, Language
from ..settings import Settings
from ..statistics import ATTITUDES
from .analysis import Analysis
from .cells import unescape_formula
from .columns import COLUMNS, FLAGS
from .write import decimal_mark

COUNTS: Final = {"n_mentions", "n_documents", "n_tokens", "n_sentences", "start", "stop", *FLAGS}
_NEEDED: Final = {"settings", "corpus", "codebook", "population", "anonymized", "numeric_variables"}
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
    read = partial(_read_table, folder, sep=made_with.results.separator, numeric=set(manifest["numeric_variables"]))
    tables = {name: read(name) for name in COLUMNS}
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
    whole = isinstance(manifest, dict) and set(manifest) >= _NEEDED
    if not whole or "themes" not in manifest["codebook"] or manifest.get("language") not in LANGUAGES:
        raise SourceError(f"{path}: written by another version; run pyshma analyze again")
    return manifest


def _read_table(folder: Path, name: str, *, sep: str, numeric: Collection[str]) -> pd.DataFrame:
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
        read = partial(_read_column, name, numeric=numeric, decimal=decimal_mark(sep))
        columns = {column: read(column, table[column]) for column in table.columns}
    except ValueError as error:
        raise SourceError(f"{path}: cannot be read ({error}); run pyshma analyze again") from error
    return pd.DataFrame(columns)


def _read_column(
    table: str, column: str, cells: pd.Series[Any], *, numeric: Collection[str], decimal: str
) -> pd.Series[Any]:
    """Cells as what they were: counts, fractions, texts; a variable is a number only where the manifest says so."""
    texts = cells.map(unescape_formula).astype(object)
    missing = texts.map(lambda text: text or None).astype(object)
    if table == "documents" and column not in COLUMNS["documents"]:
        return _numbers(cells, decimal) if column in numeric else missing
    if column in COUNTS or (column in ATTITUDES and table == "assignments"):
        return cells.astype("int64")
    if column in FRACTIONS:
        return cells.map(lambda cell: _fraction(cell, decimal)).astype("float64")
    return missing if column == "repeat_of" else texts


def _fraction(cell: str, decimal: str) -> float:
    return float(cell.replace(decimal, ".") or "nan")


def _numbers(cells: pd.Series[Any], decimal: str) -> pd.Series[Any]:
    numbers = pd.Series([_fraction(unescape_formula(cell), decimal) for cell in cells], dtype="float64")
    present = numbers.dropna()
    whole = len(present) == len(numbers) and bool((present % 1 == 0).all())
    return numbers.astype("int64") if whole else numbers
