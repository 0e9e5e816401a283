"""What the figures of an analysis show: counts and shares, whatever the number of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..messages import Language
from ..settings import ReportSettings, StatisticsSettings

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class FigureTables:
    """All that figures need of an analysis, small enough to be sent to the process that draws them.

    Parameters
    ----------
    title, statistics, report, language
        As in `Analysis`.
    n_documents
        Without any, there is nothing to draw.
    breakdown, cooccurrence
        The tables ``theme_breakdown`` and ``theme_cooccurrence``.
    groups
        Breakdowns by variables, by the name of the variable.
    """

    title: str
    n_documents: int
    breakdown: pd.DataFrame
    groups: Mapping[str, pd.DataFrame]
    cooccurrence: pd.DataFrame
    statistics: StatisticsSettings
    report: ReportSettings
    language: Language

    def draw_files(self, *, png: bool = False) -> dict[str, bytes]:
        """The files that figures become; see `Analysis.figure_files`."""
        from .drawings import draw_files

        return draw_files(self, png=png)
