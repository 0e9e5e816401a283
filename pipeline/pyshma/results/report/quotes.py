"""Which quotes go into the report when all of them would make it too large."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from ...statistics import ATTITUDES

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
    ``themes`` : per theme rows of (row of the document, index of the text, bits of the attitudes);
    ``totals`` : per theme the number of all its quotes.
    """
    table = _ordered(analysis, rows, places)
    limit = _largest_limit(table, budget)
    kept = table[table["rank"] < limit]
    texts: dict[str, int] = {}
    themes: list[list[tuple[int, int, int]]] = [[] for _ in places]
    columns = (kept[name] for name in ("theme", "row", "quote", "bits"))
    for theme, row, quote, bits in zip(*columns, strict=True):
        themes[theme].append((int(row), texts.setdefault(quote, len(texts)), int(bits)))
    totals = np.bincount(table["theme"].to_numpy(dtype=np.int64), minlength=len(places))
    return {"texts": list(texts), "themes": themes, "totals": totals.tolist()}


def _ordered(analysis: Analysis, rows: Mapping[str, int], places: Mapping[str, int]) -> pd.DataFrame:
    """Quotes with the place of each among those of its theme, one group after the other in turn."""
    assignments = analysis.assignments
    table = pd.DataFrame(
        {
            "theme": assignments["theme_id"].map(places).to_numpy(dtype=np.int64),
            "row": assignments["document_id"].map(rows).to_numpy(dtype=np.int64),
            "score": assignments["score"].to_numpy(dtype=np.float64),
            "quote": assignments["quote"].fillna("").to_numpy(dtype=object),
            "bits": _bits(assignments),
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


def _bits(assignments: pd.DataFrame) -> Any:  # noqa: ANN401
    """Attitudes as one number: 1 a complaint, 2 a wish, 4 praise."""
    bits = np.zeros(len(assignments), dtype=np.int64)
    for bit, name in enumerate(ATTITUDES):
        if name in assignments.columns:
            bits += assignments[name].to_numpy(dtype=np.int64) << bit
    return bits


def _largest_limit(table: pd.DataFrame, budget: int) -> int:
    """The largest number of quotes per theme whose texts stay below the budget."""
    sizes: defaultdict[int, int] = defaultdict(int)
    seen: set[str] = set()
    by_rank = table.sort_values(["rank", "theme"], kind="stable")
    for rank, quote in zip(by_rank["rank"], by_rank["quote"], strict=True):
        sizes[rank] += 12 if quote in seen else 16 + len(quote.encode("utf-8", "replace"))
        seen.add(quote)
    total = 0
    for rank in sorted(sizes):
        total += sizes[rank]
        if total > budget:
            return rank
    return len(sizes)
