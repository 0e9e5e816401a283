"""Codes that people gave to documents or sentences, as they stand in files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from .documents import read_table
from .errors import SourceError, did_you_mean

ID_COLUMNS: Final = ("document_id", "id")

Codes = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text that was coded sentence by sentence.

    Parameters
    ----------
    group
        Who wrote it: ``author`` in the id before the hyphen, see `read_coded_texts`.
    sentences
        Start and stop of each sentence in `text`, and its themes.
    """

    id: str
    group: str
    text: str
    sentences: tuple[tuple[int, int, frozenset[str]], ...]

    @property
    def themes(self) -> frozenset[str]:
        """Themes of all sentences."""
        return frozenset(theme for *_, coded in self.sentences for theme in coded)


def read_codes(path: str | Path, theme_ids: tuple[str, ...]) -> Codes:
    """Themes of documents by document id.

    Parameters
    ----------
    path
        JSON lines with ``id`` and ``themes`` (a list of theme ids, or an object with them as keys); or a table
        (``.csv``, ``.tsv``, ``.xlsx``) with ``document_id`` and one 0/1 column per theme, as ``theme_matrix.csv`` is
        and as a person corrects it.

    Raises
    ------
    SourceError
        The file cannot be read, has a document twice, names a theme that the codebook has not, or is a table without a
        column for one.
    """
    path = Path(path)
    lines = path.suffix.lower() in {".jsonl", ".json"}
    codes = _collect(path, _read_lines(path) if lines else _read_table(path, theme_ids))
    check_themes(codes.items(), theme_ids, str(path))
    return codes


def check_themes(codes: Iterable[tuple[str, Iterable[str]]], theme_ids: Sequence[str], place: str) -> None:
    """Check that a codebook has the themes of documents; `place` is where these are given.

    Raises
    ------
    SourceError
        It has not; with the document, the theme and those that it has.
    """
    known = frozenset(theme_ids)
    for document_id, themes in codes:
        for theme in sorted(frozenset(themes) - known):
            raise SourceError(
                f"{place}: document {document_id!r} has the theme {theme!r}, which the codebook has not; correct it or "
                f"choose another codebook; this one has: {', '.join(theme_ids)}{did_you_mean(theme, theme_ids)}"
            )


def _collect(path: Path, rows: Iterable[tuple[int, str, frozenset[str]]]) -> Codes:
    """Codes by id; which of two rows about one document is right, only a person can tell."""
    codes: Codes = {}
    first: dict[str, int] = {}
    for number, id_, themes in rows:
        if first.setdefault(id_, number) != number:
            raise SourceError(f"{path}: document {id_!r} stands in rows {first[id_]} and {number}; leave one of them")
        codes[id_] = themes
    return codes


def _read_lines(path: Path) -> Iterator[tuple[int, str, frozenset[str]]]:
    for number, row in read_rows(path):
        place, themes = f"{path}: line {number}", row.get("themes")
        if not isinstance(themes, (list, dict)):
            raise SourceError(f"{place}: themes must be a list of theme ids, found {themes!r:.60}; {_keys(row)}")
        yield number, _read_id(row, place), frozenset(map(str, themes))


def _read_id(row: Mapping[str, Any], place: str) -> str:
    found = next((row[name] for name in ID_COLUMNS if name in row), None)
    if isinstance(found, bool) or not isinstance(found, (str, int)):
        raise SourceError(f"{place}: id must be text or a whole number, found {found!r:.60}; {_keys(row)}")
    return str(found)


def _keys(row: Mapping[str, Any]) -> str:
    return f"the line has: {', '.join(row)}"


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Objects of a file of JSON lines with their line numbers.

    Raises
    ------
    SourceError
        The file cannot be read, or a line is no object.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # JSON may hold U+2028, where splitlines cuts
    except FileNotFoundError as error:
        raise _no_file(path) from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: not UTF-8 (byte {error.start + 1}); save the file as UTF-8") from error
    except OSError as error:
        raise SourceError(f"{path}: the file of codes does not open: {error.strerror or error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise SourceError(f"{path}: line {number}: not JSON ({error}); check quotes and commas") from error
            if not isinstance(row, dict):
                raise SourceError(f"{path}: line {number}: needs one object {{…}}, found {row!r:.60}")
            yield number, row


def _no_file(path: Path) -> SourceError:
    return SourceError(f"{path}: no such file of codes; check the name")


def _read_table(path: Path, theme_ids: tuple[str, ...]) -> Iterator[tuple[int, str, frozenset[str]]]:
    if not path.exists():
        raise _no_file(path)
    (_, header), *rows = read_table(path) or [(1, ())]
    columns = list(map(_cell_text, header))
    id_column = next((name for name in ID_COLUMNS if name in columns), None)
    if id_column is None or not any(name in columns for name in theme_ids):
        raise SourceError(
            f"{path}: needs a column document_id and columns named by ids of themes ({', '.join(theme_ids)}); "
            f"the table has: {', '.join(columns)}"
        )
    _check_columns(path, columns, theme_ids)
    for number, cells in rows:
        row = dict(zip_longest(columns, map(_cell_text, cells[: len(columns)]), fillvalue=""))
        place = f"{path}: document {row[id_column]!r}"
        themes = (name for name in theme_ids if _is_set(row[name], f"{place}, column {name}"))
        yield number, row[id_column], frozenset(themes)


def _cell_text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _check_columns(path: Path, columns: list[str], theme_ids: tuple[str, ...]) -> None:
    """A theme without a column would be learned as one that nobody speaks of."""
    for theme in theme_ids:
        if theme not in columns:
            raise SourceError(
                f"{path}: no column for the theme {theme!r}; the table has: {', '.join(columns)}"
                f"{did_you_mean(theme, columns)}"
            )


def _is_set(cell: str, place: str) -> bool:
    values = {"": False, "0": False, "1": True, "0.0": False, "1.0": True}
    if cell not in values:
        raise SourceError(f"{place}: cells of themes are 0 or 1, found {cell!r}")
    return values[cell]


def read_coded_texts(path: str | Path) -> list[CodedText]:
    """Texts coded sentence by sentence.

    Parameters
    ----------
    path
        JSON lines with ``id`` (what stands before its first hyphen names the author) and ``sentences``: pairs of a
        sentence and its themes (a list of theme ids, or an object with them as keys).

    Raises
    ------
    SourceError
        The file cannot be read.
    """
    path = Path(path)
    return [_coded_text(row, f"{path}: line {number}") for number, row in read_rows(path)]


def _coded_text(row: Mapping[str, Any], place: str) -> CodedText:
    id_, pairs = _read_id(row, place), row.get("sentences")
    if not isinstance(pairs, list):
        raise SourceError(f"{place}: sentences must be a list of pairs, found {pairs!r:.60}; {_keys(row)}")
    sentences: list[tuple[int, int, frozenset[str]]] = []
    start = 0
    for pair in pairs:
        match pair:
            case [str(text), (list() | dict()) as themes]:
                sentences.append((start, start + len(text), frozenset(map(str, themes))))
                start += len(text) + 1
            case _:
                raise SourceError(f"{place}: a sentence is a pair of its text and its themes, found {pair!r:.60}")
    return CodedText(id_, id_.split("-")[0], " ".join(pair[0] for pair in pairs), tuple(sentences))
