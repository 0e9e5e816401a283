"""Tables as CSV files."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import pandas as pd

from ..writing import replace_file
from .cells import escape_formula

SIGNIFICANT_DIGITS = 6  # enough to give back every count of a million documents; later digits differ between processors
NAME_BYTES = 80


def decimal_mark(sep: str) -> str:
    """Mark before the decimals of a file: where cells are parted by ``;``, Excel takes «0.5» for a date or a text."""
    return "," if sep == ";" else "."


def write_csv(table: pd.DataFrame, path: str | Path, *, sep: str = ",") -> None:
    r"""Write a table that Excel, pandas and diff all read, replacing an existing file in one step.

    UTF-8 with a byte order mark, by which Excel knows Cyrillic; lines end in ``\n``, which Excel reads and a diff
    shows without noise; line breaks inside a text stay, quoted. Fractions have 6 significant digits, whole ones none
    after the mark (`decimal_mark`), so that bytes do not depend on the last bits of a processor; None and NaN are
    empty. Texts and column names that a spreadsheet would run begin with an apostrophe (`escape_formula`).

    Parameters
    ----------
    table
        The index is not written.
    path
        Folders on the way are made.
    sep
        Between cells. Excel with Russian regional settings splits a file on double click only at ``;``, and then takes
        a comma for the decimal mark; its import dialogue and LibreOffice ask. A text that holds ``;=…`` is one cell
        wherever the separator is the right one.

    Raises
    ------
    OutputError
        The file cannot be written: the disk is full, the folder is protected, the file is open in Excel.
    """
    special = re.compile(f'[{re.escape(sep)}"\r\n]')
    write_cell = partial(format_cell, decimal=decimal_mark(sep))
    columns = [map(write_cell, table.iloc[:, place]) for place in range(table.shape[1])]
    header = [escape_formula(str(name)) for name in table.columns]
    with (
        replace_file(path) as temporary,
        temporary.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as stream,
    ):
        for row in chain([header], zip(*columns, strict=True)):
            stream.write(_join(row, sep, special))


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path, *, sep: str = ",") -> None:
    """Write each table into a folder under its name, as `write_csv` does.

    Raises
    ------
    OutputError
        A file cannot be written.
    """
    for name, table in tables.items():
        write_csv(table, folder / f"{name}.csv", sep=sep)


def file_name(text: str) -> str:
    """Make a text, such as the name of a variable, safe as a part of a file name on every system.

    Signs that mean something to a file system become ``_``; the part is never empty, hidden or longer than 80 bytes.

    >>> file_name("возраст"), file_name("../пол?"), file_name("")
    ('возраст', '_пол_', '_')
    """
    name = re.sub(r"[^\w \-]+", "_", text).strip() or "_"
    return name.encode("utf-8", "replace")[:NAME_BYTES].decode("utf-8", "ignore").strip()


def format_cell(value: object, *, decimal: str = ".") -> str:
    """Write one value for a CSV file, see `write_csv`.

    >>> [format_cell(value) for value in ("=1+1", 75, 75 / 285, 14.0, float("nan"), None, True)]
    ["'=1+1", '75', '0.263158', '14', '', '', 'True']
    """
    if isinstance(value, str):
        return escape_formula(value)
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else f"{value:.{SIGNIFICANT_DIGITS}g}".replace(".", decimal)
    missing = value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))
    return "" if missing else escape_formula(str(value))


def _join(cells: Sequence[str], sep: str, special: re.Pattern[str]) -> str:
    """One line. The csv module of Python 3.11 leaves a lone carriage return unquoted, which breaks the row in two."""
    if len(cells) == 1 and not cells[0]:
        return '""\n'  # an empty line would be skipped by readers
    return sep.join('"' + cell.replace('"', '""') + '"' if special.search(cell) else cell for cell in cells) + "\n"
