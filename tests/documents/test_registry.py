from __future__ import annotations

import subprocess
import sys

import pytest

from pyshma.documents.registry import Reader, find_reader, find_readers, read_passages
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

SETTINGS = DocumentSettings()


def texts(name: str, content: bytes) -> list[str]:
    return [passage.text for passage in read_passages(name, content, settings=SETTINGS)]


def test_libraries_that_are_slow_to_import_wait_for_a_file_of_their_format():
    code = "import sys, pyshma.documents.registry as r; r.find_readers(); print({'bs4', 'openpyxl'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_every_suffix_belongs_to_one_reader():
    suffixes = [suffix for reader in find_readers() for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


@pytest.mark.parametrize(
    ("name", "content", "like"),
    [
        ("сочинение.txt", "Хочу парк".encode(), "a.txt"),
        ("СОЧИНЕНИЕ.TXT", "Хочу парк".encode(), "a.txt"),
        ("сочинение.txt", rb"{\rtf1\ansi }", "a.rtf"),
        ("сочинение.txt", b"%PDF-1.4\n", "a.pdf"),
        ("сочинение.doc", b"<html><body>x</body></html>", "a.html"),
        ("страница.txt", b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html>', "a.html"),
        ("заметка", "Хочу парк".encode("cp1251"), "a.txt"),
        ("заметка.ответ", "Хочу парк".encode("cp1251"), "a.txt"),
        ("v1.2 об <html> и парках.md", "Тег <html> открывает страницу".encode(), "a.md"),
    ],
)
def test_content_comes_before_the_name(name, content, like):
    assert find_reader(name, content) is find_reader(like, b"")


@pytest.mark.parametrize(
    ("name", "code"),
    [("song.mp3", "unknown_format"), ("program", "binary"), ("архив.zip", "archive"), ("a.RAR", "archive")],
)
def test_unknown_bytes_are_refused(name, code):
    with pytest.raises(UnreadableSource) as caught:
        find_reader(name, b"\x00\x01\x02\xff" * 50)
    assert caught.value.code == code


def test_a_reader_is_also_taken_by_its_content_alone():
    reader = Reader(lambda content, settings: iter(()), signatures=(b"AB",), sniff=lambda content: b"z" in content)
    assert [reader.recognises(content) for content in (b"ABz", b"AB", b"z")] == [True, False, False]


def test_faults_of_libraries_become_reasons():
    with pytest.raises(UnreadableSource) as caught:
        texts("a.docx", b"PK\x03\x04 this is no zip")
    assert caught.value.code == "damaged"
