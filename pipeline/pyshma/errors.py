"""Every error that pyshma raises on purpose.

One class per thing that a user can mend::

    PyshmaError
    ├── SourceError         the source of documents is missing or is not one that can be read
    ├── UnreadableSource    one file or row cannot be read; a run records it and goes on
    ├── ColumnError         a table lacks a column that was asked for
    ├── CodebookError       a codebook does not say what it must
    ├── NamesError          a file of names does not say what it must
    ├── SettingsError       a setting is unknown or has a wrong value
    ├── OutputError         results cannot be written where they were asked for
    └── EngineError         a worker process died
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

LIKENESS: Final = 0.7
"""Of a known word to the wrong one, as `difflib` measures it: «Возраст» is 0.62 like «Вопрос», which it is not."""


class PyshmaError(Exception):
    """Base of the tree: catch it to catch everything that pyshma raises on purpose."""


class SourceError(PyshmaError):
    """The source of documents is missing or is not one that can be read."""


class UnreadableSource(PyshmaError):
    """One file or row cannot be read; a run turns it into a `Rejection` and goes on.

    Parameters
    ----------
    code
        Key of the reason in the message catalogue, section ``rejected``.
    **details
        Values that the reason names, for example the size of a file that is too large.
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = {name: str(value) for name, value in details.items()}
        super().__init__(f"{code} {self.details}" if details else code)


class ColumnError(PyshmaError):
    """A table lacks a column that was asked for."""

    @classmethod
    def missing(cls, column: str, columns: Iterable[object], *, table: str = "the table") -> ColumnError:
        """Name the column that was asked for, those that are there, and the nearest one."""
        known = sorted(str(name) for name in columns)
        return cls(f"no column {column!r}; {table} has: {', '.join(known)}{did_you_mean(column, known)}")


class CodebookError(PyshmaError):
    """A codebook does not say what it must."""


class NamesError(PyshmaError):
    """A file of names does not say what it must."""


class SettingsError(PyshmaError):
    """A setting is unknown or has a wrong value."""


class OutputError(PyshmaError):
    """Results cannot be written where they were asked for."""


class EngineError(PyshmaError):
    """A worker process died before it finished its partition."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Hint at the nearest known word, or an empty string when none is near.

    >>> did_you_mean("patern", ["patterns", "name"])
    "; did you mean 'patterns'?"
    >>> did_you_mean("Вопрос", ["Возраст", "Пол"])
    ''
    """
    near = get_close_matches(word, list(known), n=1, cutoff=LIKENESS)
    return f"; did you mean {near[0]!r}?" if near else ""
