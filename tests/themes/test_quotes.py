"""How much of a sentence is quoted."""

from __future__ import annotations

import pytest

from pyshma.themes.quotes import LONGEST_QUOTE, shorten_quote

WORDS = "слово " * 400


def quote(text: str, word: str = "парк") -> str:
    place = text.index(word)
    start, stop = shorten_quote(text, 0, len(text), place, place + len(word))
    return text[start:stop]


def test_a_sentence_is_quoted_whole() -> None:
    assert quote("Хочу парк у пруда.") == "Хочу парк у пруда."


@pytest.mark.parametrize("between", [" ", "\n", "  "])
def test_a_long_sentence_is_cut_between_words(between: str) -> None:
    found = quote(f"{WORDS}парк {WORDS}".replace(" ", between))
    assert set(found.split()) == {"слово", "парк"}
    assert found == found.strip()
    assert LONGEST_QUOTE - 20 <= len(found) <= LONGEST_QUOTE + 4


def test_the_first_words_of_a_long_sentence_stay() -> None:
    assert quote(f"Хочу парк {WORDS}").startswith("Хочу парк слово")
    assert quote(f"Парк {WORDS}", "Парк").startswith("Парк слово")


def test_the_last_words_of_a_long_sentence_stay() -> None:
    assert quote(f"{WORDS}у нас парк у пруда.").endswith("слово у нас парк у пруда.")


def test_a_word_that_ends_at_the_limit_stays() -> None:
    side = LONGEST_QUOTE // 2
    text = "ы" * 99 + " " + "х" * side + "парк" + "х" * side + " " + "ы" * 99
    assert quote(text) == "х" * side + "парк" + "х" * side


def test_without_spaces_the_quote_is_no_longer() -> None:
    assert len(quote("ы" * 2000 + "парк" + "ы" * 2000)) == LONGEST_QUOTE + 4
