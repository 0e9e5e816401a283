"""What leaves the first chapter: documents that could be read, and rejections that say why others could not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

Value = str | int | float | bool | None
"""A variable of a document: age, group, settlement …"""

_NUMBERED: Final = re.compile(r"(.+)~\d+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Document:
    r"""One text with what is known about its author.

    Parameters
    ----------
    id
        Unique in its collection and stable from run to run.
    text
        Normalised once on reading (Unicode NFC, line ends ``\n``) and never changed afterwards: every offset that
        later chapters report points into this string, counted in characters.
    source
        Where it came from: a path relative to the folder that was read, with ``#row`` for a row of a table.
    variables
        Attributes of the document by name, such as ``{"group": "school", "age": 15}``.
    """

    id: str
    text: str
    source: str = ""
    variables: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A source that could not be read, with the reason.

    Parameters
    ----------
    source
        Path relative to the folder that was read, with ``#row`` for a row of a table.
    code
        Key of the reason in the message catalogue, section ``rejected``.
    details
        Values that the reason names.
    """

    source: str
    code: str
    details: Mapping[str, str] = field(default_factory=dict)


def make_unique(ids: Iterable[str]) -> list[str]:
    """Number the repeats of an id, in order; no id is lost and none is used twice.

    >>> make_unique(["а", "а", "а~2", "а"])
    ['а', 'а~3', 'а~2', 'а~4']
    """
    ids = list(ids)
    taken, seen, unique = set(ids), set[str](), []
    last: Counter[str] = Counter(taken)
    for id_ in ids:
        name = id_
        while name in seen or (name != id_ and name in taken):
            last[id_] += 1
            name = f"{id_}~{last[id_]}"
        seen.add(name)
        unique.append(name)
    return unique


def repeated_id(id_: str) -> str | None:
    """The id that `make_unique` has numbered, if it has: None where there is no number.

    >>> repeated_id("а~2"), repeated_id("а")
    ('а', None)
    """
    match = _NUMBERED.fullmatch(id_)
    return match and match[1]
