"""Groups compared: the numbers, and what they say in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...messages import Language
from ..headings import column_title
from ..numbers import count_noun, format_decimal, format_percent
from .sections import FEW_DOCUMENTS, bar_of, interval_text, nouns, say, scale_of

if TYPE_CHECKING:
    from ..analysis import Analysis

Rows = list[dict[Any, Any]]


def describe_grouping(table: pd.DataFrame, analysis: Analysis) -> dict[str, Any]:
    """One breakdown by a variable for the page.

    Parameters
    ----------
    table
        As `pyshma.statistics.breakdown_by` returns it.
    """
    lang, column = analysis.language, str(table.columns[0])
    name = column_title(column, lang)
    themes = _by_theme(table)
    alpha = 1 - analysis.statistics.confidence
    differing = [rows[0]["theme"] for rows in themes.values() if _differs(rows, alpha)]
    key = "groups_found" if differing else "groups_nothing"
    sizes = dict(zip(map(str, table.iloc[:, 0]), table["n_documents"], strict=True))
    small = [f"{group}: {n}" for group, n in sizes.items() if n < FEW_DOCUMENTS]
    return {
        "title": say("groups_by", lang, column=name),
        "found": say(key, lang, themes="; ".join(differing)),
        "small": say("groups_small", lang, groups="; ".join(small)) if small else "",
        "groups": [
            say("group_size", lang, group=group, documents=count_noun(int(n), nouns("documents", analysis), lang))
            for group, n in sizes.items()
        ],
        "rows": [
            {"theme": rows[0]["theme"], "cells": _cells(rows, lang), "words": _words(rows, column, alpha, lang)}
            for rows in themes.values()
        ],
    }


def groups_of_themes(table: pd.DataFrame, lang: Language) -> dict[str, dict[str, Any]]:
    """Theme → its shares over the groups, for the script."""
    column, largest = str(table.columns[0]), scale_of(table)
    return {
        theme_id: {
            "variable": column,
            "column": column_title(column, lang),
            "rows": [
                {
                    "group": str(row[column]),
                    "n": int(row["n_assigned"]),
                    "of": int(row["n_documents"]),
                    "percent": format_percent(row["prevalence"], lang),
                    "interval": interval_text(row["ci_low"], row["ci_high"], lang),
                    **bar_of(row, largest),
                }
                for row in rows
            ],
        }
        for theme_id, rows in _by_theme(table).items()
    }


def _by_theme(table: pd.DataFrame) -> dict[str, Rows]:
    themes: dict[str, Rows] = {}
    for row in table.to_dict("records"):
        themes.setdefault(row["theme_id"], []).append(row)
    return themes


def _differs(rows: Rows, alpha: float) -> bool:
    return bool(rows[0]["p_adjusted"] < alpha)


def _cells(rows: Rows, lang: Language) -> list[Mapping[str, str]]:
    return [
        {
            "percent": format_percent(row["prevalence"], lang),
            "interval": interval_text(row["ci_low"], row["ci_high"], lang),
        }
        for row in rows
    ]


def _words(rows: Rows, column: str, alpha: float, lang: Language) -> str:
    """What the test of a theme says, and which groups stand out."""
    if pd.isna(rows[0]["p_adjusted"]):
        return say("not_tested", lang)
    p = _p_text(rows[0]["p_adjusted"], lang)
    if not _differs(rows, alpha):
        return say("not_significant", lang, p=p)
    apart = [row for row in rows if row["difference_low"] > 0 or row["difference_high"] < 0]
    shown = [row for row in apart if row["difference"] > 0] if len(rows) == 2 else apart
    return " ".join([*(_difference(row, column, lang) for row in shown), say("significant", lang, p=p)])


def _difference(row: Mapping[Any, Any], column: str, lang: Language) -> str:
    more = row["difference"] > 0
    ends: Sequence[float] = (row["difference_low"], row["difference_high"])
    low, high = ends if more else (-ends[1], -ends[0])
    points = [format_decimal(100 * value, lang, digits=1) for value in (abs(row["difference"]), low, high)]
    key = "group_more" if more else "group_less"
    return say(key, lang, group=str(row[column]), difference=points[0], low=points[1], high=points[2])


def _p_text(p: float, lang: Language) -> str:
    smallest = 0.001
    return f"< {format_decimal(smallest, lang, digits=3)}" if p < smallest else f"= {format_decimal(p, lang, digits=3)}"
