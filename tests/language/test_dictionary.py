"""Short ways to the dictionary give its own answers."""

import pytest

from pyshma.language.dictionary import dictionary_lemma, known_beginning, knows_word, only_lemma, parse_raw
from pyshma.language.misspelling import find_candidates

WORDS = (
    *("дом", "дома", "парков", "звезды", "звёзды", "площадка", "счастья", "знания", "чистый", "чистейший", "сделанный"),
    *("чище", "котовой", "ивановна", "пышме", "стали", "елки", "ежик", "тратуар", "коворкинг", "велопарковка", "видео"),
)


@pytest.mark.parametrize("word", WORDS)
def test_the_only_lemma_is_that_of_all_parses(word: str) -> None:
    parses = parse_raw(word)
    lemmas = {parse.normal_form for parse in parses} if knows_word(word) else set()
    assert only_lemma(word, besides=frozenset()) == (lemmas.pop() if len(lemmas) == 1 else "")


def test_readings_with_a_given_grammeme_have_no_lemma() -> None:
    assert only_lemma("чистейший", besides=frozenset({"Supr"})) == ""
    assert dictionary_lemma(parse_raw("площадка")[0]) == only_lemma("площадка", besides=frozenset({"Supr"}))


@pytest.mark.parametrize(
    ("word", "known"), [("звездный", True), ("звёздный", True), ("Звездный", True), ("звйзд", False)]
)
def test_the_dictionary_knows_words_without_their_dots(word: str, known: bool) -> None:
    assert knows_word(word) == known


@pytest.mark.parametrize("word", ["тратуар", "сдесь", "будующее", "звезный", "извените", "ёлкка", "кросовки", "ъъъ"])
def test_slips_behind_the_known_beginning_lead_nowhere(word: str) -> None:
    quick = find_candidates(word, knows_word, n_begun=known_beginning)
    assert quick == find_candidates(word, knows_word)
