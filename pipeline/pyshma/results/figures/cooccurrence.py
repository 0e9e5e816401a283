"""Which themes stand together, as a chart."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from ...errors import ColumnError
from ...messages import Language, translate
from .drawing import (
    BAR,
    GAP,
    INK,
    NOTE_SIZE,
    QUIET,
    TEXT_SIZE,
    WIDTH,
    Chart,
    Rows,
    Space,
    assemble,
    at_x,
    named,
    style,
    text_width,
    wrap,
)

MIN_CELL, MAX_CELL = 34, 60  # points
DARKEST = 0.5  # opacity of the fullest cell: black digits stay readable on it
OFTEN, ENOUGH = 1.5, 5  # times as often as expected, in how many documents: such numbers are bold


def cooccurrence_figure(
    cooccurrence: pd.DataFrame,
    themes: pd.DataFrame | Sequence[tuple[str, str]],
    *,
    title: str | None = None,
    caption: str | None = None,
    lang: Language = "ru",
) -> Chart:
    """Draw the number of documents that carry two themes as a triangle of cells.

    Parameters
    ----------
    cooccurrence
        As `pyshma.statistics.theme_cooccurrence` returns it.
    themes
        ``theme_id`` and ``theme`` in the order of the rows: a table, such as a breakdown, or pairs.
    title, caption, lang
        As in `pyshma.results.figures.breakdown_figure`.

    Raises
    ------
    ColumnError
        A column is missing.
    """
    for name in ("theme_id", "other_theme_id", "n_both", "lift"):
        if name not in cooccurrence.columns:
            raise ColumnError.missing(name, cooccurrence.columns, table="the table of themes together")
    if isinstance(themes, pd.DataFrame):
        themes = list(themes[["theme_id", "theme"]].itertuples(index=False, name=None))
    names = [wrap(f"{number}. {theme}", 200) for number, (_, theme) in enumerate(themes, start=1)]
    cells = _cells(cooccurrence, {theme_id: place for place, (theme_id, _) in enumerate(themes)})
    space = _measure(names)
    return assemble(
        [*_squares(cells, len(names)), *_labels(names, space)],
        space,
        title=translate("figure.cooccurrence_title", lang) if title is None else title,
        caption=translate("figure.cooccurrence_note", lang) if caption is None else caption,
    )


def _cells(cooccurrence: pd.DataFrame, places: dict[str, int]) -> Rows:
    largest = max(int(cooccurrence["n_both"].max()), 1) if len(cooccurrence) else 1
    cells: Rows = []
    columns = (cooccurrence[name] for name in ("theme_id", "other_theme_id", "n_both", "lift"))
    for theme_id, other, n, lift in zip(*columns, strict=True):
        low, high = sorted((places[theme_id], places[other]))
        cells.append(
            {
                "column": low,
                "row": high,
                "opacity": round(DARKEST * int(n) / largest, 3),
                "text": str(n),
                "bold": bool(lift >= OFTEN and n >= ENOUGH),
            }
        )
    return sorted(cells, key=lambda cell: (cell["row"], cell["column"]))


def _measure(names: list[str]) -> Space:
    width = GAP + round(max(map(text_width, names), default=0))
    cell = min(MAX_CELL, max(MIN_CELL, (WIDTH - width) // max(len(names), 1)))
    return Space(width, cell * max(len(names), 1), round(0.62 * cell) * max(len(names), 1), n_columns=0)


def _places(n: int) -> alt.Scale:
    return alt.Scale(domain=list(range(n)) or [0], paddingInner=0.06, paddingOuter=0)


def _squares(cells: Rows, n: int) -> list[alt.Chart]:
    x = alt.X("column", type="ordinal", axis=None, scale=_places(n))
    y = alt.Y("row", type="ordinal", axis=None, scale=_places(n))
    shade = alt.Opacity("opacity", type="quantitative", scale=None)
    layers = [_chart(cells).mark_rect(color=BAR, aria=False).encode(x=x, y=y, opacity=shade)]
    for bold in (False, True):
        some = [cell for cell in cells if cell["bold"] is bold]
        look = style(NOTE_SIZE, INK, align="center", baseline="middle", fontWeight="bold" if bold else "normal")
        layers.append(_chart(some).mark_text(**look).encode(x=x, y=y, text=named("text")))
    return layers


def _labels(names: list[str], space: Space) -> list[alt.Chart]:
    """Names left of the rows, and their numbers in the cells where row and column are the same theme."""
    rows = [{"row": place, "column": place, "name": name, "number": str(place + 1)} for place, name in enumerate(names)]
    x = alt.X("column", type="ordinal", axis=None, scale=_places(len(names)))
    y = alt.Y("row", type="ordinal", axis=None, scale=_places(len(names)))
    left = style(TEXT_SIZE, INK, align="left", baseline="middle")
    quiet = style(NOTE_SIZE, QUIET, align="center", baseline="middle")
    return [
        _chart(rows).mark_text(**left).encode(y=y, x=at_x(-space.names), text=named("name")),
        _chart(rows).mark_text(**quiet).encode(x=x, y=y, text=named("number")),
    ]


def _chart(rows: Rows) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))
