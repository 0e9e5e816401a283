"""What all charts share: the look of the house, rows of bars with whiskers, names beside them, notes below.

Only modules of this folder know Altair.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import altair as alt

from ...messages import Language

Chart: TypeAlias = alt.LayerChart
Rows: TypeAlias = list[dict[str, Any]]

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
    """Sizes in points: of the names left of the bars, of the bars and of all rows; number of columns right of them."""

    names: int
    plot: int
    height: int
    n_columns: int = 2

    @property
    def total(self) -> int:
        """Width of everything but the padding."""
        return self.names + self.plot + self.n_columns * COLUMN_WIDTH


def wrap(text: str, width: int) -> str:
    """Break a text into lines; whatever is no letter or sign (control, direction marks, halves of pairs) goes."""
    spaced = " ".join(text.split())
    plain = "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C")
    return "\n".join(textwrap.wrap(plain, width, break_on_hyphens=False))


@lru_cache(maxsize=1024)
def balance(text: str, width: int) -> str:
    """Break a text into as few lines as `width` allows, all about equally long."""
    wrapped = wrap(text, width)
    n_lines = wrapped.count("\n")
    while width > 8 and wrap(text, width - 1).count("\n") == n_lines:
        width -= 1
    return wrap(text, width)


def text_width(text: str) -> float:
    """Width of a line of text of `TEXT_SIZE` in points, about."""
    return sum(CAPITAL if sign.isupper() else SMALL for sign in text) * TEXT_SIZE


def measure(rows: Rows) -> Space:
    """Room for rows of bars with names on the left and two columns of numbers on the right."""
    lines = [line for row in rows for line in row["name"].split("\n")]
    names = GAP + max(map(text_width, lines), default=0)
    n_lines = max((row["n_lines"] for row in rows), default=1)
    step = round((n_lines * LINE + 0.9) * TEXT_SIZE)
    plot = max(MIN_PLOT_WIDTH, WIDTH - round(names) - 2 * COLUMN_WIDTH)
    return Space(round(names), plot, max(len(rows), 1) * step)


def chart_of(rows: Rows, every: Rows | None = None) -> alt.Chart:
    """A chart of some rows of `every` (None: these are all), each at its ``row``."""
    return alt.Chart(alt.InlineData(values=rows)).encode(y=_y(every or rows))


def _y(rows: Rows) -> alt.Y:
    scale = alt.Scale(
        domain=list(dict.fromkeys(row["row"] for row in rows)) or [0], paddingInner=0.36, paddingOuter=0.18
    )
    return alt.Y("row", type="ordinal", axis=None, scale=scale)


def share_bars(rows: Rows, lang: Language) -> list[alt.Chart]:
    """Bars as long as ``share``, with an axis of percents below."""
    marks = ticks(max((max(row["share"], row["high"] or 0.0) for row in rows), default=0.0))
    space = "" if lang == "en" else "\N{NO-BREAK SPACE}"
    axis = alt.Axis(
        title=None,
        values=marks,
        labelExpr=f"replace(format(datum.value * 100, '~r'), '.', '{'.' if lang == 'en' else ','}') + '{space}%'",
        labelFontSize=NOTE_SIZE,
        labelColor=QUIET,
        gridColor=GRID,
        domain=False,
        ticks=False,
        labelPadding=6,
        labelFlush=False,
    )
    x = alt.X("share", type="quantitative", scale=alt.Scale(domain=[0.0, marks[-1]], nice=False), axis=axis)
    return [chart_of(rows).mark_bar(color=BAR, aria=False).encode(x=x)]


def ticks(largest: float) -> list[float]:
    """Round numbers from 0 to just above the largest share or limit, at most nine."""
    for step in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1):
        if largest <= 8 * step:
            break
    else:
        step = 0.2
    n_steps = max(1, min(round(1 / step), -int(-(largest - 1e-9) // step)))
    return [round(number * step, 4) for number in range(n_steps + 1)]


def whiskers(rows: Rows, every: Rows | None = None) -> list[alt.Chart]:
    """Black on a white edge, so that the half on the bar shows too."""
    drawn = [row for row in rows if row["low"] is not None and row["high"] is not None]
    low, high = (alt.X(name, type="quantitative") for name in ("low", "high"))
    end, cap = alt.X2("high"), round(TEXT_SIZE * 0.6)
    chart = chart_of(drawn, every or rows)
    parts = []
    for colour, width, size in (("white", 4.2, cap + 3), (INK, 1.6, cap)):
        parts.append(chart.mark_rule(color=colour, strokeWidth=width, aria=False).encode(x=low, x2=end))
        tick = chart.mark_tick(color=colour, thickness=width, size=size, orient="vertical", opacity=1, aria=False)
        parts += [tick.encode(x=low), tick.encode(x=high)]
    return parts


def row_names(rows: Rows, every: Rows | None = None) -> list[alt.Chart]:
    """Names left of the bars, each in the middle of its row however many lines it has."""
    layers = []
    for n_lines in sorted({row["n_lines"] for row in rows}):
        some = chart_of([row for row in rows if row["n_lines"] == n_lines], every or rows)
        height = LINE * TEXT_SIZE
        look = style(
            TEXT_SIZE, INK, align="right", baseline="middle", lineHeight=height, dy=-(n_lines - 1) / 2 * height
        )
        layers.append(some.mark_text(**look).encode(text=named("name"), x=at_x(-GAP)))
    return layers


def assemble(layers: Sequence[alt.Chart], space: Space, *, title: str, caption: str) -> Chart:
    """Put the parts together under a title, above a note."""
    parts = [*layers, _note(caption, space)]
    chart = alt.LayerChart(layer=parts, width=space.plot, height=space.height, title=_heading(title, space))
    chart.config = alt.Config(font=FONT, padding=20, background="white", view=alt.ViewConfig(stroke=None))
    return chart


def _note(caption: str, space: Space) -> alt.Chart:
    width = int(space.total / (SMALL * NOTE_SIZE))
    text = "\n".join(wrap(line, width) for line in caption.splitlines() if line.strip())
    look = style(NOTE_SIZE, QUIET, align="left", baseline="top", lineHeight=1.35 * NOTE_SIZE)
    return text_at(text, look, -space.names, space.height + 40)


def _heading(title: str, space: Space) -> alt.TitleParams:
    lines = wrap(title, int(space.total / (1.1 * SMALL * TITLE_SIZE))).split("\n")
    if len(lines) == 1 and lines[0].isidentifier():
        lines[0] += "\N{NO-BREAK SPACE}"  # Vega takes a title that is the word «if» for a name in its own language
    look: dict[str, Any] = {"fontSize": TITLE_SIZE, "fontWeight": "bold", "color": INK, "aria": False}
    return alt.TitleParams(text=lines, anchor="start", frame="group", dx=-space.names, offset=24, **look)


def style(size: int, colour: str, **others: object) -> dict[str, Any]:
    """Arguments of a text mark."""
    return {"fontSize": size, "color": colour, "aria": False, "lineBreak": "\n", **others}


def at_x(points: float) -> alt.XValue:
    """A place in points from the left, without the search through the schema that ``alt.value`` causes."""
    return alt.XValue(points)  # type: ignore[no-untyped-call]


def at_y(points: float) -> alt.YValue:
    """The same from the top."""
    return alt.YValue(points)  # type: ignore[no-untyped-call]


def named(column: str) -> alt.Text:
    """The texts of a column, for which ``"column:N"`` would search too."""
    return alt.Text(column, type="nominal")


def text_at(text: str, look: dict[str, Any], x: float, y: float) -> alt.Chart:
    """A text at a place, in points from the corner of the plot."""
    chart: alt.Chart = alt.Chart(alt.InlineData(values=[{"text": text}])).mark_text(**look)
    return chart.encode(text=named("text"), x=at_x(x), y=at_y(y))
