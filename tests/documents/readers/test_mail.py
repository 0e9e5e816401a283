from __future__ import annotations

from email.message import EmailMessage

import pytest

from pyshma.documents.readers.mail import read_mail
from pyshma.documents.registry import Passage
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings

BODY = "Хочу, чтобы у пруда был парк."


def read(content: bytes) -> Passage:
    (passage,) = read_mail(content, settings=DocumentSettings())
    return passage


def letter(subject: str = "Мой город", *, html: str | None = None, charset: str = "utf-8") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "ivan@example.org"
    message.set_content(BODY, charset=charset)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "windows-1251"])
def test_subject_and_body(charset):
    assert read(letter(charset=charset).as_bytes()).text.strip() == f"Мой город\n\n{BODY}"


@pytest.mark.parametrize(
    "subject", ["", "Без темы", "Сочинение", "Re: FW: (без темы)", "Моё  сочинение".replace("ё", "е")]
)
def test_a_subject_that_says_nothing_is_left_out(subject):
    assert read(letter(subject).as_bytes()).text.strip() == BODY


def test_plain_text_is_preferred_to_html():
    assert read(letter(html="<p>Другое</p>").as_bytes()).text.strip().endswith(BODY)


def test_html_is_read_where_it_is_alone():
    message = EmailMessage()
    message.set_content(f"<html><body><p>{BODY}</p></body></html>", subtype="html", charset="koi8-r")
    assert read(message.as_bytes()).text == BODY


@pytest.mark.parametrize(
    "header", [b"", b"Content-Type: text/plain; charset=utf-8\n", b"Content-Type: text/plain; charset=x\n"]
)
@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "utf-8"])
def test_bare_eight_bit_letters(header, encoding):
    subject = "Мой любимый город и парк"
    content = f"Subject: {subject}\n".encode(encoding) + header + b"\n" + BODY.encode(encoding)
    assert read(content).text == f"{subject}\n\n{BODY}"


def test_attachments_are_counted_but_not_read():
    message = letter()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="план.pdf")
    passage = read(message.as_bytes())
    assert passage.variables == {"n_attachments": 1}
    assert "PDF" not in passage.text


def test_an_encoded_subject_over_several_lines():
    subject = "Каким я вижу наш город через десять лет, если всё получится"
    assert "\n" in letter(subject).as_string().split("Subject: ")[1].split("From:")[0].strip()
    assert read(letter(subject).as_bytes()).text.startswith(subject + "\n\n")


def test_parts_within_parts_without_end_are_refused():
    part = b"--a\nContent-Type: multipart/mixed; boundary=a\n\n"
    with pytest.raises(UnreadableSource, match="nested parts"):
        read(b"Content-Type: multipart/mixed; boundary=a\n\n" + part * 1000)


def test_a_letter_without_a_body_is_empty():
    assert read(b"From: a@example.org\n\n").text == ""


@pytest.mark.parametrize(("subject", "kept"), [("Re: Фонарь", False), ("Fwd: Фонарь", True), ("Re: FW: Фонарь", True)])
def test_what_is_answered_is_left_out_and_what_is_forwarded_stays(subject, kept):
    message = letter(subject)
    message.set_content(f"{BODY}\n\n12.03.2024 14:05, Иван <a@example.org> пишет:\nТемно.\n\nОтправлено с iPhone\n")
    text = read(message.as_bytes()).text
    assert text.startswith(f"Фонарь\n\n{BODY}")
    assert ("Темно." in text, "iPhone" in text) == (kept, False)


def test_what_has_no_headers_is_no_letter() -> None:
    with pytest.raises(UnreadableSource, match="no headers of a letter"):
        read(b"PK\x03\x04junk")
