"""The figures of an analysis: their titles and captions, and the files they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..messages import translate
from ..statistics import has_attitudes
from .figures import (
    Chart,
    attitudes_figure,
    breakdown_figure,
    cooccurrence_figure,
    draw_png,
    draw_svg,
    groups_figure,
)
from .write import file_name

if TYPE_CHECKING:
    import pandas as pd

    from .analysis import Analysis

BREAKDOWN = "theme_breakdown"


def draw_breakdown(analysis: Analysis, *, title: str | None = None) -> Chart:
    """The breakdown with the title and caption of the settings, or plain ones."""
    population, report = analysis.statistics.population, analysis.report
    caption = translate(
        "figure.caption" if population is None else "figure.caption_population",
        analysis.language,
        title=analysis.title,
        n=len(analysis.documents),
        population=population,
        confidence=f"{100 * analysis.statistics.confidence:g}",
    )
    return breakdown_figure(
        analysis.breakdown,
        title=report.breakdown_title if title is None else title,
        caption=report.breakdown_caption or caption,
        lang=analysis.language,
    )


def draw_groups(analysis: Analysis, table: pd.DataFrame) -> Chart:
    """A breakdown by a variable."""
    return groups_figure(
        table,
        title=analysis.report.groups_title,
        caption=_caption(analysis, analysis.report.groups_caption, "groups"),
        confidence=analysis.statistics.confidence,
        lang=analysis.language,
    )


def draw_attitudes(analysis: Analysis) -> Chart:
    """How many complain, wish, praise."""
    return attitudes_figure(
        analysis.breakdown,
        title=analysis.report.attitudes_title,
        caption=_caption(analysis, analysis.report.attitudes_caption, "attitudes"),
        lang=analysis.language,
    )


def draw_cooccurrence(analysis: Analysis) -> Chart:
    """Which themes stand together."""
    return cooccurrence_figure(
        analysis.theme_cooccurrence,
        analysis.breakdown,
        title=analysis.report.cooccurrence_title,
        caption=_caption(analysis, analysis.report.cooccurrence_caption, "cooccurrence"),
        lang=analysis.language,
    )


def draw_figures(analysis: Analysis) -> dict[str, Chart]:
    """Every figure by the name of its file, without suffix; none where there is no document."""
    if analysis.documents.empty:
        return {}
    groups = {
        f"{BREAKDOWN}_by_{file_name(column)}": draw_groups(analysis, analysis.breakdown_by(column))
        for column in analysis.statistics.by
    }
    figures = {BREAKDOWN: draw_breakdown(analysis), **groups}
    if has_attitudes(analysis.breakdown):
        figures["theme_attitudes"] = draw_attitudes(analysis)
    if len(analysis.theme_cooccurrence):
        figures["theme_cooccurrence"] = draw_cooccurrence(analysis)
    return figures


def draw_files(analysis: Analysis, *, png: bool = False) -> dict[str, bytes]:
    """The files of the figures by name: SVG of every one, PNG of the breakdown, with `png` of every one."""
    files = {}
    for name, chart in draw_figures(analysis).items():
        svg = draw_svg(chart)
        files[f"{name}.svg"] = svg.encode("utf-8")
        if png or name == BREAKDOWN:
            files[f"{name}.png"] = draw_png(svg)
    return files


def _caption(analysis: Analysis, chosen: str | None, name: str) -> str:
    """The chosen caption, or the title of the corpus and n above the plain one."""
    if chosen is not None:
        return chosen
    note = translate(f"figure.{name}_note", analysis.language)
    return f"{analysis.title}\nn = {len(analysis.documents)}. {note}"
