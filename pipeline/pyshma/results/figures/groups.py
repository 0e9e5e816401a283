"""The shares of themes in groups as a chart."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ...errors import ColumnError
from ...messages import Language, translate
from ..headings import column_title
from ..numbers import format_decimal, format_percent
from .breakdown import share_numbers
from .drawing import (
    COLUMN_WIDTH,
    GAP,
    INK,
    MIN_PLOT_WIDTH,
    NOTE_SIZE,
    QUIET,
    TEXT_SIZE,
    WIDTH,
    Chart,
    Rows,
    Space,
    assemble,
    at_x,
    balance,
    chart_of,
    named,
    row_names,
    share_bars,
    style,
    text_width,
    whiskers,
    wrap,
)

NEEDED = ("theme_id", "theme", "n_documents", "n_assigned", "prevalence", "ci_low", "ci_high", "p_adjusted")
GROUP_CHARACTERS, MIN_NAMES = 30, 200  # characters of a line of a group's name; points left of the bars
LINE_HEIGHT = 26  # points of one bar


def groups_figure(
    table: pd.DataFrame,
    *,
    title: str | None = None,
    caption: str | None = None,
    confidence: float = 0.95,
    lang: Language = "ru",
) -> Chart:
    """Draw the shares of themes in every group, theme by theme, with intervals and what the test says.

    Parameters
    ----------
    table
        As `pyshma.statistics.breakdown_by` returns it; its first column names the variable.
    title, caption, lang
        As in `pyshma.results.figures.breakdown_figure`.
    confidence
        A theme is said to differ where the adjusted p-value is below ``1 - confidence``.

    Raises
    ------
    ColumnError
        A column is missing.
    """
    for name in NEEDED:
        if name not in table.columns:
            raise ColumnError.missing(name, table.columns, table="the breakdown by groups")
    column = column_title(str(table.columns[0]), lang)
    heads, rows = _rows(table, 1 - confidence, lang)
    space = _measure(rows, len(heads) + len(rows))
    every = sorted([*heads, *rows], key=lambda row: int(row["row"]))
    layers = [*share_bars(every, lang), *whiskers(rows, every), *row_names(rows, every), *_heads(heads, every, space)]
    return assemble(
        [*layers, *share_numbers(rows, space, lang, every)],
        space,
        title=translate("figure.groups_title", lang, column=column)
        if title is None
        else title.replace("{column}", column),
        caption=translate("figure.groups_note", lang) if caption is None else caption,
    )


def _rows(table: pd.DataFrame, alpha: float, lang: Language) -> tuple[Rows, Rows]:
    """One line per theme, and one per group of it."""
    heads: Rows = []
    rows: Rows = []
    for values in table.to_dict("records"):
        if not heads or heads[-1]["theme_id"] != values["theme_id"]:
            heads.append({"row": len(heads) + len(rows), "theme_id": values["theme_id"], **_head(values, alpha, lang)})
        name = balance(str(values[table.columns[0]]), GROUP_CHARACTERS)
        low, high = values["ci_low"], values["ci_high"]
        rows.append(
            {
                "row": len(heads) + len(rows),
                "name": name,
                "n_lines": name.count("\n") + 1,
                "share": 0.0 if pd.isna(values["prevalence"]) else float(values["prevalence"]),
                "low": None if pd.isna(low) else float(low),
                "high": None if pd.isna(high) else float(high),
                "percent": format_percent(values["prevalence"], lang),
                "count": f"{values['n_assigned']} / {values['n_documents']}",
            }
        )
    return heads, rows


def _head(values: dict[object, object], alpha: float, lang: Language) -> dict[str, object]:
    p = float(str(values["p_adjusted"]))
    differs = (
        "" if not p < alpha else translate("figure.differs", lang, p=format_decimal(max(p, 0.001), lang, digits=3))
    )
    return {"name": wrap(str(values["theme"]), 200), "differs": differs, "share": 0.0, "low": None, "high": None}


def _measure(rows: Rows, n_lines: int) -> Space:
    widest = max((text_width(line) for row in rows for line in row["name"].split("\n")), default=0)
    names = max(MIN_NAMES, GAP + round(widest))
    tallest = max((row["n_lines"] for row in rows), default=1)
    height = round(LINE_HEIGHT + (tallest - 1) * TEXT_SIZE)
    return Space(names, max(MIN_PLOT_WIDTH, WIDTH - names - 2 * COLUMN_WIDTH), max(n_lines, 1) * height)


def _heads(heads: Rows, every: Rows, space: Space) -> list[alt.Chart]:
    """Names of themes from the left edge, and at the right edge that groups differ."""
    bold = style(TEXT_SIZE, INK, align="left", baseline="middle", fontWeight="bold")
    quiet = style(NOTE_SIZE, QUIET, align="right", baseline="middle")
    chart = chart_of(heads, every)
    end = space.plot + 2 * COLUMN_WIDTH
    return [
        chart.mark_text(**bold).encode(text=named("name"), x=at_x(-space.names)),
        chart.mark_text(**quiet).encode(text=named("differs"), x=at_x(end)),
    ]
