"""Zip containers from anybody."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from pyshma.documents.archive import MAX_MEMBERS, OLE_MAGIC, check_xml, open_archive, read_member
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

SETTINGS = DocumentSettings(max_bytes=5_000_000)


def write_zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def mark_encrypted(content: bytes) -> bytes:
    """Set the bit "encrypted" of the first member in the central directory."""
    place = content.index(b"PK\x01\x02") + 8
    return content[:place] + struct.pack("<H", 1) + content[place + 2 :]


def code_of(content: bytes) -> str:
    with pytest.raises(UnreadableSource) as caught:
        open_archive(content, settings=SETTINGS)
    return caught.value.code


def test_member_is_read() -> None:
    with open_archive(write_zip({"a.xml": b"<a/>"}), settings=SETTINGS) as archive:
        assert read_member(archive, "a.xml") == b"<a/>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        ("Это не архив".encode(), "damaged"),
        (write_zip({"a.xml": b"<a/>"})[:-30], "damaged"),
        (mark_encrypted(write_zip({"a.xml": b"<a/>"})), "password"),
        (OLE_MAGIC + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (write_zip({"a.xml": b"\0" * 3_000_000}), "zip_bomb"),  # one member, 1:1000
        (write_zip({f"{number}.xml": b"\0" * 999_999 for number in range(25)}), "zip_bomb"),  # many small ones
        (write_zip({str(number): b"" for number in range(MAX_MEMBERS + 1)}), "zip_bomb"),
    ],
    ids=["nothing", "text", "truncated", "zip password", "office password", "ratio", "sum", "members"],
)
def test_refused_before_unpacking(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_empty_styles_pack_well_and_pass() -> None:
    content = write_zip({"styles.xml": b" " * 900_000})
    with open_archive(content, settings=SETTINGS) as archive:
        assert len(read_member(archive, "styles.xml")) == 900_000


def test_lie_about_the_size_does_not_unpack_more() -> None:
    honest = write_zip({"a.xml": b"a" * 500_000})
    lying = honest.replace(struct.pack("<I", 500_000), struct.pack("<I", 1_000))
    with open_archive(lying, settings=SETTINGS) as archive, pytest.raises(UnreadableSource, match="damaged"):
        read_member(archive, "a.xml")


def test_missing_member_is_named() -> None:
    with (
        open_archive(write_zip({"a.xml": b""}), settings=SETTINGS) as archive,
        pytest.raises(UnreadableSource, match=r"no word/document\.xml"),
    ):
        read_member(archive, "word/document.xml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "declaration",
    ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<!ENTITY b '&c;'>", "<!doctype a>"],
)
def test_declarations_are_refused(declaration: str, encoding: str) -> None:
    with pytest.raises(UnreadableSource, match="external_entity"):
        check_xml(f'<?xml version="1.0"?>{declaration}<a/>'.encode(encoding))


def test_encoding_that_could_hide_a_declaration_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="cp037"):
        check_xml(b'<?xml version="1.0" encoding="cp037"?>' + "<!DOCTYPE a><a/>".encode("cp037"))


@pytest.mark.parametrize(
    "head", ["", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', "<?xml version='1.0'?>"]
)
def test_office_xml_passes(head: str) -> None:
    check_xml(f"{head}<w>Восклицание! &lt;!DOCTYPE&gt;</w>".encode())
