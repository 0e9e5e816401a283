"""A table that is no source of texts: variables of the authors, codes of the documents."""

from __future__ import annotations

from pathlib import Path

from ..errors import SourceError, UnreadableSource
from ..messages import translate_reason
from ..settings import DocumentSettings
from .columns import Cells
from .readers.excel import iterate_sheets
from .readers.table_csv import iterate_rows
from .registry import library_errors_as_reasons, read_content


def _read_rows(path: Path, content: bytes, settings: DocumentSettings) -> list[tuple[int, Cells]]:
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        return next((list(rows) for _, rows in iterate_sheets(content, settings)), [])
    return list(iterate_rows(content))


def read_table(path: Path, settings: DocumentSettings | None = None) -> list[tuple[int, Cells]]:
    """Rows of a ``.csv``, ``.tsv`` or ``.xlsx`` (its first sheet) that are not blank; encoding and delimiter are found.

    Returns
    -------
    (number, cells) of each row, numbered as a spreadsheet does; the first is the header

    Raises
    ------
    SourceError
        The file cannot be read.
    """
    settings = settings or DocumentSettings()
    try:
        with library_errors_as_reasons():
            rows = _read_rows(path, read_content(path, settings), settings)
    except UnreadableSource as error:
        reason = translate_reason(error.code, error.details, "en")
        raise SourceError(f"{path}: the table cannot be read: {reason}") from error
    return [(number, cells) for number, cells in rows if any(str(cell or "").strip() for cell in cells)]
