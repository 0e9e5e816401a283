"""Labels, quotes, exemplars: what a person reads of a topic."""

from __future__ import annotations

import numpy as np
import pytest

from pyshma.topics.summary import find_exemplars, find_quote, is_bare_adjective, label_topics, top_terms


def test_label_names_what_is_the_topics_own() -> None:
    terms = ["автобус", "город", "лес", "маршрут", "озеро", "остановка", "тропа"]
    components = np.array([[0.8, 0.9, 0.0, 0.5, 0.0, 0.7, 0.0], [0.0, 0.9, 0.8, 0.0, 0.7, 0.0, 0.5]])
    assert label_topics(components, terms) == ["автобус, остановка, маршрут", "лес, озеро, тропа"]


def test_label_does_not_say_the_same_twice() -> None:
    terms = ["автобус", "дорога", "дорожный", "общественный транспорт", "транспорт"]
    components = np.array([[0.5, 0.7, 0.69, 0.8, 0.9]])
    assert label_topics(components, terms) == ["общественный транспорт, дорога, автобус"]


def test_label_prefers_nouns_to_bare_adjectives() -> None:
    assert label_topics(np.array([[0.9, 0.5]]), ["медный", "музей"]) == ["музей, медный"]


def test_label_of_few_terms_is_short() -> None:
    assert label_topics(np.array([[0.0, 1.0]]), ["парк", "лес"]) == ["лес"]


def test_top_terms_are_the_ten_largest() -> None:
    terms = [f"слово{n}" for n in range(12)]
    assert top_terms(np.arange(12.0), terms).split(", ") == terms[:1:-1]


@pytest.mark.parametrize(
    ("term", "bare"), [("городской", True), ("новый", True), ("герой", False), ("летний парк", False)]
)
def test_bare_adjective(term: str, bare: bool) -> None:
    assert is_bare_adjective(term) is bare


def occurrences(*sentences: str) -> list[tuple[int, str]]:
    return [(number, term) for number, sentence in enumerate(sentences) for term in sentence.split()]


@pytest.mark.parametrize(
    ("sentences", "quoted"),
    [
        (("мама", "лес озеро", "озеро"), 1),
        (("озеро озеро озеро", "лес озеро"), 1),  # a repeated word counts once
        (("лес", "лес"), 0),  # the first of equals
        (("мама", "папа"), 0),
        (("лес озеро " + " ".join(map(str, range(20))), "лес"), 1),  # too long to read
        (("мама", "лес " + " ".join(map(str, range(20)))), 1),  # the only one
    ],
)
def test_quote_is_the_sentence_that_weighs_most(sentences: tuple[str, ...], quoted: int) -> None:
    assert find_quote(occurrences(*sentences), {"лес": 0.6, "озеро": 0.5}) == quoted


def test_exemplars_are_the_heaviest_candidates() -> None:
    weights = np.array([0.5, 0.9, 0.7, 0.7, 0.8])
    assert find_exemplars(weights, np.array([True, False, True, True, True])).tolist() == [4, 2, 3]
    assert find_exemplars(weights, np.zeros(5, dtype=bool)).tolist() == []
