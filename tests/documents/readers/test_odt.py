"""OpenDocument texts."""

from __future__ import annotations

import io
import zipfile

import pytest
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from pyshma.documents.readers.odt import MAX_SPACES, extract_text, read_odt
from pyshma.documents.registry import find_reader
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{name}="{OASIS}:{name if name != "draw" else "drawing"}:1.0"'
    for name in ("office", "text", "table", "draw")
)
NAMESPACES += f' xmlns:svg="{OASIS}:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
MIMETYPE = "application/vnd.oasis.opendocument.text"


def write_odt(body: str, *, prolog: str = "", manifest: str = "") -> bytes:
    entry = f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{MIMETYPE}"/>{entry}</manifest:file-entry></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f"{prolog}<office:document-content {NAMESPACES}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
    return stream.getvalue()


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def cell(text: str) -> str:
    return f"<table:table-cell>{p(text)}</table:table-cell>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<text:h>Мой город</text:h>{p('')}{p('Он <text:span>зелёный</text:span>.')}", "Мой город|Он зелёный."),
        (p('а<text:s text:c="3"/>б<text:tab/>в<text:line-break/>г<text:s/>д'), "а   б\tв\nг д"),
        (p("<text:a>ссылка</text:a>"), "ссылка"),
        (
            f"<text:list><text:list-item>{p('раз')}</text:list-item><text:list-item>{p('два')}</text:list-item></text:list>",
            "раз|два",
        ),
        (
            f"<table:table><table:table-row>{cell('а')}{cell('б')}</table:table-row><table:table-row>{cell('в')}"
            f"<table:covered-table-cell>{p('под')}</table:covered-table-cell></table:table-row></table:table>",
            "а|б|в",
        ),
        (f"<text:section>{p('раздел')}</text:section>", "раздел"),
        (p(f"до<draw:frame><draw:text-box>{p('в рамке')}</draw:text-box></draw:frame> конца"), "до конца|в рамке"),
        (p("<draw:frame><draw:image/><svg:title>Рисунок 1</svg:title><svg:desc>парк</svg:desc></draw:frame>а"), "а"),
        (p(f"а<office:annotation><dc:creator>Учитель</dc:creator>{p('ошибка')}</office:annotation>"), "а"),
    ],
)
def test_text_in_reading_order(body: str, text: str) -> None:
    assert extract_text(write_odt(body)) == text.replace("|", "\n\n")


def test_notes_stand_at_the_end() -> None:
    body = f"<text:note-body>{p('сноска')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    assert extract_text(write_odt(p(f"Слово{note}.") + p("Конец."))) == "Слово.\n\nКонец.\n\nсноска"


def test_tracked_deletions_are_left_out() -> None:
    changes = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('нет')}</text:deletion></text:changed-region>"
    )
    assert extract_text(write_odt(f"{changes}</text:tracked-changes>{p('да<text:change/>')}")) == "да"


def test_count_of_spaces_is_bounded() -> None:
    text = extract_text(write_odt(p('а<text:s text:c="999999999"/>б')))
    assert len(text) == MAX_SPACES + 2


def test_what_odfpy_writes_is_read() -> None:
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Мой город"))
    document.text.addElement(P(text="Зелёный и чистый."))
    stream = io.BytesIO()
    document.write(stream)
    assert find_reader("письмо.zip", stream.getvalue()) is read_odt
    assert extract_text(stream.getvalue()) == "Мой город\n\nЗелёный и чистый."


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (write_odt(p("&x;"), prolog='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "external_entity"),
        (write_odt(p("&x;"), prolog='<!DOCTYPE a [<!ENTITY x "да">]>'), "external_entity"),
        (write_odt(p("а"), manifest="<manifest:encryption-data/>"), "password"),
        (write_odt("<text:p>"), "damaged"),
        (write_odt("<text:section>" * 3000 + p("а") + "</text:section>" * 3000), "damaged"),
        (write_odt(p("а"))[:-40], "damaged"),
    ],
    ids=["external entity", "entity", "password", "broken xml", "too deep", "broken zip"],
)
def test_unreadable_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        list(read_odt(content, settings=DocumentSettings()))
    assert caught.value.code == code


def test_missing_manifest_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
    with pytest.raises(UnreadableSource, match="no META-INF/manifest"):
        extract_text(stream.getvalue())
