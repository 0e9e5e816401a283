"""What a folder says of itself: ``corpus.toml``, or nothing for a plain folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from ..errors import SourceError

CORPUS_FILE: Final = "corpus.toml"
VARIABLES_FILE: Final = "variables.csv"
NAMES_FILE: Final = "entities.yaml"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of texts with what is known about them.

    Parameters
    ----------
    root
        Folder that holds the texts; names and ids are relative to it.
    title, source, licence
        As ``corpus.toml`` says; empty when it does not.
    population
        Number of people of whom the documents are a sample; None when it is not known.
    variables
        Table of variables; None when there is none.
    variables_id
        Its column of document ids; None: found by its usual names, else the first column.
    names
        ``entities.yaml`` of the folder; None when there is none.
    """

    root: Path
    title: str = ""
    source: str = ""
    licence: str = ""
    population: int | None = None
    variables: Path | None = None
    variables_id: str | None = None
    names: Path | None = None


def _typed(data: dict[str, Any], key: str, kind: type[T], place: str) -> T | None:
    value = data.get(key)
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        raise SourceError(f"{place}: {key} must be of type {kind.__name__}, found {value!r}")
    return value


def _inside(folder: Path, data: dict[str, Any], place: str) -> Path | None:
    relative = _typed(data, "path", str, place)
    if relative is None:
        return None
    path = folder / relative
    if not path.resolve().is_relative_to(folder.resolve()):
        raise SourceError(f"{place}: path {relative!r} leads out of the folder of {CORPUS_FILE}; move the data into it")
    if not path.exists():
        raise SourceError(f"{place}: path {relative!r} does not exist; correct it, it is relative to {folder}")
    return path


def _read_described(folder: Path) -> Corpus:
    file = folder / CORPUS_FILE
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(
            f"{file}: the file does not open: {reason}; close it in other programs, or ask for access"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{file}: not a TOML file: {error}") from error
    texts = _typed(data, "texts", dict, str(file)) or {}
    variables = _typed(data, "variables", dict, str(file)) or {}
    population = _typed(data, "population", int, str(file))
    if population is not None and population < 1:
        raise SourceError(f"{file}: population must be at least 1, found {population}")
    return Corpus(
        root=_inside(folder, texts, f"{file}: [texts]") or folder,
        title=_typed(data, "title", str, str(file)) or "",
        source=_typed(data, "source", str, str(file)) or "",
        licence=_typed(data, "licence", str, str(file)) or "",
        population=population,
        variables=_inside(folder, variables, f"{file}: [variables]"),
        variables_id=_typed(variables, "id", str, f"{file}: [variables]"),
    )


def read_corpus(path: str | Path) -> Corpus:
    """Describe a source: a folder with a ``corpus.toml``, a plain folder, or one file.

    A plain folder may hold ``variables.csv`` beside its texts, and any folder an ``entities.yaml``. Keys that this
    chapter does not know are left to others.

    Raises
    ------
    SourceError
        Nothing is there, or it may not be read; ``corpus.toml`` does not open, is not TOML, has a value of a wrong
        type, or leads out of its folder.
    """
    path = Path(path)
    try:
        return _describe(path)
    except PermissionError as error:
        raise SourceError(f"{path}: no permission to read it; ask for access, or give another folder") from error


def _describe(path: Path) -> Corpus:
    if path.is_dir():
        names = path / NAMES_FILE if (path / NAMES_FILE).is_file() else None
        if (path / CORPUS_FILE).is_file():
            return replace(_read_described(path), names=names)
        variables = path / VARIABLES_FILE
        return Corpus(path, variables=variables if variables.is_file() else None, names=names)
    if not path.exists():
        raise SourceError(f"{path}: no such file or folder; check the name, or give a folder that exists")
    return Corpus(path.parent)
