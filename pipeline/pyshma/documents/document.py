"""What leaves the first chapter: documents that could be read, and rejections that say why others could not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | None
"""A variable of a document: age, group, settlement …"""


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
