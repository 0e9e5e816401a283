"""How many documents carry each theme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import ColumnError
from .groups import ATTITUDES, Groups, read_groups
from .intervals import check_population, wilson_interval


def theme_prevalence(
    assignments: pd.DataFrame,
    documents: pd.DataFrame,
    themes: pd.DataFrame | Sequence[tuple[str, str]],
    *,
    by: str | None = None,
    population: int | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Share of documents that carry each theme, of all documents or per group.

    The denominator is every document (of the group), also those without a theme. Documents may carry several themes, so
    shares do not sum to 1.

    Parameters
    ----------
    assignments
        One row per document and theme, with ``document_id``, ``theme_id``, ``n_mentions``; a repeated pair counts as
        one assignment, its mentions are added up. Columns ``problem``, ``wish`` and ``praise`` of 0 and 1 are counted
        where they are there.
    documents
        One row per document, with ``document_id`` and the variables.
    themes
        The codebook in its order: a table with ``theme_id`` and ``theme``, or pairs of them.
    by
        A variable that divides the documents. Documents without a value of it form no group and stand in no row;
        `pyshma.statistics.count_missing` says how many they are.
    population
        Number of people N of whom the n documents are a sample without replacement; None: endless. It is the size of
        the whole also when `by` is given: each group is taken to be the same part n/N of its own people.
    confidence
        Of the intervals, 0 to 1.

    Returns
    -------
    one row per theme, or per theme × group, those that nobody mentions included
        ``theme_id``, ``theme`` : from the codebook; before them, with `by`, a column named for the variable;
        ``n_documents``, ``n_assigned`` : counts of documents, all and those with the theme;
        ``prevalence`` : their ratio, 0 to 1, NaN without documents;
        ``ci_low``, ``ci_high`` : Wilson interval of the prevalence, see `wilson_interval`;
        ``n_mentions`` : mentions of the theme in the documents that carry it;
        ``n_problem``, ``n_wish``, ``n_praise`` : of the assigned documents, those with this attitude, where known.

        Sorted by prevalence among all documents, highest first, equal ones in the order of the codebook; groups of a
        theme in the order of `read_groups`.

    Raises
    ------
    ColumnError
        A column is missing, a document or a theme stands twice, an assignment names one that is not there, or `by` does
        not divide the documents (see `read_groups`).
    SettingsError
        The population is smaller than the number of documents, or the confidence not between 0 and 1.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["а", "б", "в", "г"]})
    >>> assignments = pd.DataFrame({"document_id": ["а", "б"], "theme_id": ["air", "air"], "n_mentions": [2, 1]})
    >>> table = theme_prevalence(assignments, documents, [("parks", "Парки"), ("air", "Чистый воздух")])
    >>> table[["theme", "n_assigned", "prevalence", "n_mentions"]]
               theme  n_assigned  prevalence  n_mentions
    0  Чистый воздух           2         0.5           3
    1          Парки           0         0.0           0
    """
    codebook = read_themes(themes)
    check_tables(assignments, documents, codebook)
    _require(assignments, ["n_mentions"], "the table of assignments")
    check_population(population, len(documents))
    groups = _one_group(documents) if by is None else read_groups(documents, by)
    order = np.argsort(-_count(assignments, codebook, _one_group(documents))[0][:, 0], kind="stable")
    assigned, mentions = (counts[order] for counts in _count(assignments, codebook, groups))
    sizes = np.bincount(groups.members.to_numpy(), minlength=len(groups.values))
    table = _build(codebook.iloc[order], groups, assigned, mentions, sizes)
    part = None if population is None else table["n_documents"].to_numpy() * (population / max(len(documents), 1))
    if population == len(documents):
        part = table["n_documents"].to_numpy()  # a census stays one, whatever the rounding
    low, high = wilson_interval(table["n_assigned"], table["n_documents"], confidence=confidence, population=part)
    table["ci_low"], table["ci_high"] = low, high
    names = ["theme_id", "theme", "n_documents", "n_assigned", "prevalence", "ci_low", "ci_high", "n_mentions"]
    for attitude in ATTITUDES:
        if attitude in assignments.columns:
            having = assignments[assignments[attitude] > 0]
            table[f"n_{attitude}"] = _count(having, codebook, groups)[0][order].ravel()
            names.append(f"n_{attitude}")
    return table[names if by is None else [by, *names]]


def read_themes(themes: pd.DataFrame | Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Themes as a table with ``theme_id`` and ``theme``, in the order of the codebook.

    Raises
    ------
    ColumnError
        A column is missing, or a theme stands twice.
    """
    if not isinstance(themes, pd.DataFrame):
        themes = pd.DataFrame(list(themes), columns=["theme_id", "theme"])
    _require(themes, ["theme_id", "theme"], "the table of themes")
    _require_unique(themes["theme_id"], "the table of themes")
    return themes[["theme_id", "theme"]].reset_index(drop=True)


def check_tables(assignments: pd.DataFrame, documents: pd.DataFrame, codebook: pd.DataFrame) -> None:
    """Check that assignments are of documents and themes that are there.

    Raises
    ------
    ColumnError
        A column is missing, a document stands twice, or an assignment names a document or a theme that is not there.
    """
    _require(assignments, ["document_id", "theme_id"], "the table of assignments")
    _require(documents, ["document_id"], "the table of documents")
    _require_unique(documents["document_id"], "the table of documents")
    _require_known(assignments["document_id"], documents["document_id"], "the table of documents")
    _require_known(assignments["theme_id"], codebook["theme_id"], "the codebook")


def _require(table: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    for column in columns:
        if column not in table.columns:
            raise ColumnError.missing(column, table.columns, table=name)


def _require_unique(ids: pd.Series[str], name: str) -> None:
    twice = ids[ids.duplicated()]
    if not twice.empty:
        raise ColumnError(f"{name} has {ids.name} {twice.iloc[0]!r} more than once ({len(twice)} such rows); keep one")


def _require_known(ids: pd.Series[str], known: pd.Series[str], name: str) -> None:
    unknown = ids[~ids.isin(known)].unique()
    if len(unknown):
        shown = ", ".join(repr(value) for value in unknown[:3])
        raise ColumnError(f"the table of assignments has {len(unknown)} {ids.name} that {name} lacks: {shown}")


def _one_group(documents: pd.DataFrame) -> Groups:
    members = pd.Series(0, index=pd.Index(documents["document_id"]), dtype="int64")
    return Groups("", ("",), members, n_missing=0)


def _count(
    assignments: pd.DataFrame, codebook: pd.DataFrame, groups: Groups
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Assigned documents and mentions, themes × groups."""
    themes = pd.Index(codebook["theme_id"]).get_indexer(pd.Index(assignments["theme_id"]))
    members = groups.members.reindex(assignments["document_id"]).fillna(-1).to_numpy(dtype=np.int64)
    inside = members >= 0
    mentions = np.zeros((len(codebook), len(groups.values)), dtype=np.int64)
    np.add.at(
        mentions, (themes[inside], members[inside]), assignments["n_mentions"].to_numpy()[inside].astype(np.int64)
    )
    first = inside & ~assignments.duplicated(["document_id", "theme_id"]).to_numpy()
    assigned = np.zeros_like(mentions)
    np.add.at(assigned, (themes[first], members[first]), 1)
    return assigned, mentions


def _build(
    codebook: pd.DataFrame,
    groups: Groups,
    assigned: npt.NDArray[np.int64],
    mentions: npt.NDArray[np.int64],
    sizes: npt.NDArray[np.int64],
) -> pd.DataFrame:
    """Lay themes × groups out as rows, theme by theme."""
    table = codebook.loc[codebook.index.repeat(len(groups.values))].reset_index(drop=True)
    if groups.variable:
        table[groups.variable] = pd.Series(
            list(groups.values) * len(codebook), dtype=None if len(codebook) else "object"
        )
    table["n_documents"] = np.tile(sizes, len(codebook))
    table["n_assigned"] = assigned.ravel()
    n = table["n_documents"].to_numpy(dtype=np.float64)
    table["prevalence"] = np.divide(table["n_assigned"], n, out=np.full(len(table), np.nan), where=n > 0)
    table["n_mentions"] = mentions.ravel()
    return table
