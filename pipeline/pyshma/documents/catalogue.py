"""From a folder or a file to an ordered list of sources: what there is to read, under which id, before it is read.

A source is a file, or one row of a table. The list is the same on every system, so that work can be cut into
partitions, sent elsewhere, and taken up again.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from ..errors import SourceError, UnreadableSource
from ..settings import DocumentSettings
from .corpus import CORPUS_FILE, NAMES_FILE, Corpus, read_corpus
from .document import Rejection, make_unique
from .registry import Passage, find_reader, find_readers, read_content, read_passages
from .variables import Variables, read_variables, report_unmatched

SKIPPED: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db", "icon\r", CORPUS_FILE, NAMES_FILE})
"""Names, in small letters, that no person put there as a text; besides those that begin with ``.`` or ``~$``."""
OF_RESULTS: Final = frozenset({"codebook", "counts", "versions"})
"""What every ``manifest.json`` of pyshma says."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: a file, or one row of a table.

    Parameters
    ----------
    id
        Of the document that it will be; unique in the catalogue.
    name
        Path relative to the root, with ``/``, always printable.
    path
        The same as the system spells it, to open the file by.
    row, sheet
        Of a table; see `pyshma.documents.registry.Passage`.
    size
        Bytes of the file, or characters of the row.
    digest
        SHA-256 of the content (of a row: its cells), in hexadecimal; empty when it cannot be read.
    brings_variables
        Whether the file may have variables whose names nobody knows before it is read, as a letter has.
    """

    id: str
    name: str
    path: str
    row: int | None = None
    sheet: str = ""
    size: int = 0
    digest: str = ""
    brings_variables: bool = False

    @property
    def label(self) -> str:
        """The name, with ``#row`` or ``#sheet!row`` for a row of a table."""
        return self.name + format_place(self.row, self.sheet)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that a source of documents holds.

    Parameters
    ----------
    corpus
        What the folder says of itself; paths of `sources` are relative to its root.
    sources
        In the order in which their documents will stand.
    rejections
        Things in the folder that are not files of it.
    variables
        Document id (or file name) → variables; empty when there is no table.
    row_variables
        Names of the variables that rows of tables among the sources have.
    passed_over
        Folders in it that hold results, or are to hold them: what is in them is no text.
    """

    corpus: Corpus
    sources: tuple[Source, ...]
    rejections: tuple[Rejection, ...] = ()
    variables: Variables = field(default_factory=dict)
    row_variables: frozenset[str] = frozenset()
    passed_over: tuple[str, ...] = ()


def format_place(row: int | None, sheet: str) -> str:
    """Where in a file: nothing for all of it.

    >>> format_place(None, ""), format_place(12, ""), format_place(12, "Лист2")
    ('', '#12', '#Лист2!12')
    """
    if row is None:
        return ""
    return f"#{sheet}!{row}" if sheet else f"#{row}"


def printable_name(path: PurePath) -> str:
    r"""A relative path as text that can be printed, stored and compared: NFC, ``/``, no control or broken characters.

    >>> printable_name(PurePosixPath("7б/две\nстроки.txt"))
    '7б/две�строки.txt'
    """
    name = unicodedata.normalize("NFC", path.as_posix())
    return "".join("\ufffd" if unicodedata.category(character) in ("Cc", "Cs") else character for character in name)


def _is_skipped(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in SKIPPED


def holds_results(folder: Path) -> bool:
    """Whether pyshma has written its results into a folder."""
    try:
        manifest = json.loads(read_content(folder / "manifest.json", DocumentSettings()))
    except (UnreadableSource, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and manifest.keys() >= OF_RESULTS


def _refuse_results(root: Path, out: Path | None) -> None:
    if holds_results(root):
        raise SourceError(
            f"{root}: the folder holds results of pyshma; give the folder of the texts, or move the results out of it"
        )
    if out == root.resolve():
        raise SourceError(f"{root}: results cannot be written among the texts; give --out a folder of its own")


def _walk(root: Path, out: Path | None, rejections: list[Rejection], passed_over: set[str]) -> Iterator[Path]:
    """Files of a folder; links out of it and links to folders are not followed, so nothing is read twice.

    What holds results is `passed_over`; `out` even before it is there, so that every run says the same.
    """

    def refuse(path: Path, code: str) -> None:
        rejections.append(Rejection(printable_name(path.relative_to(root)), code))

    def enters(folder: Path) -> bool:
        if folder.is_symlink():
            refuse(folder, "not_a_file")
        elif holds_results(folder):
            passed_over.add(printable_name(folder.relative_to(root)))
        else:
            return folder.resolve() != out
        return False

    real = root.resolve()
    if out is not None and out.is_relative_to(real):
        passed_over.add(printable_name(out.relative_to(real)))
    for folder, folders, files in os.walk(root, onerror=lambda error: refuse(Path(error.filename), "permission")):
        folders[:] = [name for name in folders if not _is_skipped(name) and enters(Path(folder, name))]
        for name in files:
            path = Path(folder, name)
            if _is_skipped(name):
                continue
            if path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(real)):
                yield path
            else:
                refuse(path, "not_a_file")


def _find_files(files: Iterable[Path], root: Path) -> list[Source]:
    """Files in order, with ids that may still repeat."""
    relative = [file.relative_to(root) for file in files]
    named = sorted((printable_name(file), str(file)) for file in relative)
    stems = [str(PurePosixPath(name).with_suffix("")) for name, _ in named]
    shared = Counter(stems)
    ids = [stem if shared[stem] == 1 else name for stem, (name, _) in zip(stems, named, strict=True)]
    return [Source(id_, name, file) for id_, (name, file) in zip(ids, named, strict=True)]


def digest_row(passage: Passage) -> str:
    """SHA-256 of the cells of a row, in hexadecimal, as `Source.digest` has it."""
    cells = passage.text, passage.id, sorted(passage.variables.items())
    return sha256(repr(cells).encode("utf-8", "replace")).hexdigest()


def _row_source(source: Source, passage: Passage) -> Source:
    id_ = passage.id or source.id + format_place(passage.row, passage.sheet)
    return replace(
        source, id=id_, row=passage.row, sheet=passage.sheet, size=len(passage.text), digest=digest_row(passage)
    )


def _look_into(source: Source, root: Path, settings: DocumentSettings, variables: set[str]) -> list[Source]:
    """The file itself, or its rows when it is a table; what cannot be read stays one source, rejected on reading.

    The names of the variables of the rows are added to `variables`.
    """
    try:
        content = read_content(root / source.path, settings)
    except UnreadableSource:
        return [source]
    file = replace(source, size=len(content), digest=sha256(content).hexdigest())
    try:
        reader = find_reader(source.name, content)
        if not reader.table:
            return [replace(file, brings_variables=reader.brings_variables)]
        rows = []
        for passage in read_passages(source.name, content, settings=settings):
            variables.update(passage.variables)
            rows.append(_row_source(source, passage))
        return rows or [file]
    except UnreadableSource:
        return [file]


def _nothing_found(path: Path) -> SourceError:
    suffixes = sorted({suffix for item in find_readers() for suffix in item.suffixes})
    return SourceError(f"{path}: the folder holds no files; put texts into it ({' '.join(suffixes)})")


def _read_table(corpus: Corpus, sources: Iterable[Source], settings: DocumentSettings) -> Variables:
    if corpus.variables is None:
        return {}
    variables = read_variables(corpus.variables, id_column=corpus.variables_id, settings=settings)
    report_unmatched(variables, ((source.id, source.label) for source in sources), path=corpus.variables)
    return variables


def catalogue_sources(
    path: str | Path,
    *,
    settings: DocumentSettings | None = None,
    variables: str | Path | None = None,
    out: str | Path | None = None,
) -> Catalogue:
    """List what a folder (recursively), a corpus folder with ``corpus.toml``, or a single file holds.

    Ids are the relative paths without suffix (``7б/иванов``); files that would share one all keep their suffix. Rows of
    a table are called by their id column or ``table#12``. Ids that repeat all the same are numbered (``~2``). The order
    is that of the names, then of the rows. Hidden files, lock files, what systems leave behind and
    folders of results are passed over.

    Parameters
    ----------
    variables
        A table that takes the place of the corpus's own; no text, wherever it lies. None: the one that the corpus
        names, if any.
    out
        Folder of the results: what it holds is no text, wherever it lies.

    Raises
    ------
    SourceError
        Nothing is there, or the folder holds no file, or it holds results; ``corpus.toml`` or the table of variables is
        faulty.
    """
    path, settings = Path(path), settings or DocumentSettings()
    corpus = read_corpus(path)
    tables = {Path(table).resolve() for table in (corpus.variables, variables) if table is not None}
    if variables is not None:
        corpus = replace(corpus, variables=Path(variables), variables_id=None)
    rejections: list[Rejection] = []
    passed_over: set[str] = set()
    files = [path]
    if path.is_dir():
        folder = None if out is None else Path(out).resolve()
        _refuse_results(corpus.root, folder)
        walked = _walk(corpus.root, folder, rejections, passed_over)
        files = [file for file in walked if file.resolve() not in tables]
    if not files and not rejections:
        raise _nothing_found(path)
    names: set[str] = set()
    found = [
        source for file in _find_files(files, corpus.root) for source in _look_into(file, corpus.root, settings, names)
    ]
    ids = make_unique(source.id for source in found)
    sources = tuple(replace(source, id=id_) for source, id_ in zip(found, ids, strict=True))
    rows = _read_table(corpus, sources, settings)
    rejected = tuple(sorted(rejections, key=lambda item: item.source))
    return Catalogue(corpus, sources, rejected, rows, frozenset(names), tuple(sorted(passed_over)))
