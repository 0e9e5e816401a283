"""Pictures of pages, read by the program tesseract with its Russian data; extra ``ocr``.

What is missing is found out once per process, so that a folder of a thousand pictures is refused in a moment.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from itertools import groupby
from types import ModuleType
from typing import Any, NamedTuple

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..paragraphs import join_lines
from ..registry import Passage, reader

LANGUAGE = "rus"
MAX_PIXELS = 100_000_000
"""A page of A3 at 600 dots per inch has 70 million; more is a picture of something else, or a decompression bomb."""

MAX_SECONDS = 120
"""Tesseract needs a few seconds per page; the limit is there for pictures that are not pages."""

MIN_CONFIDENCE = 60.0
"""Mean confidence per sign below which the letters are guesses, such as Latin ones read as Cyrillic.

Printed pages, clean and worn on purpose (blur, noise, a slope): Russian 65–96, Ukrainian 60–87, English 26–58, German
13–37.
"""

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


class Recognised(NamedTuple):
    """Text of a picture, the number of its signs without blanks, and how sure tesseract is of them, 0 to 100."""

    text: str
    n_signs: int
    confidence: float


def _lines(words: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Lines of tesseract's table of words, a blank one where a paragraph ends."""
    places = zip(words["block_num"], words["par_num"], words["line_num"], words["text"], strict=True)
    last: Any = None
    for place, group in groupby((item for item in places if item[3].strip()), key=lambda item: item[:3]):
        if last is not None and last != place[:2]:
            yield ""
        last = place[:2]
        yield " ".join(item[3] for item in group)


def recognise(image: Any) -> Recognised:  # noqa: ANN401 - Pillow is an extra
    """Read a picture (a ``PIL.Image.Image``): a line for each line on it, a blank line between paragraphs.

    Raises
    ------
    UnreadableSource
        ``damaged``: tesseract gave up, or took longer than `MAX_SECONDS`.
    """
    pytesseract = importlib.import_module("pytesseract")
    kind = pytesseract.Output.DICT
    try:
        words = pytesseract.image_to_data(image, lang=LANGUAGE, timeout=MAX_SECONDS, output_type=kind)
    except (pytesseract.TesseractError, RuntimeError, OSError, SystemError) as error:
        raise UnreadableSource("damaged", detail=str(error)[:200]) from error
    sure = [(len(word.strip()), float(conf)) for word, conf in zip(words["text"], words["conf"], strict=True)]
    n_signs = sum(n for n, _ in sure)
    confidence = sum(n * max(conf, 0.0) for n, conf in sure) / max(n_signs, 1)
    return Recognised("\n".join(_lines(words)), n_signs, confidence)


def sure_texts(pages: Sequence[Recognised]) -> list[str]:
    """Texts of the pages of a document.

    Raises
    ------
    UnreadableSource
        ``unsure_letters``: tesseract is not sure of them, `MIN_CONFIDENCE` over all signs.
    """
    n_signs = sum(page.n_signs for page in pages)
    confidence = sum(page.n_signs * page.confidence for page in pages) / max(n_signs, 1)
    if n_signs and confidence < MIN_CONFIDENCE:
        raise UnreadableSource("unsure_letters", confidence=f"{confidence:.0f} %", limit=f"{MIN_CONFIDENCE:.0f} %")
    return [page.text for page in pages]


@contextmanager
def _large_allowed() -> Iterator[None]:
    """Pillow does not warn of large pictures: `MAX_PIXELS` decides, before decoding."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", importlib.import_module("PIL.Image").DecompressionBombWarning)
        yield


def _read_frames(content: bytes) -> Iterator[Any]:
    """Pages of a picture as grey images: one, or several in a TIFF."""
    sequence = importlib.import_module("PIL.ImageSequence")
    with _large_allowed():
        picture = importlib.import_module("PIL.Image").open(BytesIO(content))
    with picture:
        pages = map(_turn_grey, sequence.Iterator(picture))
        while (page := _next_page(pages)) is not None:
            yield page  # with the filters of warnings as they were


def _next_page(pages: Iterator[Any]) -> Any:  # noqa: ANN401 - Pillow is an extra
    with _large_allowed():
        return next(pages, None)


def _turn_grey(frame: Any) -> Any:  # noqa: ANN401 - Pillow is an extra
    if frame.width * frame.height > MAX_PIXELS:
        raise UnreadableSource("too_large", size=f"{frame.width}×{frame.height}", limit=f"{MAX_PIXELS:,}")
    return frame.convert("L")


def extract_text(content: bytes) -> str:
    """Text on all pages of a picture, paragraphs separated by a blank line.

    Raises
    ------
    UnreadableSource
        ``needs_extra``, ``damaged``, ``unsure_letters``, or ``too_large``: more than `MAX_PIXELS`.
    """
    pillow = importlib.import_module("PIL.Image")
    try:
        pages = [recognise(frame) for frame in _read_frames(content)]
    except pillow.DecompressionBombError as error:
        raise UnreadableSource("too_large", size=str(error), limit=f"{MAX_PIXELS:,}") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:  # what Pillow's decoders raise
        raise UnreadableSource("damaged", detail=str(error)[:200]) from error
    lines = [line for text in sure_texts(pages) for line in [*text.split("\n"), ""]]
    return "\n\n".join(join_lines(lines))


@reader(suffixes=(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"), signatures=_SIGNATURES)
def read_scan(content: bytes, *, settings: DocumentSettings) -> Iterator[Passage]:  # noqa: ARG001 - readers share a signature
    """Read a picture of a page as one text."""
    if not has_ocr():
        raise need_ocr("jpg, png, tif")
    yield Passage(extract_text(content))
