"""What to do when a file or folder cannot be written."""

from __future__ import annotations

import errno
from pathlib import Path

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
    return f"{path}: cannot be written ({error.strerror or error}); choose another folder or name"
