"""One function per file format of the demonstration corpus: an essay in, the bytes of a file out.

Every function gives the same bytes each time: no clock, no chance, no author or time inside a file. The formats are
written as the programs of Russian schools and offices write them, with the oddities that readers must survive.
"""

from __future__ import annotations

import csv
import datetime
import html
import io
import quopri
import textwrap
import zipfile
from collections.abc import Callable
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import docx
import odf.style
import odf.text
import xlsxwriter
from odf.opendocument import OpenDocumentText
from odf.teletype import addTextToElement
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

LONG_AGO = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)  # the oldest time that a zip can hold: "no time"
MAIL_DATE = "Mon, 02 Nov 2026 12:00:00 +0500"
FONT_NAME = "Text"  # registered by the caller

Essay = dict[str, str]


# Plain text ---------------------------------------------------------------------------------------------------------


def paragraphs(essay: Essay) -> list[str]:
    """The title, when there is one, then the paragraphs; a paragraph may hold line breaks (lists, signatures)."""
    return [part for part in (essay["title"], *essay["text"].split("\n\n")) if part]


def full_text(essay: Essay) -> str:
    return "\n\n".join(paragraphs(essay))


def windows(text: str) -> str:
    return text.replace("\n", "\r\n") + "\r\n"


def make_utf8(essay: Essay) -> bytes:
    return f"{full_text(essay)}\n".encode()


def make_cp1251(essay: Essay) -> bytes:
    return windows(full_text(essay)).encode("cp1251")


def make_koi8(essay: Essay) -> bytes:
    return f"{full_text(essay)}\n".encode("koi8-r")


def make_utf16(essay: Essay) -> bytes:
    """As Windows Notepad writes “Unicode”: little-endian with a byte order mark."""
    return b"\xff\xfe" + windows(full_text(essay)).encode("utf-16-le")


def make_markdown(essay: Essay) -> bytes:
    head = f"# {essay['title']}\n\n" if essay["title"] else ""
    return f"{head}{essay['text']}\n".encode()


# Word processors ----------------------------------------------------------------------------------------------------


def rezip(data: bytes) -> bytes:
    """Write an archive again without the times of its members; an odt wants ``mimetype`` first and unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name not in {"mimetype", "[Content_Types].xml"}, name)):
            member = zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6])
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return packed.getvalue()


def make_docx(essay: Essay) -> bytes:
    document = docx.Document()
    # The template carries a picture of itself and its styles twice: nothing that a reader looks at.
    for relations in (document.part.package.rels, document.part.rels):
        for key in [
            key for key, item in relations.items() if item.reltype.endswith(("/thumbnail", "/stylesWithEffects"))
        ]:
            del relations[key]
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""
    properties.created = properties.modified = LONG_AGO
    for paragraph in paragraphs(essay):
        added = document.add_paragraph(style="Title" if paragraph == essay["title"] else None)
        # Word cuts a paragraph into runs wherever somebody stopped typing, also inside words.
        for start in range(0, len(paragraph), 101):
            added.add_run(paragraph[start : start + 101])
    saved = io.BytesIO()
    document.save(saved)
    return rezip(saved.getvalue())


def make_odt(essay: Essay) -> bytes:
    document = OpenDocumentText()
    heading = odf.style.Style(name="Heading 1", family="paragraph")
    heading.addElement(odf.style.TextProperties(fontsize="16pt", fontweight="bold"))
    document.styles.addElement(heading)
    for paragraph in paragraphs(essay):
        title = paragraph == essay["title"]
        element = odf.text.H(outlinelevel=1, stylename=heading) if title else odf.text.P()
        addTextToElement(element, paragraph)
        document.text.addElement(element)
    saved = io.BytesIO()
    document.write(saved)
    return rezip(saved.getvalue())


def escape_bytes(character: str) -> str:
    return f"\\'{character.encode('cp1251').hex()}"


def escape_unicode(character: str) -> str:
    """The code point, then the byte for readers that know no Unicode; ``\\uc1`` says that it is one byte."""
    return f"\\u{ord(character)}{escape_bytes(character)}"


def make_rtf(essay: Essay, escape: Callable[[str], str], code_page: int) -> bytes:
    head = (
        f"{{\\rtf1\\ansi\\ansicpg{code_page}\\uc1\\deff0\\deflang1049"
        "{\\fonttbl{\\f0\\froman\\fcharset204 Times New Roman;}}\r\n"
        "{\\stylesheet{\\ql\\f0\\fs24 Normal;}{\\s1\\qc\\b\\f0\\fs32 heading 1;}}\r\n"
    )
    body = []
    for paragraph in paragraphs(essay):
        start = "\\pard\\plain\\s1\\qc\\b\\f0\\fs32 " if paragraph == essay["title"] else "\\pard\\plain\\qj\\f0\\fs24 "
        written = "".join(char if char.isascii() else escape(char) for char in paragraph)
        body.append(start + written.replace("\n", "\\line ") + "\\par\r\n")
    return (head + "".join(body) + "}").encode("ascii")


def make_rtf_bytes(essay: Essay) -> bytes:
    return make_rtf(essay, escape_bytes, 1251)


def make_rtf_unicode(essay: Essay) -> bytes:
    return make_rtf(essay, escape_unicode, 1251)


def make_rtf_western(essay: Essay) -> bytes:
    """As a Word with western settings writes: the page says 1252, the font that its letters are Cyrillic."""
    return make_rtf(essay, escape_bytes, 1252)


# PDF, web pages, mail -----------------------------------------------------------------------------------------------


def wrap(text: str, size: int, width: float) -> list[str]:
    """Break lines at spaces, never inside words."""
    lines: list[str] = []
    for hard_line in text.split("\n"):
        line = ""
        for word in hard_line.split(" "):
            if line and pdfmetrics.stringWidth(f"{line} {word}", FONT_NAME, size) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return lines


def make_pdf(essay: Essay) -> bytes:
    """A4 with one and a half line spaces; a wider gap stands between paragraphs."""
    saved = io.BytesIO()
    canvas = Canvas(saved, pagesize=(595, 842), invariant=1, pageCompression=1)
    canvas.setTitle("")
    canvas.setAuthor("")
    canvas.setCreator("")
    canvas.setProducer("")
    y = 770.0
    for paragraph in paragraphs(essay):
        size = 16 if paragraph == essay["title"] else 12
        for line in wrap(paragraph, size, 455):
            if y < 70:
                canvas.showPage()
                y = 770.0
            canvas.setFont(FONT_NAME, size)
            canvas.drawString(70, y, line)
            y -= 1.5 * size
        y -= 14
    canvas.save()
    return saved.getvalue()


def make_html(essay: Essay, head: str) -> str:
    """Source lines are wrapped, as editors do; line breaks of the text are ``<br>``."""
    body = []
    for paragraph in paragraphs(essay):
        name = "h1" if paragraph == essay["title"] else "p"
        escaped = html.escape(paragraph, quote=False).replace("\n", "<br>\n")
        body.append(textwrap.fill(f"<{name}>{escaped}</{name}>", 100, break_long_words=False, break_on_hyphens=False))
    return (
        f'<!DOCTYPE html>\n<html lang="ru">\n<head>\n{head}\n<title>{essay["id"]}</title>\n'
        "<style>body { max-width: 40em; margin: auto; }</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def make_html_utf8(essay: Essay) -> bytes:
    return make_html(essay, '<meta charset="utf-8">').encode()


def make_html_cp1251(essay: Essay) -> bytes:
    """The older way to name a code page, with the named entities that editors wrote then."""
    page = make_html(essay, '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">')
    for character, name in (("«", "laquo"), ("»", "raquo"), ("—", "mdash")):
        page = page.replace(character, f"&{name};")
    return windows(page.rstrip("\n")).encode("cp1251")


def mail_head(essay: Essay, charset: str) -> dict[str, str]:
    return {
        "From": f"{essay['id']}@example.org",
        "To": "2035@example.org",
        "Subject": Header(essay["title"], charset).encode(linesep="\r\n"),
        "Date": MAIL_DATE,
        "Message-ID": f"<{essay['id']}@example.org>",
        "MIME-Version": "1.0",
    }


def write_mail(essay: Essay, charset: str, encoding: str, body: bytes) -> bytes:
    fields = mail_head(essay, charset)
    fields |= {"Content-Type": f'text/plain; charset="{charset}"', "Content-Transfer-Encoding": encoding}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return head.encode("ascii") + b"\r\n" + body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def make_mail_base64(essay: Essay) -> bytes:
    """Text and web page of the same words, as mail programs send; a reader must take one of them."""
    mail = MIMEMultipart("alternative", boundary=f"=_{essay['id']}")
    del mail["MIME-Version"]
    for name, value in mail_head(essay, "utf-8").items():
        mail[name] = value
    mail.attach(MIMEText(essay["text"], "plain", "utf-8"))
    page = "".join(f"<p>{html.escape(part)}</p>" for part in essay["text"].split("\n\n"))
    mail.attach(MIMEText(page, "html", "utf-8"))
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def make_mail_quoted(essay: Essay) -> bytes:
    return write_mail(essay, "utf-8", "quoted-printable", quopri.encodestring(f"{essay['text']}\n".encode()))


def make_mail_8bit(essay: Essay) -> bytes:
    return write_mail(essay, "koi8-r", "8bit", f"{essay['text']}\n".encode("koi8-r"))


# Tables -------------------------------------------------------------------------------------------------------------


def make_xlsx(essays: list[Essay]) -> bytes:
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, {"in_memory": True}) as book:
        book.set_properties({"created": LONG_AGO})
        sheet = book.add_worksheet("Сочинения")
        for row, cells in enumerate([("id", "Текст"), *((essay["id"], full_text(essay)) for essay in essays)]):
            sheet.write_row(row, 0, cells)
    return saved.getvalue()


def make_csv(essays: list[Essay]) -> bytes:
    """As a Russian Excel saves CSV: Windows-1251, semicolons, cells of several lines in quotes."""
    saved = io.StringIO(newline="")
    writer = csv.writer(saved, delimiter=";", lineterminator="\r\n")
    writer.writerows([("id", "Текст"), *((essay["id"], full_text(essay)) for essay in essays)])
    return saved.getvalue().encode("cp1251")
