"""Words of a codebook meet the lemmas of a text, whatever rule gave them."""

import pytest
from spacy.language import Language

from pyshma.language import citation_lemmas


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("парк", "Нам не хватает парков."),
        ("заброшенный", "Там много заброшенных домов."),
        ("шагающий", "Вижу шагающих детей."),
        ("образованный", "Нужны образованные люди."),
        ("стоять", "Школа стоит на горе."),
        ("стоить", "Проезд стоит сорок рублей."),
        ("самый", "Дорога до самого моря."),
        ("их", "К их дому не подойти."),
        ("город", "Живу в г. Перми."),
        ("ул.", "Живу на ул. Мира."),
        ("улица", "Живу на ул. Мира."),
        ("год", "В 2035 г. будет метро."),
        ("тысяча", "Нужно 5 тыс. рублей."),
        ("75-летие", "К 75-летию города."),
        ("1990-е", "Это было в 1990-х годах."),
        ("учтиво", "Он говорил учтиво."),
        ("чистый", "Станет чище воздух."),
        ("коворкинг", "Нужны коворкинги."),
        ("каршеринг", "Мало каршеринга."),
        ("спасибо", "Спасиибоо учителям, спасииибо!"),
    ],
)
def test_a_codebook_word_meets_the_lemma_of_a_text(nlp: Language, word: str, text: str) -> None:
    assert citation_lemmas(word) & {token.lemma_ for token in nlp(text)}


@pytest.mark.parametrize(
    ("word", "lemmas"),
    [
        ("парк", {"парк"}),  # not парка, whose genitive plural it also is
        ("пробки", {"пробка"}),
        ("врачей", {"врач"}),
        ("молодежь", {"молодежь", "молодёжь"}),
        ("заброшенный", {"забросить", "заброшенный"}),
        ("строить", {"строить"}),
        ("коворкинг", {"коворкинг"}),
        ("wi-fi", {"wi-fi"}),
        ("3d", {"3d"}),
        ("в", {"в", "во"}),  # во дворе
        ("об", {"о", "об", "обо"}),
    ],
)
def test_lemmas_of_codebook_words(word: str, lemmas: set[str]) -> None:
    assert citation_lemmas(word) == lemmas
