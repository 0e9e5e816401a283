"""The groups into which a variable divides the documents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from ..errors import ColumnError

MAX_NUMBERS = 8  # ages 14–19 are six groups; a year of birth or an income is to be cut into ranges by a person
MAX_GROUPS = 50  # more groups than this are no longer compared by anyone, and 285 different names are an id

NAMES_OF_DOCUMENTS: Final = ("document_id", "source")
"""Columns of documents that tell them apart: every document would be a group."""

ATTITUDES = ("problem", "wish", "praise")
"""Columns of 0 and 1 that assignments may have; a breakdown counts each as ``n_problem`` and so on."""

TABLE_COLUMNS = (
    "theme_id",
    "theme",
    "n_documents",
    "n_assigned",
    "prevalence",
    "ci_low",
    "ci_high",
    "n_mentions",
    *(f"n_{attitude}" for attitude in ATTITUDES),
    "difference",
    "difference_low",
    "difference_high",
    "test",
    "p_value",
    "p_adjusted",
    "effect_size",
)
"""Columns of a breakdown by a variable, after the column that is named for the variable."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Documents by the value of one variable.

    Parameters
    ----------
    variable
        Name of the variable.
    values
        The values that occur, in order: numbers ascending, an ordered categorical as it is ordered, texts by alphabet.
    members
        For every document with a value the position of its group in `values`; the index is ``document_id``.
    n_missing
        Number of documents without a value (empty, blank or NaN): they belong to no group.
    """

    variable: str
    values: tuple[object, ...]
    members: pd.Series[int]
    n_missing: int


def read_groups(documents: pd.DataFrame, by: str) -> Groups:
    """Divide documents by a variable.

    Whole numbers that a missing value turned into fractions (``15.0``) are whole numbers again; a column that mixes
    numbers and texts is read as texts.

    Parameters
    ----------
    documents
        One row per document, with ``document_id`` and the variables.
    by
        A column of `documents`.

    Raises
    ------
    ColumnError
        There is no such column or it has a name of the result table, no document has a value, or there are too many
        values: more than 8 numbers (cut them into ranges), more than 50 texts.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["а", "б", "в"], "age": [15, None, 14]})
    >>> groups = read_groups(documents, "age")
    >>> groups.values, groups.n_missing
    ((14, 15), 1)
    """
    values = _find_column(documents, by)
    present = values[~_is_missing(values)]
    if present.empty:
        raise ColumnError(
            f"column {by!r} has no value in any of the {len(documents)} documents; choose another variable"
        )
    cleaned = _unify(present)
    order = _order(cleaned)
    _check_number(by, order, numeric=is_numeric_dtype(cleaned.dtype) and not is_bool_dtype(cleaned.dtype))
    positions = {value: position for position, value in enumerate(order)}
    members = pd.Series([positions[value] for value in cleaned], dtype="int64")
    members.index = pd.Index(documents["document_id"].iloc[present.index])
    return Groups(by, tuple(order), members, n_missing=len(values) - len(present))


def has_attitudes(breakdown: pd.DataFrame) -> bool:
    """Whether a breakdown says in how many documents each attitude is shown."""
    return all(f"n_{attitude}" in breakdown.columns for attitude in ATTITUDES)


def count_missing(documents: pd.DataFrame, by: str) -> int:
    """Number of documents that have no value of a variable and so stand in no group of a breakdown by it.

    Raises
    ------
    ColumnError
        There is no such column.
    """
    return int(_is_missing(_find_column(documents, by)).sum())


def find_like_groups(documents: pd.DataFrame, by: str) -> list[tuple[str, ...]]:
    """Groups that differ only in letter case, ё or white space: whether they are one, only a person can tell.

    Raises
    ------
    ColumnError
        There is no such column.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["а", "б", "в"], "район": ["Зелёный", "зеленый", "Лесной"]})
    >>> find_like_groups(documents, "район")
    [('Зелёный', 'зеленый')]
    """
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for value in _find_column(documents, by):
        if isinstance(value, str):
            alike[" ".join(value.casefold().replace("ё", "е").split())].add(value)
    return [tuple(sorted(values)) for _, values in sorted(alike.items()) if len(values) > 1]


def check_is_variable(by: str) -> None:
    """Refuse a column that tells documents apart.

    Raises
    ------
    ColumnError
        It is one.
    """
    if by in NAMES_OF_DOCUMENTS:
        raise ColumnError(f"column {by!r} is another one for every document and no variable; choose a variable")


def _find_column(documents: pd.DataFrame, by: str) -> pd.Series[Any]:
    check_is_variable(by)
    if "document_id" not in documents.columns:
        raise ColumnError.missing("document_id", documents.columns, table="the table of documents")
    if by not in documents.columns:
        raise ColumnError.missing(by, documents.columns, table="the table of documents")
    if by in TABLE_COLUMNS:
        raise ColumnError(
            f"variable {by!r} has the name of a column of the breakdown; rename it in the table of variables"
        )
    if list(documents.columns).count(by) > 1:
        raise ColumnError(f"the table of documents has {by!r} twice; rename one of the columns")
    column: pd.Series[Any] = documents[by].reset_index(drop=True)
    return column


def _is_missing(values: pd.Series[Any]) -> pd.Series[bool]:
    if is_numeric_dtype(values.dtype):
        return values.isna()
    return values.isna() | values.astype("object").map(lambda value: isinstance(value, str) and not value.strip())


def _unify(values: pd.Series[Any]) -> pd.Series[Any]:
    """Give all values one type."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values
    inferred = values.infer_objects()
    if is_bool_dtype(inferred.dtype) or not is_numeric_dtype(inferred.dtype):
        return inferred if is_bool_dtype(inferred.dtype) else values.map(str)
    numbers = inferred.astype("float64")
    return numbers.astype("int64") if bool((numbers % 1 == 0).all()) else numbers


def _order(values: pd.Series[Any]) -> list[object]:
    if isinstance(values.dtype, pd.CategoricalDtype) and values.cat.ordered:
        return [value for value in values.cat.categories if bool((values == value).any())]
    found: list[object] = values.astype("object").unique().tolist()
    return sorted(found, key=lambda value: (0, value, "") if isinstance(value, int | float) else (1, 0, str(value)))


def _check_number(by: str, order: list[object], *, numeric: bool) -> None:
    if numeric and len(order) > MAX_NUMBERS:
        raise ColumnError(
            f"column {by!r} has {len(order)} different numbers ({order[0]} … {order[-1]}), too many to compare; "
            f"add a column with ranges, such as '14–16' and '17–19', and break down by that"
        )
    if len(order) > MAX_GROUPS:
        raise ColumnError(
            f"column {by!r} has {len(order)} different values, more than {MAX_GROUPS}; "
            "choose a variable with few values or merge them in a column of their own"
        )
