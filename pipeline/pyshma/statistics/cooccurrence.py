"""Which themes stand together in documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .prevalence import check_tables, read_themes


def theme_cooccurrence(
    assignments: pd.DataFrame, documents: pd.DataFrame, themes: pd.DataFrame | Sequence[tuple[str, str]]
) -> pd.DataFrame:
    """Documents that carry two themes, for every pair.

    Parameters
    ----------
    assignments, documents, themes
        As in `pyshma.statistics.theme_prevalence`.

    Returns
    -------
    one row per unordered pair of themes, also those that never meet
        ``theme_id``, ``other_theme_id`` : the pair, in the order of the codebook;
        ``n_both`` : documents that carry both;
        ``n_expected`` : how many would if the themes were independent, n₁ · n₂ / n;
        ``lift`` : ``n_both / n_expected``, NaN where none is expected.

        Sorted by ``n_both``, highest first, equal ones in the order of the codebook.

    Raises
    ------
    ColumnError
        As in `theme_prevalence`.

    Examples
    --------
    >>> documents = pd.DataFrame({"document_id": ["а", "б", "в"]})
    >>> pairs = [("а", "air"), ("а", "parks"), ("б", "parks")]
    >>> assignments = pd.DataFrame(pairs, columns=["document_id", "theme_id"])
    >>> theme_cooccurrence(assignments, documents, [("air", "Воздух"), ("parks", "Парки")])
      theme_id other_theme_id  n_both  n_expected  lift
    0      air          parks       1    0.666667   1.5
    """
    codebook = read_themes(themes)
    check_tables(assignments, documents, codebook)
    ids = codebook["theme_id"].to_numpy()
    carried = np.zeros((len(documents), len(ids)), dtype=np.int64)
    rows = pd.Index(documents["document_id"]).get_indexer(pd.Index(assignments["document_id"]))
    columns = pd.Index(ids).get_indexer(pd.Index(assignments["theme_id"]))
    carried[rows, columns] = 1
    together, alone = carried.T @ carried, carried.sum(axis=0)
    first, second = np.triu_indices(len(ids), k=1)
    expected = alone[first] * alone[second] / max(len(documents), 1)
    both = together[first, second]
    lift = np.divide(both, expected, out=np.full(len(both), np.nan), where=expected > 0)
    table = pd.DataFrame(
        {
            "theme_id": ids[first],
            "other_theme_id": ids[second],
            "n_both": both,
            "n_expected": expected,
            "lift": lift,
        }
    )
    return table.sort_values("n_both", ascending=False, kind="stable", ignore_index=True)
