r"""Rich text (.rtf) through striprtf, which knows the code pages of fonts and the ``\u`` escapes.

Before it sees the text, what it would stumble over is straightened: raw 8-bit letters become escapes, binary data go,
and paragraphs, line breaks and cells become distinguishable. Footnotes and text boxes, which striprtf leaves out,
follow at the end. Left out: headers and footers, comments, deleted revisions, hidden text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..registry import Passage, reader

MAGIC = b"{\\rtf"
LINE_BREAK = "\u2028"
"""Stands for a line break inside a paragraph until paragraphs are set apart."""

_BINARY = re.compile(rb"\\bin(\d{1,9})[ ]?")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_PICTURE = re.compile(r"(?<![^\s}])[0-9a-fA-F\r\n]{500,}")
_CODE_PAGE = re.compile(r"\\ansicpg(\d{1,5})")
_FONT_TABLE = re.compile(r"\{\s*\\fonttbl")
_FONT = re.compile(r"\\f(\d{1,5})[^;{}]{0,200}?\\fcharset(\d{1,3})")
_ASIDE = re.compile(r"\{\s*(?:\\\*\s*)?\\(?:footnote|shptxt)(?![a-z0-9])")
_BRACE = re.compile(r"\\[{}\\]|[{}]")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<!\\)\\line(?![a-z0-9])[ ]?"), LINE_BREAK),
    (re.compile(r"(?<!\\)\\(?:nest)?cell(?![a-z0-9])[ ]?"), r"\\par "),
    (re.compile(r"(?<!\\)\\deleted(?![a-z0-9])"), r"\\*\\deleted"),  # \* makes striprtf skip the rest of the group
    (re.compile(r"(?<!\\)\\v(?![a-z0-9-])(?=[^{}]{0,2000}\})(?![^{}]{0,2000}\\v0)"), r"\\*\\v"),
    (re.compile(r"\\field\{"), r"\\field {"),  # keeps link addresses out of the text
)
_LETTERS_1252 = re.compile("[À-ÖØ-öø-ÿ]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")


def _drop_binary(content: bytes) -> bytes:
    r"""Cut ``\binN`` and the N bytes behind it: they may hold braces and backslashes."""
    kept: list[bytes] = []
    start = 0
    while match := _BINARY.search(content, start):
        kept.append(content[start : match.start()])
        start = match.end() + int(match[1])
    return b"".join((*kept, content[start:]))


def _decode(content: bytes) -> str:
    r"""Bytes to ASCII: a letter written raw becomes the escape ``\'xx``, which its font's code page decodes."""
    escaped = _HIGH_BYTE.sub(lambda match: b"\\'" + match[0].hex().encode(), _drop_binary(content))
    return _PICTURE.sub("", escaped.replace(b"\0", b"").decode("ascii"))


def _group_end(text: str, start: int) -> int | None:
    """Where the group that opens at `start` ends; None: it does not."""
    depth = 0
    for brace in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0 and brace[0] == "}":
            return brace.end()
    return None


def _rewrite_fonts(text: str) -> str:
    """Leave of the font table what matters, number and charset: striprtf searches a hostile one for minutes."""
    table = _FONT_TABLE.search(text)
    if table is None:
        return text
    stop = _group_end(text, table.start()) or len(text)
    fonts = "".join(
        rf"{{\f{number}\fcharset{charset} a;}}" for number, charset in _FONT.findall(text[table.start() : stop])
    )
    return rf"{text[: table.start()]}{{\fonttbl{fonts}}}{text[stop:]}"


def _move_asides(text: str) -> str:
    """Move footnotes and text boxes to the end, as paragraphs that striprtf does not skip; close the document."""
    kept: list[str] = []
    asides: list[str] = []
    start = 0
    while match := _ASIDE.search(text, start):
        stop = _group_end(text, match.start()) or len(text)
        kept.append(text[start : match.start()])
        asides.append(rf"\par {{{text[match.end() : stop]}")
        start = stop
    body = "".join((*kept, text[start:]))
    end = _group_end(body, 0)
    return f"{body if end is None else body[: end - 1]}{''.join(asides)}}}"


def _code_page(text: str) -> str:
    r"""What ``\ansicpg`` says, for the fonts that say nothing."""
    found = _CODE_PAGE.search(text)
    try:
        return codecs.lookup(f"cp{found[1]}").name if found else "cp1252"
    except LookupError:
        return "cp1251"


def _convert(text: str, code_page: str) -> str:
    try:
        return str(rtf_to_text(text, encoding=code_page, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError) as error:
        raise UnreadableSource("damaged", detail=str(error)) from error


def _mend_charset(text: str, rtf: str, code_page: str) -> str:
    """Some programs call a Cyrillic font Western; seen when not one letter is Cyrillic and most are accented."""
    letters = sum(map(str.isalpha, text))
    if _CYRILLIC.search(text) or 2 * len(_LETTERS_1252.findall(text)) < max(letters, 1):
        return text
    cyrillic = re.sub(r"\\fcharset[01](?!\d)", r"\\fcharset204", re.sub(_CODE_PAGE, r"\\ansicpg1251", rtf))
    return _convert(cyrillic, "cp1251" if code_page in {"cp1252", "cp1251"} else code_page)


def extract_text(content: bytes) -> str:
    """Text of an .rtf, paragraphs separated by a blank line; a cell of a table is a paragraph of its own.

    Raises
    ------
    UnreadableSource
        ``damaged``: it does not begin like RTF, or an escape is impossible.
    """
    if not content.lstrip().startswith(MAGIC):
        raise UnreadableSource("damaged", detail="not RTF")
    rtf = _move_asides(_rewrite_fonts(_decode(content)))
    for pattern, replacement in _STEPS:
        rtf = pattern.sub(replacement, rtf)
    code_page = _code_page(rtf)
    return _set_paragraphs(_mend_charset(_convert(rtf, code_page), rtf, code_page))


def _set_paragraphs(text: str) -> str:
    """Blank lines between paragraphs, line ends for line breaks."""
    paragraphs = (paragraph.replace(LINE_BREAK, "\n").strip() for paragraph in text.split("\n"))
    return "\n\n".join(filter(None, paragraphs))


@reader(suffixes=(".rtf",), signatures=(MAGIC,))
def read_rtf(content: bytes, *, settings: DocumentSettings) -> Iterator[Passage]:  # noqa: ARG001 - readers share a signature
    """Read a rich text document as one text."""
    yield Passage(extract_text(content))
