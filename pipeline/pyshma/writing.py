"""Writing a file as a whole or not at all, and what to do when it cannot be written."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from .errors import OutputError

_TEMPORARY: Final = ".pyshma-"  # begins the names of files that are not finished
_DISK_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def explain_failure(path: Path, error: OSError) -> str:
    """Why a file or folder cannot be written, and what to do."""
    if error.errno in _DISK_FULL:
        return f"{path}: the disk is full; free some space or write to another folder, then run again"
    if error.errno in _FORBIDDEN:
        return (
            f"{path}: no permission to write here; choose another folder, or close the file if a program such as Excel "
            "has it open"
        )
    if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError):
        return (
            f"{path}: a file stands where a folder should be, or a folder where the file should be; choose another name"
        )
    if isinstance(error, FileNotFoundError):
        return f"{path}: nothing can be made in this place; choose another folder"
    return f"{path}: cannot be written ({error.strerror or error}); choose another folder or name"


@contextmanager
def replace_file(path: str | Path) -> Iterator[Path]:
    """Give a temporary path in the same folder that takes the place of `path` at the end of the block.

    When the block fails or the process is killed, an older file at `path` stays as it was. A failing block leaves
    nothing behind; a killed process may leave a file whose name begins with ``.pyshma-``.

    Yields
    ------
    Path
        Where the block writes the file; nothing stands there yet.

    Raises
    ------
    OutputError
        An `OSError` of the block or of the replacement, with the place and what to do.
    """
    path = Path(path)
    temporary = path.with_name(f"{_TEMPORARY}{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise OutputError(explain_failure(path, error)) from error
    finally:
        _discard(temporary)


def check_place(path: str | Path) -> None:
    """Refuse a file before long work that could not be written after it; nothing is made.

    Raises
    ------
    OutputError
        A folder has this name, or a file that of its folder; the folder may not be written.
    """
    path = Path(path)
    nearest = next(place for place in path.absolute().parents if place.exists())
    if path.is_dir() or not nearest.is_dir():
        raise OutputError(explain_failure(path, IsADirectoryError()))
    if not os.access(nearest, os.W_OK):
        raise OutputError(explain_failure(path, PermissionError(errno.EACCES, "")))


def write_bytes_atomically(path: str | Path, content: bytes) -> None:
    """Write a file as a whole or not at all.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    with replace_file(path) as temporary:
        temporary.write_bytes(content)


def discard_leftovers(folder: Path) -> None:
    """Remove what a killed process left half-written in a folder."""
    for path in folder.glob(f"{_TEMPORARY}*"):
        _discard(path)


def _discard(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
