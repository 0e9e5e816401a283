"""Pictures of pages."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from pathlib import Path

import pytest

from pyshma.documents.readers import scan
from pyshma.documents.readers.scan import MAX_PIXELS, Recognised, extract_text, has_ocr, read_scan, sure_texts
from pyshma.documents.registry import find_reader
from pyshma.errors import UnreadableSource
from pyshma.messages import LANGUAGES, translate
from pyshma.settings import DocumentSettings

NEEDS_OCR = pytest.mark.skipif(not has_ocr(), reason="tesseract with Russian data is not installed")


def write_png(width: int, height: int, *, rows: bytes = b"") -> bytes:
    """A grey PNG; without rows it only says how large it is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


SCAN = Path(__file__).parents[2] / "data" / "scan.png"
SCANNED = (
    "Через десять лет я хочу видеть наш город зелёным и чистым, а воздух прозрачным и свежим."
    "\n\nВ каждом дворе будет спортивная площадка."
)
BLANK = write_png(200, 100, rows=(b"\0" + b"\xff" * 200) * 100)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    has_ocr.cache_clear()


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_import", lambda name: None)
    with pytest.raises(UnreadableSource) as caught:
        list(read_scan(BLANK, settings=DocumentSettings()))
    has_ocr.cache_clear()
    assert caught.value.code == "needs_extra"
    for language in LANGUAGES:
        message = translate("rejected.needs_extra", language, **caught.value.details)
        assert "pip install pytesseract Pillow" in message
        assert "tesseract-ocr-rus" in message
        assert "Windows" in message


@pytest.mark.parametrize("languages", [["eng", "osd"], None], ids=["no Russian data", "no program"])
def test_without_the_program_or_its_data_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, languages: list[str] | None
) -> None:
    class Pytesseract:
        TesseractNotFoundError = TesseractError = RuntimeError

        @staticmethod
        def get_languages() -> list[str]:
            if languages is None:
                raise RuntimeError
            return languages

    monkeypatch.setattr(scan, "_import", lambda name: Pytesseract)
    with pytest.raises(UnreadableSource, match="needs_extra"):
        list(read_scan(BLANK, settings=DocumentSettings()))
    has_ocr.cache_clear()


def test_folder_of_pictures_asks_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(scan, "_import", asked.append)
    for _ in range(1000):
        with pytest.raises(UnreadableSource):
            list(read_scan(BLANK, settings=DocumentSettings()))
    has_ocr.cache_clear()
    assert asked == ["pytesseract"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (write_png(MAX_PIXELS + 1, 1), "too_large"),
        (write_png(1_000_000, 1_000_000), "too_large"),
        (BLANK[:40], "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"", "damaged"),
    ],
    ids=["long", "bomb", "truncated", "magic only", "nothing"],
)
@NEEDS_OCR
def test_unreadable_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        extract_text(content)
    assert caught.value.code == code


def test_pages_are_recognised_with_the_filters_of_warnings_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    pillow, content = pytest.importorskip("PIL.Image"), io.BytesIO()
    pages = [pillow.new("L", (20, 10), shade) for shade in (0, 255)]
    pages[0].save(content, "TIFF", save_all=True, append_images=pages[1:])
    before, seen = list(warnings.filters), []

    def recognise(page: object) -> Recognised:
        seen.append(list(warnings.filters))
        return Recognised("Парк", 4, 90.0)

    monkeypatch.setattr(scan, "recognise", recognise)
    assert extract_text(content.getvalue()) == "Парк\n\nПарк"
    assert seen == [before, before]


@NEEDS_OCR
def test_russian_is_recognised() -> None:
    text = extract_text(SCAN.read_bytes())
    assert text == SCANNED


@pytest.mark.parametrize(
    ("pages", "sure"),
    [
        ([("Парк", 4, 90.0)], True),
        ([("Бе с1еап ап", 9, 40.0)], False),
        ([("Парк у пруда", 10, 90.0), ("Бе", 2, 10.0)], True),  # a stamp beside a page of text
        ([("", 0, 0.0)], True),  # nothing was read, so nothing is wrong
    ],
)
def test_letters_of_which_tesseract_is_not_sure_are_refused(pages: list[tuple[str, int, float]], sure: bool) -> None:
    recognised = [Recognised(*page) for page in pages]
    if sure:
        assert sure_texts(recognised) == [page[0] for page in pages]
    else:
        with pytest.raises(UnreadableSource, match="unsure_letters"):
            sure_texts(recognised)


@NEEDS_OCR
def test_latin_letters_do_not_become_cyrillic_ones() -> None:
    from PIL import Image, ImageDraw, ImageFont

    picture, content = Image.new("L", (900, 200), 255), io.BytesIO()
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(("Die Busse fahren selten,", "und die Wege sind kaputt.")):
        draw.text((20, 20 + 70 * row), line, font=ImageFont.load_default(40), fill=0)
    picture.save(content, "PNG")
    with pytest.raises(UnreadableSource, match="unsure_letters"):
        extract_text(content.getvalue())


@NEEDS_OCR
def test_picture_without_letters_has_no_text() -> None:
    assert [passage.text for passage in read_scan(BLANK, settings=DocumentSettings())] == [""]


def test_found_by_content() -> None:
    assert find_reader("сочинение.docx", BLANK) is read_scan
