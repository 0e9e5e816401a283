"""Word documents: the order of reading, and what a reader of the page does not see."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from pyshma.documents.readers.docx import STRICT_NAMESPACE, extract_text, read_docx
from pyshma.documents.registry import find_reader
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(**targets: str) -> str:
    links = "".join(f'<Relationship Id="{kind}" Type="{TYPES}/{kind}" Target="{to}"/>' for kind, to in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def write_docx(body: str, *, main: str = "word/document.xml", **parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(officeDocument=main))
        archive.writestr(main, f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        folder, _, name = main.rpartition("/")
        links = {kind: f"{kind}.xml" for kind in parts} | {"image": "../NULL"}
        archive.writestr(f"{folder}/_rels/{name}.rels", relations(**links))
        for kind, xml in parts.items():
            archive.writestr(f"{folder}/{kind}.xml", f"<w:{kind} {NAMESPACES}>{xml}</w:{kind}>")
    return stream.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{r(text, properties)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


BOX = f"<w:txbxContent>{p('в рамке')}</w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("Мой город") + p("") + p("Он зелёный."), "Мой город|Он зелёный."),
        (f"<w:p>{r('Чистый ')}{r('воздух', '<w:b/>')}</w:p>", "Чистый воздух"),
        (f"<w:p>{r('а')}<w:r><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:noBreakHyphen/></w:r></w:p>", "а\tб\nв\u2011"),
        (f"<w:p>{r('бла')}<w:r><w:softHyphen/></w:r>{r('го')}</w:p>", "бла\u00adго"),
        (f"<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>{r('а')}</w:p>", "а"),
        (f"<w:p><w:hyperlink>{r('ссылка')}</w:hyperlink></w:p>", "ссылка"),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{r('1')}</w:p>", "1"),
        (f"<w:p><w:sdt><w:sdtContent>{r('поле')}</w:sdtContent></w:sdt></w:p>", "поле"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Место для ввода')}</w:sdtContent></w:sdt>",
            "",
        ),
        ("<w:p><m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath></w:p>", "x=2"),
    ],
)
def test_paragraphs(body: str, text: str) -> None:
    assert extract_text(write_docx(body)) == text.replace("|", "\n\n")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p><w:del><w:r><w:delText>нет</w:delText></w:r></w:del><w:ins>{r('да')}</w:ins></w:p>", "да"),
        (f"<w:p><w:moveFrom>{r('было')}</w:moveFrom><w:moveTo>{r('стало')}</w:moveTo></w:p>", "стало"),
        (p("тайна", "<w:vanish/>") + p("явь", "<w:vanish w:val='0'/>"), "явь"),
        (f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{tc(p('нет'))}</w:tr><w:tr>{tc(p('да'))}</w:tr></w:tbl>", "да"),
    ],
    ids=["deleted", "moved", "hidden", "deleted row"],
)
def test_what_nobody_sees_is_left_out(body: str, text: str) -> None:
    assert extract_text(write_docx(body)) == text


def test_tables_stand_in_order_with_merged_cells_once() -> None:
    first = tc(p("а"), '<w:vMerge w:val="restart"/>') + tc(p("б"), '<w:gridSpan w:val="2"/>')
    second = tc(p(""), "<w:vMerge/>") + tc(f"<w:tbl><w:tr>{tc(p('вложена'))}</w:tr></w:tbl>{p('в')}")
    body = f"{p('до')}<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>{p('после')}"
    assert extract_text(write_docx(body)).split("\n\n") == ["до", "а", "б", "вложена", "в", "после"]


@pytest.mark.parametrize(
    "shape",
    [
        f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
        f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>",
    ],
    ids=["Word 2010", "Word 2007"],
)
def test_text_box_is_read_once_after_its_paragraph(shape: str) -> None:
    body = f"<w:p>{r('до ')}<w:r>{shape}</w:r>{r('конца')}</w:p>{p('дальше')}"
    assert extract_text(write_docx(body)).split("\n\n") == ["до конца", "в рамке", "дальше"]


def test_notes_stand_at_the_end() -> None:
    separator = f"<w:footnote w:type='separator'>{p('—')}</w:footnote>"
    content = write_docx(
        p("Текст"),
        footnotes=f"{separator}<w:footnote>{p('сноска')}</w:footnote>",
        endnotes=f"<w:endnote>{p('в конце')}</w:endnote>",
        header=p("колонтитул"),
    )
    assert extract_text(content).split("\n\n") == ["Текст", "сноска", "в конце"]


def test_main_part_may_have_another_name() -> None:
    assert extract_text(write_docx(p("Облако"), main="word/document2.xml")) == "Облако"


def test_strict_variant_is_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        xml = f'<w:document xmlns:w="{STRICT_NAMESPACE.decode()}"><w:body>{p("Строгий")}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
    assert extract_text(stream.getvalue()) == "Строгий"


def test_what_python_docx_writes_is_read() -> None:
    document = docx.Document()
    document.add_heading("Мой город", level=1)
    document.add_paragraph("Зелёный и чистый.", style="List Bullet")
    document.add_table(rows=1, cols=2).cell(0, 1).text = "ячейка"
    stream = io.BytesIO()
    document.save(stream)
    content = stream.getvalue()
    assert find_reader("письмо.doc", content) is read_docx
    assert extract_text(content) == "Мой город\n\nЗелёный и чистый.\n\nячейка"


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (write_docx(p("а"))[:-40], "damaged"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        (bomb(), "zip_bomb"),
        (write_docx("<w:p>"), "damaged"),
        (write_docx("<w:p>" * 300 + "</w:p>" * 300), "damaged"),
    ],
    ids=["broken zip", "no zip", "zip bomb", "broken xml", "too deep"],
)
def test_unreadable_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        list(read_docx(content, settings=DocumentSettings()))
    assert caught.value.code == code


def test_missing_document_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/styles.xml", "<a/>")
    with pytest.raises(UnreadableSource, match=r"no word/document\.xml"):
        extract_text(stream.getvalue())


def test_entities_are_refused() -> None:
    content = write_docx(p("а"))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + old.read(name))
    with pytest.raises(UnreadableSource, match="external_entity"):
        extract_text(stream.getvalue())
