"""Sentence borders: razdel's, and one at every blank line."""

import pytest
import razdel
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pyshma.language.sentencizer import find_sentences


@pytest.mark.parametrize(
    "marked",
    [
        "Я живу на ул. Мира.| |Мне 15 лет.",
        "Р. А. Жилина нашла гриб.| |Он белый.",
        "Мой город\n\n|Я его люблю.",
        "Мой город\n \t\n|Я его люблю.",
        "Строка первая\nи вторая.",
    ],
)
def test_borders(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [piece.strip() for piece in marked.split("|") if piece.strip()]
    assert [text[start:stop] for start, stop in find_sentences(text)] == expected


@given(st.text(alphabet="абв АБ.!?…«»\n", max_size=60))
def test_without_paragraphs_borders_are_those_of_razdel(text: str) -> None:
    expected = [(s.start, s.stop) for s in razdel.sentenize(text) if s.text]
    assert list(find_sentences(text, paragraphs=False)) == expected


def test_every_token_lies_in_one_sentence(nlp: Language) -> None:
    doc = nlp("Мой город\n\nОн растёт.  И хорошеет! ")
    assert [sentence.text.strip() for sentence in doc.sents] == ["Мой город", "Он растёт.", "И хорошеет!"]
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)
