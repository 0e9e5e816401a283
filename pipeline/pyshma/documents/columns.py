"""Which column of a table is the text, which the id; the others are variables."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, takewhile
from typing import Final

from ..errors import UnreadableSource, did_you_mean
from ..settings import DocumentSettings
from .document import Value
from .registry import Passage

TEXT_NAMES: Final = (
    *(
        "text",
        "текст",
        "ответ",
        "сочинение",
        "эссе",
        "answer",
        "essay",
        "обращение",
        "сообщение",
        "message",
        "содержание",
    ),
    *("content", "комментарий", "comment", "отзыв", "response", "document", "документ", "предложение", "мнение"),
)
"""Usual names of the text column, the likelier first; compared without case, blanks and punctuation."""
ID_NAMES: Final = (
    *("id", "document_id", "doc_id", "text_id", "номер", "№", "№ п/п", "код", "ид", "идентификатор", "номер анкеты"),
    *("respondent_id", "number", "uid", "code"),
)
SURE_NAMES: Final = frozenset({"text", "текст"})
"""What nobody calls a column of remarks; under the other names the text may stand beside, as «Комментарий» does."""
N_SAMPLE_ROWS: Final = 200
LONG_TEXT: Final = 40
"""Mean length in characters that makes an unnamed column look like answers rather than names or dates."""
CLEARLY_LONGER: Final = 2.0
"""How many times longer than the next column the text column must be to be found by length."""

_NUMBER: Final = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})(?:[.,]\d+)?")

Cells = Sequence[object]


class Uncomputed:
    """A cell with a formula that no program has computed; as a variable it is blank."""

    def __str__(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns of one table.

    Parameters
    ----------
    text
        Place of the text column.
    id
        Place of the id column; None when the table has none.
    variables
        Place → name of every other column that has a name.
    """

    text: int
    id: int | None
    variables: Mapping[int, str]


def parse_value(cell: object) -> Value:
    """A cell as a variable: numbers become numbers, blanks None, everything else stays text.

    A comma is a decimal comma. Numbers with leading zeros are codes and stay text, and so do formulas: nothing is run.
    White space around a text falls away, and inside it becomes one space: nobody sees a difference.

    Examples
    --------
    >>> [parse_value(cell) for cell in ("15", "3,5", "", " школа  № 3 ", "007", "=cmd|' /C calc'!A0")]
    [15, 3.5, None, 'школа № 3', '007', "=cmd|' /C calc'!A0"]
    """
    if cell is None or isinstance(cell, (bool, int)):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, date):  # a moment is one as well
        return cell.isoformat().removesuffix("T00:00:00")
    text = " ".join(str(cell).split())
    if not _NUMBER.fullmatch(text):
        return text or None
    return float(text.replace(",", ".")) if re.search("[.,]", text) else int(text)


def _key(name: object) -> str:
    return re.sub(r"[\W_]+", "", str(name)).casefold() or str(name).strip()


def find_named(header: Sequence[str], names: Iterable[str]) -> int | None:
    """Place of the first of some names in a header, without regard to case, blanks and punctuation.

    >>> find_named(["Возраст", "№ п/п"], ID_NAMES)
    1
    """
    keys = [_key(name) for name in header]
    return next((keys.index(_key(name)) for name in names if _key(name) in keys), None)


def read_header(cells: Iterable[object]) -> list[str]:
    """Names of columns, empty where there is none; repeats are numbered, so that no column hides another.

    >>> read_header(["id", " возраст", None, "возраст"])
    ['id', 'возраст', '', 'возраст (2)']
    """
    seen: Counter[str] = Counter()
    names = []
    for cell in cells:
        name = _as_text(cell).strip()
        seen[name] += 1
        names.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return names


def _mean_lengths(header: Sequence[str], rows: Sequence[Cells]) -> list[float]:
    lengths = [0.0] * len(header)
    for place in range(len(header)):
        cells = [row[place] for row in rows if place < len(row) and isinstance(row[place], str)]
        lengths[place] = sum(len(str(cell)) for cell in cells) / max(len(rows), 1)
    return lengths


def _longest(lengths: Sequence[float]) -> int | None:
    """The only column with long texts; None when there is none or when two are alike."""
    ranked = sorted(range(len(lengths)), key=lambda place: -lengths[place])
    runner_up = lengths[ranked[1]] if len(ranked) > 1 else 0.0
    best = ranked[0] if ranked else None
    if best is None or lengths[best] < LONG_TEXT or lengths[best] < CLEARLY_LONGER * runner_up:
        return None
    return best


def _find_text(header: Sequence[str], sample: Sequence[Cells]) -> int:
    """The column with a usual name, unless another one is clearly longer: which is meant, only a person can tell."""
    lengths = _mean_lengths(header, sample)
    named, longest = find_named(header, TEXT_NAMES), _longest(lengths)
    twice = named is not None and f"{header[named]} (2)" in header
    if named is not None and not twice and (longest in {None, named} or _key(header[named]) in SURE_NAMES):
        return named
    if named is None and longest is not None:
        return longest
    code = "unclear_text_column" if twice or max(lengths, default=0.0) >= LONG_TEXT else "no_text_column"
    raise UnreadableSource(code, columns=", ".join(filter(None, header)) or "–")


def _no_column(code: str, column: str, header: Iterable[str]) -> UnreadableSource:
    known = [name for name in header if name]
    return UnreadableSource(code, column=column, columns=(", ".join(known) or "–") + did_you_mean(column, known))


def find_columns(header: Sequence[str], sample: Sequence[Cells], settings: DocumentSettings) -> Columns:
    """Find the text and the id column: as the settings say, by their usual names, or the only column with long text.

    A usual name that is not «text» is not believed where another column is clearly longer.

    Parameters
    ----------
    header
        Names of the columns; empty where a column has none.
    sample
        Some of the rows, to judge lengths.

    Raises
    ------
    UnreadableSource
        ``no_text_column``, ``unclear_text_column`` when several could be it, or, when the settings name one that is
        not there, ``no_such_column`` and ``no_id_column``; all with the columns that are there.

    Examples
    --------
    >>> find_columns(["№ п/п", "Возраст", "Ответ"], [], DocumentSettings())
    Columns(text=2, id=0, variables={1: 'Возраст'})
    """
    text = find_named(header, (settings.text_column,)) if settings.text_column else _find_text(header, sample)
    if text is None:
        raise _no_column("no_such_column", settings.text_column or "", header)
    id_ = find_named(header, (settings.id_column,) if settings.id_column else ID_NAMES)
    if id_ is None and settings.id_column:
        raise _no_column("no_id_column", settings.id_column, header)
    others = {place: name for place, name in enumerate(header) if name and place not in (text, id_)}
    return Columns(text, None if id_ == text else id_, others)


def _as_text(cell: object) -> str:
    return "" if cell is None else str(cell)


def as_id(cell: object) -> str | None:
    """A cell as the id of a document: whole numbers without a fraction; None where it is blank.

    >>> as_id(7.0), as_id(0), as_id(" w-7 "), as_id(" ")
    ('7', '0', 'w-7', None)
    """
    value = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return _as_text(value).strip() or None


def _is_filled(cells: Cells | Passage) -> bool:
    return isinstance(cells, Passage) or any(isinstance(cell, Uncomputed) or _as_text(cell).strip() for cell in cells)


def cell_at(cells: Cells, place: int | None) -> object:
    """The cell of a row at a place; None where the row or the table has none."""
    return cells[place] if place is not None and place < len(cells) else None


def parse_variables(cells: Cells, names: Mapping[int, str]) -> dict[str, Value]:
    """Variables of a row by name; `names` by place, as in `Columns`."""
    return {name: parse_value(cell_at(cells, place)) for place, name in names.items()}


def make_passage(row: int, cells: Cells, columns: Columns, *, sheet: str = "") -> Passage:
    """One row as a passage; cells that the row lacks are empty."""
    text, id_ = cell_at(cells, columns.text), as_id(cell_at(cells, columns.id))
    fault = UnreadableSource("uncomputed") if isinstance(text, Uncomputed) else None
    return Passage(_as_text(text), row, id_, parse_variables(cells, columns.variables), sheet, fault)


def read_rows(
    table: Iterable[tuple[int, Cells | Passage]],
    settings: DocumentSettings,
    *,
    rows: range | None = None,
    sheet: str = "",
) -> Iterator[Passage]:
    """Turn numbered rows, the header first, into passages; lazily, after a look at the first rows.

    A row that cannot be read comes as a `Passage` that says why. Rows without any content are skipped; a row that has
    other cells but no text yields an empty text. With `rows`, only rows whose number is in that range, and nothing is
    read after it.

    Raises
    ------
    UnreadableSource
        ``no_text_column``, ``unclear_text_column``; ``empty`` when there is no header.
    """
    table = iter(table)
    filled = ((number, cells) for number, cells in table if _is_filled(cells))
    first = next(filled, None)
    if first is None or isinstance(first[1], Passage):
        raise UnreadableSource("empty")
    header = read_header(first[1])
    sample = list(islice(filled, N_SAMPLE_ROWS))
    columns = find_columns(header, [cells for _, cells in sample if not isinstance(cells, Passage)], settings)
    start, stop = (rows.start, rows.stop) if rows else (0, sys.maxsize)
    rest = (row for row in table if row[0] >= start and _is_filled(row[1]))  # passing over rows must be quick
    for number, cells in takewhile(lambda row: row[0] < stop, chain(sample, rest)):
        if number >= start:
            yield cells if isinstance(cells, Passage) else make_passage(number, cells, columns, sheet=sheet)
