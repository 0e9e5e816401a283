"""Every encoding that Russian texts come in, on the demonstration essays and on five-word stretches of them."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.documents import read_documents
from pyshma.documents.decode import CODE_PAGES, decode, detect_encoding, looks_binary, score_code_pages
from pyshma.errors import UnreadableSource

CORPUS = Path(__file__).parents[2] / "corpora" / "pyshma2035"
SEVEN = ("utf-8", "utf-16", "cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
PLAIN = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "—": "-", "–": "-", "…": "...", "№": "N"})
RUSSIAN = "Хочу, чтобы в городе был чистый воздух"


@cache
def essays() -> tuple[str, ...]:
    return tuple(document.text for document in read_documents(CORPUS))


def fit(text: str, encoding: str) -> str:
    """The text without the characters that a code page lacks."""
    if encoding not in CODE_PAGES:
        return text
    return (
        "".join(c if c.encode(encoding, "ignore") else c.translate(PLAIN) for c in text)
        .encode(encoding, "ignore")
        .decode(encoding)
    )


def windows(n_words: int, count: int) -> list[str]:
    choose = random.Random(7)
    found = []
    for _ in range(count):
        words = choose.choice(essays()).split()
        start = choose.randrange(len(words) - n_words + 1)
        found.append(" ".join(words[start : start + n_words]))
    return found


@pytest.mark.parametrize("encoding", [*SEVEN, "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32"])
def test_all_essays_are_right_in_every_encoding(encoding):
    texts = [fit(text, encoding) for text in essays()]
    assert len(texts) == 285
    assert [text for text in texts if decode(text.encode(encoding)) != text] == []


@pytest.mark.parametrize(
    ("encoding", "floor"),
    # Below 1.0 only where two code pages make two Russian texts of the same bytes: «Я не один», «я не один».
    [(name, 1.0) for name in ("utf-8", "utf-16", "utf-16-le", "koi8_r", "cp866", "iso8859_5")]
    + [("cp1251", 0.995), ("mac_cyrillic", 0.99)],
)
def test_five_words_are_enough(encoding, floor):
    texts = [fit(text, encoding) for text in windows(5, 1000)]
    right = sum(decode(text.encode(encoding)) == text for text in texts)
    assert right / len(texts) >= floor


@pytest.mark.parametrize("encoding", SEVEN)
@pytest.mark.parametrize(
    "text",
    [
        RUSSIAN,
        "Я не знаю, каким будет наш город",
        "— Сделайте тротуар у школы, пожалуйста!",
        "У нас в УГМК и МЧС всё хорошо",
        "Щорса, Юбилейная и Ленина нужно починить",
        "№ 5: «Ещё больше парков», — сказал Олег",
        "ХОЧУ ЧТОБЫ БЫЛО МНОГО ДЕРЕВЬЕВ",
    ],
)
def test_typical_sentences(encoding, text):
    text = fit(text, encoding)
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("page", CODE_PAGES)
def test_own_code_page_scores_best(page):
    scores = score_code_pages(RUSSIAN.encode(page))
    assert min(scores, key=scores.__getitem__) == page


def test_scores_of_a_long_text_come_from_stretches_of_it():
    head = "x " * 50_000
    assert decode((head + RUSSIAN).encode("koi8_r")).endswith(RUSSIAN)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1251", "no-such-charset", "base64", "", None])
def test_a_wrong_declaration_is_not_believed(declared):
    assert decode(RUSSIAN.encode("koi8_r"), declared=declared) == RUSSIAN


def test_a_declaration_decides_where_bytes_mean_two_texts():
    content = "Я не один".encode("cp1251")
    assert decode(content, declared="windows-1251") == "Я не один"
    assert decode(content, declared="x-mac-cyrillic") == "я не один"


def test_a_declared_code_page_of_another_language_is_believed():
    assert decode("Zażółć gęślą jaźń".encode("cp1250"), declared="windows-1250") == "Zażółć gęślą jaźń"


def test_utf8_that_was_cut_in_a_letter_stays_utf8():
    assert decode(RUSSIAN.encode()[:-1]) == RUSSIAN[:-1] + "\ufffd"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (RUSSIAN.encode() + b"\0\0\0", "binary"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "binary"),
        (b"\0\x01", "binary"),
        (b"\xff\xfe\x00\xd8\x00\xd8\x00\xd8\x00\xd8", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        ("我们的城市将会有干净的空气和水".encode("gb18030"), "decode"),
    ],
)
def test_what_is_not_russian_text_is_not_made_into_it(content, code):
    with pytest.raises(UnreadableSource) as caught:
        decode(content)
    assert caught.value.code == code


def test_looks_binary_tells_text_from_bytes():
    assert [looks_binary(content) for content in (b"\x89PNG\r\n\x1a\n\0\0", RUSSIAN.encode("cp866"))] == [True, False]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff", exclude_categories=("Cc", "Cs"))))
def test_utf8_with_a_mark_is_always_exact(text):
    assert decode(text.encode("utf-8-sig")) == text


@given(st.binary(max_size=300))
def test_any_bytes_give_text_without_nul_or_a_reason(content):
    try:
        text = decode(content)
    except UnreadableSource as error:
        text = error.code
    assert "\0" not in text


def test_ascii_is_utf8():
    assert detect_encoding(b"plain") == "utf-8"
