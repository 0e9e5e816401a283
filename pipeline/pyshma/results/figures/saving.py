"""Charts as files for print; the only door to vl-convert.

A chart is drawn offline and looks the same on every machine: its first font, Liberation Sans, travels inside vl-convert
and has Cyrillic. A font that is not there would leave a PNG without any text, so none is named before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import vl_convert

from ...errors import OutputError
from ...writing import write_bytes_atomically
from .drawing import PRINT_DPI, PRINT_WIDTH, Chart


def save_figure(chart: Chart, *paths: str | Path, scale: float | None = None) -> None:
    """Write a chart as PNG or SVG, by the suffixes of the paths; the same chart gives the same bytes.

    Parameters
    ----------
    chart
        As the functions of `pyshma.results.figures` return it.
    paths
        End in ``.png`` or ``.svg``; existing files are replaced, each in one step. The chart is drawn once for all.
    scale
        Pixels per point of a PNG; None: as many as make it 2,400 pixels wide, marked to be printed at 300 per inch.

    Raises
    ------
    OutputError
        A suffix is another one, or a file cannot be written.
    """
    _check_suffixes(paths)
    svg = draw_svg(chart)
    for path in map(Path, paths):
        content = svg.encode("utf-8") if path.suffix.lower() == ".svg" else draw_png(svg, scale=scale)
        write_bytes_atomically(path, content)


def _check_suffixes(paths: Iterable[str | Path]) -> None:
    for path in map(Path, paths):
        if path.suffix.lower() not in (".png", ".svg"):
            raise OutputError(f"{path}: a figure is written as .png or .svg; change the end of the name")


def draw_png(svg: str, *, scale: float | None = None) -> bytes:
    """A chart that `draw_svg` has drawn as PNG; `scale` as in `save_figure`."""
    factor = PRINT_WIDTH / _svg_width(svg) if scale is None else scale
    # vl-convert multiplies the scale by ppi / 72
    content: bytes = vl_convert.svg_to_png(svg, scale=factor * 72 / PRINT_DPI, ppi=PRINT_DPI)
    return content


def draw_svg(chart: Chart) -> str:
    """A chart as SVG; the same chart gives the same text."""
    # every part was checked when it was made; to check the whole once more would take as long as to draw it
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict(validate=False))
    return svg


def _svg_width(svg: str) -> float:
    width = re.search(r'<svg[^>]* width="([0-9.]+)"', svg)
    assert width is not None, "vl-convert states the width of every SVG"
    return float(width[1])
