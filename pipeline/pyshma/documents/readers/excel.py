"""Workbooks (.xlsx): every sheet that has a text column, one document per row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Final

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..archive import iterate_worksheets
from ..columns import Cells, Uncomputed, read_rows
from ..registry import Passage, reader

_FORMULA: Final = re.compile(
    rb'<c\s(?![^>]{0,200}\bt="str")[^>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"[^>]{0,200}>\s{0,9}'
    rb"<f\b[^>]{0,200}?(?:/>|>[^<]{0,50000}</f>)\s{0,9}(?:<v\s?/>|<v></v>)?\s{0,9}</c>"
)
"""A cell with a formula and no value; a text without letters is one (``t="str"``)."""
HEADER: Final = 1
"""Row that a sheet without texts is rejected under."""
_PIECE, _OVERLAP = 1_000_000, 60_000  # bytes of a sheet looked through at once; no cell with a formula is longer


def _is_workbook(content: bytes) -> bool:
    return b"xl/workbook.xml" in content  # file names stand in a zip as they are


def _find_uncomputed(sheet: Any) -> dict[int, set[int]]:  # noqa: ANN401
    """Number of a row → places of its formulas without a value, which openpyxl does not tell from blanks."""
    from openpyxl.utils import column_index_from_string

    found: dict[int, set[int]] = {}
    seen = b""
    with sheet._get_source() as source:
        while piece := source.read(_PIECE):
            seen = seen[-_OVERLAP:] + piece
            for column, row in _FORMULA.findall(seen):
                found.setdefault(int(row), set()).add(column_index_from_string(column.decode()) - 1)
    return found


def _iterate_rows(sheet: Any) -> Iterator[tuple[int, Cells]]:  # noqa: ANN401
    uncomputed = _find_uncomputed(sheet)
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        places = uncomputed.get(number, ())
        yield number, [Uncomputed() if n in places else cell for n, cell in enumerate(cells)] if places else cells


def iterate_sheets(content: bytes, settings: DocumentSettings) -> Iterator[tuple[str, Iterator[tuple[int, Cells]]]]:
    """Yield the name of each sheet with its numbered rows; values, not formulas. Take the rows before the next sheet.

    Raises
    ------
    UnreadableSource
        As `iterate_worksheets`.
    """
    for sheet in iterate_worksheets(content, settings):
        yield sheet.title, _iterate_rows(sheet)


def _read_sheet(sheet: Any, settings: DocumentSettings, rows: range | None, name: str) -> Iterator[Passage]:  # noqa: ANN401
    """Passages of a sheet, the first of which is known; `read_rows` raises why there are none."""
    if sheet.sheet_state != "visible":
        raise UnreadableSource("hidden_sheet")
    passages = read_rows(_iterate_rows(sheet), settings, rows=rows, sheet=name)
    return chain(list(islice(passages, 1)), passages)


@reader(suffixes=(".xlsx", ".xlsm"), signatures=(b"PK\x03\x04",), sniff=_is_workbook, table=True)
def read_excel(content: bytes, /, *, settings: DocumentSettings, rows: range | None = None) -> Iterator[Passage]:
    """Yield one document per row of each sheet that has a text column; then, for each other sheet, why it has none.

    Sheets without any content are passed over.

    Raises
    ------
    UnreadableSource
        What `iterate_worksheets` raises; when no sheet has texts, what the first sheet lacks; when the first sheet has
        several columns of texts, ``unclear_text_column``.
    """
    faults: dict[str, UnreadableSource] = {}
    found = False
    for number, sheet in enumerate(iterate_worksheets(content, settings)):
        name = sheet.title if number else ""
        try:
            passages = _read_sheet(sheet, settings, rows, name)
        except UnreadableSource as fault:
            if fault.code == "unclear_text_column" and not number:
                raise  # the texts are here; another sheet must not stand for them
            faults[name] = fault
            continue
        found = True
        yield from passages
    telling = {name: fault for name, fault in faults.items() if fault.code != "empty"}
    if not found and faults:
        raise next(iter((telling or faults).values()))
    for name, reason in telling.items():
        if rows is None or HEADER in rows:
            yield Passage("", HEADER, sheet=name, fault=reason)
