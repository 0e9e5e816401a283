"""Lexical attributes: spaCy's answers for every spelling; a user's own functions stay."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.attrs import LIKE_NUM, LIKE_URL

from pyshma.language.lexemes import QUICK, use_quick_attributes

WORDS = [
    *("Пышма", "УГМК", "ДКшный", "ǅа", "пять", "Две", "XXI", "3,14", "1/2", "½", "²"),
    *("пышма.рф", "e1.ru", "a@b.ru", "http://x", "$", "«", "''"),
]


@given(st.sampled_from(WORDS) | st.text(min_size=1, max_size=8) | st.text(alphabet="аЯ", min_size=95, max_size=105))
def test_answers_are_those_of_spacy(word: str) -> None:
    for slow, quick in QUICK.values():
        assert quick(word) == slow(word)


def test_own_functions_of_a_user_stay() -> None:
    def like_url(text: str) -> bool:
        return text == "здесь"

    vocab = spacy.blank("ru").vocab
    number = vocab.lex_attr_getters[LIKE_NUM]
    vocab.lex_attr_getters[LIKE_URL] = like_url
    use_quick_attributes(vocab)
    assert vocab.lex_attr_getters[LIKE_URL] is like_url
    assert vocab.lex_attr_getters[LIKE_NUM] is not number


@pytest.mark.parametrize("word", WORDS)
def test_flags_of_a_lexeme_are_those_of_spacy(word: str) -> None:
    plain, quick = spacy.blank("ru").vocab, spacy.blank("ru").vocab
    use_quick_attributes(quick)
    assert all(quick[word].check_flag(flag) == plain[word].check_flag(flag) for flag in range(1, 20))
    assert quick[word].shape_ == plain[word].shape_
