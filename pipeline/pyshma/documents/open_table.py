"""A table stays open between the partitions that a process reads from it: rows are read on, not from the top again."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..settings import DocumentSettings
from .registry import Passage, read_content, read_passages

Place = tuple[str, int]
"""Sheet and row, as a `Passage` has them."""


@dataclass(slots=True)
class _Reading:
    """The passages of a table that are still to come.

    Parameters
    ----------
    table
        Which file, in which state, read with which settings.
    start
        Rows of a lower number are passed over, in every sheet.
    sheet, row
        Of the last passage that came.
    passed
        Sheets before that one.
    """

    table: tuple[object, ...]
    start: int
    passages: Iterator[Passage]
    sheet: str = ""
    row: int = 0
    passed: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[tuple[Place, Passage]]:
        for passage in self.passages:
            if passage.sheet != self.sheet:
                self.passed.add(self.sheet)
            self.sheet, self.row = passage.sheet, passage.row or 0
            yield (self.sheet, self.row), passage

    def comes_to(self, sheet: str, row: int) -> bool:
        """Whether a place is still to come."""
        return row >= self.start and sheet not in self.passed and (sheet != self.sheet or row > self.row)


def _stamp(path: Path) -> tuple[int, int]:
    """When a file was written, and its size; what cannot be looked at says why when it is read."""
    try:
        found = path.stat()
    except OSError:
        return 0, -1
    return found.st_mtime_ns, found.st_size


class OpenTable:
    r"""Reads rows of tables, and keeps open the one that was read last.

    It is let go of when it is exhausted, when something goes wrong, when another table or earlier rows are asked for,
    and with this object. In another process it is an object that has nothing open.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path, table = Path(folder, "t.csv"), OpenTable()
    ...     _ = path.write_text("текст\nПарк\nЛес\nЛуг", encoding="utf-8")
    ...     pieces = [[("", 2)], [("", 4)], [("", 3)]]  # the last one from the top again
    ...     [item.text for piece in pieces for item in table.read(path, "t.csv", piece, settings=DocumentSettings())]
    ['Парк', 'Луг', 'Лес']
    """

    def __init__(self) -> None:
        self._reading: _Reading | None = None

    def __reduce__(self) -> tuple[type[OpenTable], tuple[()]]:
        """Pickle without what is open."""
        return OpenTable, ()

    def read(
        self, path: Path, name: str, places: Collection[Place], *, settings: DocumentSettings
    ) -> Iterator[Passage]:
        """Yield the passages at some places, in the order of the table; those that are not there are left out.

        Whether the file is still what it was is told by its size and time only: compare what comes with the catalogue.

        Raises
        ------
        UnreadableSource
            As `read_content` and `read_passages`.
        """
        wanted = set(places)
        reading, self._reading = self._reading, None  # kept only if all goes well
        table = (path, *_stamp(path), settings)
        if reading is None or reading.table != table or not all(reading.comes_to(*place) for place in wanted):
            start = min(row for _, row in wanted)
            rows = range(start, sys.maxsize)
            content = read_content(path, settings)
            reading = _Reading(table, start, read_passages(name, content, settings=settings, rows=rows))
        for place, passage in reading:
            if place in wanted:
                wanted.remove(place)
                yield passage
                if not wanted:
                    self._reading = reading
                    return
