"""From sources to documents; what cannot be read becomes a rejection, never an exception and never nothing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from ..errors import ColumnError, SourceError, UnreadableSource
from ..messages import translate_reason
from ..settings import DocumentSettings
from .catalogue import Catalogue, Source, catalogue_sources, digest_row
from .columns import N_SAMPLE_ROWS, as_id, find_columns, make_passage, read_header
from .corpus import Corpus
from .document import Document, Rejection, make_unique
from .mangled import restore_letters
from .normalise import join_surrogates, normalise_text
from .open_table import OpenTable, Place
from .registry import Passage, find_reader, read_content, read_passages
from .variables import Variables, find_variables, read_variables

if TYPE_CHECKING:
    import pandas as pd

    Readable: TypeAlias = str | Path | pd.DataFrame | Iterable[Document | str | tuple[str, str]]

MAX_NAME: Final = 120
"""A longer source that does not exist is rather a text; systems refuse to look for names of 255 bytes and more."""
MIN_LETTERS: Final = 20
"""Fewer letters do not tell a language: «IT-парк», «WiFi!»."""
MIN_CYRILLIC: Final = 0.2
"""Share of Cyrillic among the letters below which a text is not Russian."""

_ADDRESS: Final = re.compile(r" at 0x[0-9a-fA-F]+")  # of an object in memory: another one in every run


def cyrillic_share(text: str) -> float | None:
    """Share of Cyrillic among the letters of a text, 0 to 1; None when it has fewer than `MIN_LETTERS`.

    >>> cyrillic_share("Clean air, clean air парк"), cyrillic_share("IT-парк")
    (0.2, None)
    """
    letters = [character for character in text if character.isalpha()]
    if len(letters) < MIN_LETTERS:
        return None
    return sum("\u0400" <= letter <= "\u052f" for letter in letters) / len(letters)


def _refuse(source: Source, error: UnreadableSource) -> Rejection:
    details = {name: _ADDRESS.sub("", value) for name, value in error.details.items()}
    return Rejection(source.label, error.code, details)


def make_document(source: Source, passage: Passage, settings: DocumentSettings) -> Document | Rejection:
    """Normalise a passage and check that it is a Russian text, and none that is too long.

    A file without letters is mostly a scan, and rejected; an answer without letters («42», «+») is one all the same,
    counts, and is flagged by `pyshma.documents.is_non_answer`.
    """
    try:
        text = _read_text(passage, settings, is_file=source.row is None and source.path != "")
    except UnreadableSource as fault:
        return _refuse(source, fault)
    return Document(source.id, text, source.label, passage.variables)


def _read_text(passage: Passage, settings: DocumentSettings, *, is_file: bool) -> str:
    if passage.fault is not None:
        raise passage.fault
    text = normalise_text(restore_letters(passage.text))
    if not text and not is_file:
        raise UnreadableSource("empty_row")
    if is_file and not any(character.isalpha() for character in text):
        raise UnreadableSource("no_text")
    share = cyrillic_share(text)
    if share is not None and share < MIN_CYRILLIC:
        raise UnreadableSource("not_russian", share=f"{share:.0%}")
    if len(text) > settings.max_characters:
        raise UnreadableSource("too_long", size=len(text), limit=settings.max_characters)
    return text


def _read_file(source: Source, content: bytes, settings: DocumentSettings) -> Document | Rejection:
    if source.digest not in {"", sha256(content).hexdigest()}:
        raise UnreadableSource("changed")
    if find_reader(source.name, content).table:  # catalogued without rows: it has none, or it says why on reading
        for _ in read_passages(source.name, content, settings=settings):
            return Rejection(source.label, "damaged", {"detail": "the table changed while it was being read"})
        return Rejection(source.label, "empty")
    passages = list(read_passages(source.name, content, settings=settings))
    variables = {name: value for passage in passages for name, value in passage.variables.items()}
    whole = Passage("\n\n".join(passage.text for passage in passages), variables=variables)
    return make_document(source, whole, settings)


def _read_rows(
    wanted: dict[Place, Source], path: Path, settings: DocumentSettings, table: OpenTable
) -> Iterator[Document | Rejection]:
    """Read rows of one table; `wanted` keeps those that were not found."""
    name = next(iter(wanted.values())).name
    for passage in table.read(path, name, list(wanted), settings=settings):
        source = wanted.pop((passage.sheet, passage.row or 0))
        changed = None if digest_row(passage) == source.digest else UnreadableSource("changed")
        yield make_document(source, replace(passage, fault=passage.fault or changed), settings)


def _read_group(
    group: Sequence[Source], path: Path, settings: DocumentSettings, table: OpenTable
) -> Iterator[Document | Rejection]:
    """Read the sources of one file."""
    waiting = {(source.sheet, source.row or 0): source for source in group}
    try:
        if group[0].row is None:
            yield _read_file(group[0], read_content(path, settings), settings)
            waiting.clear()
        else:
            yield from _read_rows(waiting, path, settings, table)
        fault = UnreadableSource("changed")
    except UnreadableSource as error:
        fault = error
    yield from (_refuse(source, fault) for source in waiting.values())


def read_sources(
    sources: Sequence[Source], root: str | Path, settings: DocumentSettings, *, table: OpenTable | None = None
) -> Iterator[Document | Rejection]:
    """Read a part of a catalogue: one document or one rejection for each source, in order.

    This is what a worker runs: all arguments can be pickled, nothing outside of the files is looked at, and no fault of
    a file is raised. Rows of one table that stand together are read in one go.

    Parameters
    ----------
    root
        Folder to which the paths of the sources are relative, `Corpus.root`.
    table
        Keeps the last table open for the next part of the catalogue.
    """
    table = table or OpenTable()
    for (path, _), group in groupby(sources, key=lambda source: (source.path, source.row is None)):
        yield from _read_group(list(group), Path(root) / path, settings, table)


def refuse_rejected(rejections: Iterable[Rejection], place: str = "") -> None:
    """Raise a SourceError with the reason of the first rejection; `place` says in which source."""
    for first in rejections:
        reason = translate_reason(first.code, first.details, "en")
        raise SourceError(f"{place}no document could be read; {first.source}: {reason}")


@dataclass(slots=True)
class Documents:
    """Documents that are read while one goes through them; going through them again reads them again.

    Attributes
    ----------
    catalogue
        Of a folder or file; None for a DataFrame or an iterable.
    variables
        The table of variables; empty when there is none.
    rejections
        What could not be read so far; complete when the last document has come.
    """

    _items: Iterable[Document | Rejection]
    catalogue: Catalogue | None = None
    variables: Variables = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)

    @property
    def corpus(self) -> Corpus | None:
        """What `corpus.toml` says of a folder; None for a DataFrame or an iterable."""
        return None if self.catalogue is None else self.catalogue.corpus

    def __iter__(self) -> Iterator[Document]:
        """Read, in order."""
        self.rejections = []
        for item in self._items:
            if isinstance(item, Rejection):
                self.rejections.append(item)
            else:
                yield item


@dataclass(frozen=True, slots=True)
class _Catalogued:
    """The documents of a catalogue, with their variables."""

    catalogue: Catalogue
    settings: DocumentSettings

    def __iter__(self) -> Iterator[Document | Rejection]:
        yield from self.catalogue.rejections
        for item in read_sources(self.catalogue.sources, self.catalogue.corpus.root, self.settings):
            yield _with_variables(item, self.catalogue.variables)


def _with_variables(item: Document | Rejection, variables: Variables) -> Document | Rejection:
    if isinstance(item, Rejection):
        return item
    return replace(item, variables={**item.variables, **find_variables(variables, item)})


def _storable(source: Source, passage: Passage) -> tuple[Source, Passage]:
    """What Python was given, with no half of a character in id, source and variables; the text is normalised later."""
    variables = {
        join_surrogates(name): join_surrogates(value) if isinstance(value, str) else value
        for name, value in passage.variables.items()
    }
    id_, name = join_surrogates(source.id), join_surrogates(source.name)
    return replace(source, id=id_, name=name), replace(passage, variables=variables)


def _checked(items: Iterable[tuple[Source, Passage]], settings: DocumentSettings) -> list[Document | Rejection]:
    pairs = [_storable(source, passage) for source, passage in items]
    ids = make_unique(source.id for source, _ in pairs)
    return [
        make_document(replace(source, id=id_), passage, settings)
        for id_, (source, passage) in zip(ids, pairs, strict=True)
    ]


def _plain(cell: object) -> object:
    """A cell of a DataFrame as Python's own value; NaN, NaT and NA as None."""
    value = cell.item() if hasattr(cell, "item") else cell
    return None if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value else value  # noqa: PLR0124


def _read_frame(frame: pd.DataFrame, settings: DocumentSettings) -> list[Document | Rejection]:
    rows = [[_plain(cell) for cell in row] for row in frame.itertuples(index=False, name=None)]
    try:
        columns = find_columns(read_header(frame.columns), rows[:N_SAMPLE_ROWS], settings)
    except UnreadableSource as error:
        raise ColumnError(translate_reason(error.code, error.details, "en")) from error
    items = []
    for number, (label, row) in enumerate(zip(frame.index, rows, strict=True), start=1):
        passage = make_passage(number, row, columns)
        id_ = passage.id or as_id(_plain(label)) or str(number)
        items.append((Source(id_, "table", "", row=number), passage))
    return _checked(items, settings)


def _read_iterable(items: Iterable[object], settings: DocumentSettings) -> list[Document | Rejection]:
    pairs = items.items() if isinstance(items, Mapping) else items
    return _checked((_as_source(number, item) for number, item in enumerate(pairs, start=1)), settings)


def _as_source(number: int, item: object) -> tuple[Source, Passage]:
    match item:
        case Document():
            return Source(item.id, item.source, "", row=None), Passage(item.text, variables=item.variables)
        case str():
            return Source(str(number), "text", "", row=number), Passage(item)
        case (id_, str() as text):
            return Source(str(id_), str(id_), "", row=None), Passage(text)
    raise SourceError(f"item {number} is {type(item).__name__}; give documents, strings or (id, text) pairs")


def _given(items: list[Document | Rejection], variables: Variables) -> Documents:
    if not items:
        raise SourceError("the source holds no texts; give at least one, or look at what has filtered them out")
    return Documents([_with_variables(item, variables) for item in items], variables=variables)


def read_documents(
    source: Readable,
    *,
    settings: DocumentSettings | None = None,
    variables: str | Path | None = None,
    text: str | None = None,
    id: str | None = None,  # noqa: A002 – the name that the column has
    out: str | Path | None = None,
) -> Documents:
    """Read documents from wherever they are.

    Parameters
    ----------
    source
        A folder (recursively; its ``corpus.toml`` and ``variables.csv`` are honoured), a file, a table with a text
        column (.csv, .tsv, .xlsx, .jsonl, .json), a DataFrame, or an iterable of documents, strings or (id, text)
        pairs.
    variables
        A table of variables by document id; no text, wherever it lies. None: the one that the corpus names, if any.
    text, id
        Columns of tables that hold text and id; found by their usual names when None.
    out
        Folder of the results: what it holds is no text, wherever it lies.

    Returns
    -------
    the documents, read lazily and in a stable order; ``.rejections`` says what could not be read and why

    Raises
    ------
    SourceError
        There is nothing to read at `source` (an empty folder, table or list), or it is nothing that can be read.
    ColumnError
        The DataFrame lacks a column.

    Examples
    --------
    >>> documents = read_documents([("а", "Хочу парк у пруда"), ("б", "A park near the pond, please")])
    >>> [document.id for document in documents], [rejection.code for rejection in documents.rejections]
    (['а'], ['not_russian'])
    """
    settings = settings or DocumentSettings()
    settings = replace(settings, text_column=text or settings.text_column, id_column=id or settings.id_column)
    if isinstance(source, str) and not source.strip():  # Path("") would be the working folder
        raise SourceError("the name of the source is empty; give a folder or a file, '.' for this folder")
    if isinstance(source, (set, frozenset)):
        raise SourceError("texts in a set come in another order in every run; give them in a list")
    if isinstance(source, (str, Path)):
        length = len(str(source))
        if length > MAX_NAME and not os.path.exists(source):  # noqa: PTH110 – Path raises
            raise SourceError(f"no file has this name of {length} characters; check it, or give texts in a list")
        catalogue = catalogue_sources(source, settings=settings, variables=variables, out=out)
        return Documents(_Catalogued(catalogue, settings), catalogue, catalogue.variables)
    table = {} if variables is None else read_variables(variables, settings=settings)
    pandas = sys.modules.get("pandas")  # who has a DataFrame has imported it
    if pandas is not None and isinstance(source, pandas.DataFrame):
        return _given(_read_frame(source, settings), table)
    if isinstance(source, Iterable):
        return _given(_read_iterable(source, settings), table)
    raise SourceError(f"cannot read documents from {type(source).__name__}; give a folder, file, DataFrame or iterable")
