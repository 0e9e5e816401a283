"""Files of an earlier analysis in the folder of the results: what a new one does not write is removed.

What a run wrote that was killed before its manifest is not known; it stays until it is written anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from ..errors import OutputError
from ..writing import explain_failure

_PLAIN: Final = re.compile(r"[\w \-]+\.(?:csv|svg|png|html|xlsx)")
"""Names that we give; nothing else is removed, whatever a manifest lists: no path, no drive, no file of other kinds."""

MAX_BYTES: Final = 255
"""Of a name, on every system."""


def listed_files(folder: Path) -> list[str]:
    """Files that the manifest in a folder lists, and the PNG that ``pyshma report`` draws beside every figure.

    An empty list where there is no manifest, or one that cannot be read.
    """
    try:
        listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    drawn = [f"{name.removesuffix('.svg')}.png" for name in names if name.endswith(".svg")]
    plain = (name for name in dict.fromkeys([*names, *drawn]) if _PLAIN.fullmatch(name))
    return [name for name in plain if len(name.encode()) <= MAX_BYTES]


def remove_earlier(folder: Path, earlier: Collection[str], written: Collection[str]) -> None:
    """Remove the files of an earlier analysis, but those that have been written anew.

    Raises
    ------
    OutputError
        A file cannot be removed.
    """
    kept = {_key(folder / name) for name in written}
    for path in (folder / name for name in earlier):
        try:
            if path.is_file() and _key(path) not in kept:
                path.unlink()
        except OSError as error:
            raise OutputError(explain_failure(path, error)) from error


def _key(path: Path) -> tuple[int, int]:
    """The file itself: where letter case says nothing, two names may be one file."""
    found = path.lstat()
    return found.st_dev, found.st_ino
