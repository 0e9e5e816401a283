"""Which reader reads which file.

A format is one module in ``readers/``: a function marked with `reader` is found there by itself, nothing else has to
be told about it::

    @reader(suffixes=(".txt", ".text"))
    def read_text(content: bytes, *, settings: DocumentSettings) -> Iterator[Passage]:
        yield Passage(decode(content))

Content comes before the name, because names lie: a ``.txt`` may be a PDF and a ``.doc`` may be RTF or HTML.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Protocol, cast

from ..errors import UnreadableSource
from ..settings import DocumentSettings
from .decode import looks_binary
from .document import Value

PLAIN_TEXT = ".txt"
"""The reader of this suffix is tried on files of an unknown suffix that look like text."""

UNITS = (("MB", 1_000_000), ("KB", 1_000), ("B", 1))

MAX_DETAIL = 200
"""Characters of a library's message that a rejection quotes."""


ARCHIVES = frozenset({".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"})
"""Suffixes of what has to be unpacked: nobody can save it as a document."""

MEDIA = frozenset(
    {
        *(".mp3", ".wav", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".amr", ".flac", ".wma", ".mid"),
        *(".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".wmv", ".mpg", ".mpeg", ".3gp"),
        *(".gif", ".heic", ".svg", ".psd", ".cdr", ".ico"),
    }
)
"""Suffixes of sounds, films and pictures that no reader knows: a few letters in them are no text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a reader finds: the one text of a file, or one row of a table.

    Parameters
    ----------
    text
        As it stands in the file; it is normalised later.
    row
        Number of the row as a spreadsheet shows it (the header is row 1); None when the file is one text.
    id
        What the table's id column says; None when it has none.
    variables
        The other columns of the row.
    sheet
        Name of the sheet, empty for the first one and for formats that have none.
    fault
        Why this row cannot be read, while the others can; `text` is then what stands there.
    """

    text: str
    row: int | None = None
    id: str | None = None
    variables: Mapping[str, Value] = field(default_factory=dict)
    sheet: str = ""
    fault: UnreadableSource | None = None


class Read(Protocol):
    """Signature of a reading function.

    It yields lazily, one `Passage` for a text and one per row for a table, and raises `UnreadableSource` with a code
    of the message catalogue (section ``rejected``) when it cannot.
    """

    def __call__(self, content: bytes, /, *, settings: DocumentSettings) -> Iterator[Passage]:
        """Read the bytes of one file."""
        ...


class ReadTable(Protocol):
    """Signature of a function that reads a table; it yields only the rows whose number is in `rows`, all when None."""

    def __call__(
        self, content: bytes, /, *, settings: DocumentSettings, rows: range | None = None
    ) -> Iterator[Passage]:
        """Read the bytes of one file."""
        ...


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: how it is recognised and how it is read, as `reader` says. Calling it reads."""

    read: Read | ReadTable
    suffixes: tuple[str, ...] = ()
    signatures: tuple[bytes, ...] = ()
    sniff: Callable[[bytes], bool] | None = None
    table: bool = False
    brings_variables: bool = False

    def __call__(
        self, content: bytes, /, *, settings: DocumentSettings, rows: range | None = None
    ) -> Iterator[Passage]:
        """Read the bytes of one file; of a table only some rows, if `rows` says so."""
        if self.table and rows is not None:
            return cast(ReadTable, self.read)(content, settings=settings, rows=rows)
        return self.read(content, settings=settings)

    def recognises(self, content: bytes) -> bool:
        """Whether the content, whatever the file is called, is of this format beyond doubt."""
        if not self.signatures and self.sniff is None:
            return False
        signed = not self.signatures or content.startswith(self.signatures)
        return signed and (self.sniff is None or self.sniff(content))


def reader(
    *,
    suffixes: tuple[str, ...],
    signatures: tuple[bytes, ...] = (),
    sniff: Callable[[bytes], bool] | None = None,
    table: bool = False,
    brings_variables: bool = False,
) -> Callable[[Read | ReadTable], Reader]:
    """Mark a function as the reader of a format.

    Parameters
    ----------
    suffixes
        Lower-case ends of file names, with the dot.
    signatures
        First bytes of such a file; one of them must match.
    sniff
        Looks at the whole content where the first bytes are not enough (every ``.docx``, ``.odt`` and ``.xlsx`` begins
        with ``PK``). With `signatures`, both must hold. It must be strict and must not raise: a file that it accepts is
        taken from the reader that the suffix names.
    table
        The file holds one text per row, and the function is a `ReadTable`.
    brings_variables
        A text may have variables, whose names nobody knows before it is read. Not said of tables: columns have names.
    """

    def mark(read: Read | ReadTable) -> Reader:
        return Reader(read, suffixes, signatures, sniff, table, brings_variables)

    return mark


@cache
def find_readers() -> tuple[Reader, ...]:
    """All readers of the package ``readers``, in the order of module names."""
    package = importlib.import_module(".readers", __package__)
    modules = [
        importlib.import_module(f"{package.__name__}.{item.name}") for item in pkgutil.iter_modules(package.__path__)
    ]
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Reader))


def find_reader(name: str, content: bytes) -> Reader:
    """Choose the reader of a file: by content where that is beyond doubt, then by suffix, then plain text.

    Parameters
    ----------
    name
        File name or path; only the suffix is looked at.
    content
        All bytes of the file.

    Raises
    ------
    UnreadableSource
        ``archive``, ``unknown_format`` or ``binary``: no reader knows the suffix, and the content is not text.
    """
    suffix = PurePosixPath(name).suffix.lower()
    named = [item for item in find_readers() if suffix in item.suffixes]
    recognised = [item for item in find_readers() if item.recognises(content)]
    chosen = [item for item in recognised if item in named] or recognised or named
    return chosen[0] if chosen else _plain_text(suffix, content)


def format_size(n_bytes: int) -> str:
    """A number of bytes in the largest unit that leaves two digits.

    >>> format_size(886), format_size(50_000), format_size(50_000_000)
    ('886 B', '50 KB', '50 MB')
    """
    unit, size = next(((unit, size) for unit, size in UNITS if n_bytes >= 10 * size), UNITS[-1])
    return f"{n_bytes // size} {unit}"


def read_content(path: Path, settings: DocumentSettings) -> bytes:
    """All bytes of a file.

    Raises
    ------
    UnreadableSource
        ``empty``, ``too_large``, ``permission``; ``damaged`` for every other answer of the system.
    """
    try:
        size = path.stat().st_size
        if size > settings.max_bytes:
            raise UnreadableSource("too_large", size=format_size(size), limit=format_size(settings.max_bytes))
        content = path.read_bytes()
    except PermissionError as error:
        raise UnreadableSource("permission") from error
    except OSError as error:
        raise UnreadableSource("damaged", detail=error.strerror or type(error).__name__) from error
    if not content:
        raise UnreadableSource("empty")
    return content


@contextmanager
def library_errors_as_reasons() -> Iterator[None]:
    """Turn whatever a format's library did not expect into `UnreadableSource`.

    Raises
    ------
    UnreadableSource
        As the reader says; ``damaged``, with the kind of error, for every other one.
    """
    try:
        yield
    except UnreadableSource:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:MAX_DETAIL]
        raise UnreadableSource("damaged", detail=f"{type(error).__name__}: {reason}".rstrip(": ")) from error


def read_passages(
    name: str, content: bytes, *, settings: DocumentSettings, rows: range | None = None
) -> Iterator[Passage]:
    """Read a file with the reader that it needs; no fault of a file or of a format's library gets out of here.

    Raises
    ------
    UnreadableSource
        As `library_errors_as_reasons`.
    """
    with library_errors_as_reasons():
        yield from find_reader(name, content)(content, settings=settings, rows=rows)


def _plain_text(suffix: str, content: bytes) -> Reader:
    if suffix in ARCHIVES | MEDIA or looks_binary(content):
        code = "archive" if suffix in ARCHIVES else "unknown_format" if suffix else "binary"
        raise UnreadableSource(code, **({"suffix": suffix} if suffix else {}))
    return next(item for item in find_readers() if PLAIN_TEXT in item.suffixes)
