"""Pictures of pages, read by the program tesseract with its Russian data; extra ``ocr``.

What is missing is found out once per process, so that a folder of a thousand pictures is refused in a moment.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from types import ModuleType
from typing import Any

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..paragraphs import join_lines
from ..registry import Passage, reader

LANGUAGE = "rus"
MAX_PIXELS = 100_000_000
"""A page of A3 at 600 dots per inch has 70 million; more is a picture of something else, or a decompression bomb."""

MAX_SECONDS = 120
"""Tesseract needs a few seconds per page; the limit is there for pictures that are not pages."""

INSTALL = (
    "python -m pip install pytesseract Pillow; Linux: apt install tesseract-ocr tesseract-ocr-rus; "
    "Windows: winget install UB-Mannheim.TesseractOCR (+ Russian, + PATH)"
)
_SIGNATURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")


def _import(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


@cache
def has_ocr() -> bool:
    """Whether text can be recognised here: pytesseract, Pillow, the program tesseract and its Russian data."""
    pytesseract = _import("pytesseract")
    if pytesseract is None or _import("PIL.Image") is None:
        return False
    try:
        return LANGUAGE in pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError):
        return False


def need_ocr(kind: str) -> UnreadableSource:
    """Reason for a file of a `kind` such as ``.png`` that cannot be read without the extra ``ocr``."""
    return UnreadableSource("needs_extra", extra="ocr", format=kind, install=INSTALL)


def recognise(image: Any) -> str:  # noqa: ANN401 - Pillow is an extra
    """Text on a picture (a ``PIL.Image.Image``), a line for each line on it, a blank line between blocks.

    Raises
    ------
    UnreadableSource
        ``damaged``: tesseract gave up, or took longer than `MAX_SECONDS`.
    """
    pytesseract = importlib.import_module("pytesseract")
    try:
        return str(pytesseract.image_to_string(image, lang=LANGUAGE, timeout=MAX_SECONDS))
    except (pytesseract.TesseractError, RuntimeError, OSError, SystemError) as error:
        raise UnreadableSource("damaged", detail=str(error)[:200]) from error


def _read_frames(content: bytes) -> Iterator[Any]:
    """Pages of a picture as grey images: one, or several in a TIFF."""
    pillow = importlib.import_module("PIL.Image")
    sequence = importlib.import_module("PIL.ImageSequence")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pillow.DecompressionBombWarning)  # MAX_PIXELS decides, before decoding
        with pillow.open(BytesIO(content)) as picture:
            for frame in sequence.Iterator(picture):
                if frame.width * frame.height > MAX_PIXELS:
                    raise UnreadableSource("too_large", size=f"{frame.width}×{frame.height}", limit=f"{MAX_PIXELS:,}")
                yield frame.convert("L")


def extract_text(content: bytes) -> str:
    """Text on all pages of a picture, paragraphs separated by a blank line.

    Raises
    ------
    UnreadableSource
        ``needs_extra``, ``damaged``, or ``too_large``: more than `MAX_PIXELS`.
    """
    pillow = importlib.import_module("PIL.Image")
    try:
        lines = [line for frame in _read_frames(content) for line in recognise(frame).split("\n")]
    except pillow.DecompressionBombError as error:
        raise UnreadableSource("too_large", size=str(error), limit=f"{MAX_PIXELS:,}") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:  # what Pillow's decoders raise
        raise UnreadableSource("damaged", detail=str(error)[:200]) from error
    return "\n\n".join(join_lines(lines))


@reader(suffixes=(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"), signatures=_SIGNATURES)
def read_scan(content: bytes, *, settings: DocumentSettings) -> Iterator[Passage]:  # noqa: ARG001 - readers share a signature
    """Read a picture of a page as one text."""
    if not has_ocr():
        raise need_ocr("jpg, png, tif")
    text = extract_text(content)
    if not text:
        raise UnreadableSource("no_text")
    yield Passage(text)
