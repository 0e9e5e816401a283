"""The user's ``entities.yaml``: names to know, other ways to write them, and what is no name.

::

    names:
      - name: Верхняя Пышма
        kind: LOC
        aliases: [Пышма, ВП]
    ignore: [Булка]

It wins over the gazetteer, the rules and the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..errors import NamesError, did_you_mean
from ..strict_yaml import StrictYaml
from .gazetteer import KnownName
from .keys import name_key

KINDS: Final = ("PER", "LOC", "ORG")
KEYS: Final = ("names", "ignore")
NAME_KEYS: Final = ("name", "kind", "aliases")

_FILES: Final = StrictYaml("file of names", KEYS, NamesError)


@dataclass(frozen=True, slots=True)
class OwnNames:
    """Names of the user.

    Parameters
    ----------
    names
        In the order of the file.
    ignore
        Names that are not to be found.
    digest
        SHA-256 of the file; empty where there is none.

    Examples
    --------
    >>> OwnNames().names
    ()
    """

    names: tuple[KnownName, ...] = ()
    ignore: tuple[str, ...] = ()
    digest: str = ""

    @classmethod
    def read(cls, path: str | Path) -> OwnNames:
        """Read an ``entities.yaml``.

        Raises
        ------
        NamesError
            The file is missing, not YAML, or says something that it cannot mean.
        """
        path = Path(path)
        content = _FILES.read_content(path)
        text = _FILES.decode(content, path)
        data = _FILES.parse(text, path.name) if _says_something(text) else {}
        for key in data:
            if key not in KEYS:
                raise NamesError(
                    f"{path.name}: key {key!r} is unknown; known: {', '.join(KEYS)}{did_you_mean(key, KEYS)}"
                )
        names = tuple(_read_names(data.get("names") or [], path))
        ignore = _texts(data.get("ignore") or [], f"{path.name}: ignore")
        _check_conflicts(names, ignore, path)
        return cls(names, ignore, sha256(content).hexdigest())


def _says_something(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.split("\n"))


def _read_names(entries: object, path: Path) -> Iterator[KnownName]:
    if not isinstance(entries, list):
        raise NamesError(f"{path.name}: names must be a list, found {entries!r}")
    for number, entry in enumerate(entries, start=1):
        yield _read_name(entry, f"{path.name}: name {number}")


def _read_name(entry: object, place: str) -> KnownName:
    if not isinstance(entry, dict):
        raise NamesError(f"{place}: expected keys ({', '.join(NAME_KEYS)}), found {entry!r}")
    for key in entry:
        if key not in NAME_KEYS:
            known = ", ".join(NAME_KEYS)
            raise NamesError(f"{place}: key {key!r} is unknown; known: {known}{did_you_mean(key, NAME_KEYS)}")
    name, kind = entry.get("name", ""), entry.get("kind", "")
    if not isinstance(name, str) or not name_key(name):
        raise NamesError(f"{place}: name is missing; give one")
    if kind not in KINDS:
        raise NamesError(f"{place}: kind must be one of {', '.join(KINDS)}, found {kind!r}")
    return KnownName(" ".join(name.split()), kind, _texts(entry.get("aliases") or [], f"{place}: aliases"))


def _texts(values: object, place: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) and name_key(value) for value in values):
        raise NamesError(f"{place} must be a list of names, found {values!r}")
    return tuple(" ".join(value.split()) for value in values)


def _check_conflicts(names: tuple[KnownName, ...], ignore: tuple[str, ...], path: Path) -> None:
    """One spelling cannot stand for two names, nor be ignored as well."""
    owners: dict[str, str] = {}
    for known in names:
        for spelling in (known.name, *known.aliases):
            owner = owners.setdefault(name_key(spelling), known.name)
            if owner != known.name:
                raise NamesError(f"{path.name}: {spelling!r} stands for {owner!r} and {known.name!r}; delete one")
    for spelling in ignore:
        if name_key(spelling) in owners:
            raise NamesError(f"{path.name}: {spelling!r} is a name and ignored; delete one")
