"""Plain text, and every file of an unknown suffix that looks like it."""

from __future__ import annotations

from collections.abc import Iterator

from ...settings import DocumentSettings
from ..decode import decode
from ..registry import Passage, reader


@reader(suffixes=(".txt", ".text"))
def read_text(content: bytes, /, *, settings: DocumentSettings) -> Iterator[Passage]:  # noqa: ARG001
    """Yield the whole file as one text, in whatever encoding it is.

    Examples
    --------
    >>> [passage.text for passage in read_text("Хочу парк у пруда".encode("koi8_r"), settings=DocumentSettings())]
    ['Хочу парк у пруда']
    """
    yield Passage(decode(content))
