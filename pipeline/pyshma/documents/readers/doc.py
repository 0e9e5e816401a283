"""Word 97–2003 and Word 6/95 documents (.doc); extra ``doc``.

olefile opens the container; the text is found by the piece table as [MS-DOC] 2.4.1 says, which is all that is needed
of that format. Left out: headers and footers, comments, field codes, deleted revisions, hidden text. Known gaps: text
hidden by a style, and Word 6/95 files that were "fast-saved".
"""

from __future__ import annotations

import importlib
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..archive import OLE_MAGIC, is_encrypted_office
from ..registry import Passage, reader

INSTALL = "python -m pip install olefile"

WORD_97 = 0xC1
"""nFib from which a file has the structures of Word 97."""

# Offsets in the file information block, [MS-DOC] 2.5.1–2.5.6.
_FLAGS, _FC_MIN, _FC_MAC, _CCP_TEXT_95, _CCP_TEXT, _FC_CHPX, _FC_CLX = 0x0A, 0x18, 0x1C, 0x34, 0x4C, 0xFA, 0x1A2
_COMPLEX, _ENCRYPTED, _TABLE_1 = 0x0004, 0x0100, 0x0200
_COMPRESSED = 0x40000000

# Main text, footnotes, headers, macros, comments, endnotes, text boxes; what is read of them.
_PARTS_READ = (True, True, False, False, False, True, True)

_DELETED, _VANISH = 0x0800, 0x083C
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, None, 3)
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_HIDDEN = "\0"
_SIGNS = dict.fromkeys(range(32)) | {
    0x07: "\r",  # end of a cell or a row
    0x09: "\t",
    0x0B: "\n",
    0x0C: "\r",
    0x0D: "\r",
    0x0E: "\r",
    0x1E: "\u2011",
    0x1F: "\u00ad",
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text as it lies in the stream: `width` bytes per character."""

    start: int
    stop: int
    width: int


def _number(data: bytes, offset: int, form: str = "<I") -> int:
    return int(struct.unpack_from(form, data, offset)[0])


def _read_streams(content: bytes) -> tuple[bytes, bytes]:
    """The stream with the text and the one with the tables (empty in Word 6/95)."""
    olefile = importlib.import_module("olefile")
    with olefile.OleFileIO(BytesIO(content)) as container:
        word = container.openstream("WordDocument").read()
        name = "1Table" if _number(word, _FLAGS, "<H") & _TABLE_1 else "0Table"
        return word, container.openstream(name).read() if container.exists(name) else b""


def _find_pieces(table: bytes, fc: int, size: int) -> Iterator[_Piece]:
    """Pieces of the text in reading order, from the Clx ([MS-DOC] 2.9.38)."""
    offset, stop = fc, fc + size
    while offset < stop and table[offset] == 1:  # property modifiers, not needed
        offset += 3 + _number(table, offset + 1, "<H")
    n_pieces = (_number(table, offset + 1) - 4) // 12
    positions = struct.unpack_from(f"<{n_pieces + 1}I", table, offset + 5)
    for index in range(n_pieces):
        place = _number(table, offset + 5 + 4 * (n_pieces + 1) + 8 * index + 2)
        width = 1 if place & _COMPRESSED else 2
        start = (place & ~_COMPRESSED) // 2 if width == 1 else place
        yield _Piece(start, start + width * (positions[index + 1] - positions[index]), width)


def _is_hidden(properties: bytes) -> bool:
    """Whether character properties delete or hide a run."""
    offset = 0
    while offset + 2 < len(properties):
        code = _number(properties, offset, "<H")
        if code in {_DELETED, _VANISH} and properties[offset + 2] & 1:
            return True
        size = _OPERAND_BYTES[code >> 13]
        offset += 2 + (1 + properties[offset + 2] if size is None else size)
    return False


def _find_hidden(word: bytes, table: bytes) -> bytearray:
    """A mark for every byte of the stream that belongs to a deleted or hidden run ([MS-DOC] 2.9.33)."""
    fc, size = struct.unpack_from("<2I", word, _FC_CHPX)
    n_pages = max(size - 4, 0) // 8
    pages = {number & 0x3FFFFF for number in struct.unpack_from(f"<{n_pages}I", table, fc + 4 * (n_pages + 1))}
    marks, done = bytearray(len(word)), 0
    for start, stop in sorted(run for page in pages for run in _hidden_runs(word[512 * page : 512 * (page + 1)])):
        first, last = max(start, done), min(stop, len(word))
        if first < last:
            marks[first:last] = b"\1" * (last - first)
            done = last
    return marks


def _hidden_runs(page: bytes) -> Iterator[tuple[int, int]]:
    if len(page) < 512:
        return
    n_runs = page[511]
    bounds = struct.unpack_from(f"<{n_runs + 1}I", page)
    for index in range(n_runs):
        offset = 2 * page[4 * (n_runs + 1) + index]
        if offset and _is_hidden(page[offset + 1 : offset + 1 + page[offset]]):
            yield bounds[index], bounds[index + 1]


def _code_page(content: Iterable[bytes]) -> str:
    """One byte per character is Windows-1252 by the specification; Russian programs wrote 1251 all the same."""
    letters = [byte for part in content for byte in part if byte >= 0x80 or chr(byte).isalpha()]
    return "cp1251" if 2 * sum(byte >= 0xC0 for byte in letters) > len(letters) else "cp1252"


def _decode_pieces(word: bytes, table: bytes, pieces: list[_Piece]) -> str:
    """One character per character position, hidden ones blanked, so that counts of positions hold."""
    code_page = _code_page(word[piece.start : piece.stop] for piece in pieces if piece.width == 1)
    marks = _find_hidden(word, table)
    text: list[str] = []
    for piece in pieces:
        raw = word[piece.start : piece.stop]
        units = struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2]) if piece.width == 2 else ()
        letters = map(chr, units) if piece.width == 2 else raw.decode(code_page, "replace")
        hidden = marks[piece.start : piece.stop : piece.width]
        text.extend(_HIDDEN if mark else letter for letter, mark in zip(letters, hidden, strict=False))
    return "".join(text)


def _read_word_97(word: bytes, table: bytes) -> Iterator[str]:
    pieces = list(_find_pieces(table, *struct.unpack_from("<2I", word, _FC_CLX)))
    if sum(piece.stop - piece.start for piece in pieces) > len(word):
        raise UnreadableSource("damaged", detail="text pieces overlap")
    text, start = _decode_pieces(word, table, pieces), 0
    counts = struct.unpack_from(f"<{len(_PARTS_READ)}I", word, _CCP_TEXT)
    for count, is_read in zip(counts, _PARTS_READ, strict=True):
        if is_read:
            yield text[start : start + count]
        start += count


def _read_word_95(word: bytes) -> Iterator[str]:
    if _number(word, _FLAGS, "<H") & _COMPLEX:
        raise UnreadableSource("damaged", detail="fast-saved Word 6/95")
    start = _number(word, _FC_MIN)
    raw = word[start : min(_number(word, _FC_MAC), start + _number(word, _CCP_TEXT_95))]
    yield raw.decode(_code_page([raw]), "replace")


def _drop_field_codes(text: str) -> str:
    """Keep the result of a field and leave out its code: ``HYPERLINK "…"`` is not what a person wrote."""
    kept: list[str] = []
    codes: list[bool] = []
    for sign in text:
        if sign == _FIELD_BEGIN:
            codes.append(True)
        elif sign == _FIELD_RESULT and codes:
            codes[-1] = False
        elif sign == _FIELD_END and codes:
            codes.pop()
        elif True not in codes:
            kept.append(sign)
    return "".join(kept)


def _read_parts(content: bytes) -> Iterator[str]:
    word, table = _read_streams(content)
    if _number(word, _FLAGS, "<H") & _ENCRYPTED:
        raise UnreadableSource("password")
    parts = _read_word_97(word, table) if _number(word, 2, "<H") >= WORD_97 else _read_word_95(word)
    for part in parts:
        yield _drop_field_codes(part).translate(_SIGNS)


def extract_text(content: bytes) -> str:
    """Text of a .doc, paragraphs separated by a blank line.

    A cell of a table is a paragraph of its own; footnotes, endnotes and text boxes stand at the end.

    Raises
    ------
    UnreadableSource
        ``needs_extra``: olefile is not installed; ``password``; ``damaged``.
    """
    if is_encrypted_office(content):
        raise UnreadableSource("password")
    try:
        parts = list(_read_parts(content))
    except ImportError as error:
        raise UnreadableSource("needs_extra", extra="doc", format=".doc", install=INSTALL) from error
    except UnreadableSource:
        raise
    except Exception as error:  # olefile and struct raise whatever broken offsets make of them
        raise UnreadableSource("damaged", detail=f"{type(error).__name__}: {error}"[:200]) from error
    paragraphs = (paragraph.strip() for part in parts for paragraph in part.split("\r"))
    return "\n\n".join(filter(None, paragraphs))


def _looks_doc(content: bytes) -> bool:
    return "WordDocument".encode("utf-16-le") in content or is_encrypted_office(content)


@reader(suffixes=(".doc", ".dot"), signatures=(OLE_MAGIC,), sniff=_looks_doc)
def read_doc(content: bytes, *, settings: DocumentSettings) -> Iterator[Passage]:  # noqa: ARG001 - readers share a signature
    """Read an old Word document as one text."""
    yield Passage(extract_text(content))
