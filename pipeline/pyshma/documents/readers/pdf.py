"""PDF through pypdfium2: the text layer, or text recognition where there is none.

A PDF knows glyphs. Where it does not say which letters they are (a font without ToUnicode), the text layer is noise
that looks like success; it is noticed by its signs and never passed on. Known gap: noise made of Latin letters alone.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..paragraphs import join_lines
from ..registry import Passage, reader
from .scan import MAX_PIXELS, Recognised, has_ocr, need_ocr, recognise, sure_texts

MAX_NOISE = 0.2
"""Largest share of signs that belong to no Russian or Western text; formulas and bullets stay far below."""

MAX_BROKEN_WORDS = 0.5
"""Largest share of words with signs inside, such as ``4@>3>9``; addresses and numbers are rare enough in any text."""

MIN_SIGNS = 20
"""Shorter texts are not judged; a page with fewer and a picture on it is a scan."""

DOTS_PER_INCH = 300
"""What tesseract's documentation recommends."""

_NUMBER = re.compile(
    r"^\W*(?:(?:стр|с|страница|page|p)\b\.?\s*)?(\d{1,4})(?:\s*(?:из|of|/)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_CLEAN_WORD = re.compile(r"^\W*(?:[^\W\d_]+(?:[-'’.][^\W\d_]+)*|[\d.,:/%+–-]+)\W*$")
_WESTERN = re.compile("[À-ÖØ-öø-ÿ]")

_log = logging.getLogger(__name__)


def _is_noise(sign: str) -> bool:
    """Whether a sign is a control, private or unassigned one, or a letter of neither Cyrillic nor Latin.

    Identity-H without ToUnicode gives ``ɉɪɢɜɟɬ`` (IPA) for «Привет».
    """
    kind = unicodedata.category(sign)
    if kind[0] == "C":
        return sign not in "\r\n\t\u00ad\u200b\ufeff"
    return sign == "\ufffd" or (kind[0] == "L" and not ("\u0400" <= sign <= "\u052f" or sign < "\u0250"))


def has_lost_letters(text: str) -> bool:
    """Whether a text layer is noise: see `MAX_NOISE`, `MAX_BROKEN_WORDS`.

    Examples
    --------
    >>> has_lost_letters("ɉɪɢɜɟɬ ɦɢɪ ɢ ɝɨɪɨɞ ɧɚɲ ɥɸɛɢɦɵɣ")
    True
    >>> has_lost_letters("Привет, мир и город наш любимый")
    False
    """
    signs = Counter("".join(text.split()))
    if signs.total() < MIN_SIGNS:
        return False
    noise = sum(count for sign, count in signs.items() if _is_noise(sign))
    words = [word for word in text.split() if len(word) > 3]
    broken = sum(not _CLEAN_WORD.match(word) for word in words)
    return noise > MAX_NOISE * signs.total() or broken > MAX_BROKEN_WORDS * len(words) > 0


def mend_code_page(text: str) -> str:
    """Undo Windows-1251 taken for Windows-1252, as fonts of the nineties have it.

    Examples
    --------
    >>> mend_code_page("Ïðèâåò, ìèð")
    'Привет, мир'
    """
    if 2 * len(_WESTERN.findall(text)) <= sum(map(str.isalpha, text)):
        return text
    return "".join(sign.encode("cp1252", "ignore").decode("cp1251", "ignore") or sign for sign in text)


def _read_page(page: pypdfium2.PdfPage) -> str:
    """Text layer of a page; pdfium puts U+FFFE for the hyphen of a word that goes on in the next line."""
    with closing(page.get_textpage()) as text:
        return str(text.get_text_range()).replace("\ufffe", "-\n").replace("\r\n", "\n")


def _holds(page: pypdfium2.PdfPage, kind: int) -> bool:
    return next(iter(page.get_objects(filter=(kind,))), None) is not None


def _recognise_page(pdf: pypdfium2.PdfDocument, number: int) -> Recognised:
    with closing(pdf[number]) as page:
        width, height = page.get_size()
        scale = min(DOTS_PER_INCH / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
        return recognise(page.render(scale=scale, grayscale=True).to_pil())


def _read_pages(pdf: pypdfium2.PdfDocument, settings: DocumentSettings) -> list[str]:
    texts: list[str] = []
    scans: list[int] = []
    for number in range(len(pdf)):
        with closing(pdf[number]) as page:
            text = mend_code_page(_read_page(page))
            if len(text.strip()) < MIN_SIGNS and _holds(page, pypdfium2.raw.FPDF_PAGEOBJ_IMAGE):
                scans.append(number)
            elif not text.strip() and _holds(page, pypdfium2.raw.FPDF_PAGEOBJ_TEXT):
                text = "\ufffd" * MIN_SIGNS  # glyphs that stand for no letters at all
        texts.append(text)
        if len(text) > settings.max_bytes:
            raise UnreadableSource("too_large", size=len(text), limit=settings.max_bytes)
    if has_lost_letters("\n".join(texts)):
        return _recognise_lost(pdf)
    if scans and has_ocr():
        for number, text in zip(scans, sure_texts([_recognise_page(pdf, number) for number in scans]), strict=True):
            texts[number] = text
        return texts
    if 2 * len(scans) > len(pdf):
        raise need_ocr("PDF")
    if scans:
        _log.warning("%d of %d pages are pictures and were not read", len(scans), len(pdf))
    return texts


def _recognise_lost(pdf: pypdfium2.PdfDocument) -> list[str]:
    """Read all pages as a person would, from their picture."""
    texts = sure_texts([_recognise_page(pdf, number) for number in range(len(pdf))]) if has_ocr() else []
    if not any(text.strip() for text in texts):
        raise UnreadableSource("lost_letters")
    return texts


def _drop_repeated(pages: list[list[str]], side: int) -> None:
    """Drop the first (0) or last (-1) line of pages when most pages have the same one there, numbers aside."""
    shapes = [re.sub(r"\d+", "#", page[side]) if page else "" for page in pages]
    shape, count = Counter(shapes).most_common(1)[0]
    if shape and count >= 3 and 2 * count > len(pages):
        for page, own in zip(pages, shapes, strict=True):
            if own == shape:
                del page[side]


def _drop_number(page: list[str], number: int) -> None:
    """Drop a line that holds nothing but the number of the page."""
    for side in (-1, 0):
        found = _NUMBER.match(page[side]) if page else None
        if found and int(found[1]) == number:
            del page[side]
            return


def _body_lines(texts: list[str]) -> list[str]:
    """Lines of all pages without page numbers, running heads and feet; a paragraph may cross to the next page."""
    pages = [text.split("\n") for text in texts]
    for page in pages:
        while page and not page[-1].strip():
            del page[-1]
        while page and not page[0].strip():
            del page[0]
    for number, page in enumerate(pages, start=1):
        _drop_number(page, number)
    for side in (0, -1):
        for _ in range(2):  # a running head over a rule of two lines
            _drop_repeated(pages, side)
    return [line for page in pages for line in page]


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if any(word in str(error).lower() for word in ("password", "security")):
            raise UnreadableSource("password") from error
        detail = "no pages" if "Success" in str(error) else str(error)
        raise UnreadableSource("damaged", detail=detail) from error


def extract_text(content: bytes, *, settings: DocumentSettings | None = None) -> str:
    """Text of a PDF, paragraphs separated by a blank line, words hyphenated at line ends whole again.

    Raises
    ------
    UnreadableSource
        ``damaged``, ``password``, ``too_large``; ``needs_extra``: pictures of pages, and text cannot be recognised
        here; ``lost_letters``: the file does not say which letters its glyphs are, and text cannot be recognised here.
    """
    with closing(_open(content)) as pdf:
        try:
            texts = _read_pages(pdf, settings or DocumentSettings())
        except pypdfium2.PdfiumError as error:
            raise UnreadableSource("damaged", detail=str(error)) from error
    return "\n\n".join(join_lines(_body_lines(texts)))


@reader(suffixes=(".pdf",), signatures=(b"%PDF-",))
def read_pdf(content: bytes, *, settings: DocumentSettings) -> Iterator[Passage]:
    """Read a PDF as one text."""
    yield Passage(extract_text(content, settings=settings))
