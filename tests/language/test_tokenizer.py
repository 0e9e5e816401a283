"""Tokens in a `Doc`: the text kept to the letter, the matching form as the norm."""

from copy import deepcopy

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from pyshma.language import tokenizer
from pyshma.language.tokenizer import Tokenizer
from pyshma.language.tokens import find_tokens

TOKENIZER = Tokenizer(Vocab())


def test_matching_form_is_the_norm() -> None:
    doc = TOKENIZER("Старый за\u0301мок в гopoде")
    assert [token.norm_ for token in doc] == ["старый", "замок", "в", "городе"]
    assert doc[1].text == "за\u0301мок"


@pytest.mark.parametrize("text", ["", " ", "\n\n", " а", "а  б", "а\n\nб ", "а \n б", "\t«а»"])
def test_text_is_kept(text: str) -> None:
    assert TOKENIZER(text).text == text


@given(st.text(alphabet="абвё АБ.,!?-«»—\n\t12\u0301\u00ado", max_size=60) | st.text(max_size=40))
@settings(max_examples=300)
def test_text_is_kept_and_tokens_are_found(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == text
    found = [(token.idx, token.idx + len(token), token.norm_) for token in doc if not token.is_space]
    assert found == [(start, stop, form.lower()) for start, stop, form in find_tokens(text)]


def test_a_spelling_has_one_norm_wherever_it_stands() -> None:
    once = [token.norm_ for text in ("USBшка", "шка", "USB\u00adшка") for token in Tokenizer(Vocab())(text)]
    assert once == ["usb", "шка", "шка", "usb", "шка"]


@pytest.mark.parametrize("text", ["Мой город.", " \u00ad ", "а  б"])
def test_memory_zones_do_not_take_away_what_is_remembered(text: str) -> None:
    nlp = spacy.blank("ru")
    nlp.tokenizer = Tokenizer(nlp.vocab)

    def read() -> list[tuple[str, str, bool]]:
        return [(token.text, token.norm_, token.is_space) for token in nlp(text)]

    with nlp.memory_zone():
        inside = read()
    assert read() == inside == read()


def test_memory_is_emptied_when_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizer, "MAX_REMEMBERED", 2)
    doc = Tokenizer(Vocab())("раз два три раз два три")
    assert [token.norm_ for token in doc] == ["раз", "два", "три"] * 2


def test_a_copy_cuts_the_same() -> None:
    nlp = spacy.blank("ru")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    copy = deepcopy(nlp.tokenizer)
    text = "Старый за\u0301мок\n\nв гopoде. "
    assert copy(text).to_array(["ORTH", "NORM", "SPACY"]).tolist() == (
        nlp(text).to_array(["ORTH", "NORM", "SPACY"]).tolist()
    )


def test_processes_cut_the_same() -> None:
    nlp = spacy.blank("ru")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    texts = [f"Школа № {number}, ул. Мира.  " for number in range(4)]
    docs = list(nlp.pipe(texts, n_process=2, batch_size=2))
    assert [doc.text for doc in docs] == texts
    assert [[token.norm_ for token in doc] for doc in docs] == [
        [token.norm_ for token in doc] for doc in nlp.tokenizer.pipe(texts)
    ]
