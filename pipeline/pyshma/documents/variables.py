"""The table of variables: what is known about the author of each document."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Matches:
    """Which rows of variables belong to which documents.

    Parameters
    ----------
    rows
        Of each document, in their order; empty where there is none.
    idle
        Names in the table that match no document.
    bare
        Ids of the documents that have no row.
    """

    rows: tuple[Mapping[str, Value], ...]
    idle: tuple[str, ...]
    bare: tuple[str, ...]


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


def _find_name(variables: Variables, id_: str, source: str) -> str | None:
    return next((name for name in (id_, source) if name in variables), None)


def find_variables(variables: Variables, document: Document) -> Mapping[str, Value]:
    """Row of a document, by its id or else by its source; empty when there is none."""
    name = _find_name(variables, document.id, document.source)
    return {} if name is None else variables[name]


def match_variables(variables: Variables, documents: Iterable[tuple[str, str]]) -> Matches:
    """Match rows of variables with documents.

    Parameters
    ----------
    documents
        (id, source) of every document; a row names the id or else the source, of a row of a table with its ``#row``.

    Examples
    --------
    >>> match_variables({"а": {"age": 15}, "t.csv#2": {"age": 16}}, [("б", "t.csv#2"), ("в", "в.txt")])
    Matches(rows=({'age': 16}, {}), idle=('а',), bare=('в',))
    """
    pairs = list(documents)
    names = [_find_name(variables, *pair) for pair in pairs]
    used = set(names)
    return Matches(
        tuple({} if name is None else variables[name] for name in names),
        tuple(name for name in variables if name not in used),
        tuple(id_ for (id_, _), name in zip(pairs, names, strict=True) if name is None),
    )


def report_unmatched(
    variables: Variables, documents: Iterable[tuple[str, str]], *, path: str | Path
) -> tuple[int, int]:
    """Warn once of rows that match no document and of documents that have no row.

    Parameters
    ----------
    documents
        As `match_variables` takes them.

    Returns
    -------
    number of rows without a document, number of documents without a row
    """
    found = match_variables(variables, documents)
    idle, bare, n_documents = found.idle, found.bare, len(found.rows)
    if idle:
        _log.warning("%s: %d of %d ids match no document: %s", path, len(idle), len(variables), name_some(idle))
    if bare:
        _log.warning("%s: %d of %d documents have no variables: %s", path, len(bare), n_documents, name_some(bare))
    return len(idle), len(bare)
