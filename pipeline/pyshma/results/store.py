"""The store: one folder of Parquet tables per partition, written whole or not at all.

``OUT/store/<key>/<table>.parquet``; the key is a hash of everything that the partition depends on, so a folder that is
there is right, and a run that was killed goes on from the folders that are complete.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import OutputError
from ..writing import explain_failure

if TYPE_CHECKING:
    import pandas as pd

_TEXT = pa.large_string()

SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    "documents": pa.schema(
        [
            ("document_id", _TEXT),
            ("source", _TEXT),
            ("text", _TEXT),
            ("n_tokens", pa.int64()),
            ("n_sentences", pa.int64()),
            ("fingerprint", _TEXT),
            ("non_answer", pa.bool_()),
            ("other_alphabet", pa.bool_()),
            ("variables", _TEXT),
        ]
    ),
    "sentences": pa.schema(
        [("document_id", _TEXT), ("sentence", pa.int64()), ("start", pa.int64()), ("stop", pa.int64())]
    ),
    "rejected": pa.schema([("source", _TEXT), ("code", _TEXT), ("details", _TEXT)]),
    "lemmas": pa.schema([("lemma", _TEXT), ("pos", _TEXT), ("n_documents", pa.int64()), ("n_tokens", pa.int64())]),
    "corrections": pa.schema(
        [("form", _TEXT), ("corrected", _TEXT), ("n_documents", pa.int64()), ("n_tokens", pa.int64())]
    ),
    "tokens": pa.schema(
        [("document_id", _TEXT), ("start", pa.int64()), ("stop", pa.int64()), ("lemma", _TEXT), ("pos", _TEXT)]
    ),
    "terms": pa.schema([("document_id", _TEXT), ("sentence", pa.int64()), ("term", _TEXT), ("n", pa.int64())]),
    "mentions": pa.schema(
        [
            ("document_id", _TEXT),
            ("theme_id", _TEXT),
            ("pattern_id", _TEXT),
            ("start", pa.int64()),
            ("stop", pa.int64()),
            ("text", _TEXT),
            ("sentence", _TEXT),
        ]
    ),
    "assignments": pa.schema(
        [
            ("document_id", _TEXT),
            ("theme_id", _TEXT),
            ("score", pa.float64()),
            ("n_mentions", pa.int64()),
            ("problem", pa.int64()),
            ("wish", pa.int64()),
            ("praise", pa.int64()),
            ("quote", _TEXT),
            ("problem_quote", _TEXT),
            ("wish_quote", _TEXT),
            ("praise_quote", _TEXT),
        ]
    ),
    "entity_mentions": pa.schema(
        [
            ("document_id", _TEXT),
            ("kind", _TEXT),
            ("name", _TEXT),
            ("start", pa.int64()),
            ("stop", pa.int64()),
            ("text", _TEXT),
            ("themes", _TEXT),
        ]
    ),
}

_UNFINISHED: Final = ".unfinished-"
_OURS: Final = re.compile(rf"[0-9a-f]{{32}}|{re.escape(_UNFINISHED)}.+")  # other folders are somebody else's


class Store:
    """Partitions of a run in a folder.

    Parameters
    ----------
    folder
        Made when it is missing.

    Raises
    ------
    OutputError
        The folder cannot be made or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f"{_UNFINISHED}probe-{os.getpid()}"
            probe.mkdir(exist_ok=True)
            probe.rmdir()
        except OSError as error:
            raise OutputError(explain_failure(folder, error)) from error

    def has(self, key: str) -> bool:
        """Whether a partition is complete."""
        return (self.folder / key).is_dir()

    def write(self, key: str, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
        """Write the tables of a partition; tables without rows are written empty.

        Raises
        ------
        OutputError
            The disk is full or the folder cannot be written; nothing half-written stays under the key.
        """
        unfinished = self.folder / f"{_UNFINISHED}{key}-{os.getpid()}"
        try:
            unfinished.mkdir(exist_ok=True)
            for name, schema in SCHEMAS.items():
                table = pa.Table.from_pylist(list(rows.get(name, ())), schema=schema)
                pq.write_table(table, unfinished / f"{name}.parquet", compression="zstd")
            if not self.has(key):
                unfinished.replace(self.folder / key)
        except OSError as error:
            if self.has(key):  # another process finished the same partition in the meantime
                return
            raise OutputError(explain_failure(self.folder, error)) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def read(self, name: str, keys: Iterable[str], *, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One table of the given partitions, in their order; only the given columns, or all."""
        schema = SCHEMAS[name] if columns is None else pa.schema([SCHEMAS[name].field(column) for column in columns])
        paths = (self.folder / key / f"{name}.parquet" for key in keys)
        tables = [pq.read_table(path, columns=schema.names).cast(schema) for path in paths]
        frame: pd.DataFrame = pa.concat_tables(tables or [schema.empty_table()]).to_pandas()
        return frame

    def prune(self, keys: Iterable[str]) -> None:
        """Remove partitions other than the given ones, and what killed runs left behind."""
        wanted = set(keys)
        for entry in self._partitions():
            if entry.name not in wanted:
                shutil.rmtree(entry, ignore_errors=True)

    def clear(self) -> None:
        """Remove all partitions, and the folder when nothing else is in it.

        Raises
        ------
        OutputError
            A partition, which holds texts, cannot be removed.
        """
        try:
            for entry in self._partitions():
                shutil.rmtree(entry)
            if not any(self.folder.iterdir()):
                self.folder.rmdir()
        except OSError as error:
            raise OutputError(explain_failure(self.folder, error)) from error

    def _partitions(self) -> list[Path]:
        """Folders that a store has made, by their names."""
        return sorted(entry for entry in self.folder.iterdir() if entry.is_dir() and _OURS.fullmatch(entry.name))
