"""Tokens: razdel's borders, the text kept to the letter."""

import pytest
import razdel
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from pyshma.language.letters import matching_form
from pyshma.language.tokenizer import Tokenizer

TOKENIZER = Tokenizer(Vocab())


@pytest.mark.parametrize(
    "marked",
    [
        "К| |2035| |году| |в| |В|.| |Пышме| |будет| |чище|!",
        "кое-кто| |из| |школы| |№| |22",
        "за\u0301мок|,| |бла\u00adго",
        "ДК| |«|Металлург|»",
    ],
)
def test_borders(marked: str) -> None:
    pieces = marked.split("|")
    doc = TOKENIZER("".join(pieces))
    assert [token.text for token in doc] == [piece for piece in pieces if not piece.isspace()]


def test_matching_form_is_the_norm() -> None:
    doc = TOKENIZER("Старый за\u0301мок в гopoде")
    assert [token.norm_ for token in doc] == ["старый", "замок", "в", "городе"]
    assert doc[1].text == "за\u0301мок"


@pytest.mark.parametrize("text", ["", " ", "\n\n", " а", "а  б", "а\n\nб ", "а \n б", "\t«а»"])
def test_text_is_kept(text: str) -> None:
    assert TOKENIZER(text).text == text


@given(st.text(alphabet="абвё АБ.,!?-«»—\n\t12\u0301\u00ado", max_size=60))
@settings(max_examples=300)
def test_text_is_kept_and_borders_are_those_of_razdel(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == text
    assert [t.norm_ for t in doc if not t.is_space] == [
        t.text.lower() for t in razdel.tokenize(matching_form(text).text)
    ]
