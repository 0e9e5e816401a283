"""What an encoder is given of a sentence."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import pyshma
from pyshma.themes.trained.readings import plain_text


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pyshma.load()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("НА УЛИЦЕ ТЕМНО, ФОНАРЕЙ НЕТ!", "На улице темно, фонарей нет!"),
        ("В МФЦ очередь, а в УГМК – работа.", "В МФЦ очередь, а в УГМК – работа."),
        ("НТИИМ, УГМК", "НТИИМ, УГМК"),
        ("В гopoде гря\u0301зно.", "В городе грязно."),
        ("Извените, сдесь темно.", "Извините, здесь темно."),
        ("Скамеек на пл. Ленина – 3!", "Скамеек на пл. Ленина – 3!"),
    ],
)
def test_an_encoder_reads_words_as_they_were_meant(nlp: Language, text: str, plain: str) -> None:
    (sentence,) = nlp(text).sents
    assert plain_text(sentence) == plain


def test_of_another_tokenizer_every_word_stays(nlp: Language) -> None:
    doc = Doc(nlp.vocab, ["Парк", "и", "пруд", "!"], spaces=[True, True, False, False])
    assert plain_text(doc[:]) == "Парк и пруд!"
