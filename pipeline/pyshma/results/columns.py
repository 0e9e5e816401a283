"""Columns of the tables of an analysis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd

from ..errors import ColumnError
from ..statistics import ATTITUDES

FLAGS: Final = ("non_answer", "other_alphabet")
"""Columns of documents that are 0 or 1."""

QUOTES: Final = ("quote", *(f"{attitude}_quote" for attitude in ATTITUDES))
"""Of assignments: the sentence that shows the theme best, and those that show the attitudes."""

COLUMNS: Final = {
    "assignments": ("document_id", "theme_id", "score", "n_mentions", *ATTITUDES, *QUOTES),
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


def variable_column(name: str) -> str:
    """Column of a variable in the table of documents.

    >>> variable_column("класс"), variable_column("source")
    ('класс', 'variable_source')
    """
    return f"variable_{name}" if name in COLUMNS["documents"] else name


def variable_columns(names: Iterable[str]) -> dict[str, str]:
    """Column of each variable → the variable, in the order in which they first occur.

    Raises
    ------
    ColumnError
        Two variables share a column.

    Examples
    --------
    >>> variable_columns(["класс", "source", "класс"])
    {'класс': 'класс', 'variable_source': 'source'}
    """
    columns: dict[str, str] = {}
    for name in names:
        column = variable_column(name)
        if columns.setdefault(column, name) != name:
            raise ColumnError(f"variables {columns[column]!r} and {name!r} share the column {column!r}; rename one")
    return columns


def variable_names(documents: pd.DataFrame) -> list[str]:
    """The variables in the table of documents: the columns that are none of ours.

    >>> variable_names(pd.DataFrame(columns=["document_id", "source", "класс"]))
    ['класс']
    """
    return [str(name) for name in documents.columns if name not in COLUMNS["documents"]]


def numeric_variables(documents: pd.DataFrame) -> list[str]:
    """The variables whose values are numbers; codes such as «007» are texts."""
    return [name for name in variable_names(documents) if documents[name].dtype.kind in "if"]
