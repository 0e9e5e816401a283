"""Short ways to the dictionary give its own answers."""

from time import perf_counter

import pytest

from pyshma.language import load
from pyshma.language.dictionary import dictionary_lemma, knows_word, parse_raw, parse_word
from pyshma.language.dictionary_search import known_beginning, letters_between
from pyshma.language.misspelling import Words, find_candidates
from pyshma.language.only_lemmas import only_lemma

WORDS = (
    *("дом", "дома", "парков", "звезды", "звёзды", "площадка", "счастья", "знания", "чистый", "чистейший", "сделанный"),
    *("чище", "котовой", "ивановна", "пышме", "стали", "елки", "ежик", "тратуар", "коворкинг", "велопарковка", "видео"),
)


@pytest.mark.parametrize("word", WORDS)
def test_the_only_lemma_is_that_of_all_parses(word: str) -> None:
    parses = parse_raw(word)
    lemmas = {parse.normal_form for parse in parses} if knows_word(word) else set()
    assert only_lemma(word) == (lemmas.pop() if len(lemmas) == 1 else "")


def test_readings_with_a_given_grammeme_have_no_lemma() -> None:
    superlative = frozenset({"Supr"}).issubset
    assert only_lemma("чистейший", besides=superlative) == ""
    assert dictionary_lemma(parse_raw("площадка")[0]) == only_lemma("площадка", besides=superlative)
    neuter = frozenset({"ADJS", "neut"}).issubset
    assert [only_lemma(word, besides=neuter) for word in ("красна", "красно")] == ["красный", ""]


def test_an_only_lemma_may_be_asked_for_among_nouns() -> None:
    assert [only_lemma(word, among=frozenset({"NOUN"})) for word in ("площадки", "замолкает")] == ["площадка", ""]


@pytest.mark.parametrize(
    ("word", "known"), [("звездный", True), ("звёздный", True), ("Звездный", True), ("звйзд", False)]
)
def test_the_dictionary_knows_words_without_their_dots(word: str, known: bool) -> None:
    assert knows_word(word) == known


@pytest.mark.parametrize("word", ["тратуар", "сдесь", "будующее", "звезный", "извените", "ёлкка", "кросовки", "ъъъ"])
def test_slips_behind_the_known_beginning_lead_nowhere(word: str) -> None:
    quick = find_candidates(word, Words(knows_word, known_beginning, letters_between))
    assert quick == find_candidates(word, Words(knows_word))


@pytest.mark.parametrize("word", ["не" * 500, "супер" * 800, "недо" * 24, "по-" + "недо" * 24, "а-" * 500 + "а"])
def test_forms_that_never_end_are_parsed_in_no_time(word: str) -> None:
    started = perf_counter()
    assert parse_word(word)[0].lemma
    assert perf_counter() - started < 5


def test_a_form_too_long_for_a_word_changes_nothing_around_it() -> None:
    (short, long) = (load()(f"Хочу парк. {word} да.") for word in ("Ну", "не" * 500))
    assert [token.lemma_ for token in long if len(token) < 10] == [
        token.lemma_ for token in short if token.text != "Ну"
    ]
