"""PDF: files are written here by hand, so that each differs from the next in one thing."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from pyshma.documents.readers import pdf
from pyshma.documents.readers.pdf import extract_text, has_lost_letters, mend_code_page, read_pdf
from pyshma.documents.readers.scan import Recognised, has_ocr
from pyshma.documents.registry import find_reader
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

SCAN = Path(__file__).parents[2] / "data" / "scan.png"
SCANNED = (
    "Через десять лет я хочу видеть наш город зелёным и чистым, а воздух прозрачным и свежим."
    "\n\nВ каждом дворе будет спортивная площадка."
)
ESSAY = ["Через десять лет я хочу видеть наш город зелёным и чистым, чтобы в каждом", "дворе росли деревья."]
IMAGE = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"


def write_pdf(*pages: list[str], to_unicode: bool = True, images: bool = False, encrypt: str = "") -> bytes:
    """A PDF whose font numbers its glyphs as it likes, as subset fonts do; ``/ToUnicode`` alone tells the letters."""
    letters = sorted({sign for page in pages for line in page for sign in line})
    codes = {sign: f"{number:04x}" for number, sign in enumerate(letters, start=600)}
    rows = "\n".join(f"<{codes[sign]}> <{sign.encode('utf-16-be').hex()}>" for sign in letters)
    cmap = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def
1 begincodespacerange <0000> <ffff> endcodespacerange
{len(letters)} beginbfchar
{rows}
endbfchar endcmap end end""".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (8 + 2 * number) for number in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [4 0 R] %s >>"
        % (b"/ToUnicode 6 0 R" if to_unicode else b""),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500 /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 0 500 700] /ItalicAngle 0 /Ascent 700"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
        IMAGE + b"\nstream\n\x80\nendstream",
    ]
    for number, page in enumerate(pages):
        lines = "".join(f"<{''.join(map(codes.__getitem__, line))}> Tj T*\n" for line in page)
        picture = "q 400 0 0 400 80 80 cm /I Do Q" if images else ""
        content = f"{picture} BT /F 10 Tf 14 TL 60 760 Td {lines} ET".encode()
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> /XObject << /I 7 0 R >> >> >>" % (9 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return assemble(objects, encrypt.encode())


def assemble(objects: list[bytes], trailer: bytes = b"") -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return body + end % (size, table, size, trailer, len(body))


PASSWORD = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<41> <41>]"


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_ocr", lambda: False)


def code_of(content: bytes) -> str:
    with pytest.raises(UnreadableSource) as caught:
        list(read_pdf(content, settings=DocumentSettings()))
    return caught.value.code


def test_lines_become_one_paragraph() -> None:
    assert extract_text(write_pdf(ESSAY)) == " ".join(ESSAY)


def test_paragraph_crosses_pages_and_page_numbers_go() -> None:
    assert extract_text(write_pdf([ESSAY[0], "1"], [ESSAY[1], "— 2 —"])) == " ".join(ESSAY)


def test_number_that_is_not_the_pages_stays() -> None:
    assert extract_text(write_pdf(["Каким станет город?", "2035"])).endswith("2035")


def test_hyphenation_is_undone() -> None:
    assert extract_text(write_pdf(["Мы за бла-", "гоустройство дворов."])) == "Мы за благоустройство дворов."


def test_running_head_of_most_pages_is_dropped() -> None:
    pages = [
        ["Сочинение, лист " + number, f"Мысль {word} о городе."] for number, word in zip("123", "абв", strict=True)
    ]
    assert extract_text(write_pdf(*pages)) == "Мысль а о городе. Мысль б о городе. Мысль в о городе."


def test_lost_letters_are_noticed(no_ocr: None) -> None:
    """The two files differ in ``/ToUnicode`` alone."""
    assert code_of(write_pdf(ESSAY, to_unicode=False)) == "lost_letters"
    assert extract_text(write_pdf(ESSAY, to_unicode=True))


@pytest.mark.skipif(not has_ocr(), reason="tesseract with Russian data is not installed")
def test_lost_letters_that_nobody_can_see_either_are_lost() -> None:
    assert code_of(write_pdf(ESSAY, to_unicode=False)) == "lost_letters"


def test_lost_letters_are_read_from_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("PIL", reason="a page becomes a picture through Pillow, which is an extra")
    monkeypatch.setattr(pdf, "has_ocr", lambda: True)
    monkeypatch.setattr(pdf, "recognise", lambda image: Recognised(f"Картинка {image.width}×{image.height}", 16, 90.0))
    assert extract_text(write_pdf(ESSAY, to_unicode=False)) == "Картинка 2480×3509"


def write_scan() -> bytes:
    image = pytest.importorskip("PIL.Image", reason="Pillow is an extra").open(SCAN).convert("L")
    size = b"/Width %d /Height %d" % image.size
    data = zlib.compress(image.tobytes())
    head = IMAGE.replace(b"/Width 1 /Height 1", size).replace(
        b"/Length 1", b"/Filter /FlateDecode /Length %d" % len(data)
    )
    content = b"q 480 0 0 %d 50 600 cm /I Do Q" % (480 * image.height // image.width)
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /XObject << /I 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            head + b"\nstream\n" + data + b"\nendstream",
        ]
    )


@pytest.mark.skipif(not has_ocr(), reason="tesseract with Russian data is not installed")
def test_scan_is_recognised() -> None:
    text = extract_text(write_scan())
    assert text == SCANNED


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("В 2035 году, по данным администрации (см. https://пышма.рф), проживёт 71,5 тыс. чел.", False),
        ("\x01\x04\x05\x06\x07 \x08\t\x0b\x04\x0c \x05\x0e\x04\x0f\x05\x10 \x06\x11\x06 \x0f\x10\x04\x12", True),
        ("\uf041\uf042\uf043 \uf044\uf045\uf046\uf047 \uf048\uf049\uf04a " * 3, True),
        ('G5@57 4@5A"L 4B;, OEBG6 @5A@1F; 2>DC>; 7@5AB; A5>C>/2', True),
        ("The town of the future should be green and clean.", False),
        ("• Парк • Двор • Река • Лес • Дорога • Школа", False),
    ],
)
def test_signs_of_lost_letters(text: str, lost: bool) -> None:
    assert has_lost_letters(text) is lost


def test_french_is_not_mended() -> None:
    assert mend_code_page("Le café où l'été fut réinventé") == "Le café où l'été fut réinventé"


def test_picture_without_text_names_the_extra(no_ocr: None) -> None:
    assert code_of(write_pdf([], images=True)) == "needs_extra"


def test_picture_beside_text_is_an_illustration(no_ocr: None) -> None:
    assert extract_text(write_pdf(ESSAY, images=True)) == " ".join(ESSAY)


def test_skipped_picture_page_is_logged(no_ocr: None, caplog: pytest.LogCaptureFixture) -> None:
    assert extract_text(write_pdf(ESSAY, [], images=True)) == " ".join(ESSAY)
    assert "1 of 2 pages" in caplog.text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (write_pdf(ESSAY, encrypt=PASSWORD), "password"),
        (write_pdf(ESSAY)[:900], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (write_pdf(), "damaged"),
    ],
    ids=["password", "truncated", "header only", "no pages"],
)
def test_unreadable_says_why(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_text_larger_than_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="too_large"):
        extract_text(write_pdf(ESSAY), settings=DocumentSettings(max_bytes=50))


def test_found_by_content() -> None:
    assert find_reader("сочинение.txt", write_pdf(ESSAY)) is read_pdf
