"""Titles of columns as people read them."""

from __future__ import annotations

import re

from ..messages import Language
from ..messages.catalogue import read_catalogue


def column_title(column: str, lang: Language) -> str:
    """Title of a column: ``quote`` and ``quote_2`` are known by the same name; an unknown one keeps its own.

    >>> column_title("quote_2", "ru"), column_title("класс", "ru")
    ('Цитата 2', 'класс')
    """
    base, _, number = column.rpartition("_") if re.search(r"_\d+$", column) else (column, "", "")
    known = read_catalogue(lang)["summary"].get(f"column_{base}")
    return column if known is None else f"{known} {number}".strip()
