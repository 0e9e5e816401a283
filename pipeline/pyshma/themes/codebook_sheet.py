"""A codebook as one sheet of Excel (``.xlsx``): a row for every name, note, pattern and example.

=============  ===============  =============================  ====  ===================
Тема           Вид              Текст                          Вес   Кроме
=============  ===============  =============================  ====  ===================
..             книга кодов      Темы города
<нехватка>     список           не хватать
ecology        тема             Экология
ecology        определение      Состояние природы вокруг людей
ecology        шаблон           эколог*
ecology        шаблон           воздух                         0,6   воздушный замок
ecology        пример           Хочу чистый воздух.
=============  ===============  =============================  ====  ===================

A colleague may sort, insert and delete rows. Columns are found by their names, others are passed over; a row without
a kind is a pattern, one without a theme belongs to the theme above. A cell that Excel took for a formula (``=ТЦ``) is
read as it was typed, and nothing is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from ..documents.archive import iterate_worksheets
from ..errors import CodebookError, UnreadableSource
from ..settings import DocumentSettings
from ..workbooks import CREATED, MAX_CHARACTERS, plain_text
from .codebook_file import CODEBOOK_FILES, refuse
from .codebook_rows import KINDS, Cells, Row, gather_rows, list_rows

if TYPE_CHECKING:
    from .codebook import Codebook

COLUMNS: Final = ("Тема", "Вид", "Текст", "Вес", "Кроме")
MAX_ROWS: Final = 100_000


def _show(value: object) -> str:
    """What a cell holds, as it was typed."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "text", value)).replace("\r\n", "\n").strip()  # an array formula has its text inside


def _weight(value: object) -> object:
    """A number as it is; anything else as text, which may be a number with a comma."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else _show(value) or None


def _read_cells(content: bytes, place: str) -> list[tuple[object, ...]]:
    """Rows of the first sheet, at most one more than `MAX_ROWS`; formulas as text."""
    try:
        with closing(iterate_worksheets(content, DocumentSettings(), formulas=True)) as sheets:
            return list(islice(next(sheets).iter_rows(values_only=True), MAX_ROWS + 1))
    except UnreadableSource as error:
        raise refuse(error, place) from error
    except Exception as error:  # zipfile and openpyxl raise whatever a broken workbook makes them stumble over
        raise CodebookError(f"{place}: not a workbook of Excel: {error}; save it anew as .xlsx") from error


def _find_columns(header: tuple[object, ...], place: str) -> dict[str, int]:
    names = {_show(cell).lower(): number for number, cell in reversed(list(enumerate(header)))}
    found = {column: names[column.lower()] for column in COLUMNS if column.lower() in names}
    if not {"Тема", "Текст"} <= set(found):
        there = ", ".join(_show(cell) for cell in header if cell is not None) or "–"
        raise CodebookError(f"{place}: the first row must name the columns {', '.join(COLUMNS)}; it has {there}")
    return found


def _iterate_rows(content: bytes, place: str) -> Iterator[Row]:
    columns: dict[str, int] = {}
    for number, cells in enumerate(_read_cells(content, place), start=1):
        if number > MAX_ROWS:
            raise CodebookError(f"{place}: more than {MAX_ROWS:,} rows; is it a codebook?")
        if not columns:
            columns = _find_columns(cells, place)
            continue
        values = {name: cells[column] for name, column in columns.items() if column < len(cells)}
        texts = {name: _show(values.get(name)) for name in COLUMNS}
        if texts["Текст"]:
            kind = " ".join(texts["Вид"].lower().split())
            yield Row(number, texts["Тема"], kind, texts["Текст"], _weight(values.get("Вес")), texts["Кроме"])
        elif texts["Кроме"] or texts["Вид"]:
            yield Row(number, texts["Тема"], "", "")


def read_sheet(path: Path) -> dict[str, Any]:
    """Nested dictionaries of a codebook in Excel, in the shape of the YAML file.

    Raises
    ------
    CodebookError
        The file is no workbook, or rows are not what they must be; each with its number.
    """
    rows = _iterate_rows(CODEBOOK_FILES.read_content(path), path.name)
    return {"title": path.stem, **gather_rows(rows, path.name)}


def format_sheet(codebook: Codebook) -> bytes:
    """A codebook as a workbook with one sheet; `read_sheet` gives everything back.

    Raises
    ------
    CodebookError
        A text is longer than a cell of Excel.
    """
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": CREATED})
        _fill_sheet(book, list_rows(codebook))
    return content.getvalue()


def _fill_sheet(book: xlsxwriter.Workbook, rows: list[Cells]) -> None:
    sheet = book.add_worksheet("Книга кодов")
    looks: Mapping[str, Any] = {"valign": "top", "text_wrap": True, "num_format": "@"}  # text: «=ТЦ» stays what it is
    plain, head = book.add_format(looks), book.add_format({**looks, "bold": True, "bg_color": "#E8ECEF"})
    number = book.add_format({"valign": "top"})
    for column, width in enumerate((20, 14, 70, 7, 40)):
        sheet.set_column(column, column, width, number if COLUMNS[column] == "Вес" else plain)
    sheet.write_row(0, 0, COLUMNS, head)
    for place, (theme, kind, text, weight, unless) in enumerate(rows, start=1):
        look = head if kind in {"тема", "книга кодов"} else plain
        for column, cell in ((0, theme), (1, kind), (2, text), (4, unless)):
            write = sheet.write_string if cell else sheet.write_blank
            write(place, column, _fit(cell, theme), look)
        if weight is not None:
            sheet.write_number(place, 3, weight, number)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    sheet.data_validation(1, 1, MAX_ROWS, 1, {"validate": "list", "source": list(KINDS), "error_type": "warning"})


def _fit(cell: str, theme: str) -> str:
    if len(cell.encode("utf-16-le")) > 2 * MAX_CHARACTERS:
        raise CodebookError(f"theme {theme!r}: {cell[:40]!r}…: a cell of Excel holds {MAX_CHARACTERS:,} characters")
    return plain_text(cell)
