"""Every table in one Excel workbook, formatted for reading; the only door to XlsxWriter."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..messages import Language, translate
from ..messages.catalogue import read_catalogue
from ..workbooks import CREATED, MAX_CHARACTERS, UNWRITABLE, plain_text
from ..writing import replace_file
from .headings import column_title

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384  # of a sheet, as Excel documents them
MAX_NAME = 31  # characters of a sheet's name
SUMMARY_WIDTH = 90  # characters; not every program finds the height of a wrapped line by itself
LINE_HEIGHT = 15  # points
MAX_NUMBER = 10**15  # larger ones would lose digits, which an id cannot
MIN_WIDTH, MAX_WIDTH = 8, 60  # of a column, in characters
N_MEASURED = 500  # rows from which a width is taken

OPTIONS: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}

FORMATS: Final[Mapping[str, str]] = {
    "prevalence": "0.0%",
    "ci_low": "0.0%",
    "ci_high": "0.0%",
    "difference": "+0.0%;-0.0%;0.0%",
    "difference_low": "+0.0%;-0.0%;0.0%",
    "difference_high": "+0.0%;-0.0%;0.0%",
    "p_value": "0.0000",
    "p_adjusted": "0.0000",
    "effect_size": "0.00",
    "stability": "0.00",
    "n_expected": "0.0",
    "lift": "0.00",
    "score": "0.00",
    "weight": "0.000",
}
"""Number formats by column."""


@dataclass
class Sheet:
    """A worksheet with the name it got and what had to be cut."""

    table_name: str
    name: str
    table: pd.DataFrame
    n_cut_cells: int = 0

    def notes(self, lang: Language) -> list[str]:
        """Number of rows, and what does not stand in the sheet."""
        n_rows, n_columns = self.table.shape
        kept, name = MAX_ROWS - 1, self.table_name
        cut = n_rows > kept
        notes = [translate(f"summary.rows{'_cut' if cut else ''}", lang, n=n_rows, kept=kept, name=name)]
        if n_columns > MAX_COLUMNS:
            notes.append(translate("summary.columns_cut", lang, n=n_columns, kept=MAX_COLUMNS, name=name))
        if self.n_cut_cells:
            notes.append(translate("summary.cells_cut", lang, n=self.n_cut_cells, name=name))
        return notes


def write_workbook(
    tables: Mapping[str, pd.DataFrame],
    path: str | Path,
    *,
    summary: Sequence[tuple[str, object]],
    lang: Language = "ru",
) -> None:
    """Write a workbook: a summary sheet, then every table.

    Tables have a frozen header with a filter, names of columns in `lang` where they are known, widths by their content
    and shares as percent. Texts are never formulas or links; signs that XML cannot hold are dropped. What exceeds a
    sheet or a cell of Excel is cut, and the summary says so. The same tables give the same bytes. Memory does not grow
    with the rows: they go to a scratch file beside `path`.

    Parameters
    ----------
    tables
        By the name of their file, in the order of the sheets; an index is not written.
    path
        Ends in ``.xlsx``; an existing file is replaced in one step.
    summary
        Label and value of what a reader should know first; below it the sheets are listed.
    lang
        Of the names of sheets and columns.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    with replace_file(path) as temporary:
        folder = temporary.parent  # one disk and one place for all that is written
        with TemporaryDirectory(prefix=".pyshma-", dir=folder, ignore_cleanup_errors=True) as scratch:
            book = xlsxwriter.Workbook(str(temporary), OPTIONS | {"tmpdir": scratch})
            try:
                _fill(book, tables, summary, lang)
            except BaseException:
                _abandon(book)
                raise
            _close(book)


def _fill(
    book: xlsxwriter.Workbook, tables: Mapping[str, pd.DataFrame], summary: Sequence[tuple[str, object]], lang: Language
) -> None:
    book.use_zip64()
    book.set_properties({"created": CREATED})
    first = book.add_worksheet(translate("summary.sheet", lang))
    sheets = _name_sheets(tables, lang)
    for sheet in sheets:
        _write_table(book, sheet, lang)
    _write_summary(book, first, summary, sheets, lang)


def _close(book: xlsxwriter.Workbook) -> None:
    try:
        book.close()
    except FileCreateError as error:
        _abandon(book)
        cause = error.args[0] if error.args else error  # the OSError that XlsxWriter wraps, with its errno
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


def _abandon(book: xlsxwriter.Workbook) -> None:
    """Let go of scratch files, for which XlsxWriter has no public way."""
    for worksheet in book.worksheets():
        with suppress(OSError):
            worksheet._opt_close()


def _name_sheets(tables: Mapping[str, pd.DataFrame], lang: Language) -> list[Sheet]:
    """Give every table a name that Excel takes: short, unique whatever the case, without signs of its formulas."""
    taken = {translate("summary.sheet", lang).casefold()}
    sheets = []
    for table_name, table in tables.items():
        base = re.sub(r"[\[\]:*?/\\']", "_", _clean(_sheet_title(table_name, lang))).strip() or "_"
        names = (_cut(base, MAX_NAME - len(end)) + end for end in chain([""], (f" ({n})" for n in count(2))))
        name = next(name for name in names if name.casefold() not in taken and name.casefold() != "history")
        taken.add(name.casefold())
        sheets.append(Sheet(table_name, name, table))
    return sheets


def _sheet_title(table_name: str, lang: Language) -> str:
    known = read_catalogue(lang)["summary"]
    base, by, column = table_name.partition("_by_")
    if by and f"sheet_{base}_by" in known:
        title = column_title(column, lang)
        named = title if title == column else title.lower()  # «МФЦ» of the user stays, our «Возраст» is a common noun
        return translate(f"summary.sheet_{base}_by", lang, column=named)
    return known.get(f"sheet_{table_name}", table_name)


def _write_table(book: xlsxwriter.Workbook, sheet: Sheet, lang: Language) -> None:
    worksheet = book.add_worksheet(sheet.name)
    table = sheet.table.iloc[: MAX_ROWS - 1, :MAX_COLUMNS]
    titles = [_cut(_clean(column_title(str(column), lang)), MAX_CHARACTERS) for column in table.columns]
    for place, title in enumerate(titles):
        number_format = FORMATS.get(str(table.columns[place]))
        style = book.add_format(
            {"valign": "top", "text_wrap": True} | ({"num_format": number_format} if number_format else {})
        )
        worksheet.set_column(place, place, _width(title, table.iloc[:, place]), style)
    _write_header(book, worksheet, titles, len(table))
    columns = [table.iloc[:, place].tolist() for place in range(table.shape[1])]
    for row, values in enumerate(zip(*columns, strict=True), start=1):
        for place, value in enumerate(values):
            sheet.n_cut_cells += _write_cell(worksheet, row, place, value)


def _write_header(book: xlsxwriter.Workbook, worksheet: Worksheet, titles: Sequence[str], n_rows: int) -> None:
    style = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#E8ECEF"})
    worksheet.set_row(0, 32)
    for place, title in enumerate(titles):
        worksheet.write_string(0, place, title, style)
    worksheet.freeze_panes(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    if titles:
        worksheet.autofilter(0, 0, n_rows, len(titles) - 1)


def _width(title: str, column: pd.Series[Any]) -> int:
    """Wide enough for the longest line of the first rows and the longest word of the title with its filter button."""
    is_fraction = column.dtype.kind == "f"
    lines = (line for value in column.iloc[:N_MEASURED] for line in str(value).splitlines())
    content = 7 if is_fraction else max(map(len, lines), default=0)
    word = max(map(len, title.split()), default=0) + 3
    return max(MIN_WIDTH, min(MAX_WIDTH, max(content + 1, word)))


def _write_cell(worksheet: Worksheet, row: int, place: int, value: object, style: Format | None = None) -> bool:
    """Write one value by its type; True when a text had to be cut."""
    if isinstance(value, str):  # most are
        return _write_text(worksheet, row, place, value, style)
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return False
    if isinstance(value, bool):
        worksheet.write_boolean(row, place, value, style)
    elif isinstance(value, int | float) and abs(value) <= MAX_NUMBER:
        worksheet.write_number(row, place, value, style)
    else:
        return _write_text(worksheet, row, place, str(value), style)
    return False


def _write_text(worksheet: Worksheet, row: int, place: int, value: str, style: Format | None) -> bool:
    text = _clean(value)
    kept = _cut(text, MAX_CHARACTERS)
    worksheet.write_string(row, place, kept, style)
    return kept != text


def _clean(text: str) -> str:
    """Drop what XML cannot hold."""
    return plain_text(UNWRITABLE.sub("", text))


def _cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, in which Excel counts; an ellipsis at the end of what was cut."""
    if len(text) * 2 <= limit:
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * limit else units[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"


def _write_summary(
    book: xlsxwriter.Workbook,
    worksheet: Worksheet,
    summary: Sequence[tuple[str, object]],
    sheets: Sequence[Sheet],
    lang: Language,
) -> None:
    label = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    value = book.add_format({"align": "left", "valign": "top", "text_wrap": True})
    worksheet.set_column(0, 0, 34, label)
    worksheet.set_column(1, 1, SUMMARY_WIDTH, value)
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    lists = [("", ""), (translate("summary.sheets", lang), "")]
    lists += [(sheet.name, "; ".join(sheet.notes(lang))) for sheet in sheets]
    for row, (name, content) in enumerate([*summary, *lists]):
        worksheet.set_row(row, LINE_HEIGHT * max(1, math.ceil(len(str(content)) / SUMMARY_WIDTH)))
        _write_cell(worksheet, row, 0, name, label)
        _write_cell(worksheet, row, 1, content, value)
