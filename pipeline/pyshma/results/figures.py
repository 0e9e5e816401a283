"""The breakdown as a picture for a printed strategy; the only door to Altair and vl-convert.

The picture is made offline and looks the same on every machine: its first font, Liberation Sans, travels inside
vl-convert and has Cyrillic. A font that is not there would leave a PNG without any text, so none is named before it.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import altair as alt
import pandas as pd
import vl_convert

from ..errors import ColumnError, OutputError
from ..messages import Language, translate
from .numbers import format_percent
from .write import write_bytes_atomically

Chart: TypeAlias = alt.LayerChart

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
BAR, INK, QUIET, GRID = "#46687f", "#161616", "#5a5a5a", "#dcdcdc"  # greys of 38, 9, 35 and 86 %: apart without colour
TEXT_SIZE, NOTE_SIZE, TITLE_SIZE = 16, 13, 22
SMALL, CAPITAL = 0.53, 0.70  # mean widths of Cyrillic letters of Liberation Sans, in units of the size
LINE = 1.2  # line height in units of the text size
NAME_CHARACTERS = 42  # a longer name goes on in the next line
WIDTH, MIN_PLOT_WIDTH, COLUMN_WIDTH, GAP = 1000, 420, 90, 14  # points
PRINT_WIDTH, PRINT_DPI = 2400, 300  # pixels, pixels per inch: 20 cm, the text width of an A4 page with some margin


@dataclass(frozen=True, slots=True)
class Space:
    """Sizes in points: of the names left of the bars, of the bars and of all rows together."""

    names: int
    plot: int
    height: int

    @property
    def total(self) -> int:
        """Width of everything but the padding."""
        return self.names + self.plot + 2 * COLUMN_WIDTH


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
    space = _measure(rows)
    if caption is None:
        caption = translate("figure.note", lang, n=int(breakdown["n_documents"].max()) if rows else 0)
    if title is None:
        title = translate("figure.title", lang)
    layers = [*_bars(rows, lang), *_whiskers(rows), *_names(rows), *_numbers(rows, space, lang), _note(caption, space)]
    chart = alt.LayerChart(layer=layers, width=space.plot, height=space.height, title=_heading(title, space))
    config = alt.Config(font=FONT, padding=20, background="white", view=alt.ViewConfig(stroke=None))
    chart.config = config
    return chart


def save_figure(chart: Chart, *paths: str | Path, scale: float | None = None) -> None:
    """Write a chart as PNG or SVG, by the suffixes of the paths; the same chart gives the same bytes.

    Parameters
    ----------
    chart
        As `breakdown_figure` returns it.
    paths
        End in ``.png`` or ``.svg``; existing files are replaced, each in one step. The chart is drawn once for all.
    scale
        Pixels per point of a PNG; None: as many as make it 2,400 pixels wide, marked to be printed at 300 per inch.

    Raises
    ------
    OutputError
        A suffix is another one, or a file cannot be written.
    """
    for path in map(Path, paths):
        if path.suffix.lower() not in (".png", ".svg"):
            raise OutputError(f"{path}: a figure is written as .png or .svg; change the end of the name")
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    for path in map(Path, paths):
        content = svg.encode("utf-8") if path.suffix.lower() == ".svg" else _render_png(svg, scale)
        write_bytes_atomically(path, content)


def _render_png(svg: str, scale: float | None) -> bytes:
    factor = PRINT_WIDTH / _svg_width(svg) if scale is None else scale
    # vl-convert multiplies the scale by ppi / 72
    content: bytes = vl_convert.svg_to_png(svg, scale=factor * 72 / PRINT_DPI, ppi=PRINT_DPI)
    return content


def _rows(breakdown: pd.DataFrame, lang: Language) -> list[dict[str, Any]]:
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
        for name in [_balance(str(theme), NAME_CHARACTERS)]
    ]


def _wrap(text: str, width: int) -> str:
    """Break a text into lines; whatever is no letter or sign (control, direction marks, halves of pairs) goes."""
    spaced = " ".join(text.split())
    plain = "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C")
    return "\n".join(textwrap.wrap(plain, width, break_on_hyphens=False))


def _balance(text: str, width: int) -> str:
    """Break a text into as few lines as `width` allows, all about equally long."""
    wrapped = _wrap(text, width)
    n_lines = wrapped.count("\n")
    while width > 8 and _wrap(text, width - 1).count("\n") == n_lines:
        width -= 1
    return _wrap(text, width)


def _measure(rows: list[dict[str, Any]]) -> Space:
    lines = [line for row in rows for line in row["name"].split("\n")]
    names = (
        GAP + max((sum(CAPITAL if sign.isupper() else SMALL for sign in line) for line in lines), default=0) * TEXT_SIZE
    )
    n_lines = max((row["n_lines"] for row in rows), default=1)
    step = round((n_lines * LINE + 0.9) * TEXT_SIZE)
    plot = max(MIN_PLOT_WIDTH, WIDTH - round(names) - 2 * COLUMN_WIDTH)
    return Space(round(names), plot, max(len(rows), 1) * step)


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows)).encode(y=_y(rows))


def _y(rows: list[dict[str, Any]]) -> alt.Y:
    scale = alt.Scale(domain=[row["row"] for row in rows] or [0], paddingInner=0.36, paddingOuter=0.18)
    return alt.Y("row", type="ordinal", axis=None, scale=scale)


def _bars(rows: list[dict[str, Any]], lang: Language) -> list[alt.Chart]:
    ticks = _ticks(max((max(row["share"], row["high"] or 0.0) for row in rows), default=0.0))
    space = "" if lang == "en" else "\N{NO-BREAK SPACE}"
    axis = alt.Axis(
        title=None,
        values=ticks,
        labelExpr=f"replace(format(datum.value * 100, '~r'), '.', '{'.' if lang == 'en' else ','}') + '{space}%'",
        labelFontSize=NOTE_SIZE,
        labelColor=QUIET,
        gridColor=GRID,
        domain=False,
        ticks=False,
        labelPadding=6,
        labelFlush=False,
    )
    x = alt.X("share", type="quantitative", scale=alt.Scale(domain=[0.0, ticks[-1]], nice=False), axis=axis)
    return [_chart(rows).mark_bar(color=BAR, aria=False).encode(x=x)]


def _ticks(largest: float) -> list[float]:
    """Round numbers from 0 to just above the largest share or limit, at most nine."""
    for step in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1):
        if largest <= 8 * step:
            break
    else:
        step = 0.2
    n_steps = max(1, min(round(1 / step), -int(-(largest - 1e-9) // step)))
    return [round(number * step, 4) for number in range(n_steps + 1)]


def _whiskers(rows: list[dict[str, Any]]) -> list[alt.Chart]:
    """Black on a white edge, so that the half on the bar shows too."""
    drawn = [row for row in rows if row["low"] is not None and row["high"] is not None]
    low, high = (alt.X(name, type="quantitative") for name in ("low", "high"))
    end, cap = alt.X2("high"), round(TEXT_SIZE * 0.6)
    chart = alt.Chart(alt.InlineData(values=drawn)).encode(y=_y(rows))
    parts = []
    for colour, width, size in (("white", 4.2, cap + 3), (INK, 1.6, cap)):
        parts.append(chart.mark_rule(color=colour, strokeWidth=width, aria=False).encode(x=low, x2=end))
        tick = chart.mark_tick(color=colour, thickness=width, size=size, orient="vertical", opacity=1, aria=False)
        parts += [tick.encode(x=low), tick.encode(x=high)]
    return parts


def _names(rows: list[dict[str, Any]]) -> list[alt.Chart]:
    """Names left of the bars, each in the middle of its row however many lines it has."""
    layers = []
    for n_lines in sorted({row["n_lines"] for row in rows}):
        some = alt.Chart(alt.InlineData(values=[row for row in rows if row["n_lines"] == n_lines])).encode(y=_y(rows))
        height = LINE * TEXT_SIZE
        style = _style(
            TEXT_SIZE, INK, align="right", baseline="middle", lineHeight=height, dy=-(n_lines - 1) / 2 * height
        )
        layers.append(some.mark_text(**style).encode(text="name:N", x=alt.value(-GAP)))
    return layers


def _numbers(rows: list[dict[str, Any]], space: Space, lang: Language) -> list[alt.Chart]:
    """Right of the longest whisker a column of percents and one of counts, with their heads."""
    share, count = (space.plot + number * COLUMN_WIDTH for number in (1, 2))
    bold = _style(TEXT_SIZE, INK, align="right", baseline="middle", fontWeight="bold")
    quiet = _style(TEXT_SIZE, QUIET, align="right", baseline="middle")
    head = _style(NOTE_SIZE, QUIET, align="right", baseline="bottom")
    return [
        _chart(rows).mark_text(**bold).encode(text="percent:N", x=alt.value(share)),
        _chart(rows).mark_text(**quiet).encode(text="count:N", x=alt.value(count)),
        _text(translate("figure.share", lang), head, share, -5),
        _text(translate("figure.documents", lang), head, count, -5),
    ]


def _note(caption: str, space: Space) -> alt.Chart:
    width = int(space.total / (SMALL * NOTE_SIZE))
    text = "\n".join(_wrap(line, width) for line in caption.splitlines() if line.strip())
    style = _style(NOTE_SIZE, QUIET, align="left", baseline="top", lineHeight=1.35 * NOTE_SIZE)
    return _text(text, style, -space.names, space.height + 40)


def _heading(title: str, space: Space) -> alt.TitleParams:
    lines = _wrap(title, int(space.total / (1.1 * SMALL * TITLE_SIZE))).split("\n")
    if len(lines) == 1 and lines[0].isidentifier():
        lines[0] += "\N{NO-BREAK SPACE}"  # Vega takes a title that is the word «if» for a name in its own language
    style: dict[str, Any] = {"fontSize": TITLE_SIZE, "fontWeight": "bold", "color": INK, "aria": False}
    return alt.TitleParams(text=lines, anchor="start", frame="group", dx=-space.names, offset=24, **style)


def _style(size: int, colour: str, **others: object) -> dict[str, Any]:
    return {"fontSize": size, "color": colour, "aria": False, "lineBreak": "\n", **others}


def _text(text: str, style: dict[str, Any], x: float, y: float) -> alt.Chart:
    chart: alt.Chart = alt.Chart(alt.InlineData(values=[{"text": text}])).mark_text(**style)
    return chart.encode(text="text:N", x=alt.value(x), y=alt.value(y))


def _svg_width(svg: str) -> float:
    width = re.search(r'<svg[^>]* width="([0-9.]+)"', svg)
    assert width is not None, "vl-convert states the width of every SVG"
    return float(width[1])
