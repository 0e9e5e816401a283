r"""Rich text: code pages, escapes, and what stands in its groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents.normalise import normalise_text
from pyshma.documents.readers.rtf import extract_text, read_rtf
from pyshma.documents.registry import find_reader
from pyshma.errors import UnreadableSource
from pyshma.settings import DocumentSettings


def escape(text: str, code_page: str = "cp1251") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(code_page))


def unicode_escape(text: str) -> str:
    units = text.encode("utf-16-le")
    return "".join(
        f"\\u{int.from_bytes(units[place : place + 2], 'little', signed=True)}?" for place in range(0, len(units), 2)
    )


def rtf(body: str, *, code_page: int = 1251, charset: int = 204) -> bytes:
    fonts = rf"{{\fonttbl{{\f0\fnil\fcharset{charset} Times New Roman;}}}}"
    return rf"{{\rtf1\ansi\ansicpg{code_page}\deff0{fonts}\pard\f0 {body}}}".encode("latin-1")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (rtf(escape("Мой город")), "Мой город"),
        (rtf(escape("Ёлка"), code_page=1252), "Ёлка"),  # Word 2021: only the font says that it is Cyrillic
        (rtf(escape("Ёлка"), charset=1), "Ёлка"),  # only the page says it
        (rtf(escape("Мой город"), charset=0), "Мой город"),  # the font is called Western
        (rtf(escape("Мой город"), code_page=1252, charset=0), "Мой город"),
        (rtf(escape("Ёлка"), code_page=99999), "Ёлка"),
        (rtf("caf" + escape("é", "cp1252"), code_page=1252, charset=0), "café"),
        (rtf(unicode_escape("Мой город — мечта")), "Мой город — мечта"),
        (rtf(r"\uc0\u1044\u1072"), "Да"),
        (rtf(unicode_escape("парк 🌳")), "парк 🌳"),
        (rtf("СЫРОЕ".encode("cp1251").decode("latin-1")), "СЫРОЕ"),  # letters that nobody escaped
    ],
)
def test_letters(content: bytes, text: str) -> None:
    assert normalise_text(extract_text(content)) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"a\par b\par\par c", "a|b|c"),
        (r"a\line b\tab c\~d\_e\-f", "a\nb\tc\xa0d\u2011e\u00adf"),
        (r"\trowd a\cell b\cell\row\pard c", "a|b|c"),
        (r"a{\pict\pngblip 89504e470d0a1a0a}b", "ab"),
        (r"a{\*\shppict{\pict{\*\picprop{\sp{\sn x}{\sv y}}}\pngblip " + "0123456789abcdef" * 100 + "}}b", "ab"),
        (r"a{\pict{\*\picprop z}\bin9 }{\par}\'e}b", "ab"),
        (r'a{\field{\*\fldinst HYPERLINK "http://x.ru"}{\fldrslt{b}}}c', "abc"),
        (r'{\field{\*\fldinst{HYPERLINK "http://x.ru"}}{\fldrslt{b c}}}', "b c"),
        (r"a{\deleted b}c", "ac"),
        (r"a{\b\v b}c", "ac"),
        (r"a{\header b}{\footer c}{\info{\author d}}e", "ae"),
        (r"a{\super\chftn}{\footnote\pard b {\i c}}d\par e", "ad|e|b c"),
        (r"a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard b\par c\par}}}d", "ad|b|c"),
        (r"a\\par b \{c\}", r"a\par b {c}"),
    ],
)
def test_structure(body: str, text: str) -> None:
    assert extract_text(rtf(body)) == text.replace("|", "\n\n")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Обычный текст".encode(), "damaged"),
        (rtf(r"\u99999999?"), "damaged"),
        (rtf(r"\uc"), "damaged"),
    ],
)
def test_unreadable_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        list(read_rtf(content, settings=DocumentSettings()))
    assert caught.value.code == code


@pytest.mark.parametrize(
    "content",
    [b"{\\rtf1{\\fonttbl" + b"{\\f1\\fcharset1" * 100_000, b"{\\rtf1", rtf("")],
    ids=["fonts", "cut", "empty"],
)
def test_nothing_is_no_text(content: bytes) -> None:
    assert extract_text(content) == ""


def test_deep_nesting_is_no_recursion() -> None:
    assert extract_text(rtf("{" * 100_000 + "a" + "}" * 100_000)) == "a"


def test_unclosed_groups_keep_their_text() -> None:
    assert extract_text(rtf(r"{\b a{\i b")) == "ab"


def test_truncated_file_keeps_its_text() -> None:
    assert extract_text(rtf(r"{\b a} b {\footnote c} d")[:-1]) == "a b  d\n\nc"


@given(st.binary(max_size=200))
def test_garbage_is_text_or_refused(garbage: bytes) -> None:
    try:
        outcome = type(extract_text(b"{\\rtf1 " + garbage)).__name__
    except UnreadableSource as error:
        outcome = error.code
    assert outcome in {"str", "damaged"}


def test_found_by_content() -> None:
    assert find_reader("сочинение.doc", rtf("a")) is read_rtf
