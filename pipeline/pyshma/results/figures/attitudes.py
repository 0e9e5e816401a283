"""How many complain, wish, praise, theme by theme, as a chart."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ...errors import ColumnError
from ...messages import Language, translate
from ...statistics import ATTITUDES
from ..numbers import format_percent
from .drawing import (
    BAR,
    GRID,
    INK,
    LINE,
    NAME_CHARACTERS,
    NOTE_SIZE,
    TEXT_SIZE,
    WIDTH,
    Chart,
    Rows,
    Space,
    assemble,
    at_y,
    balance,
    chart_of,
    measure,
    named,
    row_names,
    style,
)

PANEL, MIN_BAR = 1.9, 90  # width of a panel in units of a full bar; points of a full bar


def attitudes_figure(
    breakdown: pd.DataFrame,
    *,
    title: str | None = None,
    caption: str | None = None,
    lang: Language = "ru",
) -> Chart:
    """Draw for every theme which part of its documents complains, wishes for something, praises.

    The three parts are shown side by side and not stacked, because one document may do all three.

    Parameters
    ----------
    breakdown
        A table of `pyshma.statistics.theme_prevalence` with ``n_problem``, ``n_wish``, ``n_praise``.
    title, caption, lang
        As in `pyshma.results.figures.breakdown_figure`.

    Raises
    ------
    ColumnError
        A column is missing.
    """
    for name in ("theme", "n_assigned", *(f"n_{attitude}" for attitude in ATTITUDES)):
        if name not in breakdown.columns:
            raise ColumnError.missing(name, breakdown.columns, table="the breakdown")
    rows, space = _rows(breakdown, lang), _measure(breakdown)
    return assemble(
        [*_panels(rows, lang), *row_names(_first(rows), rows)],
        space,
        title=translate("figure.attitudes_title", lang) if title is None else title,
        caption=translate("figure.attitudes_note", lang) if caption is None else caption,
    )


def _rows(breakdown: pd.DataFrame, lang: Language) -> Rows:
    """One record per bar: theme × attitude, themes without documents as empty bars."""
    rows: Rows = []
    for place, values in enumerate(breakdown.to_dict("records")):
        name, n = balance(str(values["theme"]), NAME_CHARACTERS), int(values["n_assigned"])
        for panel, attitude in enumerate(ATTITUDES):
            share = int(values[f"n_{attitude}"]) / n if n else 0.0
            percent = format_percent(share if n else float("nan"), lang, digits=0)
            rows.append(
                {
                    "row": place,
                    "name": name,
                    "n_lines": name.count("\n") + 1,
                    "panel": panel,
                    "start": panel * PANEL,
                    "stop": panel * PANEL + share,
                    "full": panel * PANEL + 1,
                    "label": f"{percent} ({values[f'n_{attitude}']})" if n else percent,
                }
            )
    return rows


def _first(rows: Rows) -> Rows:
    return [row for row in rows if row["panel"] == 0]


def _measure(breakdown: pd.DataFrame) -> Space:
    names = [{"name": balance(str(theme), NAME_CHARACTERS)} for theme in breakdown["theme"]]
    room = measure([row | {"n_lines": row["name"].count("\n") + 1} for row in names])
    plot = max(round(3 * PANEL * MIN_BAR), WIDTH - room.names)
    n_lines = max((row["name"].count("\n") + 1 for row in names), default=1)
    return Space(room.names, plot, max(len(names), 1) * round((n_lines * LINE + 0.6) * TEXT_SIZE), n_columns=0)


def _panels(rows: Rows, lang: Language) -> list[alt.Chart]:
    width = len(ATTITUDES) * PANEL
    scale = alt.Scale(domain=[0.0, width], nice=False)
    start = alt.X("start", type="quantitative", scale=scale, axis=None)
    chart = chart_of(rows)
    number = style(NOTE_SIZE, INK, align="left", baseline="middle", dx=6)
    heads = [{"text": translate(f"report.{name}", lang), "x": place * PANEL} for place, name in enumerate(ATTITUDES)]
    head = style(TEXT_SIZE, INK, align="left", baseline="bottom", fontWeight="bold")
    above = alt.Chart(alt.InlineData(values=heads)).mark_text(**head)
    return [
        chart.mark_bar(color=GRID, aria=False).encode(x=start, x2=alt.X2("full")),
        chart.mark_bar(color=BAR, aria=False).encode(x=start, x2=alt.X2("stop")),
        chart.mark_text(**number).encode(x=alt.X("full", type="quantitative"), text=named("label")),
        above.encode(x=alt.X("x", type="quantitative"), y=at_y(-6), text=named("text")),
    ]
