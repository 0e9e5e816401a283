"""The table of variables: what is known about the author of each document."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ..errors import ColumnError, SourceError
from ..settings import DocumentSettings
from .columns import ID_NAMES, as_id, cell_at, find_named, parse_variables, read_header
from .document import Document, Value
from .table import read_table

Variables = Mapping[str, Mapping[str, Value]]
"""Document id → name → value."""

N_NAMED: Final = 5
"""How many ids a message names."""

_log = logging.getLogger(__name__)


def _place_of_id(header: list[str], id_column: str | None, path: Path) -> int:
    if id_column is None:
        return find_named(header, ID_NAMES) or 0
    if id_column not in header:
        raise ColumnError.missing(id_column, header, table=str(path))
    return header.index(id_column)


def name_some(ids: Iterable[str]) -> str:
    """Join the first ids, and say how many more there are.

    >>> name_some(f"w-{n}" for n in range(7))
    'w-0, w-1, w-2, w-3, w-4 and 2 more'
    """
    ids = list(ids)
    more = f" and {len(ids) - N_NAMED} more" if len(ids) > N_NAMED else ""
    return ", ".join(ids[:N_NAMED]) + more


def read_variables(
    path: str | Path, *, id_column: str | None = None, settings: DocumentSettings | None = None
) -> dict[str, dict[str, Value]]:
    """Read a ``.csv``, ``.tsv`` or ``.xlsx`` (its first sheet) with one row per document.

    Parameters
    ----------
    path
        The first row is the header; encoding and delimiter are found.
    id_column
        Column of document ids; None: found by its usual names, else the first column.

    Returns
    -------
    id → variables, in the order of the table; numbers are numbers, blanks None

    Raises
    ------
    SourceError
        The table is not there, cannot be read, or has an id twice.
    ColumnError
        There is no column `id_column`.
    """
    path = Path(path)
    if not path.exists():
        raise SourceError(f"{path}: no such table of variables; check the name")
    (_, header), *rows = read_table(path, settings) or [(1, ())]
    names = read_header(header)
    place = _place_of_id(names, id_column, path)
    others = {number: name for number, name in enumerate(names) if name and number != place}
    table = [(id_, cells) for _, cells in rows if (id_ := as_id(cell_at(cells, place))) is not None]
    repeated = [id_ for id_, count in Counter(id_ for id_, _ in table).items() if count > 1]
    if repeated:
        raise SourceError(f"{path}: ids occur more than once: {name_some(repeated)}; leave one row for each document")
    return {id_: parse_variables(cells, others) for id_, cells in table}


def find_variables(variables: Variables, document: Document) -> Mapping[str, Value]:
    """Row of a document, by its id or else by the name of its file; empty when there is none."""
    return variables.get(document.id) or variables.get(document.source) or {}


def report_unmatched(
    variables: Variables, documents: Iterable[tuple[str, str]], *, path: str | Path
) -> tuple[int, int]:
    """Warn once of rows that match no document and of documents that have no row.

    Parameters
    ----------
    documents
        (id, source) of every document; a row may name either.

    Returns
    -------
    number of rows without a document, number of documents without a row
    """
    pairs = list(documents)
    known = {name for pair in pairs for name in pair}
    idle = [id_ for id_ in variables if id_ not in known]
    bare = [id_ for id_, source in pairs if id_ not in variables and source not in variables]
    if idle:
        _log.warning("%s: %d of %d ids match no document: %s", path, len(idle), len(variables), name_some(idle))
    if bare:
        _log.warning("%s: %d of %d documents have no variables: %s", path, len(bare), len(pairs), name_some(bare))
    return len(idle), len(bare)
