"""Which quotes go into the report when all of them would make it too large."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from ...statistics import ATTITUDES
from ..columns import QUOTES

if TYPE_CHECKING:
    from ..analysis import Analysis

BUDGET: Final = 6_000_000  # bytes of quotes; with 20,000 documents the other blocks need about as much again


def choose_quotes(
    analysis: Analysis, rows: Mapping[str, int], places: Mapping[str, int], *, budget: int = BUDGET
) -> dict[str, Any]:
    """Quotes of every theme, the strongest first, evenly from all groups.

    When all quotes together are longer than `budget`, every theme keeps the same number of them, as many as fit.

    Returns
    -------
    ``texts`` : each sentence once;
    ``themes`` : per theme rows of the row of the document, the index of the text, and that of the text that shows each
    attitude, -1 where the author does not express it;
    ``totals`` : per theme the number of all its quotes.
    """
    table = _ordered(analysis, rows, places)
    limit = _largest_limit(table, budget)
    kept = table[table["rank"] < limit]
    texts: dict[str, int] = {"": -1}
    themes: list[list[list[int]]] = [[] for _ in places]
    for theme, row, *quotes in zip(*(kept[name] for name in ("theme", "row", *QUOTES)), strict=True):
        themes[theme].append([int(row), *(texts.setdefault(quote, len(texts) - 1) for quote in quotes)])
    totals = np.bincount(table["theme"].to_numpy(dtype=np.int64), minlength=len(places))
    return {"texts": list(texts)[1:], "themes": themes, "totals": totals.tolist()}


def _ordered(analysis: Analysis, rows: Mapping[str, int], places: Mapping[str, int]) -> pd.DataFrame:
    """Quotes with the place of each among those of its theme, one group after the other in turn."""
    assignments = analysis.assignments
    table = pd.DataFrame(
        {
            "theme": assignments["theme_id"].map(places).to_numpy(dtype=np.int64),
            "row": assignments["document_id"].map(rows).to_numpy(dtype=np.int64),
            "score": assignments["score"].to_numpy(dtype=np.float64),
            "quote": assignments["quote"].fillna("").to_numpy(dtype=object),
            **{f"{attitude}_quote": _quotes(assignments, attitude) for attitude in ATTITUDES},
        }
    )
    group = analysis.documents[analysis.statistics.by[0]].astype(str) if analysis.statistics.by else None
    table["group"] = 0 if group is None else pd.factorize(group)[0][table["row"]]
    table = table[table["quote"] != ""].sort_values(
        ["theme", "score", "row"], ascending=[True, False, True], kind="stable"
    )
    table["turn"] = table.groupby(["theme", "group"], sort=False).cumcount()
    table = table.sort_values(["theme", "turn"], kind="stable", ignore_index=True)
    table["rank"] = table.groupby("theme", sort=False).cumcount()
    return table


def _quotes(assignments: pd.DataFrame, attitude: str) -> Any:  # noqa: ANN401
    """Sentences that show an attitude; empty where the author does not express it."""
    if attitude not in assignments.columns:
        return ""
    own = assignments[f"{attitude}_quote"].fillna("")
    shown = own.where(own != "", assignments["quote"].fillna(""))
    return shown.where(assignments[attitude] == 1, "").to_numpy(dtype=object)


def _largest_limit(table: pd.DataFrame, budget: int) -> int:
    """The largest number of quotes per theme whose texts stay below the budget."""
    sizes: defaultdict[int, int] = defaultdict(int)
    seen: set[str] = set()
    by_rank = table.sort_values(["rank", "theme"], kind="stable")
    for rank, *quotes in zip(by_rank["rank"], *(by_rank[name] for name in QUOTES), strict=True):
        sizes[rank] += 12
        for quote in {*quotes} - seen:
            sizes[rank] += 4 + len(quote.encode("utf-8", "replace"))
            seen.add(quote)
    total = 0
    for rank in sorted(sizes):
        total += sizes[rank]
        if total > budget:
            return rank
    return len(sizes)
