"""Tables as text: ``.csv`` and ``.tsv`` with any of the usual delimiters, one document per row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Final, TextIO

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..columns import Cells, read_rows
from ..decode import detect_encoding
from ..registry import Passage, reader

DELIMITERS: Final = (";", ",", "\t", "|")
"""The likelier first: a Russian Excel writes semicolons, because the comma is its decimal mark."""
ONE_COLUMN: Final = "\x1f"
"""A delimiter that no text has."""
N_SNIFFED_ROWS: Final = 100

_EXCEL_HINT: Final = re.compile(r"sep=(.)\r?\n?")


class _Lines:
    """Lines of a file that know whether they have come to an end."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        yield from self._file
        self.ended = True


def _cut(lines: Iterable[str], delimiter: str, longest: int) -> Iterator[list[str]]:
    """Rows of cells of at most so many characters; the library has one limit for the whole process, so it is lent."""
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        usual = csv.field_size_limit(longest)
        try:
            cells = next(rows, None)
        finally:
            csv.field_size_limit(usual)
        if cells is None:
            return
        yield cells


def _same_width(sample: list[str], delimiter: str) -> tuple[float, int]:
    """Share of the rows as wide as the header, and the width."""
    try:
        widths = [len(cells) for cells in _cut(sample, delimiter, sum(map(len, sample))) if cells]
    except csv.Error:  # a cell without end: not cut by this delimiter, or the reader will say so
        return 0.0, 1
    if not widths or widths[0] < 2:
        return 0.0, 1
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def sniff_delimiter(sample: list[str]) -> str:
    """The delimiter that cuts the header and most rows into the same number of cells.

    Examples
    --------
    >>> sniff_delimiter(["id;возраст, лет;текст", '1;15;"Парк, пруд; лес"', "2;16;Дороги, дворы, свет"])
    ';'
    >>> sniff_delimiter(["текст", "Парк, пруд"]) == ONE_COLUMN
    True
    """
    hint = _EXCEL_HINT.fullmatch(sample[0]) if sample else None
    if hint:
        return hint[1]
    measured = {delimiter: _same_width(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=measured.__getitem__)
    return best if measured[best][1] > 1 else ONE_COLUMN


def _open(content: bytes) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(content), encoding=detect_encoding(content), errors="replace", newline="")


def iterate_rows(content: bytes) -> Iterator[tuple[int, Cells]]:
    """Yield each row with its number, the header being row 1; decodes and cuts as it goes.

    Raises
    ------
    UnreadableSource
        ``unclosed_quote``: a quotation mark swallows its row and those after it, ``n`` lines; ``damaged``; ``binary``
        and ``decode`` as `detect_encoding`.
    """
    with _open(content) as file:
        delimiter = sniff_delimiter(list(islice(file, N_SNIFFED_ROWS)))
    with _open(content) as file:
        lines = _Lines(file)
        row = 0
        try:
            for row, cells in enumerate(_cut(lines, delimiter, len(content)), start=1):
                if lines.ended:
                    swallowed = sum(cell.count("\n") for cell in cells)
                    raise UnreadableSource("unclosed_quote", row=row, n=swallowed)
                if not (row == 1 and len(cells) <= 2 and _EXCEL_HINT.fullmatch(delimiter.join(cells))):
                    yield row, cells
        except csv.Error as error:
            raise UnreadableSource("damaged", detail=f"row {row + 1}: {error}") from error


def _keep_what_stands_above(table: Iterator[tuple[int, Cells]]) -> Iterator[tuple[int, Cells | Passage]]:
    """A quotation mark that is never closed costs its row and those below, not those above."""
    n_above = 0
    try:
        for row in table:
            yield row
            n_above += 1
    except UnreadableSource as fault:
        if fault.code != "unclosed_quote" or n_above < 2:  # nothing but the header
            raise
        number = int(fault.details["row"])
        yield number, Passage("", number, fault=fault)


@reader(suffixes=(".csv", ".tsv"), table=True)
def read_csv(content: bytes, /, *, settings: DocumentSettings, rows: range | None = None) -> Iterator[Passage]:
    """Yield one document per row; delimiter, encoding and columns are found.

    The first row is the header. A table without one loses its first row: nothing tells a long question in a header
    from a short answer.
    """
    yield from read_rows(_keep_what_stands_above(iterate_rows(content)), settings, rows=rows)
