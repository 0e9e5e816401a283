"""Ranking of candidates, with vectors of two dimensions that a reader can picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyshma.themes import Candidate, Codebook, suggest_terms
from pyshma.themes.suggestion import log_likelihood, theme_words

PLANE = {
    "автобус": (1, 0),
    "трамвай": (0.9, 0.1),
    "маршрут": (0.8, 0.2),
    "трамвайный маршрут": (0.8, 0.2),
    "врач": (0, 1),
}


def vectors(terms):
    rows = np.array([PLANE.get(term, (0, 0)) for term in terms], dtype=np.float32).reshape(-1, 2)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)


@pytest.fixture
def suggest(lemmas):
    themes = [
        {"id": "bus", "name": "Транспорт", "patterns": ["автобус"]},
        {"id": "care", "name": "Здоровье", "patterns": ["врач"]},
        {"id": "none", "name": "Без шаблонов", "patterns": []},
        {"id": "child", "name": "Внутри", "parent": "none", "patterns": ["пони"]},
    ]
    book = Codebook.from_dict({"title": "Город", "themes": themes})
    assigned = [{"bus"}] * 5 + [{"care"}] * 5 + [set()] * 10

    def run(**candidates):
        found = [Candidate(term.replace("_", " "), documents) for term, documents in candidates.items()]
        return suggest_terms(
            book, found, assigned, lemmas=lemmas, vectors=vectors, complete=lambda prefix, n: [], most=10
        )

    return run


def test_meaning_and_company_together(suggest):
    [found] = suggest(трамвай=(0, 1, 2))
    assert (found.theme_id, found.candidate.term, found.n_with_theme, found.near) == ("bus", "трамвай", 3, ("автобус",))
    assert found.score == pytest.approx(np.log1p(found.company) + 10 * found.meaning)


@pytest.mark.parametrize(
    ("candidates", "why"),
    [
        ({"пароход": (0, 1, 2)}, "no vector"),
        ({"трамвай": (10, 11, 12)}, "never where the theme is"),
        ({"трамвай": ()}, "nowhere"),
        ({}, "no candidates"),
    ],
)
def test_nothing_is_suggested(suggest, candidates, why):
    assert suggest(**candidates) == []


def test_a_word_goes_to_the_theme_where_it_scores_most(suggest):
    assert [item.theme_id for item in suggest(трамвай=(0, 1, 2, 5), врач=(5, 6, 7))] == ["bus", "care"]


def test_of_a_word_and_its_phrase_the_better_stays(suggest):
    found = suggest(трамвайный_маршрут=(0, 1, 2), трамвай=(0, 1, 2), маршрут=(3, 4))
    assert [item.candidate.term for item in found] == ["трамвай", "маршрут"]


def test_words_of_a_theme(lemmas):
    patterns = [{"text": "(парк | сквер)", "weight": 0.5}, "эко*", "у дома", "дом"]
    book = Codebook.from_dict({"title": "А", "themes": [{"id": "a", "name": "А", "patterns": patterns}]})
    weights = theme_words(book.themes[0], book, lemmas, lambda prefix, n: [prefix + "логия"])
    assert weights == {"парк": 0.5, "сквер": 0.5, "экология": 1.0, "дома": 0.1, "дом": 1.0}


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_log_likelihood_is_finite_symmetric_and_signed(both, one, other, neither):
    n = both + one + other + neither
    counts = [np.array([float(x)]) for x in (both, both + one, both + other)]
    [ratio] = log_likelihood(*counts, n)
    [turned] = log_likelihood(counts[0], counts[2], counts[1], n)
    assert np.isfinite(ratio)
    assert ratio == pytest.approx(turned, abs=1e-6)
    assert ratio >= -1e-9 if both * neither >= one * other else ratio <= 1e-9
