"""The shares of themes as a chart."""

from __future__ import annotations

import altair as alt
import pandas as pd

from ...errors import ColumnError
from ...messages import Language, translate
from ..numbers import format_percent
from .drawing import (
    COLUMN_WIDTH,
    INK,
    NAME_CHARACTERS,
    NOTE_SIZE,
    QUIET,
    TEXT_SIZE,
    Chart,
    Rows,
    Space,
    assemble,
    at_x,
    balance,
    chart_of,
    measure,
    named,
    row_names,
    share_bars,
    style,
    text_at,
    whiskers,
)


def breakdown_figure(
    breakdown: pd.DataFrame,
    *,
    title: str | None = None,
    caption: str | None = None,
    lang: Language = "ru",
) -> Chart:
    """Draw the shares of themes as horizontal bars, longest first, with intervals, percent and counts.

    Parameters
    ----------
    breakdown
        A table of `pyshma.statistics.theme_prevalence` without groups; the order of equal shares is kept.
    title
        None: a plain one in the language. An empty string: none.
    caption
        Stands below, line by line, wrapped: n, what bars and whiskers are, that a corpus is synthetic.
        None: a plain one that gives n and says what bars and whiskers are.
    lang
        Of title and note, and of numbers: «26,3 %» in Russian, «26.3%» in English.

    Returns
    -------
    an Altair chart about 1,000 points wide; `save_figure` writes it for print, its own ``save`` as it is

    Raises
    ------
    ColumnError
        A column is missing, or the table is one of groups.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"theme": ["Парки"], "n_documents": [40], "n_assigned": [10], "prevalence": [0.25], "ci_low": [0.14],
    ...      "ci_high": [0.40]}
    ... )
    >>> breakdown_figure(table).width
    761
    """
    rows = _rows(breakdown, lang)
    space = measure(rows)
    if caption is None:
        caption = translate("figure.note", lang, n=int(breakdown["n_documents"].max()) if rows else 0)
    if title is None:
        title = translate("figure.title", lang)
    layers = [*share_bars(rows, lang), *whiskers(rows), *row_names(rows), *share_numbers(rows, space, lang)]
    return assemble(layers, space, title=title, caption=caption)


def _rows(breakdown: pd.DataFrame, lang: Language) -> Rows:
    """One record per bar, every text and number ready to be drawn."""
    for column in ("theme", "n_documents", "n_assigned", "prevalence", "ci_low", "ci_high"):
        if column not in breakdown.columns:
            raise ColumnError.missing(column, breakdown.columns, table="the breakdown")
    if breakdown["n_documents"].nunique() > 1:
        raise ColumnError("the breakdown has several values of n_documents; a figure shows all documents, not groups")
    ordered = breakdown.sort_values("prevalence", ascending=False, kind="stable")
    return [
        {
            "row": row,
            "name": name,
            "n_lines": name.count("\n") + 1,
            "share": 0.0 if pd.isna(share) else float(share),
            "low": None if pd.isna(low) else float(low),
            "high": None if pd.isna(high) else float(high),
            "percent": format_percent(share, lang),
            "count": str(count),
        }
        for row, (theme, count, share, low, high) in enumerate(
            ordered[["theme", "n_assigned", "prevalence", "ci_low", "ci_high"]].itertuples(index=False, name=None)
        )
        for name in [balance(str(theme), NAME_CHARACTERS)]
    ]


def share_numbers(rows: Rows, space: Space, lang: Language, every: Rows | None = None) -> list[alt.Chart]:
    """Right of the longest whisker a column of percents and one of counts, with their heads."""
    share, count = (space.plot + number * COLUMN_WIDTH for number in (1, 2))
    bold = style(TEXT_SIZE, INK, align="right", baseline="middle", fontWeight="bold")
    quiet = style(TEXT_SIZE, QUIET, align="right", baseline="middle")
    head = style(NOTE_SIZE, QUIET, align="right", baseline="bottom")
    return [
        chart_of(rows, every).mark_text(**bold).encode(text=named("percent"), x=at_x(share)),
        chart_of(rows, every).mark_text(**quiet).encode(text=named("count"), x=at_x(count)),
        text_at(translate("figure.share", lang), head, share, -5),
        text_at(translate("figure.documents", lang), head, count, -5),
    ]
