"""Letters: ``.eml`` as a mail program saves it. The subject and the body are read, attachments are only counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final, cast

from ...errors import UnreadableSource
from ...settings import DocumentSettings
from ..decode import decode
from ..letters import own_words
from ..phrases import read_phrases
from ..registry import Passage, reader
from .webpage import extract_text

MAX_SUBJECT: Final = 2000
"""Characters of a subject that are looked at; decoding takes quadratic time."""
MAX_MULTIPARTS: Final = 500
"""A letter with more parts within parts was made to be a burden: parsing takes quadratic time."""

_FORWARDED: Final = re.compile(r"^\s*(?:(?:re|отв)\s*:\s*)*(?:fwd?|fw|пересл)\s*:", re.IGNORECASE)
_PREFIX: Final = re.compile(r"^(?:\s*(?:re|fwd?|fw|отв|ответ|пересл|тема)\s*:)+\s*", re.IGNORECASE)


def _read_subject(message: EmailMessage) -> str:
    """The subject as it stands; bare 8-bit subjects go through the decoder."""
    raw = next((" ".join(str(value).split()) for name, value in message.raw_items() if name.lower() == "subject"), "")[
        :MAX_SUBJECT
    ]
    bare = any("\udc80" <= character <= "\udcff" for character in raw)
    subject = (
        decode(raw.encode("utf-8", "surrogateescape")) if bare else str(policy.default.header_factory("Subject", raw))
    )
    return " ".join(subject.split())


def _telling(subject: str) -> str:
    """A subject without «Re:» and the like; empty when it says nothing."""
    subject = _PREFIX.sub("", subject)
    words = re.sub(r"[\W_]+", " ", subject).strip().casefold()
    return "" if words in read_phrases("empty_subjects") else subject


def _read_body(message: EmailMessage) -> str:
    part = cast("EmailMessage | None", message.get_body(preferencelist=("plain", "html")))
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes) or not content.strip():
        return ""
    charset = part.get_content_charset()
    if part.get_content_subtype() == "html":
        return extract_text(content, declared=charset)
    return decode(content, declared=charset)


@reader(suffixes=(".eml",), brings_variables=True)
def read_mail(content: bytes, /, *, settings: DocumentSettings) -> Iterator[Passage]:  # noqa: ARG001
    """Yield the letter: its subject, unless it says nothing, as the first paragraph; then its plain or its HTML body.

    The number of attachments, which are not read, becomes the variable ``n_attachments`` when there are any. The
    footer of a mail program and the letter that is answered are left out, see `pyshma.documents.letters`.
    """
    if content.lower().count(b"multipart/") > MAX_MULTIPARTS:
        raise UnreadableSource("damaged", detail=f"more than {MAX_MULTIPARTS} nested parts")
    message = message_from_bytes(content, policy=policy.default)
    if not message.keys():
        raise UnreadableSource("damaged", detail="no headers of a letter")
    n_attachments = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    subject = _read_subject(message)
    body = own_words(_read_body(message), forwarded=bool(_FORWARDED.match(subject)))
    paragraphs = [paragraph for paragraph in (_telling(subject), body) if paragraph.strip()]
    yield Passage("\n\n".join(paragraphs), variables={"n_attachments": n_attachments} if n_attachments else {})
