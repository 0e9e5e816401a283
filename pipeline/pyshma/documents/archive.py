"""Zip containers of office formats, opened only after they were found harmless.

A ``.docx``, ``.odt`` or ``.xlsx`` comes from anybody: it may unpack to petabytes, ask for a password, or name files of
this machine in its XML. What is declared is checked before anything is unpacked; because declarations can lie,
`read_member` stops at the declared size as well.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Generator
from contextlib import closing
from io import BytesIO
from typing import IO, Any

from ..errors import UnreadableSource
from ..settings import DocumentSettings

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of an OLE compound file: Word 97 documents, and Office files behind a password ([MS-CFB] 2.2)."""

MAX_MEMBERS = 10_000
"""An office file has tens of members, one with many pictures hundreds."""

SMALL_MEMBER = 1_000_000
"""Bytes up to which the ratio of a member is not looked at: an empty sheet of styles packs 1:500 and harms nobody."""

UNPACKED_TIMES = 4
"""How many times `DocumentSettings.max_bytes` all members together may unpack to."""

ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1251", "windows-1252"})
"""Encodings in which `check_xml` sees what the parser sees; an ASCII-incompatible one could hide a declaration."""

HEAD_BYTES = 4096
"""How much of a part is read first: a document type must stand before the first element, which mostly begins there."""

_ENCRYPTED = 0x1
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_NO_ELEMENT = re.compile(rb"<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']""")


def is_encrypted_office(content: bytes) -> bool:
    """Whether the content is a .docx or .xlsx behind a password: an OLE file with the stream ``EncryptedPackage``.

    >>> is_encrypted_office(OLE_MAGIC + "EncryptedPackage".encode("utf-16-le"))
    True
    >>> is_encrypted_office(b"PK")
    False
    """
    return content.startswith(OLE_MAGIC) and "EncryptedPackage".encode("utf-16-le") in content


def check_xml(content: bytes) -> None:
    """Refuse XML that declares a document type or entities: no office program writes them.

    Raises
    ------
    UnreadableSource
        ``external_entity``; ``damaged`` when the encoding is one that could hide such a declaration.
    """
    plain = content.replace(b"\0", b"")  # UTF-16 looks like ASCII without its zero bytes
    plain = plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _DECLARATION.search(plain):
        raise UnreadableSource("external_entity")
    encoding = _ENCODING.match(plain)
    if encoding and encoding[1].decode("latin-1").lower() not in ENCODINGS:
        raise UnreadableSource("damaged", detail=f"XML encoding {encoding[1].decode('latin-1')}")


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack one member, never more than the archive declares.

    Raises
    ------
    UnreadableSource
        ``damaged``: the member is missing, broken, or larger than declared.
    """
    try:
        with archive.open(name) as member:
            content = member.read(archive.getinfo(name).file_size + 1)
    except KeyError as error:
        raise UnreadableSource("damaged", detail=f"no {name} in the archive") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise UnreadableSource("damaged", detail=f"{name}: {error}") from error
    return content


def _read_head(part: IO[bytes]) -> bytes:
    """Read to the first element, however long the comments before it; all of a part in UTF-16, which hides it."""
    head = part.read(HEAD_BYTES)
    while (b"\0" in head or not _opens_element(head)) and (piece := part.read(len(head))):
        head += piece
    return head


def _opens_element(head: bytes) -> bool:
    """Whether an element begins, rather than a declaration or a comment that goes on."""
    markup = _NO_ELEMENT.sub(b"", head).partition(b"<")[2]
    return markup != b"" and markup[:1] not in b"!?"


def check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse an office file when `check_xml` refuses what stands before the first element of any of its XML parts.

    Raises
    ------
    UnreadableSource
        As `check_xml`.
    """
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as part:
                check_xml(_read_head(part))


def open_archive(content: bytes, *, settings: DocumentSettings) -> zipfile.ZipFile:
    """Open a zip container after looking at its table of contents; nothing is unpacked.

    Raises
    ------
    UnreadableSource
        ``damaged``: not a zip; ``password``: encrypted, as a zip or as an Office file; ``zip_bomb``: it would unpack
        to more than `UNPACKED_TIMES` × `settings.max_bytes`, a member is packed tighter than `settings.max_unpacked`,
        or there are more than `MAX_MEMBERS` members.
    """
    if is_encrypted_office(content):
        raise UnreadableSource("password")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError) as error:
        raise UnreadableSource("damaged", detail=str(error)) from error
    members = archive.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableSource("password")
    _check_sizes(members, settings)
    return archive


def _check_sizes(members: list[zipfile.ZipInfo], settings: DocumentSettings) -> None:
    if len(members) > MAX_MEMBERS:
        raise UnreadableSource("zip_bomb", limit=f"{MAX_MEMBERS} files")
    most = settings.max_bytes * UNPACKED_TIMES
    if sum(member.file_size for member in members) > most:
        raise UnreadableSource("zip_bomb", limit=f"{most / 1_000_000:g} MB")
    for member in members:
        if member.file_size > max(SMALL_MEMBER, member.compress_size * settings.max_unpacked):
            raise UnreadableSource("zip_bomb", limit=f"1:{settings.max_unpacked}")


def iterate_worksheets(
    content: bytes, settings: DocumentSettings, *, formulas: bool = False
) -> Generator[Any, None, None]:
    """Yield the sheets of a workbook of Excel as openpyxl reads them; take the rows of one before the next.

    Parameters
    ----------
    formulas
        Whether cells hold their formulas rather than the values that Excel has worked out.

    Raises
    ------
    UnreadableSource
        As `open_archive` and `check_parts`.
    """
    from openpyxl import load_workbook  # takes long to import, and few corpora have workbooks

    with open_archive(content, settings=settings) as archive:
        check_parts(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that it will not write again
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=not formulas, keep_links=False)
    with closing(workbook):
        for sheet in workbook.worksheets:
            sheet.reset_dimensions()  # what a sheet says of its size may be wrong
            yield sheet
