"""Old Word documents: the container and the piece table are written here as [MS-CFB] and [MS-DOC] say."""

from __future__ import annotations

import importlib.util
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents.archive import OLE_MAGIC
from pyshma.documents.normalise import normalise_text
from pyshma.documents.readers import doc
from pyshma.documents.readers.doc import extract_text, read_doc
from pyshma.documents.registry import find_reader
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

NEEDS_DOC = pytest.mark.skipif(importlib.util.find_spec("olefile") is None, reason="extra doc is not installed")
SECTOR, FREE, END = 512, 0xFFFFFFFF, 0xFFFFFFFE
HIDDEN = bytes([0x3C, 0x08, 1])  # sprmCFVanish on
DELETED = bytes([0x00, 0x08, 1])  # sprmCFRMarkDel on
BOLD = bytes([0x35, 0x08, 1])


def write_ole(**streams: bytes) -> bytes:
    """A compound file; streams are padded to 4096 bytes, below which they would live in a file of their own kind."""
    chains, sectors, entries = [FREE], [b""], [entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        data = content.ljust(4096, b"\0")
        data = data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0")
        first, count = len(sectors), len(data) // SECTOR
        sectors += [data[place : place + SECTOR] for place in range(0, len(data), SECTOR)]
        chains += [*range(first + 1, first + count), END]
        entries.append(entry(name, 2, first, len(data), right=number + 1 if number < len(streams) else FREE))
    directory = len(sectors)
    sectors.append(b"".join(entries).ljust(SECTOR, b"\0"))
    chains.append(END)
    chains[0] = 0xFFFFFFFD
    sectors[0] = struct.pack(f"<{len(chains)}I", *chains).ljust(SECTOR, b"\xff")
    header = (
        OLE_MAGIC + bytes.fromhex("a1b11ae1")[4:] + b"\0" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    )
    header += struct.pack("<9I", 0, 1, directory, 0, 4096, END, 0, END, 0) + struct.pack("<I", 0)
    return header.ljust(SECTOR, b"\xff") + b"".join(sectors)


def entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    label = (name + "\0").encode("utf-16-le")
    head = label.ljust(64, b"\0") + struct.pack("<HBB3I", len(label), kind, 1, FREE, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def write_doc(
    *pieces: str | bytes,
    counts: tuple[int, ...] = (),
    runs: tuple[tuple[int, int, bytes], ...] = (),
    flags: int = 0x0200,
) -> bytes:
    """A Word 97 file: text pieces are UTF-16, bytes pieces compressed; `runs` format stretches of the first piece."""
    fib, texts, table = bytearray(1024), b"", b""
    places, positions = [], [0]
    for piece in pieces:
        raw = piece if isinstance(piece, bytes) else piece.encode("utf-16-le")
        start = 1536 + len(texts)
        places.append(start * 2 | 0x40000000 if isinstance(piece, bytes) else start)
        positions.append(positions[-1] + (len(raw) if isinstance(piece, bytes) else len(raw) // 2))
        texts += raw
    plc = struct.pack(f"<{len(positions)}I", *positions)
    plc += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    table += b"\x01\x02\x00\xff\xff" + b"\x02" + struct.pack("<I", len(plc)) + plc
    chpx = struct.pack("<3I", 1536, 1536 + len(texts), 2)  # formatting lies in page 2 of the stream
    struct.pack_into("<HHHHH", fib, 0, 0xA5EC, 0xC1, 0, 0x0419, 0)
    struct.pack_into("<H", fib, 0x0A, flags)
    struct.pack_into("<7I", fib, 0x4C, *(*(counts or (positions[-1],)), *[0] * 7)[:7])
    struct.pack_into("<2I", fib, 0x1A2, 0, len(table))
    struct.pack_into("<2I", fib, 0xFA, len(table), len(chpx))
    word = bytes(fib) + write_runs(runs) + texts
    return write_ole(**{"WordDocument": word, "1Table": table + chpx})


def write_runs(runs: tuple[tuple[int, int, bytes], ...]) -> bytes:
    """A page of character formatting: start, stop (in bytes from the first piece) and what formats the run."""
    page, place = bytearray(512), 500
    bounds = [1536 + bound for start, stop, _ in runs for bound in (start, stop)]
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    for index, (_, _, properties) in enumerate(runs):
        place -= 20
        page[place : place + 1 + len(properties)] = bytes([len(properties)]) + properties
        page[4 * len(bounds) + 2 * index] = place // 2
    page[511] = max(len(bounds) - 1, 0)
    return bytes(page)


def write_word_95(text: str, *, flags: int = 0) -> bytes:
    raw, fib = text.encode("cp1251"), bytearray(768)
    struct.pack_into("<HH", fib, 0, 0xA5DC, 104)
    struct.pack_into("<H", fib, 0x0A, flags)
    struct.pack_into("<2I", fib, 0x18, 768, 768 + len(raw))
    struct.pack_into("<I", fib, 0x34, len(raw))
    return write_ole(WordDocument=bytes(fib) + raw)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (write_doc("Мой город\rОн зелёный.\r"), "Мой город|Он зелёный."),
        (write_doc("Мой ", b"city ", "зелёный"), "Мой city зелёный"),
        (write_doc(b"caf\xe9 \x97 \x93ok\x94"), "café — “ok”"),
        (write_doc("Мой город".encode("cp1251")), "Мой город"),  # against the specification, as Russian programs did
        (write_doc("парк 🌳\r"), "парк 🌳"),
        (write_doc("а\x07б\x07\x07в\x0bг\tд\x1eе\x1fё\x0cж"), "а|б|в\nг\tд\u2011е\u00adё|ж"),
        (write_doc('см. \x13 HYPERLINK "http://x.ru" \x14сайт\x15!'), "см. сайт!"),
        (write_doc("\x13 IF \x13 PAGE \x141\x15 \x14да\x15"), "да"),
        (write_doc("\x02\x05\x08а\x01"), "а"),
        (write_word_95("Старый город\r"), "Старый город"),
    ],
)
@NEEDS_DOC
def test_text(content: bytes, text: str) -> None:
    assert normalise_text(extract_text(content)) == text.replace("|", "\n\n")


@NEEDS_DOC
def test_notes_and_boxes_are_read_but_headers_and_comments_not() -> None:
    parts = ("Текст\r", "сноска\r", "колонтитул\r", "", "примечание\r", "в конце\r", "рамка\r", "рамка колонтитула\r")
    content = write_doc("".join(parts), counts=tuple(map(len, parts)))
    assert extract_text(content).split("\n\n") == ["Текст", "сноска", "в конце", "рамка"]


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        (HIDDEN, "да"),
        (DELETED, "да"),
        (BOLD + HIDDEN, "да"),
        (BOLD, "нетда"),
        (HIDDEN[:2] + b"\0", "нетда"),
        (b"", "нетда"),
    ],
    ids=["hidden", "deleted", "bold and hidden", "bold", "not hidden", "plain"],
)
@NEEDS_DOC
def test_hidden_and_deleted_runs_are_left_out(properties: bytes, text: str) -> None:
    assert extract_text(write_doc("нетда\r", runs=((0, 6, properties),))) == text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (write_doc("Тайна", flags=0x0300), "password"),
        (OLE_MAGIC + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (write_doc("Мой город")[:700], "damaged"),
        (write_ole(Workbook=b"xls"), "damaged"),
        (write_ole(WordDocument=b"\xec\xa5\xc1\0" + b"\xff" * 2000), "password"),
        (
            write_doc(*["Мой город"] * 3).replace(
                struct.pack("<4I", 0, 9, 18, 27), struct.pack("<4I", 0, 9, 18, 2**30)
            ),
            "damaged",
        ),
        (write_word_95("Быстро", flags=0x0004), "damaged"),
        ("Обычный текст".encode(), "damaged"),
    ],
    ids=["password", "office password", "truncated", "workbook", "ones", "huge piece", "fast save", "text"],
)
@NEEDS_DOC
def test_unreadable_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        list(read_doc(content, settings=DocumentSettings()))
    assert caught.value.code == code


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(doc.importlib, "import_module", refuse)
    with pytest.raises(UnreadableSource) as caught:
        extract_text(write_doc("Мой город"))
    assert caught.value.code == "needs_extra"
    assert caught.value.details["install"] == "python -m pip install olefile"


@given(st.data())
@NEEDS_DOC
def test_broken_bytes_are_text_or_refused(data: st.DataObject) -> None:
    content = bytearray(write_doc("Мой город\r", b"city", runs=((0, 6, HIDDEN),)))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        outcome = type(extract_text(bytes(content))).__name__
    except UnreadableSource as error:
        outcome = error.code
    assert outcome in {"str", "damaged", "password"}


def test_found_by_content() -> None:
    assert find_reader("сочинение.docx", write_doc("Мой город")) is read_doc
