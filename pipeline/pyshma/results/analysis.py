"""What an analysis found: its tables, and how they become files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..errors import OutputError
from ..messages import Language
from ..settings import ReportSettings, ResultSettings, StatisticsSettings
from ..statistics import breakdown_by, theme_cooccurrence, theme_prevalence
from ..writing import discard_leftovers, explain_failure, write_bytes_atomically
from .columns import numeric_variables
from .earlier import listed_files, remove_earlier
from .figure_tables import FigureTables
from .summary import summary_lines
from .workbook import write_workbook
from .write import file_name, write_tables

if TYPE_CHECKING:
    from .figures import Chart

DrawFiles = Callable[[], Mapping[str, bytes]]
"""Gives the files that figures become, by name."""
Begin = Callable[[Callable[[], Any]], Callable[[], Any]]
"""Begins something elsewhere, and gives what waits for it and has its result."""


def begin_later(function: Callable[[], Any]) -> Callable[[], Any]:
    """Begin nothing before it is waited for."""
    return function


TABLES = (
    "theme_breakdown",
    "assignments",
    "theme_matrix",
    "theme_cooccurrence",
    "mentions",
    "entities",
    "entity_mentions",
    "entity_themes",
    "topics",
    "document_topics",
    "lemmas",
    "corrections",
    "documents",
    "rejected",
)
"""Tables that every analysis has, in the order in which people read them; each is a file and a sheet of its name."""


@dataclass(frozen=True)
class Analysis:
    """Tables of an analysis, all from one pass over the documents, so that figures and files agree.

    Parameters
    ----------
    title
        Of the corpus; stands in the captions.
    themes
        The codebook in its order: ``theme_id``, ``theme``, and where known ``definition``, ``include``, ``exclude``.
    assignments, mentions, entities, entity_mentions, entity_themes
        Columns as in the files of the same names; see ``docs/tables.md``.
    topics, document_topics, lemmas, corrections, documents, rejected
        Columns as in the files of the same names; see ``docs/tables.md``.
    statistics
        Population, confidence and variables of the breakdowns.
    results
        How files are written.
    report
        Titles and captions.
    manifest
        Settings, versions, hashes of the input, counts and seconds per chapter.
    language
        Of titles, captions and reasons in files.
    anonymized
        Whether names of people have been replaced.
    """

    title: str
    themes: pd.DataFrame
    assignments: pd.DataFrame
    mentions: pd.DataFrame
    entities: pd.DataFrame
    entity_mentions: pd.DataFrame
    entity_themes: pd.DataFrame
    topics: pd.DataFrame
    document_topics: pd.DataFrame
    lemmas: pd.DataFrame
    corrections: pd.DataFrame
    documents: pd.DataFrame
    rejected: pd.DataFrame
    statistics: StatisticsSettings = field(default_factory=StatisticsSettings)
    results: ResultSettings = field(default_factory=ResultSettings)
    report: ReportSettings = field(default_factory=ReportSettings)
    manifest: dict[str, Any] = field(default_factory=dict)
    language: Language = "ru"
    anonymized: bool = False

    def __post_init__(self) -> None:
        """Refuse words of the report that do not fit the language."""
        self.report.check_forms(self.language)

    def __repr__(self) -> str:
        """The counts on one line; the tables hold texts and names of people."""
        counts = {"documents": len(self.documents), "themes": self.assignments["theme_id"].nunique()}
        counts |= {"entities": len(self.entities), "topics": len(self.topics), "rejected": len(self.rejected)}
        return f"<Analysis {self.title!r}: " + ", ".join(f"{name} {n}" for name, n in counts.items()) + ">"

    @property
    def breakdown(self) -> pd.DataFrame:
        """The category breakdown: one row per theme, also those that nobody mentions.

        See `pyshma.statistics.theme_prevalence` for the columns and the denominator.
        """
        return self._breakdown.copy()

    @cached_property
    def _breakdown(self) -> pd.DataFrame:
        return theme_prevalence(
            self.assignments,
            self.documents,
            self.themes,
            population=self.statistics.population,
            confidence=self.statistics.confidence,
        )

    @cached_property
    def _breakdowns_by(self) -> dict[str, pd.DataFrame]:
        return {}

    def breakdown_by(self, column: str) -> pd.DataFrame:
        """The breakdown by a variable of the documents, with tests of the differences between groups.

        Raises
        ------
        ColumnError
            The documents have no such variable, or it has too many values to divide them.
        """
        if column not in self._breakdowns_by:
            self._breakdowns_by[column] = breakdown_by(
                self.assignments,
                self.documents,
                self.themes,
                by=column,
                population=self.statistics.population,
                confidence=self.statistics.confidence,
            )
        return self._breakdowns_by[column].copy()

    @property
    def theme_matrix(self) -> pd.DataFrame:
        """Documents × themes in 0/1, with the document's id in front; documents without a theme are rows of zeros."""
        ids = self.documents["document_id"]
        matrix = pd.DataFrame(0, index=ids, columns=list(self.themes["theme_id"]), dtype="int64")
        for theme_id, members in self.assignments.groupby("theme_id")["document_id"]:
            matrix.loc[list(members), theme_id] = 1
        return matrix.reset_index(names="document_id")

    @property
    def theme_cooccurrence(self) -> pd.DataFrame:
        """Documents that carry two themes, for every pair; see `pyshma.statistics.theme_cooccurrence`."""
        return theme_cooccurrence(self.assignments, self.documents, self.themes)

    def figure(self, *, title: str | None = None) -> Chart:
        """The breakdown as a picture: bars, percent labels and intervals.

        Examples
        --------
        ``analysis.figure().save("breakdown.png")``
        """
        from .drawings import draw_breakdown

        return draw_breakdown(self.figure_tables(by=()), title=title)

    def figures(self) -> dict[str, Chart]:
        """Every figure by the name of its file: breakdown, breakdowns by variables, attitudes, themes together."""
        from .drawings import draw_figures

        return draw_figures(self.figure_tables())

    def figure_files(self, *, png: bool = False) -> dict[str, bytes]:
        """The files that figures become, by name: SVG of each, and PNG of the breakdown (with `png` of each)."""
        return self.figure_tables().draw_files(png=png)

    def figure_tables(self, *, by: Sequence[str] | None = None) -> FigureTables:
        """What the figures show; `by` names the variables of breakdowns, None: those of the settings."""
        by = self.statistics.by if by is None else by
        return FigureTables(
            title=self.title,
            n_documents=len(self.documents),
            breakdown=self.breakdown,
            groups={column: self.breakdown_by(column) for column in by} if len(self.documents) else {},
            cooccurrence=self.theme_cooccurrence,
            statistics=self.statistics,
            report=self.report,
            language=self.language,
        )

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by the name of its file, breakdowns by variables included."""
        tables: dict[str, pd.DataFrame] = {"theme_breakdown": self.breakdown}
        for column in self.statistics.by:
            tables[f"theme_breakdown_by_{file_name(column)}"] = self.breakdown_by(column)
        return tables | {name: getattr(self, name) for name in TABLES[1:]}

    def write(self, folder: str | Path, *, figures: DrawFiles | None = None, begin: Begin = begin_later) -> None:
        """Write every table, the figures, the report, the workbook and the manifest into a folder.

        Files are replaced whole, one by one; an existing file of the same name is overwritten. What the manifest of an
        earlier analysis lists in the folder and this one does not write is removed: it may name people.

        Parameters
        ----------
        figures
            Gives the files of the figures, which may be under way elsewhere; None: they are drawn here.
        begin
            Begins tables and report elsewhere, while the workbook is written here.

        Raises
        ------
        OutputError
            The folder cannot be made or written, or a file of an earlier analysis cannot be removed.
        """
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(explain_failure(folder, error)) from error
        discard_leftovers(folder)
        earlier = listed_files(folder)
        tables, path, summary = self.tables(), folder / "summary.xlsx", summary_lines(self)
        written = begin(partial(self._write_beside, tables, folder, None if figures is None else figures()))
        write_workbook(tables, path, summary=summary, lang=self.language)
        files = sorted([path.name, *written()])
        remove_earlier(folder, earlier, files)
        described = self.manifest | {"numeric_variables": numeric_variables(self.documents), "files": files}
        manifest = json.dumps(described, ensure_ascii=False, indent=2, sort_keys=False)
        write_bytes_atomically(folder / "manifest.json", (manifest + "\n").encode())

    def _write_beside(
        self, tables: Mapping[str, pd.DataFrame], folder: Path, figures: Mapping[str, bytes] | None
    ) -> list[str]:
        """Write what stands beside the workbook, and tell the names of the files."""
        write_tables(tables, folder, sep=self.results.separator)
        files = self.figure_files() if figures is None else figures
        self.write_report(folder, figures=files)
        return [*(f"{name}.csv" for name in tables), *files, "report.html"]

    def write_report(
        self, folder: str | Path, *, png: bool = False, figures: Mapping[str, bytes] | None = None
    ) -> None:
        """Write the report and the figures into a folder.

        Parameters
        ----------
        png
            Every figure as PNG too; without it only the breakdown, because a PNG for print takes as long to draw as the
            whole report.
        figures
            The files of the figures by name; None: they are drawn.

        Raises
        ------
        OutputError
            A file cannot be written.
        """
        from .report import render_report

        folder = Path(folder)
        files = self.figure_files(png=png) if figures is None else figures
        for name, content in files.items():
            write_bytes_atomically(folder / name, content)
        drawings = {Path(name).stem: svg.decode() for name, svg in files.items() if name.endswith(".svg")}
        write_bytes_atomically(folder / "report.html", render_report(self, drawings))
