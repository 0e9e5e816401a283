"""JSON lines: one object per line, its keys are the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice
from typing import Any

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..columns import N_SAMPLE_ROWS, Cells, read_rows
from ..registry import Passage, reader


def _iterate_objects(content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(BytesIO(content.removeprefix(b"\xef\xbb\xbf")), start=1):
        if line.strip():
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise UnreadableSource("damaged", detail=f"line {number}: {error}") from error
            if not isinstance(value, dict):
                raise UnreadableSource("damaged", detail=f"line {number}: not an object")
            yield number, value


def _plain(value: object) -> object:
    """Lists and objects are left out: a variable is one value."""
    return None if isinstance(value, (list, dict)) else value


def _iterate_rows(content: bytes) -> Iterator[tuple[int, Cells]]:
    objects = _iterate_objects(content)
    sample = list(islice(objects, N_SAMPLE_ROWS))
    header = list(dict.fromkeys(key for _, value in sample for key in value))
    yield 0, header
    for number, value in chain(sample, objects):
        yield number, [_plain(value.get(key)) for key in header]


@reader(suffixes=(".jsonl", ".ndjson"), table=True)
def read_json_lines(content: bytes, /, *, settings: DocumentSettings, rows: range | None = None) -> Iterator[Passage]:
    """Yield one document per line; keys that only occur after the first 200 lines are left out."""
    yield from read_rows(_iterate_rows(content), settings, rows=rows)
