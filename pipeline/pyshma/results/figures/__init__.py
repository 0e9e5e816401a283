"""Charts for a printed strategy: each a function from a table to an Altair chart, and `save_figure` for files."""

from ..numbers import format_percent
from .attitudes import attitudes_figure
from .breakdown import breakdown_figure
from .cooccurrence import cooccurrence_figure
from .drawing import Chart
from .groups import groups_figure
from .saving import draw_png, draw_svg, save_figure

__all__ = [
    "Chart",
    "attitudes_figure",
    "breakdown_figure",
    "cooccurrence_figure",
    "draw_png",
    "draw_svg",
    "format_percent",
    "groups_figure",
    "save_figure",
]
