"""Workbooks (.xlsx): every sheet that has a text column, one document per row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..archive import check_parts, is_encrypted_office, open_archive
from ..columns import Cells, read_rows
from ..registry import Passage, reader

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


def _is_workbook(content: bytes) -> bool:
    return b"xl/workbook.xml" in content  # file names stand in a zip as they are


def _open(content: bytes, settings: DocumentSettings) -> Workbook:
    from openpyxl import load_workbook  # takes long to import, and few corpora have workbooks

    with open_archive(content, settings=settings) as archive:
        check_parts(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that it will not write again
        return load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)


def iterate_sheets(content: bytes, settings: DocumentSettings) -> Iterator[tuple[str, Iterator[tuple[int, Cells]]]]:
    """Yield the name of each sheet with its numbered rows; values, not formulas. Take the rows before the next sheet.

    Raises
    ------
    UnreadableSource
        ``password``, ``zip_bomb``, ``external_entity``, ``damaged``.
    """
    if is_encrypted_office(content):
        raise UnreadableSource("password")
    with closing(_open(content, settings)) as workbook:
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what a sheet says of its size may be wrong
            yield sheet.title, enumerate(sheet.iter_rows(values_only=True), start=1)


@reader(suffixes=(".xlsx", ".xlsm"), signatures=(b"PK\x03\x04",), sniff=_is_workbook, table=True)
def read_excel(content: bytes, /, *, settings: DocumentSettings, rows: range | None = None) -> Iterator[Passage]:
    """Yield one document per row of each sheet that has a text column; the other sheets are passed over.

    Raises
    ------
    UnreadableSource
        What `iterate_sheets` raises; when no sheet has texts, what the first sheet lacks; when the first sheet has
        several columns of texts, ``unclear_text_column``.
    """
    faults: list[UnreadableSource] = []
    found = False
    for number, (name, table) in enumerate(iterate_sheets(content, settings)):
        passages = read_rows(table, settings, rows=rows, sheet=name if number else "")
        try:
            first = next(passages, None)
        except UnreadableSource as fault:
            if fault.code == "unclear_text_column" and not number:
                raise  # the texts are here; another sheet must not stand for them
            faults.append(fault)
            continue
        found = True
        yield from chain([first] if first else [], passages)
    if not found and faults:
        raise next((fault for fault in faults if fault.code != "empty"), faults[0])
