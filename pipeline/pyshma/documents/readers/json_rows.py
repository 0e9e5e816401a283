"""JSON: one object per line (``.jsonl``), or a list of objects or texts (``.json``); keys are columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from typing import Final, TypeAlias

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..columns import N_SAMPLE_ROWS, Cells, read_rows
from ..decode import decode
from ..normalise import join_surrogates
from ..registry import Passage, reader

ONLY_COLUMN: Final = "text"
"""What the column of a list of bare texts is called."""

Row: TypeAlias = "dict[str, object] | Passage"


def _parse(text: str) -> object:
    """The value of a JSON text.

    Raises
    ------
    UnreadableSource
        ``not_json``, with the place of the fault.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableSource("not_json", row=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise UnreadableSource("not_json", row=1, column=1) from error


def _parse_line(number: int, line: str) -> Row:
    """The object of a line; a line that holds none is a row that says so, and the others go on."""
    try:
        value = _parse(line)
    except UnreadableSource as error:
        fault = UnreadableSource("not_json", row=number, column=error.details["column"])
        return Passage(line, number, fault=fault)
    return _as_object(number, value)


def _plain(value: object) -> object:
    """Lists and objects are left out: a variable is one value."""
    if isinstance(value, str):
        return join_surrogates(value)
    return None if isinstance(value, (list, dict)) else value


def _as_object(number: int, value: object) -> Row:
    match value:
        case dict():
            return {join_surrogates(key): _plain(cell) for key, cell in value.items()}
        case str():
            return {ONLY_COLUMN: value}
    return Passage(str(value), number, fault=UnreadableSource("not_object"))


def _iterate_lines(text: str) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(StringIO(text), start=1):
        if line.strip():
            yield number, _parse_line(number, line.rstrip("\r\n"))


def _iterate_list(text: str) -> Iterator[tuple[int, Row]]:
    """Items of a list, numbered from 1; a single object is a list of one."""
    value = _parse(text)
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        yield number, _as_object(number, item)


def _as_table(objects: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Cells | Passage]]:
    sample = list(islice(objects, N_SAMPLE_ROWS))
    header = list(dict.fromkeys(key for _, row in sample if isinstance(row, dict) for key in row))
    faults = [row.fault for _, row in sample if isinstance(row, Passage) and row.fault is not None]
    if not header and faults:
        raise faults[0]
    yield 0, header
    for number, row in chain(sample, objects):
        yield number, [row.get(key) for key in header] if isinstance(row, dict) else row


@reader(suffixes=(".jsonl", ".ndjson"), table=True)
def read_json_lines(content: bytes, /, *, settings: DocumentSettings, rows: range | None = None) -> Iterator[Passage]:
    """Yield one document per line; keys that only occur after the first 200 lines are left out."""
    yield from read_rows(_as_table(_iterate_lines(decode(content))), settings, rows=rows)


@reader(suffixes=(".json",), table=True)
def read_json(content: bytes, /, *, settings: DocumentSettings, rows: range | None = None) -> Iterator[Passage]:
    """Yield one document per item of a list; a file that holds JSON lines under this name is read as such.

    Raises
    ------
    UnreadableSource
        ``not_json``; ``not_object`` for a list of numbers or lists; ``no_text_column``.
    """
    text = decode(content).lstrip("\ufeff")
    try:
        objects = list(_iterate_list(text))
    except UnreadableSource:
        if text.lstrip().startswith("["):
            raise
        objects = list(_iterate_lines(text))
    yield from read_rows(_as_table(iter(objects)), settings, rows=rows)
