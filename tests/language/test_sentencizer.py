"""Sentence starts of a `Doc`."""

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pyshma.language.sentencizer import Sentencizer


def test_every_token_lies_in_one_sentence(nlp: Language) -> None:
    doc = nlp("Мой город\n\nОн растёт.  И хорошеет! ")
    assert [sentence.text.strip() for sentence in doc.sents] == ["Мой город", "Он растёт.", "И хорошеет!"]
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)


@pytest.mark.parametrize("words", [[], [" "], ["\n", "\n"], ["Да"]])
def test_the_first_token_starts_a_sentence_whatever_it_is(words: list[str]) -> None:
    doc = Sentencizer()(Doc(Vocab(), words=words, spaces=[False] * len(words)))
    assert [token.is_sent_start for token in doc] == [True, False][: len(words)]


def test_tokens_of_another_tokenizer_may_span_the_start() -> None:
    doc = Sentencizer()(Doc(Vocab(), words=["Да", ". Нет", "!"], spaces=[False] * 3))
    assert np.array_equal(doc.to_array("SENT_START").astype(np.int64), [1, 1, -1])


@pytest.mark.parametrize(("overwrite", "n"), [(False, 2), (True, 3)])
def test_marks_of_tokens_stay_unless_they_are_overwritten(overwrite: bool, n: int) -> None:
    marks = [True, None, False, None, None, None]
    doc = Doc(Vocab(), words=["Дом", ".", "Двор", ".", "Река", "."], sent_starts=marks)
    assert len(list(Sentencizer(overwrite=overwrite)(doc).sents)) == n


def test_it_is_a_component_by_itself() -> None:
    nlp = spacy.blank("ru")
    nlp.add_pipe("pyshma_sentencizer", config={"paragraphs": False})
    assert nlp.analyze_pipes()["problems"] == {"pyshma_sentencizer": []}
    assert [sentence.text for sentence in nlp("Я живу на ул. Мира. Тут хорошо.").sents] == [
        "Я живу на ул. Мира.",
        "Тут хорошо.",
    ]
