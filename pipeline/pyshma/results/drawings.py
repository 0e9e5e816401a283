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

    from .figure_tables import FigureTables

BREAKDOWN = "theme_breakdown"


def draw_breakdown(shown: FigureTables, *, title: str | None = None) -> Chart:
    """The breakdown with the title and caption of the settings, or plain ones."""
    population, report = shown.statistics.population, shown.report
    caption = translate(
        "figure.caption" if population is None else "figure.caption_population",
        shown.language,
        title=shown.title,
        n=shown.n_documents,
        population=population,
        confidence=f"{100 * shown.statistics.confidence:g}",
    )
    return breakdown_figure(
        shown.breakdown,
        title=report.breakdown_title if title is None else title,
        caption=report.breakdown_caption or caption,
        lang=shown.language,
    )


def draw_groups(shown: FigureTables, table: pd.DataFrame) -> Chart:
    """A breakdown by a variable."""
    return groups_figure(
        table,
        title=shown.report.groups_title,
        caption=_caption(shown, shown.report.groups_caption, "groups"),
        confidence=shown.statistics.confidence,
        lang=shown.language,
    )


def draw_attitudes(shown: FigureTables) -> Chart:
    """How many complain, wish, praise."""
    return attitudes_figure(
        shown.breakdown,
        title=shown.report.attitudes_title,
        caption=_caption(shown, shown.report.attitudes_caption, "attitudes"),
        lang=shown.language,
    )


def draw_cooccurrence(shown: FigureTables) -> Chart:
    """Which themes stand together."""
    return cooccurrence_figure(
        shown.cooccurrence,
        shown.breakdown,
        title=shown.report.cooccurrence_title,
        caption=_caption(shown, shown.report.cooccurrence_caption, "cooccurrence"),
        lang=shown.language,
    )


def draw_figures(shown: FigureTables) -> dict[str, Chart]:
    """Every figure by the name of its file, without suffix; none where there is no document."""
    if not shown.n_documents:
        return {}
    groups = {
        f"{BREAKDOWN}_by_{file_name(column)}": draw_groups(shown, table) for column, table in shown.groups.items()
    }
    figures = {BREAKDOWN: draw_breakdown(shown), **groups}
    if has_attitudes(shown.breakdown):
        figures["theme_attitudes"] = draw_attitudes(shown)
    if len(shown.cooccurrence):
        figures["theme_cooccurrence"] = draw_cooccurrence(shown)
    return figures


def draw_files(shown: FigureTables, *, png: bool = False) -> dict[str, bytes]:
    """The files of the figures by name: SVG of every one, PNG of the breakdown, with `png` of every one."""
    files = {}
    for name, chart in draw_figures(shown).items():
        svg = draw_svg(chart)
        files[f"{name}.svg"] = svg.encode("utf-8")
        if png or name == BREAKDOWN:
            files[f"{name}.png"] = draw_png(svg)
    return files


def _caption(shown: FigureTables, chosen: str | None, name: str) -> str:
    """The chosen caption, or the title of the corpus and n above the plain one."""
    if chosen is not None:
        return chosen
    note = translate(f"figure.{name}_note", shown.language)
    return f"{shown.title}\nn = {shown.n_documents}. {note}"
