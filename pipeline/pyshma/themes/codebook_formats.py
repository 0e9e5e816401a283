"""The formats of a codebook file: the ending of the name says which."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..errors import CodebookError
from ..writing import write_bytes_atomically
from .codebook_file import format_yaml, read_yaml

if TYPE_CHECKING:
    from .codebook import Codebook

SUFFIXES: Final = (".yaml", ".yml", ".xlsx", ".qdc")


def read_data(path: Path) -> dict[str, Any]:
    """Nested dictionaries of a codebook file; what is neither ``.xlsx`` nor ``.qdc`` is read as YAML.

    Raises
    ------
    CodebookError
        The file cannot be read, or is not what its name says.
    """
    if path.suffix.lower() == ".xlsx":
        from .codebook_sheet import read_sheet

        return read_sheet(path)
    if path.suffix.lower() == ".qdc":
        from .codebook_refi import read_refi

        return read_refi(path)
    return read_yaml(path)


def _format_yaml_file(codebook: Codebook) -> bytes:
    return format_yaml(codebook.as_dict()).encode()


def _choose_format(path: Path) -> Callable[[Codebook], bytes]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CodebookError(f"{path}: the ending {suffix!r} is unknown; known: {', '.join(SUFFIXES)}")
    if suffix == ".xlsx":
        from .codebook_sheet import format_sheet

        return format_sheet
    if suffix == ".qdc":
        from .codebook_refi import format_refi

        return format_refi
    return _format_yaml_file


def write_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook in the format that the ending of `path` names, as a whole or not at all.

    Raises
    ------
    CodebookError
        The ending is unknown, or the format cannot hold the codebook.
    OutputError
        The file cannot be written.
    """
    write_bytes_atomically(path, _choose_format(path)(codebook))


def convert_codebook(source: str | Path, target: str | Path, *, overwrite: bool = False) -> Codebook:
    """Read a codebook in one format and write it in another; formats as `Codebook.read` and `Codebook.write` know them.

    Comments of a YAML file are not carried over.

    Parameters
    ----------
    overwrite
        Whether an existing file at `target` may be replaced.

    Returns
    -------
    the codebook

    Raises
    ------
    CodebookError
        As `Codebook.read` and `Codebook.write`; a file stands at `target` already.
    OutputError
        The file cannot be written.
    """
    from .codebook import Codebook

    target = Path(target)
    codebook = Codebook.read(source)
    if target.exists() and not overwrite:
        raise CodebookError(f"{target}: a file of this name is there already; give another name or --force")
    codebook.write(target)
    return codebook
